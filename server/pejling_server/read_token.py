"""Read-only tokens: what a kernel, or a trainer's JupyterLab, shows to read as its viewer; signed, and as long-lived as a login."""

from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "read"


def read_token(key: bytes, login: str) -> str:
    """The token that reads as this login, until the login ends."""
    return str(URLSafeSerializer(key, salt=_SALT).dumps(login))


def login_of(key: bytes, token: str) -> str:
    """The login that a token reads as; "" when it was not made here."""
    try:
        return str(URLSafeSerializer(key, salt=_SALT).loads(token))
    except BadSignature:
        return ""
