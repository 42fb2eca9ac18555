"""Ballots: changed with their key, counted, sealed. That they cannot be joined to anyone: test_anonymity."""

import pytest

from pejling.errors import Denied
from pejling.ids import fingerprint
from pejling.store import ballots, runs
from pejling.store.ballots import Voters

DIGEST = "0" * 32


@pytest.fixture
def run(store, klass, now) -> str:
    with store.write() as c:
        return runs.open_round(c, klass.course, "valg", DIGEST, anonymous=True, now=now)


def cast(c, run: str, key: str, value: object, *, new: bool = True, most: int = 10, organisation: str = "") -> None:
    ballots.cast(c, run, key * 32, organisation, {"fields": {"q": value}}, new=new, most=most)


def values(c, run: str) -> list[object]:
    return sorted(state["fields"]["q"] for state, _ in ballots.cast_in(c, run))


def test_a_ballot_is_found_and_changed_with_its_key_and_only_in_its_run(store, klass, run, now) -> None:
    with store.write() as c:
        other = runs.open_round(c, klass.course, "andet", DIGEST, anonymous=True, now=now)
        cast(c, run, "a", 1, organisation=klass.akasse)
        cast(c, run, "b", 2)
        cast(c, run, "a", 3, new=False)
        assert values(c, run) == [2, 3]
        assert ballots.find(c, run, "a" * 32) == {"fields": {"q": 3}}
        assert ballots.find(c, run, fingerprint("a" * 32)) is None, "what is stored is no key"
        assert ballots.find(c, other, "a" * 32) is None
        assert sorted(organisation for _, organisation in ballots.cast_in(c, run)) == ["", klass.akasse]


def test_a_change_to_a_ballot_that_is_not_there_makes_none(store, run) -> None:
    with store.write() as c:
        cast(c, run, "a", 1)
        cast(c, run, "b", 2, new=False)
        assert values(c, run) == [1]


def test_no_more_ballots_than_people_are_taken_but_changes_always_are(store, run) -> None:
    with store.write() as c:
        for key in "abc":
            cast(c, run, key, 1, most=3)
        with pytest.raises(Denied, match="lige så mange svar"):
            cast(c, run, "d", 1, most=3)
        cast(c, run, "a", 2, new=False, most=3)
        assert values(c, run) == [1, 1, 2]


def test_one_runs_votes_leave_anothers_ballots_alone(store, klass, run, now) -> None:
    with store.write() as c:
        other = runs.open_round(c, klass.course, "andet", DIGEST, anonymous=True, now=now)
        cast(c, run, "a", 1)
        cast(c, other, "b", 2)
        cast(c, run, "c", 3)
        ballots.seal(c, run)
        assert values(c, run) == [1, 3]
        assert ballots.find(c, other, "b" * 32) == {"fields": {"q": 2}}


def test_sealing_keeps_every_vote_and_organisation_and_no_key(store, klass, run) -> None:
    with store.write() as c:
        for n, key in enumerate("abcdef"):
            cast(c, run, key, n, organisation=klass.akasse if n < 3 else "")
        before = sorted(ballots.cast_in(c, run), key=str)
        ballots.seal(c, run)
        assert sorted(ballots.cast_in(c, run), key=str) == before
        assert all(ballots.find(c, run, key * 32) is None for key in "abcdef")


def test_ballots_are_read_in_a_new_random_order_each_time(store, run) -> None:
    with store.write() as c:
        for n in range(10):
            cast(c, run, str(n), n)
        orders = {tuple(state["fields"]["q"] for state, _ in ballots.cast_in(c, run)) for _ in range(8)}
    assert len(orders) > 1, "eight times the same of 3,628,800 orders"


def test_who_has_voted_is_known_until_the_run_is_closed() -> None:
    voters = Voters()
    assert not voters.has("run", "anne")
    voters.add("run", "anne")
    assert voters.has("run", "anne")
    assert not voters.has("run", "bo")
    assert not voters.has("anden", "anne")
    voters.drop("run")
    voters.drop("run")
    assert not voters.has("run", "anne")
