"""What a form's answers are together, without names."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pejling.kind import Contribution
from pejling.visibility import enough, shown_split
from pejling_widgets.form.content import AnyField, ChoiceField, Content, DateField, ScaleField, TextField


def count(content: Content, contributions: Sequence[Contribution], *, texts: bool) -> list[dict[str, Any]]:
    """For each field but dates: n who filled it in, and its bars or texts; neither where fewer than five did.

    Bars: {"text", "count", "percent", "by": {organisation: percent}}, `by` only where every organisation has five
    answers in the field. Texts come in alphabetical order: the same place in two fields is not the same person.
    """
    begun = [c for c in contributions if c.state["fields"]]
    return [_field(field, begun, texts) for field in content.fields if not isinstance(field, DateField)]


def _field(field: AnyField, begun: Sequence[Contribution], texts: bool) -> dict[str, Any]:
    # An empty box is an answer, other empty fields are not.
    people = [c for c in begun if field.type == "tick" or field.id in c.state["fields"]]
    told: dict[str, Any] = {"id": field.id, "label": field.label, "type": field.type}
    if not people or not enough(len(people)):
        return {**told, "too_few": True}
    answers = [c.state["fields"].get(field.id) for c in people]
    told |= {"too_few": False, "n": len(people)}
    if isinstance(field, TextField):
        return {**told, "texts": sorted(answers, key=str.casefold) if texts else []}
    if isinstance(field, ScaleField):
        told["mean"] = round(sum(answers) / len(answers), 1)
        told |= {"low_text": field.low_text, "high_text": field.high_text}
    organisations = [c.organisation for c in people]
    split = organisations if shown_split(organisations) else []
    return {**told, "bars": [_bar(text, value, answers, split) for text, value in _bars(field)]}


def _bar(text: str, value: Any, answers: Sequence[Any], split: Sequence[str]) -> dict[str, Any]:
    """One bar; `split` holds the organisation of each answer, or nothing."""
    inside = [value in answer if isinstance(answer, list) else answer == value for answer in answers]
    bar: dict[str, Any] = {"text": text, "count": sum(inside), "percent": _percent(sum(inside), len(inside))}
    if split:
        whole = Counter(split)
        part = Counter(name for name, is_in in zip(split, inside, strict=True) if is_in)
        bar["by"] = {name: _percent(part[name], whole[name]) for name in sorted(whole)}
    return bar


def _bars(field: AnyField) -> list[tuple[str, Any]]:
    """Each bar's text and the value it counts."""
    if isinstance(field, ChoiceField):
        return [(option.text, option.id) for option in field.options]
    if isinstance(field, ScaleField):
        return [(str(step), step) for step in range(field.low, field.high + 1)]
    return [("Ja", True), ("Nej", None)]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)
