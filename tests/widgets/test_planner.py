"""The rules of the planner kind."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.places import content_root
from pejling.schema import State
from pejling_widgets.library import Library
from pejling_widgets.planner import KIND
from pejling_widgets.planner.content import Content

FILE: dict[str, Any] = {
    "kind": "planner", "title": "Plan", "source": "Prøve", "visible": "author",
    "person": {"name": "Ib", "age": 40, "line": "Ledig smed."}, "story": "Han *vil* svejse.",
    "circles": {"title": "Cirkler", "middle": "Job", "circles": [
        {"id": "can", "title": "Kan", "prompt": "?"}, {"id": "wishes", "title": "Vil", "prompt": "?"},
        {"id": "market", "title": "Marked", "prompt": "?"}]},
    "levels": [{"id": "a", "mark": "A", "title": "Helst", "meaning": "Drøm"},
               {"id": "b", "mark": "B", "title": "Også", "meaning": "God"}],
    "joblog": [
        {"id": str(i), "date": "2026-11-02", "title": "Smed", "company": "Værksted", "km": km}
        for i, km in enumerate((3, 5, 14, 15, 41))
    ],
}  # fmt: skip
MINE = Content.model_validate(FILE)
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
NAMES = [column.key for column in KIND.columns(MINE)]


def put(field: Any, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


def written(*pairs: tuple[str, Any], ctx: Ctx = PARTICIPANT) -> State:
    state = KIND.start(MINE, ctx)
    for pair in pairs:
        state = KIND.apply(MINE, state, put(*pair), ctx)
    return state


def test_a_plan_has_fields_for_its_circles_each_level_and_each_advertisement() -> None:
    assert NAMES[:4] == ["circle/can", "circle/wishes", "circle/market", "a/titles"]
    assert NAMES[-6:] == ["b/date", *(f"joblog/{n}" for n in range(5))]
    for name, value in (("joblog/9", "a"), ("c/titles", ["x"]), ("circle/own", "x")):
        with pytest.raises(Refused, match="findes ikke"):
            written((name, value))


@pytest.mark.parametrize("tag", ["a", "none"])
def test_an_advertisement_is_tagged_with_a_level_or_with_none_of_them(tag: str) -> None:
    assert written(("joblog/0", tag))["fields"] == {"joblog/0": tag}
    with pytest.raises(Refused, match="Valget findes ikke"):
        written(("joblog/0", "c"))


def sentences(*pairs: tuple[str, Any]) -> list[str]:
    told: list[str] = KIND.public(MINE, written(*pairs), PARTICIPANT)["spread"]["sentences"]
    return told


def test_the_joblog_is_held_against_the_plans_longest_distance() -> None:
    assert sentences() == ["3 af 5 opslag ligger under 15 km, og det fjerneste 41 km væk. Planen har endnu ingen afstand."]
    far = "Planen siger op til 40 km. 3 af 5 opslag ligger under 15 km, og 1 ligger længere væk end planen."
    assert sentences(("a/km", 40), ("b/km", 10))[0] == far
    assert sentences(("a/km", 41))[0].endswith("og ingen ligger længere væk end planen.")


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([("a/titles", ["Smed"])], "Planen siger noget under A, men ingen opslag er mærket A."),
        ([("joblog/0", "b")], "1 opslag er mærket B, men planen er tom dér."),
        ([("joblog/0", "a"), ("a/first", "Ringe")], "1 opslag er mærket A. Planen har ingen afstand dér."),
        ([("joblog/3", "a"), ("joblog/4", "a"), ("a/km", 15)], "2 opslag er mærket A. Inden for planens 15 km ligger 1 af 2."),
    ],
)
def test_each_level_is_told_beside_its_own_advertisements(pairs: list[tuple[str, Any]], says: str) -> None:
    assert sentences(*pairs)[1:] == [says]


def test_the_bars_count_the_tagged_and_say_how_many_there_are() -> None:
    spread = KIND.public(MINE, written(("joblog/0", "a"), ("joblog/1", "a"), ("joblog/2", "none")), PARTICIPANT)["spread"]
    assert (spread["n"], spread["of"]) == (3, 5)
    assert spread["bars"] == [
        {"text": "A", "count": 2, "percent": 67},
        {"text": "B", "count": 0, "percent": 0},
        {"text": "Ingen af dem", "count": 1, "percent": 33},
    ]


def test_a_plan_without_joblog_and_circles_has_neither() -> None:
    bare = Content.model_validate({**FILE, "circles": None, "joblog": []})
    public = KIND.public(bare, KIND.start(bare, PARTICIPANT), PARTICIPANT)
    assert (public["spread"], public["circles"], public["joblog"]) == (None, None, [])
    assert not [c for c in KIND.columns(bare) if c.key.startswith(("joblog", "circle"))]


@pytest.mark.parametrize(
    ("visible", "role", "reads"),
    [
        ("author", "trainer", False), ("author", "participant", False), ("plenum", "trainer", True),
        ("plenum", "participant", True), ("plenum", "screen", True), ("plenum", "leader", False),
    ],
)  # fmt: skip
def test_who_reads_what_is_written(visible: str, role: Any, reads: bool) -> None:
    content = Content.model_validate({**FILE, "visible": visible})
    states = [written(("a/titles", ["Kunstsmed"])), KIND.start(content, PARTICIPANT)]
    told = KIND.summary(content, [Contribution(s, "Gruppe 1") for s in states], replace(PARTICIPANT, role=role))
    assert told.counts == {"started": 1}
    assert ("Kunstsmed" in repr(told)) is reads
    assert ("Gruppe 1" in repr(told)) is reads


def test_a_plan_in_plenum_tells_how_its_joblog_is_spread_and_not_each_tag() -> None:
    content = Content.model_validate({**FILE, "visible": "plenum"})
    state = written(("a/titles", ["Smed"]), ("joblog/0", "a"), ("joblog/1", "none"))
    (plan,) = KIND.summary(content, [Contribution(state, "Gruppe 1")], replace(PARTICIPANT, phase="revealed")).parts
    assert [(one.id, one.value, one.text) for one in plan.answers] == [("a/titles", ["Smed"], "Smed")]
    spread = KIND.public(content, state, PARTICIPANT)["spread"]
    assert [(bar.text, bar.count, bar.percent) for bar in plan.chart.whole.bars] == [
        (bar["text"], bar["count"], bar["percent"]) for bar in spread["bars"]]
    assert (plan.chart.whole.n, list(plan.notes)) == (spread["n"], spread["sentences"])


def test_an_export_row_is_readable() -> None:
    state = written(("a/titles", ["Smed", "Svejser"]), ("a/km", 0), ("joblog/0", "b"), ("joblog/1", "none"))
    row = {name: value for name, value in KIND.row(MINE, state).items() if value is not None}
    assert row == {"a/titles": "Smed; Svejser", "a/km": 0, "joblog/0": "B", "joblog/1": "ingen"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"levels": [FILE["levels"][0]] * 2}, "to niveauer hedder det samme"),
        ({"levels": [FILE["levels"][0], {**FILE["levels"][0], "id": "b"}]}, "to mærker hedder det samme"),
        ({"levels": [{**FILE["levels"][0], "id": "joblog"}]}, "kan ikke have id joblog"),
        ({"joblog": [FILE["joblog"][0]] * 2}, "to opslag"),
        ({"visible": "aggregate"}, "author eller plenum"),
        ({"may_share": True}, "uden may_share"),
        ({"visible": "aggregate", "anonymous": True}, "ikke anonym"),
        ({"scope": "course"}, "personer eller grupper"),
    ],
)
def test_a_planner_that_does_not_fit_together_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Content.model_validate({**FILE, **change})


def test_the_days_planner_has_three_levels_and_eight_advertisements_mostly_near() -> None:
    content: Any = Library.load([content_root()]).find("abc-jobstrategi").content
    assert [level.mark for level in content.levels] == ["A", "B", "C"]
    assert (len(content.joblog), sum(entry.km < content.near for entry in content.joblog)) == (8, 6)
