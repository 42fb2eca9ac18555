"""Which fields are asked, given what is answered: a field that an earlier answer asks for is asked of nobody else."""

from collections.abc import Mapping
from typing import Any

from pejling.exercise.fields.field import Field


def asked(fields: Mapping[str, Field], answers: Mapping[str, Any]) -> dict[str, Field]:
    """The fields that are asked. One whose condition is itself not asked is not, either."""
    found: dict[str, Field] = {}
    for name, field in fields.items():
        condition = field.only_if
        if condition is None or (condition.field in found and words_of(answers.get(condition.field)) & set(condition.is_)):
            found[name] = field
    return found


def answers_asked(fields: Mapping[str, Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to what is asked. What was written before it was hidden stays in the state and comes back with it."""
    here = asked(fields, answers)
    return {name: value for name, value in answers.items() if name in here}


def words_of(value: Any) -> set[str]:
    """What an answer is called in a condition: ids of what is chosen, "ja" for a box that is ticked, a checklist line's answer."""
    if value is True:
        return {"ja"}
    if isinstance(value, dict):
        return {str(value.get("answer"))}
    return {str(one) for one in value} if isinstance(value, list) else {str(value)}


def words_that_can_be(field: Field) -> set[str] | None:
    """All that `words_of` can give of a field's answers; None where they cannot be told beforehand."""
    match field.type:
        case "choice" | "single" | "multiple":
            return {option.id for option in getattr(field, "options")}  # noqa: B009 (only a choice has them)
        case "tick":
            return {"ja"}
        case "check":
            return {"ja", "nej", "ikke"}
    return None
