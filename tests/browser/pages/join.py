"""The front page and the steps into a course."""

from typing import Any


class Join:
    """Coming in with a code."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.code = page.get_by_label("Holdets kode")
        self.onward = page.get_by_role("button", name="Videre", exact=True)
        self.letters = page.get_by_label("De to første bogstaver i dit navn")
        self.names = page.get_by_role("group", name="Navne, der passer").get_by_role("button")
        self.pin_shown = page.locator(".pj-pin")
        self.written_down = page.get_by_role("button", name="Jeg har skrevet den ned")
        self.pin = page.get_by_label("PIN-kode, seks tal")
        self.log_in = page.get_by_role("button", name="Log ind")
        self.trouble = page.get_by_role("alert")

    def write_code(self, code: str) -> None:
        """From the front page to the list of names."""
        self.code.fill(code)
        self.onward.click()
        self.letters.wait_for()

    def name(self, name: str) -> Any:
        """The button with a name on it."""
        return self.names.filter(has_text=name)

    def pick(self, name: str) -> None:
        """Type two letters and press one's name."""
        self.letters.fill(name[:2])
        self.name(name).click()

    def read_pin(self) -> str:
        """The PIN that is shown this once."""
        self.written_down.wait_for()
        pin = "".join(self.pin_shown.inner_text().split())
        assert len(pin) == 6
        assert pin.isdigit()
        return pin
