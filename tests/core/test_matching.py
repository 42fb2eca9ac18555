"""A list taken in again: with a column more, with names spelled otherwise, with people who have moved or share a name."""

import pytest

from pejling.people.listed import KnownPerson, NewPerson
from pejling.people.matching import Matched, match


def known(name: str, organisation: str = "Jobcenter Solby", team: str = "", job_title: str = "", email: str = "") -> KnownPerson:
    return KnownPerson(f"id-{name}-{team}".replace(" ", "").lower(), name, organisation, team, job_title, email)


def row(number: int, name: str, organisation: str = "Jobcenter Solby", team: str = "", job_title: str = "",
    email: str = "") -> NewPerson:
    return NewPerson(number, name, organisation, "jobcenter", team, job_title, email)


def outcome(matched: Matched) -> tuple[list[str], list[str], list[str], list[str]]:
    """Who is new, changed, unchanged and asked about."""
    return (
        [one.name for one in matched.new], [one.person.name for one in matched.updates],
        [one.name for one in matched.unchanged], [one.wrong for one in matched.doubts],
    )


METTE = known("Mette Lund", team="Nord", email="mette@solby.example")


@pytest.mark.parametrize("written", [
    row(2, "Mette Lund", team="Nord", email="mette@solby.example"), row(2, "Mette Lund"), row(2, "METTE LUND", "JOBCENTER SOLBY",
        "nord"),
    row(2, "Lund, Mette", email="METTE@solby.example"), row(2, "Mette Lund", "Jobcenter-Solby"),
])
def test_the_same_person_however_it_is_written_is_neither_added_nor_changed(written: NewPerson) -> None:
    assert outcome(match([written], [METTE], ())) == ([], [], [written.name], [])


CHANGED = [
    # the course's, the list's, what is told anew
    (known("Mette Lund"), row(2, "Mette Lund", team="Nord"), {"team": "Nord"}),
    (known("Mette Lund"), row(2, "Mette Lund", email="m@x.example"), {"email": "m@x.example"}),
    (METTE, row(2, "Mette Lund", team="Syd", email="mette@solby.example"), {"team": "Syd"}),
    (METTE, row(2, "Mette Lund", "Jobcenter Ny", "Nord", email="mette@solby.example"),
     {"organisation": "Jobcenter Ny", "organisation_type": "jobcenter"}),
    (known("Soren Bo", email="s@x.example"), row(2, "Søren Bo", email="s@x.example"), {"name": "Søren Bo"}),
    (known("Aase Bo"), row(2, "Åse Bo"), {"name": "Åse Bo"}),
    (known("Anne Marie Bo"), row(2, "Anne-Marie Bo", job_title="Leder"), {"name": "Anne-Marie Bo", "job_title": "Leder"}),
]


@pytest.mark.parametrize(("before", "written", "values"), CHANGED)
def test_what_a_list_tells_anew_of_someone_is_an_update(before: KnownPerson, written: NewPerson, values: dict[str, str]) -> None:
    (update,) = match([written], [before], ()).updates
    assert (update.person, update.values) == (before, values)
    assert "→" in update.in_words


ASKED = [
    (known("Søren Kjær"), row(2, "Soren Kjaer")), (known("Rafael Sand"), row(2, "Rafal Sand")),
    (METTE, row(2, "Mette Lund", email="another@solby.example")), (METTE, row(2, "Mette Lund", team="Syd")),
    (METTE, row(2, "Ole Bo", email="mette@solby.example")),
]


@pytest.mark.parametrize(("before", "written"), ASKED)
def test_what_cannot_be_told_is_asked_and_either_answer_holds(before: KnownPerson, written: NewPerson) -> None:
    (doubt,) = match([written], [before], ()).doubts
    same, other = (choice.key for choice in doubt.choices)
    assert outcome(match([written], [before], [other])) == ([written.name], [], [], [])
    matched = match([written], [before], [same])
    assert not matched.new
    assert not matched.doubts
    assert [one.person for one in matched.updates] in ([before], [])


def test_namesakes_are_told_apart_by_team_and_the_third_is_asked_about() -> None:
    there = [known("Mette Lund", team="Nord"), known("Mette Lund", team="Syd")]
    listed = [row(2, "Mette Lund", team="Syd"), row(3, "Mette Lund", team="Nord", email="m@x.example")]
    assert outcome(match(listed, there, ())) == ([], ["Mette Lund"], ["Mette Lund"], [])
    (doubt,) = match([row(2, "Mette Lund", email="m@x.example")], there, ()).doubts
    assert len(doubt.choices) == 3
    assert outcome(match([*listed, row(4, "Mette Lund", team="Øst")], there, ())) == (["Mette Lund"], ["Mette Lund"],
        ["Mette Lund"], [])


def test_a_namesake_from_another_workplace_is_somebody_else_and_told() -> None:
    matched = match([row(4, "Mette Lund", "A-kassen")], [METTE], ())
    assert outcome(matched) == (["Mette Lund"], [], [], [])
    assert matched.notes == ("Række 4: Mette Lund hedder det samme som en på holdet fra Jobcenter Solby. De regnes for to.",)


def test_what_was_taken_in_is_unchanged_when_it_is_taken_in_again() -> None:
    listed = [row(2, "Mette Lund", team="Nord"), row(3, "Mette Lund", team="Syd"), row(4, "Åse", email="å@x.example"), row(5, "王")]
    there = [KnownPerson(f"{one.row}", one.name, one.organisation, one.team, one.job_title, one.email) for one in listed]
    assert outcome(match(listed, there, ()))[2] == [one.name for one in listed]
    for order in (list(reversed(listed)), listed[1:] + listed[:1]):
        assert sorted(outcome(match(order, list(reversed(there)), ()))[2]) == sorted(one.name for one in listed)


