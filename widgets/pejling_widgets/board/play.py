"""A played participant's posts on a board, for a rehearsal and for the bots."""

from random import Random
from string import ascii_lowercase
from typing import Any

from pejling_widgets.board.content import Content

_POSTS = (
    "Tag en fælles samtale med både jobcenter og A-kasse.",
    "Spørg, hvad der har virket før.",
    "Aftal ét skridt, som kan nås inden fredag.",
    "Ring til virksomheden sammen.",
)
_TEXT = "Mål: et job inden sommer.\n\nFørst et besøg på to virksomheder, så en fælles opfølgning om 14 dage."


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that write one or two posts, or one text, under each heading."""
    events: list[dict[str, Any]] = []
    for section in content.sections:
        if not section.many:
            events.append({"type": "set", "field": section.id, "value": _TEXT})
            continue
        for post in chance.sample(_POSTS, k=min(content.most_posts, chance.randint(1, 2))):
            name = "".join(chance.choices(ascii_lowercase, k=10))
            events.append({"type": "set", "field": f"{section.id}/{name}", "value": post})
    return events
