"""Word lists, one subject per file: short, in lower case, and easy to add to."""
