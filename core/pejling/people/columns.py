"""What a column of a class list holds, from the many ways a heading is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pejling import cpr
from pejling.people.folding import same_text
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
    "name": "navn, navne, fulde navn, fuldt navn, hele navnet, deltager, deltagere, deltagernavn, deltagerens navn, "
    "medarbejder, medarbejdernavn, medarbejderens navn, kursist, kursister, kursistnavn, name, full name",
    "first_name": "fornavn, fornavne, for navn, first name, firstname, given name",
    "last_name": "efternavn, efternavne, efter navn, last name, lastname, surname, family name",
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
"""Headings that say it outright."""

_STEMS = (
    ("", r"leder|chef|kontakt|borger|(bruger|user|fil|projekt|kursus|hold|vej|by|kalde)na[vm]n|alias|deltagertype"),
    ("", r"nummer|nr$|id$|tlf|telefon|mobil|dato|antal|status|tilmeld|^navne?og(?!efternavn)"),
    ("email", r"mail|epost"),
    ("name", r"for.{0,4}efternavn|efter.{0,4}fornavn|fuld.{0,3}navn|first.{0,6}last"),
    ("first_name", r"fornavn|foerstenavn|firstname|givenname"),
    ("last_name", r"efternavn|lastname|surname|familyname"),
    ("organisation_type", r"^type|(organisation|virksomhed|arbejdsplads)s?type|sektor"),
    ("team", r"team|afdeling|sektion|afsnit|kontor"),
    ("job_title", r"stilling|titel|funktion"),
    ("organisation", r"organisation|arbejdss?sted|arbejdsplads|arbejdsgiver|ansat|ansaet|virksomhed|kommune|myndighed|firma|enhed"),
    ("organisation", r"institution|jobcent.*kasse|kasse.*jobcent"),
    ("jobcenter", r"jobcent"),
    ("a-kasse", r"akasse|arbejdsloeshedskasse"),
    ("name", r"navn|name|deltager|kursist|medarbejder"),
)
"""What else a heading may say: the first that fits. "" is for what is not about the participant, and is left out."""
_LONGEST_HEADING = 40
"""Characters. What is longer is a sentence and no heading."""
_OF_PEOPLE = {"name", "first_name", "last_name", "email"}
LOOKED_AT = 200
"""Rows among which the heading is looked for: there may be a title and a few lines of text above it."""



def _plain(text: str) -> str:
    """A heading without case, brackets' content, punctuation and blanks: "E-mail (arbejde) *" → "email"."""
    return same_text(re.sub(r"\([^)]*\)", "", text) or text) if text else ""


_FIELDS = {_plain(spelling): field for field, spellings in SPELLINGS.items() for spelling in spellings.split(",")}


@dataclass(frozen=True)
class Columns:
    """Where the headings are, and what the columns hold."""

    row: int
    """The number of the headings' row; 0 when there are none."""
    names: tuple[str, ...]
    fields: tuple[str, ...]
    """For each column its field, or ""."""

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
        return [self.header(at) for at, name in enumerate(self.names) if name and not self.fields[at]]

    @property
    def guessed(self) -> list[tuple[str, str]]:
        """(heading, field) of the columns whose headings only resemble one that says it outright."""
        return [(self.header(at), field) for at, field in enumerate(self.fields) if field and not _says(self.names[at], field)]

    def header(self, at: int) -> str:
        """The name of a column as the file has it, or "kolonne D" where it has none that may be shown."""
        name = self.names[at] if at < len(self.names) else ""
        return name if name and not cpr.find(name) else f"kolonne {letter(at)}"

    def title(self, field: str) -> str:
        """The name of the field's column as the file has it, else as the template has it."""
        places = self.places(field)
        return self.header(places[0]) if places else TITLES[field]

    @property
    def has_name(self) -> bool:
        """Whether a column tells the name, or two together do."""
        return "name" in self.fields or {"first_name", "last_name"} <= set(self.fields)

    @property
    def has_organisation(self) -> bool:
        """Whether a column tells where people work."""
        return bool({"organisation", "jobcenter", "a-kasse"} & set(self.fields))

    @property
    def doubles(self) -> list[str]:
        """Fields that more than one column claims to hold."""
        return [field for field in TITLES if self.fields.count(field) > 1]


def letter(at: int) -> str:
    """What a spreadsheet calls a column, from 0: A, B … Z, AA."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def field_of(heading: str) -> str:
    """The field that a heading names or resembles, or ""."""
    plain = _plain(heading)
    if not plain or plain in _FIELDS:
        return _FIELDS.get(plain, "")
    if len(heading) > _LONGEST_HEADING or "@" in heading:
        return ""
    return next((field for field, stems in _STEMS if re.search(stems, plain)), "")


def find_headings(rows: Sequence[Row]) -> Row | None:
    """The row that looks most like headings, the first of several; None when no row does.

    It takes two headings, or one that says "Navn" or the like outright; a row with an address in it is a person.
    """
    best = max(rows[:LOOKED_AT], key=_headings_in, default=None)
    return best if best and _headings_in(best) > (0, 0) else None


def columns_of(rows: Sequence[Row], headings: Row | None) -> Columns:
    """What the columns hold by these headings. Of several for one field, the one named as in the template is used."""
    wide = max(len(row.cells) for row in rows)
    if headings is None:
        return Columns(0, ("",) * wide, ("",) * wide)
    names = headings.cells + ("",) * (wide - len(headings.cells))
    fields = [field_of(name) for name in names]
    exact = {field: at for at, field in enumerate(fields) if field and _plain(names[at]) == _plain(TITLES[field])}
    outright = {field for at, field in enumerate(fields) if field and _says(names[at], field)}
    kept = [
        field if exact.get(field, at) == at and (field not in outright or _says(names[at], field)) else ""
        for at, field in enumerate(fields)
    ]
    return Columns(headings.number, names, tuple(kept))


def _says(heading: str, field: str) -> bool:
    return _FIELDS.get(_plain(heading)) == field


def _headings_in(row: Row) -> tuple[int, int]:
    """How many fields the row names, and how many of them outright; nothing when it may as well be a person."""
    named = {field for cell in row.cells if (field := field_of(cell))}
    outright = {field for field in named if any(_says(cell, field) for cell in row.cells)}
    enough = len(outright) >= 2 or (named & _OF_PEOPLE and len(named) + len(outright) >= 2)
    return (len(named), len(outright)) if enough and not any("@" in cell for cell in row.cells) else (0, 0)
