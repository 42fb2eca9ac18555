"""Word lists, one subject per file: short, in lower case, and easy to add to."""

import re
from importlib.resources import files


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


def phrases(name: str, **stand_ins: str) -> dict[str, re.Pattern[str]]:
    """The phrases of a file in this folder, by heading: one regular expression a line, a space for any one white space."""
    found: dict[str, list[str]] = {}
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            found[heading[1]] = []
        elif line and not line.startswith("#"):
            for word, pattern in stand_ins.items():
                line = line.replace(f"{{{word}}}", pattern)
            list(found.values())[-1].append(f"(?:{line})")
    return {heading: re.compile("|".join(lines).replace(" ", r"\s")) for heading, lines in found.items()}
