"""Partners and visits over HTTP: planned, changed by hand, moved, called off; and each in the owner's calendar."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from icalendar import Calendar
from serving import Client

NAMES = ("Anna", "Bo", "Cilla", "Dan", "Eva", "Finn", "Gry")
HOUSES = ("Jobcenter Nord", "A-kassen Syd")


@dataclass
class Class:
    """A course with seven people of two organisations, four of whom are logged in."""

    trainer: Client
    course: str
    id: dict[str, str]
    people: dict[str, Client]

    def post(self, path: str, **given: Any) -> Any:
        return self.trainer.post(f"/api/console/{self.course}/supervision/{path}", given)

    def refused(self, path: str, **given: Any) -> tuple[int, str]:
        return self.trainer.refused(f"/api/console/{self.course}/supervision/{path}", given)

    @property
    def plan(self) -> Any:
        return self.trainer.get(f"/api/console/{self.course}/supervision")

    def groups(self, number: int) -> set[frozenset[str]]:
        names = {person: name for name, person in self.id.items()}
        return {frozenset(names[p] for p in one["people"]) for one in self.plan["rounds"][number - 1]["partners"]}

    def partner_of(self, name: str, number: int) -> str:
        (group,) = [group for group in self.groups(number) if name in group]
        return min(group - {name})

    def own(self, name: str) -> list[Any]:
        visits: list[Any] = self.people[name].get(f"/api/course/{self.course}/visits")["visits"]
        return visits


@pytest.fixture
def klass(house: Any) -> Class:
    trainer = house.trainer
    course = trainer.post("/api/courses", {"title": "Supervisionsholdet"})["course"]
    ids = {name: trainer.post(f"/api/console/{course}/people", {"name": f"{name} Prøve", "organisation": HOUSES[n % 2]})["person"]
           for n, name in enumerate(NAMES)}
    code = trainer.post(f"/api/console/{course}/door", {"open": True})["code"]
    people = {name: Client(house.served.url).join(code, f"{name} Prøve") for name in NAMES[:4]}
    return Class(trainer, course, ids, people)


def test_all_rounds_are_planned_and_each_pair_says_why(klass: Class) -> None:
    assert klass.plan == {"rounds": [], "breaks": [], "notes": [], "wishes": [], "leaders": []}
    klass.post("wish", person=klass.id["Anna"], other=klass.id["Bo"], wish="together")
    klass.post("leader", person=klass.id["Cilla"], leader=klass.id["Dan"])
    assert klass.post("plan", rounds=3) == {"laid": 3, "obstacles": []}
    plan = klass.plan
    assert [len(one["partners"]) for one in plan["rounds"]] == [3, 3, 3]
    assert plan["breaks"] == []
    reasons = [one["reason"] for laid in plan["rounds"] for one in laid["partners"]]
    assert any("ønsker at være sammen" in reason for reason in reasons)
    assert all(reasons)
    assert not any({"Cilla", "Dan"} <= group for number in (1, 2, 3) for group in klass.groups(number))
    assert all(len(one["visits"]) == len(one["people"]) for laid in plan["rounds"] for one in laid["partners"])


def test_what_stands_in_the_way_is_said_in_words_with_names_and_nothing_is_changed(klass: Class) -> None:
    klass.post("plan", rounds=1)
    before = klass.groups(1)
    klass.post("wish", person=klass.id["Anna"], other=klass.id["Bo"], wish="together")
    klass.post("leader", person=klass.id["Anna"], leader=klass.id["Bo"])
    found = klass.post("plan", rounds=3)
    assert found["laid"] == 0
    assert found["obstacles"] == ["Anna Prøve og Bo Prøve ønsker at være sammen, men den ene er leder for den anden."]
    assert klass.groups(1) == before


def test_a_round_with_a_date_in_it_stays_and_the_rest_is_laid_anew(klass: Class) -> None:
    klass.post("plan", rounds=2)
    first = klass.groups(1)
    visit = klass.own("Anna")[0]
    klass.people["Anna"].post(f"/api/course/{klass.course}/visits/{visit['id']}", {"at": "2027-03-30T10:00", "place": "Lokale 3"})
    assert klass.post("plan", rounds=4) == {"laid": 3, "obstacles": []}
    assert klass.groups(1) == first
    assert [one["begun"] for one in klass.plan["rounds"]] == [True, False, False, False]
    pairs = [group for number in (1, 2, 3, 4) for group in klass.groups(number) if len(group) == 2]
    assert len(set(pairs)) == len(pairs)
    status, reason = klass.refused("plan", rounds=1)
    assert (status, "runde 1" in reason) == (422, True)


def test_a_partner_who_cannot_come_leaves_the_other_with_places_to_choose_from(klass: Class) -> None:
    """Seven people: the best place is with one of the trio, and everyone sits two by two again."""
    klass.post("plan", rounds=1)
    away = next(name for name in NAMES if not any(name in group for group in klass.groups(1) if len(group) == 3))
    other = klass.partner_of(away, 1)
    klass.post("away", round=1, person=klass.id[away], away=True)
    laid = klass.plan["rounds"][0]
    assert [one["person"] for one in laid["alone"]] == [klass.id[other]]
    assert laid["absent"] == [klass.id[away]]
    place = laid["alone"][0]["places"][0]
    assert place["breaks"] == []
    assert klass.post("join", round=1, person=klass.id[other], to=place["people"])["saved"]
    assert sorted(len(group) for group in klass.groups(1)) == [2, 2, 2]
    assert klass.plan["rounds"][0]["alone"] == []
    klass.post("away", round=1, person=klass.id[away], away=False)
    back = klass.plan["rounds"][0]["alone"]
    assert [one["person"] for one in back] == [klass.id[away]]
    assert klass.post("join", round=1, person=klass.id[away], to=back[0]["places"][0]["people"])["saved"]
    assert sorted(len(group) for group in klass.groups(1)) == [2, 2, 3]


def test_a_change_that_breaks_a_rule_is_asked_about_first(klass: Class) -> None:
    klass.post("plan", rounds=1)
    one, other = sorted(next(group for group in klass.groups(1) if len(group) == 2))
    (third, *_) = sorted(next(group for group in klass.groups(1) if len(group) == 2 and one not in group))
    klass.post("wish", person=klass.id[one], other=klass.id[third], wish="apart")
    asked = klass.post("swap", round=1, person=klass.id[other], other=klass.id[third])
    assert not asked["saved"]
    assert any("skal ikke være sammen" in text for text in asked["breaks"])
    assert frozenset({one, other}) in klass.groups(1)
    assert klass.post("swap", round=1, person=klass.id[other], other=klass.id[third], anyway=True)["saved"]
    assert frozenset({one, third}) in klass.groups(1)
    assert any("skal ikke være sammen" in text for text in klass.plan["breaks"])


def test_who_leaves_is_out_of_the_plan_and_the_partner_is_proposed_a_place(klass: Class) -> None:
    klass.post("plan", rounds=2)
    gone = next(name for name in NAMES if not any(name in group for group in klass.groups(2) if len(group) == 3))
    other = klass.partner_of(gone, 2)
    klass.trainer.post(f"/api/console/{klass.course}/people/{klass.id[gone]}/take-out")
    alone = klass.plan["rounds"][1]["alone"]
    assert [one["person"] for one in alone] == [klass.id[other]]
    assert alone[0]["places"]


def test_the_two_agree_on_a_visit_and_the_trainer_sees_the_date_and_the_tools_and_that_it_was_held(klass: Class) -> None:
    klass.post("plan", rounds=1)
    (visit,) = [one for one in klass.own("Anna") if one["to_me"]]
    path = f"/api/course/{klass.course}/visits/{visit['id']}"
    given = {"at": "2026-03-30T10:00", "place": "Lokale 3", "conversation": "Fællessamtale", "tools": ["livshjulet"]}
    klass.people["Anna"].post(path, given)
    klass.people["Anna"].post(f"{path}/held", {"held": True})
    seen = next(one for group in klass.plan["rounds"][0]["partners"] for one in group["visits"] if one["id"] == visit["id"])
    assert (seen["day"], seen["clock"], seen["place"], seen["held"]) == ("2026-03-30", "10:00", "Lokale 3", True)
    assert seen["starts_at"] == "2026-03-30T08:00:00.000+00:00"
    assert seen["tools"] == ["Livshjulet"]
    status, reason = klass.people["Anna"].refused(f"{path}/cancel")
    assert (status, "holdt" in reason) == (422, True)


@pytest.mark.parametrize(("given", "words"), [
    ({"at": "2027-02-30T10:00"}, "kalenderen"), ({"at": "2027-02-03T25:00"}, "Klokkeslættet"),
    ({"at": "1999-02-03T10:00"}, "mellem"),
    ({"at": None, "tools": ["findes-ikke"]}, "findes ikke"), ({"at": None, "conversation": "Kaffe"}, "listen"),
    ({"at": None, "place": "hos 010190-1234"}, "CPR"),
])
def test_what_cannot_be_is_refused_with_the_reason(klass: Class, given: dict[str, Any], words: str) -> None:
    klass.post("plan", rounds=1)
    status, reason = klass.people["Anna"].refused(f"/api/course/{klass.course}/visits/{klass.own('Anna')[0]['id']}", given)
    assert (status, words in reason) == (422, True), reason


def test_a_visit_is_in_the_calendar_of_those_who_sit_in_it_and_of_nobody_else(klass: Class) -> None:
    klass.post("plan", rounds=1)
    visit = klass.own("Anna")[0]
    path = f"/api/course/{klass.course}/visits/{visit['id']}"
    stranger = next(name for name in klass.people if not any(one["id"] == visit["id"] for one in klass.own(name)))
    anna = klass.people["Anna"]
    file = f"/hold/{klass.course}/besoeg/{visit['id']}/kalender.ics"
    assert anna.http.get(file).status_code == 422
    anna.post(path, {"at": "2027-03-30T10:00", "place": "Lokale 3"})
    assert klass.people[stranger].http.get(file).status_code == 404
    assert klass.people[stranger].refused(path, {"at": None})[0] == 404
    assert klass.trainer.http.get(file).status_code == 403
    made, again = (_event(anna.http.get(file)) for _ in range(2))
    assert made == again
    klass.post(f"visits/{visit['id']}", at="2027-03-31T11:00", place="Lokale 4")
    moved = _event(anna.http.get(file))
    assert (moved["method"], moved["uid"]) == ("PUBLISH", made["uid"])
    assert moved["sequence"] == made["sequence"] + 1
    klass.post(f"visits/{visit['id']}/cancel")
    cancelled = _event(anna.http.get(file))
    assert (cancelled["method"], cancelled["uid"], cancelled["sequence"]) == ("CANCEL", made["uid"], made["sequence"] + 2)


def test_a_feed_has_a_secret_address_that_its_owner_can_take_back(klass: Class, house: Any) -> None:
    klass.post("plan", rounds=1)
    anna = klass.people["Anna"]
    anna.post(f"/api/course/{klass.course}/visits/{klass.own('Anna')[0]['id']}", {"at": "2027-03-30T10:00"})
    link = anna.post(f"/api/course/{klass.course}/calendar-link")["url"]
    outside = Client(house.served.url).http
    first = outside.get(link)
    assert first.headers["content-type"].startswith("text/calendar")
    assert len(Calendar.from_ical(first.content).walk("VEVENT")) == 1
    assert outside.get(link, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    anna.post(f"/api/course/{klass.course}/visits/{klass.own('Anna')[1]['id']}", {"at": "2027-03-31T10:00"})
    changed = outside.get(link, headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, len(Calendar.from_ical(changed.content).walk("VEVENT"))) == (200, 2)
    assert outside.get(link.replace(".ics", "x.ics")).status_code == 404
    second = anna.post(f"/api/course/{klass.course}/calendar-link")["url"]
    assert (outside.get(link).status_code, outside.get(second).status_code) == (404, 200)
    anna.post(f"/api/course/{klass.course}/calendar-link/remove")
    assert outside.get(second).status_code == 404
    token = second.rpartition("/")[2].removesuffix(".ics")
    assert not [file for file in house.served.data.rglob("*") if file.is_file() and token.encode() in file.read_bytes()]


def _event(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    return {"method": str(calendar["method"]), "uid": str(event["uid"]), "sequence": int(event["sequence"])}


def test_leaders_get_the_tools_that_five_have_tried_and_each_pair_is_told_so_before_it_signs(house: Any) -> None:
    trainer = house.trainer
    course = trainer.post("/api/courses", {"title": "Lederholdet"})["course"]
    names = [f"Deltager {word}" for word in ("Et", "To", "Tre", "Fire", "Fem", "Seks")]
    for name in names:
        trainer.post(f"/api/console/{course}/people", {"name": name, "organisation": "Jobcenter Nord"})
    code = trainer.post(f"/api/console/{course}/door", {"open": True})["code"]
    people = [Client(house.served.url).join(code, name) for name in names]
    link = trainer.post(f"/api/console/{course}/invitation", {"name": "Lis Leder", "role": "leader"})["link"]
    leader = Client(house.served.url).by_link(link)
    trainer.post(f"/api/console/{course}/supervision/plan", {"rounds": 1})
    for number, one in enumerate(people[:5]):
        assert leader.get(f"/api/leader/{course}")["tried"] == [], number
        (own,) = [visit["id"] for visit in one.get(f"/api/course/{course}/visits")["visits"] if visit["to_me"]]
        visit = f"/api/course/{course}/visits/{own}"
        one.post(visit, {"at": None, "tools": ["livshjulet", "kontrakt"] if number else ["kontrakt"]})
        told = one.get(visit)
        assert "Kontrakt" in told["leader_sees"][1]["text"]
        assert not [name for name in names if name in str(told["leader_sees"])]
        one.post(f"{visit}/held", {"held": True})
    assert leader.get(f"/api/leader/{course}")["tried"] == [
        {"round": 1, "at_least": 5, "tools": [{"title": "Kontrakt (GameMastery)", "at_least": 5}]}]
