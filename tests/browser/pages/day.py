"""A day's page and the exercises on it, found as a person finds them: by role, label and title."""

import re
from typing import Any

from playwright.sync_api import expect

SAVED = re.compile(r"^Gemt kl\. \d{1,2}\.\d\d")


class Exercise:
    """One exercise on a page."""

    def __init__(self, page: Any, exercise: str) -> None:
        self.page = page
        self.root = page.locator(f'[data-exercise="{exercise}"]')
        self.title = self.root.get_by_role("heading", level=3)
        self.saved = self.root.locator(".pj-saved")
        """The line that says what is saved."""
        self.bars = self.root.locator(".pj-bar")
        self.next = self.root.get_by_role("button", name="Næste", exact=True)
        self.not_cpr = self.root.get_by_role("button", name="Det er ikke et CPR-nummer – gem alligevel")
        self.lost_text = self.root.get_by_label("Her er det, du skrev")
        self.remove = self.root.get_by_role("button", name="Fjern", exact=True)
        self.use_other = self.root.get_by_role("button", name="Brug denne tekst")
        self.hand_in = self.root.get_by_role("button", name="Aflevér", exact=True)

    def option(self, text: str) -> Any:
        """A radio or a tick."""
        return self.root.get_by_label(text, exact=True)

    def choose(self, text: str) -> None:
        """Press the line with this text, as a finger does."""
        self.root.locator("label").filter(has_text=text).first.click()

    def field(self, label: str) -> Any:
        """A text field by its label."""
        return self.root.get_by_role("textbox", name=label)

    def button(self, name: str) -> Any:
        """A button by its name."""
        return self.root.get_by_role("button", name=name)

    def says(self, text: str | re.Pattern[str]) -> None:
        """Wait until the exercise says this."""
        expect(self.root).to_contain_text(text)

    def wait_saved(self) -> None:
        """Wait until the page says that all is saved."""
        expect(self.saved).to_have_text(SAVED)

    def wait_not_saved(self) -> None:
        """Wait until the page says that something is not saved yet."""
        expect(self.saved).to_contain_text("Ikke gemt endnu")


class Day:
    """A day's page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.now = page.get_by_role("region", name="Nu").get_by_role("button")
        self.me = page.locator("#pj-me")
        self.pin_dialog = page.get_by_role("dialog", name="Log ind igen")

    def exercise(self, name: str) -> Exercise:
        """The exercise with this id."""
        return Exercise(self.page, name)

    def wait_for(self, name: str) -> Exercise:
        """The exercise, when it has its place and its view is drawn."""
        found = self.exercise(name)
        found.title.wait_for()
        return found

    def give_pin(self, pin: str) -> None:
        """Answer the question for the PIN."""
        self.pin_dialog.get_by_label("PIN-kode").fill(pin)
        self.pin_dialog.get_by_role("button", name="Log ind", exact=True).click()
        self.pin_dialog.wait_for(state="detached")
