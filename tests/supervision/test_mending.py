"""A plan mended by hand: who is put where, and what it breaks."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pejling_supervision import mending
from pejling_supervision.pairing import plan
from pejling_supervision.rules import Person, Wanted, breaches, twos

PEOPLE = [Person(name, name.upper(), house) for name, house in zip("abcdefg", "xyxyxyx", strict=True)]


def test_one_of_a_trio_is_proposed_before_a_second_trio() -> None:
    wanted = Wanted(PEOPLE, absent={1: frozenset("a")})
    groups = [("c", "d", "e"), ("f", "g")]
    assert mending.alone(wanted, groups, 1) == ["b"]
    places = mending.places(wanted, [groups], 1, "b")
    assert [place.people for place in places][:2] == [("c",), ("e",)], "across houses first"
    assert places[0].breaks == ()
    third = next(place for place in places if place.people == ("f", "g"))
    assert "sidder tre sammen" in third.breaks[0]


def test_nobody_is_proposed_for_those_they_may_not_be_with() -> None:
    wanted = Wanted(PEOPLE[:4], apart=twos([("a", "b"), ("a", "c")]))
    assert [place.people for place in mending.places(wanted, [[("c", "d")]], 1, "a")] == []
    assert [place.people for place in mending.places(wanted, [[("c", "d")]], 1, "b")] == [("c", "d")]


def test_what_was_broken_before_is_not_told_again() -> None:
    wanted = Wanted(PEOPLE[:4], apart=twos([("a", "b"), ("c", "d"), ("a", "c")]))
    before = [[("a", "b"), ("c", "d")]]
    assert mending.newly_broken(wanted, before, [mending.swapped(before[0], "b", "c")]) == (
        "Runde 1: A og C skal ikke være sammen.",)


@given(st.data())
def test_whatever_is_moved_nobody_sits_twice_and_nobody_is_lost_from_sight(data: st.DataObject) -> None:
    rounds = data.draw(st.integers(1, 3))
    people = PEOPLE[: data.draw(st.integers(4, 7))]
    wanted = Wanted(people, rounds)
    laid = [[one.people for one in groups] for groups in plan(wanted).rounds]
    number = data.draw(st.integers(1, rounds))
    person = data.draw(st.sampled_from([p.id for p in people]))
    groups = mending.without(laid[number - 1], person)
    lonely = mending.alone(wanted, groups, number)
    assert person in lonely
    for place in mending.places(wanted, mending.with_round(laid, number, groups), number, person):
        after = mending.moved(groups, person, place.people)
        seated = [one for group in after for one in group]
        assert len(seated) == len(set(seated))
        assert set(seated) | set(mending.alone(wanted, after, number)) == {p.id for p in people}
        assert all(2 <= len(group) <= 3 for group in after)
        told = {b.text for b in breaches(wanted, mending.with_round(laid, number, after)) if b.rule != "placed"}
        known = {b.text for b in breaches(wanted, mending.with_round(laid, number, groups))}
        assert told - known == set(place.breaks)


def test_a_swap_changes_two_and_nobody_else() -> None:
    groups = [("a", "b"), ("c", "d", "e")]
    assert mending.swapped(groups, "b", "e") == [("a", "e"), ("c", "d", "b")]
    assert {frozenset(pair) for group in mending.without(groups, "d") for pair in combinations(group, 2)} == {
        frozenset("ab"), frozenset("ce")}
