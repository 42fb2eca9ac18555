"""A day's notebook, read as an agenda without running it."""

import json
from pathlib import Path
from typing import Any

import pytest

from pejling.agenda import agenda_of, read_day
from pejling.errors import ContentError
from pejling.notebook import Notebook, not_still, notebook_of


def markdown(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def note(source: str) -> dict[str, Any]:
    return markdown(source, tags=["underviser"])


def raw(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def notebook(*cells: dict[str, Any]) -> Notebook:
    return notebook_of(raw(*cells), "dag.ipynb")


TITLE = markdown("# En dag\n\nDagens indledning.")


def test_a_section_has_its_id_its_minutes_its_exercises_and_its_notes() -> None:
    day = agenda_of(notebook(
        TITLE,
        code("from pejling_widgets import show"),
        markdown("## Myter og fakta\n\nTekst.", pejling={"id": "myter", "minutes": 35}),
        note("**Formål.** At grine."),
        code('show("myter-og-fakta")'),
        markdown("Mere tekst."),
        code('show("summeoevelse")'),
        note("Og en note til."),
    ))
    section, = day.sections
    assert day.title == "En dag"
    assert (section.id, section.title, section.minutes) == ("myter", "Myter og fakta", 35)
    assert section.exercises == ("myter-og-fakta", "summeoevelse")
    assert "<strong>Formål.</strong>" in section.notes_html
    assert "Og en note til." in section.notes_html


def test_a_note_before_the_first_section_is_about_the_day() -> None:
    day = agenda_of(notebook(TITLE, note("Print arkene."), markdown("## A")))
    assert "Print arkene." in day.notes_html
    assert day.sections[0].notes_html == ""


def test_a_heading_inside_a_note_is_no_section() -> None:
    day = agenda_of(notebook(TITLE, markdown("## A"), note("## Sådan gør du\n\n# Husk")))
    assert [s.title for s in day.sections] == ["A"]


def test_a_section_without_metadata_gets_an_id_from_its_heading_and_no_minutes() -> None:
    section, = agenda_of(notebook(TITLE, markdown("## Rådighedens gråzoner: øv jer"))).sections
    assert (section.id, section.minutes) == ("raadighedens-graazoner-oev-jer", None)


def test_an_optional_section_takes_nothing_of_the_days_time_and_others_say_what_to_drop() -> None:
    day = agenda_of(notebook(
        TITLE, markdown("## Myter", pejling={"minutes": 30, "drop": "first"}),
        markdown("## Pause", pejling={"minutes": 15, "drop": "never"}),
        markdown("## Roller", pejling={"minutes": 20, "optional": True}),
    ))
    assert [(s.optional, s.drop, s.planned) for s in day.sections] == [(False, "first", 30), (False, "never", 15), (True, "", 0)]
    assert day.sections[2].minutes == 20


def test_html_in_a_note_comes_out_as_text() -> None:
    day = agenda_of(notebook(TITLE, markdown("## A"), note("<script>alert(1)</script>")))
    assert "<script>" not in day.sections[0].notes_html


def test_the_source_may_be_a_list_of_lines_as_in_the_file() -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["# En dag\n", "\n", "Tekst."]}
    assert agenda_of(notebook(cell)).title == "En dag"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([markdown("## A")], "titel mangler"),
        ([TITLE, markdown("# En til")], "flere titler"),
        ([TITLE, markdown("## A"), markdown("## A")], "to punkter har id »a«"),
        ([TITLE, markdown("## A\n\n## B")], "celle 2: hvert punkt skal have sin egen celle"),
        ([TITLE, markdown("Tekst først.\n\n## A")], "celle 2: hvert punkt skal have sin egen celle"),
        ([TITLE, code('show("a")')], "før den første overskrift"),
        ([TITLE, markdown("## A", pejling={"optional": "ja"})], "punktet »A«: optional er »ja«; true eller false"),
        ([TITLE, markdown("## A", pejling={"drop": "last"})], "punktet »A«: drop er »last«; »first« eller »never«"),
        ([TITLE, markdown("## A", pejling={"drop": "never", "optional": True})], "både optional og drop er sat"),
    ],
)
def test_a_notebook_that_is_no_agenda_is_refused_in_danish(cells: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ContentError, match=said):
        agenda_of(notebook(*cells))


def test_a_line_of_code_in_the_text_is_no_title() -> None:
    assert agenda_of(notebook(TITLE, markdown("## A\n\n```\n# en kommentar\n## og en til\n```"))).title == "En dag"


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        agenda_of(notebook(code('show("a")'), markdown("## A"), markdown("## A")))
    assert len(caught.value.problems) == 3


def test_a_file_that_is_no_notebook_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "dag.ipynb"
    with pytest.raises(ContentError, match=r"dag\.ipynb: filen kan ikke læses"):
        read_day(path)
    path.write_text("hej", encoding="utf-8")
    with pytest.raises(ContentError, match=r"dag\.ipynb: filen er ikke en gyldig notebook"):
        read_day(path)
    path.write_text("[" * 20_000 + "]" * 20_000, encoding="utf-8")
    with pytest.raises(ContentError, match=r"dag\.ipynb: filen er ikke en gyldig notebook"):
        read_day(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError, match=r"dag\.ipynb: filen er ikke en gyldig notebook"):
        read_day(path)


def test_a_file_is_read_as_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "dag.ipynb"
    path.write_text(json.dumps(raw(TITLE, markdown("## Æ og å"))), encoding="utf-8")
    assert read_day(path).sections[0].title == "Æ og å"


@pytest.mark.parametrize(
    "source",
    ["", "# note", "from pejling_widgets import show", 'show("a")', 'show("a")\nshow("b")', "import pandas as pd"],
)
def test_a_cell_of_imports_and_shows_is_still(source: str) -> None:
    assert not_still(notebook(TITLE, code(source))) == []


@pytest.mark.parametrize(
    "source",
    [
        'x = "a"\nshow(x)',
        "show(navn)",
        'show(f"{1}")',
        'show("a", "b")',
        'show(id="a")',
        "show(1)",
        'display(show("a"))',
        'show("a").run()',
        "print(1)",
        "%matplotlib inline",
        "for i in range(3):\n    show('a')",
        "if True:\n    show('a')",
        "def f(): pass",
        "show('a')\0",
        "-" * 200_000 + "1",
        "(" * 300,
    ],
)
def test_anything_else_in_a_cell_is_not_still_and_the_cell_is_named(source: str) -> None:
    problem, = not_still(notebook(TITLE, code(source)))
    assert str(problem).startswith("dag.ipynb, celle 2: ")
