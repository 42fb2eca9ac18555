"""One function, one table: may this actor do this to that.

A rule is a set of relations; the actor needs one of them. A subject names the course, and where it matters the
person or group, that the action touches. What a relation lets through a handler still narrows to the row at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pejling.schema import Role


@dataclass(frozen=True)
class Actor:
    """Who is asking, as the server knows it from the login. `person` is "" for nobody and for a screen."""

    person: str = ""
    roles: Mapping[str, Role] = field(default_factory=lambda: MappingProxyType({}))
    """Course id → the actor's role in it."""
    administrator: bool = False
    everywhere: bool = True
    """False: the login was begun in a course and holds for that course alone."""


@dataclass(frozen=True)
class Subject:
    """What is asked about. Empty strings mean "not about one course" or "not about one person"."""

    course: str = ""
    person: str = ""


NOBODY = Actor()

READS = frozenset({"list data", "read data", "read people"})
"""Actions that a read-only token may do; every other takes a login."""

RULES: Mapping[str, frozenset[str]] = MappingProxyType({
    # Open to all: pages and steps that come before a login.
    "public": frozenset({"anyone"}),
    # Anyone logged in.
    "self": frozenset({"anyone logged in"}),
    # A course's participants and those who run it.
    "see course": frozenset({"participant", "trainer", "leader"}),
    "see day": frozenset({"participant", "trainer"}),
    "answer": frozenset({"participant", "trainer"}),
    "follow": frozenset({"participant", "trainer", "leader", "screen"}),
    "visit": frozenset({"participant"}),
    "see own data": frozenset({"participant", "trainer"}),
    # A course as tables, also with a read-only token.
    "list data": frozenset({"anyone logged in"}),
    "read data": frozenset({"participant", "trainer", "leader"}),
    # The big screen.
    "see screen": frozenset({"screen", "trainer"}),
    # A leader: the programme and revealed aggregates.
    "see aggregates": frozenset({"leader", "trainer"}),
    "read people": frozenset({"trainer"}),
    # The trainer of this course.
    "run course": frozenset({"trainer"}),
    # Anyone who trains at all may make a course.
    "make course": frozenset({"any trainer", "administrator"}),
    # Also with a login that holds for one course: the list of one's own.
    "see courses": frozenset({"trainer somewhere", "administrator"}),
    # The description of the API, for those who write against it.
    "see api": frozenset({"trainer somewhere", "administrator"}),
    # The machine.
    "administer": frozenset({"administrator"}),
})


def may(actor: Actor, action: str, subject: Subject) -> bool:
    """Whether `actor` may do `action` to `subject`.

    Raises
    ------
    KeyError
        The action has no rule: a mistake in the program, found when the server starts.
    """
    return not RULES[action].isdisjoint(_relations(actor, subject))


def _relations(actor: Actor, subject: Subject) -> set[str]:
    relations = {"anyone"}
    if actor.person:
        relations.add("anyone logged in")
    if subject.course and (role := actor.roles.get(subject.course)):
        relations.add(role)
    if "trainer" in actor.roles.values():
        relations.add("trainer somewhere")
        if actor.everywhere:
            relations.add("any trainer")
    if actor.administrator:
        relations.add("administrator")
    return relations
