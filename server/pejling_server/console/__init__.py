"""The trainer's side: the day, the people, the groups, the screen, the course's life."""
