"""Which column of a class list holds what, from the many ways a header is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pejling import cpr
from pejling.people.rows import Row

TITLES = {
    "name": "Navn",
    "first_name": "Fornavn",
    "last_name": "Efternavn",
    "organisation": "Organisation",
    "jobcenter": "Jobcenter",
    "a-kasse": "A-kasse",
    "organisation_type": "Organisationstype",
    "team": "Team",
    "job_title": "Stilling",
    "email": "E-mail",
}
"""Field → its column's name in the template."""

SPELLINGS = {
    "name": "navn, fulde navn, fuldt navn, hele navnet, deltager, deltagere, deltagernavn, deltagerens navn, "
    "medarbejder, medarbejdernavn, medarbejderens navn, kursist, kursistnavn, name, full name",
    "first_name": "fornavn, fornavne, for navn, first name, firstname",
    "last_name": "efternavn, efternavne, efter navn, last name, lastname, surname",
    "organisation": "organisation, organisationsnavn, org, arbejdssted, arbejdsplads, arbejdspladsen, arbejdsgiver, "
    "ansættelsessted, virksomhed, kommune, myndighed, institution, jobcenter a-kasse, jobcenter eller a-kasse, "
    "a-kasse jobcenter, enhed, organization",
    "jobcenter": "jobcenter, jobcentre, jobcentret, jobcenteret",
    "a-kasse": "a-kasse, akasse, a-kassen, arbejdsløshedskasse",
    "organisation_type": "organisationstype, organisations type, type, type organisation, art, slags, sektor",
    "team": "team, teamnavn, afdeling, gruppe, sektion, afsnit, kontor",
    "job_title": "stilling, stillingsbetegnelse, titel, jobtitel, job titel, funktion, job, title",
    "email": "e-mail, email, mail, e-mailadresse, mailadresse, mail adresse, e-post, arbejdsmail",
}
LOOKED_AT = 10
"""Rows among which the header is looked for: there may be a title above it."""


def _plain(text: str) -> str:
    """A header without case, brackets' content, punctuation and blanks: "E-mail (arbejde) *" → "email"."""
    return re.sub(r"[\W_]", "", re.sub(r"\([^)]*\)", "", text.casefold()))


_FIELDS = {_plain(spelling): field for field, spellings in SPELLINGS.items() for spelling in spellings.split(",")}


@dataclass(frozen=True)
class Columns:
    """Where the header is, and what its columns hold. `problems` are (column, wrong, right); empty when it will do."""

    index: int
    row: int
    names: tuple[str, ...]
    fields: tuple[str, ...]
    """For each column its field, or ""."""
    problems: tuple[tuple[str, str, str], ...]

    def places(self, *fields: str) -> list[int]:
        """The columns, from 0, that hold one of these fields."""
        return [at for at, field in enumerate(self.fields) if field in fields]

    @property
    def used(self) -> frozenset[int]:
        """The columns that are read."""
        return frozenset(at for at, field in enumerate(self.fields) if field)

    @property
    def unused(self) -> list[str]:
        """The names of the columns that are not read."""
        return [name for name, field in zip(self.names, self.fields, strict=True) if name and not field]

    def header(self, at: int) -> str:
        """The name of a column as the file has it, or "kolonne 4" where it has none that may be shown."""
        name = self.names[at] if at < len(self.names) else ""
        return name if name and not cpr.find(name) else f"kolonne {at + 1}"

    def title(self, field: str) -> str:
        """The name of the field's column as the file has it, else as the template has it."""
        places = self.places(field)
        return self.header(places[0]) if places else TITLES[field]


def find_columns(rows: Sequence[Row]) -> Columns:
    """The columns of the row, among the first ten, that looks most like a header."""
    index = max(range(min(len(rows), LOOKED_AT)), key=lambda at: (len(_known(rows[at])), -at))
    names = rows[index].cells
    fields = _fields(names)
    return Columns(index, rows[index].number, names, fields, tuple(_problems(names, fields)))


def _known(row: Row) -> set[str]:
    return {_FIELDS[plain] for name in row.cells if (plain := _plain(name)) in _FIELDS}


def _fields(names: tuple[str, ...]) -> tuple[str, ...]:
    """For each header its field, or "". Of several for one field, the one named as in the template is used."""
    fields = [_FIELDS.get(_plain(name), "") for name in names]
    exact = {field: at for at, field in enumerate(fields) if field and _plain(names[at]) == _plain(TITLES[field])}
    return tuple(field if exact.get(field, at) == at else "" for at, field in enumerate(fields))


def _problems(names: tuple[str, ...], fields: tuple[str, ...]) -> list[tuple[str, str, str]]:
    shown = [name for name in names if name and len(name) <= 60 and not cpr.find(name)]
    found = f"Fandt: {', '.join(shown)}." if shown else "Fandt ingen overskrifter."
    problems = []
    if "name" not in fields and not {"first_name", "last_name"} <= set(fields):
        right = f"Skriv „Navn“ over navnene, eller „Fornavn“ og „Efternavn“. {found}"
        problems.append(("Navn", "Kolonnen mangler.", right))
    if not {"organisation", "jobcenter", "a-kasse"} & set(fields):
        problems.append(("Organisation", "Kolonnen mangler.", f"Skriv „Organisation“ over arbejdsstederne. {found}"))
    for field in TITLES:
        if fields.count(field) > 1:
            doubles = [f"„{name}“" for name, other in zip(names, fields, strict=True) if other == field]
            wrong = f"{' og '.join(doubles)} betyder det samme."
            problems.append((TITLES[field], wrong, f"Kald den rigtige „{TITLES[field]}“, eller slet de andre."))
    return problems
