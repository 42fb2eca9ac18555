"""Whose answer it is, as it is stored and sent."""

import pytest

from pejling.exercise.subject import COURSE, Subject, of_group, of_person


@pytest.mark.parametrize(("subject", "key"), [
    (COURSE, "course"),
    (of_person("ab12"), "person:ab12"),
    (of_group("cd34"), "group:cd34"),
    (Subject("pair", "ef56"), "pair:ef56"),
    (Subject("pair", "ef56", ("observer",)), "pair:ef56:observer"),
])
def test_a_subject_and_its_key_are_each_others(subject, key) -> None:
    assert subject.key == key
    assert Subject.parse(key) == subject


@pytest.mark.parametrize("key", [
    "", "person", "person:", "hold:ab", "course:ab", "person:ab:observer", "pair:ab:leader", "pair::observer",
])
def test_what_is_no_key_is_refused(key) -> None:
    with pytest.raises(ValueError, match="not a subject"):
        Subject.parse(key)
