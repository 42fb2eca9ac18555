"""The schema of a drill: practice with feedback at once, and a short round where it comes at the end."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pejling.schema import Exercise, Id, Markdown
from pejling_widgets.drill.items import AnyItem, check_different

MOST_WORDS = 120
"""Most words of the introduction: it is read on a phone, before doing something."""


class Content(Exercise):
    """A drill."""

    kind: Literal["drill"]
    learn: Markdown = Field("", description="Det vigtigste at vide, i Markdown. Højst 120 ord.")
    card: Id | None = Field(None, description="Id på det kort, øvelsen hører til, som »noegleord«. Kan udelades.")
    practice: tuple[AnyItem, ...] = Field(min_length=1, max_length=30, description="Opgaver med feedback med det samme.")
    check: tuple[AnyItem, ...] = Field(
        min_length=3, max_length=10, description="En kort runde til sidst. Feedback kommer først, når den er afsluttet."
    )

    @property
    def items(self) -> tuple[AnyItem, ...]:
        """Every item, in the order in which they come."""
        return self.practice + self.check

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_different("practice og check", [item.id for item in self.items])
        if (words := len(self.learn.split())) > MOST_WORDS:
            raise ValueError(f"learn er på {words} ord; der er plads til {MOST_WORDS}")
        if self.anonymous or self.scope != "person" or self.visible != "author" or self.may_share:
            raise ValueError("en drill er kun for den, der øver: scope: person, visible: author, uden anonymous og may_share")
        return self
