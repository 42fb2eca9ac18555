"""Voilà without the course server, as `voila modules/` starts it: everything is tried by oneself, and nothing is kept."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from pejling.errors import ContentError
from pejling.places import content_roots
from pejling.programme import ProgrammeDay, load_programme, notebook_path
from pejling_widgets.jupyter import HERE, put_on_jupyter_path
from pejling_widgets.jupyter.reading import for_reading


def configure(c: Any) -> None:
    """Give Voilà's settings what a page of the kit needs."""
    put_on_jupyter_path()
    c.VoilaConfiguration.template = "pejling"
    c.VoilaConfiguration.theme = "light"  # the template's own colours lie over it, light or dark as the device is
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.file_allowlist = []  # figures are built into the page
    c.VoilaConfiguration.resources = {"pejling": {"style": _style()}}
    c.VoilaConfiguration.prelaunch_hook = prepare
    c.VoilaConfiguration.page_config_hook = add_start_page
    c.HTMLExporter.language_code = "da"


def prepare(handler: Any, notebook: Any, cwd: str) -> Any:
    """The notebook as a page: Voilà calls this before it starts a kernel."""
    root = Path(handler.settings["contents_manager"].root_dir)
    notebook.metadata["start_page"] = "/voila/render/" in handler.request.path  # else one notebook is all there is
    return for_reading(notebook, root / cwd)


def add_start_page(page_config: dict[str, Any], *, base_url: str, settings: Any, notebook_path: Any, **_: Any) -> dict[str, Any]:
    """What a folder's page shows, among what Voilà tells every page: the looks, and first of all the programme."""
    if not str(notebook_path).endswith(".ipynb"):
        root = Path(settings["contents_manager"].root_dir)
        page_config["style"] = _style()
        page_config["programme"] = {} if notebook_path else programme_below(root, f"{base_url}voila/render/")
    return page_config


def _style() -> str:
    return (HERE.parent / "theme.css").read_text("utf-8")


def programme_below(root: Path, render: str) -> dict[str, Any]:
    """The programme's modules with links to their days; empty when no day lies below `root`."""
    try:
        programme = load_programme()
    except ContentError:
        return {}  # `kit.py check` tells what is wrong; the folder is listed instead
    modules = [
        {"title": module.title, "extent": module.extent, "about": module.about, "ready": module.ready,
         "days": [{"title": day.title, "href": href} for day in module.days if (href := _address(day, root, render))]}
        for module in programme.modules
    ]
    return {"title": programme.title, "modules": modules} if any(module["days"] for module in modules) else {}


def _address(day: ProgrammeDay, root: Path, render: str) -> str:
    """Where Voilà has the day's page; "" when the notebook lies outside the folder that is served."""
    for content in reversed(content_roots()):
        path = notebook_path(day, [content]) if (content / "modules" / day.folder / day.notebook).is_file() else None
        if path and path.resolve().is_relative_to(root.resolve()):
            return render + quote(path.resolve().relative_to(root.resolve()).as_posix())
    return ""
