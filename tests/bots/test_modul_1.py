"""Twenty-four people of two organisations and a trainer go through the whole of Modul 1, over HTTP.

What is stored afterwards is compared with what they did, answer by answer.
"""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from playing import LIBRARY, Played, as_kept, flat, play_day, rows_of, runs_of

DRILL = "drill-kollegial-supervision"
"""It lies with the others of the practice ground."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole day, once."""
    with play_day(tmp_path_factory.mktemp("hold æøå"), "viden-og-samarbejde") as day:
        yield day


def test_every_exercise_of_the_day_was_run_in_all_its_rounds(played: Played) -> None:
    wanted = {(e.id, r) for e in LIBRARY.exercises.values() if e.day == "1-viden-og-samarbejde" or e.id == DRILL
              for r in range(1, e.content.rounds + 1)}
    runs = runs_of(played)
    assert set(runs) == wanted
    left_open = {name for (name, _), run in runs.items() if run[1] == "open"}
    assert left_open == {"hjemmeopgave-modul-1"}


def test_signed_answers_are_stored_as_they_were_given(played: Played) -> None:
    compared = 0
    numbers = {f"group:{gid}": f"Gruppe {n}" for gid, n in rows_of(played, 'SELECT id, number FROM "groups"')}
    for key, (run, _phase, anonymous) in runs_of(played).items():
        if anonymous or key[0] == DRILL or not played.did[key]:
            continue  # a drill keeps more than what was chosen; Modul 2's bots look at those
        rows = rows_of(played, "SELECT subject, state FROM answers WHERE run = ?", run)
        stored = {numbers.get(subject, subject.removeprefix("person:")): json.loads(state)["fields"] for subject, state in rows}
        assert stored == {who: as_kept(key[0], fields) for who, fields in played.did[key].items()}, key
        compared += sum(len(fields) for fields in stored.values())
    assert compared > 150


def test_ballots_are_stored_as_they_were_given_and_by_nobody(played: Played) -> None:
    compared = 0
    for key, (run, _phase, anonymous) in runs_of(played).items():
        if not anonymous:
            continue
        stored = [json.loads(state)["fields"] for (state,) in rows_of(played, "SELECT state FROM ballots WHERE run = ?", run)]
        given = [as_kept(key[0], fields) for fields in played.did[key].values()]
        assert Counter(map(flat, stored)) == Counter(map(flat, given)), key
        assert rows_of(played, "SELECT * FROM answers WHERE run = ?", run) == []
        assert rows_of(played, "SELECT * FROM events WHERE run = ?", run) == []
        compared += len(stored)
    assert compared > 120


def test_what_the_class_saw_agrees_with_what_was_stored(played: Played) -> None:
    checked = 0
    for (name, number), summary in played.seen.items():
        content = LIBRARY.exercises[name].content
        if content.kind != "poll":
            continue
        for question in content.questions:  # type: ignore[attr-defined]
            shown = next(part for part in summary["parts"] if part["id"] == question.id)["whole"]
            given = [f[question.id] for f in played.did[name, number].values() if question.id in f]
            assert shown["n"] == len(given), (name, question.id)
            if question.type == "single":
                counts = Counter(given)
                assert {o["id"]: o["count"] for o in shown["bars"]} == {o.id: counts[o.id] for o in question.options}
                checked += 1
    assert checked >= 12


def test_the_second_round_stands_beside_the_first(played: Played) -> None:
    second = played.seen["myter-og-fakta", 2]
    assert second["before"]["parts"] == played.seen["myter-og-fakta", 1]["parts"]


def test_homework_is_read_by_its_writer_only(played: Played) -> None:
    rows = rows_of(played, "SELECT subject, state FROM answers JOIN runs ON runs.id = answers.run WHERE exercise = ?",
                   "hjemmeopgave-modul-1")
    assert {subject.removeprefix("person:") for subject, state in rows if json.loads(state)["handed_in"]} == played.handed_in
    detail = played.trainer.get(f"/api/console/{played.course}/exercise/hjemmeopgave-modul-1")
    words = [v for fields in played.did["hjemmeopgave-modul-1", 1].values() for v in fields.values()
             if isinstance(v, str) and len(v) > 20]
    assert words
    assert not [word for word in words if word in json.dumps(detail, ensure_ascii=False)]
    assert sum(bool(one["handed_in"]) for one in detail["answered"]) == len(played.handed_in)
