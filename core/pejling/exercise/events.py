"""What every kind asks of an event before it looks at the value: who, when, which field, and text that can be kept."""

from collections.abc import Mapping
from typing import Any

from pejling.exercise.kind import Ctx, Refused

LONGEST = 10_000
"""Most characters in any text field."""


def may_change(ctx: Ctx) -> bool:
    """Whether answers may be changed now: by a participant while open, by a trainer (for others) until revealed."""
    if ctx.role == "participant":
        return ctx.phase == "open"
    return ctx.role == "trainer" and ctx.phase in ("open", "closed")


def check_may_change(ctx: Ctx) -> None:
    """Refuses when this viewer may not change answers now."""
    if may_change(ctx):
        return
    if ctx.role not in ("participant", "trainer"):
        raise Refused("Du kan se øvelsen, men ikke svare på den.")
    if ctx.phase == "waiting":
        raise Refused("Øvelsen er ikke åbnet endnu.")
    if ctx.phase == "closed":
        raise Refused("Øvelsen er lukket, så der kan ikke ændres mere.")
    raise Refused("Svarene er vist, så der kan ikke ændres mere.")


def text_of(event: Mapping[str, Any], key: str) -> str:
    """The event's text under `key`; refuses when it is missing or no text."""
    value = event.get(key)
    if not isinstance(value, str):
        raise Refused("Det, der blev sendt, kan ikke bruges. Genindlæs siden, og prøv igen.")
    return value


def value_of(event: Mapping[str, Any]) -> Any:
    """The event's value, None to clear; refuses when there is none, so that a broken event never clears anything."""
    if "value" not in event:
        raise Refused("Det, der blev sendt, kan ikke bruges. Genindlæs siden, og prøv igen.")
    return event["value"]


def check_text(value: Any, longest: int = LONGEST) -> str:
    """The text as it was typed; refuses what is no text, is over `longest` characters, or cannot be stored."""
    if not isinstance(value, str):
        raise Refused("Her skal der stå en tekst.")
    if len(value) > longest:
        raise Refused(f"Teksten er for lang: {_thousands(len(value))} tegn. Der er plads til {_thousands(longest)}.")
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise Refused("Teksten indeholder et tegn, der ikke kan gemmes. Slet det, og prøv igen.")
    return value


def _thousands(number: int) -> str:
    """A number as Danes write it: 12.500."""
    return f"{number:,}".replace(",", ".")
