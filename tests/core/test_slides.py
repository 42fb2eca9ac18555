"""Where a day's prose is parted into slides, and which cells are for the screen or for phones alone."""

import json
from typing import Any

import pytest

from pejling.agenda import agenda_of, read_day
from pejling.errors import ContentError
from pejling.notebook import notebook_of
from pejling.places import content_root
from pejling.slides import split

TEXTS = {
    "a heading begins one": ("## A\n\nEt.\n\n### B\n\nTo.", ["## A\n\nEt.", "### B\n\nTo."]),
    "a line ends one and is gone": ("Et.\n\n---\n\nTo.", ["Et.", "To."]),
    "a list stands with what leads to it": ("## A\n\nTre:\n\n1. x\n2. y", ["## A\n\nTre:\n\n1. x\n2. y"]),
    "after a list another begins": ("Tre:\n\n- x\n\nBagefter.", ["Tre:\n\n- x", "Bagefter."]),
    "a list after much begins one, with its lead-in": ("Et.\n\nTo.\n\n**Tre:**\n\n- x", ["Et.\n\nTo.", "**Tre:**\n\n- x"]),
    "a table and a picture are as a list": (
        "Et.\n\nTo.\n\n|a|b|\n|-|-|\n|1|2|\n\n![c](c.svg)", ["Et.\n\nTo.", "|a|b|\n|-|-|\n|1|2|", "![c](c.svg)"],
    ),
    "a line in a list or in code is none": ("- x\n\n  ---\n\n  y", ["- x\n\n  ---\n\n  y"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_parted(name: str) -> None:
    text, parts = TEXTS[name]
    assert split(text) == parts


def cell(source: str, *tags: str, kind: str = "markdown") -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}}


def day(*cells: dict[str, Any]) -> Any:
    raw = {"nbformat": 4, "cells": [cell("# Dagen"), *cells]}
    return agenda_of(notebook_of(json.loads(json.dumps(raw))))


def test_slides_stand_among_the_exercises_as_in_the_notebook() -> None:
    found = day(cell("## A\n\nFør."), cell("Noter.", "underviser"), cell('show("x")', kind="code"), cell("Mellem."),
                cell("Kun på telefonen.", "kun-telefon"), cell("Kun på skærmen.", "kun-skaerm"), cell('show("y")', kind="code"))
    assert [(one.after, one.source, one.title) for one in found.sections[0].slides] == [
        (0, "## A\n\nFør.", "A"), (1, "Mellem.\n\nKun på skærmen.", "")]


def test_a_heading_is_for_everybody() -> None:
    with pytest.raises(ContentError, match="kun for telefon eller skærm"):
        day(cell("## A", "kun-skaerm"))


def test_what_is_for_the_screen_alone_stands_on_no_page() -> None:
    cells = [cell("Begge."), cell("Skærm.", "kun-skaerm"), cell("Telefon.", "kun-telefon")]
    notebook = notebook_of({"nbformat": 4, "cells": cells})
    assert [one.source for one in notebook.cells if one.for_phone] == ["Begge.", "Telefon."]
    assert [one.source for one in notebook.cells if one.for_screen] == ["Begge.", "Skærm."]


def test_every_section_of_every_day_has_a_slide() -> None:
    for path in (content_root() / "modules").glob("**/dag.ipynb"):
        for section in read_day(path).sections:
            assert section.slides, (path, section.id)
