"""Subject: whose answer it is. A person, a group, a pair or one of its seats, or the whole course."""

from dataclasses import dataclass
from typing import Literal

from pejling.schema import Seat

SubjectKind = Literal["person", "group", "pair", "course"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose answer it is. An answer of a pair is shared by its `seats`, or belongs to one of them."""

    kind: SubjectKind
    id: str = ""
    """Of the person, group or pair; "" for the course."""
    seats: tuple[Seat, ...] = ()
    """The one seat whose own answer it is; () when it is not a seat's."""

    @property
    def key(self) -> str:
        """The name under which an answer is stored and sent: `person:ab12`, `pair:ab12:observer`, `course`."""
        return ":".join(part for part in (self.kind, self.id, *self.seats) if part)

    @classmethod
    def parse(cls, key: str) -> "Subject":
        """The subject with this key; raises ValueError for what is none."""
        kind, _, rest = key.partition(":")
        name, _, seat = rest.partition(":")
        match kind, bool(name), seat:
            case "course", False, "":
                return COURSE
            case ("person" | "group" | "pair") as found, True, "":
                return cls(found, name)
            case "pair", True, ("observer" | "observed") as found:
                return cls("pair", name, (found,))
        raise ValueError(f"not a subject: {key!r}")


COURSE = Subject("course")


def of_person(person: str) -> Subject:
    """The subject that is this person."""
    return Subject("person", person)


def of_group(group: str) -> Subject:
    """The subject that is this group."""
    return Subject("group", group)
