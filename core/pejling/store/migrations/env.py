"""Unused: `pejling.store.migrate` runs the steps itself. Alembic wants the file to be here."""
