"""What nbconvert makes of a day: a page, a slide show and a PDF for participants, with its exercises as they can be printed.

The exercises are made here, when a notebook is exported, and not when it is run: a saved notebook then holds prose and ids
alone, so that running it changes nothing that is committed, and no file shows a question as it once was.
"""

import tempfile
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output

from pejling.errors import NotFound
from pejling.notebook import Cell, notebook_of
from pejling.places import content_roots
from pejling.reports.browser import NotPrinted, print_page
from pejling_widgets.jupyter import HERE, put_on_jupyter_path
from pejling_widgets.jupyter.reading import for_reading
from pejling_widgets.library import Library
from pejling_widgets.on_paper import on_paper
from pejling_widgets.show import Mistake

PRINTING_SECONDS = 120.0


def configure(c: Any) -> None:
    """Give nbconvert's settings what an export of the kit's notebooks needs."""
    put_on_jupyter_path()
    c.HTMLExporter.template_name = "pejling"
    c.SlidesExporter.template_name = "pejling-slides"
    c.HTMLExporter.preprocessors = ["pejling_widgets.jupyter.export.ForReading"]
    c.SlidesExporter.preprocessors = ["pejling_widgets.jupyter.export.AsSlides"]
    c.VoilaExporter.preprocessors = []  # Voilà runs the notebook itself
    c.HTMLExporter.exclude_input = True
    c.HTMLExporter.exclude_input_prompt = True
    c.HTMLExporter.exclude_output_prompt = True
    c.HTMLExporter.language_code = "da"


class ForReading(Preprocessor):
    """The notebook without the trainer's notes, and with each exercise in the place of the call that shows it."""

    as_slides = False

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook for its readers, and what the template needs to draw it."""
        nb = for_reading(nb, Path(resources.get("metadata", {}).get("path") or "."), as_slides=self.as_slides)
        nb.metadata.pop("widgets", None)  # a widget needs a kernel
        library = Library.load(content_roots())
        kept = []
        for raw, cell in zip(nb.cells, notebook_of(nb).cells, strict=True):
            if cell.kind == "code" and cell.still:
                raw.outputs = [new_output("display_data", {"text/html": _drawn(cell, library)})]  # type: ignore[no-untyped-call]
            if not (cell.kind == "code" and cell.still and not cell.shown):
                kept.append(raw)
        nb.cells = kept
        resources["pejling_style"] = "\n".join((HERE.parent / name).read_text("utf-8") for name in ("theme.css", "on_paper.css"))
        return nb, resources


class AsSlides(ForReading):
    """The same, its prose parted as on the big screen."""

    as_slides = True


def _drawn(cell: Cell, library: Library) -> str:
    parts = []
    for exercise in cell.shown:
        try:
            parts.append(on_paper(library.find(exercise)))
        except NotFound as error:
            parts.append(Mistake(str(error))._repr_html_())
    return "".join(parts)


class PDF(HTMLExporter):
    """The page as a PDF, printed by the machine's own Chromium, Chrome or Edge."""

    file_extension = ".pdf"
    template_extension = ".html.j2"
    export_from_notebook = "PDF"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **words: Any) -> tuple[Any, Any]:
        """The PDF's bytes; raises NotPrinted where no browser is installed."""
        html, resources = super().from_notebook_node(nb, resources, **words)
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "page.html").write_text(html, encoding="utf-8")
            try:
                print_page(folder / "page.html", folder / "page.pdf", PRINTING_SECONDS, folder)
            except NotPrinted as error:
                raise NotPrinted("PDF'en kunne ikke laves: der skal være Chrome, Edge eller Chromium på maskinen. "
                                 "Lav en side med --to html, og print den fra din browser.") from error
            resources["output_extension"] = ".pdf"
            return (folder / "page.pdf").read_bytes(), resources
