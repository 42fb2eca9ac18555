"""Pairs: no rule is broken in silence, what can be planned is planned, and what cannot is told with who makes it so."""

from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling_supervision.obstacles import Impossible, Obstacle
from pejling_supervision.pairing import Planned, plan
from pejling_supervision.rules import SOFT, Person, Two, Wanted, breaches, twos

NAMES = ["Anna", "Bo", "Cilla", "Dorte", "Erik", "Frida", "Gert", "Hanne", "Ivan", "Jytte"]


def people(n: int, organisations: int = 2, **leaders: str) -> list[Person]:
    """Anna, Bo, …, whose ids are a, b, …; every second from the other organisation."""
    named = [(name[0].lower(), name) for name in NAMES[:n]] if n <= len(NAMES) else [(f"p{i:03}", f"Navn {i}") for i in range(n)]
    return [Person(who, name, f"Hus {i % organisations}", leader=leaders.get(who, "")) for i, (who, name) in enumerate(named)]


def pairs(*words: str) -> frozenset[Two]:
    """Of "ab", "cd"."""
    return twos(words)


def why_not(wanted: Wanted) -> tuple[Obstacle, ...]:
    with pytest.raises(Impossible) as caught:
        plan(wanted)
    assert str(caught.value) == "\n".join(obstacle.text for obstacle in caught.value.obstacles)
    return caught.value.obstacles


def ids(planned: Planned) -> list[list[tuple[str, ...]]]:
    return [[group.people for group in groups] for groups in planned.rounds]


@st.composite
def wanted_things(draw: Any, most_people: int = 10, most_rounds: int = 4) -> Wanted:
    """Classes with leaders, wishes, absences and a past; few people, so that much is impossible."""
    letters = "abcdefghij"[:draw(st.integers(2, most_people))]
    rounds = draw(st.integers(1, most_rounds))
    some = st.frozensets(st.sampled_from(list(combinations(letters, 2))), max_size=draw(st.sampled_from([0, 2, 4, 8, 12])))
    house, team, leader = (st.sampled_from(of) for of in (["A-kassen", "Jobcentret"], ["x", "y"], ["", "", "", *letters]))
    persons = [Person(name[0].lower(), name, draw(house), draw(team), draw(leader)) for name in NAMES[:len(letters)]]
    absent = st.dictionaries(st.integers(1, rounds), st.frozensets(st.sampled_from(letters), max_size=3), max_size=2)
    return Wanted(persons, rounds, together=draw(st.frozensets(st.sampled_from(list(combinations(letters, 2))), max_size=2)),
                  apart=draw(some), absent=draw(absent), met=draw(some))


# What a plan keeps: judged by other code than what made it

def broken_rules(wanted: Wanted, rounds: list[list[tuple[str, ...]]]) -> set[str]:
    """The hard rules, written out once more in the plainest way."""
    broken: set[str] = set()
    leader = {person.id: person.leader for person in wanted.people}

    def leads(a: str, b: str) -> bool:
        chain = []
        while b and b not in chain:
            chain.append(b)
            b = leader.get(b, "")
        return a in chain

    alone: list[frozenset[str]] = []
    beside: set[frozenset[str]] = set()
    for number, groups in enumerate(rounds, start=1):
        there = sorted(person.id for person in wanted.people if person.id not in wanted.absent.get(number, ()))
        if sorted(person for group in groups for person in group) != there:
            broken.add("placed")
        if sorted(len(group) for group in groups)[::-1] != ([3] * (len(there) % 2) + [2] * len(there))[:len(groups)]:
            broken.add("size")
        for group in groups:
            alone.append(frozenset(group[:2]))
            for a, b in combinations(group, 2):
                beside.add(frozenset((a, b)))
                if leads(a, b) or leads(b, a):
                    broken.add("line")
                if frozenset((a, b)) in map(frozenset, wanted.apart):
                    broken.add("apart")
    past = [frozenset(pair) for pair in wanted.met - wanted.together]
    if len(set(alone)) < len(alone) or set(alone) & set(past):
        broken.add("again")
    if {frozenset(pair) for pair in wanted.together} - beside:
        broken.add("together")
    return broken


@given(wanted_things(), st.integers(0, 3))
@settings(deadline=None, max_examples=150)
def test_a_plan_breaks_no_rule_and_tells_what_it_could_not_have(wanted: Wanted, seed: int) -> None:
    try:
        planned = plan(wanted, seed)
    except Impossible:
        return
    assert broken_rules(wanted, ids(planned)) == set()
    assert list(planned.notes) == breaches(wanted, ids(planned))
    assert {note.rule for note in planned.notes} <= SOFT
    assert all(group.reason.endswith(".") for groups in planned.rounds for group in groups)


# What can be planned: every plan there is as the judge

def ways(there: tuple[str, ...]) -> list[list[tuple[str, ...]]]:
    """Every way to put people in twos, with one trio when they are odd."""
    if len(there) % 2:
        return [[*way[:place], (*way[place], guest), *way[place + 1:]]
                for guest in there for way in ways(tuple(one for one in there if one != guest)) for place in range(len(way))]
    if not there:
        return [[]]
    first, *rest = there
    return [[(first, other), *way] for other in rest for way in ways(tuple(one for one in rest if one != other))]


def can_be_planned(wanted: Wanted) -> bool:
    one_round = replace(wanted, rounds=1, together=frozenset(), absent={}, met=wanted.met - wanted.together)

    @cache
    def allowed(number: int) -> list[tuple[frozenset[Two], frozenset[Two]]]:
        """The pairs, and everybody who sits together, of each way that keeps the rules of one round."""
        there = tuple(wanted.present(number))
        gone = {1: frozenset(wanted.by_id) - frozenset(there)}
        alone = replace(one_round, absent=gone)
        kept = [way for way in ways(there) if len(there) > 1 and not broken_rules(alone, [way])]
        found = {(twos(group[:2] for group in way), twos(pair for group in way for pair in combinations(group, 2))) for way in kept}
        return sorted(found, key=str) if there else [(frozenset(), frozenset())]

    @cache
    def from_round(number: int, used: frozenset[Two], wishes: frozenset[Two]) -> bool:
        if number > wanted.rounds:
            return not wishes
        return any(from_round(number + 1, used | alone, wishes - beside) for alone, beside in allowed(number) if not used & alone)

    return from_round(1, frozenset(), wanted.together)


@given(wanted_things(most_people=7, most_rounds=3))
@settings(deadline=None, max_examples=120)
def test_what_can_be_planned_is_planned_and_nothing_else(wanted: Wanted) -> None:
    try:
        plan(wanted)
    except Impossible:
        assert not can_be_planned(wanted)
    else:
        assert can_be_planned(wanted)


@given(wanted_things(most_people=10, most_rounds=2).filter(lambda wanted: len(wanted.people) in (8, 10)))
@settings(deadline=None, max_examples=25)
def test_eight_and_ten_people_are_planned_when_they_can_be(wanted: Wanted) -> None:
    wanted = replace(wanted, absent={})
    try:
        plan(wanted)
    except Impossible:
        assert not can_be_planned(wanted)


@given(wanted_things(most_people=8, most_rounds=1).filter(lambda wanted: len(wanted.people) % 2 == 0))
@settings(deadline=None, max_examples=60)
def test_one_round_has_as_many_pairs_across_organisations_as_can_be(wanted: Wanted) -> None:
    wanted = replace(wanted, absent={}, together=frozenset())

    def across(groups: list[tuple[str, ...]]) -> int:
        return sum(wanted.by_id[a].organisation != wanted.by_id[b].organisation for a, b in groups)

    possible = [way for way in ways(tuple(wanted.present(1))) if not broken_rules(wanted, [way])]
    if possible:
        assert across(ids(plan(wanted))[0]) == max(map(across, possible))
    else:
        why_not(wanted)


@pytest.mark.parametrize("n", [2, 4, 6, 8, 10, 12, 14, 18, 20])
def test_everybody_can_meet_everybody_when_they_are_even(n: int) -> None:
    """Though those of the other organisation come first: with twice seven, that alone would strand the eighth round."""
    planned = plan(Wanted(people(n), n - 1))
    assert len({pair for groups in ids(planned) for pair in twos(groups)}) == n * (n - 1) // 2
    assert planned.notes == ()


@pytest.mark.parametrize("n", [3, 5, 7, 9, 15])
def test_as_many_rounds_as_people_when_they_are_odd_and_each_is_the_guest_once(n: int) -> None:
    planned = plan(Wanted(people(n), n))
    guests = [group[2] for groups in ids(planned) for group in groups if len(group) == 3]
    assert sorted(guests) == [person.id for person in people(n)]
    assert {note.rule for note in planned.notes} <= {"guest_again"}


def test_the_same_input_gives_the_same_pairs_in_whatever_order_it_comes() -> None:
    class_of_31 = Wanted(people(31, 3), 3, apart=twos([("p001", "p002"), ("p003", "p004")]))
    turned = replace(class_of_31, people=class_of_31.people[::-1])
    assert plan(class_of_31, 5) == plan(turned, 5)
    assert plan(class_of_31, 5) != plan(class_of_31, 6)


def test_two_hundred_people_are_paired_across_organisations_with_all_their_rules() -> None:
    led = [replace(person, leader=f"p{place // 10 * 10:03}" if place % 10 else "") for place, person in enumerate(people(200, 4))]
    wanted = Wanted(led, 3, together=twos([("p011", "p025")]), met=twos((f"p{n:03}", f"p{n + 1:03}") for n in range(0, 199, 2)))
    planned = plan(wanted)
    assert broken_rules(wanted, ids(planned)) == set()
    across = sum("På tværs af Hus" in group.reason for groups in planned.rounds for group in groups)
    assert across >= 299, "the wish is within one house"


@pytest.mark.parametrize("rounds", [1, 2])
def test_two_wishes_for_the_same_one_in_the_last_round_are_met_in_a_trio(rounds: int) -> None:
    wishes = twos(("p000", f"p{other:03}") for other in range(1, rounds + 2))
    wanted = Wanted(people(45), rounds, together=wishes)
    assert broken_rules(wanted, ids(plan(wanted))) == set()


# Reasons

def test_a_pair_has_its_reason() -> None:
    assert plan(Wanted(people(2))).rounds[0][0].reason == "På tværs af Hus 0 og Hus 1."
    wish = plan(Wanted(people(2, 1), together=pairs("ab"), met=pairs("ab"))).rounds[0][0]
    assert wish.reason == "Anna og Bo ønsker at være sammen. Begge fra Hus 0; mere end halvdelen af runden kommer derfra."
    trio = plan(Wanted(people(3), together=pairs("ab"))).rounds[0][0]
    third = NAMES["abc".index(trio.people[2])]
    assert trio.reason.endswith(f"Antallet er ulige i denne runde, så {third} er med som den tredje.")


# Why not

def test_an_impossible_wish_is_told_with_who_makes_it_so() -> None:
    wanted = Wanted(people(4, b="a"), 2, together=pairs("ab", "ac", "ad", "bc"), apart=pairs("bc"),
                    absent={1: frozenset("d"), 2: frozenset("a")})
    texts = [obstacle.text for obstacle in why_not(wanted)]
    assert "Anna og Bo ønsker at være sammen, men den ene er leder for den anden." in texts
    assert "Bo og Cilla ønsker at være sammen, men er også sat til ikke at være det." in texts
    assert "Anna og Dorte ønsker at være sammen, men er ikke med i samme runde." in texts
    assert "Anna skal efter ønskerne være sammen med Bo, Cilla og Dorte, men er kun med i 1 runde." in texts


def test_two_who_need_the_same_one_are_named_with_that_one() -> None:
    wanted = Wanted(people(4), apart=pairs("bc", "cd", "bd"))
    (found,) = why_not(wanted)
    assert found == Obstacle(1, ("b", "c", "d", "a"), "Runde 1: Bo, Cilla og Dorte kan kun være i par med Anna. "
                                                      "3 skal bruge en derfra, og der er kun 1.")


def test_a_leader_is_not_with_anybody_below_however_far() -> None:
    (found, *_) = why_not(Wanted(people(4, b="a", c="b", d="c")))
    assert "Anna" in found.text
    assert ids(plan(Wanted(people(4, b="a", d="c"), 2))) != []


def test_circles_that_keep_to_themselves_are_told_as_circles() -> None:
    wanted = Wanted(people(6), apart=twos((a, b) for a in "abc" for b in "def"))
    (found,) = why_not(wanted)
    assert found.text == ("Runde 1: Anna, Bo og Cilla kan kun være i par med hinanden, og de er et ulige antal; "
                          "Dorte, Erik og Frida kan kun være i par med hinanden, og de er et ulige antal.")


def test_someone_alone_is_told() -> None:
    (found,) = why_not(Wanted(people(3), 2, absent={2: frozenset("ab")}))
    assert found == Obstacle(2, ("c",), "Runde 2: kun Cilla er med, og der skal være mindst to.")


def test_too_many_rounds_are_told() -> None:
    (found,) = why_not(Wanted(people(4), 4))
    assert found.text == "Anna, Bo, Cilla og Dorte har færre, de kan være i par med, end der er runder. Lav færre runder."
    (found, *_) = why_not(Wanted(people(6), 3, apart=pairs("ab", "ac", "ad")))
    assert found.text == "Anna skal have en ny makker i 3 runder, men kan kun være i par med 2 (Erik og Frida)."


def test_rounds_that_can_be_had_alone_but_not_together_are_told_with_the_wish_in_the_way() -> None:
    """Two circles of five with one way across, that every round must use."""
    wanted = Wanted(people(10, 1), 2, apart=twos((a, b) for a in "abcde" for b in "fghij") - pairs("af"))
    assert broken_rules(replace(wanted, rounds=1), ids(plan(replace(wanted, rounds=1)))) == set()
    found = why_not(wanted)
    assert found[0].text.startswith("Hver runde kan lægges for sig, men ikke alle 2 sammen: "
                                    "når runde 1 er lagt, går runde 2 ikke op.")
    assert found[0].text.endswith("Alle muligheder er prøvet.")
    assert "Uden ønsket om, at Anna og Gert ikke skal være sammen, kan planen lægges." in [obstacle.text for obstacle in found]


# By hand

@pytest.mark.parametrize(("changed", "rule", "text"), [
    ([["ab", "cd"], ["ab", "cd"]], "again", "Runde 2: Anna og Bo har også været sammen i runde 1."),
    ([["ab", "cd"], ["ac", "b"]], "placed", "Runde 2: Dorte har ingen makker."),
    ([["ab", "cd"], ["ac", "b"]], "size", "Runde 2: Bo – der skal sidde to sammen, eller tre."),
    ([["ab", "cd"], ["ac", "bda"]], "placed", "Runde 2: Anna sidder 2 steder."),
    ([["abc", "d"], ["ac", "bd"]], "size",
     "Runde 1: Anna, Bo og Cilla sidder tre sammen; antallet er lige, så alle kan sidde to og to."),
    ([["ab", "cd"], ["ad", "bc"]], "apart", "Runde 2: Anna og Dorte skal ikke være sammen."),
    ([["ab", "cd"], ["ac", "bd"]], "line", "Runde 2: Bo og Dorte – den ene er leder for den anden."),
    ([["ab", "cdx"], ["ac", "bd"]], "placed", "Runde 1: ukendt person (x) er ikke med i runden og kan ikke have en plads."),
    ([["ac", "bd"], ["ad", "bc"]], "together", "Anna og Bo ønsker at være sammen, men er det ikke i nogen runde."),
    ([["ab", "cd"]], "placed", "Planen har 1 runder; der skal være 2."),
])
def test_a_change_by_hand_is_told_what_it_breaks(changed: Any, rule: str, text: str) -> None:
    wanted = Wanted(people(4, d="b"), 2, together=pairs("ab"), apart=pairs("ad"))
    assert (rule, text) in [(breach.rule, breach.text) for breach in breaches(wanted, changed)]


def test_a_guest_who_meets_somebody_again_is_told_apart_from_a_pair_that_does() -> None:
    wanted = Wanted(people(5), 2)
    assert {breach.rule for breach in breaches(wanted, [["abc", "de"], ["adb", "ce"]])} == {"guest_again"}
    assert [breach.text for breach in breaches(wanted, [["abe", "cd"], ["ace", "bd"]])] == [
        "Runde 2: Anna og Erik har også været sammen i runde 1.", "Erik er den tredje i 2 runder."]


@pytest.mark.parametrize("wrong", [{"together": frozenset({("b", "a")})}, {"apart": frozenset({("a", "x")})},
                                   {"absent": {2: frozenset("a")}}, {"people": people(2) * 2}])
def test_wishes_for_people_who_are_not_there_are_a_mistake_of_the_caller(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"two known people|absences|an id of its own"):
        Wanted(**{"people": people(2), **wrong})
