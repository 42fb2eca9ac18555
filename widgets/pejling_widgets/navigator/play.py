"""A played participant's marks on the map, for a rehearsal and for the bots."""

from random import Random
from typing import Any

from pejling_widgets.navigator.content import Content
from pejling_widgets.navigator.model import STEPS


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that mark some of the tools."""
    tools = chance.sample(content.tools, chance.randint(1, min(6, len(content.tools))))
    return [{"type": "set", "field": tool, "value": chance.choice(list(STEPS))} for tool in tools]
