"""Makes a new day, exercise or case for a trainer: a filled template in own content. Nothing that is there is overwritten."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pejling.content import did_you_mean, parse_text
from pejling.errors import ContentError
from pejling.ids import slug
from pejling.installation import Stop
from pejling.places import content_root, winning
from pejling.programme import load_programme
from pejling.programme.own import add_day
from pejling.schema import Id
from pejling_widgets.authoring.fields import unused
from pejling_widgets.authoring.schemas import FOLDER, schemas, write_schemas
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Library

OWN_FOLDER = "egne"
"""Below `modules/`: where an exercise lies that belongs to no day in particular."""


@dataclass(frozen=True)
class Made:
    """What was made, and what its author does next."""

    files: tuple[Path, ...]
    then: str


def make(content: Path, what: str, name: str, *, kind: str = "", day: str = "", title: str = "") -> Made:
    """A new day, exercise or case in a trainer's own content.

    Raises
    ------
    Stop
        It is called wrongly or is there already; with what to write instead.
    """
    if what not in ("day", "exercise", "case"):
        raise Stop(f"»{what}« kan ikke laves. Skriv day, exercise eller case, fx: python3 kit.py new day {slug(name)}")
    if what != "exercise" and (kind or day):
        raise Stop(f"{'--kind' if kind else '--day'} hører kun til new exercise.")
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        told = f"»{name}« kan ikke være et id: det er små bogstaver a–z, tal og enkelte bindestreger, højst 60 tegn."
        options = f' --title "{name}"' + (f" --kind {kind}" if kind else "") + (f" --day {day}" if day else "")
        raise Stop(f"{told}\nSkriv: python3 kit.py new {what} {slug(name)[:60].strip('-') or 'min'}{options}") from error
    roots = (content_root(), content)
    title = title or name.replace("-", " ").capitalize()
    try:
        if what == "exercise":
            made = _exercise(roots, name, title, kind, day)
        else:
            made = _day(roots, name, title) if what == "day" else _case(roots, name, title)
    except ContentError as error:
        raise Stop(f"Der er fejl, som skal rettes først:\n{error}") from error
    write_schemas(content)
    return made


def kinds() -> Mapping[str, str]:
    """What each kind of exercise is, as the first line of its template says it."""
    return {name: _template(name).partition("\n")[0].removeprefix("# ") for name in KINDS}


def _exercise(roots: Sequence[Path], name: str, title: str, kind: str, day: str) -> Made:
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS).capitalize()
        wrong = f"Arten »{kind}« findes ikke. {near}" if kind else "Sig også, hvilken art øvelsen er."
        listed = "\n".join(f"  {known:<10} {says}" for known, says in kinds().items())
        raise Stop(f"{wrong}\nSkriv fx: python3 kit.py new exercise {name} --kind poll\n{listed}")
    folder, place = OWN_FOLDER, "dagens notebook"
    if day:
        days = {known.id: known for known in load_programme(roots).days()}
        if day not in days:
            raise Stop(f"Programmet har ingen dag, der hedder »{day}«. Dagene er: {', '.join(days)}.")
        folder, notebook = days[day].folder, f"modules/{days[day].folder}/{days[day].notebook}"
        place = f"{roots[-1] / notebook}"
        if winning(notebook, roots) != roots[-1]:
            place += f" (lav først filen som en kopi af {roots[0] / notebook})"
    path = _write_exercise(roots, folder, name, title, kind)
    return Made((path,), f'Ret teksterne i filen, og skriv show("{name}") i en celle i {place}.')


def _day(roots: Sequence[Path], name: str, title: str) -> Made:
    if name in [day.id for day in load_programme(roots).days()] or any((root / "modules" / name).exists() for root in roots):
        raise Stop(f"Der er allerede en dag eller en mappe, der hedder »{name}«. Vælg et andet id.")
    poll = f"{name[:49].strip('-')}-afstemning"
    exercise = _write_exercise(roots, name, poll, "Hvad tænker du?", next(iter(KINDS)))
    cells = json.loads((roots[0] / "modules/_template/dag.ipynb").read_text("utf-8"))
    for cell in cells["cells"]:
        cell["source"] = [line.replace("# Titel", f"# {title}").replace("oevelse", poll) for line in cell["source"]]
    notebook = _write(roots[-1] / f"modules/{name}/dag.ipynb", json.dumps(cells, ensure_ascii=False, indent=1) + "\n")
    programme = add_day(roots[-1], name, title, f"../{FOLDER}/programme.json")
    then = "Åbn dagen i JupyterLab (python3 kit.py lab), og ret teksterne i den og i øvelsen. Den står i programmet nu."
    return Made((notebook, exercise, programme), then)


def _case(roots: Sequence[Path], name: str, title: str) -> Made:
    if any((root / "cases" / name).exists() for root in roots):
        raise Stop(f"Der er allerede en case, der hedder »{name}«. Vælg et andet id.")
    folder, template = roots[-1] / "cases" / name, roots[0] / "cases" / "_template"
    case = _write(folder / "case.yaml", _begun((template / "case.yaml").read_text("utf-8"), title, "case", folder, roots[-1]))
    story = _write(folder / "story.md", (template / "story.md").read_text("utf-8"))
    return Made((case, story), f"Skriv casen i de to filer. En tavle (board) bruger den, når der står cases: [{name}] i dens fil.")


def _write_exercise(roots: Sequence[Path], folder: str, name: str, title: str, kind: str) -> Path:
    """A file from the kind's template, ending in what more such a file can say."""
    if there := Library.load(roots).exercises.get(name):
        raise Stop(f"Der er allerede en øvelse, der hedder »{name}«: {there.path}. Vælg et andet id.")
    place = roots[-1] / "modules" / folder / "exercises"
    text = _begun(_template(kind), title, kind, place, roots[-1])
    more = "".join(f"#   {line}\n" for line in unused(schemas()[kind], parse_text(text)))
    heading = "\n# Det her kan der også stå. Slet linjerne, når du ikke har brug for dem.\n"
    return _write(place / f"{name}.yaml", text + heading + more)


def _template(kind: str) -> str:
    return (KINDS[kind].folder / "template.yaml").read_text("utf-8")


def _begun(text: str, title: str, schema: str, folder: Path, content: Path) -> str:
    """The text of a template with its title, and the line that tells an editor its schema."""
    line = f"# yaml-language-server: $schema={Path(os.path.relpath(content / FOLDER / schema, folder)).as_posix()}.json\n"
    quoted = json.dumps(title, ensure_ascii=False)
    return line + re.sub(r"^title: .*$", lambda _: f"title: {quoted}", text, count=1, flags=re.MULTILINE)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise Stop(f"Filen {path} findes allerede, og den bliver ikke rørt. Vælg et andet id.") from error
    return path
