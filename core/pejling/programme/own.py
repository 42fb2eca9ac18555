"""A trainer's own programme: what is laid over the one that ships, by the ids of modules, days and hand-outs."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, create_model
from ruamel.yaml import YAML

from pejling.content import did_you_mean, line_of, read_text, read_yaml, validate
from pejling.errors import ContentError, Problem, at
from pejling.programme.content import Handout, Module, Programme, ProgrammeDay
from pejling.schema import Id, Strict

_AGAIN = "samme id er {}. De felter, du skriver, gælder; dem, du ikke skriver, er, som de følger med."
_PLACING: dict[str, Any] = {
    "leave_out": (bool, Field(False, description="true: tag det ud af programmet. Så skal kun id stå ved siden af.")),
    "before": (Id, Field("", description="Id på det, som dette skal stå foran. Uden before kommer et nyt sidst, og et, der "
                                         "følger med, bliver, hvor det er.")),
}


def _own(model: type[Strict], items: Any = None, about: str = "") -> Any:
    """The model of what may be said again of a `model`: all its fields, of which only `id` must be there.

    `items` is the model of what is in its list, the last field, and `about` what that list's description says.
    """
    fields = dict(_PLACING) if "id" in model.model_fields else {}
    for name, field in model.model_fields.items():
        kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        told = field.description
        if items and name == list(model.model_fields)[-1]:
            kind, told = tuple[items, ...], about
        fields[name] = (kind, Field(description=told) if name == "id" else Field(None, description=told))
    return create_model(f"Own{model.__name__}", __base__=Strict, **fields)


OwnHandout = _own(Handout)
OwnDay = _own(ProgrammeDay, OwnHandout, "Ark, der føjes til dagens, eller ændrer dem: " + _AGAIN.format("samme ark"))
OwnModule = _own(Module, OwnDay, "Dage, der føjes til modulets, eller ændrer dem: " + _AGAIN.format("samme dag"))
OwnProgramme = _own(
    Programme, OwnModule, "Moduler, der føjes til dem, der følger med, eller ændrer dem: " + _AGAIN.format("samme modul"))
"""What `DATA/content/modules/programme.yaml` holds."""


@dataclass(frozen=True)
class _List:
    """A list of the programme whose items are known by their id."""

    name: str
    model: type[Strict]
    new: str
    """A new item of it, in words."""
    below: "_List | None" = None
    """The list that each of its items has."""


_HANDOUTS = _List("handouts", Handout, "det nye ark")
_DAYS = _List("days", ProgrammeDay, "den nye dag", _HANDOUTS)
_MODULES = _List("modules", Module, "det nye modul", _DAYS)


Report = Callable[[Sequence[int | str], str, str, str], None]
"""Notes a mistake at a place of the own file: what is wrong, what would be right, what to do."""


_BEGUN = """\
# yaml-language-server: $schema={}
# Dit eget program. Det, du skriver her, lægges oven på det, der følger med: samme id er samme modul, dag eller ark.
modules:
  - id: egne-dage
    title: Egne dage
    extent: efter aftale
    about: Dage, som vi selv har lavet.
    ready: true
"""
"""The file as it is begun for a trainer; its only module takes the days that are made."""


def add_day(content: Path, day: str, title: str, schema: str) -> Path:
    """Put a day into the own programme, after all that stands there; comments are kept. The file.

    `schema` is where an editor finds the file's schema, from there.
    """
    path, begun = content / "modules/programme.yaml", _BEGUN.format(schema)
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 1000
    yaml.indent(mapping=2, sequence=4, offset=2)
    document, new = yaml.load(read_text(path, content) if path.exists() else begun), yaml.load(begun)["modules"][0]
    modules = document.setdefault("modules", [new])
    if new["id"] not in [module["id"] for module in modules]:
        modules.append(new)
    own = next(module for module in modules if module["id"] == new["id"])
    own.setdefault("days", []).append({"id": day, "title": title, "folder": day, "notebook": "dag.ipynb"})
    text = io.StringIO()
    yaml.dump(document, text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".new").write_text(text.getvalue(), encoding="utf-8")
    path.with_suffix(".new").replace(path)
    return path


def lay_over(shipped: Programme, path: Path, root: Path) -> Programme:
    """The programme with a trainer's own file laid over it.

    Raises
    ------
    ContentError
        The own file has mistakes, or what comes out of the two does not fit together.
    """
    document = read_yaml(path, root)
    own = validate(OwnProgramme, document, path, root).model_dump(exclude_unset=True)
    whole = shipped.model_dump()
    problems: list[Problem] = []

    def report(loc: Sequence[int | str], wrong: str, right: str, do: str) -> None:
        problems.append(Problem(at(path, root, line_of(document, loc)), wrong, right, do))

    own["modules"] = _merged(_MODULES, whole["modules"], own.get("modules", ()), ("modules",), report)
    if problems:
        raise ContentError(problems)
    return validate(Programme, {**whole, **own}, path, root)


def _merged(known: _List, shipped: Sequence[Any], own: Sequence[Any], loc: tuple[int | str, ...], report: Report) -> list[Any]:
    """The items of a list: those that ship, changed, moved or left out as the own ones say, and the new ones."""
    items = {item["id"]: item for item in shipped}
    for number, given in enumerate(own):
        name, here = given["id"], (*loc, number)
        was = items.get(name)
        if name in [other["id"] for other in own[:number]]:
            report(here, f"»{name}« står to gange på listen", "", "skriv det hele samme sted")
        elif was is None and (wrong := _why_not_new(known, given)):
            report(here, wrong, did_you_mean(name, items), "ret id, hvis det er et, der følger med")
        elif given.get("leave_out"):
            del items[name]
        else:
            item = {**(was or {}), **{key: value for key, value in given.items() if key not in _PLACING}}
            if known.below and (below := known.below.name) in given:
                item[below] = _merged(known.below, (was or {}).get(below, ()), given[below], (*here, below), report)
            items = _placed(items, item, given.get("before", ""), here, report)
    return list(items.values())


def _why_not_new(known: _List, given: dict[str, Any]) -> str:
    """Why something that does not ship cannot be added; "" when it can."""
    if given.get("leave_out"):
        return f"der er ikke noget, der hedder »{given['id']}«, at tage ud"
    missing = [name for name, field in known.model.model_fields.items() if field.is_required() and name not in given]
    return f"{known.new} »{given['id']}« mangler {', '.join(missing)}" if missing else ""


def _placed(items: dict[str, Any], item: Any, before: str, here: Sequence[int | str], report: Report) -> dict[str, Any]:
    """The items with this one in its place: where it was, or last when it is new, or just before another."""
    others = {name: other for name, other in items.items() if name != item["id"]}
    if not before:
        return {**items, item["id"]: item}
    if before not in others:
        report([*here, "before"], f"before nævner »{before}«, som ikke er på listen", did_you_mean(before, others), "")
        return items
    place = list(others).index(before)
    pairs = list(others.items())
    return dict([*pairs[:place], (item["id"], item), *pairs[place:]])
