"""A clock that is set back a day, and the two nights when Denmark changes its own: order is kept, and logins end in time."""

import secrets
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from robust.writing import FIELD, HOMEWORK

from pejling.dates import DENMARK
from pejling.places import content_root
from pejling.store import Store, courses, logins, people
from pejling.store.logins import LINK_HOURS, LOGIN_DAYS
from pejling_server import example
from pejling_server.app import build
from pejling_server.app_state import AppState, Settings
from pejling_server.days import programme_of
from pejling_server.maintenance import Maintenance
from pejling_widgets.library import Library

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for another httpx
    from starlette.testclient import TestClient

DAY = "viden-og-samarbejde"
SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
"""At 01.00 UTC Denmark's clocks go from 02 to 03, and from 03 to 02."""


@dataclass
class Room:
    """A server in this process whose clock the test sets."""

    now: datetime
    house: AppState = field(init=False)
    course: str = ""

    def browser(self) -> TestClient:
        """A device without a login."""
        return TestClient(build(self.house), base_url="http://127.0.0.1:8080", headers={"Origin": "http://127.0.0.1:8080"})

    def trainer(self) -> TestClient:
        """In by a fresh one-time link."""
        client = self.browser()
        assert client.post("/api/link", json={"token": self.link()}).status_code == 200
        return client

    def link(self) -> str:
        """A fresh one-time link's token, for the trainer."""
        with self.house.store.write() as c:
            trainer = people.listed(c, self.course, "trainer")[0].id
            return logins.make_link(c, trainer, self.course, self.house.now())

    def participant(self, name: str) -> TestClient:
        """In by today's code."""
        client = self.browser()
        with self.house.store.write() as c:
            code = courses.open_door(c, self.course, self.house.now())
        found = client.post("/api/join/names", json={"code": code, "letters": name[:3]}).json()["people"][0]
        assert client.post("/api/join/take", json={"code": code, "person": found["id"]}).status_code == 200
        return client

    def write(self, client: TestClient, text: str, event: str = "") -> Any:
        """One answer; gives its result."""
        run = self.state(client)["run"]
        sent = {"id": event or secrets.token_hex(12), "run": run, "event": {"type": "set", "field": FIELD, "value": text}}
        answer = client.post(f"/api/course/{self.course}/answers", json={"device": "telefon01", "events": [sent]})
        assert answer.status_code == 200, answer.text
        return answer.json()["results"][0]

    def state(self, client: TestClient) -> Any:
        """The homework as the client sees it."""
        return client.get(f"/api/course/{self.course}/exercise/{HOMEWORK}").json()

    def step(self, client: TestClient, exercise: str, what: str) -> None:
        """The trainer takes a step with an exercise."""
        answer = client.post(f"/api/console/{self.course}/exercise/{exercise}", json={"do": what})
        assert answer.status_code == 200, answer.text

    def open_now(self, client: TestClient) -> list[str]:
        """The day's open exercises, the one opened last at the end."""
        found: list[str] = client.get(f"/api/course/{self.course}/day/{DAY}").json()["now_open"]
        return found


@contextmanager
def room_at(now: datetime, data: Path) -> Iterator[Room]:
    """A server at a moment, with the example course."""
    room = Room(now)
    settings = Settings(data=data, roots=(content_root(),))
    room.house = AppState(settings, Store.at(data), Library.load([content_root()]), clock=lambda: room.now)
    with room.house.store.write() as c:
        example.fill(c, programme_of(room.house), room.house.now())
        room.course = str(courses.newest_open(c).id)  # type: ignore[union-attr]
    yield room
    room.house.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with room_at(datetime(2026, 11, 21, 9, 0, tzinfo=UTC), tmp_path) as made:
        yield made


BACK = timedelta(days=1)


def test_after_a_clock_set_back_the_last_answer_is_still_the_one_that_counts(room: Room) -> None:
    trainer, person = room.trainer(), room.participant("Aisha Rahmani")
    room.step(trainer, HOMEWORK, "open")
    first = room.write(person, "før", "a" * 24)
    room.now -= BACK
    second = room.write(person, "efter")
    assert (first["revision"], second["revision"]) == (1, 2)
    assert room.write(person, "før", "a" * 24)["status"] == "saved", "sent again, and still one event"
    shown = room.state(person)
    assert (shown["revision"], shown["public"]["fields"][FIELD]) == (2, "efter")


def test_after_a_clock_set_back_what_was_opened_last_is_last(room: Room) -> None:
    trainer, person = room.trainer(), room.participant("Aisha Rahmani")
    room.step(trainer, "hvem-er-her", "open")
    room.now -= BACK
    room.step(trainer, HOMEWORK, "open")
    room.step(trainer, "rolledilemma", "open")
    assert [x for x in room.open_now(person) if x != HOMEWORK] == ["hvem-er-her", "rolledilemma"]


def test_after_a_clock_set_back_undoing_brings_back_what_was_reset_last(room: Room) -> None:
    trainer, person = room.trainer(), room.participant("Aisha Rahmani")
    room.step(trainer, HOMEWORK, "open")
    room.write(person, "den første")
    room.step(trainer, HOMEWORK, "reset")
    room.now -= BACK
    room.step(trainer, HOMEWORK, "open")
    room.write(person, "den anden")
    room.step(trainer, HOMEWORK, "reset")
    room.step(trainer, HOMEWORK, "undo")
    assert room.state(person)["public"]["fields"][FIELD] == "den anden"


def test_after_a_clock_set_back_the_newest_course_is_the_one_made_last(room: Room) -> None:
    room.now -= BACK
    with room.house.store.write() as c:
        made = courses.create(c, "Hold lavet bagefter", room.now)
        assert courses.newest_open(c).id == made  # type: ignore[union-attr]


@pytest.mark.parametrize("wrong_by", [-BACK, BACK, timedelta(days=30)])
def test_a_login_made_while_the_clock_was_wrong_is_neither_dead_nor_immortal(room: Room, wrong_by: timedelta) -> None:
    right = room.now
    room.now = right + wrong_by
    person = room.participant("Aisha Rahmani")
    room.now = right
    assert person.get("/api/me").status_code == 200, "alive when the clock is right again"
    for days, status in ((LOGIN_DAYS - 2, 200), (LOGIN_DAYS + max(0, wrong_by.days) + 1, 401)):
        room.now = right + timedelta(days=days)
        assert person.get("/api/me").status_code == status, f"{days} days later"


def test_a_login_survives_a_clock_set_back_and_ends_when_it_should(room: Room) -> None:
    person, right = room.participant("Aisha Rahmani"), room.now
    room.now = right - BACK
    assert person.get("/api/me").status_code == 200
    room.now = right + timedelta(days=LOGIN_DAYS, seconds=1)
    assert person.get("/api/me").status_code == 401


def test_a_one_time_link_made_before_the_clock_was_set_back_works_once_and_ends(room: Room) -> None:
    one, other, right = room.link(), room.link(), room.now
    room.now = right - BACK
    assert room.browser().post("/api/link", json={"token": one}).status_code == 200
    assert room.browser().post("/api/link", json={"token": one}).status_code == 403
    room.now = right + timedelta(hours=LINK_HOURS, seconds=1)
    assert room.browser().post("/api/link", json={"token": other}).status_code == 403


def test_a_clock_that_is_two_years_ahead_for_a_minute_deletes_nothing_and_the_trainer_is_told(room: Room) -> None:
    trainer, right = room.trainer(), room.now
    chores = Maintenance(room.house)

    def work() -> None:
        for task in chores.tasks:
            task()

    def courses_left() -> int:
        with room.house.store.read() as c:
            return int(c.exec_driver_sql("SELECT count(*) FROM courses").scalar_one())

    work()
    backups = sorted((room.house.settings.data / "backup").iterdir())
    before = courses_left()
    room.now = right + timedelta(days=730)
    for _ in range(3):
        work()
        room.now += timedelta(minutes=1)
    assert courses_left() == before > 0
    assert set(backups) <= set((room.house.settings.data / "backup").iterdir())
    room.now = right + timedelta(minutes=3)
    assert trainer.get("/api/me").status_code == 200, "the login is still there when the clock is right again"
    told = trainer.get(f"/api/console/{room.course}").json()["clock"]
    assert "21. november 2026" in told
    assert "sletter ingen hold" in told
    work()
    assert trainer.get(f"/api/console/{room.course}").json()["clock"] == ""
    assert sorted((room.house.settings.data / "backup").iterdir())[: len(backups)] == backups
    for _ in range(26):  # and a time that really has come
        room.now = max(room.now, right + timedelta(days=730)) + timedelta(hours=1)
        Maintenance(room.house).look_at_clock()
    chores = Maintenance(room.house)
    work()
    assert courses_left() == 0


@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
@pytest.mark.parametrize("minutes", [10, pytest.param(1, marks=pytest.mark.long)])
def test_in_the_nights_when_denmarks_clock_changes_order_logins_and_times_hold(
    minutes: int, night: datetime, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    with room_at(night - timedelta(hours=2), tmp_path) as room:
        trainer, person = room.trainer(), room.participant("Aisha Rahmani")
        room.step(trainer, HOMEWORK, "open")
        room.step(trainer, "case-tid", "open")
        stored, clocks = [], []
        for minute in range(0, 6 * 60, minutes):
            room.now = night - timedelta(hours=2) + timedelta(minutes=minute)
            result = room.write(person, f"minut {minute}")
            assert result["status"] == "saved"
            clocks.append(result["saved"].removeprefix("kl. "))
            assert clocks[-1] == room.now.astimezone(ZoneInfo("Europe/Copenhagen")).strftime("%H.%M")
            shown = room.state(person)
            assert (shown["revision"], shown["public"]["fields"][FIELD]) == (len(clocks), f"minut {minute}")
            with room.house.store.read() as c:
                stored += list(c.exec_driver_sql("SELECT saved_at FROM answers WHERE subject LIKE 'person:%'").scalars())
            if minute % 30 == 0:
                _check_timer(room, trainer)
        assert stored == sorted(set(stored)), "the order in which they were stored is the order of their times"
        hours = {clock[:2] for clock in clocks}
        assert ("02" in hours) == (night == AUTUMN), "in spring there is no 02, in autumn it comes twice"
        assert clocks.count("02.00") == (2 if night == AUTUMN else 0)
        _check_day_and_login(room, person, night)
    tell(f"{len(clocks)} answers through the night of {night:%Y-%m-%d}: order kept, 0 logins lost")


def _check_timer(room: Room, trainer: TestClient) -> None:
    """A clock that runs counts real seconds."""
    run = trainer.get(f"/api/course/{room.course}/exercise/case-tid").json()["run"]

    def do(what: str) -> Any:
        sent = {"id": secrets.token_hex(12), "run": run, "event": {"type": what}}
        batch = {"device": "telefon01", "events": [sent]}
        return trainer.post(f"/api/course/{room.course}/answers", json=batch).json()["results"][0]

    do("reset")
    before = do("start")["public"]["remaining"]
    room.now += timedelta(seconds=45)
    assert before - do("pause")["public"]["remaining"] == 45


def _check_day_and_login(room: Room, person: TestClient, night: datetime) -> None:
    """Today's code holds until Danish midnight, of a day of 23 or 25 hours; logins end to the second."""
    day = night.astimezone(DENMARK).date()
    begins = datetime(day.year, day.month, day.day, tzinfo=DENMARK).astimezone(UTC)
    ends = datetime(day.year, day.month, day.day + 1, tzinfo=DENMARK).astimezone(UTC)
    assert ends - begins == timedelta(hours=25 if night == AUTUMN else 23)
    room.now = begins
    with room.house.store.write() as c:
        code = courses.open_door(c, room.course, room.now)
    for moment, status in ((ends - timedelta(seconds=1), 200), (ends, 404)):
        room.now = moment
        answer = room.browser().post("/api/join/names", json={"code": code, "letters": "Ai"})
        assert (answer.status_code == 200) == (status == 200), f"{moment}: {answer.text}"
    came = night - timedelta(hours=2)
    for moment, status in ((came + timedelta(days=LOGIN_DAYS) - timedelta(seconds=1), 200),
                           (came + timedelta(days=LOGIN_DAYS) + timedelta(seconds=1), 401)):
        room.now = moment
        assert person.get("/api/me").status_code == status
