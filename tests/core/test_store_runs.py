"""Runs: the phases, the rounds, what cannot be opened again, and resets that can be undone."""

from datetime import timedelta

import pytest

from pejling.errors import Invalid, NotFound
from pejling.store import answers, ballots, courses, runs

DIGEST = "0" * 32


def opened(c, klass, now, *, anonymous: bool = False, again: bool = False, digest: str = DIGEST) -> str:
    return runs.open_round(c, klass.course, "oevelse", digest, anonymous, now, again=again)


def phase(c, klass, run: str) -> str:
    return runs.get(c, klass.course, run).phase


def row(c, klass, run: str):
    return runs.get(c, klass.course, run)


def test_a_run_is_opened_closed_shown_hidden_and_opened_again(store, klass, now) -> None:
    with store.write() as c:
        assert runs.current(c, klass.course) == {}
        run = opened(c, klass, now)
        assert opened(c, klass, now) == run, "opening what is open changes nothing"
        assert phase(c, klass, run) == "open"
        runs.close(c, row(c, klass, run))
        assert phase(c, klass, run) == "closed"
        runs.reveal(c, row(c, klass, run), total=False)
        assert phase(c, klass, run) == "revealed"
        runs.hide(c, row(c, klass, run))
        assert phase(c, klass, run) == "closed"
        assert opened(c, klass, now) == run
        assert phase(c, klass, run) == "open"


def test_showing_an_open_run_closes_it_first_and_seals_its_ballots(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now, anonymous=True)
        ballots.cast(c, run, "k" * 32, "", {"fields": {"q": 1}}, new=True, most=10)
        runs.reveal(c, row(c, klass, run), total=True)
        assert ballots.find(c, run, "k" * 32) is None
        assert ballots.cast_in(c, run) == [({"fields": {"q": 1}}, "")]


def test_an_anonymous_round_that_was_closed_is_never_opened_again(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now, anonymous=True)
        runs.close(c, row(c, klass, run))
        with pytest.raises(Invalid, match="anonym runde kan ikke åbnes igen"):
            opened(c, klass, now, anonymous=True)
        second = opened(c, klass, now, anonymous=True, again=True)
        assert row(c, klass, second).round == 2


@pytest.mark.parametrize("how", ["shown", "shown and hidden", "looked at"])
def test_a_round_whose_total_was_seen_is_never_opened_again(store, klass, now, how) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        runs.close(c, row(c, klass, run))
        if how == "looked at":
            runs.peek(c, row(c, klass, run))
        else:
            runs.reveal(c, row(c, klass, run), total=True)
        if how == "shown and hidden":
            runs.hide(c, row(c, klass, run))
        with pytest.raises(Invalid, match="allerede set"):
            opened(c, klass, now)


def test_once_seen_a_round_stays_seen_when_it_is_shown_again_without_a_total(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        runs.reveal(c, row(c, klass, run), total=True)
        runs.reveal(c, row(c, klass, run), total=False)
        assert row(c, klass, run).seen


def test_nobody_looks_at_a_total_while_answers_come_in(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        with pytest.raises(Invalid, match="Luk øvelsen"):
            runs.peek(c, row(c, klass, run))


def test_a_next_round_begins_when_the_last_is_closed_and_not_before(store, klass, now) -> None:
    with store.write() as c:
        first = opened(c, klass, now)
        with pytest.raises(Invalid, match="Luk runden"):
            opened(c, klass, now, again=True)
        runs.close(c, row(c, klass, first))
        second = opened(c, klass, now, again=True)
        assert [r.id for r in runs.rounds(c, klass.course, "oevelse")] == [first, second]
        assert runs.current(c, klass.course)["oevelse"].id == second


def test_nothing_is_opened_on_a_closed_course(store, klass, now) -> None:
    with store.write() as c:
        courses.close(c, klass.course, now)
        with pytest.raises(Invalid, match="Holdet er lukket"):
            opened(c, klass, now)


def test_another_courses_run_is_not_found_here(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        other = courses.create(c, "Hold Syd", now)
        with pytest.raises(NotFound):
            runs.get(c, other, run)


def test_a_run_keeps_its_content_when_the_file_is_edited_and_the_next_round_has_the_new(store, klass, now) -> None:
    with store.write() as c:
        first = opened(c, klass, now)
        runs.pin(c, "1" * 32, "oevelse", "title: Rettet\n")
        runs.pin(c, DIGEST, "oevelse", "title: noget andet under samme navn\n")
        runs.close(c, row(c, klass, first))
        assert opened(c, klass, now, digest="1" * 32) == first
        runs.close(c, row(c, klass, first))
        second = opened(c, klass, now, again=True, digest="1" * 32)
        assert runs.pinned(c, row(c, klass, first).content) == "title: Øvelse\n"
        assert runs.pinned(c, row(c, klass, second).content) == "title: Rettet\n"


def test_a_run_keeps_the_limit_it_was_opened_with(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        courses.change(c, klass.course, least=9)
        assert row(c, klass, run).least == 5


def test_a_due_date_is_set_and_taken_away(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        runs.set_due(c, row(c, klass, run), now)
        assert row(c, klass, run).due_at == "2026-11-21T09:00:00.000+00:00"
        runs.set_due(c, row(c, klass, run), None)
        assert row(c, klass, run).due_at is None


def test_a_reset_puts_the_round_away_and_an_undo_within_thirty_days_brings_it_back_with_its_answers(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        answers.save(c, run, "person:x", None, {"fields": {"t": "skrevet"}}, now, field="t", device="d")
        runs.reset(c, row(c, klass, run), now)
        assert runs.current(c, klass.course) == {}
        later = now + timedelta(days=29)
        assert runs.can_undo(c, klass.course, later) == {"oevelse"}
        assert runs.undo_reset(c, klass.course, "oevelse", later) == run
        assert runs.current(c, klass.course)["oevelse"].phase == "closed"
        assert answers.find(c, run, "person:x").state == {"fields": {"t": "skrevet"}}


def test_after_thirty_days_a_reset_is_not_undone_but_forgotten(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now)
        runs.reset(c, row(c, klass, run), now)
        for late in (now + timedelta(days=30), now + timedelta(days=31)):
            assert runs.can_undo(c, klass.course, late) == set()
            with pytest.raises(Invalid, match="30 dage"):
                runs.undo_reset(c, klass.course, "oevelse", late)
        assert runs.forget_reset(c, now + timedelta(days=30)) == 1, "what cannot be undone is kept no longer"
        with pytest.raises(NotFound):
            row(c, klass, run)


def test_undo_puts_away_the_run_that_was_begun_since_and_can_itself_be_undone(store, klass, now) -> None:
    with store.write() as c:
        first = opened(c, klass, now)
        runs.reset(c, row(c, klass, first), now)
        second = opened(c, klass, now + timedelta(hours=1))
        assert row(c, klass, second).round == 1
        assert runs.undo_reset(c, klass.course, "oevelse", now + timedelta(hours=2)) == first
        assert runs.current(c, klass.course)["oevelse"].id == first
        assert runs.undo_reset(c, klass.course, "oevelse", now + timedelta(hours=3)) == second
        assert [r.id for r in runs.rounds(c, klass.course, "oevelse")] == [second]


def test_resetting_the_second_round_leaves_the_first_as_the_latest(store, klass, now) -> None:
    with store.write() as c:
        first = opened(c, klass, now)
        runs.close(c, row(c, klass, first))
        second = opened(c, klass, now, again=True)
        runs.reset(c, row(c, klass, second), now)
        assert runs.current(c, klass.course)["oevelse"].id == first
        runs.undo_reset(c, klass.course, "oevelse", now)
        assert runs.current(c, klass.course)["oevelse"].id == second


def test_a_reset_of_an_open_anonymous_run_seals_it_so_that_undo_brings_back_nobodys_key(store, klass, now) -> None:
    with store.write() as c:
        run = opened(c, klass, now, anonymous=True)
        ballots.cast(c, run, "k" * 32, "", {"fields": {}}, new=True, most=10)
        runs.reset(c, row(c, klass, run), now)
        runs.undo_reset(c, klass.course, "oevelse", now)
        assert phase(c, klass, run) == "closed"
        assert ballots.find(c, run, "k" * 32) is None
        assert ballots.count(c, run) == 1


def test_there_is_nothing_to_undo_where_nothing_was_reset(store, klass, now) -> None:
    with store.write() as c:
        opened(c, klass, now)
        with pytest.raises(Invalid, match="ikke noget at fortryde"):
            runs.undo_reset(c, klass.course, "oevelse", now)
