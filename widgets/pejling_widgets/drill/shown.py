"""What a browser gets of a drill's items: the task, and once it was answered the feedback."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, assert_never

from pejling.markdown import render
from pejling_widgets.drill import feedback
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.items import AnyItem, Mark, Order, Place, Recognise, Reply, Rewrite, Sort, Write
from pejling_widgets.drill.replies import LONGEST, words_of


def learned_html(content: Content) -> str:
    """The introduction as HTML."""
    return render(content.learn)


def item_for(item: AnyItem, seed: int) -> dict[str, Any]:
    """The task of an item, with nothing that tells which replies are good."""
    told: dict[str, Any] = {
        "id": item.id, "form": item.form, "tool": item.tool, "prompt": item.prompt, "context": item.context,
    }  # fmt: skip
    match item:
        case Recognise():
            labels = [{"id": label.id, "text": label.text} for label in item.labels]
            return {**told, "speaker": item.speaker, "utterance": item.utterance, "labels": labels}
        case Mark():
            return {**told, "citizen": item.citizen, "words": [item.citizen[s:e] for s, e in words_of(item.citizen)]}
        case Write():
            return {**told, "citizen": item.citizen, "longest": LONGEST}
        case Rewrite():
            return {**told, "citizen": item.citizen, "text": item.text, "longest": LONGEST}
        case Order():
            return {**told, "steps": [{"id": step.id, "text": step.text} for step in _shuffled(item, seed)]}
        case Sort():
            piles = [{"id": pile.id, "text": pile.text} for pile in item.piles]
            return {**told, "piles": piles, "cards": [{"id": card.id, "text": card.text} for card in item.cards]}
        case Place():
            lines = [{"speaker": line.speaker, "text": line.text} for line in item.lines]
            return {**told, "what": item.what, "lines": lines}
    assert_never(item)


def result_of(item: AnyItem, tried: Mapping[str, Any], reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The feedback on a try, the rule behind it, and then the good replies to compare with."""
    entries = tried["entries"]
    text = feedback.text_read(item, tried["reply"])
    reported = {report["rule"]: report["text"] is not None for report in reports}
    return {
        "first": tried["first"],
        "segments": feedback.segments(text, entries) if text else [],
        "entries": [_entry_for(entry, reported) for entry in entries],
        "rule": item.rule,
        "key": feedback.key(item),
        "models": [{"reply": model.reply, "why": model.why} for model in item.models] if isinstance(item, Reply) else [],
        "typical": {"reply": item.typical.reply, "feedback": item.typical.feedback} if isinstance(item, Reply) else None,
    }


def _entry_for(entry: Mapping[str, Any], reported: Mapping[str, bool]) -> dict[str, Any]:
    """`reported` is null, "rule" (sent without the reply) or "text" (with it)."""
    sent = reported.get(entry["rule"])
    told = {name: entry[name] for name in ("kind", "about", "text", "why", "rule")}
    return {**told, "highlighted": bool(entry["spans"]), "reported": None if sent is None else "text" if sent else "rule"}


def _shuffled(item: Order, seed: int) -> list[Any]:
    """The steps in an order that is none of the good ones, the same for everyone in a run."""
    steps = list(item.steps)
    good = item.good_orders()
    chance = Random(f"{seed} {item.id}")  # noqa: S311  # guards nothing: no key is in the order
    for _ in range(20):
        chance.shuffle(steps)
        if tuple(step.id for step in steps) not in good:
            return steps
    return list(reversed(item.steps))
