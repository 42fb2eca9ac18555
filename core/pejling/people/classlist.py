"""A class list read and checked before anyone is imported: the people, and every mistake with its row and reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pejling import cpr
from pejling.errors import Invalid
from pejling.people import organisations
from pejling.people.cells import (
    ERRORS,
    check_email,
    check_length,
    check_name,
    check_organisation,
    has_forbidden,
    holds_cpr,
    one_line,
    shown,
)
from pejling.people.columns import TITLES, Columns, find_columns
from pejling.people.rows import Row
from pejling.people.spreadsheet import Sheet

EXAMPLE = "eksempel"
"""A name that begins so is one of the template's example rows."""


@dataclass(frozen=True)
class NewPerson:
    """A participant as the list gives it. `organisation_type` is jobcenter, a-kasse or andet; the rest may be ""."""

    row: int
    name: str
    organisation: str
    organisation_type: str
    team: str
    job_title: str
    email: str


@dataclass(frozen=True)
class RowProblem:
    """A mistake in one row. `wrong` and `right` are Danish sentences.

    `confirm` is set when the trainer can settle the matter without changing the file: an organisation's name that is
    almost another's. Given back in `confirmed`, it stands as written.
    """

    row: int
    column: str
    wrong: str
    right: str
    confirm: str = ""


@dataclass(frozen=True)
class Preview:
    """What an import would do. `people` holds the rows without mistakes; import them only when `ok`."""

    people: tuple[NewPerson, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether there is someone to import and nothing to mend."""
        return bool(self.people) and not self.problems


def preview(
    sheet: Sheet,
    known_organisations: Iterable[str] = (),
    confirmed: Iterable[str] = (),
    known_people: Iterable[tuple[str, str, str, str]] = (),
) -> Preview:
    """The people and the mistakes in a class list.

    Parameters
    ----------
    sheet
        As `spreadsheet.read_rows` gives it. The header is looked for in its first ten rows.
    known_organisations
        Names already in the course.
    confirmed
        Organisation names that the trainer has said are right although they are almost another's.
    known_people
        Name, organisation, team and job title of those in the course. Their rows are left out, and a note says so, so
        that a longer list can be taken in again.
    """
    columns = find_columns(sheet.rows)
    if columns.problems:
        problems = tuple(RowProblem(columns.row, title, wrong, right) for title, wrong, right in columns.problems)
        return Preview((), problems, sheet.notes)
    notes = [*sheet.notes]
    if columns.unused:
        notes.append(f"Kolonner, der ikke bruges: {', '.join(shown(name) for name in columns.unused)}.")
    rows = [row for row in sheet.rows[columns.index + 1:] if not _is_example(row, columns)]
    if examples := len(sheet.rows) - columns.index - 1 - len(rows):
        notes.append(f"{examples} eksempelrække{'r' if examples > 1 else ''} er sprunget over.")
    read = [_read_person(row, columns) for row in rows]
    found = [mistake for _, mistakes in read for mistake in mistakes]
    people = [person for person, _ in read if person]
    people = _settle_organisations(people, known_organisations, confirmed, found, notes)
    people = _leave_out_known(people, known_people, notes)
    _find_doubles(people, found, notes)
    if not people and not found:
        found.append(RowProblem(columns.row, "", "Der er ingen nye deltagere i arket.", "Skriv én deltager i hver række."))
    wrong_rows = {problem.row for problem in found}
    return Preview(
        tuple(person for person in people if person.row not in wrong_rows),
        tuple(sorted(found, key=lambda problem: problem.row)),
        tuple(notes),
    )


def clean_name(text: str) -> str:
    """A name that one person wrote, on one line and in NFC.

    Raises
    ------
    Invalid
        Too short or long, without letters, with hidden characters, or with what looks like a CPR number.
    """
    name = one_line(text)
    if holds_cpr(name):
        raise Invalid("Skriv kun navnet. Et CPR-nummer må ikke stå her.")
    if has_forbidden(name):
        raise Invalid("Navnet har skjulte styretegn. Slet det, og skriv det igen.")
    if mistake := check_name(name):
        raise Invalid(" ".join(mistake))
    return name


def _is_example(row: Row, columns: Columns) -> bool:
    return any(row.cell(at).casefold().startswith(EXAMPLE) for at in columns.places("name", "first_name"))


def _read_person(row: Row, columns: Columns) -> tuple[NewPerson | None, list[RowProblem]]:
    """The person in the row, None when a cell may not be read at all, and what is wrong."""
    mistakes = _refused_cells(row, columns)
    if mistakes:
        return None, mistakes

    def read(field: str) -> str:
        return one_line(" ".join(row.cell(at) for at in columns.places(field)))

    def check(field: str, value: str, rule: Callable[[str], tuple[str, str] | None]) -> None:
        if wrong_and_right := rule(value):
            mistakes.append(RowProblem(row.number, columns.title(field), *wrong_and_right))

    name_field = "name" if columns.places("name") else "first_name"
    name = read("name")
    if not name or not columns.places("first_name"):  # „Navn“ beside „Efternavn“ alone is a first name
        name = one_line(f"{name or read('first_name')} {read('last_name')}")
    check(name_field, name, check_name)
    organisation, told_type = _read_organisation(row, columns)
    check("organisation", organisation, check_organisation)
    organisation_type = organisations.type_of(read("organisation_type") or told_type)
    if organisation_type is None:
        mistakes.append(RowProblem(
            row.number, columns.title("organisation_type"), f"„{shown(read('organisation_type'))}“ kendes ikke.",
            "Skriv jobcenter, a-kasse eller andet.",
        ))
    if told_type == organisations.SEVERAL:
        mistakes.append(RowProblem(
            row.number, columns.title("organisation"), "Rækken har mere end én organisation.",
            "Skriv kun den, deltageren er ansat i.",
        ))
    team, job_title, email = read("team"), read("job_title"), read("email")
    check("team", team, check_length)
    check("job_title", job_title, check_length)
    check("email", email, check_email)
    return NewPerson(row.number, name, organisation, organisation_type or "", team, job_title, email), mistakes


def _refused_cells(row: Row, columns: Columns) -> list[RowProblem]:
    """Cells that are not read at all. Every column is looked at, also those that are not used."""
    mistakes = []
    for at, text in enumerate(row.cells):
        if holds_cpr(text) or (at and cpr.across(row.cells[at - 1], text)):
            mistakes.append(RowProblem(
                row.number, columns.header(at), "Cellen har et tal, der ligner et CPR-nummer.",
                "Slet det. Pejling må ikke rumme CPR-numre.",
            ))
        elif at not in columns.used:
            continue
        elif text.upper() in ERRORS:
            mistakes.append(RowProblem(
                row.number, columns.header(at), f"Cellen viser fejlen {text}.", "Skriv teksten i stedet for en formel.",
            ))
        elif has_forbidden(text):
            mistakes.append(RowProblem(
                row.number, columns.header(at), "Cellen har skjulte styretegn.", "Slet cellen, og skriv teksten igen.",
            ))
    return mistakes


def _read_organisation(row: Row, columns: Columns) -> tuple[str, str]:
    """The organisation's name, and its type when the column's own name tells it ("A-kasse")."""
    filled = [
        (one_line(row.cell(at)), told)
        for field, told in (("organisation", ""), ("jobcenter", "jobcenter"), ("a-kasse", "a-kasse"))
        for at in columns.places(field)
        if one_line(row.cell(at))
    ]
    if not filled:
        return "", ""
    return filled[0][0], filled[0][1] if len(filled) == 1 else organisations.SEVERAL


def _settle_organisations(
    people: Sequence[NewPerson],
    known: Iterable[str],
    confirmed: Iterable[str],
    found: list[RowProblem],
    notes: list[str],
) -> list[NewPerson]:
    """The people with one spelling and one type for each organisation. Doubts are added to `found`."""
    rows = [(one.row, one.organisation, one.organisation_type) for one in people if one.organisation]
    settled = organisations.settle(rows, known, confirmed)
    found += [
        RowProblem(doubt.row, TITLES[doubt.field], doubt.wrong, doubt.right, doubt.confirm) for doubt in settled.doubts
    ]
    notes += settled.notes
    placed = []
    for one in people:
        name, kind = settled.choice(one.organisation) if one.organisation else ("", "")
        placed.append(replace(one, organisation=name, organisation_type=kind))
    return placed


def _leave_out_known(
    people: Sequence[NewPerson], known: Iterable[tuple[str, str, str, str]], notes: list[str]
) -> list[NewPerson]:
    there = {tuple(part.casefold() for part in one) for one in known}
    if left_out := [str(one.row) for one in people if _told_by(one) in there]:
        notes.append(f"Allerede på holdet, og derfor sprunget over: række {', '.join(left_out)}.")
    return [one for one in people if _told_by(one) not in there]


def _find_doubles(people: Sequence[NewPerson], found: list[RowProblem], notes: list[str]) -> None:
    """Add people who cannot be told from someone above them to `found`, and other namesakes to `notes`."""
    by_name: dict[str, list[NewPerson]] = {}
    by_all: dict[tuple[str, ...], NewPerson] = {}
    by_email: dict[str, NewPerson] = {}
    for one in people:
        namesakes = by_name.setdefault(one.name.casefold(), []) if one.name else []
        same_address = by_email.setdefault(one.email.casefold(), one) if one.email else one
        same = by_all.setdefault(_told_by(one), one) if one.name else one
        if same is not one:
            found.append(RowProblem(
                one.row, TITLES["name"],
                f"{shown(one.name)} står også i række {same.row} med samme organisation, team og stilling.",
                "Slet den ene række, eller skriv forskelligt team eller stilling, så de to kan kende sig selv.",
            ))
        elif namesakes:
            notes.append(
                f"Række {namesakes[0].row} og {one.row} har begge navnet {shown(one.name)}. "
                "De kendes fra hinanden på organisation, team eller stilling."
            )
        if same_address is not one and same is one:
            found.append(RowProblem(
                one.row, TITLES["email"], f"Adressen står også i række {same_address.row}.",
                "Giv hver deltager sin egen adresse, eller lad cellen være tom.",
            ))
        namesakes.append(one)


def _told_by(one: NewPerson) -> tuple[str, ...]:
    """What people tell each other by when they find themselves on the list."""
    return tuple(part.casefold() for part in (one.name, one.organisation, one.team, one.job_title))
