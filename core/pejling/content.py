"""Reads content files: YAML 1.2 checked against a strict schema, every mistake told with file and line."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AliasChoices, BaseModel, ValidationError
from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pejling.errors import ContentError, Problem, at
from pejling.schema import SYSTEM_PATTERN

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 500_000
"""A content file larger than this is a mistake, not content."""


def digest(text: str) -> str:
    """The permanent name of one version of a content file: 32 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def parse_text(text: str) -> Any:
    """The plain data in YAML text; raises ruamel's errors. For text that was checked when it was stored."""
    return YAML(typ="safe", pure=True).load(text)


def read_yaml(path: Path, root: Path) -> Any:
    """The document with its line marks (ruamel's round-trip containers).

    Raises
    ------
    ContentError
        The file cannot be read, is too large, is not UTF-8, or is not YAML.
    """
    return marked(read_text(path, root), path, root)


def read_text(path: Path, root: Path) -> str:
    """The text of a content file.

    Raises
    ------
    ContentError
        The file cannot be read, is too large, or is not UTF-8.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise ContentError([Problem(at(path, root), f"filen fylder over {MAX_BYTES // 1000} kB", "", "del den i flere")])
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise ContentError([Problem(at(path, root), f"filen kan ikke læses ({error.strerror})")]) from error
    except UnicodeDecodeError as error:
        wrong = "filen er ikke gemt som UTF-8, så æ, ø og å kan ikke læses"
        raise ContentError([Problem(at(path, root), wrong, "", "gem den igen med kodningen UTF-8")]) from error


def marked(text: str, path: Path, root: Path) -> Any:
    """The document in YAML text that stands at the top of `path`, with its line marks.

    Raises
    ------
    ContentError
        The text is not YAML.
    """
    try:
        return YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError([Problem(at(path, root, line), "det samme felt står to gange", "", "slet det ene")]) from error
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else None
        wrong = "filen er ikke gyldig YAML her"
        do = "se efter manglende mellemrum efter kolon, forkert indrykning eller et kolon i en tekst uden anførselstegn"
        raise ContentError([Problem(at(path, root, line), wrong, "", do)]) from error


def validate(model: type[M], document: Any, path: Path, root: Path) -> M:
    """The document as `model`.

    Raises
    ------
    ContentError
        With a Problem for every mistake, each with its line.
    """
    try:
        return model.model_validate(_plain(document))
    except ValidationError as error:
        found = error.errors()
        real = [e for e in found if not (e["type"] == "too_short" and _has_wrong_items(e["loc"], found))]
        raise ContentError([_problem(e, document, model, path, root) for e in real]) from error


def did_you_mean(wrong: str, known: Iterable[str], *, least: int = 60) -> str:
    """`mente du »…«?` when something known is near what was written, by so many per cent at least; else ""."""
    near = process.extractOne(wrong, sorted(known), score_cutoff=least)
    return f"mente du »{near[0]}«?" if near else ""


def line_of(document: Any, loc: Sequence[int | str]) -> int | None:
    """The line (from 1) of the deepest part of `loc` that the document holds."""
    node: Any = document
    line: int | None = None
    for part in loc:
        try:
            mark = node.lc.item(part) if isinstance(part, int) else node.lc.key(part)
            line, node = mark[0] + 1, node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _has_wrong_items(loc: tuple[int | str, ...], errors: Sequence[Any]) -> bool:
    """Whether the list is too short only since its wrong items were not counted; they are told themselves."""
    return any(len(e["loc"]) > len(loc) and e["loc"][:len(loc)] == loc for e in errors)


def _plain(node: Any) -> Any:
    """Ruamel's containers as plain dict and list."""
    if isinstance(node, dict):
        return {str(k): _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v) for v in node]
    return node


def _problem(error: Any, document: Any, model: type[BaseModel], path: Path, root: Path) -> Problem:
    loc = [part for part in error["loc"] if not (isinstance(part, str) and part.startswith(("function-", "tagged-")))]
    name = ".".join(str(part) for part in loc) or "filen"
    where = at(path, root, line_of(document, loc))
    kind = error["type"]
    if kind == "extra_forbidden":
        near = did_you_mean(str(loc[-1]), set(_known_fields(model)), least=70)
        right = near or "skriv tekster med komma eller kolon i anførselstegn"
        return Problem(where, f"feltet »{loc[-1]}« findes ikke", right, "ret navnet, eller slet linjen")
    if kind == "missing":
        return Problem(where, f"feltet »{name}« mangler", "", "tilføj det")
    if kind in ("literal_error", "union_tag_invalid"):
        allowed = str(error["ctx"].get("expected") or error["ctx"].get("expected_tags")).replace(" or ", " eller ")
        given = error["ctx"].get("tag", error["input"])
        return Problem(where, f"»{name}« har en ukendt værdi ({given!r})", f"brug {allowed}")
    if kind == "string_pattern_mismatch":
        if error["ctx"]["pattern"] == SYSTEM_PATTERN:
            return Problem(where, f"»{name}« er ikke nummeret på et system ({error['input']!r})", "skriv det som S009")
        return Problem(where, f"»{name}« må ikke hedde {error['input']!r}", "brug små bogstaver a–z, tal og bindestreg")
    if kind == "value_error":
        return Problem(where, str(error["ctx"]["error"]))
    if not loc:
        return Problem(where, "filen skal bestå af felter med værdier", "", "skriv fx »title: Myter og fakta« på en linje")
    given = "tom" if error["input"] in (None, "") else repr(str(error["input"])[:60])
    expected = _EXPECTED.get(kind) or _bounds(kind, error.get("ctx") or {})
    return Problem(where, f"»{name}« kan ikke være {given}", f"det skal være {expected}" if expected else "")


_EXPECTED = {
    "string_type": "en tekst", "int_type": "et helt tal", "int_parsing": "et helt tal", "int_from_float": "et helt tal",
    "float_type": "et tal", "float_parsing": "et tal", "bool_type": "true eller false", "bool_parsing": "true eller false",
    "tuple_type": "en liste", "list_type": "en liste", "dict_type": "felter med værdier", "model_type": "felter med værdier",
    "model_attributes_type": "felter med værdier", "date_from_datetime_parsing": "en dato som 2027-05-03",
}
_BOUNDS = {"ge": "mindst", "gt": "over", "le": "højst", "lt": "under", "min_length": "mindst", "max_length": "højst"}


def _bounds(kind: str, limits: dict[str, Any]) -> str:
    """What a number, a text's length or a list's may be, in words."""
    of = "" if "length" not in " ".join(limits) else " tegn" if kind.startswith("string") else " på listen"
    return " og ".join(f"{_BOUNDS[name]} {value}{of}" for name, value in limits.items() if name in _BOUNDS)


def _known_fields(model: type[BaseModel]) -> Iterator[str]:
    """Field names of the model and of the models inside it, for the did-you-mean."""
    seen: set[type[BaseModel]] = set()
    queue: list[Any] = [model]
    while queue:
        annotation = queue.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if annotation not in seen:
                seen.add(annotation)
                for name, field in annotation.model_fields.items():
                    yield name
                    if isinstance(field.validation_alias, AliasChoices):
                        yield from map(str, field.validation_alias.choices)
                    queue.append(field.annotation)
        else:
            queue += getattr(annotation, "__args__", ())

