"""What a form's answers are together, without names."""

from collections.abc import Sequence
from typing import Any

from pejling.alphabet import danish_order
from pejling.exercise.audience import LEAST, shown_split
from pejling.exercise.fields import Field
from pejling.exercise.kind import Contribution
from pejling.exercise.summary import Distribution, Texts
from pejling_widgets.form.content import Content


def count(content: Content, contributions: Sequence[Contribution], *, least: int, texts: bool) -> list[dict[str, Any]]:
    """For each field but dates: n who filled it in, and its bars or texts; `few` where fewer than `least` did.

    `bars` are {"text", "count", "percent"}; `split` has them once more for each organisation, where every one has
    `least` answers in the field.
    """
    begun = [c for c in contributions if c.state["fields"]]
    found = [(field, _tally(field, begun, least)) for field in content.fields]
    return [_told(field, shown, begun, least, texts) for field, shown in found if shown is not None]


def _tally(field: Field, people: Sequence[Contribution], least: int) -> Distribution | Texts | None:
    return field.tally([c.state["fields"].get(field.id) for c in people], max(least, LEAST))


def _told(
    field: Field, shown: Distribution | Texts, begun: Sequence[Contribution], least: int, texts: bool
) -> dict[str, Any]:
    told: dict[str, Any] = {"id": field.id, "label": field.label, "type": field.type}
    if shown.few or not shown.n:
        return {**told, "few": True}
    told |= {"few": False, "n": shown.n}
    if isinstance(shown, Texts) or (field.written and not texts):
        return {**told, "texts": list(shown.texts) if isinstance(shown, Texts) and texts else []}
    ends = {name: getattr(field, name) for name in ("low_text", "high_text") if hasattr(field, name)}
    return {**told, **ends, "bars": _bars(shown), "mean": shown.mean, "split": _split(field, begun, least)}


def _split(field: Field, begun: Sequence[Contribution], least: int) -> list[dict[str, Any]]:
    people = [c for c in begun if field.answers([c.state["fields"].get(field.id)])]
    if not shown_split((c.organisation for c in people), least):
        return []
    names = sorted({c.organisation for c in people}, key=danish_order)
    parts = [(name, _tally(field, [c for c in people if c.organisation == name], least)) for name in names]
    return [{"label": name, "n": part.n, "bars": _bars(part)} for name, part in parts if isinstance(part, Distribution)]


def _bars(shown: Distribution) -> list[dict[str, Any]]:
    return [{"text": bar.text, "count": bar.count, "percent": bar.percent} for bar in shown.bars]
