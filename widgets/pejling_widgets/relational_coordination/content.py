"""The schema of a survey of relational coordination: the work process, its roles, and the wording of the seven items."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields import ChoiceField, Field, FieldExercise
from pejling.exercise.fields.choice import Option
from pejling.relational.scoring import DIMENSIONS, HIGHEST, Frequency
from pejling.schema import Id, Line, Strict, check_distinct

OWN = "role"
"""The field with one's own role; all others are `<role>/<dimension>`."""
IDS = tuple(dimension.replace("_", "-") for dimension in DIMENSIONS)
"""The seven dimensions as fields name them."""
Dimension = Literal["frequency", "timely", "accurate", "problem-solving", "shared-goals", "shared-knowledge", "respect"]


class Role(Strict):
    """One role in the work process."""

    id: Id = Given(description="Fast navn på rollen. Ændres aldrig, når øvelsen er brugt.")
    text: Line = Given(description="Det, rollen hedder i tabeller og på knapper, fx Jobcenter.")
    spoken: Line = Given(description="Rollen, som den står midt i et spørgsmål, fx jobcenteret.")
    who: str = Given("", max_length=300, description="Hvem der hører til rollen, så ingen er i tvivl.")
    people: int | None = Given(None, ge=1, le=10_000, description="Hvor mange der hører til rollen; giver svarprocenten.")


class Item(Strict):
    """One of the seven questions, with where it comes from."""

    dimension: Dimension = Given(description="Dimensionen. De syv står i fast rækkefølge.")
    name: Line = Given(description="Det, dimensionen hedder i figurerne.")
    text: Line = Given(description="Spørgsmålet. {rolle} er den rolle, der svares om, og {proces} arbejdsgangen.")
    answers: tuple[Line, ...] = Given(min_length=HIGHEST, max_length=HIGHEST, description="De fem svar, som de står på skærmen.")
    source: Line = Given(description="Hvor spørgsmålet kommer fra.")
    licence: Line = Given(description="Hvad spørgsmålet må bruges til, og af hvem.")


class Lead(Strict):
    """What to begin with where a dimension is the lowest of a direction: a question to discuss, and a case to try it on."""

    dimensions: tuple[Dimension, ...] = Given(min_length=1, description="De dimensioner, forslaget gælder for.")
    question: Line = Given(description="Spørgsmålet at begynde med.")
    case: Id = Given(description="En case i cases/, hvor begge organisationer har deres syn med.")
    ask: Line = Given(description="Hvem casen handler om, og hvad I spørger om i den.")


class Content(FieldExercise):
    """A survey of relational coordination."""

    kind: Literal["relational_coordination"]
    process: Line = Given(description="Den arbejdsgang, der spørges om, som den står midt i et spørgsmål, fx fællessamtalen.")
    roles: tuple[Role, ...] = Given(min_length=2, max_length=8, description="Rollerne i arbejdsgangen.")
    own_role: bool = Given(False, description="true: man svarer også om kollegerne i sin egen rolle.")
    by_organisation: bool = Given(
        False, description="true: en retning vises også for hver organisation for sig, hvor flere har svaret, og mindst fem i hver."
    )
    frequency: Frequency = Given("rc2", description="Hvordan hyppighed omregnes. rc2: svarene tæller 1, 3, 5, 4 og 2, så "
                                 "»passende« er bedst. linear: de tæller 1 til 5, som de står.")
    about_wording: Line = Given(description="Hvad man skal vide om formuleringen. Står ved alle tal.")
    wording: tuple[Item, ...] = Given(min_length=len(IDS), max_length=len(IDS), description="De syv spørgsmål. Har I licens til "
                                      "andre, så skriv dem i jeres eget eksemplar af filen.")
    leads: tuple[Lead, ...] = Given((), description="Hvad man kan begynde med, når en dimension er den laveste. Kan udelades.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """One's own role, and the seven questions about each role."""
        own = ChoiceField(id=OWN, label="Hvilken rolle svarer du som?",
                          options=tuple(Option(id=role.id, text=role.text) for role in self.roles))
        asked = {f"{role.id}/{item.dimension}": self._field(role, item) for role in self.roles for item in self.wording}
        return {OWN: own, **asked}

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that the leads name."""
        return tuple(lead.case for lead in self.leads)

    def lead_for(self, dimension: str) -> Lead | None:
        """What to begin with where this dimension is the lowest."""
        return next((lead for lead in self.leads if dimension in lead.dimensions), None)

    def rated_by(self, own: str | None) -> tuple[Role, ...]:
        """The roles that someone of this role answers about; none before the own role is known."""
        return tuple(role for role in self.roles if own and (role.id != own or self.own_role))

    def _field(self, role: Role, item: Item) -> ChoiceField:
        text = item.text.replace("{rolle}", role.spoken).replace("{proces}", self.process)
        return ChoiceField(
            id=item.dimension, label=text[:1].upper() + text[1:],
            options=tuple(Option(id=str(place), text=answer) for place, answer in enumerate(item.answers, start=1)),
        )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("roller", [role.id for role in self.roles])
        if OWN in (role.id for role in self.roles):
            raise ValueError(f"en rolle kan ikke have id {OWN}; giv den et andet")
        if tuple(item.dimension for item in self.wording) != IDS:
            raise ValueError(f"de syv spørgsmål står i denne rækkefølge: {', '.join(IDS)}")
        led = [dimension for lead in self.leads for dimension in lead.dimensions]
        if twice := [dimension for dimension in led if led.count(dimension) > 1]:
            raise ValueError(f"{twice[0]} står i to forslag (leads); lad den stå i ét")
        if self.visible != "aggregate" or self.anonymous:
            raise ValueError("svarene vises kun samlet, og man skal kunne fortsætte på en anden telefon; skriv visible: aggregate "
                             "og ingen anonymous")
        if self.scope != "person":
            raise ValueError("hver person svarer for sig; skriv scope: person")
        return self
