"""What is taken home from a course: tables for a spreadsheet, and the day report."""
