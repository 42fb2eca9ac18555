"""A day's notebook as a still page."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pejling.errors import ContentError
from pejling.places import content_roots
from pejling.programme import load_programme, notebook_path
from pejling_server.rendering import Pages, Still, render_day
from pejling_widgets.library import Library

POLL = """\
kind: poll
title: "Hvem er <b>her</b> & nu?"
visible: aggregate
source: En test
questions:
  - {id: et, type: single, text: Er du her?, options: [{id: ja, text: Ja}, {id: nej, text: Nej}]}
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "modules" / "1-dag" / "exercises"
    folder.mkdir(parents=True)
    (folder / "hvem-er-her.yaml").write_text(POLL, encoding="utf-8")
    return Library.load([tmp_path])


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return tmp_path / "modules" / "1-dag" / "dag.ipynb"


def write(path: Path, *cells: nbformat.NotebookNode) -> None:
    nbformat.write(new_notebook(cells=list(cells)), path)


def markdown(text: str, **metadata: object) -> nbformat.NotebookNode:
    return new_markdown_cell(text, metadata=metadata)


def test_sections_have_anchors_and_exercises_a_place_with_their_title(library: Library, notebook: Path) -> None:
    write(notebook, markdown("# Dagen\n\nVelkommen"), new_code_cell("from pejling_widgets import show"),
          markdown("## Myter", pejling={"minutes": 20, "id": "myter"}), new_code_cell('show("hvem-er-her")'),
          markdown("## Pause"), markdown("## Roller", pejling={"minutes": 15, "optional": True}))
    still = render_day(notebook, library)
    assert "<h1>Dagen</h1>" in still.intro
    assert "<section" not in still.intro
    assert '<section class="pj-section" id="myter">' in still.html
    assert "20&nbsp;minutter" in still.html
    assert "Valgfrit · 15&nbsp;minutter" in still.html
    assert still.html.count("Valgfrit") == 1
    assert 'data-exercise="hvem-er-her"' in still.html
    assert "Hvem er &lt;b&gt;her&lt;/b&gt; &amp; nu?" in still.html
    assert still.html.count("<section") == still.html.count("</section>") == 3
    assert "import" not in still.html


def test_a_trainers_note_is_in_no_page(library: Library, notebook: Path) -> None:
    write(notebook, markdown("# Dagen"), markdown("## Et"), markdown("Hold øje med Jens", tags=["underviser"]))
    still = render_day(notebook, library)
    assert "Jens" not in still.intro + still.html
    assert "Jens" in still.day.sections[0].notes_html


def test_markup_in_prose_comes_out_as_text(library: Library, notebook: Path) -> None:
    write(notebook, markdown("# Dagen"), markdown("## Et\n\n<script>alert(1)</script> [x](javascript:alert(1))"))
    html = render_day(notebook, library).html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_a_notebook_that_computes_is_left_to_a_kernel(library: Library, notebook: Path) -> None:
    write(notebook, markdown("# Dagen"), markdown("## Et"), new_code_cell("print(1)"))
    still = render_day(notebook, library)
    assert not still.html
    assert still.day.title == "Dagen"


def test_an_exercise_with_a_broken_file_leaves_the_rest_of_the_page(library: Library, notebook: Path) -> None:
    write(notebook, markdown("# Dagen"), markdown("## Et"), new_code_cell('show("findes-ikke")\nshow("hvem-er-her")'))
    html = render_day(notebook, library).html
    assert "En øvelse kan ikke vises" in html
    assert 'data-exercise="hvem-er-her"' in html


def test_a_page_is_made_once_and_again_when_its_notebook_changes(library: Library, notebook: Path) -> None:
    write(notebook, markdown("# Dagen"), markdown("## Et"))
    made: list[Still] = []

    def wrap(still: Still) -> str:
        made.append(still)
        return f"<html>{still.intro}{still.html}</html>"

    pages = Pages()
    first, again = (pages.of(notebook, library, "hold", wrap) for _ in range(2))
    assert first is again
    write(notebook, markdown("# En anden dag med en længere titel"), markdown("## Et"))
    changed = pages.of(notebook, library, "hold", wrap)
    assert len(made) == 2
    assert changed.etag != first.etag
    assert "En anden dag" in changed.body.decode()


def test_a_page_is_made_anew_when_an_exercise_changes(library: Library, notebook: Path, tmp_path: Path) -> None:
    write(notebook, markdown("# Dagen"), markdown("## Et"), new_code_cell('show("hvem-er-her")'))
    pages = Pages()
    before = pages.of(notebook, library, "hold", lambda still: still.html)
    file = tmp_path / "modules" / "1-dag" / "exercises" / "hvem-er-her.yaml"
    file.write_text(POLL.replace("Hvem er", "Hvem var"), encoding="utf-8")
    after = pages.of(notebook, Library.load([tmp_path]), "hold", lambda still: still.html)
    assert "Hvem er" in before.body.decode()
    assert "Hvem var" in after.body.decode()


def test_a_notebook_without_a_title_is_told_as_a_mistake(library: Library, notebook: Path) -> None:
    write(notebook, markdown("## Et"))
    with pytest.raises(ContentError, match="titel"):
        render_day(notebook, library)


@pytest.mark.parametrize("day", list(load_programme().days()), ids=lambda day: day.id)
def test_every_day_that_ships_is_strict_and_keeps_its_notes(day) -> None:  # type: ignore[no-untyped-def]
    roots = content_roots()
    still = render_day(notebook_path(day, roots), Library.load(roots))
    whole = still.intro + still.html
    assert not re.search(r"<script|<style|<iframe|\sstyle=|\son[a-z]+=", whole)
    assert not re.search(r'(src|href)="(https?:)?//[^"]*\.(js|css|png|woff2?)"', whole)
    notes = [note for section in still.day.sections for note in re.findall(r">([^<>]{40,})<", section.notes_html)]
    assert notes
    assert not [note for note in notes if note in whole]
    assert "En øvelse kan ikke vises" not in whole
