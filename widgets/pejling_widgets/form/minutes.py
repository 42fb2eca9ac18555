"""The minutes of an agenda: what they add up to, and what there is no time for when topics compete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field as Given

from pejling.exercise.fields import ChoiceField, Field, NumberField
from pejling.schema import Id, Strict


class Topic(Strict):
    """A topic with the field that says how many minutes it gets."""

    topic: Id = Given(description="Feltet med emnet.")
    minutes: Id = Given(description="Talfeltet med emnets minutter.")


class Minutes(Strict):
    """Which fields of a form are minutes that must fit into a time."""

    have: Id = Given(description="Valget af, hvor længe der er. Hvert valg har et antal minutter som id, fx 30.")
    always: tuple[Id, ...] = Given((), description="Talfelter, der altid får deres minutter først.")
    topics: tuple[Topic, ...] = Given(min_length=1, description="De emner, der må deles om resten, i den rækkefølge de kommer.")

    def mistake(self, named: Mapping[str, Field]) -> str:
        """What is wrong with the fields that it names, in Danish; empty where nothing is."""
        have = named.get(self.have)
        if not isinstance(have, ChoiceField) or have.many or not all(option.id.isdigit() for option in have.options):
            return f"minutes_of: {self.have} skal være et felt med ét valg, hvor hvert valg har et antal minutter som id, fx 30"
        for name in (*self.always, *(topic.minutes for topic in self.topics)):
            if not isinstance(named.get(name), NumberField):
                return f"minutes_of: {name} skal være et felt af typen number"
        unknown = next((topic.topic for topic in self.topics if topic.topic not in named), None)
        return f"minutes_of: der er intet felt, der hedder {unknown}" if unknown else ""


@dataclass(frozen=True)
class Reckoned:
    """What the minutes come to."""

    have: int | None
    """How long there is; None before it is chosen."""
    used: int
    waits: tuple[tuple[str, int, int], ...] = ()
    """(topic, its minutes, the minutes that are left for it) of each that there is no time for."""

    @property
    def fits(self) -> bool:
        """Whether all of it can be done in the time there is."""
        return self.have is None or self.used <= self.have

    @property
    def words(self) -> str:
        """The sum and what does not fit, for those who plan."""
        if self.have is None:
            return f"I har sat {_minutes(self.used)} af. Vælg, hvor længe I har, så kan I se, om det går op."
        if self.used == self.have:
            return f"Minutterne går op: {self.used} af {self.have}."
        if self.fits:
            return f"I har sat {self.used} af {_minutes(self.have)} af. Der er {_minutes(self.have - self.used)} til overs."
        over = f"I har sat {_minutes(self.used)} af og har kun {self.have}. Det er {_minutes(self.used - self.have)} for meget."
        if not self.waits:
            return f"{over} Det, der altid skal med, kan ikke nås."
        told = "; ".join(f"»{topic}« ({_minutes(took)}, {f'der er {room} tilbage' if room else 'der er ingen tilbage'})"
                         for topic, took, room in self.waits)
        return f"{over} Der er ikke tid til {told}. Lad hende vælge, hvad der skal vente."


def reckon(minutes: Minutes, named: Mapping[str, Field], fields: Mapping[str, Any]) -> Reckoned | None:
    """What the minutes in these fields come to; None before any is written.

    What is always there gets its minutes first. Then each topic in turn has what is left, or waits.
    """
    always = sum(fields.get(name) or 0 for name in minutes.always)
    topics = [(named[one.topic].label, int(fields.get(one.minutes) or 0)) for one in minutes.topics]
    used = always + sum(took for _, took in topics)
    if not used:
        return None
    have = int(fields[minutes.have]) if fields.get(minutes.have) else None
    if have is None:
        return Reckoned(None, used)
    left, waits = max(0, have - always), []
    for topic, took in topics:
        if took > left:
            waits.append((topic, took, left))
        else:
            left -= took
    return Reckoned(have, used, tuple(waits))


def _minutes(n: int) -> str:
    return f"{n} minut" if n == 1 else f"{n} minutter"
