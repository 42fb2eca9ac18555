"""Supervision: the trainer's plan of partners, and a person's own visits. Not a word of what a pair writes is in either."""

from typing import Literal

from pejling_server.responses import ResponseModel


class PlannedVisit(ResponseModel):
    """Who observes whom, when, and what is to be tried."""

    id: str
    observed: str
    observers: tuple[str, ...]
    starts_at: str | None
    day: str
    """The Danish day, `2027-05-03`, or ""."""
    clock: str
    """The Danish time, `10:00`, or ""."""
    place: str
    conversation: str
    tools: tuple[str, ...]
    """The titles of the tools."""
    cancelled: bool
    held: bool


class PlannedPartners(ResponseModel):
    """A pair or a trio in a round."""

    id: str
    people: tuple[str, ...]
    reason: str
    visits: tuple[PlannedVisit, ...]


class FreePlace(ResponseModel):
    """Where someone without a partner could be."""

    people: tuple[str, ...]
    breaks: tuple[str, ...]
    """What it would break, in Danish."""


class Alone(ResponseModel):
    """Someone who is in the round and has no partner."""

    person: str
    places: tuple[FreePlace, ...]


class PlannedRound(ResponseModel):
    """One round of visits."""

    number: int
    begun: bool
    """Visits in it, or in a later one, have a date or were held: it is kept when the plan is laid anew."""
    partners: tuple[PlannedPartners, ...]
    alone: tuple[Alone, ...]
    absent: tuple[str, ...]
    earlier: tuple[PlannedVisit, ...]
    """Visits that were held with somebody who is no longer the partner."""


class PairWish(ResponseModel):
    """What two people wish."""

    person: str
    other: str
    wish: Literal["together", "apart"]


class LeaderLine(ResponseModel):
    """Who leads whom."""

    person: str
    leader: str


class SupervisionPlan(ResponseModel):
    """All that the trainer plans by."""

    rounds: tuple[PlannedRound, ...]
    breaks: tuple[str, ...]
    """What the plan breaks as it is, in Danish."""
    notes: tuple[str, ...]
    """What it could not keep of what is kept only where it can be, in Danish."""
    wishes: tuple[PairWish, ...]
    leaders: tuple[LeaderLine, ...]


class PlanLaid(ResponseModel):
    """What came of planning: how many rounds were laid, or what stands in the way."""

    laid: int
    obstacles: tuple[str, ...]


class PlanChanged(ResponseModel):
    """Whether a change was made; if not, what it would break."""

    saved: bool
    breaks: tuple[str, ...]


class CalendarLink(ResponseModel):
    """The secret address of one's own calendar, told once."""

    url: str


class Tool(ResponseModel):
    """A tool that can be tried."""

    id: str
    title: str


class OwnVisit(ResponseModel):
    """A visit as the two who sit in it see it."""

    id: str
    round: int
    to_me: bool
    """The viewer is the one observed."""
    observed: str
    observers: tuple[str, ...]
    organisations: tuple[str, ...]
    """Where the others come from."""
    reason: str
    starts_at: str | None
    day: str
    clock: str
    place: str
    conversation: str
    tools: tuple[str, ...]
    """The ids of the tools to be tried."""
    cancelled: bool
    held: bool


class OwnVisits(ResponseModel):
    """The viewer's own visits, and what can be chosen for them."""

    visits: tuple[OwnVisit, ...]
    tools: tuple[Tool, ...]
    practised: tuple[str, ...]
    """Tools that the viewer has drilled."""
    conversations: tuple[str, ...]
    calendar: bool
    """Whether the viewer's calendar has an address."""


class Noted(ResponseModel):
    """One thing that is written: what it is about, and the words."""

    label: str
    text: str


class VisitFacts(ResponseModel):
    """What stands round the forms of a visit."""

    visit: OwnVisit
    tools: tuple[str, ...]
    """The titles of the tools to be tried."""
    last: tuple[Noted, ...]
    """The agreement of the last visit to the same person, where the viewer was there."""
    trainer_sees: tuple[Noted, ...]
    """Exactly what a trainer gets of the visit."""
    alike: str
    """How far the two saw the same at their visits so far, to learn from; "" until both have locked this one."""
    leader_sees: tuple[Noted, ...]
    """What the visit has a part in of all that leaders get."""
    least: int
    signed: tuple[str, ...]
    """The names of those who have signed."""
    i_signed: bool
    closed: bool
    """All have signed."""
    has_words: bool
    """Whether anything is written."""
