"""Pejling's core: content, people, permissions, the store and the reports. Knows no widget and no server."""

from pejling.lean_excel import leave_numpy_out

leave_numpy_out()
