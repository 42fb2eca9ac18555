"""Supervision on the server: the trainer's plan, a person's own visits, and their calendars."""
