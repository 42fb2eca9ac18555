"""A class list from a file: what is read of it, and what an import would do or has done."""

from typing import Literal

from pejling_server.responses import ResponseModel


class ListedPerson(ResponseModel):
    """Someone on the list, and what an import makes of them."""

    row: int
    name: str
    organisation: str
    team: str
    job_title: str
    email: str
    change: Literal["new", "changed", "unchanged"]
    in_words: str
    """What is changed, in Danish."""


class ListChoice(ResponseModel):
    """One answer to a doubt; its key is given back among the `confirmed`."""

    key: str
    label: str


class ListedProblem(ResponseModel):
    """A mistake or a doubt in one row."""

    row: int
    column: str
    wrong: str
    right: str
    choices: tuple[ListChoice, ...]


class ListOption(ResponseModel):
    """One answer to a question about the file."""

    answer: str
    label: str


class ListQuestion(ResponseModel):
    """Something about the file that the trainer can point out, and must where it is `needed`."""

    key: str
    text: str
    answer: str
    """The one that holds now, or the likeliest where one is needed."""
    needed: bool
    options: tuple[ListOption, ...]


class FirstRow(ResponseModel):
    """A row of the file as it stands there."""

    row: int
    cells: tuple[str, ...]


class FirstRows(ResponseModel):
    """The file's first rows, under the letters of their columns."""

    columns: tuple[str, ...]
    rows: tuple[FirstRow, ...]


class ClassList(ResponseModel):
    """What an import would do, or has done."""

    people: tuple[ListedPerson, ...]
    problems: tuple[ListedProblem, ...]
    notes: tuple[str, ...]
    ok: bool
    imported: str | None
    """The import's id, with which it can be undone."""
    questions: tuple[ListQuestion, ...]
    first: FirstRows
    mark: str
    """A fingerprint of what an import would do."""


class ImportUndone(ResponseModel):
    """How many people were taken out again."""

    people: int
