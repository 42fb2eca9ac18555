"""The rules of a survey of relational coordination: one role at a time, and what may be shown of everybody's answers."""

from collections.abc import Sequence
from random import Random
from typing import Any

from pejling.alphabet import danish_order
from pejling.exercise.fields.rules import answered, apply, columns, row, start
from pejling.exercise.kind import Contribution, Ctx, Given
from pejling.exercise.summary import Part, Summary
from pejling.relational.published import Published, of_organisations, publish
from pejling.relational.scoring import Rating
from pejling.schema import State
from pejling_widgets.relational_coordination import shown
from pejling_widgets.relational_coordination.content import IDS, OWN, Content
from pejling_widgets.relational_coordination.ratings import items_of, ratings_of

__all__ = ["answered", "apply", "columns", "finished", "over_rounds", "play", "public", "row", "start", "summary"]

SKIPS = 1 / 100
"""How often a played participant passes over a question."""


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """One's own role, the roles to answer about, and the seven questions about each. A trainer sees all roles' questions."""
    hidden = ctx.phase == "waiting" and ctx.role != "trainer"
    own = state["fields"].get(OWN)
    rated = content.rated_by(own) if ctx.role == "participant" else content.roles
    named = content.named
    return {
        "fields": {} if hidden else dict(state["fields"]),
        "process": content.process,
        "about_wording": content.about_wording,
        "role": None if hidden else named[OWN].public(OWN),
        "who": {role.id: role.who for role in content.roles},
        "steps": [] if hidden else [
            {"id": role.id, "text": role.text, "who": role.who,
             "items": [named[name].public(name) for name in (f"{role.id}/{dimension}" for dimension in IDS)]}
            for role in rated
        ],
        "sources": [{"name": item.name, "source": item.source, "licence": item.licence} for item in content.wording],
    }


def finished(content: Content, state: State) -> bool:
    """Whether one has answered all seven about every role that is to be rated."""
    rated = content.rated_by(state["fields"].get(OWN))
    return bool(rated) and all(None not in items_of(state["fields"], role.id) for role in rated)


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """The ties in both directions with how sure they are, each role's share of answers, and the seven dimensions."""
    published = _published(content, contributions, ctx)
    parts = shown.parts(content, published, _own_roles(contributions), ctx)
    if content.by_organisation:
        parts = (*parts, shown.organisations(content, of_organisations(_by_organisation(content, contributions), content.frequency,
                                                                       ctx.least)))
    return Summary(sum(answered(content, one.state) for one in contributions), parts=parts, notes=shown.notes(content))


def over_rounds(content: Content, rounds: Sequence[Given]) -> tuple[Part, ...]:
    """The latest of the rounds held against each of those before, by Welch: they are other answers, and nobody is followed."""
    return shown.over_rounds(content, [_published(content, given, ctx) for given, ctx in rounds])


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """A role, and answers about each other role; now and then somebody passes over a question."""
    own = chance.choice(content.roles).id
    kindness, passed_over = chance.gauss(0, 0.5), chance.choice(IDS) if chance.random() < SKIPS else ""
    events: list[dict[str, Any]] = [{"type": "set", "field": OWN, "value": own}]
    for role in content.rated_by(own):
        for dimension in IDS:
            if dimension != passed_over:
                place = min(5, max(1, round(chance.gauss(3.4 + kindness, 0.8))))
                events.append({"type": "set", "field": f"{role.id}/{dimension}", "value": str(place)})
    return events


def _published(content: Content, given: Sequence[Contribution], ctx: Ctx) -> Published:
    return publish(ratings_of(content, [one.state for one in given]), content.frequency, ctx.least)


def _by_organisation(content: Content, given: Sequence[Contribution]) -> dict[str, list[Rating]]:
    """Each organisation's ratings; none where some have no organisation that may be shown."""
    names = sorted({one.organisation for one in given}, key=danish_order)
    if "" in names:
        return {}
    return {name: ratings_of(content, [one.state for one in given if one.organisation == name]) for name in names}


def _own_roles(given: Sequence[Contribution]) -> list[str]:
    return [role for one in given if (role := one.state["fields"].get(OWN))]
