"""What helps a trainer to write own content: schemas for editors, and templates to begin from."""
