"""Word lists, one subject per file: short, in lower case, and easy to add to."""


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())
