"""A section that is optional: outside the day's time, and marked wherever the day is told."""

from pathlib import Path
from typing import Any

import nbformat
from browser.classroom import hand_over
from browser.watching import open_device
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import expect
from serving import Client, serve

DAY = "viden-og-samarbejde"


def own_day(data: Path) -> None:
    """A trainer's own Modul 1: an hour, something optional, and half an hour."""
    sections = (("Myter", {"minutes": 60, "drop": "first"}), ("Roller", {"minutes": 20, "optional": True}),
                ("Aftaler", {"minutes": 30, "drop": "never"}))
    path = data / "content" / "modules" / "1-viden-og-samarbejde" / "dag.ipynb"
    path.parent.mkdir(parents=True)
    cells = [new_markdown_cell(f"## {title}", metadata={"pejling": meta}) for title, meta in sections]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Min dag"), *cells]), path)


def test_it_is_marked_for_the_trainer_and_the_class_and_moves_no_clock(browser: Any, tmp_path: Path) -> None:
    own_day(tmp_path)
    with serve(tmp_path) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        with open_device(browser, served.url) as one:
            hand_over(trainer, one)
            one.go(f"/underviser/{trainer.course}")
            agenda = one.page.get_by_role("list").filter(has_text="Aftaler")
            expect(agenda.get_by_role("listitem").filter(has_text="Roller")).to_contain_text("valgfrit")
            expect(agenda.get_by_role("listitem").filter(has_text="Aftaler")).to_contain_text("10.00–10.30")
            expect(one.page.get_by_text("Skrider tiden, så spar først på: Myter. Spar aldrig på: Aftaler.")).to_be_visible()
            one.page.get_by_role("button", name="Næste").click()
            expect(agenda.get_by_role("listitem").filter(has_text="Myter")).to_contain_text("På skærmen")
            one.page.get_by_role("button", name="Næste").click()
            expect(agenda.get_by_role("listitem").filter(has_text="Aftaler")).to_contain_text("På skærmen")
            one.go(f"/hold/{trainer.course}/dag/{DAY}")
            expect(one.page.locator("#roller")).to_contain_text("Valgfrit · 20")
            one.check()
        trainer.post(f"/api/console/{trainer.course}/screen", {"day": DAY, "section": "myter", "exercise": ""})
        shown = trainer.get(f"/api/course/{trainer.course}/screen")["section"]
        assert shown["next"] == "Aftaler"
