"""How long a plan of pairs takes beside the one matching of everybody with everybody that it cannot do without.

`python bench/pairing.py`, with nothing else running. A plan of three rounds for 200 people is made from thinner matchings.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / name) for name in ("core", "supervision")]

from pejling_supervision.pairing import plan  # noqa: E402  # the packages are found from here on
from pejling_supervision.rules import Person, Wanted  # noqa: E402

PEOPLE, ROUNDS, TIMES = 200, 3, 5


def class_of(n: int) -> list[Person]:
    """Four organisations, and every tenth person the leader of the nine that follow."""
    ids = [f"{i:04}" for i in range(n)]
    return [Person(ids[i], f"Navn {i}", f"Hus {i % 4}", f"Team {i % 7}", ids[i // 10 * 10] if i % 10 else "") for i in range(n)]


def one_matching() -> None:
    """Everybody may be with everybody, at a weight by chance."""
    chance = random.Random(1)
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, chance.randrange(1000)) for a, b in combinations(range(PEOPLE), 2))
    nx.max_weight_matching(graph, maxcardinality=True)


def median(measured: Callable[[], object]) -> float:
    """Seconds of this process, in the middle of some times."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        measured()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    wanted = Wanted(class_of(PEOPLE), ROUNDS)
    planned, matched = median(lambda: plan(wanted)), median(one_matching)
    print(f"{PEOPLE} people, {ROUNDS} rounds: {planned / matched:.2f} × one matching of all ({planned:.2f} s and {matched:.2f} s)")
