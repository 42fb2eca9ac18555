"""A person who uses no pointer: Tab, Enter, Space, arrows and letters."""

from typing import Any

MOST_TABS = 120
"""More than this from one place to another, and nobody would go on."""


class Keyboard:
    """The keys, and where they lead."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def to(self, wanted: Any, key: str = "Tab") -> None:
        """Tab until this is in focus; it must be possible, and the focus must be seen."""
        wanted.wait_for()
        for _ in range(MOST_TABS):
            if wanted.evaluate("el => el === document.activeElement"):
                break
            self.page.keyboard.press(key)
        else:
            raise AssertionError(f"{wanted} is not reached by {key}")
        assert self.page.evaluate(SEEN), f"{wanted} has focus, but nobody can see it"

    def press(self, wanted: Any, key: str = "Enter") -> None:
        """Go to a button and press it."""
        self.to(wanted)
        self.page.keyboard.press(key)

    def write(self, wanted: Any, text: str) -> None:
        """Go to a field and write in it."""
        self.to(wanted)
        self.page.keyboard.type(text)


SEEN = """() => {
  for (let el = document.activeElement; el && el !== document.body; el = el.parentElement) {
    const look = getComputedStyle(el);
    if (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) return true;
    const next = el.nextElementSibling && getComputedStyle(el.nextElementSibling);
    if (next && next.outlineStyle !== "none" && parseFloat(next.outlineWidth) >= 2) return true;
  }
  return false;
}"""
"""Whether the element in focus, its label or the sign drawn for it has an outline."""
