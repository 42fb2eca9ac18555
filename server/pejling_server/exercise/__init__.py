"""An exercise on the server: what a viewer gets of it, what an event does to it, how far it has come, and its routes."""
