"""How a group did in a drill: totals of first tries, and the feedback that people found wrong. Never a name."""

from collections.abc import Sequence
from typing import Any

from pejling.alphabet import danish_order
from pejling.exercise.audience import LEAST
from pejling.schema import State
from pejling_widgets.drill.content import Content


def count_items(content: Content, states: Sequence[State], least: int) -> list[dict[str, Any]]:
    """For each item: n, and how many first tries came all the way, part of it, or not yet; `few` below `least`.

    A drill may stay open while its totals are looked at, so they count people `least` at a time, in the order in which
    they first tried: otherwise the difference between two looks would tell how one person did.
    """
    batch = max(least, LEAST)
    told = []
    for item in content.items:
        tries = [state["tries"][item.id] for state in states if item.id in state["tries"]]
        tries.sort(key=lambda tried: (tried["first_at"], tried["first"]))
        n = len(tries) // batch * batch
        one = {"id": item.id, "prompt": item.prompt, "tool": item.tool, "check": item in content.check, "few": not n}
        if n:
            first = [tried["first"] for tried in tries[:n]]
            one |= {"n": n, "hit": first.count("hit"), "part": first.count("part"), "away": first.count("away")}
        told.append(one)
    return told


def gather_reports(content: Content, states: Sequence[State]) -> list[dict[str, Any]]:
    """The feedback that someone said does not fit, in an order that tells nothing of who; `text` "" unless sent on."""
    items = {item.id: item.prompt for item in content.items}
    told = [
        {"item": report["item"], "prompt": items.get(report["item"], ""), "rule": report["rule"],
         "feedback": report["feedback"], "text": report["text"] or ""}
        for state in states for report in state["reports"]
    ]  # fmt: skip
    return sorted(told, key=lambda report: (report["item"], report["rule"], danish_order(report["text"])))
