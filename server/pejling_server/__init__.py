"""The course server: joining, answering, following and running a course."""
