"""Whether the files that name each other do so rightly: programme, notebooks, exercises, cases and cards."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pejling.agenda import read_day
from pejling.cards import FOLDER, all_cards
from pejling.cases import all_cases
from pejling.content import did_you_mean
from pejling.errors import ContentError, Problem, at
from pejling.markdown import figures
from pejling.notebook import read_notebook
from pejling.places import winning_files
from pejling.programme import handout_path, load_programme, notebook_path
from pejling_widgets.authoring.hints import hints
from pejling_widgets.library import PLACES, SUPERVISION, Library, Loaded

GALLERY = Path("widgets/gallery.ipynb")


def check_all(roots: Sequence[Path]) -> list[Problem]:
    """Everything that is wrong with the content below the roots or worth knowing, as `kit.py check` tells it."""
    library = Library.load(roots)
    return [
        *library.problems, *_cases(roots, library), *_cards(roots, library), *_notebooks(roots, library), *_programme(roots),
        *hints(roots),
    ]


def check_names(roots: Sequence[Path], loaded: Loaded) -> list[Problem]:
    """What is wrong with the cases, cards and tools that one exercise names."""
    alone = Library({loaded.id: loaded}, ())
    names = {relative.stem for place in PLACES for relative in winning_files(roots, place)}
    return [problem for problem in (*_cases(roots, alone), *_cards(roots, alone, names)) if problem.where == loaded.where]


def shown_in(notebook: Path, root: Path) -> list[tuple[str, str]]:
    """The ids that a notebook's code cells show, each with its place: `modules/…/dag.ipynb, celle 7`.

    Raises
    ------
    ContentError
        The file is no notebook, or a cell is not Python.
    """
    read = read_notebook(notebook, at(notebook, root))
    if wrong := [cell for cell in read.cells if cell.wrong_line]:
        raise ContentError([
            Problem(read.where(cell), f"cellen er ikke gyldig Python (linje {cell.wrong_line})") for cell in wrong
        ])
    return [(exercise, read.where(cell)) for cell in read.cells for exercise in cell.shown]


def _notebooks(roots: Sequence[Path], library: Library) -> Iterator[Problem]:
    """Exercises that notebooks show and that do not exist, and exercises that no notebook shows."""
    shown: set[str] = set()
    notebooks = winning_files(roots, "modules/**/*.ipynb") | winning_files(roots, GALLERY.as_posix())
    for relative, root in notebooks.items():
        try:
            calls = shown_in(root / relative, root)
        except ContentError as error:
            yield from error.problems
            continue
        for name, where in calls:
            shown.add(name)
            if name not in library.exercises and not library.problems_of(name):
                yield Problem(where, f"der er ingen øvelse, der hedder »{name}«", did_you_mean(name, library.exercises))
    for name, exercise in library.exercises.items():
        installed_without_gallery = exercise.day == "galleri" and GALLERY not in notebooks
        if name not in shown and not installed_without_gallery and exercise.day != SUPERVISION:
            do = f'skriv show("{name}") i dagens notebook, eller slet filen'
            begun = len(roots) > 1 and exercise.path is not None and exercise.path.is_relative_to(roots[-1])
            yield Problem(exercise.where, "ingen notebook viser øvelsen", "", do, notice=begun)


def _cases(roots: Sequence[Path], library: Library) -> Iterator[Problem]:
    """Mistakes in the cases, and cases that exercises name and that do not exist."""
    try:
        all_cases(roots)
    except ContentError as error:
        yield from error.problems
    known = {relative.parent.name for relative in winning_files(roots, "cases/*/case.yaml")}
    for exercise in library.exercises.values():
        named: Any = getattr(exercise.content, "cases", ())
        for case in named:
            if case not in known:
                wrong = f"der er ingen case, der hedder »{case}«"
                yield Problem(exercise.where, wrong, did_you_mean(case, known), "ret navnet, eller lav casen i cases/")


def _cards(roots: Sequence[Path], library: Library, exercises: Iterable[str] = ()) -> Iterator[Problem]:
    """Mistakes in the tools' cards, and cards and tools that exercises name and that do not exist.

    `exercises` are those that there are beside the library's.
    """
    try:
        all_cards(roots)
    except ContentError as error:
        yield from error.problems
    known = {relative.stem for relative in winning_files(roots, f"{FOLDER}/*.md")}
    for exercise in library.exercises.values():
        content: Any = exercise.content
        named = [*getattr(content, "tools", ()), *filter(None, [getattr(content, "card", None)])]
        for tool in named:
            if tool not in known:
                wrong = f"der er intet kort, der hedder »{tool}«"
                yield Problem(exercise.where, wrong, did_you_mean(tool, known), f"ret navnet, eller skriv kortet i {FOLDER}/")
        practised = known | {name.removeprefix("drill-") for name in (*library.exercises, *exercises)}
        for item in getattr(content, "items", ()):
            if item.tool not in practised:
                wrong = f"opgaven »{item.id}« øver et redskab, der ikke findes: »{item.tool}«"
                do = "ret tool, skriv redskabets kort, eller kald øvelsen drill-" + item.tool
                yield Problem(exercise.where, wrong, did_you_mean(item.tool, practised), do)


def _programme(roots: Sequence[Path]) -> Iterator[Problem]:
    """Mistakes in the programme, in the agendas of the days it names, and figures that they and their hand-outs lack."""
    try:
        programme = load_programme(roots)
    except ContentError as error:
        yield from error.problems
        return
    for day in programme.days():
        path = notebook_path(day, roots)
        try:
            read_day(path)
            texts = [(path, cell.source) for cell in read_notebook(path).cells if cell.kind == "markdown"]
        except ContentError as error:
            yield from (Problem(f"modules/{day.folder}/{p.where}", p.wrong, p.right, p.do) for p in error.problems)
            continue
        sheets = [handout_path(day, handout.id, roots) for handout in day.handouts]
        for told, text in [*texts, *((sheet, sheet.read_text("utf-8-sig")) for sheet in sheets)]:
            for figure in figures(text):
                if not figure.endswith(".svg") or not (told.parent / figure).is_file():
                    right = "en figur er en .svg-fil, der ligger ved siden af dagen, som figures/navn.svg"
                    yield Problem(f"modules/{day.folder}/{told.name}", f"figuren »{figure}« findes ikke", right)
