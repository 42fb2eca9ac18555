"""Twenty-four people go through the second day of Modul 2, the survey and the joint conversation, over HTTP."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from playing import LIBRARY, Played, as_kept, flat, play_day, rows_of, runs_of

DAY = "samtalerne-dag-2"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole day, once."""
    with play_day(tmp_path_factory.mktemp("hold 3"), DAY) as day:
        yield day


def test_every_exercise_of_the_day_was_run_in_every_round(played: Played) -> None:
    agenda = played.trainer.get(f"/api/console/{played.course}/day/{DAY}")
    planned = [exercise for section in agenda["sections"] for exercise in section["exercises"]]
    shown = {(exercise["id"], number) for exercise in planned for number in range(1, exercise["rounds"] + 1)}
    assert set(runs_of(played)) == shown
    assert len({name for name, _ in shown}) == 13
    assert not [exercise for exercise in planned if exercise.get("broken")]


def test_everything_that_was_written_is_stored_as_it_was_given(played: Played) -> None:
    numbers = {f"group:{gid}": f"Gruppe {n}" for gid, n in rows_of(played, 'SELECT id, number FROM "groups"')}
    compared = 0
    for key, (run, _phase, anonymous) in runs_of(played).items():
        did = played.did[key]
        if not did:
            continue
        if anonymous:
            kept = [json.loads(state)["fields"] for (state,) in rows_of(played, "SELECT state FROM ballots WHERE run = ?", run)]
            assert Counter(map(flat, kept)) == Counter(flat(as_kept(key[0], fields)) for fields in did.values()), key
        else:
            rows = rows_of(played, "SELECT subject, state FROM answers WHERE run = ?", run)
            kept_by = {numbers.get(s, s.removeprefix("person:")): json.loads(state)["fields"] for s, state in rows}
            assert kept_by == {who: as_kept(key[0], fields) for who, fields in did.items()}, key
        compared += len(did)
    assert compared > 200


def test_the_survey_shows_both_directions_in_every_round_and_what_has_moved_from_the_second(played: Played) -> None:
    for number in range(1, LIBRARY.exercises["rk-maaling"].content.rounds + 1):
        parts = {part["id"]: part for part in played.seen["rk-maaling", number]["parts"]}
        told = {(a, b): figure["n"] for a, b, figure in parts["network"]["ties"]}
        answered = Counter(fields["role"] for fields in played.did["rk-maaling", number].values())
        assert told == {("jobcenter", "a-kasse"): answered["jobcenter"], ("a-kasse", "jobcenter"): answered["a-kasse"]}
        assert len(parts.get("rounds", {}).get("times", ())) == (number if number > 1 else 0)


def test_the_aids_that_are_used_with_a_citizen_are_read_by_nobody_else(played: Played) -> None:
    for name in ("afklaringsredskab", "forberedelse-faellessamtale", "hjemmeopgave-dag-2"):
        detail = json.dumps(played.trainer.get(f"/api/console/{played.course}/exercise/{name}"), ensure_ascii=False)
        words = {v for fields in played.did[name, 1].values() for v in fields.values() if isinstance(v, str) and len(v) > 20}
        assert words, name
        assert not [word for word in words if word in detail], name


def test_the_class_saw_each_groups_agenda_and_agreements(played: Played) -> None:
    for name in ("dagsorden-faellessamtale", "rk-aftaler", "rk-droeftelse", "mervaerdi"):
        seen = json.dumps(played.seen[name, 1], ensure_ascii=False)
        assert [f"Gruppe {number}" for number in range(1, 7) if f"Gruppe {number}" not in seen] == [], name


def test_the_trainer_sees_who_visits_whom_when(played: Played) -> None:
    detail = json.dumps(played.trainer.get(f"/api/console/{played.course}/exercise/parbesoeg-dag-2"), ensure_ascii=False)
    dates = {fields["min-samtale"] for fields in played.did["parbesoeg-dag-2", 1].values() if "min-samtale" in fields}
    assert dates
    assert not [date for date in dates if date not in detail]


def test_the_agreements_come_back_with_owner_and_date_when_the_next_round_is_measured(played: Played) -> None:
    name = "rk-aftaler"
    played.trainer.do(name, "open")
    first = played.people[0]
    own = first.state(name)["public"]["fields"]
    group = next(who for who, fields in played.did[name, 1].items() if fields == own)
    before = {field: own[field] for field in ("aftale-1", "ejer-1", "dato-1")}
    became = {"blev-1": "somme-tider", "laerte-1": "Telefontiden kom i vejen."}
    events = [{"type": "set", "field": field, "value": value} for field, value in became.items()]
    assert {result["status"] for result in first.events(name, events)} == {"saved"}
    played.did[name, 1][group] = {**own, **became}
    played.trainer.do(name, "close")
    played.trainer.do(name, "reveal")
    records = {part["label"]: part for part in played.people[-1].state(name)["summary"]["parts"]}
    assert len(records) == 6
    shown = {answer["id"]: answer["value"] for answer in records[group]["answers"]}
    assert before.items() | became.items() <= shown.items()


def test_each_groups_agenda_is_shown_with_what_its_minutes_add_up_to(played: Played) -> None:
    names = [name for name in LIBRARY.exercises["dagsorden-faellessamtale"].content.named if name.endswith("-minutter")]
    records = {part["label"]: part for part in played.seen["dagsorden-faellessamtale", 1]["parts"]}
    did = played.did["dagsorden-faellessamtale", 1]
    assert len(records) == len(did) == 6
    for group, fields in did.items():
        total = sum(fields.get(name, 0) for name in names)
        assert str(total) in records[group]["notes"][0], group
