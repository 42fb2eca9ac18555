"""Findings that outweigh others: of the same words one thing is said, and what hurts comes before the rest."""

from collections.abc import Iterable

from pejling_widgets.danish.finding import HURTS, Finding
from pejling_widgets.danish.sentences import Text

PUSHING = frozenset(("unasked_advice", "persuasion"))
FORM_ONLY = frozenset(("M1-heard-anew", "M1-meaning-anew", "F1-feeling-anew"))
"""Rules that see the form of a mirror with none of the citizen's own words in it: what it says may be anything."""
GENERAL = frozenset(("A4-best-thing", "A8-others", "A6-cheering"))
"""Advice in general terms: where it only makes something small, that is what is said of it."""
OWN_RIGHT = frozenset(("A0-order", "A6-talked-down"))
"""Advice that stands beside what hurts."""
STEERS = frozenset(("scale", "miracle", "timeout", "contract", "closing", "if_then"))
"""What is said on the way to one of these is no mirror by its form alone."""


class Settled:
    """All that was found in one text, and which sentences hold what."""

    def __init__(self, found: list[Finding], text: Text) -> None:
        self.found, self.text = found, text
        self.hurts = [one for one in found if one.behaviour in HURTS]
        self.steered = any(one.behaviour in STEERS for one in found)
        self.framed = any(one.behaviour in {"contract", "closing"} for one in found)
        self.dreamt = any(one.behaviour == "miracle" for one in found)
        self.hurt = self._sentences(self.hurts)
        self.imagined = self._sentences(one for one in found if one.behaviour == "miracle")
        self.planned = self._sentences(one for one in found if one.rule == "L1-if-then")
        self.hinted = self._sentences(one for one in found if one.rule.startswith("A5"))
        self.strong = self._sentences(one for one in found if one.behaviour == "strength")

    def findings(self) -> list[Finding]:
        """Those that nothing outweighs."""
        return [one for one in self.found if not (
            self._is_in_what_hurts(one) or self._is_on_the_way(one) or self._is_said_already(one))]

    def _is_in_what_hurts(self, one: Finding) -> bool:
        """Advice or a leading form in the words that hurt; a plan that is a threat."""
        if one.behaviour in {"leading", "if_then"} and self._sentence(one) in self.hurt:
            return True
        return one.behaviour in PUSHING and one.rule not in OWN_RIGHT and any(
            one.start < hurt.end and hurt.start < one.end and (hurt.behaviour != "trivialising" or one.rule in GENERAL)
            for hurt in self.hurts)

    def _is_on_the_way(self, one: Finding) -> bool:
        """What only leads to a tool that is there: a mirror by form, a plan's own words, two questions that set a frame."""
        here = self._sentence(one)
        return (
            (one.rule in FORM_ONLY and self.steered)
            or (one.behaviour in {"mirror", "perspective"} and here in self.planned)
            or (one.behaviour == "if_then" and (self.framed or here in self.imagined))
            or (one.behaviour == "exception" and self.dreamt)
            or (one.behaviour == "several_questions" and self.framed)
        )

    def _is_said_already(self, one: Finding) -> bool:
        """»Kunne du ikke …« as advice is not told as leading too; »du kan …« that names a strength is no advice."""
        here = self._sentence(one)
        can = " kan " in self.text.low[one.start:one.end]
        return (one.rule == "P2-negated" and here in self.hinted) or (
            one.rule == "A1-you-should" and can and here in self.strong)

    def _sentence(self, one: Finding) -> int:
        return next((s.start for s in self.text.sentences if s.start <= one.start < s.end), -1)

    def _sentences(self, found: Iterable[Finding]) -> set[int]:
        return {self._sentence(one) for one in found}
