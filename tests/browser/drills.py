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
    shown = [ALL_FORMS, *BY_FORM.values(), *SHIPPED]
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
