"""The page of what a course did, on the example that ships: its tables, its words and its choice."""

from typing import Any

import pytest

import pejling_client
from pejling_client import overview


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PEJLING_API", "HTTP_X_PEJLING_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_server_it_is_the_example() -> None:
    hold = overview.read()
    assert hold.title == "Eksempelhold (opdigtet)"
    assert "12 af 14 deltagere" in overview.about(hold).text


def test_who_took_part_and_who_has_handed_in_are_counted() -> None:
    hold = pejling_client.example()
    rows = overview.took_part(hold).set_index("Øvelse")
    assert tuple(rows.loc["Hjemmeopgave efter modul 1", ["Har svaret", "Af"]]) == (12, 14)
    [homework] = overview.handed_in(hold).to_dict("records")
    assert homework["Har afleveret"] == int(hold.answers("hjemmeopgave-modul-1")["handed_in"].sum())
    assert homework["Af"] == 14


def test_a_drills_first_tries_add_up_to_a_hundred() -> None:
    rows = overview.drilled(pejling_client.example())
    assert rows.groupby("Drill")["Procent"].sum().round().tolist() == [100]
    assert "Sad med det samme" in set(rows["Første forsøg"])


def test_what_is_drawn_stands_in_words_and_in_a_table() -> None:
    hold = pejling_client.example()
    for shown in (overview.show_part(hold).text, overview.show_drills(hold).text):
        assert 'role="img" aria-label="' in shown
        assert "<table" in shown
    assert "aria-label=\"Deltagelse i procent. " in overview.show_part(hold).text


def test_a_question_is_chosen_and_drawn_and_rounds_stand_beside_each_other() -> None:
    page: Any = overview.compare(pejling_client.example())
    choose, shown = page.children
    assert "Hvem er her" in shown.value or "1. runde" in shown.value
    before = shown.value
    choose.value = choose.options[-1]
    assert shown.value != before
    asked = overview.questions(pejling_client.example())
    assert all(table.columns[0] == "Svar" for table in asked.values())


class Twice:
    """A course in which one poll was held twice, and too few answered the second time for one answer to be shown."""

    def exercises(self) -> Any:
        opened = pejling_client.example().exercises()
        return opened[opened["exercise"] == "hvem-er-her"]

    def summary(self, exercise: str) -> Any:
        first = pejling_client.example().summary(exercise)
        second = first.assign(round=2)
        second.loc[second["question"] == "kontakt", ["count", "n", "percent"]] = None
        return type(first)(first.to_dict("records") + second.to_dict("records"))


def test_two_rounds_stand_beside_each_other_and_what_may_not_be_shown_is_left_out() -> None:
    asked = overview.questions(Twice())  # type: ignore[arg-type]
    experience = next(table for title, table in asked.items() if title.startswith("Hvor længe har du arbejdet"))
    contact = next(table for title, table in asked.items() if title.startswith("Hvornår talte du sidst"))
    assert [column.rpartition(" ")[0][-3:] for column in experience.columns[1:]] == ["(1.", "(2."]
    assert len(contact.columns) == 2


class New:
    """A course in which nothing was opened."""

    def exercises(self) -> Any:
        return pejling_client.example().exercises().iloc[:0]


def test_a_course_that_has_not_begun_is_told_so_in_words() -> None:
    hold: Any = New()
    assert "ikke åbnet nogen øvelse" in overview.show_part(hold).text
    assert "ikke åbnet nogen hjemmeopgave" in overview.show_homework(hold).text
    assert "ikke fem" in overview.show_drills(hold).text
    assert "ikke vist nogen afstemning" in overview.compare(hold).value
