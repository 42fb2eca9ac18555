"""Where a file has its people: which sheet, which headings, which columns. Judged from all of it, or pointed out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pejling.people import text_file
from pejling.people.cells import shown
from pejling.people.columns import TITLES, Columns, columns_of, find_headings, letter
from pejling.people.rows import Row, Sheet
from pejling.people.spreadsheet import Book
from pejling.people.text_file import ENCODINGS, SEPARATORS

PREFERRED = "deltagere"
SHEET, ENCODING, SEPARATOR, HEADINGS = "ark", "tegn", "skilletegn", "overskrifter"
NONE = "-"
"""The answer that there is none: no headings, or no such column."""
POINTED_OUT = ("name", "last_name", "organisation", "organisation_type", "team", "job_title", "email")
"""Fields whose column a trainer can point out."""
FIRST_ROWS = 6
SAMPLES = 3
_WHICH = {
    "name": "Hvilken kolonne er navnet?", "last_name": "Hvilken kolonne er efternavnet, hvis det står for sig?",
    "organisation": "Hvilken kolonne er arbejdsstedet (jobcenter, a-kasse eller andet)?",
    "organisation_type": "Hvilken kolonne er organisationstypen?", "team": "Hvilken kolonne er teamet?",
    "job_title": "Hvilken kolonne er stillingen?", "email": "Hvilken kolonne er e-mailadressen?",
}  # fmt: skip

_TOGETHER = {"name": ("name", "first_name"), "organisation": ("organisation", "jobcenter", "a-kasse")}
"""Fields of which one column takes the place of all."""


@dataclass(frozen=True)
class Question:
    """Something about the file that the trainer can point out, and must where it is `needed`.

    `options` are (answer, what it is); `answer` is the one that holds now, or the likeliest where one is needed.
    """

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    answer: str
    needed: bool = False


@dataclass(frozen=True)
class Layout:
    """Where the people are. `people` are the rows under the headings; `first` the first rows as they stand."""

    sheet: Sheet
    columns: Columns
    people: tuple[Row, ...]
    first: tuple[Row, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]

    @property
    def needed(self) -> tuple[Question, ...]:
        """What must be pointed out before anybody can be read."""
        return tuple(question for question in self.questions if question.needed)


def find(book: Book, answers: Mapping[str, str]) -> Layout:
    """The layout of a file, with what was pointed out (question's key → answer) in the place of what is guessed."""
    notes = list(book.notes)
    sheets = [_unpacked(sheet) for sheet in book.sheets]
    sheet, many = _choose_sheet(sheets, answers)
    expected = many or len(sheets) < 2 or _is_preferred(sheet)
    notes += [] if expected else [f"Kun arket „{sheet.name}“ er læst."]
    notes += sheet.notes
    headings = _headings(sheet, answers)
    columns = _with_answers(columns_of(sheet.rows, headings), answers)
    below = sheet.rows if headings is None else sheet.rows[sheet.rows.index(headings) + 1:]
    questions = [
        *_about_file(book, sheets, sheet, needed=many), _about_headings(sheet, headings, pointed=HEADINGS in answers),
        *_about_columns(columns, below),
    ]
    if book.text and book.text.reading.example:
        notes.append(f"Bogstaverne er læst som {ENCODINGS[book.text.reading.encoding]}: „{shown(book.text.reading.example)}“.")
    notes += [f"Kolonnen „{shown(name)}“ er læst som {TITLES[field].lower()}." for name, field in columns.guessed
              if not set(answers) & set(POINTED_OUT)]
    return Layout(sheet, columns, below, sheet.rows[:FIRST_ROWS], tuple(questions), tuple(notes))


def _choose_sheet(sheets: Sequence[Sheet], answers: Mapping[str, str]) -> tuple[Sheet, bool]:
    """The sheet with the people, and whether another one may as well be it."""
    if pointed := next((sheet for sheet in sheets if sheet.name == answers.get(SHEET)), None):
        return pointed, False
    found = {sheet.name: columns_of(sheet.rows, find_headings(sheet.rows)) for sheet in sheets}
    preferred = [sheet for sheet in sheets if _is_preferred(sheet)]
    whole = [sheet for sheet in sheets if found[sheet.name].has_name and found[sheet.name].has_organisation]
    named = [sheet for sheet in sheets if found[sheet.name].has_name]
    alike = preferred or whole or named or sheets
    return alike[0], len(alike) > 1


def _is_preferred(sheet: Sheet) -> bool:
    return sheet.name.strip().casefold() == PREFERRED


def _unpacked(sheet: Sheet) -> Sheet:
    """A sheet that has everything in its first column, as a text file opened wrongly has, with its columns parted."""
    if any(any(row.cells[1:]) for row in sheet.rows) or any(row.uncomputed for row in sheet.rows):
        return sheet
    parted = text_file.split_lines(sheet.rows)
    if parted is None:
        return sheet
    separator, rows = parted
    note = f"Alt stod i den første kolonne og er delt ved {SEPARATORS[separator]}."
    return replace(sheet, rows=rows, notes=(*sheet.notes, note))


def _headings(sheet: Sheet, answers: Mapping[str, str]) -> Row | None:
    pointed = answers.get(HEADINGS, "")
    if pointed == NONE:
        return None
    found = next((row for row in sheet.rows if str(row.number) == pointed), None)
    return found or find_headings(sheet.rows)


def _with_answers(columns: Columns, answers: Mapping[str, str]) -> Columns:
    """The columns with those that were pointed out. A field so placed is nowhere else; NONE takes it away."""
    fields = list(columns.fields)
    for field in POINTED_OUT:
        answer = answers.get(field, "")
        at = int(answer) if answer.isdecimal() and int(answer) < len(fields) else None
        if at is None and answer != NONE:
            continue
        fields = ["" if one in _TOGETHER.get(field, (field,)) else one for one in fields]
        if at is not None:
            fields[at] = field
    return replace(columns, fields=tuple(fields))


def _about_file(book: Book, sheets: Sequence[Sheet], sheet: Sheet, *, needed: bool) -> Iterable[Question]:
    if len(sheets) > 1:
        options = tuple((one.name, one.name) for one in sheets)
        yield Question(SHEET, "Hvilket ark har deltagerne?", options, sheet.name, needed)
    if book.text and book.text.others:
        ways = (book.text.reading, *book.text.others)
        options = tuple((way.encoding, f"{shown(way.example)} ({ENCODINGS[way.encoding]})") for way in ways)
        yield Question(ENCODING, "Hvor er navnene stavet rigtigt?", options, book.text.reading.encoding, not book.text.sure)
    if book.text:
        options = tuple((mark, name) for mark, name in SEPARATORS.items())
        yield Question(SEPARATOR, "Hvad skiller kolonnerne?", options, book.text.separator)


def _about_headings(sheet: Sheet, headings: Row | None, *, pointed: bool) -> Question:
    rows = [*sheet.rows[:FIRST_ROWS], *([headings] if headings and headings not in sheet.rows[:FIRST_ROWS] else [])]
    options = (
        *((str(row.number), f"Række {row.number}: {_cells(row.cells)}") for row in rows), (NONE, "Der er ingen overskrifter"),
    )
    answer = str(headings.number) if headings else NONE
    return Question(HEADINGS, "Hvilken række er overskrifterne?", options, answer, needed=not headings and not pointed)


def _about_columns(columns: Columns, people: Sequence[Row]) -> Iterable[Question]:
    options = tuple((str(at), f"{letter(at)}: {_sample(columns, people, at)}") for at in range(len(columns.names)))
    for field in POINTED_OUT:
        places = columns.places(*_TOGETHER.get(field, (field,)))
        missing = (field == "name" and not columns.has_name) or (field == "organisation" and not columns.has_organisation)
        twice = bool(set(_TOGETHER.get(field, (field,))) & set(columns.doubles))
        answer = _likeliest(field, columns, people) if missing else str(places[0]) if places else NONE
        optional = () if field in ("name", "organisation") else ((NONE, "Der er ingen"),)
        yield Question(field, _WHICH[field], (*options, *optional), answer, missing or twice)


def _likeliest(field: str, columns: Columns, people: Sequence[Row]) -> str:
    """A column that nothing else is in and that looks like names (all different, no digits) or workplaces (few different)."""
    free = [at for at, one in enumerate(columns.fields) if not one or one in _TOGETHER.get(field, ())]

    def likeness(at: int) -> float:
        cells = [row.cell(at) for row in people if row.cell(at)]
        words = [cell for cell in cells if not re.search(r"[0-9@]", cell) and any(map(str.isalpha, cell))]
        workplaces = sum(bool(re.search("jobcent|kasse|kommune", cell, re.IGNORECASE)) for cell in words)
        different = len(set(words)) / len(words) if words else 0.0
        names = different + sum(" " in cell for cell in words) / len(words) - workplaces / len(words) if words else 0.0
        places = 1 - different + workplaces / len(words) if words else 0.0
        return (names if field == "name" else places) * len(words) / max(len(people), 1)

    return str(max(free, key=likeness)) if free else ""


def _sample(columns: Columns, people: Sequence[Row], at: int) -> str:
    """A column's heading and its first cells."""
    cells = [row.cell(at) for row in people if row.cell(at)][:SAMPLES]
    heading = columns.names[at]
    return f"„{shown(heading)}“ – {_cells(cells)}" if heading else _cells(cells)


def _cells(cells: Iterable[str]) -> str:
    return ", ".join(shown(" ".join(cell.split())) for cell in cells if cell) or "(tom)"
