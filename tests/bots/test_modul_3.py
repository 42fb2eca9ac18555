"""Twelve pairs through three rounds of visits, over HTTP: one visit is moved, a partner is away, three sit together, one leaves."""

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from icalendar import Calendar
from serving import Client, Served, serve

from pejling_server.supervision.forms import AGREEMENT, OBSERVATION, PREPARATION

HOUSES = ("Jobcenter Nord", "A-kassen Syd", "Jobcenter Vest")
NAMES = tuple(f"{first} {last}" for first in ("Anna", "Bo", "Cilla", "Dan", "Eva", "Finn", "Gry", "Hans")
              for last in ("Ærø", "Østergård", "Åby"))
TOOLS = ("livshjulet", "spejling", "smart-model", "noegleord")
ROUNDS = 3


@dataclass
class Course:
    """Who is there, and what happened on the way."""

    served: Served
    trainer: Client
    id: str
    people: dict[str, Client]
    """By the person's id."""
    met: Counter[frozenset[str]] = field(default_factory=Counter)
    moved: str = ""
    files: list[bytes] = field(default_factory=list)
    """The moved visit's calendar file, before and after."""
    away: str = ""
    left: str = ""
    held: int = 0

    def plan(self, path: str = "", **given: Any) -> Any:
        start = f"/api/console/{self.id}/supervision"
        return self.trainer.post(f"{start}/{path}", given) if path else self.trainer.get(start)

    def pairs(self, number: int) -> list[list[str]]:
        return [one["people"] for one in self.plan()["rounds"][number - 1]["partners"]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The three rounds, once."""
    with serve(tmp_path_factory.mktemp("hold 3")) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        made = trainer.post("/api/courses", {"title": "Hold til supervision"})["course"]
        for number, name in enumerate(NAMES):
            trainer.post(f"/api/console/{made}/people", {"name": name, "organisation": HOUSES[number % len(HOUSES)]})
        code = trainer.post(f"/api/console/{made}/door", {"open": True})["code"]
        inside = [Client(served.url).join(code, name) for name in NAMES]
        found = Course(served, trainer, made, {one.person: one for one in inside})
        assert found.plan("plan", rounds=ROUNDS) == {"laid": ROUNDS, "obstacles": []}
        for number in range(1, ROUNDS + 1):
            prepare(found, number)
            for pair in found.pairs(number):
                found.met[frozenset(pair)] += 1
            for visit in visits_of(found, number):
                go_through(found, visit)
        yield found


def prepare(course: Course, number: int) -> None:
    """What happens before a round: in the first a visit is moved, in the second one is away, in the third one leaves."""
    if number == 1:
        visit = next(one for one in visits_of(course, 1))
        who = course.people[visit["observed"]]
        file = f"/hold/{course.id}/besoeg/{visit['id']}/kalender.ics"
        who.post(f"/api/course/{course.id}/visits/{visit['id']}", {"at": "2026-03-27T10:00", "place": "Lokale 3"})
        course.files.append(who.http.get(file).content)
        course.plan(f"visits/{visit['id']}", at="2026-03-30T10:00", place="Lokale 4")
        course.files.append(who.http.get(file).content)
        course.moved = visit["id"]
        return
    course_pair = course.pairs(number)[0]
    gone, other = course_pair[0], course_pair[1]
    if number == 2:
        course.away = gone
        course.plan("away", round=2, person=gone, away=True)
    else:
        course.left = gone
        course.trainer.post(f"/api/console/{course.id}/people/{gone}/take-out")
    (alone,) = course.plan()["rounds"][number - 1]["alone"]
    assert alone["person"] == other
    assert course.plan("join", round=number, person=other, to=alone["places"][0]["people"], anyway=True)["saved"]


def visits_of(course: Course, number: int) -> list[Any]:
    return [visit for one in course.plan()["rounds"][number - 1]["partners"] for visit in one["visits"]]


def go_through(course: Course, visit: Any) -> None:
    """A whole visit: agreed, prepared, watched, each locks the own view, an agreement, and all sign."""
    path = f"/api/course/{course.id}/visits/{visit['id']}"
    observed, observers = course.people[visit["observed"]], [course.people[one] for one in visit["observers"]]
    tools = [TOOLS[course.held % len(TOOLS)]]
    at = "2026-03-30T10:00" if visit["id"] == course.moved else "2026-04-01T10:00"
    observed.post(path, {"at": at, "place": "Lokale 3", "conversation": "Fællessamtale", "tools": tools})
    assert observed.http.get(f"/hold/{course.id}/besoeg/{visit['id']}").status_code == 200
    runs = {name: form["run"] for name, form in observed.get(f"{path}/exercises")["exercises"].items()}

    def write(who: Client, form: str, *events: dict[str, Any]) -> None:
        sent = [{"id": secrets.token_hex(12), "run": runs[form], "event": one, "pair": visit["id"]} for one in events]
        results = who.post(f"/api/course/{course.id}/answers", {"device": who.device, "events": sent})["results"]
        assert [one["status"] for one in results] == ["saved"] * len(events), results

    write(observed, PREPARATION, put("maal", "Ét skridt inden fredag."), put("borgerens-ja", "ja"))
    watched = ["venter", "naeste-skridt"]
    taps = [{"type": "tap", "tap": f"tryk-{n}", "behaviour": watched[n % 2], "second": 30 * n} for n in range(8)]
    write(observers[0], OBSERVATION, put("watch", watched), *taps, put("own-lykkedes", "Du ventede."), {"type": "lock"})
    write(observed, OBSERVATION, put("own-lykkedes", "Jeg tav."), {"type": "lock"})
    write(observed, AGREEMENT, put("proev", f"At prøve {tools[0]} igen."))
    for who in (observed, *observers):
        who.post(f"{path}/sign")
    course.held += 1


def put(name: str, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": name, "value": value}


def test_everyone_who_was_there_was_visited_once_in_each_round(course: Course) -> None:
    plan = course.plan()
    gone = {1: set[str](), 2: {course.away}, 3: {course.left}}
    for laid in plan["rounds"]:
        own = [visit for one in laid["partners"] for visit in one["visits"]] + laid["earlier"]  # with the one who left, too
        visited = Counter(visit["observed"] for visit in own)
        expected = course.people.keys() - gone[laid["number"]] - {course.left}  # who left took the own visits along
        assert visited == Counter(dict.fromkeys(expected, 1))
        assert all(visit["held"] and visit["tools"] for visit in own)
        assert laid["alone"] == []
    assert course.held == len(NAMES) + 2 * (len(NAMES) - 1)


def test_nobody_was_a_pair_with_the_same_one_twice_and_a_trio_took_in_the_lonely(course: Course) -> None:
    pairs = [group for group in course.met.elements() if len(group) == 2]
    assert len(pairs) == len(set(pairs))
    assert sorted(len(group) for group in course.met.elements() if len(group) != 2) == [3, 3]
    assert course.plan()["breaks"] == [], "a round that is over needs no mending, whoever has left since"


def test_the_moved_visit_is_the_same_one_to_a_calendar_and_newer(course: Course) -> None:
    before, after = (Calendar.from_ical(file).walk("VEVENT")[0] for file in course.files)
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) == int(before["sequence"]) + 1
    assert (after.decoded("dtstart").day, str(after["location"])) == (30, "Lokale 4")


def test_the_second_visit_opens_with_what_was_agreed_at_the_first(course: Course) -> None:
    person = next(one for one in course.people if one not in (course.away, course.left))
    who = course.people[person]
    own = [one for one in who.get(f"/api/course/{course.id}/visits")["visits"] if one["to_me"]]
    lasts = [who.get(f"/api/course/{course.id}/visits/{one['id']}")["last"] for one in own]
    assert lasts[0] == []
    assert [told[0]["text"][:9] for told in lasts[1:]] == ["At prøve "] * (ROUNDS - 1)


def test_the_trainer_has_no_word_of_what_the_pairs_wrote(course: Course) -> None:
    told = course.trainer.http.get(f"/api/console/{course.id}/supervision").text
    assert "Livshjulet" in told
    assert not [word for word in ("Ét skridt", "Du ventede", "Jeg tav", "At prøve") if word in told]
