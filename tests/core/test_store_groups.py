"""Groups: divided, moved by hand, joined late; a run keeps the division it was opened with."""

import pytest

from pejling.errors import Invalid, NotFound
from pejling.store import courses, groups, people, runs

DIGEST = "0" * 32


def division(c, course: str) -> list[list[str]]:
    return [people for _, people in groups.listed(c, course)]


def test_a_division_is_in_force_until_the_next_and_is_never_forgotten(store, klass) -> None:
    first, second = [list(klass.people[:5]), list(klass.people[5:])], [list(klass.people[::2]), list(klass.people[1::2])]
    with store.write() as c:
        assert groups.current(c, klass.course) == ""
        old = groups.divide(c, klass.course, first)
        new = groups.divide(c, klass.course, second)
        assert groups.current(c, klass.course) == new
        assert division(c, klass.course) == [sorted(group) for group in second]
        assert [p for _, p in groups.listed(c, klass.course, old)] == [sorted(group) for group in first]
        assert groups.of_person(c, klass.course, klass.people[1]).number == 2
        assert groups.of_person(c, klass.course, klass.people[1], old).number == 1
        assert sorted(groups.numbers(c, klass.course).values()) == [1, 1, 2, 2]


def test_a_run_keeps_the_division_it_was_opened_with(store, klass, now) -> None:
    with store.write() as c:
        old = groups.divide(c, klass.course, [list(klass.people)])
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        groups.divide(c, klass.course, [[p] for p in klass.people])
        assert runs.get(c, klass.course, run).grouping == old


def test_someone_is_moved_by_hand_to_another_group_or_to_none(store, klass) -> None:
    with store.write() as c:
        groups.divide(c, klass.course, [list(klass.people[:5]), list(klass.people[5:])])
        second = groups.listed(c, klass.course)[1][0].id
        groups.move(c, klass.course, klass.people[0], second)
        assert [len(group) for group in division(c, klass.course)] == [4, 6]
        groups.move(c, klass.course, klass.people[0], None)
        assert [len(group) for group in division(c, klass.course)] == [4, 5]
        assert groups.of_person(c, klass.course, klass.people[0]) is None


def test_nobody_is_moved_to_a_group_of_an_old_division_or_another_course(store, klass, now) -> None:
    with store.write() as c:
        groups.divide(c, klass.course, [list(klass.people)])
        old = groups.listed(c, klass.course)[0][0].id
        groups.divide(c, klass.course, [list(klass.people)])
        other = courses.create(c, "Hold Syd", now)
        groups.divide(c, other, [[]])
        foreign = groups.listed(c, other)[0][0].id
        for group in (old, foreign, "findesikke00"):
            with pytest.raises(NotFound, match="findes ikke længere"):
                groups.move(c, klass.course, klass.people[0], group)
        assert division(c, klass.course) == [sorted(klass.people)]


def test_one_more_group_is_added_empty_with_the_next_number(store, klass) -> None:
    with store.write() as c:
        with pytest.raises(Invalid, match="ingen grupper endnu"):
            groups.add_group(c, klass.course)
        groups.divide(c, klass.course, [list(klass.people[:5]), list(klass.people[5:])])
        groups.add_group(c, klass.course)
        assert [(g.number, len(p)) for g, p in groups.listed(c, klass.course)] == [(1, 5), (2, 5), (3, 0)]


def test_a_latecomer_comes_to_the_smallest_group(store, klass) -> None:
    with store.write() as c:
        groups.divide(c, klass.course, [list(klass.people[:4]), list(klass.people[4:7]), list(klass.people[7:])])
        groups.divide(c, klass.course, [list(klass.people[:4]), list(klass.people[4:6]), list(klass.people[6:])])
        late = people.add(c, klass.course, "Sen", "participant", organisation=klass.akasse)
        groups.place_latecomer(c, klass.course, late)
        assert groups.of_person(c, klass.course, late).number == 2


def test_among_equally_small_groups_a_latecomer_comes_where_the_own_organisation_is_fewest(store, klass) -> None:
    akasse, jobcenter = klass.people[::2], klass.people[1::2]
    with store.write() as c:
        groups.divide(c, klass.course, [[*akasse[:3], *jobcenter[:2]], [*akasse[3:], *jobcenter[2:]]])
        late = people.add(c, klass.course, "Sen", "participant", organisation=klass.akasse)
        groups.place_latecomer(c, klass.course, late)
        assert groups.of_person(c, klass.course, late).number == 2


def test_who_is_in_a_group_already_stays_and_without_groups_nobody_is_placed(store, klass) -> None:
    with store.write() as c:
        groups.place_latecomer(c, klass.course, klass.people[0])
        assert groups.of_person(c, klass.course, klass.people[0]) is None
        groups.divide(c, klass.course, [list(klass.people), []])
        groups.place_latecomer(c, klass.course, klass.people[0])
        assert groups.of_person(c, klass.course, klass.people[0]).number == 1
