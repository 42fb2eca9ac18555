"""What every content file shares: strict models, bounded text, and the head of an exercise.

Imports nothing of Pejling, so that a kind's rules can use it without dragging the store along.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A permanent name: small ASCII letters, digits and single hyphens."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Markdown = Annotated[str, StringConstraints(max_length=8000, strip_whitespace=True)]
SYSTEM_PATTERN = r"^S\d{3}$"
SystemId = Annotated[str, StringConstraints(pattern=SYSTEM_PATTERN)]

Scope = Literal["person", "group", "pair", "seat", "course"]
"""Who answers together. pair: both of a pair write in one answer; seat: each of the two has an own one."""
Seat = Literal["observer", "observed"]
SEATS: tuple[Seat, ...] = ("observed", "observer")
Visible = Literal["author", "pair", "trainer", "aggregate", "plenum"]
Phase = Literal["waiting", "open", "closed", "revealed"]
Role = Literal["participant", "trainer", "leader", "screen"]


class Strict(BaseModel):
    """A model that refuses unknown keys and never changes after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def check_distinct(what: str, names: Sequence[str]) -> None:
    """Refuses content in which two of the same sort ("felter") have the same permanent name."""
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"to {what} har samme id ({twice[0]}); giv dem hver sit")


class Exercise(Strict):
    """The head that every exercise file has, whatever its kind."""

    kind: str = Field(description="Øvelsens art, for eksempel poll (afstemning). kit.py check nævner alle, der er.")
    title: Line = Field(description="Overskriften, som deltagerne ser. Kan ændres; filnavnet kan ikke.")
    intro: Markdown = Field("", description="Hvad man skal gøre, i Markdown. Vises over øvelsen.")
    minutes: int | None = Field(None, ge=1, le=240, description="Forventet tid i minutter.")
    scope: Scope = Field("person", description="Hvem der svarer: hver person (person), hver gruppe (group), "
                         "hvert makkerpar sammen (pair), hver af de to for sig (seat) eller hele holdet (course).")
    anonymous: bool = Field(False, description="true: svaret kan ikke føres tilbage til nogen, heller ikke af underviseren.")
    visible: Visible = Field(
        description="Hvem der kan se det skrevne: author (kun den, der skrev), pair (kun makkerparret), "
        "trainer (underviseren, med navn), aggregate (kun samlet, fra fem svar) eller plenum (alle, når underviseren viser det)."
    )
    may_share: bool = Field(False, description="Sammen med visible author: forfatteren kan selv dele sit svar med underviseren.")
    first_seat: Seat = Field("observed", description="Kun med scope seat: den, der skal afslutte sit eget svar, før de to kan "
                             "læse hinandens: observed (den, der er set på) eller observer (den, der så på).")
    homework: bool = Field(
        False, description="true: øvelsen er en hjemmeopgave og står på deltagerens liste med en frist."
    )
    rounds: int = Field(1, ge=1, le=5, description="Hvor mange runder øvelsen er tænkt til.")
    source: Line = Field(description="Hvor idéen kommer fra.")
    proposal: bool = Field(False, description="true: indholdet er projektets forslag.")
    historical: str = Field("", max_length=400, description="Hvis noget er tidsbundet: hvad, og hvornår det gjaldt.")
    systems: tuple[SystemId, ...] = Field((), description="De systemer i domænets tabel, øvelsen dækker.")
    trainer_note: Markdown = Field("", description="Note til underviseren. Sendes aldrig til deltagerne.")

    @model_validator(mode="after")
    def _scope_and_visibility_fit(self) -> Self:
        if self.anonymous and self.visible != "aggregate":
            raise ValueError("anonyme svar kan kun vises samlet; skriv visible: aggregate sammen med anonymous: true")
        if (self.scope in ("pair", "seat")) != (self.visible == "pair"):
            raise ValueError("et makkerpars ord bliver hos parret: scope: pair og scope: seat skrives sammen med visible: pair")
        return self


Json = Any
State = dict[str, Json]
"""One person's or group's state in a run: plain JSON, always with the key "fields" (field id → value)."""
