"""The people of a course: read from a class list, and mixed into groups."""
