"""A project's key, and the SQL that puts a pseudonym in the place of whoever a row is about.

HMAC-SHA-256 (RFC 2104): the same person is the same mark within a project, and without its key nobody can find out which. The key
lies outside the data. When it is deleted, the data is anonymous.
"""

import os
import secrets
from pathlib import Path

BYTES = 32
MARK = 32
"""Hex digits of a pseudonym: 128 bits, so that two people never have the same."""
_BLOCK = 64


def new_key() -> bytes:
    """A key that nobody has had before."""
    return secrets.token_bytes(BYTES)


def project_key(path: Path) -> bytes:
    """The key in that file, made when there is none; only the owner can read the file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = new_key()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
        return key


def parameters(key: bytes) -> dict[str, bytes]:
    """What `sql` refers to: the key with the two paddings of HMAC."""
    padded = key.ljust(_BLOCK, b"\0")
    return {"outer": bytes(byte ^ 0x5C for byte in padded), "inner": bytes(byte ^ 0x36 for byte in padded)}


def sql(text: str) -> str:
    """A DuckDB expression: the pseudonym of the text expression `text`."""
    return f"left(sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode({text})))), {MARK})"
