"""Pairing: everyone a partner in every round, all rounds planned as one, each pair with its reason in words.

A round is a perfect matching of those who are there; when they are odd, one of them is matched with an empty chair and is
then the guest of a pair. Rounds are laid one after the other, and taken back when those before leave none for the next.
"""

import random
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pejling_supervision.obstacles import CHAIR, Impossible, Obstacle, obstacles, stuck
from pejling_supervision.rules import Breach, Two, Wanted, breaches, listed, two, twos

SMALL = 40
"""Up to so many people every possible pair is weighed; of more, `BEST` and `OTHERS` for each person, which is plenty."""
BEST, OTHERS = 10, 14
ATTEMPTS = 6
MATCHINGS = 60
"""Tried in one attempt, above what the rounds need. The last attempt may try `LAST` for a small class."""
LAST = 3_000
MOST_WISHES = 20
"""So many wishes are looked at, one by one, to find those that stand in the way."""


@dataclass(frozen=True, slots=True)
class Together:
    """Two people in a round, or three: the last is then the guest of the other two."""

    people: tuple[str, ...]
    reason: str
    """Danish, for those it is about and for the trainer."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that keeps every rule, and what could not be had beside that."""

    rounds: tuple[tuple[Together, ...], ...]
    notes: tuple[Breach, ...]
    """Of the rules that are only kept where they can be (`rules.SOFT`)."""


def plan(wanted: Wanted, seed: int = 0) -> Planned:
    """Pairs for all rounds: across organisations where that can be, nobody twice with the same, wishes met.

    The same input gives the same pairs.

    Raises
    ------
    Impossible
        With what stands in the way, and whose wishes or places it is about.
    """
    if found := obstacles(wanted):
        raise Impossible(found)
    search = _Search(wanted, "", 0)
    for attempt in range(ATTEMPTS):
        patient = attempt == ATTEMPTS - 1 and len(wanted.people) <= SMALL
        search = _Search(wanted, f"{seed}:{attempt}", (LAST if patient else MATCHINGS) + wanted.rounds,
                         by_the_circle=2 * attempt >= ATTEMPTS)
        laid = search.whole()
        if laid is not None:
            return Planned(_reasons(wanted, laid), tuple(breaches(wanted, laid)))
        if search.left > 0:
            break  # every possibility was tried
    raise Impossible([stuck(wanted, search.deepest, all_tried=search.left > 0), *_wishes_in_the_way(wanted, seed)])


def _wishes_in_the_way(wanted: Wanted, seed: int) -> Iterator[Obstacle]:
    """The wishes without which the rest can be planned."""
    for wish in sorted(wanted.together | wanted.apart)[:MOST_WISHES]:
        less = replace(wanted, together=wanted.together - {wish}, apart=wanted.apart - {wish})
        if not obstacles(less) and _Search(less, f"{seed}:", MATCHINGS + wanted.rounds).whole() is not None:
            shall = "skal" if wish in wanted.together else "ikke skal"
            yield Obstacle(0, wish, f"Uden ønsket om, at {wanted.names(wish)} {shall} være sammen, kan planen lægges.")


@dataclass(frozen=True, slots=True)
class _Before:
    """What the rounds that are laid already have used."""

    pairs: frozenset[Two] = frozenset()
    trios: frozenset[Two] = frozenset()
    """Guests with each of their hosts."""
    guests: tuple[str, ...] = ()
    met_wishes: frozenset[Two] = frozenset()


Groups = list[tuple[str, ...]]


class _Search:
    """One walk through the possibilities, with an end to its patience."""

    def __init__(self, wanted: Wanted, seed: str, patience: int, *, by_the_circle: bool = False) -> None:
        self.wanted = wanted
        self.left = patience
        self.chance = random.Random(seed)  # noqa: S311  # chooses among equals, and guards nothing
        self.dead: set[tuple[int, frozenset[Two], frozenset[Two]]] = set()
        self.deepest: tuple[int, ...] = ()
        """The rounds that were laid when it got furthest, and the one that could not be."""
        # Each weighs more than all of what follows it together, so that the matching keeps their order.
        self.noise = 8
        self.team = self.noise * (len(wanted.people) + 2)
        self.organisation = self.team * (len(wanted.people) + 2)
        self.fresh = self.organisation * (len(wanted.people) + 2)
        self.wish = self.fresh * (len(wanted.people) + 2)
        self.circle = _circle(self._shuffled([*wanted.by_id])) if by_the_circle else {}

    def whole(self) -> list[Groups] | None:
        """Groups for all rounds, or None. Rounds with the fewest people are laid first: they have the fewest ways."""
        numbers = range(1, self.wanted.rounds + 1)
        laid = self.lay(tuple(sorted(numbers, key=lambda number: len(self.wanted.present(number)))), _Before())
        return None if laid is None else [laid[number] for number in numbers]

    def lay(self, numbers: tuple[int, ...], before: _Before, laid: tuple[int, ...] = ()) -> dict[int, Groups] | None:
        """Groups for these rounds, or None."""
        if not numbers:
            return {} if before.met_wishes == self.wanted.together else None
        state = (len(numbers), before.pairs, before.met_wishes)
        if state in self.dead or not self._wishes_have_room(numbers, before):
            return None
        if len(laid) >= len(self.deepest):
            self.deepest = (*laid, numbers[0])
        for matching in self._matchings(numbers, before):
            for groups in self._seated(matching, before):
                after = self._after(groups, before)
                rest = self.lay(numbers[1:], after, (*laid, numbers[0]))
                if rest is not None:
                    return {numbers[0]: groups, **rest}
                if self.left <= 0:
                    return None
        self.dead.add(state)
        return None

    def _shuffled(self, people: Sequence[str]) -> list[str]:
        return self.chance.sample(sorted(people), len(people))

    def _wishes_have_room(self, numbers: Sequence[int], before: _Before) -> bool:
        """Whether each wish that is open has a round left in which both are there."""
        there = [set(self.wanted.present(number)) for number in numbers]
        return all(any(who.issuperset(pair) for who in there) for pair in self.wanted.together - before.met_wishes)

    def _matchings(self, numbers: Sequence[int], before: _Before) -> Iterator[list[Two]]:
        """Every perfect matching of the first of these rounds, the best one first, while patience lasts.

        What is left after each is parted by which of its pairs it keeps and which one it must not have (Murty 1968).
        """
        people = self._shuffled(self.wanted.present(numbers[0]))
        edges = self._edges(people, numbers, before)
        nodes = [*people, CHAIR] if len(people) % 2 else people
        waiting: deque[tuple[tuple[Two, ...], frozenset[Two]]] = deque([((), frozenset())])
        while waiting:
            kept, without = waiting.popleft()
            if self.left <= 0:
                return
            self.left -= 1
            seated = {person for pair in kept for person in pair}
            free = [node for node in nodes if node not in seated]
            found = _best(free, {pair: weight for pair, weight in edges.items()
                                 if pair not in without and seated.isdisjoint(pair)})
            if found is None:
                continue
            yield [*kept, *found]
            waiting.extend(((*kept, *found[:place]), without | {pair}) for place, pair in enumerate(found))

    def _edges(self, people: Sequence[str], numbers: Sequence[int], before: _Before) -> dict[Two, int]:
        """What each pair that may be weighs: wishes, then new faces, other organisations, other teams, chance."""
        persons, wishes = self.wanted.by_id, self.wanted.together - before.met_wishes
        edges, partners = {}, dict.fromkeys(people, 0)
        for a, b in combinations(people, 2):
            pair = two(a, b)
            if pair in before.pairs or b not in self.wanted.partners[a]:
                continue
            weight = self.chance.randrange(self.noise)
            weight += self.wish * (pair in wishes)
            weight += self.fresh * ((pair not in before.trios) + (self.circle.get(pair) == numbers[0]))
            weight += self.organisation * (persons[a].organisation != persons[b].organisation)
            weight += self.team * (persons[a].team != persons[b].team)
            edges[pair] = weight
            for person in pair:
                partners[person] += 1
        if len(people) % 2:
            third = self._wished_as_third(numbers, wishes)
            for person in people:
                # Who has fewer partners left than rounds must be the guest in some.
                short = person in third or partners[person] < len(numbers)
                first = person not in before.guests
                edges[two(person, CHAIR)] = self.chance.randrange(self.noise) + self.wish * short + self.fresh * first
                edges[two(person, CHAIR)] += self.fresh * (self.circle.get(two(person, CHAIR)) == numbers[0])
        return edges

    def _wished_as_third(self, numbers: Sequence[int], wishes: frozenset[Two]) -> set[str]:
        """Those who wish for somebody with more open wishes than rounds: only a trio meets two at once."""
        open_wishes = Counter(person for pair in wishes for person in pair)
        sought = {person for person, count in open_wishes.items()
                  if count > sum(person not in self.wanted.absent.get(number, ()) for number in numbers)}
        return {other for pair in wishes for other in pair if sought.intersection(pair) - {other}}

    def _seated(self, matching: Sequence[Two], before: _Before) -> Iterator[Groups]:
        """The groups of a matching; with a guest in each way that makes a difference to the wishes."""
        pairs = sorted(pair for pair in matching if CHAIR not in pair)
        if len(pairs) == len(matching):
            yield [*pairs]
            return
        guest = next(max(pair) for pair in matching if CHAIR in pair)
        open_wishes = self.wanted.together - before.met_wishes
        known = before.pairs | before.trios | self.wanted.met
        ways = []
        for hosts in pairs:
            meets = twos((guest, host) for host in hosts)
            if not any(self.wanted.forbids(*pair) for pair in meets):
                ways.append((-len(meets & open_wishes), len(meets & known), self._likeness(guest, hosts), hosts))
        seen = set()
        for _, _, _, hosts in sorted(ways):
            granted = twos((guest, host) for host in hosts) & open_wishes
            if granted not in seen:
                seen.add(granted)
                yield [(*pair, guest) if pair == hosts else pair for pair in pairs]

    def _likeness(self, guest: str, hosts: Sequence[str]) -> int:
        """How many of the hosts come from the guest's own organisation."""
        return sum(self.wanted.by_id[host].organisation == self.wanted.by_id[guest].organisation for host in hosts)

    def _after(self, groups: Groups, before: _Before) -> _Before:
        pairs = twos(group[:2] for group in groups)
        trios = twos((group[2], host) for group in groups for host in group[:2] if len(group) == 3)
        guests = tuple(group[2] for group in groups if len(group) == 3)
        return _Before(before.pairs | pairs, before.trios | trios, before.guests + guests,
                       before.met_wishes | ((pairs | trios) & self.wanted.together))


def _circle(people: Sequence[str]) -> dict[Two, int]:
    """Pair → its round in the old tournament in which everybody meets everybody: one sits still, the others walk round.

    Where across organisations is had too greedily, the last of many rounds cannot be laid; this plan always goes up.
    """
    seats = [*people, CHAIR] if len(people) % 2 else [*people]
    found = {}
    for number in range(1, len(seats)):
        found.update({two(seats[place], seats[-1 - place]): number for place in range(len(seats) // 2)})
        seats = [seats[0], seats[-1], *seats[1:-1]]
    return found


def _best(nodes: Sequence[str], edges: dict[Two, int]) -> list[Two] | None:
    """The heaviest perfect matching; of a large class among a share of the pairs, when that holds a perfect one."""
    import networkx as nx  # loaded when somebody plans, for the memory it takes

    tries = [edges]
    if len(nodes) > SMALL:
        tries.insert(0, _share(edges))
    for some in tries:
        graph = nx.Graph()
        graph.add_nodes_from(sorted(nodes))
        graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(some.items()))
        found = nx.max_weight_matching(graph, maxcardinality=True)
        if 2 * len(found) == len(nodes):
            return sorted(two(*pair) for pair in found)
    return None


def _share(edges: dict[Two, int]) -> dict[Two, int]:
    """For each person the best pairs, and some that are spread over the others."""
    of: dict[str, list[Two]] = {}
    for pair in edges:
        for person in pair:
            of.setdefault(person, []).append(pair)
    chosen: set[Two] = set()
    for pairs in of.values():
        pairs.sort(key=lambda pair: (-edges[pair], pair))
        step = max(1, (len(pairs) - BEST) // OTHERS)
        chosen.update(pairs[:BEST])
        chosen.update(pairs[BEST::step])
    return {pair: edges[pair] for pair in edges if pair in chosen}


def _reasons(wanted: Wanted, rounds: Sequence[Groups]) -> tuple[tuple[Together, ...], ...]:
    """The groups with why they are as they are."""
    return tuple(
        tuple(Together(group, reason_of(wanted, number, group)) for group in groups)
        for number, groups in enumerate(rounds, start=1)
    )


def reason_of(wanted: Wanted, number: int, group: Sequence[str]) -> str:
    """Why these people are together, in Danish: only what is true of them in this round."""
    said = [f"{wanted.names(pair)} ønsker at være sammen." for pair in sorted(twos(combinations(group, 2)) & wanted.together)]
    persons = [wanted.by_id[person] for person in group]
    organisations = sorted({person.organisation for person in persons if person.organisation})
    if len(organisations) > 1:
        said.append(f"På tværs af {listed(organisations)}.")
    elif organisations:
        teams = sorted({person.team for person in persons if person.team})
        own = [person for person in wanted.present(number) if wanted.by_id[person].organisation == organisations[0]]
        most = 2 * len(own) > len(wanted.present(number))
        said.append(f"Begge fra {organisations[0]}" if len(group) == 2 else f"Alle fra {organisations[0]}")
        said[-1] += f", hvert sit team ({listed(teams)})" if len(teams) == len(group) else ""
        said[-1] += "; mere end halvdelen af runden kommer derfra." if most else "."
    if len(group) == 3:
        said.append(f"Antallet er ulige i denne runde, så {wanted.names(group[2:])} er med som den tredje.")
    return " ".join(said) or "De er ikke i par med hinanden i nogen anden runde."
