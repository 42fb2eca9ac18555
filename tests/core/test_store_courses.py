"""Courses: the door and its code, the limit of five, retention, closing, deleting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from pejling.errors import Invalid, NotFound
from pejling.ids import CODE_LETTERS
from pejling.store import answers, ballots, courses, logins, people, runs
from pejling.store.tables import contents, metadata, persons

DIGEST = "0" * 32


def answer(c, run: str, person: str, now) -> None:
    answers.save(c, run, f"person:{person}", None, {"fields": {"t": "x"}}, now, field="t", device="d")


def test_a_new_course_has_a_closed_door_a_limit_of_five_and_a_year(store, now) -> None:
    with store.write() as c:
        row = courses.get(c, courses.create(c, "  Hold   Nord ", now))
    assert (row.title, row.door_open, row.code, row.least) == ("Hold Nord", False, None, 5)
    assert row.keep_until_day == "2027-11-21"


@pytest.mark.parametrize("title", ["", "x", " " * 30, "x" * 121])
def test_a_course_needs_a_name_of_sensible_length(store, now, title) -> None:
    with pytest.raises(Invalid, match="mellem 2 og 120"), store.write() as c:
        courses.create(c, title, now)


def test_an_unknown_course_is_told_in_danish(store) -> None:
    with pytest.raises(NotFound, match="Holdet findes ikke"), store.read() as c:
        courses.get(c, "findesikke00")


def test_the_code_is_the_same_all_day_and_ends_at_danish_midnight(store, klass) -> None:
    morning = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
    last_minute = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)  # 23.59 in Denmark
    with store.write() as c:
        code = courses.open_door(c, klass.course, morning)
        courses.close_door(c, klass.course)
        assert courses.open_door(c, klass.course, last_minute) == code
        assert courses.with_code(c, code, last_minute).id == klass.course
        assert courses.with_code(c, code, last_minute + timedelta(minutes=2)) is None
        assert courses.code_was_used(c, code)
        assert courses.open_door(c, klass.course, last_minute + timedelta(minutes=2)) != code
    assert len(code) == 6
    assert set(code) <= set(CODE_LETTERS)


def test_an_unknown_code_opens_nothing(store, klass, now) -> None:
    with store.read() as c:
        assert courses.with_code(c, "AAAAAA", now) is None
        assert not courses.code_was_used(c, "AAAAAA")


def test_a_closed_course_lets_nobody_in_and_its_code_is_dead_until_it_is_opened_again(store, klass, now) -> None:
    with store.write() as c:
        code = courses.open_door(c, klass.course, now)
        courses.close(c, klass.course, now)
        assert courses.with_code(c, code, now) is None
        with pytest.raises(Invalid, match="lukket"):
            courses.open_door(c, klass.course, now)
        courses.reopen(c, klass.course)
        assert courses.open_door(c, klass.course, now)


def test_closing_a_course_seals_its_open_anonymous_runs_and_leaves_the_others_as_they_were(store, klass, now) -> None:
    with store.write() as c:
        secret = runs.open_round(c, klass.course, "valg", DIGEST, anonymous=True, now=now)
        signed = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        for n in range(6):
            ballots.cast(c, secret, f"{n:032}", "", {"fields": {"q": n}}, new=True, most=10)
        courses.close(c, klass.course, now)
        courses.reopen(c, klass.course)
        assert runs.get(c, klass.course, secret).phase == "closed"
        assert runs.get(c, klass.course, signed).phase == "open"
        assert ballots.count(c, secret) == 6
        assert all(ballots.find(c, secret, f"{n:032}") is None for n in range(6))


def test_the_limit_can_be_raised_never_below_five_and_is_locked_by_the_first_answer(store, klass, now) -> None:
    with store.write() as c:
        for wrong in (4, 0, -1, 51):
            with pytest.raises(Invalid, match="aldrig være under 5"):
                courses.change(c, klass.course, least=wrong)
        courses.change(c, klass.course, least=8)
        assert courses.get(c, klass.course).least == 8
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        answer(c, run, klass.people[0], now)
        for locked in (5, 7, 9):
            with pytest.raises(Invalid, match="låst"):
                courses.change(c, klass.course, least=locked)
        courses.change(c, klass.course, least=8, title="Hold Syd")
        assert courses.get(c, klass.course).title == "Hold Syd"


def test_an_anonymous_answer_locks_the_limit_too_even_after_a_reset(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "valg", DIGEST, anonymous=True, now=now)
        ballots.cast(c, run, "k" * 32, "", {"fields": {}}, new=True, most=10)
        runs.reset(c, runs.get(c, klass.course, run), now)
        with pytest.raises(Invalid, match="låst"):
            courses.change(c, klass.course, least=6)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2025, 1, 1)])
def test_a_retention_date_that_has_passed_is_refused_for_it_would_delete_the_course_tonight(store, klass, now, day) -> None:
    with pytest.raises(Invalid, match="efter i dag"), store.write() as c:
        courses.change(c, klass.course, keep_until=day, now=now)


def test_a_course_is_overdue_on_the_day_after_its_retention_date(store, klass, now) -> None:
    with store.write() as c:
        courses.change(c, klass.course, keep_until=date(2026, 12, 24), now=now)
        assert courses.overdue(c, datetime(2026, 12, 24, 22, 59, tzinfo=UTC)) == []
        assert courses.overdue(c, datetime(2026, 12, 24, 23, 1, tzinfo=UTC)) == [klass.course]
        for course in courses.overdue(c, datetime(2026, 12, 26, tzinfo=UTC)):
            courses.remove(c, course, now)
        assert courses.overdue(c, datetime(2026, 12, 26, tzinfo=UTC)) == []


def test_a_copy_has_the_organisations_and_settings_and_nobody_in_it(store, klass, now) -> None:
    with store.write() as c:
        courses.change(c, klass.course, least=7, write_own_name=True)
        courses.set_day(c, klass.course, "dag", date(2026, 11, 21), "Salen")
        new = courses.copy(c, klass.course, "Hold Syd", now)
        row = courses.get(c, new)
        assert (row.title, row.least, row.write_own_name, row.door_open) == ("Hold Syd", 7, True, False)
        assert sorted(people.organisation_names(c, new).values()) == ["A-kassen", "Jobcenter Nord"]
        assert not set(people.organisation_names(c, new)) & set(people.organisation_names(c, klass.course))
        assert people.listed(c, new) == []
        assert courses.days(c, new) == {}


def test_a_day_has_one_date_and_place_which_can_be_changed(store, klass) -> None:
    with store.write() as c:
        courses.set_day(c, klass.course, "dag", date(2026, 11, 21), "Salen")
        courses.set_day(c, klass.course, "dag", date(2026, 11, 22))
        [(day, row)] = courses.days(c, klass.course).items()
    assert (day, row.on_day, row.place) == ("dag", "2026-11-22", "")


def test_a_deleted_course_leaves_a_receipt_with_counts_and_of_its_people_only_the_trainer(store, klass, now) -> None:
    with store.write() as c:
        signed = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        secret = runs.open_round(c, klass.course, "valg", DIGEST, anonymous=True, now=now)
        for person in klass.people[:3]:
            answer(c, signed, person, now)
            logins.start(c, person, klass.course, "Telefon", now)
            logins.make_link(c, person, klass.course, now)
        answers.remember_event(c, "e" * 20, signed, f"person:{klass.people[0]}", now)
        ballots.cast(c, secret, "k" * 32, "", {"fields": {}}, new=True, most=10)
        courses.set_day(c, klass.course, "dag", None)
    with store.write() as c:
        row = courses.receipt(c, courses.remove(c, klass.course, now))
    assert row.title == "Hold Nord"
    assert row.counts == {"deltagere": 10, "øvelser": 2, "svar": 4}
    assert row.backups_until_day == "2026-12-05"
    with store.read() as c:
        left = {table.name for table in metadata.tables.values() if c.execute(select(table)).first() is not None}
        kept = c.execute(select(metadata.tables["persons"].c.id)).scalars().all()
    assert left == {"receipts", "persons"}
    assert kept == [klass.trainer]
    with pytest.raises(NotFound, match="Kvitteringen"), store.read() as c:
        courses.receipt(c, "findesikke00")


def test_deleting_a_course_keeps_those_who_are_elsewhere_administer_or_have_a_password(store, klass, now) -> None:
    elsewhere, guest, boss = klass.people[:3]
    with store.write() as c:
        other = courses.create(c, "Hold Syd", now)
        people.join(c, other, elsewhere, "participant")
        logins.set_password(c, klass.trainer, "en lille sætning")
        c.execute(persons.update().where(persons.c.id == boss).values(administrator=True))
        courses.remove(c, klass.course, now)
        left = set(c.execute(select(persons.c.id)).scalars())
    assert left == {elsewhere, klass.trainer, boss}
    assert guest not in left


def test_content_that_another_course_is_pinned_to_stays(store, klass, now) -> None:
    with store.write() as c:
        other = courses.create(c, "Hold Syd", now)
        runs.pin(c, "1" * 32, "egen", "title: kun her\n")
        runs.open_round(c, klass.course, "egen", "1" * 32, anonymous=False, now=now)
        runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        runs.open_round(c, other, "oevelse", DIGEST, anonymous=False, now=now)
        courses.remove(c, klass.course, now)
        assert list(c.execute(select(contents.c.digest)).scalars()) == [DIGEST]


def test_a_rehearsal_goes_with_its_course_and_alone_leaves_no_receipt(store, klass, now) -> None:
    with store.write() as c:
        first = courses.create(c, "Generalprøve", now, rehearsal_of=klass.course)
        second = courses.create(c, "Generalprøve", now, rehearsal_of=klass.course)
        receipt = courses.remove(c, first, now)
        with pytest.raises(NotFound):
            courses.receipt(c, receipt)
        courses.remove(c, klass.course, now)
        with pytest.raises(NotFound):
            courses.get(c, second)


def test_the_newest_open_course_is_no_rehearsal_and_not_closed(store, klass, now) -> None:
    with store.write() as c:
        later = courses.create(c, "Hold Syd", now + timedelta(days=1))
        courses.create(c, "Generalprøve", now + timedelta(days=2), rehearsal_of=later)
        assert courses.newest_open(c).id == later
        courses.close(c, later, now)
        assert courses.newest_open(c).id == klass.course
        courses.close(c, klass.course, now)
        assert courses.newest_open(c) is None


def test_a_trainer_has_the_courses_she_trains_and_no_others(store, klass, now) -> None:
    with store.write() as c:
        other = courses.create(c, "Hold Syd", now + timedelta(days=1))
        people.join(c, other, klass.trainer, "participant")
        assert [row.id for row in courses.of_trainer(c, klass.trainer)] == [klass.course]
