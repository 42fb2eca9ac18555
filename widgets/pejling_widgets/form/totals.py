"""What a form's answers are together, without names."""

from collections.abc import Sequence
from typing import Any

from pejling.alphabet import danish_order
from pejling.exercise.audience import enough, shown_split
from pejling.exercise.kind import Contribution
from pejling.exercise.summary import mean_of, whole_percent
from pejling_widgets.form.content import AnyField, ChoiceField, Content, DateField, ScaleField, TextField


def count(content: Content, contributions: Sequence[Contribution], *, least: int, texts: bool) -> list[dict[str, Any]]:
    """For each field but dates: n who filled it in, and its bars or texts; `few` where fewer than `least` did.

    `bars` are {"text", "count", "percent"}; `split` has them once more for each organisation, where every one has
    `least` answers in the field. Texts come in alphabetical order: the same place in two fields is not the same person.
    """
    begun = [c for c in contributions if c.state["fields"]]
    return [_field(field, begun, least, texts) for field in content.fields if not isinstance(field, DateField)]


def _field(field: AnyField, begun: Sequence[Contribution], least: int, texts: bool) -> dict[str, Any]:
    # An empty box is an answer, other empty fields are not.
    people = [c for c in begun if field.type == "tick" or field.id in c.state["fields"]]
    told: dict[str, Any] = {"id": field.id, "label": field.label, "type": field.type}
    if not people or not enough(len(people), least):
        return {**told, "few": True}
    told |= {"few": False, "n": len(people)}
    if isinstance(field, TextField):
        return {**told, "texts": sorted(_answers(field, people), key=danish_order) if texts else []}
    told["bars"] = _bars(field, people)
    told["split"] = _split(field, people, least)
    if isinstance(field, ScaleField):
        told |= {"mean": mean_of(_answers(field, people)), "low_text": field.low_text, "high_text": field.high_text}
    return told


def _split(field: AnyField, people: Sequence[Contribution], least: int) -> list[dict[str, Any]]:
    if not shown_split((c.organisation for c in people), least):
        return []
    names = sorted({c.organisation for c in people}, key=danish_order)
    parts = {name: [c for c in people if c.organisation == name] for name in names}
    return [{"label": name, "n": len(part), "bars": _bars(field, part)} for name, part in parts.items()]


def _bars(field: AnyField, people: Sequence[Contribution]) -> list[dict[str, Any]]:
    answers = _answers(field, people)
    bars = []
    for text, value in _values(field):
        inside = sum(value in answer if isinstance(answer, list) else answer == value for answer in answers)
        bars.append({"text": text, "count": inside, "percent": whole_percent(inside, len(answers))})
    return bars


def _values(field: AnyField) -> list[tuple[str, Any]]:
    """Each bar's text and the value it counts."""
    if isinstance(field, ChoiceField):
        return [(option.text, option.id) for option in field.options]
    if isinstance(field, ScaleField):
        return [(str(step), step) for step in range(field.low, field.high + 1)]
    return [("Ja", True), ("Nej", None)]


def _answers(field: AnyField, people: Sequence[Contribution]) -> list[Any]:
    return [c.state["fields"].get(field.id) for c in people]
