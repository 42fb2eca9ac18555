"""Twenty-four people go through the third day of Modul 2, with its tables, checklists and the three forms of the contract."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from playing import LIBRARY, Played, as_kept, flat, play_day, rows_of, runs_of

DAY = "samtalerne-dag-3"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole day, once."""
    with play_day(tmp_path_factory.mktemp("hold 4"), DAY) as day:
        yield day


def test_every_exercise_of_the_day_was_run(played: Played) -> None:
    agenda = played.trainer.get(f"/api/console/{played.course}/day/{DAY}")
    planned = [exercise for section in agenda["sections"] for exercise in section["exercises"]]
    assert {name for name, _ in runs_of(played)} == {exercise["id"] for exercise in planned}
    assert len(planned) == 15
    assert not [exercise for exercise in planned if exercise.get("broken")]


def test_everything_that_was_written_is_stored_as_it_was_given(played: Played) -> None:
    numbers = {f"group:{gid}": f"Gruppe {n}" for gid, n in rows_of(played, 'SELECT id, number FROM "groups"')}
    compared = 0
    for key, (run, _phase, anonymous) in runs_of(played).items():
        did = played.did[key]
        if not did or LIBRARY.exercises[key[0]].content.kind == "drill":
            continue
        if anonymous:
            kept = [json.loads(state)["fields"] for (state,) in rows_of(played, "SELECT state FROM ballots WHERE run = ?", run)]
            assert Counter(map(flat, kept)) == Counter(flat(as_kept(key[0], fields)) for fields in did.values()), key
        else:
            rows = rows_of(played, "SELECT subject, state FROM answers WHERE run = ?", run)
            kept_by = {numbers.get(s, s.removeprefix("person:")): json.loads(state)["fields"] for s, state in rows}
            assert kept_by == {who: as_kept(key[0], fields) for who, fields in did.items()}, key
        compared += len(did)
    assert compared > 150


def test_the_class_saw_each_groups_contract_with_its_steps(played: Played) -> None:
    for name in ("laeringskontrakt-1", "laeringskontrakt-2", "laeringskontrakt-3", "praktik-loentilskud-tjek"):
        records = {part["label"] for part in played.seen[name, 1]["parts"]}
        assert records == {f"Gruppe {number}" for number in range(1, 7)}, name
    did = played.did["laeringskontrakt-3", 1]
    records = {part["label"]: {answer["id"]: answer["text"] for answer in part["answers"]}
               for part in played.seen["laeringskontrakt-3", 1]["parts"]}
    compared = [group for group, fields in did.items() if "trappe" in fields
                and records[group]["trappe"].count("\n") == len(fields["trappe"]) - 1]
    assert compared
    assert len(compared) == sum("trappe" in fields for fields in did.values())


def test_what_is_written_for_oneself_is_read_by_nobody_else(played: Played) -> None:
    for name in ("min-plan-transport", "cv-sparring", "elevatortalen", "hjemmeopgave-dag-3"):
        detail = json.dumps(played.trainer.get(f"/api/console/{played.course}/exercise/{name}")["view"], ensure_ascii=False)
        words = {v for fields in played.did[name, 1].values() for v in fields.values() if isinstance(v, str) and len(v) > 20}
        assert words, name
        assert not [word for word in words if word in detail], name
