"""People: found by their letters, let in with a PIN that nobody else can read, imported and taken out again."""

from datetime import date

import pytest
from sqlalchemy import select

from pejling.errors import Invalid, NotFound
from pejling.people.classlist import NewPerson
from pejling.store import answers, ballots, courses, groups, logins, people, runs
from pejling.store.tables import members, metadata, persons

DIGEST = "0" * 32
KEY = b"installationens egen"


def listed_people(number: int, organisation: str = "Jobcenter Syd") -> tuple[NewPerson, ...]:
    return tuple(NewPerson(n + 2, f"Ny {n}", organisation, "jobcenter", "Team", "Konsulent", "") for n in range(number))


def answer(c, run: str, person: str, now) -> None:
    answers.save(c, run, f"person:{person}", None, {"fields": {"t": "x"}}, now, field="t", device="d")


@pytest.mark.parametrize(("letters", "found"), [
    ("an", ["Anne-Grethe Ørsted", "Bo Andersen"]), ("AN", ["Anne-Grethe Ørsted", "Bo Andersen"]), ("ør", ["Anne-Grethe Ørsted"]),
    ("gr", ["Anne-Grethe Ørsted"]), ("bo and", ["Bo Andersen"]), ("andersen, b", ["Bo Andersen"]),
    ("anne\u2011g", ["Anne-Grethe Ørsted"]), ("oerst", ["Anne-Grethe Ørsted"]),
    ("a", []), (" ", []), ("dersen", []), ("%%", []), ("__", []),
])
def test_a_name_is_found_by_two_letters_of_any_of_its_parts(store, now, letters, found) -> None:
    with store.write() as c:
        course = courses.create(c, "Hold Syd", now)
        people.add(c, course, "Bo Andersen", "participant")
        people.add(c, course, "Anne-Grethe Ørsted", "participant")
        people.add(c, course, "Anders Træner", "trainer")
        assert [row.name for row in people.starting_with(c, course, letters)] == found


def test_lists_of_names_are_in_danish_order(store, now) -> None:
    in_order = ["Ane Bo", "Émilie Dam", "Yrsa Bo", "Ægir Bo", "østen Bo", "Aabel Bo", "Åse Bo"]
    with store.write() as c:
        course = courses.create(c, "Hold Syd", now)
        for name in reversed(in_order):
            organisation = people.organisation_id(c, course, name, "andet")
            people.add(c, course, name, "participant", organisation=organisation)
        assert [row.name for row in people.listed(c, course)] == in_order
        assert list(people.organisation_names(c, course).values()) == in_order
        assert [row.name for row in people.starting_with(c, course, "bo")] == in_order[:1] + in_order[2:]


def test_an_organisation_is_found_again_in_another_spelling(store, now) -> None:
    with store.write() as c:
        course = courses.create(c, "Hold Syd", now)
        first = people.organisation_id(c, course, "A-kassen Nord", "a-kasse")
        assert people.organisation_id(c, course, "a‑kassen  nord", "andet") == first
        assert people.organisation_id(c, course, "A-kassen Syd", "a-kasse") != first


def test_at_most_thirty_names_are_found(store, now) -> None:
    with store.write() as c:
        course = courses.create(c, "Hold Syd", now)
        for n in range(40):
            people.add(c, course, f"Anne {n}", "participant")
        assert len(people.starting_with(c, course, "an")) == 30


def test_a_pin_fits_only_its_person_in_its_course_with_the_installations_key(store, klass, now) -> None:
    with store.write() as c:
        other = courses.create(c, "Hold Syd", now)
        people.join(c, other, klass.people[0], "participant")
        pin = people.take_name(c, klass.course, klass.people[0], KEY)
        assert people.pin_fits(c, klass.course, klass.people[0], pin, KEY)
        assert people.pin_fits(c, klass.course, klass.people[0], f" {pin[:3]} {pin[3:]}", KEY)
        eastern = pin.translate(dict(zip(range(48, 58), "٠١٢٣٤٥٦٧٨٩", strict=True)))
        assert people.pin_fits(c, klass.course, klass.people[0], eastern, KEY)
        wrong = f"{(int(pin) + 1) % 1_000_000:06d}"
        assert not people.pin_fits(c, klass.course, klass.people[0], wrong, KEY)
        assert not people.pin_fits(c, klass.course, klass.people[0], "", KEY)
        assert not people.pin_fits(c, klass.course, klass.people[0], pin, b"en anden")
        assert not people.pin_fits(c, klass.course, klass.people[1], pin, KEY)
        assert not people.pin_fits(c, other, klass.people[0], pin, KEY)


def test_no_pin_is_kept_in_the_clear_and_equal_pins_look_different(store, klass) -> None:
    with store.write() as c:
        pins = [people.take_name(c, klass.course, person, KEY) for person in klass.people]
    with store.read() as c:
        rows = [row for table in metadata.tables.values() for row in c.execute(select(table))]
    for pin in pins:
        assert not any(pin == value for row in rows for value in row)
    hashes = [str(row.pin_hash) for row in rows if "pin_hash" in row._fields and row.pin_hash]
    assert len(hashes) == len(set(hashes)) == 10
    assert all(len(kept) == 64 for kept in hashes)


def test_a_name_that_nobody_has_taken_has_no_pin_that_fits(store, klass) -> None:
    with store.read() as c:
        for guess in ("", "000000", "none", "None"):
            assert not people.pin_fits(c, klass.course, klass.people[0], guess, KEY)


def test_a_new_pin_ends_the_old_one_and_a_freed_name_has_none(store, klass) -> None:
    with store.write() as c:
        first = people.take_name(c, klass.course, klass.people[0], KEY)
        second = people.take_name(c, klass.course, klass.people[0], KEY)
        if first != second:
            assert not people.pin_fits(c, klass.course, klass.people[0], first, KEY)
        assert people.member(c, klass.course, klass.people[0]).taken
        people.free_name(c, klass.course, klass.people[0], date(2026, 11, 21))
        assert not people.member(c, klass.course, klass.people[0]).taken
        assert not people.pin_fits(c, klass.course, klass.people[0], second, KEY)


def test_an_import_adds_everyone_and_is_undone_with_the_organisation_it_made(store, klass, now) -> None:
    with store.write() as c:
        made = people.import_list(c, klass.course, "liste.xlsx", listed_people(4), now)
        assert people.count(c, klass.course) == 14
        assert "Jobcenter Syd" in people.organisation_names(c, klass.course).values()
        assert people.undo_import(c, klass.course, made, now) == 4
        assert people.count(c, klass.course) == 10
        assert sorted(people.organisation_names(c, klass.course).values()) == ["A-kassen", "Jobcenter Nord"]
        assert people.imports_of(c, klass.course)[0].undone_at
        with pytest.raises(Invalid, match="allerede fortrudt"):
            people.undo_import(c, klass.course, made, now)
        assert c.execute(select(persons.c.id).where(persons.c.name.like("Ny %"))).all() == []


def test_an_import_is_not_undone_when_someone_has_joined(store, klass, now) -> None:
    with store.write() as c:
        made = people.import_list(c, klass.course, "liste.xlsx", listed_people(4), now)
        people.take_name(c, klass.course, people.starting_with(c, klass.course, "ny")[0].id, KEY)
        with pytest.raises(Invalid, match="1 fra listen er allerede"):
            people.undo_import(c, klass.course, made, now)
        assert people.count(c, klass.course) == 14


def test_an_import_is_not_undone_when_the_trainer_has_written_for_someone_without_a_phone(store, klass, now) -> None:
    with store.write() as c:
        made = people.import_list(c, klass.course, "liste.xlsx", listed_people(4), now)
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        answer(c, run, people.starting_with(c, klass.course, "ny")[2].id, now)
        with pytest.raises(Invalid, match="1 fra listen er allerede"):
            people.undo_import(c, klass.course, made, now)
        assert answers.count(c, run) == 1


def test_another_courses_import_cannot_be_undone_from_here(store, klass, now) -> None:
    with store.write() as c:
        made = people.import_list(c, klass.course, "liste.xlsx", listed_people(2), now)
        other = courses.create(c, "Hold Syd", now)
        with pytest.raises(Invalid):
            people.undo_import(c, other, made, now)
        assert people.count(c, klass.course) == 12


def test_an_imported_person_who_was_taken_into_another_course_stays_there_when_the_import_is_undone(store, klass, now) -> None:
    with store.write() as c:
        made = people.import_list(c, klass.course, "liste.xlsx", listed_people(2), now)
        person = people.starting_with(c, klass.course, "ny")[0].id
        other = courses.create(c, "Hold Syd", now)
        people.join(c, other, person, "participant")
        people.undo_import(c, klass.course, made, now)
        assert [row.id for row in people.listed(c, other)] == [person]


def test_who_is_taken_out_of_one_course_loses_nothing_in_another(store, klass, now) -> None:
    both = klass.people[0]
    with store.write() as c:
        other = courses.create(c, "Hold Syd", now)
        people.join(c, other, both, "participant")
        here = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        there = runs.open_round(c, other, "oevelse", DIGEST, anonymous=False, now=now)
        for run in (here, there):
            answer(c, run, both, now)
            answers.remember_event(c, f"event-{run}", run, f"person:{both}", now)
        groups.divide(c, klass.course, [[both]])
        groups.divide(c, other, [[both]])
        tokens = {course: logins.start(c, both, course, "Telefon", now) for course in (klass.course, other)}
        people.take_out(c, klass.course, both)
        assert [answers.count(c, run) for run in (here, there)] == [0, 1]
        assert answers.known_event(c, f"event-{there}", there, f"person:{both}")
        assert groups.of_person(c, klass.course, both) is None
        assert groups.of_person(c, other, both) is not None
        assert logins.find(c, tokens[klass.course], now) is None
        assert logins.find(c, tokens[other], now) is not None
        with pytest.raises(NotFound):
            people.member(c, klass.course, both)


def test_who_is_taken_out_of_the_only_course_is_gone_with_the_logins(store, klass, now) -> None:
    with store.write() as c:
        token = logins.start(c, klass.people[0], klass.course, "Telefon", now)
        people.take_out(c, klass.course, klass.people[0])
        assert logins.find(c, token, now) is None
        assert c.execute(select(persons).where(persons.c.id == klass.people[0])).first() is None
        assert people.count(c, klass.course) == 9


def test_an_organisation_goes_with_its_last_member_but_not_one_that_ballots_are_counted_under(store, klass, now) -> None:
    with store.write() as c:
        alone = people.organisation_id(c, klass.course, "Alene", "andet")
        counted = people.organisation_id(c, klass.course, "Talt", "andet")
        empty = people.organisation_id(c, klass.course, "Tom fra start", "andet")
        run = runs.open_round(c, klass.course, "valg", DIGEST, anonymous=True, now=now)
        ballots.cast(c, run, "k" * 32, counted, {"fields": {}}, new=True, most=20)
        for organisation in (alone, counted):
            person = people.add(c, klass.course, "Gæst", "participant", organisation=organisation)
            people.take_out(c, klass.course, person)
        assert set(people.organisation_names(c, klass.course)) == {klass.jobcenter, klass.akasse, counted, empty}


def test_an_organisation_is_one_row_however_often_it_is_named(store, klass) -> None:
    with store.write() as c:
        assert people.organisation_id(c, klass.course, "Jobcenter Nord", "jobcenter") == klass.jobcenter


def test_a_correction_changes_what_is_given_and_leaves_the_rest(store, klass) -> None:
    with store.write() as c:
        people.change(c, klass.course, klass.people[0], {"name": "Nyt Navn", "team": None, "email": " Ny@Eksempel.DK "})
        people.change(c, klass.course, klass.people[0], {"team": "Unge", "organisation": "A-kassen"})
        row = people.member(c, klass.course, klass.people[0])
    assert (row.name, row.team, row.email, row.organisation) == ("Nyt Navn", "Unge", "ny@eksempel.dk", "A-kassen")


def test_people_are_listed_by_name_without_regard_to_capitals(store, now) -> None:
    with store.write() as c:
        course = courses.create(c, "Hold Syd", now)
        for name in ("bo", "Anne", "Carl"):
            people.add(c, course, name, "participant")
        assert [row.name for row in people.listed(c, course)] == ["Anne", "bo", "Carl"]
        assert people.listed(c, course)[0].organisation == ""


def test_only_participants_are_counted(store, klass) -> None:
    with store.read() as c:
        assert people.count(c, klass.course) == 10
        assert len(people.listed(c, klass.course)) == 12
        assert len(c.execute(select(members)).all()) == 12
