"""The schema of a programme: its modules, their days, and the hand-outs of each day."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pejling.schema import Id, Line, Strict

FolderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([/-][a-z0-9]+)*$", max_length=120)]
NotebookName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.ipynb$", max_length=80)]


class Handout(Strict):
    """A page to print, in `handouts/<id>.md` of its day's folder or in the folder it names."""

    id: Id = Field(description="Fast navn; filen hedder <id>.md.")
    title: Line = Field(description="Titlen, som deltagerne ser.")
    folder: FolderName | None = Field(
        None, description="Mappen, når arket ikke ligger i dagens handouts, fx »supervision/manual«. Kan udelades.")


class ProgrammeDay(Strict):
    """One day of a module: a notebook, its exercises and its hand-outs."""

    id: Id = Field(description="Fast navn på dagen; står i adressen.")
    title: Line = Field(description="Dagens titel.")
    folder: FolderName = Field(description="Mappen under modules/.")
    notebook: NotebookName = Field(description="Notebookens filnavn i mappen.")
    dated: bool = Field(True, description="false: ikke en undervisningsdag, men en side, der er der hele forløbet.")
    handouts: tuple[Handout, ...] = Field((), description="Ark til print, i rækkefølge.")


class Module(Strict):
    """One module of the programme."""

    id: Id = Field(description="Fast navn på modulet.")
    title: Line = Field(description="Modulets navn.")
    extent: Line = Field(description="Hvor meget det fylder, fx »1 dag«.")
    about: Line = Field(description="Hvad modulet handler om, i én linje.")
    ready: bool = Field(description="false: modulet er ikke skrevet endnu; det vises i oversigten, men kan ikke åbnes.")
    days: tuple[ProgrammeDay, ...] = Field((), description="Modulets dage.")

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.ready and not self.days:
            raise ValueError(f"modulet »{self.id}« er klar, men har ingen dage; tilføj en, eller skriv ready: false")
        if not self.ready and self.days:
            raise ValueError(f"modulet »{self.id}« er ikke klar, men har dage; slet dem, eller skriv ready: true")
        return self


class Programme(Strict):
    """The whole programme, in its order."""

    title: Line = Field(description="Programmets navn.")
    modules: tuple[Module, ...] = Field(min_length=1, description="Modulerne i rækkefølge.")

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for what, ids in (
            ("moduler", [m.id for m in self.modules]),
            ("dage", [d.id for d in self.days()]),
            ("ark", [h.id for d in self.days() for h in d.handouts]),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"to {what} hedder »{twice[0]}«; giv dem hver sit id")
        return self

    def days(self) -> Iterator[ProgrammeDay]:
        """The days of all modules, in order."""
        return (day for module in self.modules for day in module.days)
