"""The plan of supervision as the trainer sees it: pairs with their reasons, dates, whether a visit was held, which tools."""

from collections.abc import Mapping, Sequence

from pejling.alphabet import danish_order
from pejling.store import wishes
from pejling.store.records import Partners, Visit
from pejling_server.app_state import AppState
from pejling_server.responses.supervision import (
    Alone,
    FreePlace,
    LeaderLine,
    PairWish,
    PlannedPartners,
    PlannedRound,
    PlannedVisit,
    SupervisionPlan,
)
from pejling_server.supervision.wording import clock_of, day_of, titles_of, tools_of
from pejling_supervision import mending
from pejling_supervision.planning import Course, of_course
from pejling_supervision.rules import SOFT


def plan_as_it_is(app: AppState, course: str) -> SupervisionPlan:
    """All that the trainer plans by."""
    tools = tools_of(app)
    with app.store.read() as c:
        known = of_course(c, course)
        wished, leaders = wishes.listed(c, course), wishes.leaders(c, course)
    going_on = {0, *(visit.round for visit in known.visits if not visit.held_on_day)}
    broken = [one for one in mending.standing_breaches(known.wanted, known.plan) if known.partners and one.round in going_on]
    return SupervisionPlan(
        rounds=tuple(_round(tools, known, number) for number in range(1, known.wanted.rounds + 1)),
        breaks=tuple(breach.text for breach in broken if breach.rule not in SOFT),
        notes=tuple(breach.text for breach in broken if breach.rule in SOFT),
        wishes=tuple(PairWish(person=one.person, other=one.other, wish=one.wish) for one in wished),
        leaders=tuple(LeaderLine(person=person, leader=leader) for person, leader in leaders.items()),
    )


def _round(tools: Mapping[str, str], known: Course, number: int) -> PlannedRound:
    wanted, plan = known.wanted, known.plan
    of_round = [visit for visit in known.visits if visit.round == number]
    visited = {visit.observed for visit in of_round if visit.held_on_day}  # have had what the round is for
    without = [person for person in mending.alone(wanted, plan[number - 1], number) if person not in visited]
    return PlannedRound(
        number=number, begun=number <= known.begun,
        partners=tuple(_partners(tools, one, of_round) for one in _in_order(known, number)),
        alone=tuple(Alone(person=person, places=tuple(
            FreePlace(people=place.people, breaks=place.breaks) for place in mending.places(wanted, plan, number, person)
        )) for person in without),
        absent=tuple(sorted(wanted.absent.get(number, ()))),
        earlier=tuple(planned_visit(tools, visit) for visit in of_round if not visit.partners),
    )


def _in_order(known: Course, number: int) -> list[Partners]:
    names = {person.id: person.name for person in known.wanted.people}
    of_round = (one for one in known.partners if one.round == number)
    return sorted(of_round, key=lambda one: [danish_order(names.get(person, "")) for person in one.people])


def _partners(tools: Mapping[str, str], one: Partners, of_round: Sequence[Visit]) -> PlannedPartners:
    own = sorted((visit for visit in of_round if visit.partners == one.id), key=lambda visit: visit.observed)
    planned = tuple(planned_visit(tools, visit) for visit in own)
    return PlannedPartners(id=one.id, people=one.people, reason=one.reason, visits=planned)


def planned_visit(tools: Mapping[str, str], visit: Visit) -> PlannedVisit:
    """All that a trainer gets of a visit."""
    return PlannedVisit(
        id=visit.id, observed=visit.observed, observers=visit.observers, starts_at=visit.starts_at, day=day_of(visit),
        clock=clock_of(visit), place=visit.place, conversation=visit.conversation, tools=titles_of(visit.tools, tools),
        cancelled=visit.cancelled, held=visit.held_on_day is not None,
    )
