"""What may stand in each type of form field, and what an export calls it."""

import re
from datetime import date
from typing import Any, assert_never

from pejling.exercise.events import check_text
from pejling.exercise.kind import Refused
from pejling_widgets.form.content import AnyField, ChoiceField, DateField, ScaleField, TextField, TickField

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check(field: AnyField, value: Any) -> Any:
    """The value as it is kept, or None when it says nothing; refuses what does not belong in the field.

    A text is kept as typed; one choice as its id, several as ids in the form's order; a scale as an int; a tick
    as True; a day as YYYY-MM-DD.
    """
    if value is None:
        return None
    match field:
        case TextField():
            text = check_text(value, field.longest)
            return text if text.strip() else None
        case ChoiceField(several=True):
            return _several(field, value)
        case ChoiceField():
            if not isinstance(value, str) or value not in _ids(field):
                raise Refused(f"Valget findes ikke under »{field.label}«.")
            return value
        case ScaleField():
            if type(value) is not int or not field.low <= value <= field.high:
                raise Refused(f"Vælg et helt tal fra {field.low} til {field.high} i »{field.label}«.")
            return value
        case TickField():
            if not isinstance(value, bool):
                raise Refused(f"»{field.label}« kan kun krydses af eller ej.")
            return value or None
        case DateField():
            return _day(field, value)
    assert_never(field)


def show(field: AnyField, value: Any) -> Any:
    """The value as an export shows it: choices by their text, a tick as "ja", an empty field as ""."""
    if value is None:
        return ""
    match field:
        case ChoiceField():
            chosen = value if field.several else [value]
            return "; ".join(option.text for option in field.options if option.id in chosen)
        case TickField():
            return "ja"
    return value


def meaning(field: AnyField) -> str:
    """The codebook's line for the field."""
    match field:
        case TextField():
            return f"Fritekst, højst {field.longest} tegn."
        case ChoiceField():
            options = " / ".join(option.text for option in field.options)
            return f"{'Et eller flere valg, adskilt af semikolon' if field.several else 'Ét valg'}: {options}."
        case ScaleField():
            return f"Helt tal fra {field.low} ({field.low_text}) til {field.high} ({field.high_text})."
        case TickField():
            return "ja, hvis feltet er krydset af."
        case DateField():
            return "Dato, skrevet ÅÅÅÅ-MM-DD."
    assert_never(field)


def _several(field: ChoiceField, value: Any) -> list[str] | None:
    if not isinstance(value, list) or not all(isinstance(v, str) and v in _ids(field) for v in value):
        raise Refused(f"Valget findes ikke under »{field.label}«.")
    if len(set(value)) < len(value):
        raise Refused(f"Det samme valg står to gange under »{field.label}«.")
    return [name for name in _ids(field) if name in value] or None


def _day(field: DateField, value: Any) -> str:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    raise Refused(f"Skriv en dato, der findes, i »{field.label}«.")


def _ids(field: ChoiceField) -> list[str]:
    return [option.id for option in field.options]
