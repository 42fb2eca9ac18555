"""Why no plan can be made: which wish or round, and the people who make it so, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from pejling_supervision.rules import Wanted, listed

if TYPE_CHECKING:
    import networkx as nx  # loaded when somebody plans, for the memory it takes

CHAIR = ""
"""Stands among the people for the guest's seat in a trio."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that no plan can get around."""

    round: int
    """0 when it is about the whole plan."""
    people: tuple[str, ...]
    text: str
    """Danish."""


class Impossible(Exception):
    """No plan keeps all the rules. The message is Danish."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__("\n".join(obstacle.text for obstacle in obstacles))
        self.obstacles = tuple(obstacles)


def obstacles(wanted: Wanted) -> list[Obstacle]:
    """What makes it impossible at first sight: wishes against rules, too few partners, rounds that cannot go up.

    When it is empty there may still be no way to have all rounds together.
    """
    found = [*_wishes(wanted), *_too_many_wishes(wanted), *_too_few_partners(wanted)]
    for number in range(1, wanted.rounds + 1):
        people = wanted.present(number)
        if len(people) == 1:
            text = f"Runde {number}: kun {wanted.names(people)} er med, og der skal være mindst to."
            found.append(Obstacle(number, tuple(people), text))
        elif all(2 * len(wanted.partners[person].intersection(people)) > len(people) for person in people):
            continue  # who all may be with more than half of them can be paired (Dirac 1952)
        elif witness := bottleneck(_graph(wanted, people)):
            found.append(_in_words(wanted, number, *witness))
    return found


def _wishes(wanted: Wanted) -> Iterator[Obstacle]:
    """Wishes that cannot be met by any plan."""
    for pair in sorted(wanted.together):
        names = wanted.names(pair)
        if pair in wanted.lines:
            yield Obstacle(0, pair, f"{names} ønsker at være sammen, men den ene er leder for den anden.")
        if pair in wanted.apart:
            yield Obstacle(0, pair, f"{names} ønsker at være sammen, men er også sat til ikke at være det.")
        if not any(set(pair) <= set(wanted.present(number)) for number in range(1, wanted.rounds + 1)):
            yield Obstacle(0, pair, f"{names} ønsker at være sammen, men er ikke med i samme runde.")


def _too_many_wishes(wanted: Wanted) -> Iterator[Obstacle]:
    """People who are wished to be with more than they can meet: one in a round, two in a trio."""
    for person in sorted(wanted.by_id):
        others = [other for pair in wanted.together if person in pair for other in pair if other != person]
        rounds, odd = _rounds_of(wanted, person)
        if len(others) > rounds + odd:
            text = (f"{wanted.names([person])} skal efter ønskerne være sammen med {wanted.names(others)}, "
                    f"men er kun med i {_rounds(rounds)}.")
            yield Obstacle(0, (person, *sorted(others)), text)


def _too_few_partners(wanted: Wanted) -> Iterator[Obstacle]:
    """People who would have to be with the same one twice."""
    short = []
    for person in sorted(wanted.by_id):
        partners = wanted.partners[person]
        rounds, odd = _rounds_of(wanted, person)
        if len(partners) < rounds - odd:
            who = f" ({wanted.names(partners)})" if 0 < len(partners) <= 6 else ""
            text = (f"{wanted.names([person])} skal have en ny makker i {_rounds(rounds)}, "
                    f"men kan kun være i par med {len(partners)}{who}.")
            short.append(Obstacle(0, (person, *sorted(partners)), text))
    if len(short) > 3:
        people = tuple(obstacle.people[0] for obstacle in short)
        yield Obstacle(0, people, f"{wanted.names(people)} har færre, de kan være i par med, end der er runder. Lav færre runder.")
    else:
        yield from short


def _rounds_of(wanted: Wanted, person: str) -> tuple[int, int]:
    """In how many rounds the person is there; in how many of them the number is odd, so that there is a trio."""
    there = [people for people in map(wanted.present, range(1, wanted.rounds + 1)) if person in people]
    return len(there), sum(len(people) % 2 for people in there)


def _rounds(number: int) -> str:
    return f"{number} {'runde' if number == 1 else 'runder'}"


def _graph(wanted: Wanted, people: Sequence[str]) -> "nx.Graph[str]":
    """Who may be a pair; with a chair for the guest when they are odd."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(people)
    graph.add_edges_from((a, b) for a, b in combinations(people, 2) if b in wanted.partners[a])
    if len(people) % 2:
        pairs = sorted(graph.edges)
        graph.add_node(CHAIR)
        for guest in people:
            welcome = {host for host in people if host != guest and not wanted.forbids(guest, host)}
            if any(a in welcome and b in welcome for a, b in pairs):
                graph.add_edge(guest, CHAIR)
    return graph


def bottleneck(graph: "nx.Graph[str]") -> tuple[list[str], list[list[str]]] | None:
    """Why not all of the graph can be paired, or None when they can: the few, and the many groups that need one of them.

    Tutte and Berge: each of the groups is odd and has neighbours only in itself and among the few; there are more groups
    than few. The groups are what some largest matching leaves out (Gallai's and Edmonds' decomposition).
    """
    import networkx as nx

    size = _matched(graph)
    if 2 * size == len(graph):
        return None
    left_out: set[str] = set()
    known: dict[frozenset[str], bool] = {}
    for node in sorted(graph):
        # People with the same neighbours change places without changing anything.
        alike = frozenset(graph[node])
        if alike not in known:
            known[alike] = _matched(graph.subgraph(graph.nodes - {node})) == size
        if known[alike]:
            left_out.add(node)
    few = {other for node in left_out for other in graph[node]} - left_out
    groups = [sorted(group) for group in nx.connected_components(graph.subgraph(left_out))]
    return sorted(few), sorted(groups)


def _matched(graph: "nx.Graph[str]") -> int:
    import networkx as nx

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes))
    ordered.add_edges_from(sorted(graph.edges))
    return len(nx.max_weight_matching(ordered, maxcardinality=True))


def _in_words(wanted: Wanted, number: int, few: Sequence[str], groups: Sequence[Sequence[str]]) -> Obstacle:
    """The bottleneck of a round in Danish. A group with the guest's chair can be left out: the others are still too many."""
    many = [group for group in groups if CHAIR not in group]
    people = tuple(person for group in many for person in group)
    others = [wanted.names([person]) for person in few if person != CHAIR]
    others += ["pladsen som den tredje"] if CHAIR in few else []
    each = [wanted.names(group) for group in many]
    if not few:
        alone = [f"{wanted.names(group)} kan ikke være i par med nogen" for group in many if len(group) == 1]
        odd = [f"{wanted.names(group)} kan kun være i par med hinanden, og de er et ulige antal"
               for group in many if len(group) > 1]
        return Obstacle(number, people, f"Runde {number}: {'; '.join([*alone, *odd])}.")
    if all(len(group) == 1 for group in many):
        who = f"{listed(each)} kan kun være i par med {listed(others)}"
    else:
        who = (f"Uden for deres egen kreds kan {'; '.join(each)} kun være i par med {listed(others)}, "
               "og hver kreds er et ulige antal")
    text = f"Runde {number}: {who}. {len(many)} skal bruge en derfra, og der er kun {len(few)}."
    return Obstacle(number, (*people, *(person for person in few if person != CHAIR)), text)


def stuck(wanted: Wanted, deepest: Sequence[int], *, all_tried: bool) -> Obstacle:
    """That each round can be had, but not all of them together; with those who have the least to choose from."""
    room = {}
    for person in sorted(wanted.by_id):
        rounds, odd = _rounds_of(wanted, person)
        room[person] = len(wanted.partners[person]) - rounds + odd
    tight = [person for person in room if room[person] == min(room.values())]
    text = f"Hver runde kan lægges for sig, men ikke alle {wanted.rounds} sammen" if wanted.rounds > 1 else "Runden kan ikke lægges"
    if len(deepest) > 1:
        before = listed([str(number) for number in sorted(deepest[:-1])])
        text += f": når runde {before} er lagt, går runde {deepest[-1]} ikke op"
    text += f". Mindst at vælge imellem har {wanted.names(tight)}." if len(tight) < len(room) else "."
    text += " Alle muligheder er prøvet." if all_tried else " Der er ledt længe, men ikke alle muligheder er prøvet."
    return Obstacle(0, tuple(tight), text)
