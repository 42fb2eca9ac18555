"""Visits: planned, moved, called off, held; who leaves takes their own along, and words go when their time is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from write_ahead_log import fold

from pejling.errors import Invalid, NotFound
from pejling.exercise.subject import Subject
from pejling.store import FILE, answers, calendar_links, courses, pairs, people, runs, visits, wishes

DIGEST = "0" * 32
WORD = "kanariefugl"
START = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


def plan(c, klass, now, *groups: tuple[int, ...], number: int = 1) -> None:
    visits.set_round(c, klass.course, number, [(tuple(klass.people[one] for one in group), "Fordi.") for group in groups], now)


def seen(c, klass) -> set[tuple[int, tuple[int, ...]]]:
    """(observed, observers) of every visit, by the people's numbers."""
    at = klass.people.index
    return {(at(v.observed), tuple(sorted(map(at, v.observers)))) for v in visits.in_course(c, klass.course)}


def visit_to(c, klass, observed: int):
    return next(v for v in visits.in_course(c, klass.course) if v.observed == klass.people[observed])


def arranged(c, visit, now, starts_at=START, place="Lokale 3", tools=("livshjulet",)):
    visits.arrange(c, visit, now, starts_at=starts_at, place=place, conversation="CV-samtale", tools=tools)


def write(c, klass, visit, now) -> str:
    """The pair writes something in each seat; gives the run."""
    run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
    for seats in (("observer",), ("observed",), ()):
        key = Subject("pair", visit.id, seats).key
        answers.save(c, run, key, None, {"fields": {"a": WORD}}, now, field="a", device="d")
    return run


def test_each_of_a_pair_is_observed_once_by_the_other_and_each_of_a_trio_by_the_other_two(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1), (2, 3, 4))
        assert seen(c, klass) == {(0, (1,)), (1, (0,)), (2, (3, 4)), (3, (2, 4)), (4, (2, 3))}
        assert tuple(klass.people[2:5]) in {one.people for one in visits.partners_in(c, klass.course)}
        assert {one.id for one in visits.in_course(c, klass.course)} == {p.id for p in pairs.in_round(c, klass.course, 1)}


def test_a_visit_is_moved_called_off_and_on_again_and_calendars_hear_of_each(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1))
        visit = visit_to(c, klass, 0)
        assert (visit.starts_at, visit.sequence) == (None, 0)
        arranged(c, visit, now)
        visit = visits.get(c, klass.course, visit.id)
        assert (visit.starts_at, visit.place) == ("2026-12-03T09:00:00.000+00:00", "Lokale 3")
        assert (visit.tools, visit.sequence) == (("livshjulet",), 1)
        arranged(c, visit, now, tools=("gps",))
        assert visits.get(c, klass.course, visit.id).sequence == 1, "no calendar needs to know the tools"
        visits.cancel(c, visits.get(c, klass.course, visit.id), now)
        visit = visits.get(c, klass.course, visit.id)
        assert (visit.cancelled, visit.starts_at is None, visit.sequence) == (True, False, 2)
        arranged(c, visit, now, starts_at=None)
        visit = visits.get(c, klass.course, visit.id)
        assert (visit.cancelled, visit.starts_at, visit.sequence) == (False, None, 3)


def test_a_visit_that_was_held_is_not_moved_and_nothing_that_happens_to_the_plan_takes_it_away(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1), (2, 3))
        held = visit_to(c, klass, 0)
        visits.set_held(c, held, date(2026, 12, 3))
        held = visits.get(c, klass.course, held.id)
        for change in (lambda: arranged(c, held, now), lambda: visits.cancel(c, held, now)):
            with pytest.raises(Invalid, match="holdt"):
                change()
        plan(c, klass, now, (0, 2), (1, 3))
        assert seen(c, klass) == {(0, (1,)), (2, (0,)), (1, (3,)), (3, (1,))}
        assert visits.get(c, klass.course, held.id).partners is None


def test_a_third_comes_to_a_pair_that_keeps_its_dates(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1), (2, 3))
        arranged(c, visit_to(c, klass, 0), now)
        before = visit_to(c, klass, 0)
        plan(c, klass, now, (0, 1, 2))
        after = visit_to(c, klass, 0)
        assert (after.id, after.starts_at, after.sequence) == (before.id, before.starts_at, before.sequence + 1)
        assert seen(c, klass) == {(0, (1, 2)), (1, (0, 2)), (2, (0, 1))}
        plan(c, klass, now, (0, 1))
        assert seen(c, klass) == {(0, (1,)), (1, (0,))}
        assert visit_to(c, klass, 0).starts_at == before.starts_at


def test_what_was_written_for_a_visit_goes_with_it(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1), (2, 3))
        run = write(c, klass, visit_to(c, klass, 0), now)
        other = write(c, klass, visit_to(c, klass, 2), now)
        assert run == other
        plan(c, klass, now, (0, 4), (2, 3))
        assert {Subject.parse(one.subject).id for one in answers.in_run(c, run)} == {visit_to(c, klass, 2).id}
        visits.erase(c, klass.course, visit_to(c, klass, 2))
        assert answers.in_run(c, run) == []


def test_who_leaves_takes_the_own_visits_along_and_leaves_the_others_theirs(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1), (2, 3, 4))
        plan(c, klass, now, (0, 2), number=2)
        visits.set_held(c, visit_to(c, klass, 1), date(2026, 12, 3))
        wishes.set_wish(c, klass.course, klass.people[0], klass.people[5], "together")
        wishes.set_absent(c, klass.course, 3, klass.people[0], True)
        wishes.set_leader(c, klass.course, klass.people[5], klass.people[0])
        calendar_links.make(c, klass.course, klass.people[0])
        people.take_out(c, klass.course, klass.people[0])
        people.take_out(c, klass.course, klass.people[4])
        assert seen(c, klass) == {(1, ()), (2, (3,)), (3, (2,))}
        assert [one.people for one in visits.partners_in(c, klass.course)] == [(klass.people[2], klass.people[3])]
        assert (wishes.listed(c, klass.course), wishes.absent(c, klass.course), wishes.leaders(c, klass.course)) == ([], {}, {})
        assert not calendar_links.exists(c, klass.course, klass.people[0])


@pytest.mark.parametrize("how", ["signed", "both locked", "one locked", "held only"])
def test_an_observer_who_leaves_takes_drafts_along_and_not_the_note_of_the_one_who_was_observed(store, klass, now, how) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1))
        visit = visit_to(c, klass, 0)
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        for seat in ("observer", "observed"):
            locked = how == "both locked" or (how == "one locked" and seat == "observer")
            key = Subject("pair", visit.id, (seat,)).key
            answers.save(c, run, key, None, {"fields": {"a": WORD}}, now, field="a", device="d", finished=locked)
        if how == "signed":
            for person in klass.people[:2]:
                visits.sign(c, visit, person, date(2026, 12, 3))
        if how == "held only":
            visits.set_held(c, visit, date(2026, 12, 3))
        people.take_out(c, klass.course, klass.people[1])
        kept = {one.subject.rpartition(":")[2] for one in answers.in_run(c, run)}
        assert kept == {"signed": {"observer", "observed"}, "both locked": {"observer", "observed"}, "one locked": set(),
                        "held only": {"observed"}}[how]
        people.take_out(c, klass.course, klass.people[0])
        assert answers.in_run(c, run) == [], "whoever was observed takes the note along"


def test_words_go_after_90_days_and_what_is_counted_stays(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1))
        visit = visit_to(c, klass, 0)
        arranged(c, visit, now)
        visits.set_held(c, visits.get(c, klass.course, visit.id), date(2026, 12, 3))
        run = write(c, klass, visit, now)
        answers.save(c, run, f"person:{klass.people[0]}", None, {"fields": {}}, now, field="a", device="d")
    with store.write() as c:
        assert visits.forget_words(c, now + timedelta(days=90)) == 0
        assert visits.forget_words(c, now + timedelta(days=91)) == 3
        assert [one.subject for one in answers.in_run(c, run)] == [f"person:{klass.people[0]}"]
        visits.forget_words(c, START + timedelta(days=91))
        visit = visits.get(c, klass.course, visit.id)
        assert (visit.held_on_day, visit.tools, visit.place) == ("2026-12-03", ("livshjulet",), "")


@pytest.mark.sqlite
@pytest.mark.parametrize("how", ["erased", "replanned", "forgotten", "left"])
def test_words_that_are_deleted_are_nowhere_in_the_files(store, klass, now, how) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1))
        write(c, klass, visit_to(c, klass, 0), now)
    fold(store)
    assert WORD.encode() in store.file.read_bytes()
    with store.write() as c:
        match how:
            case "erased":
                visits.erase(c, klass.course, visit_to(c, klass, 0))
            case "replanned":
                plan(c, klass, now, (0, 2))
            case "forgotten":
                visits.forget_words(c, now + timedelta(days=91))
            case "left":
                people.take_out(c, klass.course, klass.people[0])
    assert not [file for file in store.file.parent.glob(f"{FILE}*") if WORD.encode() in file.read_bytes()]


def test_no_course_reaches_anothers_visits_and_a_copy_has_none(store, klass, now) -> None:
    with store.write() as c:
        plan(c, klass, now, (0, 1))
        wishes.set_wish(c, klass.course, klass.people[0], klass.people[1], "apart")
        other = courses.copy(c, klass.course, "Hold Syd", now)
        assert (visits.in_course(c, other), visits.partners_in(c, other), wishes.listed(c, other)) == ([], [], [])
        with pytest.raises(NotFound, match="besøg"):
            visits.get(c, other, visit_to(c, klass, 0).id)
        courses.remove(c, klass.course, now)
        assert visits.in_course(c, klass.course) == []


def test_a_wish_is_one_for_the_two_whoever_is_named_first_and_can_be_taken_back(store, klass) -> None:
    one, other = klass.people[:2]
    with store.write() as c:
        wishes.set_wish(c, klass.course, one, other, "together")
        wishes.set_wish(c, klass.course, other, one, "apart")
        assert [(w.person, w.other, w.wish) for w in wishes.listed(c, klass.course)] == [(*sorted((one, other)), "apart")]
        wishes.set_wish(c, klass.course, one, other, None)
        assert wishes.listed(c, klass.course) == []
        with pytest.raises(Invalid, match="to forskellige"):
            wishes.set_wish(c, klass.course, one, one, "apart")
        with pytest.raises(Invalid, match="egen leder"):
            wishes.set_leader(c, klass.course, one, one)


def test_a_calendars_secret_is_kept_as_a_fingerprint_and_a_new_one_ends_the_old(store, klass) -> None:
    with store.write() as c:
        first = calendar_links.make(c, klass.course, klass.people[0])
        second = calendar_links.make(c, klass.course, klass.people[0])
        assert calendar_links.owner_of(c, first) is None
        assert calendar_links.owner_of(c, second) == (klass.course, klass.people[0])
        calendar_links.remove(c, klass.course, [klass.people[0]])
        assert calendar_links.owner_of(c, second) is None


def test_what_two_observers_wrote_together_is_neithers_own(store, klass, now) -> None:
    """Not in anybody's *mine data*, and not deleted when one of the two leaves."""
    with store.write() as c:
        plan(c, klass, now, (0, 1, 2))
        visit = visit_to(c, klass, 0)
        run = write(c, klass, visit, now)
        assert [one.subject for one in answers.of_person(c, klass.people[0])] == [f"pair:{visit.id}:observed"]
        assert answers.of_person(c, klass.people[1]) == []
        people.take_out(c, klass.course, klass.people[1])
        assert len(answers.in_run(c, run)) == 3
        assert [one.subject for one in answers.of_person(c, klass.people[2])] == [f"pair:{visit.id}:observer"]
