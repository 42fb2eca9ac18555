"""What every kind asks of an event before it looks at the value: who, when, which field, and text that can be kept."""

import re
from collections.abc import Mapping
from typing import Any

from pejling.exercise.kind import Ctx, Refused, may_change

LONGEST = 10_000
"""Most characters in any text field."""
_NOT_STORABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)) + "]"
)


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
    """The text as it was typed; refuses what is no text, is over `longest` characters, or is not `storable`."""
    if not isinstance(value, str):
        raise Refused("Her skal der stå en tekst.")
    if len(value) > longest:
        raise Refused(f"Teksten er for lang: {_thousands(len(value))} tegn. Der er plads til {_thousands(longest)}.")
    if storable(value) != value:
        raise Refused("Teksten indeholder et tegn, der ikke kan gemmes. Slet det, og prøv igen.")
    return value


def storable(value: Any) -> Any:
    """An event, or a part of it, without the characters that no text can keep.

    Halves of a character (an emoji that was cut), control characters but tabs and line ends, and what Unicode says is no
    character. An emoji newer than the server's Python is a character.
    """
    if isinstance(value, str):
        return _NOT_STORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    return {name: storable(one) for name, one in value.items()} if isinstance(value, dict) else value


def _thousands(number: int) -> str:
    """A number as Danes write it: 12.500."""
    return f"{number:,}".replace(",", ".")
