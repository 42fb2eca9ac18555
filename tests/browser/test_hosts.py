"""The gallery where kinds are shown: real JupyterLab, plain Voilà, and a kernel page of the course server."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser.classroom import Classroom, hand_over
from browser.jupyter import TOKEN, free_port, running
from browser.pages.day import Day
from browser.positions import moved
from browser.watching import LAPTOP, Device, open_device
from playwright.sync_api import expect
from serving import ROOT

from pejling.notebook import read_notebook
from pejling_widgets.jupyter.lab_contents import SHIPPED

DAY = ROOT / "modules" / "2-samtalerne" / "dag-1" / "dag.ipynb"
CLOSELY = "modules/2-samtalerne/dag-2/rk-udforsk.ipynb"
SLOW = 90_000
"""Milliseconds for a kernel to start and draw on a busy machine."""
CHOICE = "Det kommer an på samtalen"
KERNEL_PAGE = "/jupyter/voila/render/galleri.ipynb"


def run_all(page: Any, notebook: str, heading: str) -> None:
    """Open a notebook in JupyterLab and run its cells, once its kernel is there to run them."""
    page.goto(notebook, timeout=SLOW)
    page.get_by_role("heading", name=heading).wait_for(timeout=SLOW)
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=SLOW)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def look_closely(page: Any) -> None:
    """Choose a dimension, a direction and an organisation: the figure and its table follow."""
    drawn = page.get_by_role("img", name="Punkter fra 1 til 5.")
    page.get_by_label("Dimension").select_option("Fælles mål")
    expect(drawn).to_have_accessible_name(re.compile("Fælles mål"))
    page.get_by_label("Runde").select_option("1. runde")
    page.get_by_label("Dimension").select_option("Hele tallet")
    page.get_by_label("Organisation").select_option("Sundets A-kasse")
    expect(drawn).to_have_accessible_name(re.compile(r"A-kasse om Jobcenter: \d,\d+$"))
    expect(page.get_by_text("Et forslag til, hvor I kan begynde")).to_be_visible()


def choose_and_show(page: Any) -> None:
    """Answer the gallery's poll, close it and show the result, as a trainer trying it would."""
    page.get_by_text("Forhåndsvisning").first.wait_for(timeout=SLOW)
    poll = page.locator(".pj-preview").filter(has_text="Fem måder at spørge på")
    poll.get_by_role("button", name="Åbn", exact=True).click()
    option = poll.get_by_label(CHOICE)
    option.check()
    poll.get_by_text("1 besvaret").wait_for()
    expect(option).to_be_checked()
    poll.get_by_role("button", name="Luk", exact=True).click()
    expect(option).to_be_disabled()
    expect(option).to_be_checked()
    for title in ("En tavle, gruppen skriver på sammen", "Et skema, der gemmer sig selv", "Et ur til en summeøvelse"):
        expect(page.locator(".pj-preview").filter(has_text=title)).to_contain_text("intet gemmes")


def edit(page: Any, shown: str) -> None:
    """In the editor: the text is checked as one types, and what it makes stands beside it."""
    text = page.locator(".pj-yaml textarea")
    text.wait_for(timeout=SLOW)
    page.get_by_text("Ingen fejl").wait_for(timeout=SLOW)
    page.locator(shown).first.wait_for(timeout=SLOW)
    right = text.input_value()
    text.fill(right.replace("title:", "titel:", 1))
    page.get_by_text("mente du »title«").wait_for()
    text.fill(right.replace("title:", "title: Prøvet –", 1))
    page.get_by_role("heading", name="Prøvet –").first.wait_for()


def see_overview(page: Any, bars: int) -> None:
    """The overview of a course: figures with their words, and a question of a poll to choose."""
    page.get_by_role("heading", name="Afstemninger over tid").wait_for(timeout=SLOW)
    expect(page.get_by_role("img", name="procent")).to_have_count(bars, timeout=SLOW)
    assert page.get_by_role("alert").count() == 0


def use_keys(page: Any) -> None:
    """Arrows choose, and letters that JupyterLab has commands on (x cuts a cell) do nothing to the notebook."""
    poll = page.locator(".pj-preview").filter(has_text="Fem måder at spørge på")
    shown = page.locator(".pj-preview").count()
    again = poll.get_by_role("button", name="Åbn", exact=True)
    again.focus()
    for key in ("x", "d", "d", "a", "b", "m"):
        page.keyboard.press(key)
    expect(again).to_be_focused()
    expect(page.locator(".pj-preview")).to_have_count(shown)
    page.keyboard.press("Enter")
    option = poll.get_by_label(CHOICE)
    expect(option).to_be_enabled()
    option.focus()
    page.keyboard.press("ArrowUp")
    expect(option).not_to_be_checked()
    expect(poll.locator("input:checked").first).to_be_focused()


def test_the_gallery_in_jupyterlab(browser: Any, tmp_path: Path) -> None:
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    arguments = ["lab", "--no-browser", f"--port={port}", f"--data={tmp_path / 'data'}"]
    with running("pejling_server", *arguments, at=tmp_path, ready=f"{home}/api"), open_device(browser, home, **LAPTOP) as one:
        page = one.page
        page.goto(f"{home}/lab/tree/{quote(SHIPPED)}/widgets/gallery.ipynb?token={TOKEN}", timeout=SLOW)
        page.get_by_role("heading", name="Galleriet").wait_for(timeout=SLOW)
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=SLOW)  # or nobody runs them
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        choose_and_show(page)
        use_keys(page)
        page.locator(".pj-preview").filter(has_text="Et skema, der gemmer sig selv").get_by_role("textbox").first.fill("I går")
        for phase in ("Luk", "Vis resultat", "Åbn"):
            switches = page.get_by_role("button", name=phase, exact=True)
            for switch in switches.all():
                switch.click()
                expect(switch).to_have_attribute("aria-pressed", "true")
            assert moved(page, ".pj-preview") == [], phase
        run_all(page, f"{home}/lab/tree/{quote(SHIPPED)}/{CLOSELY}?reset", "RK: se nærmere")
        expect(page.get_by_text("Et eksempel med opdigtede svar.")).to_be_visible(timeout=SLOW)
        look_closely(page)
        run_all(page, f"{home}/lab/tree/{quote(SHIPPED)}/widgets/rediger.ipynb?reset", "Redigér en øvelse")
        edit(page, ".pj-preview")
        page.get_by_role("button", name="Gem som min egen").click()
        page.get_by_text("Gemt som din egen udgave").wait_for()
        assert list((tmp_path / "data" / "content" / "modules").rglob("*.yaml")), "it lies in the trainer's own content"
        page.goto(f"{home}/lab/tree/{quote(SHIPPED)}/modules/4-opfoelgning/overblik.ipynb?reset", timeout=SLOW)
        page.get_by_role("heading", name="Overblik over et hold").wait_for(timeout=SLOW)
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=SLOW)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.get_by_role("img", name="Deltagelse i procent").wait_for(timeout=SLOW)  # Lab draws only what is in sight
        page.goto(f"{home}/lab/tree/{quote(SHIPPED)}/modules/_template/dag.ipynb?reset", timeout=SLOW)
        expect(page.locator(".pj-note").filter(has_text="Til dig, der underviser")).to_be_visible(timeout=SLOW)
        assert one.elsewhere == []


@pytest.fixture(scope="module")
def plain_voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `voila` serves the clone, with no other argument than the folder and the port."""
    port, at = free_port(), tmp_path_factory.mktemp("voila")
    home = f"http://127.0.0.1:{port}"
    with running("voila", str(ROOT), "--no-browser", f"--port={port}", at=at, ready=f"{home}/voila/static/voila.js"):
        yield home


def test_the_gallery_in_plain_voila(browser: Any, plain_voila: str) -> None:
    with open_device(browser, plain_voila, **LAPTOP) as one:
        page = one.page
        page.goto(f"{plain_voila}/voila/render/widgets/gallery.ipynb", timeout=SLOW, wait_until="commit")
        poll = page.locator(".pj-preview").filter(has_text="Fem måder at spørge på")
        poll.get_by_label(CHOICE).check(timeout=SLOW)
        poll.get_by_text("1 besvaret").wait_for()
        expect(page.get_by_text("Nulstil").first).to_be_hidden()
        assert moved(page, ".pj-preview") == []
        page.goto(f"{plain_voila}/voila/render/widgets/rediger.ipynb", timeout=SLOW, wait_until="commit")
        edit(page, ".pj-preview")
        page.goto(f"{plain_voila}/voila/render/modules/4-opfoelgning/overblik.ipynb", timeout=SLOW, wait_until="commit")
        see_overview(page, 3)
        assert one.elsewhere == []


def test_the_programme_and_a_day_in_plain_voila(browser: Any, plain_voila: str) -> None:
    with open_device(browser, plain_voila, **LAPTOP, color_scheme="dark") as one:
        page = one.page
        page.goto(plain_voila)
        expect(page.get_by_role("heading", level=1)).to_have_text("Den jobrettede samtale")
        page.get_by_role("link", name="Samtalerne, dag 1: Metoder og tilgange").click(timeout=SLOW, no_wait_after=True)
        page.locator(".pj-preview").first.wait_for(timeout=SLOW)
        expect(page).to_have_title("Samtalerne, dag 1: Metoder og tilgange")
        assert page.locator("html").get_attribute("lang") == "da"
        expect(page.locator("header")).to_contain_text("Intet af det, du svarer, gemmes")
        notes = [cell.source for cell in read_notebook(DAY).cells if cell.for_trainer]
        words = page.locator("body").inner_text()
        assert notes
        assert [note for note in notes if note.splitlines()[-1].strip("-* ")[:40] in words] == []
        assert page.evaluate("document.querySelector('.pj-preview').dataset.theme") == "dark"
        assert page.evaluate("[...document.images].map(image => image.naturalWidth > 0)") == [True], "the figure is drawn"
        assert one.elsewhere == []


def test_the_survey_is_looked_at_closely_in_plain_voila(browser: Any, plain_voila: str) -> None:
    with open_device(browser, plain_voila, **LAPTOP) as one:
        page = one.page
        page.goto(f"{plain_voila}/voila/render/{CLOSELY}", timeout=SLOW, wait_until="commit")
        expect(page.get_by_text("Et eksempel med opdigtede svar.")).to_be_visible(timeout=SLOW)
        look_closely(page)
        assert one.elsewhere == []


def test_the_gallery_as_a_kernel_page_of_the_course_server(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(LAPTOP)
    hand_over(room.trainer, one)
    one.page.goto(f"{one.home}{KERNEL_PAGE}", timeout=SLOW, wait_until="commit")
    poll = Day(one.page).exercise("galleri-afstemning")
    poll.root.wait_for(timeout=SLOW)
    expect(poll.root).to_contain_text("Fem måder at spørge på", timeout=SLOW)
    poll.says("Åbnes af underviseren")
    for name in ("galleri-tavle", "galleri-skema", "galleri-ur"):
        Day(one.page).exercise(name).says("Åbnes af underviseren")
    assert one.page.get_by_text("Forhåndsvisning").count() == 0
    expect(poll.root.get_by_role("status")).to_have_count(0)  # nothing is saved that is not open
    looks = poll.root.locator(".pj-frame").evaluate("el => getComputedStyle(el).display + getComputedStyle(el).boxSizing")
    assert looks == "flexborder-box", "the exercise looks as on the other pages"
    assert moved(one.page, ".pj-exercise") == []
    assert one.page.get_by_role("alert").count() == 0
    other = device(LAPTOP)
    hand_over(room.trainer, other)
    other.page.goto(f"{other.home}/jupyter/voila/render/rediger.ipynb", timeout=SLOW, wait_until="commit")
    edit(other.page, ".pj-paper")
    other.page.get_by_role("button", name="Gem som min egen").click()
    other.page.get_by_text("Her kan der ikke gemmes").wait_for()
    third = device(LAPTOP)
    hand_over(room.trainer, third)
    third.page.goto(f"{third.home}/jupyter/voila/render/overblik.ipynb", timeout=SLOW, wait_until="commit")
    third.page.get_by_text("deltagere er kommet ind på holdet").wait_for(timeout=SLOW)
    third.page.get_by_role("heading", name="Afstemninger over tid").wait_for(timeout=SLOW)
    assert "Error" not in third.page.locator("body").inner_text()


def test_a_participant_gets_no_kernel_page_that_is_the_trainers(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(LAPTOP)
    one.forgive("status of 404", "status of 403")
    room.seat(one, "Astrid Lund", KERNEL_PAGE)
    assert "Fem måder" not in one.page.content()
    assert one.page.locator(".pj-exercise").count() == 0
