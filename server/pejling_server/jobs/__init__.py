"""The server's jobs: their kinds, the worker that does them, and the routes that ask for them and fetch what they made."""
