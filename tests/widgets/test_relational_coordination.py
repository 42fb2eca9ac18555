"""The rules of a survey of relational coordination: roles, steps, and what is shown of one round and of several."""

import copy
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from pejling.content import parse_text
from pejling.exercise import host
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Movement, Network, Summary, Table
from pejling_widgets.relational_coordination import KIND
from pejling_widgets.relational_coordination.content import IDS, OWN, Content

FILE: dict[str, Any] = parse_text((KIND.folder / "template.yaml").read_text(encoding="utf-8"))
CONTENT = Content.model_validate(FILE)
OPEN = Ctx(role="participant", phase="open", now=datetime(2027, 1, 5, 9, tzinfo=UTC))
SHOWN = replace(OPEN, phase="revealed")


def content(**changed: Any) -> Content:
    return Content.model_validate({**copy.deepcopy(FILE), **changed})


def answers(own: str, about: str, places: list[int | None]) -> dict[str, Any]:
    pairs = zip(IDS, places, strict=True)
    return {"fields": {OWN: own, **{f"{about}/{name}": str(place) for name, place in pairs if place is not None}}}


def given(*states: dict[str, Any]) -> list[Contribution]:
    return [Contribution(state) for state in states]


def class_of(a: int, b: int, best: int = 4) -> list[Contribution]:
    return given(*(answers("jobcenter", "a-kasse", [3, best, best, n % 5 + 1, 3, 4, 4]) for n in range(a)),
                 *(answers("a-kasse", "jobcenter", [2, 3, 3, n % 5 + 1, 3, 4, 2]) for n in range(b)))


def shown(rows: list[Contribution], made: Content = CONTENT, earlier: Any = ()) -> Summary:
    found = host.summary(KIND, made, rows, SHOWN, earlier)
    assert found
    return found


def table(summary: Summary, name: str) -> Table:
    found = summary.part(name)
    assert isinstance(found, Table)
    return found


def test_one_answers_about_the_other_roles_and_about_the_own_only_where_the_course_wants_it() -> None:
    state = KIND.apply(CONTENT, KIND.start(CONTENT, OPEN), {"type": "set", "field": OWN, "value": "a-kasse"}, OPEN)
    assert [step["id"] for step in KIND.public(CONTENT, state, OPEN)["steps"]] == ["jobcenter"]
    assert [step["id"] for step in KIND.public(content(own_role=True), state, OPEN)["steps"]] == ["jobcenter", "a-kasse"]
    assert KIND.public(CONTENT, KIND.start(CONTENT, OPEN), OPEN)["steps"] == []


def test_the_process_and_the_role_stand_in_the_questions_as_they_are_spoken() -> None:
    items = KIND.public(CONTENT, answers("a-kasse", "jobcenter", [3] * 7), OPEN)["steps"][0]["items"]
    assert items[0]["label"] == "Kontakten mellem dig og jobcenteret om arbejdsgangen er …"
    assert items[1]["id"] == "jobcenter/timely"


def test_a_role_is_done_when_all_seven_are_answered() -> None:
    assert not KIND.finished(CONTENT, answers("a-kasse", "jobcenter", [3, 3, 3, 3, 3, 3, None]))
    assert KIND.finished(CONTENT, answers("a-kasse", "jobcenter", [3] * 7))
    assert not KIND.finished(CONTENT, {"fields": {OWN: "a-kasse"}})


def test_both_directions_stand_apart_with_their_numbers_and_intervals() -> None:
    summary = shown(class_of(6, 5))
    network = summary.part("network")
    assert isinstance(network, Network)
    assert [(a, b, figure.n) for a, b, figure in network.ties] == [("jobcenter", "a-kasse", 6), ("a-kasse", "jobcenter", 5)]
    # rc2: 3 on the screen ("passende") counts 5, and 2 ("for sjælden") counts 3.
    there, back = (figure.value for _, _, figure in network.ties)
    assert there == round(sum(5 + 4 + 4 + n % 5 + 1 + 3 + 4 + 4 for n in range(6)) / 42, 2)
    assert back == round(sum(3 + 3 + 3 + n % 5 + 1 + 3 + 4 + 2 for n in range(5)) / 35, 2)
    (row,) = table(summary, "directions").rows
    assert row[:4] == ("Jobcenter om A-kasse", there, "A-kasse om Jobcenter", back)
    assert row[7] == "»Jobcenter om A-kasse« er højest"


def test_the_coding_stands_with_the_figures_and_what_the_other_would_give() -> None:
    ways = {coding: table(shown(class_of(6, 5), content(frequency=coding)), "ties") for coding in ("rc2", "linear")}
    assert [row[7] for row in ways["rc2"].rows] == ["rc2", "rc2"]
    assert {row[0]: row[8] for row in ways["rc2"].rows} == {row[0]: row[3] for row in ways["linear"].rows}
    assert "lineær" in ways["linear"].title


def test_four_answers_make_no_direction_and_no_share() -> None:
    summary = shown(class_of(6, 4))
    assert [row[:2] for row in table(summary, "ties").rows] == [("Jobcenter", "A-kasse")]
    assert table(summary, "response").rows == (
        ("Jobcenter", 6, 12, 50, ""), ("A-kasse", None, None, None, "for få svar: vises ikke"))
    (row,) = table(summary, "directions").rows
    assert row[3:] == (None, None, None, None, "kun den ene retning kan vises")


def test_a_weak_direction_leads_from_its_lowest_dimension_to_a_question_and_a_case() -> None:
    rows = table(shown(class_of(6, 6)), "leads").rows
    # The A-kasse rates contact as 2, "for sjælden", which counts 3; respect, a 2, is the lowest of what it answers.
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [("A-kasse om Jobcenter", "svag", "Gensidig respekt", 2)]
    assert rows[0][5:] == ("Hvordan siger vi til hinanden, hvad rollerne gør?", "Casen om Kirsten: Hvordan siger I det sammen?")
    silent = [one for _ in range(6) for one in given(answers("a-kasse", "jobcenter", [1, 3, 3, 3, 3, 3, 3]))]
    assert [row[3] for row in table(shown(silent), "leads").rows] == ["Hyppig kommunikation"]


def test_where_no_direction_is_weak_the_lowest_one_leads_and_where_none_is_shown_nothing_does() -> None:
    good = [one for role, about, low in (("jobcenter", "a-kasse", 4), ("a-kasse", "jobcenter", 5)) for _ in range(6)
            for one in given(answers(role, about, [3, 5, 5, 5, low, 5, 5]))]
    assert [row[:4] for row in table(shown(good), "leads").rows] == [("Jobcenter om A-kasse", 4.86, "stærk", "Fælles mål")]
    assert table(shown(class_of(4, 4)), "leads").few
    skipped = given(*(answers("a-kasse", "jobcenter", [3, 3, 3, 3, 3, 3, None if n == 0 else 1]) for n in range(6)))
    assert table(shown(skipped), "leads").few, "what is lowest is not told where the dimensions are not"
    assert table(shown(class_of(6, 6), content(leads=[])), "leads").few


def test_a_direction_is_split_by_organisation_where_the_course_wants_it_and_each_has_five() -> None:
    split = content(by_organisation=True)
    houses = [replace(one, organisation=f"Hus {n % 2}") for n, one in enumerate(class_of(12, 6))]
    rows = table(shown(houses, split), "organisations").rows
    assert [row[:4] for row in rows] == [("Hus 0", "Jobcenter", "A-kasse", 6), ("Hus 1", "Jobcenter", "A-kasse", 6)]
    assert shown(houses).part("organisations") is None
    assert table(shown(class_of(12, 6), split), "organisations").few, "where the organisations may not be known there is no split"


def test_nothing_is_shown_where_no_direction_has_five() -> None:
    summary = shown(class_of(4, 4))
    assert all(part.few for part in summary.parts if isinstance(part, Table))
    assert all(figure.few for part in summary.parts if isinstance(part, Network) for *_, figure in part.ties)


def test_one_who_skipped_makes_the_figure_coarse_and_keeps_the_dimensions_back() -> None:
    summary = shown([*class_of(6, 5), *given(answers("jobcenter", "a-kasse", [3, 4, None, 4, 4, 4, 4]))])
    row = next(row for row in table(summary, "ties").rows if row[0] == "Jobcenter")
    assert isinstance(row[3], float)
    assert row[3] == round(row[3], 1)
    assert {row[0] for row in table(summary, "dimensions").rows} == {"A-kasse"}


def test_answers_about_the_own_role_do_not_count_when_the_role_was_changed() -> None:
    state = {"fields": {**answers("a-kasse", "jobcenter", [3] * 7)["fields"], OWN: "jobcenter"}}
    assert table(shown(given(*[state] * 6)), "ties").few


def test_a_second_round_is_held_against_the_first_in_words() -> None:
    now, before = class_of(8, 8, best=5), [(class_of(8, 8, best=1), SHOWN)]
    summary = shown(now, earlier=before)
    rounds = summary.part("rounds")
    assert isinstance(rounds, Movement)
    assert rounds.times == ("1. runde", "2. runde")
    words = {row[1]: row[7] for row in table(summary, "shifts").rows}
    assert words == {"Jobcenter om A-kasse": "er højere end før", "A-kasse om Jobcenter": "kan ikke skelnes fra ingen ændring"}
    assert summary.part("rounds") is not None
    assert shown(now).part("rounds") is None


def test_a_direction_that_was_too_small_before_has_no_shift() -> None:
    summary = shown(class_of(8, 8), earlier=[(class_of(8, 3), SHOWN)])
    assert [row[1] for row in table(summary, "shifts").rows] == ["Jobcenter om A-kasse"]


@pytest.mark.parametrize(("changed", "said"), [
    ({"wording": FILE["wording"][::-1]}, "i denne rækkefølge"),
    ({"roles": [*FILE["roles"], FILE["roles"][0]]}, "samme id"),
    ({"visible": "plenum"}, "kun samlet"),
    ({"leads": [FILE["leads"][0], FILE["leads"][0]]}, "står i to forslag"),
    ({"anonymous": True}, "fortsætte på en anden telefon"),
])  # fmt: skip
def test_content_that_cannot_be_used_is_refused_with_what_to_do(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        content(**changed)


def test_played_people_are_of_all_roles() -> None:
    made = content(roles=[*FILE["roles"], {"id": "leder", "text": "Leder", "spoken": "lederne"}])
    first = {KIND.play(made, Random(seed))[0]["value"] for seed in range(20)}
    assert first == {"jobcenter", "a-kasse", "leder"}
