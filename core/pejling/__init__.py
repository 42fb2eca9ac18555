"""Pejling's core: content, people, permissions, the store and the reports. Knows no widget and no server."""
