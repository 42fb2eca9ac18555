"""A day of the tests' own with drills on it, as a trainer would lay one into the data folder's content."""

import json
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pejling.places import content_root

DAY = "oevedag"
FORMS = ("recognise", "mark", "write", "rewrite", "order", "sort", "place")
ALL_FORMS = "galleri-drill"
BY_FORM = {form: f"kun-{form}" for form in FORMS}
"""A drill with one task of each form, so that all forms can be seen on one page."""
SHIPPED = ("drill-noegleord", "drill-ugu", "drill-spejling")

ON_PURPOSE = "svar-med-vilje"
"""A drill of the ten items that `tests/danish/trial.yaml` answers badly and well on purpose."""


def tried_on_purpose() -> list[tuple[dict[str, Any], str, str]]:
    """Ten items of the kit's drills, each with a bad reply and a good one, typed as on a phone."""
    yaml = YAML(typ="safe")
    trial = yaml.load(Path(__file__).parents[1] / "danish" / "trial.yaml")
    found = []
    for bad, good in zip(trial["bad"], trial["good"], strict=True):
        drill = yaml.load(content_root() / "modules" / "pejlemaerker" / "exercises" / f"{bad['drill']}.yaml")
        item = next(item for item in (*drill["practice"], *drill["check"]) if item["id"] == bad["item"] == good["item"])
        found.append((item, bad["text"], good["text"]))
    return found


MODULE = f"""\
modules:
  - id: oevemodul
    title: Øvemodul
    extent: 1 dag
    about: Øvelser til at øve med.
    ready: true
    days:
      - {{id: {DAY}, title: Øvedag, folder: {DAY}, notebook: {DAY}.ipynb}}
"""


def lay_out_drills(data: Path) -> None:
    """Put a day with every drill that the tests use into DATA/content."""
    modules = data / "content" / "modules"
    (modules / DAY / "exercises").mkdir(parents=True)
    (modules / "programme.yaml").write_text(MODULE, encoding="utf-8")
    gallery = YAML(typ="safe").load(content_root() / "modules" / "galleri" / "exercises" / f"{ALL_FORMS}.yaml")
    for item in gallery["practice"]:
        one = {**gallery, "title": f"Kun {item['form']}", "practice": [item]}
        text = json.dumps(one, ensure_ascii=False)  # JSON is YAML
        (modules / DAY / "exercises" / f"{BY_FORM[item['form']]}.yaml").write_text(text, encoding="utf-8")
    tried = {**gallery, "title": "Svar med vilje", "practice": [item for item, _, _ in tried_on_purpose()]}
    (modules / DAY / "exercises" / f"{ON_PURPOSE}.yaml").write_text(json.dumps(tried, ensure_ascii=False), encoding="utf-8")
    shown = [ALL_FORMS, *BY_FORM.values(), *SHIPPED, ON_PURPOSE]
    cells = [words("titel", "# Øvedag\n\nHer øver vi."), shows("import", "from pejling_widgets import show"),
             words("oevelser", "## Øvelser", pejling={"id": "oevelser", "minutes": 60}),
             *(shows(f"vis-{name}", f'show("{name}")') for name in shown)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (modules / DAY / f"{DAY}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def words(name: str, text: str, **metadata: Any) -> dict[str, Any]:
    """A cell of text."""
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": text}


def shows(name: str, code: str) -> dict[str, Any]:
    """A cell of code."""
    return {"cell_type": "code", "id": name, "metadata": {}, "source": code, "outputs": [], "execution_count": None}
