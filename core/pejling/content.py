"""Reads content files: YAML 1.2 checked against a strict schema, every mistake told with file and line."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic.fields import FieldInfo
from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pejling.errors import ContentError, Problem, at
from pejling.schema import SYSTEM_PATTERN

M = TypeVar("M", bound=BaseModel)

MAX_BYTES = 500_000
"""A content file larger than this is a mistake, not content."""
MAX_DEPTH = 50
"""Lists and fields inside each other; content has some six."""


def digest(text: str) -> str:
    """The permanent name of one version of a content file: 32 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class TooDeep(YAMLError):
    """The text has too much inside each other, or repeats itself too often, to be content."""


def parse_text(text: str) -> Any:
    """The plain data in YAML text; raises ruamel's errors, or TooDeep. For text that was checked when it was stored."""
    return _load("safe", text)


def _load(typ: str, text: str) -> Any:
    """The document; the parser goes a call deeper for each thing inside another, and there are only so many calls."""
    _check_brackets(text)  # it is slow in them, too
    try:
        document = YAML(typ=typ, pure=True).load(text)
    except RecursionError as error:
        raise TooDeep from error
    _check_nesting(document)
    return document


def _check_brackets(text: str) -> None:
    depth = 0
    for character in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if character in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            raise TooDeep


def _check_nesting(document: Any) -> None:
    """Refuses what becomes too large when every `*name` is written out."""
    left, seen = [(document, 1)], 0
    while left:
        node, depth = left.pop()
        inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        seen += len(inside)
        if depth > MAX_DEPTH or seen > MAX_BYTES:
            raise TooDeep
        left += [(one, depth + 1) for one in inside]


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
        return _load("rt", text)
    except TooDeep as error:
        wrong = f"noget i filen ligger i over {MAX_DEPTH} lag inden i hinanden, eller den gentager sig selv med * igen og igen"
        do = "se efter klammer, der ikke lukkes, og en indrykning, der vokser"
        raise ContentError([Problem(at(path, root), wrong, "", do)]) from error
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ContentError([Problem(at(path, root, line), "det samme felt står to gange", "", "slet det ene")]) from error
    except YAMLError as error:
        raise ContentError([_no_yaml(error, text, path, root)]) from error


def _no_yaml(error: YAMLError, text: str, path: Path, root: Path) -> Problem:
    wrong = "filen er ikke gyldig YAML her"
    do = "se efter manglende mellemrum efter kolon, forkert indrykning eller et kolon i en tekst uden anførselstegn"
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if mark and "quoted" in str(getattr(error, "context", "")):
        mark, wrong, do = error.context_mark, "anførselstegnet her bliver ikke lukket", "sæt et til sidst i teksten"  # type: ignore[attr-defined]
    written = text.splitlines()[mark.line] if mark and mark.line < len(text.splitlines()) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        wrong, do = "linjen er rykket ind med tabulator", "brug mellemrum i stedet"
    elif any(quote in written for quote in "“”„‟"):
        do = "skriv lige anførselstegn (\") om teksten; de krumme læses som bogstaver"
    return Problem(at(path, root, mark.line + 1 if mark else None), wrong, "", do)


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


def _without_tags(document: Any, loc: Sequence[Any]) -> list[int | str]:
    """The place in the document's own names: pydantic also names which of several models it took a part for."""
    node, kept = document, list[int | str]()
    for number, part in enumerate(loc):
        if isinstance(part, str) and part.startswith(("function-", "tagged-")):
            continue
        if isinstance(node, dict) and part not in node and part in node.values() and number < len(loc) - 1:
            continue
        kept.append(part)
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            node = None
    return kept


def _in_words(loc: Sequence[int | str]) -> tuple[str, str]:
    """A field's name, and where it stands: ("»text«", " i options nr. 2 i questions nr. 1")."""
    names: list[str] = []
    for part in loc:
        if isinstance(part, int) and names:
            names[-1] += f" nr. {part + 1}"
        else:
            names.append(str(part))
    *above, last = names or ["filen"]
    name, number, rest = last.partition(" nr. ")
    return f"»{name}«{number}{rest}", "".join(f" i {part}" for part in reversed(above))


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
    kind, loc = error["type"], _without_tags(document, error["loc"])
    if kind.startswith("union_tag"):  # the field that says which of several models it is
        loc.append(error["ctx"]["discriminator"].strip("'"))
    name, inside = _in_words(loc)
    where = at(path, root, line_of(document, loc))
    if kind == "extra_forbidden":
        known = _fields_at(model, error["loc"][:-1])
        words = "skriv tekster med komma eller kolon i anførselstegn" if " " in str(loc[-1]) else ""
        right = did_you_mean(str(loc[-1]), known) or words or f"her kan stå {', '.join(sorted(known))}"
        return Problem(where, f"feltet {name} findes ikke{inside}", right, "ret navnet, eller slet linjen")
    if kind in ("missing", "union_tag_not_found"):
        return Problem(where, f"feltet {name} mangler{inside}", "", "tilføj det")
    if kind in ("literal_error", "union_tag_invalid"):
        allowed = str(error["ctx"].get("expected") or error["ctx"].get("expected_tags")).replace(" or ", " eller ")
        given = error["ctx"].get("tag", error["input"])
        return Problem(where, f"{name}{inside} har en ukendt værdi ({given!r})", f"brug {allowed}")
    if kind == "string_pattern_mismatch":
        if error["ctx"]["pattern"] == SYSTEM_PATTERN:
            return Problem(where, f"{name}{inside} er ikke nummeret på et system ({error['input']!r})", "skriv det som S009")
        return Problem(where, f"{name}{inside} må ikke hedde {error['input']!r}", "brug små bogstaver a–z, tal og bindestreg")
    if kind == "value_error":
        return Problem(where, str(error["ctx"]["error"]))
    if not loc:
        return Problem(where, "filen skal bestå af felter med værdier", "", "skriv fx »title: Myter og fakta« på en linje")
    given = "tom" if error["input"] in (None, "") else repr(str(error["input"])[:60])
    expected = _EXPECTED.get(kind) or _bounds(kind, error.get("ctx") or {})
    return Problem(where, f"{name}{inside} kan ikke være {given}", f"det skal være {expected}" if expected else "")


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


def _fields_at(model: type[BaseModel], loc: Sequence[Any]) -> set[str]:
    """The names of the fields that a file can have at a place, for the did-you-mean."""
    models = {model}
    for part in loc:
        if isinstance(part, str):
            fields = [(m, field, names) for m in models for field, names in _names(m)]
            inside = {one for _, field, names in fields if part in names for one in _models_in(field.annotation)}
            named = {m for m, field, _ in fields if part in getattr(field.annotation, "__args__", ())}
            models = inside or named or models
    return {name for m in models for _, names in _names(m) for name in names}


def _names(model: type[BaseModel]) -> Iterator[tuple[FieldInfo, list[str]]]:
    """Each field, with every name that a file may give it."""
    for name, field in model.model_fields.items():
        others = field.validation_alias.choices if isinstance(field.validation_alias, AliasChoices) else ()
        yield field, [name, *map(str, others)]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)
