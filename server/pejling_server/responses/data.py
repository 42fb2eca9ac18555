"""What the data API answers."""

from pejling.schema import Role
from pejling_server.responses import ResponseModel


class DataCourse(ResponseModel):
    """A course that its viewer may read."""

    id: str
    title: str
    role: Role


class DataCourses(ResponseModel):
    """The viewer's courses."""

    courses: tuple[DataCourse, ...]


class DataColumn(ResponseModel):
    """One column, with its permanent name."""

    key: str
    title: str
    meaning: str


class DataTable(ResponseModel):
    """A table with its columns explained."""

    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[str | int | float | bool | None, ...], ...]
    note: str
    """What one should know of it: why it is empty, for instance."""


class DataFile(ResponseModel):
    """A course as its viewer may read it, in one file to be read without the server."""

    course: DataCourse
    made_at: str
    tables: dict[str, DataTable]
    """By what follows the course in the table's own address: "days", "answers/hjemmeopgave-modul-1"."""


class ReadToken(ResponseModel):
    """A token to read the course with in JupyterLab; shown once."""

    token: str
    address: str
    course: str
    ends_at: str
