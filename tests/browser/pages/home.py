"""The participant's home."""

from typing import Any


class Home:
    """Today, the programme, and one's own buttons."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.to_the_day = page.get_by_role("link", name="Gå til dagen")
        self.log_out = page.get_by_role("button", name="Log ud på denne enhed")
        self.question = page.get_by_role("dialog", name="Noget er ikke gemt endnu")
        self.stay = self.question.get_by_role("button", name="Bliv her")
        self.out_anyway = self.question.get_by_role("button", name="Log ud alligevel")
