"""Who may see what: the sentence that says so, and the rule of five (DESIGN §4, *Who may see what*)."""

from collections import Counter
from collections.abc import Iterable

from pejling.schema import Exercise

LEAST = 5
"""Fewest people behind a group that is shown. A course can raise it, never lower it."""


def who_sees(exercise: Exercise, least: int = LEAST) -> str:
    """The Danish sentence *hvem ser hvad* for one exercise, made from its rules so that it cannot lie.

    `least` is the course's limit where it has raised it.
    """
    only_together = f"Svarene vises kun samlet – også for ledere – og først når mindst {max(least, LEAST)} har svaret."
    if exercise.kind == "timer":
        return "Her gemmes intet om dig."
    if exercise.kind == "drill":
        return (
            "Kun du ser dine svar og din feedback. Underviseren kan se, at du har øvet, og ser kun samlet, hvordan hver "
            f"opgave gik – først når mindst {max(least, LEAST)} har øvet den. Melder du, at feedback ikke passer, "
            "bestemmer du selv, om dit svar skal med."
        )
    if exercise.kind == "navigator":
        return "Kun du ser dine mærker. Underviseren kan se, at du har sat mærker, men ikke hvilke."
    if exercise.kind in ("planner", "wheel") and exercise.visible == "author":
        if exercise.scope == "group":
            return "Kun din gruppe kan læse og rette det, I skriver. Underviseren kan se, at I er i gang, men ikke hvad der står."
        return "Kun du kan læse det, du skriver. Underviseren kan se, at du er i gang, men ikke hvad der står."
    if exercise.anonymous:
        return f"Anonymt: ingen kan se, hvad netop du svarer – heller ikke underviseren. {only_together}"
    if exercise.visible == "author":
        shared = " – medmindre du selv vælger at dele det" if exercise.may_share else ""
        return f"Kun du kan læse det, du skriver{shared}. Underviseren kan se, om du har afleveret."
    if exercise.visible == "trainer":
        return "Du og underviseren kan læse dit svar. Andre deltagere og din leder kan ikke."
    if exercise.visible == "aggregate":
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
