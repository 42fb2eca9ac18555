"""The console's picture of the day: its agenda, its exercises and how they stand."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from pejling.dates import danish_date, danish_day, iso
from pejling.errors import ContentError
from pejling.exercise import host
from pejling.exercise.audience import audience, is_shown_to_class, is_total, stays_with_authors
from pejling.exercise.subject import Subject, of_group, of_person
from pejling.markdown import render
from pejling.programme import ProgrammeDay
from pejling.store import answers, courses, groups, pairs, people, runs
from pejling.store.records import CourseDay, Member, Run
from pejling_server.access import Viewer, allow, app_of, screen_key
from pejling_server.app_state import AppState
from pejling_server.days import day_of, programme_of
from pejling_server.exercise import progress, view
from pejling_server.responses.console import (
    Agenda,
    AgendaExercise,
    Answerer,
    BrokenExercise,
    ContentRead,
    CourseOverview,
    DayOverview,
    ExerciseDetail,
    GroupOfPeople,
    Homework,
    ListImport,
    Overview,
    Person,
    ScreenPosition,
    Section,
    SlideTitle,
    UnsignedText,
)
from pejling_server.responses.exercise import ExerciseView
from pejling_widgets.library import Loaded

router = APIRouter()


@router.get("/api/console/{course}/day/{day}")
def agenda(course: str, day: str, request: Request, viewer: Viewer = allow("run course")) -> Agenda:
    """The day's sections with the trainer's notes, and every exercise with its phase and its counts."""
    app = app_of(request)
    known = day_of(app, day)
    with app.store.read() as c:
        present = runs.current(c, course)
        undoable = runs.can_undo(c, course, app.now())
        sections = tuple(
            Section(
                id=section.id, title=section.title, minutes=section.minutes, planned=section.planned,
                optional=section.optional, drop=section.drop, notes=section.notes_html,
                slides=tuple(SlideTitle(after=slide.after, title=slide.title) for slide in section.slides),
                exercises=tuple(_exercise(app, c, e, present.get(e), e in undoable) for e in section.exercises),
            )
            for section in known.agenda.sections
        )
    return Agenda(id=day, title=known.agenda.title, notes=known.agenda.notes_html, sections=sections)


@router.get("/api/console/{course}")
def overview(course: str, request: Request, viewer: Viewer = allow("run course")) -> Overview:
    """The course at a glance: code, people, groups, days, screen, and what is wrong with the content."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        dates = courses.days(c, course)
        here, marked = app.pubsub.here(course), people.marked_here(c, course, danish_day(app.now()))
        members = tuple(_person(p, here, marked) for p in people.listed(c, course))
        divided = tuple(GroupOfPeople(id=g.id, name=view.group_name(g.number), people=tuple(who))
                        for g, who in groups.listed(c, course))
        imports = tuple(ListImport(id=i.id, filename=i.filename, people=i.people, made_at=i.made_at, undone=bool(i.undone_at))
                        for i in people.imports_of(c, course))
        organisations = tuple(people.organisation_names(c, course).values())
        homework = _open_homework(c, course)
    today = row.code if row.code and courses.code_is_todays(row, app.now()) else None
    return Overview(
        now=iso(app.now()),
        course=CourseOverview(
            id=course, title=row.title, closed=row.closed_at is not None, door_open=row.door_open,
            code=today, write_own_name=row.write_own_name, least=row.least, keep_until=row.keep_until_day,
            example=row.example, rehearsal_of=row.rehearsal_of, screen=ScreenPosition(**row.screen),
        ),
        join_url=app.address(request, f"/k/{today}") if today else None,
        screen_url=f"/skaerm/{course}?k={screen_key(app.key, course, danish_day(app.now()))}",
        people=members, groups=divided, organisations=organisations, imports=imports,
        wrong_tries=app.throttle.wrong_lately(course), clock=_clock(app), open_homework=homework, stays=bool(app.settings.base_url),
        days=tuple(_day(module.title, day, dates) for module in programme_of(app).modules for day in module.days),
        problems=tuple(_problems(app)),
    )


def _clock(app: AppState) -> str:
    """What to do about the machine's clock, or nothing."""
    if app.clock_in_doubt_after is None:
        return ""
    return (f"Uret på Pejlings maskine siger {danish_date(danish_day(app.now()))}, men før det var den sidste dag "
            f"{danish_date(app.clock_in_doubt_after)}. Er det forkert, så få uret stillet. Passer det, er der intet at gøre. "
            "Pejling sletter ingen hold af sig selv, før uret har gået rigtigt i et døgn.")


@router.post("/api/console/{course}/content")
def read_content_again(course: str, request: Request, viewer: Viewer = allow("run course")) -> ContentRead:
    """Read the content files again, after a mistake in them was put right; gives how many mistakes are left."""
    app = app_of(request)
    app.reload_content()
    app.pubsub.publish(course, "all", "course")
    return ContentRead(problems=len(_problems(app)))


@router.get("/api/console/{course}/exercise/{exercise}")
def exercise_in_detail(
    course: str, exercise: str, request: Request, viewer: Viewer = allow("run course")
) -> ExerciseDetail | BrokenExercise:
    """One exercise as the trainer may see it: counts, who has answered where that may be known, and what is due."""
    app = app_of(request)
    with app.store.read() as c:
        run = runs.current(c, course).get(exercise)
        undoable = exercise in runs.can_undo(c, course, app.now())
        found = _exercise(app, c, exercise, run, undoable)
        if isinstance(found, BrokenExercise):
            return found
        if run is None:
            return ExerciseDetail(**dict(found))
        loaded = view.content_of(c, run)
        shown = ExerciseView(**view.view_for(app, c, run, "trainer", viewer.actor.person))
        texts = [UnsignedText(**asdict(one), hidden=one.mark in run.withheld.split())
                 for one in view.unsigned_texts(app, c, run, loaded)]
        return ExerciseDetail(**dict(found), view=shown, answered=_who(app, c, run, loaded), texts=tuple(texts))


def _exercise(
    app: AppState, c: Connection, exercise: str, run: Run | None, undoable: bool
) -> AgendaExercise | BrokenExercise:
    loaded = view.content_of(c, run) if run is not None else app.library.exercises.get(exercise)
    if loaded is None:
        return BrokenExercise(id=exercise, title=exercise)
    content = loaded.content
    kind = loaded.kind
    of_run: dict[str, Any] = {"phase": "waiting", "round": 0}
    if run is not None:
        changed = app.library.exercises.get(exercise)
        of_run = {
            "run": run.id, "phase": run.phase, "round": run.round, "due": run.due_at, "seen": run.seen,
            "newer_content": bool(changed and changed.digest != run.content), **asdict(progress.progress(c, run, loaded)),
        }
    return AgendaExercise(
        **host.title(kind, exercise, content), id=exercise, scope=content.scope,
        anonymous=content.anonymous, total=is_total(content), for_class=is_shown_to_class(content),
        rounds_apart=kind.over_rounds is not None,
        only_author=stays_with_authors(content), rounds=content.rounds,
        homework=content.homework, notes=render(content.trainer_note),
        may_share=content.may_share, can_undo=undoable, **of_run,
    )


def _who(app: AppState, c: Connection, run: Run, loaded: Loaded) -> tuple[Answerer, ...] | None:
    """Who has answered; None where it may not be known."""
    if not audience(loaded.content, view.ctx_of(app, run, "trainer")).who:
        return None
    given = {a.subject: a for a in answers.in_run(c, run.id)}
    far = progress.status_by_subject(c, run, loaded)
    return tuple(
        Answerer(
            subject=key, name=name, answered=key in far and far[key].answered,
            finished=key in far and far[key].finished,
            handed_in=given[key].state.get("handed_in") if key in given else None,
            entered_by_trainer=bool(key in given and given[key].entered_by),
        )
        for key, name in _who_could(c, run, loaded)
    )


def _who_could(c: Connection, run: Run, loaded: Loaded) -> list[tuple[str, str]]:
    """(key of the subject, name) of everyone whose answer there could be."""
    named = {p.id: p.name for p in people.listed(c, run.course, "participant")}
    match loaded.content.scope:
        case "group":
            return [(of_group(g.id).key, view.group_name(g.number)) for g, _ in groups.listed(c, run.course, run.grouping or None)]
        case "pair":
            return [(Subject("pair", pair.id).key, " og ".join(named.get(who, "") for who in pair.seats))
                    for pair in pairs.in_round(c, run.course, run.round)]
        case "seat":
            return [(Subject("pair", pair.id, (seat,)).key, named.get(who, ""))
                    for pair in pairs.in_round(c, run.course, run.round) for who, seat in pair.seats.items()]
    return [(of_person(who).key, name) for who, name in named.items()]


def _open_homework(c: Connection, course: str) -> tuple[Homework, ...]:
    """The homework that can still be handed in: whoever closes the course should know of it."""
    given = [(run, view.content_of(c, run).content) for run in runs.current(c, course).values() if run.phase == "open"]
    return tuple(Homework(title=content.title, due=run.due_at) for run, content in given if content.homework)


def _person(p: Member, here: set[str], marked: set[str]) -> Person:
    return Person(id=p.id, name=p.name, email=p.email, role=p.role, organisation=p.organisation, team=p.team,
                  job_title=p.job_title, taken=p.taken, came=p.came,
                  here=p.played or p.id in here | marked, without_phone=p.id in marked - here)


def _day(module: str, day: ProgrammeDay, dates: dict[str, CourseDay]) -> DayOverview:
    known = dates.get(day.id)
    return DayOverview(id=day.id, title=day.title, module=module, date=known.on_day if known else None,
                       place=known.place if known else "")


def _problems(app: AppState) -> list[str]:
    """What is wrong with the content files and the days' notebooks; a broken one does not stop the others."""
    found = [str(p) for p in app.library.problems]
    for day in programme_of(app).days():
        try:
            day_of(app, day.id)
        except ContentError as error:
            found += [str(p) for p in error.problems]
    return found
