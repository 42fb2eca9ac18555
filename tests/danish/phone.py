"""A text as it is typed on a phone: small letters and no marks."""

import re


def typed(text: str) -> str:
    """The text in small letters, without commas, full stops, question marks, quotation marks and dashes."""
    return " ".join(re.sub(r"[.,!?;:»«\"”“…–—()]", " ", text).lower().split())
