"""Twenty-four people go through the first day of Modul 2, drills and homework too, over HTTP."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from playing import LIBRARY, Played, as_kept, flat, play_day, rows_of, runs_of

DAY = "samtalerne-dag-1"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole day, once."""
    with play_day(tmp_path_factory.mktemp("hold 2"), DAY) as day:
        yield day


def test_every_exercise_of_the_day_was_run(played: Played) -> None:
    agenda = played.trainer.get(f"/api/console/{played.course}/day/{DAY}")
    shown = {exercise["id"] for section in agenda["sections"] for exercise in section["exercises"]}
    assert {name for name, _ in runs_of(played)} == shown
    assert len(shown) >= 15
    assert not [e for section in agenda["sections"] for e in section["exercises"] if e.get("broken")]


def test_what_is_only_written_is_stored_as_it_was_given(played: Played) -> None:
    compared = 0
    numbers = {f"group:{gid}": f"Gruppe {n}" for gid, n in rows_of(played, 'SELECT id, number FROM "groups"')}
    for key, (run, _phase, anonymous) in runs_of(played).items():
        if LIBRARY.exercises[key[0]].content.kind == "drill" or not played.did[key]:
            continue
        if anonymous:
            kept = [json.loads(state)["fields"] for (state,) in rows_of(played, "SELECT state FROM ballots WHERE run = ?", run)]
            given = [as_kept(key[0], fields) for fields in played.did[key].values()]
            assert Counter(map(flat, kept)) == Counter(map(flat, given)), key
        else:
            rows = rows_of(played, "SELECT subject, state FROM answers WHERE run = ?", run)
            kept = {numbers.get(s, s.removeprefix("person:")): json.loads(state)["fields"] for s, state in rows}
            assert kept == {who: as_kept(key[0], fields) for who, fields in played.did[key].items()}, key
        compared += len(kept)
    assert compared > 100


def test_a_drill_is_its_owners_and_the_trainer_sees_only_how_each_item_went(played: Played) -> None:
    run = runs_of(played)["drill-spejling", 1][0]
    rows = rows_of(played, "SELECT subject, state FROM answers WHERE run = ?", run)
    assert len(rows) == len(played.people)
    replies = {value for _, state in rows for value in json.loads(state)["fields"].values()
               if isinstance(value, str) and len(value) > 25}
    assert replies
    detail = json.dumps(played.trainer.get(f"/api/console/{played.course}/exercise/drill-spejling"), ensure_ascii=False)
    assert not [reply for reply in replies if reply in detail]
    assert not [p["name"] for p in played.trainer.get(f"/api/console/{played.course}")["people"]
                if p["role"] == "participant" and p["name"] in json.dumps(json.loads(detail)["view"], ensure_ascii=False)]


def test_the_homework_is_read_by_its_writer_only(played: Played) -> None:
    detail = json.dumps(played.trainer.get(f"/api/console/{played.course}/exercise/hjemmeopgave-dag-1"), ensure_ascii=False)
    words = {v for fields in played.did["hjemmeopgave-dag-1", 1].values() for v in fields.values()
             if isinstance(v, str) and len(v) > 20}
    assert words
    assert not [word for word in words if word in detail]
