"""A line of a checklist: yes, no or not relevant, with a note."""

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field as Given

from pejling.exercise.events import LONGEST, check_text
from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Column, Refused
from pejling.exercise.summary import Distribution

ANSWERS = {"ja": "Ja", "nej": "Nej", "ikke": "Ikke relevant"}
"""What can be answered, with the words for it."""


class CheckLineField(Field):
    """A line that is answered with one of `ANSWERS` and a note, kept as {"answer": …, "note": …} without what is empty."""

    type: Literal["check"] = "check"
    longest: int = Given(600, ge=20, le=LONGEST, description="Hvor mange tegn noten højst må have.")

    written: ClassVar[bool] = False

    def check(self, value: Any) -> dict[str, str] | None:
        if not isinstance(value, dict) or not value.keys() <= {"answer", "note"}:
            raise Refused(f"»{self.label}« besvares med ja, nej eller ikke relevant og en note.")
        answer = value.get("answer")
        if answer is not None and (not isinstance(answer, str) or answer not in ANSWERS):
            raise Refused(f"Under »{self.label}« kan man svare ja, nej eller ikke relevant.")
        note = check_text(value.get("note") or "", self.longest)
        return {**({"answer": answer} if answer else {}), **({"note": note} if note.strip() else {})} or None

    def filled(self, value: Any) -> bool:
        """A note without an answer is not yet a whole one."""
        return value is not None and "answer" in value

    def show(self, value: Any) -> str:
        return ": ".join(part for part in (ANSWERS.get(value.get("answer", ""), ""), value.get("note", "")) if part)

    def meaning(self) -> str:
        return "Ja, Nej eller Ikke relevant; noten for sig."

    def columns(self, name: str) -> list[Column]:
        """The answer, and the note."""
        return [Column(name, self.label, " / ".join(ANSWERS.values()) + "."),
                Column(f"{name}.note", f"{self.label} – note", f"Fritekst, højst {self.longest} tegn.")]

    def cells(self, value: Any) -> list[Any]:
        """The answer's words and the note."""
        kept = value or {}
        return [ANSWERS.get(kept.get("answer", "")), kept.get("note")]

    def spread(self, values: Sequence[Any]) -> Distribution:
        """How many gave each answer; notes are their authors'."""
        given = [value["answer"] for value in values]
        return Distribution.of(len(given), [(name, text, given.count(name)) for name, text in ANSWERS.items()])

    def play(self, chance: Random) -> dict[str, str]:
        answer = chance.choice(list(ANSWERS))
        return {"answer": answer, "note": "Det aftaler vi på mødet."} if answer == "nej" else {"answer": answer}
