"""Files that people take home: what they are called, and how the browser is told."""

from urllib.parse import quote

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


def file_name(name: str) -> str:
    """The name without what some system does not take in a file's name."""
    return " ".join("".join(" " if ch in _NOT_IN_NAMES or not ch.isprintable() else ch for ch in name).split())


def disposition(name: str, *, shown: bool = False) -> dict[str, str]:
    """The header that says what the file is called, and whether it is kept or shown."""
    clean = file_name(name)
    plain = clean.encode("ascii", "replace").decode().replace("?", "_")
    how = "inline" if shown else "attachment"
    return {"Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean)}"}
