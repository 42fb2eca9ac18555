"""A day in one answer is the same as its exercises one by one, for each viewer, however it is fetched together."""

from random import Random

import pytest
from serving import Client

from pejling.places import content_root
from pejling_widgets.library import Library

DAY = "viden-og-samarbejde"
LIBRARY = Library.load([content_root()])


@pytest.fixture(scope="module")
def answered(house) -> list[str]:
    """A day with everything open, answered by one person (and so by one group), and some of it shown."""
    house.trainer.post(f"/api/console/{house.course}/day", {"day": DAY, "date": "2027-02-02", "place": "Sal A"})
    house.trainer.post(f"/api/console/{house.course}/groups", {"size": 4})
    agenda = house.trainer.get(f"/api/console/{house.course}/day/{DAY}")
    ids = [exercise["id"] for section in agenda["sections"] for exercise in section["exercises"]]
    for number, exercise in enumerate(ids):
        house.trainer.do(exercise, "open")
        loaded = LIBRARY.exercises[exercise]
        if loaded.content.scope != "course" and (events := loaded.kind.play(loaded.content, Random(1))):
            assert {r["status"] for r in house.participant.events(exercise, events)} == {"saved"}
        if number % 3 == 0:
            house.trainer.do(exercise, "reveal")
    return ids


@pytest.mark.parametrize("who", ["participant", "colleague", "trainer"])
def test_a_day_in_one_answer_holds_what_each_exercise_alone_does(house, answered, who: str) -> None:
    client: Client = getattr(house, who)
    day = client.get(f"/api/course/{house.course}/day/{DAY}")["exercises"]
    assert list(day) == answered
    for exercise in answered:
        alone = client.state(exercise)
        for state in (day[exercise], alone):
            state["public"].pop("now", None)  # a clock's
        assert day[exercise] == alone, exercise
    written = [exercise for exercise in answered if day[exercise]["revision"]]
    assert bool(written) == (who != "trainer"), "a group's answer is read by the whole group"


def test_what_one_wrote_is_not_in_a_colleagues_day(house, answered) -> None:
    own, other = (client.get(f"/api/course/{house.course}/day/{DAY}")["exercises"]
                  for client in (house.participant, house.colleague))
    private = [e for e in answered if own[e]["revision"] and own[e]["scope"] == "person" and not own[e]["anonymous"]]
    assert private
    for exercise in private:
        assert other[exercise]["revision"] == 0
        assert other[exercise]["fields"] == {}
