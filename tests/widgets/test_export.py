"""What nbconvert makes of a day, and what a saved notebook holds."""

import copy
import json
import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pypdf
import pytest
from nbconvert.exporters import HTMLExporter, SlidesExporter
from run_all import HOW_TO_GET_A_BROWSER, find_browser
from traitlets.config import Config

from pejling.agenda import read_day
from pejling.exercise.fields import FieldExercise
from pejling.notebook import read_notebook
from pejling.places import content_root
from pejling.slides import split
from pejling_widgets.jupyter.export import PDF, configure
from pejling_widgets.jupyter.saving import WIDGET, without_shown
from pejling_widgets.library import Library
from pejling_widgets.on_paper import on_paper

MODULES = content_root() / "modules"
DAYS = sorted(path for path in MODULES.glob("**/*.ipynb") if not path.parent.name.startswith("_"))
TEMPLATE = MODULES / "_template" / "dag.ipynb"
LIBRARY = Library.load([content_root()])


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Config:
    """As Jupyter reads them."""
    monkeypatch.setenv("JUPYTER_PATH", "")  # and it is taken back afterwards
    given = Config()  # type: ignore[no-untyped-call]
    configure(given)
    return given


def exported(exporter: type[HTMLExporter], settings: Config, path: Path) -> Any:
    return exporter(config=settings).from_filename(str(path))[0]  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(("path", "exporter"), [*((day, HTMLExporter) for day in DAYS), (DAYS[0], SlidesExporter)])
def test_a_day_is_exported_for_its_readers(path: Path, exporter: type[HTMLExporter], settings: Config) -> None:
    html, read = exported(exporter, settings, path), read_notebook(path)
    assert '<html lang="da">' in html
    assert re.findall(r'(?:src|href|import)\s*[=(]?\s*["\'](?:https?:)?//[^"\']*', html) == [], "no other host is asked"
    shown = [exercise for cell in read.cells for exercise in cell.shown]
    assert re.findall(r'data-exercise="([^"]*)"', html) == shown
    assert "show(&quot;" not in html
    assert 'show("' not in html
    for note in (cell.source for cell in read.cells if cell.for_trainer):
        longest = max(re.findall(r"[\w ,]+", note), key=len)
        assert longest not in html


def test_an_exported_slide_show_has_the_slides_of_the_big_screen(settings: Config) -> None:
    path = MODULES / "2-samtalerne" / "dag-1" / "dag.ipynb"
    html, day = exported(SlidesExporter, settings, path), read_day(path)
    slides = [slide for section in day.sections for slide in section.slides]
    cells = read_notebook(path).cells
    shown = sum(bool(cell.shown) for cell in cells)
    assert html.count('<section class="pj-slide-one">') == len(split(cells[0].source)) + len(slides) + shown
    assert html.count("<section") == html.count("</section>")


def test_a_day_is_printed(settings: Config) -> None:
    if not find_browser(os.environ):
        pytest.skip(HOW_TO_GET_A_BROWSER)
    words = pypdf.PdfReader(BytesIO(exported(PDF, settings, TEMPLATE))).pages[0].extract_text()
    assert "hvad dagen handler om" in " ".join(words.split())
    assert "Til dig, der underviser" not in words


@pytest.mark.parametrize("exercise", [exercise for exercise in LIBRARY.exercises if exercise.startswith("galleri-")])
def test_an_exercise_on_paper_has_its_questions_and_their_options(exercise: str) -> None:
    loaded = LIBRARY.find(exercise)
    html = on_paper(loaded)
    assert f">{loaded.content.title}<" in html
    assert "<script" not in html
    fields = [field for field in loaded.content.named.values() if field.label != field.id] if isinstance(
        loaded.content, FieldExercise) else []
    assert html.count('<p class="pj-label">') == len(fields)
    assert ("bruges på skærmen" in html) == (not fields)
    assert html.count("☐") == sum(len(getattr(field, "options", ())) for field in fields)


def saved(notebook: Any) -> Any:
    model = {"type": "notebook", "content": copy.deepcopy(notebook)}
    without_shown(model, path="dag.ipynb", contents_manager=None)
    return model["content"]


def run(notebook: Any) -> Any:
    """The notebook as JupyterLab holds it when its cells have run."""
    ran = copy.deepcopy(notebook)
    for number, cell in enumerate(ran["cells"], 1):
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"text/plain": "Preview()", WIDGET: {}}}]
    ran["metadata"]["language_info"] |= {"version": "3.11.7", "file_extension": ".py"}
    ran["metadata"]["widgets"] = {}
    return ran


@pytest.mark.parametrize("path", DAYS, ids=lambda path: path.relative_to(MODULES).as_posix())
def test_saving_a_day_that_was_run_changes_nothing(path: Path) -> None:
    notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))  # type: ignore[no-untyped-call]
    assert run(notebook) != notebook
    assert saved(run(notebook)) == notebook


def test_what_a_cell_has_computed_is_kept() -> None:
    two = nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=1)
    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python", "version": "3.11.7"}}, cells=[
        nbformat.v4.new_code_cell("1 + 1", execution_count=1, outputs=[two]),
        nbformat.v4.new_code_cell('show("ur")', execution_count=2),
    ])
    kept = saved(notebook)
    assert [cell.execution_count for cell in kept.cells] == [1, None]
    assert kept.cells[0].outputs == [two]
    assert kept.metadata == notebook.metadata
