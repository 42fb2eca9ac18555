"""What two have rated at their visits, as seen or not seen: what their agreement is reckoned from."""

from collections.abc import Iterable

from pejling.exercise.fields import FieldExercise
from pejling.schema import State

OFTEN = "often/"
"""How the fields are called in which a behaviour is rated by how often it was seen."""
NEVER = 1
"""The lowest step of *how often*."""


def seen_by_both(content: FieldExercise, visits: Iterable[tuple[State, State]]) -> tuple[list[bool], list[bool]]:
    """For each behaviour that both have rated at a visit: whether the observed saw it, and whether the observer did."""
    observed, observer = [], []
    for own, other in visits:
        for name in (name for name in content.named if name.startswith(OFTEN)):
            ratings = [state["fields"].get(name) for state in (own, other)]
            if all(ratings):
                observed.append(ratings[0] > NEVER)
                observer.append(ratings[1] > NEVER)
    return observed, observer
