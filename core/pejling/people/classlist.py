"""A class list read and checked before anyone is imported: the people, and every mistake with its row and reason."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from pejling import cpr
from pejling.errors import Invalid
from pejling.people import organisations
from pejling.people.cells import (
    ERRORS,
    addresses,
    check_email,
    check_length,
    check_name,
    check_organisation,
    has_forbidden,
    holds_cpr,
    odd_letters,
    one_line,
    shown,
    without_blank,
)
from pejling.people.columns import TITLES, Columns
from pejling.people.folding import like_name, same_name, same_text
from pejling.people.layout import Layout
from pejling.people.listed import Choice, KnownPerson, NewPerson, RowProblem, Update
from pejling.people.matching import match
from pejling.people.rows import Row

EXAMPLE = "eksempel"
"""A name that begins so is one of the template's example rows."""


@dataclass(frozen=True)
class Preview:
    """What an import would do: whom it adds, and what it tells anew of whom. It does so only when `ok`.

    `unchanged` are those who are on the course just as the list has them.
    """

    people: tuple[NewPerson, ...]
    updates: tuple[Update, ...]
    unchanged: tuple[NewPerson, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether somebody was found in the list, and there is nothing to mend or to answer."""
        return bool(self.people or self.updates or self.unchanged) and not self.problems


def preview(
    layout: Layout,
    known_organisations: Iterable[str] = (),
    confirmed: Collection[str] = (),
    known_people: Sequence[KnownPerson] = (),
) -> Preview:
    """The people and the mistakes in a class list.

    Parameters
    ----------
    layout
        Where the people are, as `layout.find` gives it. What is left to point out there is a problem here.
    known_organisations
        Names already in the course.
    confirmed
        The keys of the choices that the trainer has made.
    known_people
        The participants of the course: whoever of them is in the list is not added again; see `matching.match`.
    """
    columns = layout.columns
    if layout.needed:
        problems = tuple(
            RowProblem(columns.row, TITLES.get(question.key, ""), question.text, "Peg på det i listen over filens første rækker.")
            for question in layout.needed
        )
        return Preview((), (), (), problems, layout.notes)
    notes = [*layout.notes]
    if columns.unused:
        notes.append(f"Kolonner, der ikke bruges: {', '.join(shown(name) for name in columns.unused)}.")
    rows = [row for row in layout.people if not _is_example(row, columns) and row.cells != columns.names[:len(row.cells)]]
    if examples := sum(_is_example(row, columns) for row in layout.people):
        notes.append(f"{examples} eksempelrække{'r' if examples > 1 else ''} er sprunget over.")
    read = [_read_person(row, columns, confirmed, notes) for row in rows]
    found = [mistake for _, mistakes in read for mistake in mistakes]
    people = [person for person, _ in read if person]
    people = _settle_organisations(people, known_organisations, confirmed, found, notes)
    wrong_rows = {problem.row for problem in found}
    matched = match([person for person in people if person.row not in wrong_rows], known_people, confirmed)
    found += matched.doubts
    notes += matched.notes
    if matched.unchanged:
        there = ", ".join(str(person.row) for person in matched.unchanged)
        notes.append(f"Allerede på holdet, og derfor sprunget over: række {there}.")
    _find_doubles(people, confirmed, found, notes)
    if not people and not found:
        found.append(RowProblem(columns.row, "", "Der er ingen deltagere i arket.", "Skriv én deltager i hver række."))
    wrong_rows = {problem.row for problem in found}
    return Preview(
        tuple(person for person in matched.new if person.row not in wrong_rows),
        tuple(update for update in matched.updates if update.row not in wrong_rows),
        tuple(person for person in matched.unchanged if person.row not in wrong_rows),
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


def _read_person(
    row: Row, columns: Columns, confirmed: Collection[str], notes: list[str]
) -> tuple[NewPerson | None, list[RowProblem]]:
    """The person in the row, None when a cell may not be read at all, and what is wrong."""
    mistakes = _refused_cells(row, columns)
    if mistakes:
        return None, mistakes

    def read(field: str) -> str:
        return without_blank(" ".join(row.cell(at) for at in columns.places(field)))

    def check(field: str, value: str, rule: Callable[[str], tuple[str, str] | None]) -> None:
        if wrong_and_right := rule(value):
            mistakes.append(RowProblem(row.number, columns.title(field), *wrong_and_right))

    def check_letters(field: str, value: str) -> None:
        key = f"stavet:{value}"
        if odd_letters(value) and key not in confirmed:
            mistakes.append(RowProblem(
                row.number, columns.title(field), f"„{shown(value)}“ har et tegn, der næppe hører til.",
                "Ret det i filen, eller sig, at det er rigtigt.", (Choice(key, f"»{shown(value)}« er rigtigt skrevet"),),
            ))

    name_field = "name" if columns.places("name") else "first_name"
    name = read("name")
    if not name or not columns.places("first_name"):  # „Navn“ beside „Efternavn“ alone is a first name
        name = one_line(f"{name or read('first_name')} {read('last_name')}")
    check(name_field, name, check_name)
    check_letters(name_field, name)
    organisation, told_type = _read_organisation(row, columns)
    check("organisation", organisation, check_organisation)
    check_letters("organisation", organisation)
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
    team, job_title, (email, *more) = read("team"), read("job_title"), addresses(read("email"))
    if more:
        notes.append(f"Række {row.number} har flere e-mailadresser. Den første er brugt: {shown(email)}.")
    check("team", team, check_length)
    check("job_title", job_title, check_length)
    check("email", email, check_email)
    return NewPerson(row.number, name, organisation, organisation_type or "", team, job_title, email), mistakes


def _refused_cells(row: Row, columns: Columns) -> list[RowProblem]:
    """Cells that are not read at all. Every column is looked at, also those that are not used."""
    mistakes = []
    for at, text in enumerate(row.cells):
        if holds_cpr(text) or (at and cpr.across(row.cells[at - 1], text)):
            wrong, right = "Cellen har et tal, der ligner et CPR-nummer.", "Slet det. Pejling må ikke rumme CPR-numre."
        elif at not in columns.used:
            continue
        elif at in row.uncomputed:
            wrong = "Cellen har en formel, og filen har ikke dens resultat."
            right = "Åbn filen i Excel, og gem den igen. Eller skriv teksten i stedet for formlen."
        elif text.upper() in ERRORS:
            wrong, right = f"Cellen viser fejlen {text}.", "Skriv teksten i stedet for en formel."
        elif has_forbidden(text):
            wrong, right = "Cellen har skjulte styretegn.", "Slet cellen, og skriv teksten igen."
        else:
            continue
        mistakes.append(RowProblem(row.number, columns.header(at), wrong, right))
    return mistakes


def _read_organisation(row: Row, columns: Columns) -> tuple[str, str]:
    """The organisation's name, and its type when the column's own name tells it ("A-kasse")."""
    filled = [
        (without_blank(row.cell(at)), kind)
        for field, kind in (("organisation", ""), ("jobcenter", "jobcenter"), ("a-kasse", "a-kasse"))
        for at in columns.places(field)
        if without_blank(row.cell(at))
    ]
    if not filled:
        return "", ""
    return filled[0][0], filled[0][1] if len(filled) == 1 else organisations.SEVERAL


def _settle_organisations(
    people: Sequence[NewPerson],
    known: Iterable[str],
    confirmed: Collection[str],
    found: list[RowProblem],
    notes: list[str],
) -> list[NewPerson]:
    """The people with one spelling and one type for each organisation. Doubts are added to `found`."""
    rows = [(one.row, one.organisation, one.organisation_type) for one in people if one.organisation]
    settled = organisations.settle(rows, known, confirmed)
    found += [
        RowProblem(doubt.row, TITLES[doubt.field], doubt.wrong, doubt.right, _settling(doubt)) for doubt in settled.doubts
    ]
    notes += settled.notes
    placed = []
    for one in people:
        name, kind = settled.choice(one.organisation) if one.organisation else ("", "")
        placed.append(replace(one, organisation=name, organisation_type=kind))
    return placed


def _settling(doubt: organisations.Doubt) -> tuple[Choice, ...]:
    return (Choice(doubt.confirm, f"»{doubt.confirm}« er rigtigt skrevet"),) if doubt.confirm else ()


def _find_doubles(people: Sequence[NewPerson], confirmed: Collection[str], found: list[RowProblem], notes: list[str]) -> None:
    """Add people who cannot be told from someone above them to `found`, and other namesakes to `notes`."""
    by_name: dict[tuple[str, ...], NewPerson] = {}
    by_all: dict[tuple[object, ...], NewPerson] = {}
    by_likeness: dict[tuple[object, ...], NewPerson] = {}
    by_email: dict[str, NewPerson] = {}
    for one in people:
        if not one.name:
            continue
        namesake = by_name.setdefault(same_name(one.name), one)
        same = by_all.setdefault((same_name(one.name), *_place(one)), one)
        alike = by_likeness.setdefault((like_name(one.name), *_place(one)), one)
        same_address = by_email.setdefault(one.email.casefold(), one) if one.email else one
        if same is not one:
            found.append(RowProblem(
                one.row, TITLES["name"],
                f"{shown(one.name)} står også i række {same.row} med samme organisation, team og stilling.",
                "Slet den ene række, eller skriv forskelligt team eller stilling, så de to kan kende sig selv.",
            ))
        elif alike is not one and (key := f"to:{one.name}:{alike.name}") not in confirmed:
            found.append(RowProblem(
                one.row, TITLES["name"], f"{shown(one.name)} ligner {shown(alike.name)} i række {alike.row}.",
                "Slet den ene række, hvis det er den samme.", (Choice(key, "De er to forskellige"),),
            ))
        elif namesake is not one:
            notes.append(
                f"Række {namesake.row} og {one.row} har begge navnet {shown(one.name)}. "
                "De kendes fra hinanden på organisation, team eller stilling."
            )
        if same_address is not one and same is one:
            found.append(RowProblem(
                one.row, TITLES["email"], f"Adressen står også i række {same_address.row}.",
                "Giv hver deltager sin egen adresse, eller lad cellen være tom.",
            ))


def _place(one: NewPerson) -> tuple[str, ...]:
    """What people of one name tell each other by when they find themselves on the list."""
    return tuple(same_text(part) for part in (one.organisation, one.team, one.job_title))
