"""Every drill's replies, as the rule engine reads them: models pass, the typical answer gets something to try."""

from pathlib import Path

import pytest

from pejling_widgets.drill.content import Content
from pejling_widgets.drill.proofread import proofread
from pejling_widgets.library import Library

DRILLS = {
    name: loaded.content
    for name, loaded in Library.load([Path(__file__).parents[2]]).exercises.items()
    if isinstance(loaded.content, Content)
}


def test_there_are_drills() -> None:
    assert "galleri-drill" in DRILLS


@pytest.mark.parametrize("name", sorted(DRILLS))
def test_the_rule_engine_agrees_with_the_drills_own_replies(name: str) -> None:
    assert proofread(DRILLS[name]) == []
