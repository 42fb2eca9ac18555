"""A participant as a class list tells them, as the course knows them, and what there is to ask about a row."""

from dataclasses import dataclass


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
class KnownPerson:
    """A participant who is on the course already."""

    id: str
    name: str
    organisation: str
    team: str
    job_title: str
    email: str


@dataclass(frozen=True)
class Update:
    """What the list tells anew of someone on the course: field → value. `in_words` says it in Danish."""

    row: int
    person: KnownPerson
    values: dict[str, str]
    in_words: str


@dataclass(frozen=True)
class Choice:
    """One answer to a doubt. Given back among the `confirmed`, its key settles the matter."""

    key: str
    label: str


@dataclass(frozen=True)
class RowProblem:
    """A mistake or a doubt in one row. `wrong` and `right` are Danish sentences.

    `choices` are there when the trainer can settle the matter without changing the file.
    """

    row: int
    column: str
    wrong: str
    right: str
    choices: tuple[Choice, ...] = ()
