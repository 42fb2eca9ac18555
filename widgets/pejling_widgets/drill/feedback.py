"""Feedback on a reply: what it does, the words that show it, and what to try."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal, assert_never

from pejling_widgets.drill import written
from pejling_widgets.drill.items import AnyItem, Mark, Order, Place, Recognise, Rewrite, Sort, Write, place_of
from pejling_widgets.drill.replies import place_in_words, words_of
from pejling_widgets.drill.written import Entry, entry

Outcome = Literal["hit", "part", "away"]
"""Nothing left to try and nothing in doubt; something good or in doubt, and something to try; only something to try."""

def read(item: AnyItem, reply: Any) -> list[Entry]:
    """The feedback on a whole reply; always at least one entry."""
    match item:
        case Recognise():
            label = next(label for label in item.labels if label.id == reply)
            spans = [place_of(item.utterance, words) for words in label.shows]
            return [entry("good" if label.fits else "try", label.feedback, label.id, about=label.text, spans=spans)]
        case Mark():
            return _read_marks(item, reply)
        case Write() | Rewrite():
            return written.read(item, reply)
        case Order():
            return _read_order(item, reply)
        case Sort():
            return _read_piles(item, reply)
        case Place():
            spot = next((spot for spot in item.spots if spot.after == reply), None)
            kind: Literal["good", "try"] = "good" if spot and spot.fits else "try"
            about = place_in_words(reply).capitalize()
            return [entry(kind, spot.feedback if spot else item.elsewhere, f"sted-{reply}", about=about)]
    assert_never(item)


def outcome(entries: Sequence[Entry]) -> Outcome:
    """How far a reply came."""
    kinds = {one["kind"] for one in entries}
    if not kinds & {"try", "unsure"}:
        return "hit"
    return "part" if kinds & {"good", "also", "unsure"} else "away"


def text_read(item: AnyItem, reply: Any) -> str:
    """The text that the entries' spans point into; "" where they point into none."""
    match item:
        case Recognise():
            return item.utterance
        case Mark():
            return item.citizen
        case Write() | Rewrite():
            return str(reply)
    return ""


def segments(text: str, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The text cut where feedback begins and ends: {"text", "kind", "numbers"}.

    `kind` is that of the feedback on it, "" for none; `numbers` those of the entries, from 1, whose words end there.
    Cut here and not in the browser, which counts characters otherwise.
    """
    spans = [(start, end, n) for n, one in enumerate(entries, 1) for start, end in one["spans"]]
    cuts = sorted({0, len(text)} | {cut for start, end, _ in spans for cut in (start, end)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [(stop, n) for begin, stop, n in spans if begin <= start and end <= stop]
        kinds = {entries[n - 1]["kind"] for _, n in over}
        kind = next((kind for kind in ("try", "unsure", "good", "also", "seen") if kind in kinds), "")
        pieces.append({"text": text[start:end], "kind": kind, "numbers": sorted(n for stop, n in over if stop == end)})
    return pieces


def key(item: AnyItem) -> list[dict[str, str]]:
    """The good replies to an item that has a key, each {"about", "text"}; none for what is written."""
    match item:
        case Recognise():
            return [{"about": label.text, "text": label.feedback} for label in item.labels if label.fits]
        case Mark():
            return [{"about": f"»{s.text}«" + (" (også muligt)" if s.also else ""), "text": s.why} for s in item.spans]
        case Write() | Rewrite():
            return []
        case Order():
            numbers = {step.id: (n, step) for n, step in enumerate(item.steps, 1)}
            steps = [{"about": f"{n}. {step.text}", "text": step.why} for n, step in numbers.values()]
            others = [", ".join(str(numbers[name][0]) for name in order) for order in item.orders]
            return steps + [{"about": "Også en god rækkefølge", "text": other} for other in others]
        case Sort():
            piles = {pile.id: pile.text for pile in item.piles}
            return [
                {"about": card.text, "text": " eller ".join(piles[name] for name in card.piles)} for card in item.cards
            ]
        case Place():
            return [
                {"about": place_in_words(spot.after).capitalize(), "text": spot.feedback} for spot in item.spots if spot.fits
            ]
    assert_never(item)


def _read_marks(item: Mark, reply: Sequence[int]) -> list[Entry]:
    words = words_of(item.citizen)
    entries, covered = [], set()
    for n, span in enumerate(item.spans, 1):
        start, end = place_of(item.citizen, span.text, span.nth)
        inside = {i for i, word in enumerate(words) if word[0] < end and start < word[1]}
        covered |= inside
        about = f"»{span.text}«"
        if inside & set(reply):
            entries.append(entry("also" if span.also else "good", span.why, f"ord-{n}", about=about, spans=[(start, end)]))
        elif not span.also:
            entries.append(entry("try", span.why, f"ord-{n}", about=about, spans=[(start, end)]))
    if others := [words[i] for i in reply if i not in covered]:
        quoted = ", ".join(f"»{item.citizen[start:end].strip('.,;:!?»«')}«" for start, end in others[:4])
        entries.append(entry("try", item.elsewhere, "andre-ord", about=quoted, spans=others))
    return entries


def _read_order(item: Order, reply: Sequence[str]) -> list[Entry]:
    steps = {step.id: step for step in item.steps}
    special = {(pair.first, pair.then): pair.feedback for pair in item.pairs}
    goal = min(item.good_orders(), key=lambda order: _swaps(order, reply))
    neighbours = list(pairwise(reply))
    swapped = [(one, other) for one, other in neighbours if goal.index(other) < goal.index(one)]
    entries = []
    if len(swapped) < len(neighbours):
        kept = len(neighbours) - len(swapped)
        text = "Rækkefølgen hænger sammen hele vejen." if not swapped else (
            f"{kept} af {len(neighbours)} steder følger det ene trin naturligt efter det andet."
        )  # fmt: skip
        entries.append(entry("good", text, "orden"))
    for one, other in swapped:
        text = special.get((other, one), steps[other].why)
        about = f"»{steps[other].text}« står efter »{steps[one].text}«"
        entries.append(entry("try", text, f"{other}-foer-{one}", about=about))
    return entries


def _swaps(order: Sequence[str], reply: Sequence[str]) -> int:
    """How many pairs of steps stand the other way round."""
    at = [order.index(name) for name in reply]
    return sum(one > other for i, one in enumerate(at) for other in at[i + 1 :])


def _read_piles(item: Sort, reply: dict[str, str]) -> list[Entry]:
    piles = {pile.id: pile.text for pile in item.piles}
    return [
        entry(
            "good" if reply[card.id] in card.piles else "try", card.feedback, f"kort-{card.id}",
            about=f"»{card.text}« i {piles[reply[card.id]]}",
        )
        for card in item.cards
    ]  # fmt: skip
