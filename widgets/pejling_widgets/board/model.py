"""The rules of a board: posts under headings, which the trainer may hide."""

from collections.abc import Mapping, Sequence
from random import Random
from string import ascii_lowercase
from typing import Any

from pejling.alphabet import danish_order
from pejling.exercise.audience import audience, enough
from pejling.exercise.events import text_of
from pejling.exercise.fields import rules
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.exercise.summary import Heading, Post, Posts, Summary
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.board.content import Content, Section


def start(content: Content, ctx: Ctx) -> State:
    """An empty board: nothing written, nothing hidden."""
    return {"fields": {}, "hidden": []}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after a post is written, changed or deleted, or hidden or shown by a trainer."""
    match event.get("type"):
        case "hide":
            return _hide(content, state, text_of(event, "field"), ctx)
        case "show":
            return _show(content, state, text_of(event, "field"), ctx)
    after = rules.apply(content, state, event, ctx)
    _check_room(content, state, after)
    return after


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The board's headings and the viewer's own posts, hidden ones among them."""
    return {
        "scope": content.scope,
        "anonymous": content.anonymous,
        "group": ctx.group,
        "most_posts": content.most_posts,
        "sections": [
            {"id": s.id, "title": s.title, "prompt_html": render(s.prompt), "many": s.many, "field": s.field.public(s.id)}
            for s in content.sections
        ],
        "hidden": list(state["hidden"]),
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """Every section's posts, by group or person.

    A hidden post is there only for a trainer, marked. Without names the posts of a section are one heap in
    alphabetical order, so that neither their order nor their company tells who wrote them, and it takes
    `ctx.least` writers to show a section. A leader gets no texts.
    """
    told = audience(content, ctx)
    given = [c for c in contributions if answered(content, c.state)] if told.words else []
    by_section = _heap if content.anonymous else _columns
    return Summary(len(given), parts=tuple(by_section(section, given, ctx) for section in content.sections))


def answered(content: Content, state: State) -> bool:
    """Whether anything is written, hidden or not."""
    return bool(state["fields"])


def finished(content: Content, state: State) -> bool:
    """The same as `answered`: a group says itself when it is done."""
    return answered(content, state)


def columns(content: Content) -> list[Column]:
    """One column for each section."""
    meaning = "Opslagene, adskilt af linjeskift. (skjult) står foran det, underviseren har skjult."
    return [Column(s.id, s.title, meaning if s.many else "Teksten.") for s in content.sections]


def row(content: Content, state: State) -> dict[str, Any]:
    """Each section's posts as one text."""
    return {
        s.id: "\n".join(
            f"(skjult) {text}" if field in state["hidden"] else text for field, text in _posts(s, state)
        )
        for s in content.sections
    }


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that write one or two posts, or one text, under each heading."""
    events: list[dict[str, Any]] = []
    for section in content.sections:
        posts = min(content.most_posts, chance.randint(1, 2)) if section.many else 1
        for _ in range(posts):
            name = f"{section.id}/{''.join(chance.choices(ascii_lowercase, k=10))}" if section.many else section.id
            events.append({"type": "set", "field": name, "value": section.field.play(chance)})
    return events


def _check_room(content: Content, before: State, after: State) -> None:
    """Refuses one more post than a section has room for."""
    for section in content.sections:
        if section.many and len(_posts(section, after)) > max(content.most_posts, len(_posts(section, before))):
            room = f"Der er plads til {content.most_posts} opslag under »{section.title}«."
            raise Refused(f"{room} Slet eller ret et af dem.")


def _hide(content: Content, state: State, field: str, ctx: Ctx) -> State:
    """Stays on the field's name even if the post is emptied, so that rewriting it does not bring it back."""
    _check_trainer(content, field, ctx)
    if field not in state["fields"]:
        raise Refused("Opslaget findes ikke længere.")
    return state if field in state["hidden"] else {**state, "hidden": [*state["hidden"], field]}


def _show(content: Content, state: State, field: str, ctx: Ctx) -> State:
    _check_trainer(content, field, ctx)
    return {**state, "hidden": [f for f in state["hidden"] if f != field]}


def _check_trainer(content: Content, field: str, ctx: Ctx) -> None:
    if ctx.role != "trainer":
        raise Refused("Kun underviseren kan skjule og vise opslag.")
    if content.field_of(field) is None:
        raise Refused("Opslaget findes ikke på tavlen. Genindlæs siden, og prøv igen.")


def _posts(section: Section, state: State) -> list[tuple[str, str]]:
    """Field id and text of everything written in a section, in the order it was begun."""
    return [(field, text) for field, text in state["fields"].items() if field.partition("/")[0] == section.id]


def _shown_posts(section: Section, state: State, ctx: Ctx) -> list[Post]:
    return [
        Post(text, field, hidden=field in state["hidden"])
        for field, text in _posts(section, state)
        if ctx.role == "trainer" or field not in state["hidden"]
    ]


def _columns(section: Section, given: Sequence[Contribution], ctx: Ctx) -> Heading:
    groups = tuple(
        Posts(c.label, tuple(_shown_posts(section, c.state, ctx)), c.subject if ctx.role == "trainer" else "") for c in given
    )
    return Heading(section.id, section.title, sum(bool(one.posts) for one in groups), section.many, groups=groups)


def _heap(section: Section, given: Sequence[Contribution], ctx: Ctx) -> Heading:
    writers = [posts for c in given if (posts := _shown_posts(section, c.state, ctx))]
    if not writers or not enough(len(writers), ctx.least):
        return Heading(section.id, section.title, many=section.many, few=bool(writers))
    posts = sorted((post for own in writers for post in own), key=lambda post: (danish_order(post.text), post.field))
    return Heading(section.id, section.title, len(writers), section.many, groups=(Posts("", tuple(posts)),))
