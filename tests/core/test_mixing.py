"""Groups across organisations: even in size, and even in what they are made of."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.people.mixing import mix

PEOPLE = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=5), st.sampled_from(["JC", "AK", "Andet"]), max_size=60)


@given(PEOPLE, st.integers(2, 8), st.integers(0, 1000))
def test_everyone_is_in_exactly_one_group(people, size, seed) -> None:
    assert sorted(person for group in mix(people, size, seed) for person in group) == sorted(people)


@given(PEOPLE, st.integers(2, 8), st.integers(0, 1000))
def test_sizes_differ_by_one_at_most_and_so_does_each_organisations_share(people, size, seed) -> None:
    groups = mix(people, size, seed)
    shares = [[sum(people[p] == o for p in group) for group in groups] for o in set(people.values())]
    for count in [[len(group) for group in groups], *shares]:
        assert not count or max(count) - min(count) <= 1


@given(PEOPLE, st.integers(-1, 8), st.integers(0, 1000))
def test_nobody_is_left_alone_unless_there_is_only_one(people, size, seed) -> None:
    for group in mix(people, size, seed):
        assert len(group) >= min(2, len(people))


@given(PEOPLE.filter(lambda people: len(people) >= 8), st.integers(2, 8), st.integers(0, 1000))
def test_groups_come_as_near_to_the_wished_size_as_the_number_allows(people, size, seed) -> None:
    number = len(mix(people, size, seed))
    assert abs(len(people) / number - size) < size, "less than twice the size"


@given(PEOPLE, st.integers(2, 8), st.integers(0, 1000))
def test_the_same_seed_gives_the_same_groups_in_whatever_order_people_come(people, size, seed) -> None:
    assert mix(people, size, seed) == mix(dict(reversed(people.items())), size, seed)


def test_another_seed_gives_other_groups() -> None:
    people = {f"p{n}": "JC" if n % 2 else "AK" for n in range(24)}
    assert len({str(mix(people, 4, seed)) for seed in range(5)}) == 5


@pytest.mark.parametrize(("number", "size", "sizes"), [
    (14, 4, [4, 4, 3, 3]), (24, 4, [4] * 6), (5, 4, [5]), (3, 2, [3]), (1, 4, [1]), (0, 4, []),
])
def test_the_sizes_are_what_a_trainer_would_expect(number, size, sizes) -> None:
    assert sorted(map(len, mix({f"p{n}": "JC" for n in range(number)}, size, 1)), reverse=True) == sizes


def test_two_organisations_of_seven_meet_in_every_group() -> None:
    people = {f"p{n}": "JC" if n < 7 else "AK" for n in range(14)}
    for group in mix(people, 4, 3):
        assert set(Counter(people[p] for p in group)) == {"JC", "AK"}
