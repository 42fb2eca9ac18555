"""Logins end, links are used once, and what is stored of either opens nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pejling.errors import Invalid
from pejling.store import FILE, courses, logins, people
from pejling.store.tables import links, persons
from pejling.store.tables import logins as table


def test_a_login_says_who_in_which_roles_today(store, klass, now) -> None:
    with store.write() as c:
        token = logins.start(c, klass.trainer, klass.course, "Laptop", now)
        other = courses.create(c, "Hold Syd", now)
        people.join(c, other, klass.trainer, "leader")
        login = logins.find(c, token, now)
    assert login.actor.person == klass.trainer
    with store.write() as c:
        everywhere = logins.find(c, logins.start(c, klass.trainer, None, "Laptop", now), now)
    assert login.actor.roles == {klass.course: "trainer"}, "it was begun in a course, and holds there alone"
    assert everywhere.actor.roles == {klass.course: "trainer", other: "leader"}
    assert (login.name, login.course, login.actor.administrator) == ("Tove Træner", klass.course, False)


def test_a_login_ends_when_its_time_is_up(store, klass, now) -> None:
    with store.write() as c:
        token = logins.start(c, klass.trainer, None, "Laptop", now, days=14)
        assert logins.find(c, token, now + timedelta(days=14, seconds=-1))
        assert logins.find(c, token, now + timedelta(days=14)) is None


def test_a_login_that_is_ended_is_gone_and_only_its_own_person_can_end_it(store, klass, now) -> None:
    with store.write() as c:
        token = logins.start(c, klass.trainer, None, "Laptop", now)
        phone = logins.start(c, klass.trainer, None, "Telefon", now + timedelta(hours=1))
        first = logins.find(c, token, now)
        logins.end(c, first.id, klass.people[0])
        assert logins.find(c, token, now)
        assert [row.device for row in logins.of_person(c, klass.trainer)] == ["Telefon", "Laptop"]
        logins.end(c, first.id, klass.trainer)
        assert logins.find(c, token, now) is None
        assert logins.find(c, phone, now)
        assert len(logins.end_all(c, klass.trainer, klass.course)) == 1
        assert logins.find(c, phone, now) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_token_nobody_was_given_is_nobodys(store, klass, now, token) -> None:
    with store.write() as c:
        logins.start(c, klass.trainer, None, "Laptop", now)
        assert logins.find(c, token, now) is None
        assert logins.use_link(c, token, now) is None


@pytest.mark.sqlite
def test_neither_cookie_nor_link_nor_password_lies_in_any_file(store, klass, now) -> None:
    with store.write() as c:
        secrets = [logins.start(c, klass.trainer, None, "Laptop", now), logins.make_link(c, klass.leader, None, now)]
        logins.set_password(c, klass.trainer, "en lille sætning")
        hashes = [c.execute(select(table.c.token_hash)).scalar_one(), c.execute(select(links.c.token_hash)).scalar_one()]
        assert logins.find(c, hashes[0], now) is None, "what is stored is no key"
        assert logins.use_link(c, hashes[1], now) is None
        assert c.execute(select(persons.c.password_hash).where(persons.c.id == klass.trainer)).scalar_one().startswith("$argon2id$")
    raw = store.file.read_bytes() + store.file.with_name(FILE + "-wal").read_bytes()
    for secret in [*secrets, "en lille sætning"]:
        assert secret.encode() not in raw


def test_a_link_is_used_once(store, klass, now) -> None:
    with store.write() as c:
        token = logins.make_link(c, klass.leader, klass.course, now)
        assert logins.peek_link(c, token, now).name == "Lis Leder"
        assert logins.peek_link(c, token, now), "looking uses nothing up"
        used = logins.use_link(c, token, now)
        assert (used.person, used.course) == (klass.leader, klass.course)
        assert logins.use_link(c, token, now) is None
        assert logins.peek_link(c, token, now) is None


def test_a_link_ends_after_a_day(store, klass, now) -> None:
    with store.write() as c:
        token = logins.make_link(c, klass.leader, None, now)
        assert logins.peek_link(c, token, now + timedelta(hours=23, minutes=59))
        assert logins.use_link(c, token, now + timedelta(hours=24)) is None


def test_ended_logins_and_links_are_forgotten_with_their_devices_and_times(store, klass, now) -> None:
    with store.write() as c:
        logins.start(c, klass.trainer, None, "Gammel", now, days=1)
        kept = logins.start(c, klass.trainer, None, "Ny", now, days=30)
        logins.make_link(c, klass.leader, None, now)
        assert logins.forget_ended(c, now) == 0
        assert logins.forget_ended(c, now + timedelta(days=2)) == 2
        assert [row.device for row in logins.of_person(c, klass.trainer)] == ["Ny"]
        assert logins.find(c, kept, now + timedelta(days=2))


@pytest.mark.parametrize(("password", "reason"), [("kort", "mindst 10 tegn"), ("x" * 201, "højst være på 200")])
def test_a_password_has_a_sensible_length(store, klass, password, reason) -> None:
    with pytest.raises(Invalid, match=reason), store.write() as c:
        logins.set_password(c, klass.trainer, password)


def test_a_password_fits_only_itself_and_no_password_fits_nothing(store, klass) -> None:
    with store.write() as c:
        logins.set_password(c, klass.trainer, "en lille sætning")
        row = logins.with_password(c, " TOVE@eksempel.dk ")
        assert row.id == klass.trainer
        assert logins.password_fits(row.password_hash, "en lille sætning")
        assert not logins.password_fits(row.password_hash, "en lille sætning ")
        assert not logins.password_fits(row.password_hash, "")
        assert logins.with_password(c, "lis@eksempel.dk") is None, "the leader has set none"
        assert logins.with_password(c, "") is None
    assert not logins.password_fits(None, "en lille sætning")
    assert not logins.password_fits("broken", "en lille sætning")


@pytest.mark.parametrize("written", ["", "tove", "tove@kontor", "tove@@kontor.dk", "to ve@kontor.dk", "tove@kontor..dk"])
def test_what_has_not_the_shape_of_an_e_mail_is_none_to_log_in_by(store, klass, written) -> None:
    with store.write() as c, pytest.raises(Invalid, match="ikke en e-mail"):
        logins.set_email(c, klass.trainer, written)


def test_an_e_mail_of_the_workplace_s_own_network_can_be_logged_in_by(store, klass) -> None:
    with store.write() as c:
        logins.set_password(c, klass.trainer, "en lille sætning")
        logins.set_email(c, klass.trainer, " Tove@Kommune.local ")
        assert logins.with_password(c, "tove@kommune.local")
