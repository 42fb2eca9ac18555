"""Groups across organisations: everyone works with people from the other house where there are any."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence


def mix(people: Mapping[str, str], size: int, seed: int) -> list[list[str]]:
    """Groups of about `size`, each with as even a share of every organisation as the numbers allow.

    Parameters
    ----------
    people
        Person → organisation.
    size
        Wished size, at least 2. No group is left with one person unless there is only one.
    seed
        The same seed and people give the same groups.
    """
    if not people:
        return []
    number = max(1, round(len(people) / max(size, 2)))
    while number > 1 and len(people) // number < 2:
        number -= 1
    shuffled: Sequence[str] = random.Random(seed).sample(sorted(people), len(people))  # noqa: S311  # guards nothing
    by_organisation: dict[str, list[str]] = defaultdict(list)
    for person in shuffled:
        by_organisation[people[person]].append(person)
    # Dealt like cards, one organisation after the other: sizes differ by one at most, and so does each share.
    dealt = [person for name in sorted(by_organisation) for person in by_organisation[name]]
    groups: list[list[str]] = [[] for _ in range(number)]
    for place, person in enumerate(dealt):
        groups[place % number].append(person)
    return groups
