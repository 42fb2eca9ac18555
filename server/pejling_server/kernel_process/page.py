"""A notebook that has been run, as Voilà's own page; and what Voilà is told about every page of ours."""

import asyncio
import logging
from types import SimpleNamespace
from typing import Any

from nbformat import NotebookNode

KERNEL = "00000000-0000-4000-8000-70656a6c6e67"
COURSE = "pejling-course-goes-here"
"""Stand in a page that is made once, for what every visitor has their own of."""


def page_settings(c: Any, assets: dict[str, str]) -> None:
    """Tell Voilà's settings how a kernel page looks: our template, Danish, nothing handed out beside it."""
    c.VoilaConfiguration.template = "pejling"
    c.VoilaConfiguration.theme = "light"
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.resources = {"pejling": assets}
    c.VoilaConfiguration.file_allowlist = []  # Voilà's defaults hand out pictures without a token
    c.VoilaConfiguration.file_denylist = [".*"]
    c.VoilaConfiguration.show_tracebacks = False
    c.HTMLExporter.language_code = "da"


class Page:
    """A notebook's page, drawn by Voilà's own renderer. Made once, it draws again in a tenth of the time, also in a fork."""

    def __init__(self, notebook: NotebookNode, base_url: str, assets: dict[str, str]) -> None:
        from traitlets.config import Config
        from voila.configuration import VoilaConfiguration
        from voila.notebook_renderer import NotebookRenderer
        from voila.paths import collect_template_paths
        from voila.utils import get_page_config

        class OfRunCells(NotebookRenderer):  # type: ignore[misc]  # it ships no types
            """Voilà's way from cells to a page, without running them."""

            cells: list[NotebookNode]

            async def load_notebook(self, path: str) -> NotebookNode:
                return notebook

            async def _jinja_kernel_start(self, nb: NotebookNode, kernel_id: str, kernel_future: Any) -> str:
                return kernel_id

            async def _jinja_cell_generator(self, nb: NotebookNode, kernel_id: str) -> Any:
                for cell in self.cells:
                    yield cell

        c = Config()
        page_settings(c, assets)
        settings = VoilaConfiguration(config=c)
        no_mathjax = {"mathjax_config": None, "mathjax_url": None}  # as in Voilà itself; else it is fetched from another host
        log = logging.getLogger("voila")
        self._renderer = OfRunCells(
            voila_configuration=settings,
            traitlet_config=c,
            notebook_path="side.ipynb",
            template_paths=collect_template_paths(["voila", "nbconvert"], settings.template),
            contents_manager=SimpleNamespace(file_exists=lambda path: False),  # figures are built in already
            base_url=base_url,
            page_config=get_page_config(base_url=base_url, settings=no_mathjax, log=log, voila_configuration=settings),
            **no_mathjax,
        )
        asyncio.get_event_loop().run_until_complete(self._renderer.initialize())

    def drawn(self, cells: list[NotebookNode]) -> str:
        """The page with these cells, which have been run; `KERNEL` stands where its kernel's id goes."""
        self._renderer.cells = cells
        return str(asyncio.get_event_loop().run_until_complete(self._renderer.generate_content_str(KERNEL)))
