"""Every drill's replies, as the rule engine reads them: models pass, the typical answer gets something to try."""

import re
from pathlib import Path

import pytest
from danish.phone import typed

from pejling.content import parse_text
from pejling_widgets.drill import feedback
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.items import Reply
from pejling_widgets.drill.proofread import proofread
from pejling_widgets.library import Library

DRILLS = {
    name: loaded.content
    for name, loaded in Library.load([Path(__file__).parents[2]]).exercises.items()
    if isinstance(loaded.content, Content)
}
UNRECOGNISED = 16
"""So many of the kit's model replies, at most, are not a hit when they are typed without capitals and marks."""


def test_there_are_drills() -> None:
    assert "galleri-drill" in DRILLS


@pytest.mark.parametrize("name", sorted(DRILLS))
def test_the_rule_engine_agrees_with_the_drills_own_replies(name: str) -> None:
    assert proofread(DRILLS[name]) == []


def test_what_many_write_first_is_never_a_hit_typed_on_a_phone_either() -> None:
    items = [item for drill in DRILLS.values() for item in drill.items if isinstance(item, Reply)]
    assert not [item.id for item in items if feedback.outcome(feedback.read(item, typed(item.typical.reply))) == "hit"]


def test_no_praise_for_a_model_has_fault_found_below_it() -> None:
    items = [item for drill in DRILLS.values() for item in drill.items if isinstance(item, Reply)]
    for item in items:
        for entry in (entry for model in item.models for entry in feedback.read(item, model.reply) if entry["kind"] == "good"):
            assert not re.search(r"er lukket|beder om (et ja|grunde)|næsten borgerens egne ord", entry["why"]), (item.id, entry)


def test_the_drills_own_replies_are_recognised_as_they_are_typed_on_a_phone() -> None:
    items = [item for name, drill in DRILLS.items() if name != "galleri-drill" for item in drill.items if isinstance(item, Reply)]
    missed = [
        f"{item.id}: {model.reply}" for item in items for model in item.models
        if feedback.outcome(feedback.read(item, typed(model.reply))) != "hit"
    ]
    assert len(missed) <= UNRECOGNISED, "\n".join(missed)


def test_what_was_answered_badly_on_purpose_is_not_praised_and_what_was_answered_well_is_not_sent_back() -> None:
    trial = parse_text((Path(__file__).parents[1] / "danish" / "trial.yaml").read_text(encoding="utf-8"))
    assert [len(trial[kind]) for kind in ("bad", "good")] == [10, 10]
    for kind, rows in trial.items():
        for row in rows:
            item = next(item for item in DRILLS[row["drill"]].items if item.id == row["item"])
            entries = feedback.read(item, row["text"])
            if kind == "bad":
                assert not [entry for entry in entries if entry["kind"] == "good"], row
            else:
                assert feedback.outcome(entries) != "away", row
