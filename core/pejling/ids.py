"""Names: those made from words, random ones, codes and secrets, and how secrets are kept."""

import hashlib
import hmac
import re
import secrets
import unicodedata

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What a join code is made of: nothing that is mistaken for something else (0/O, 1/I)."""


def slug(words: str) -> str:
    """The permanent name that words would have: small ASCII letters, digits and single hyphens; "" when none are left."""
    danish = words.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def new_id() -> str:
    """A random name for a row: 12 small letters and digits, about 60 bits, in no order."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))


def new_code() -> str:
    """A join code: 6 characters without 0, O, 1 and I."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


def typed_code(text: str) -> str:
    """A join code as it was typed or pasted, in capitals and without dashes, stops, blanks and what cannot be seen."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())


def new_pin() -> str:
    """A PIN: 6 digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def new_token() -> str:
    """A secret of 256 bits for a cookie or a link, safe in an address."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is stored of a token: its SHA-256. Enough, since a token is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(key: bytes, *parts: str) -> str:
    """What is stored of a short secret such as a PIN: an HMAC that says nothing without the key."""
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def repeated_pin(key: bytes, *parts: str) -> str:
    """The PIN that belongs to a request's idempotency key: the same request sent again gives the same one."""
    return f"{int(keyed(key, 'pin', *parts), 16) % 1_000_000:06d}"


def repeated_token(key: bytes, *parts: str) -> str:
    """The login token that belongs to a request's idempotency key, safe in a cookie."""
    return keyed(key, "login", *parts)


def same(a: str, b: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing."""
    return hmac.compare_digest(a.encode(), b.encode())
