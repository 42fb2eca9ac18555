"""Supervision: who sits in on whose conversations, and when."""
