"""How a group did in a drill: totals of first tries, and the feedback that people found wrong. Never a name."""

from collections.abc import Sequence

from pejling.alphabet import danish_order
from pejling.exercise.audience import LEAST
from pejling.exercise.summary import Distribution, Question, Table
from pejling.schema import State
from pejling_widgets.drill.content import Content

OUTCOMES = (("hit", "Sad med det samme"), ("part", "Delvis"), ("away", "Endnu ikke"))
"""How a first try can come out."""


def count_items(content: Content, states: Sequence[State], least: int) -> tuple[Question, ...]:
    """For each item how many first tries came all the way, part of it, or not yet; `few` below `least`.

    A drill may stay open while its totals are looked at, so they count people `least` at a time, in the order in which
    they first tried: otherwise the difference between two looks would tell how one person did.
    """
    batch = max(least, LEAST)
    found = []
    for item in content.items:
        tries = [state["tries"][item.id] for state in states if item.id in state["tries"]]
        tries.sort(key=lambda tried: (tried["first_at"], tried["first"]))
        n = len(tries) // batch * batch
        first = [tried["first"] for tried in tries[:n]]
        shown = Distribution.of(n, [(name, text, first.count(name)) for name, text in OUTCOMES]) if n else Distribution(few=True)
        found.append(Question(item.id, item.prompt, shown))
    return tuple(found)


def gather_reports(content: Content, states: Sequence[State]) -> tuple[Table, ...]:
    """The feedback that someone said does not fit, in an order that tells nothing of who; no text unless it was sent on."""
    items = {item.id: item.prompt for item in content.items}
    found = [(one["item"], one["rule"], one["feedback"], one["text"] or "") for state in states for one in state["reports"]]
    rows = [(items.get(item, ""), feedback, text, rule)
            for item, rule, feedback, text in sorted(found, key=lambda one: (one[0], one[1], danish_order(one[3])))]
    head = ("Opgave", "Feedback", "Svar", "Regel")
    return (Table("reports", "Feedback, som nogen siger ikke passer", head, tuple(rows), len(rows)),) if rows else ()
