"""The data API: a course as tables, for `pejling_client` in a kernel or in JupyterLab. Read-only, as its viewer, rule of five."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from pejling.dates import iso
from pejling.errors import NotFound
from pejling.exercise.audience import is_total
from pejling.exercise.kind import Column
from pejling.exercise.summary import Heading, Movement, Network, Question, Summary, Table, as_table
from pejling.permissions import Subject, may
from pejling.reports import tables
from pejling.schema import Role
from pejling.store import answers, courses, logins, people, runs
from pejling_server.access import Forbidden, Viewer, allow, app_of
from pejling_server.console import report_data
from pejling_server.days import programme_of
from pejling_server.exercise import progress, view
from pejling_server.read_token import read_token
from pejling_server.responses.data import DataColumn, DataCourse, DataCourses, DataFile, DataTable, ReadToken

router = APIRouter()

TOKEN_DAYS = 1
DEVICE = "JupyterLab (kan kun læse)"
TOGETHER = "Svarene vises kun samlet. Brug summary()."
_ROUND = Column("round", "Runde", "Runde 1 er den første gang, øvelsen blev åbnet")
_EXERCISES = (
    Column("exercise", "Øvelse", "Øvelsens faste navn"),
    _ROUND,
    Column("title", "Titel", "Øvelsens titel"),
    Column("kind", "Art", "Øvelsens art"),
    Column("phase", "Fase", "open, closed eller revealed"),
    Column("answered", "Har svaret", "Antal; kun for undervisere"),
    Column("finished", "Er færdige", "Antal; kun for undervisere"),
    Column("of", "Af", "Hvor mange der kan svare; kun for undervisere"),
)
_SUMMARY = (
    _ROUND,
    Column("question", "Spørgsmål", "Spørgsmålets faste navn"),
    Column("title", "Spørgsmål, i ord", "Som deltagerne læste det"),
    Column("organisation", "Organisation", "Tom: alle under ét"),
    Column("answer", "Svar", "Svarets faste navn"),
    Column("text", "Svar, i ord", "Svaret, eller det nogen har skrevet"),
    Column("count", "Antal", "Hvor mange der gav svaret"),
    Column("n", "Svar i alt", "Hvor mange der svarede på spørgsmålet"),
    Column("percent", "Procent", "Antal af svar i alt"),
    Column("mean", "Gennemsnit", "På en skala, eller gennemsnitlig plads i en rækkefølge"),
    Column("few", "For få", "Sandt: for få står bag, så tallene vises ikke"),
)


@router.get("/api/data", response_model=DataCourses)
def my_courses(request: Request, viewer: Viewer = allow("list data")) -> DataCourses:
    """The courses that the viewer may read."""
    with app_of(request).store.read() as c:
        found = [(course, role, courses.get(c, course).title) for course, role in viewer.actor.roles.items()]
    return DataCourses(courses=tuple(DataCourse(id=course, title=title, role=role) for course, role, title in found))


@router.get("/api/data/{course}/days", response_model=DataTable)
def days(course: str, request: Request, viewer: Viewer = allow("read data")) -> DataTable:
    """The programme's days with their dates."""
    app = app_of(request)
    with app.store.read() as c:
        dates = courses.days(c, course)
    columns = (Column("day", "Dag", "Dagens faste navn"), Column("title", "Titel", "Dagens titel"),
               Column("module", "Modul", "Modulets titel"), Column("date", "Dato", "Datoen, hvor den holdes"),
               Column("place", "Sted", "Hvor den holdes"))
    rows = [
        {"day": day.id, "title": day.title, "module": module.title, "date": dates[day.id].on_day if day.id in dates else None,
         "place": dates[day.id].place if day.id in dates else ""}
        for module in programme_of(app).modules for day in module.days
    ]
    return _table(columns, rows)


@router.get("/api/data/{course}/people", response_model=DataTable)
def participants(course: str, request: Request, viewer: Viewer = allow("read people")) -> DataTable:
    """The participants; for the course's trainers."""
    with app_of(request).store.read() as c:
        found = people.listed(c, course, "participant")
    columns = (Column("person", "Person", "Fast navn på personen på dette hold"), Column("name", "Navn", "Deltagerens navn"),
               Column("organisation", "Organisation", "Deltagerens organisation"), Column("team", "Team", "Deltagerens team"),
               Column("job_title", "Stilling", "Deltagerens stilling"), Column("came", "Kommet", "Er kommet ind på holdet"))
    rows = [{"person": p.id, "name": p.name, "organisation": p.organisation, "team": p.team, "job_title": p.job_title,
             "came": p.came} for p in found]
    return _table(columns, rows)


@router.get("/api/data/{course}/exercises", response_model=DataTable)
def exercises(course: str, request: Request, viewer: Viewer = allow("read data")) -> DataTable:
    """Every round that was opened; how many have answered is for the course's trainers."""
    app = app_of(request)
    trains = viewer.role == "trainer"
    with app.store.read() as c:
        rows = []
        for name in sorted(runs.current(c, course)):
            for run in runs.rounds(c, course, name):
                loaded = view.content_of(c, run)
                far = progress.progress(c, run, loaded) if trains and loaded.kind.gathers else None
                counts = {"answered": far.count, "finished": far.finished, "of": far.of} if far else {}
                rows.append({"exercise": name, "round": run.round, "title": loaded.content.title, "kind": loaded.kind.name,
                             "phase": run.phase, **counts})
    return _table(_EXERCISES, rows)


@router.get("/api/data/{course}/answers/{exercise}", response_model=DataTable)
def answers_of(course: str, exercise: str, request: Request, viewer: Viewer = allow("read data")) -> DataTable:
    """The answers that this viewer may have one by one."""
    app = app_of(request)
    with app.store.read() as c:
        if viewer.role == "participant":
            return _own_answers(c, course, exercise, viewer.actor.person)
        rounds = report_data.rounds_of(app, c, course, exercise)
    if not rounds:
        raise NotFound(f"Der er ingen øvelse »{exercise}«, der er åbnet på holdet.")
    if viewer.role != "trainer":
        return _table((_ROUND,), [], "Ledere ser kun det, der vises samlet. Brug summary().")
    if any(is_total(one.content) for one in rounds):
        return _table((_ROUND,), [], TOGETHER)
    found = tables.of_exercise(rounds)
    if found is None:
        return _table((_ROUND,), [], "Øvelsen samler ingen svar.")
    return _table([Column(_name(column.key), column.title, column.meaning) for column in found.columns],
                  [{_name(key): value for key, value in row.items()} for row in found.rows])


@router.get("/api/data/{course}/summary/{exercise}", response_model=DataTable)
def summary_of(course: str, exercise: str, request: Request, viewer: Viewer = allow("read data")) -> DataTable:
    """What this viewer may see of everybody's answers, as tidy rows."""
    app = app_of(request)
    rows: list[dict[str, Any]] = []
    with app.store.read() as c:
        found = runs.rounds(c, course, exercise)
        if not found:
            raise NotFound(f"Der er ingen øvelse »{exercise}«, der er åbnet på holdet.")
        for run in found:
            loaded = view.content_of(c, run)
            if shown := view.summary(app, c, run, loaded, _role(viewer)):
                rows += [{"round": run.round, **row} for row in _tidy(shown)]
    return _table(_SUMMARY, rows, "" if rows else "Der er ikke noget, du kan se samlet endnu.")


@router.get("/api/data/{course}/table/{exercise}/{part}", response_model=DataTable)
def table_of(course: str, exercise: str, part: str, request: Request, viewer: Viewer = allow("read data")) -> DataTable:
    """One part of what this viewer may see of everybody's answers, as the table it is, its rounds under each other."""
    app = app_of(request)
    with app.store.read() as c:
        found = runs.rounds(c, course, exercise)
        if not found:
            raise NotFound(f"Der er ingen øvelse »{exercise}«, der er åbnet på holdet.")
        seen = report_data.summaries_of(app, c, found, _role(viewer))
    parts = [(number, summary, as_table(one)) for number, summary in seen if (one := summary.part(part))]
    if not parts:
        return _table((_ROUND,), [], "Der er ikke noget, du kan se samlet endnu.")
    _, latest, last = parts[-1]
    meanings = dict(latest.notes)
    columns = [Column(head or "Hvad", head or "Hvad", meanings.get(head, "Som overskriften siger")) for head in last.head]
    rows = [{"round": number, **dict(zip((column.key for column in columns), row, strict=True))}
            for number, _, table in parts if table.head == last.head for row in table.rows]
    return _table([_ROUND, *columns], rows)


@router.get("/api/data/{course}/file", response_model=DataFile)
def file_of(course: str, request: Request, response: Response, viewer: Viewer = allow("read data")) -> DataFile:
    """Every table that this viewer may read, in one file: what `pejling_client.course(file=…)` reads without a server."""
    app = app_of(request)
    made = {"days": days(course, request, viewer), "exercises": exercises(course, request, viewer)}
    if may(viewer.actor, "read people", Subject(course)):
        made["people"] = participants(course, request, viewer)
    with app.store.read() as c:
        title = courses.get(c, course).title
        opened = {name: runs.rounds(c, course, name) for name in sorted(runs.current(c, course))}
        parts = {name: list(dict.fromkeys(part.id for _, seen in report_data.summaries_of(app, c, found, _role(viewer))
                                          for part in seen.parts if isinstance(part, Table | Network | Movement)))
                 for name, found in opened.items()}
    for name in opened:
        made[f"answers/{name}"] = answers_of(course, name, request, viewer)
        made[f"summary/{name}"] = summary_of(course, name, request, viewer)
        made |= {f"table/{name}/{part}": table_of(course, name, part, request, viewer) for part in parts[name]}
    response.headers["Content-Disposition"] = f'attachment; filename="pejling-{course}.json"'
    response.headers["Cache-Control"] = "no-store"
    return DataFile(course=DataCourse(id=course, title=title, role=_role(viewer)), made_at=iso(app.now()), tables=made)


@router.post("/api/console/{course}/read-token", response_model=ReadToken)
def make_read_token(course: str, request: Request, viewer: Viewer = allow("run course")) -> ReadToken:
    """A token that reads this course as its trainer for a day; it stands among one's devices, and can be ended there."""
    app = app_of(request)
    with app.store.write() as c:
        cookie = logins.start(c, viewer.actor.person, course, DEVICE, app.now(), days=TOKEN_DAYS)
        login = logins.find(c, cookie, app.now())
    if login is None:
        raise Forbidden
    return ReadToken(token=read_token(app.key, login.id), address=app.address(request, ""), course=course,
                     ends_at=iso(app.now() + timedelta(days=TOKEN_DAYS)))


def _role(viewer: Viewer) -> Role:
    return viewer.role or "participant"


def _own_answers(c: Connection, course: str, exercise: str, person: str) -> DataTable:
    rows, columns = [], {_ROUND.key: _ROUND}
    for run in runs.rounds(c, course, exercise):
        loaded = view.content_of(c, run)
        desk = view.desk_of(c, run, loaded.content, person, "participant")
        answer = answers.find(c, run.id, desk.subject.key) if desk.subject and not run.anonymous else None
        columns |= {column.key: column for column in loaded.kind.columns(loaded.content)}
        if answer:
            rows.append({"round": run.round, **loaded.kind.row(loaded.content, answer.state)})
    return _table(list(columns.values()), rows)


def _tidy(shown: Summary) -> Iterator[dict[str, Any]]:
    if shown.too_few:
        yield {"few": True}
    for part in shown.parts:
        match part:
            case Question():
                head: dict[str, Any]
                for label, one in [("", part.whole), *((split.label, split.shown) for split in part.split)]:
                    head = {"question": part.id, "title": part.title, "organisation": label, "n": None if one.few else one.n,
                            "few": one.few}
                    yield from ([head | {"answer": bar.id, "text": bar.text, "count": bar.count, "percent": bar.percent,
                                         "mean": bar.mean} for bar in one.bars] or [head])
                    if one.mean is not None:
                        yield head | {"text": "(gennemsnit)", "mean": one.mean}
            case Heading():
                head = {"question": part.id, "title": part.title, "few": part.few}
                posts = [post for group in part.groups for post in group.posts if not post.hidden]
                yield from [head | {"organisation": "", "text": post.text} for post in posts] or [head]
            case _:
                table = as_table(part)
                yield from ({"question": table.id, "title": table.title, "text": "; ".join(map(str, row)), "few": table.few}
                            for row in table.rows)


def _name(key: str) -> str:
    """A column's permanent name: a field's own id."""
    return key.removeprefix("answer ")


def _table(columns: Sequence[Column], rows: Iterable[dict[str, Any]], note: str = "") -> DataTable:
    keys = [column.key for column in columns]
    told = tuple(DataColumn(key=column.key, title=column.title, meaning=column.meaning) for column in columns)
    return DataTable(columns=told, rows=tuple(tuple(_cell(row.get(key)) for key in keys) for row in rows), note=note)


def _cell(value: Any) -> str | int | float | bool | None:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
