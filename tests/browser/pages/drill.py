"""A drill as a person meets it: one task at a time, the feedback on it, and the end; by thumb or by keyboard."""

import re
from typing import Any, Protocol

from browser.pages.day import Exercise
from browser.pages.keyboard import Keyboard
from playwright.sync_api import expect

NEXT = re.compile("^(Næste|Spring over|Til afslutningen|Oversigt)$")

BEHIND = "(el) => Boolean(document.activeElement.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_PRECEDING)"


class Hand(Protocol):
    """Who does it: a thumb or the keys."""

    def press(self, button: Any) -> None:
        """Press a button."""

    def pick(self, choice: Any) -> None:
        """Choose a radio button."""

    def write(self, field: Any, text: str) -> None:
        """Write in a field."""


class Thumb:
    """Taps, each on something large enough to be hit."""

    def press(self, button: Any) -> None:
        """Tap a button."""
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44, f"{button} is {box['width']} × {box['height']}"
        button.tap()

    def pick(self, choice: Any) -> None:
        """Tap the line that a radio button stands in."""
        self.press(choice.locator("xpath=ancestor::label"))
        expect(choice).to_be_checked()

    def write(self, field: Any, text: str) -> None:
        """Tap the field, and type."""
        field.tap()
        field.press_sequentially(text)


class Keys(Keyboard):
    """Tab to it, forwards or backwards, then Enter, arrows or letters."""

    def to(self, wanted: Any, key: str = "Tab") -> None:
        """Tab the way that leads there."""
        wanted.wait_for()
        super().to(wanted, "Shift+Tab" if wanted.evaluate(BEHIND) else key)

    def pick(self, choice: Any) -> None:
        """Tab into the group, which is at its first or its chosen one, and go down to the choice."""
        group = choice.locator("xpath=ancestor::*[self::fieldset or @role='radiogroup'][1]").get_by_role("radio")
        self.to(group.and_(self.page.locator(":checked")).or_(group.first).last)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if choice.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(choice).to_be_checked()


class Drill(Exercise):
    """One drill on a page."""

    def __init__(self, page: Any, exercise: str) -> None:
        super().__init__(page, exercise)
        self.prompt = self.root.get_by_role("heading", level=4)
        self.task = self.root.locator(".pj-drill section").first
        self.ask = self.root.get_by_role("button", name="Få feedback", exact=True)
        self.onward = self.root.get_by_role("button", name=NEXT)
        self.back = self.root.get_by_role("button", name="Tilbage", exact=True)
        self.again = self.root.get_by_role("button", name="Prøv igen", exact=True)
        self.finish = self.root.get_by_role("button", name="Afslut, og se feedback")
        self.hint = self.root.locator(".pj-drill-hint")
        self.feedback = self.root.locator(".pj-drill-feedback")
        self.told = self.root.get_by_role("heading", name=re.compile("^Det viser (ordene|rækkefølgen|bunkerne|stedet)$"))
        self.marks = self.root.locator("mark")
        """The words that the feedback points at."""
        self.entries = self.root.locator(".pj-drill-entry")
        self.models = self.root.locator(".pj-drill-model")
        self.reply = self.root.get_by_role("textbox", name="Dit svar")

    def answer(self, hand: Hand, form: str, reply: Any) -> None:
        """Reply to the task that is shown: a label, words to mark, a text, a step to move up, piles, or a place."""
        match form:
            case "recognise":
                hand.pick(self.root.get_by_label(reply, exact=True))
            case "mark":
                for word in reply:
                    button = self.root.get_by_role("button", name=word, exact=True).first
                    hand.press(button)
                    expect(button).to_have_attribute("aria-pressed", "true")
            case "write" | "rewrite":
                hand.write(self.reply, reply)
            case "order":
                self.order(hand, reply)
            case "sort":
                for card, pile in reply.items():
                    hand.pick(self.root.get_by_role("group", name=card).get_by_label(pile, exact=True))
            case "place":
                hand.pick(self.root.get_by_label(reply, exact=True))

    def order(self, hand: Hand, steps: list[str]) -> None:
        """Move the steps up until they stand so."""
        shown = self.root.locator(".pj-drill-step-text")
        for place, text in enumerate(steps):
            at = shown.all_inner_texts().index(text)
            for now in range(at, place, -1):
                hand.press(self.root.get_by_role("button", name=f"Flyt op: {text}", exact=True))
                expect(shown.nth(now - 1)).to_have_text(text)
        expect(shown).to_have_text(steps)

    def wait_feedback(self) -> None:
        """Until the feedback is there, and has the focus."""
        expect(self.told).to_be_focused()
        expect(self.told).to_be_in_viewport()

    def go_on(self, hand: Hand) -> None:
        """To what comes next, which is in focus and seen from its heading."""
        before = self.prompt.element_handle().get_attribute("id"), self.prompt.inner_text(), self.where()
        hand.press(self.onward)
        expect(self.prompt).to_be_focused()
        expect(self.prompt).to_be_in_viewport()
        assert (self.prompt.get_attribute("id"), self.prompt.inner_text(), self.where()) != before

    def where(self) -> str:
        """"Øvelse 2 af 7", "Tjek 1 af 3", or "" at the end."""
        place = self.root.locator(".pj-drill-where p")
        return str(place.inner_text()) if place.count() else ""
