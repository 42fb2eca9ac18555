"""Audience: what a viewer may have of a run, from one table; and the rule of five.

Views, events, exports, reports, the browser's state and the sentence *hvem ser hvad* all ask here. What the table lets
through is still narrowed by the rule of five, and by the kind's own rules.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pejling.schema import Exercise, Role, Seat, Visible

if TYPE_CHECKING:
    from pejling.exercise.kind import Ctx, Kind

LEAST = 5
"""Fewest people behind a group that is shown. A course can raise it, never lower it."""

When = Literal["never", "always", "revealed", "seen"]
"""When something may be had. seen: once revealed, or once the trainer has looked after closing."""
Each = Literal["none", "shared", "all"]
"""Whose answers may be had one by one: nobody's, those whose author shares them, or everybody's."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says for one sort of visibility and one role."""

    summary: When
    each: Each
    words: bool
    """Whether what people wrote in their own words may be had, with a name or without."""
    enter_for: bool


NOTHING = Row("never", "none", words=False, enter_for=False)

TABLE: Mapping[tuple[Visible, Role], Row] = MappingProxyType({
    # visible      role               summary      each
    ("author", "trainer"): Row("always", "shared", words=True, enter_for=False),
    ("trainer", "trainer"): Row("always", "all", words=True, enter_for=True),
    ("aggregate", "trainer"): Row("seen", "none", words=True, enter_for=True),
    ("aggregate", "participant"): Row("revealed", "none", words=True, enter_for=False),
    ("aggregate", "screen"): Row("revealed", "none", words=True, enter_for=False),
    ("aggregate", "leader"): Row("revealed", "none", words=False, enter_for=False),
    ("plenum", "trainer"): Row("always", "all", words=True, enter_for=True),
    ("plenum", "participant"): Row("revealed", "all", words=True, enter_for=False),
    ("plenum", "screen"): Row("revealed", "all", words=True, enter_for=False),
    # A pair's words stay with the pair: what is counted of it is what its kind lets out (`Kind.outside`).
    ("pair", "trainer"): Row("seen", "none", words=False, enter_for=False),
    ("pair", "leader"): Row("revealed", "none", words=False, enter_for=False),
})
"""(visible, role) → what may be had; what is not in it may not."""


@dataclass(frozen=True, slots=True)
class Audience:
    """What this viewer may have of a run now."""

    own: bool
    """Read an answer of one's own: the person's, the group's, the pair's."""
    summary: bool
    """Get the summary of everybody's answers."""
    each: Each
    """Whose answers the summary may hold one by one."""
    names: bool
    """With the name of the person or group on them."""
    words: bool
    """Get what people wrote in their own words."""
    who: bool
    """Know who has answered."""
    enter_for: bool
    """Enter an answer in someone's name."""
    seats: frozenset[Seat]
    """The seats of one's own pair whose words one may read."""

    @property
    def together(self) -> bool:
        """Whether answers are had only as totals, from the least number of people."""
        return self.each == "none"


def audience(exercise: Exercise, ctx: "Ctx") -> Audience:
    """What the viewer of `ctx` may have of the run that `ctx` tells of."""
    row = TABLE.get((exercise.visible, ctx.role), NOTHING)
    revealed = ctx.phase == "revealed"
    due = {"never": False, "always": True, "revealed": revealed, "seen": revealed or (ctx.phase == "closed" and ctx.seen)}
    return Audience(
        own=ctx.role == "participant" or exercise.scope == "course",
        summary=due[row.summary],
        each=row.each,
        names=row.each == "all" or (row.each == "shared" and exercise.may_share),
        words=row.words,
        who=ctx.role == "trainer" and not exercise.anonymous and exercise.scope != "course",
        enter_for=row.enter_for and not (is_total(exercise) and ctx.seen),
        seats=_seats(exercise, ctx),
    )


def is_total(exercise: Exercise) -> bool:
    """Whether the answers are shown only together: a total that was seen ends its round."""
    return exercise.visible in ("aggregate", "pair")


def stays_in_pair(exercise: Exercise) -> bool:
    """Whether what is written is the pair's alone, and only what its kind lets out is counted."""
    return exercise.visible == "pair"


def stays_with_authors(exercise: Exercise) -> bool:
    """Whether nobody but those who write may read it, unless they share it."""
    return exercise.visible in ("author", "pair")


def is_shown_to_class(exercise: Exercise) -> bool:
    """Whether there is something to reveal to the class."""
    return (exercise.visible, "participant") in TABLE


def _seats(exercise: Exercise, ctx: "Ctx") -> frozenset[Seat]:
    """One's own seat; the other one too, once the seat that comes first has locked its answer, and the other its own."""
    if not ctx.seat:
        return frozenset()
    first: Seat = exercise.first_seat
    locked_first = first in ctx.locked
    other: Seat = "observed" if ctx.seat == "observer" else "observer"
    may_read_other = locked_first if other == first else locked_first and other in ctx.locked
    return frozenset({ctx.seat, other} if may_read_other else {ctx.seat})


def who_sees(kind: "Kind", exercise: Exercise, least: int = LEAST) -> str:
    """The Danish sentence *hvem ser hvad* for one exercise, made from its rules so that it cannot lie.

    `least` is the course's limit where it has raised it.
    """
    least = max(least, LEAST)
    if not kind.gathers:
        return "Her gemmes intet om dig."
    if kind.sees and exercise.visible == "author":
        return kind.sees.format(least=least)
    only_together = f"Svarene vises kun samlet – også for ledere – og først når mindst {least} har svaret."
    if exercise.anonymous:
        return f"Anonymt: ingen kan se, hvad netop du svarer – heller ikke underviseren. {only_together}"
    match exercise.visible:
        case "author":
            shared = " – medmindre du selv vælger at dele det" if exercise.may_share else ""
            if exercise.scope == "group":
                return (f"Kun din gruppe kan læse og rette det, I skriver{shared}. "
                        f"Underviseren kan se, {kind.trainer_learns.format(du='I')}.")
            return f"Kun du kan læse det, du skriver{shared}. Underviseren kan se, {kind.trainer_learns.format(du='du')}."
        case "pair":
            return ("Kun du og din makker kan læse det, I skriver. Underviseren kan se, at I er i gang, men ikke hvad der står. "
                    "Ledere ser det ikke.")
        case "trainer":
            return "Du og underviseren kan læse dit svar. Andre deltagere og din leder kan ikke."
        case "aggregate":
            return f"Underviseren kan se, at du har svaret, men ikke hvad. {only_together}"
    if exercise.scope == "group":
        return (
            "Din gruppe ser og retter det samme. Hele holdet ser gruppens svar, når underviseren viser det. "
            "Ledere ser det ikke."
        )
    return "Hele holdet ser dit svar med dit navn, når underviseren viser det. Ledere ser det ikke."


def enough(n: int, least: int = LEAST) -> bool:
    """Whether a group of `n` people may be shown: at least `least` of them, and never fewer than five."""
    return n >= max(least, LEAST)


def shown_split(groups: Iterable[str], least: int = LEAST) -> bool:
    """Whether a split by these labels, one for each person, may be shown.

    Every label must have enough people behind it, unlabelled people too: with the total known, the last group
    is always what is left by subtraction. A single label is no split.
    """
    sizes = Counter(groups)
    return len(sizes) > 1 and "" not in sizes and all(enough(n, least) for n in sizes.values())
