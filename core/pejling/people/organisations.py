"""One spelling and one type for each organisation in a class list; what is in doubt is asked, never merged."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pejling.alphabet import danish_order
from pejling.people.folding import same_text

SEVERAL = "flere"
"""Told as the type of a row that names more than one organisation."""

_TYPES = {
    "jobcenter": ("jobcenter", "jobcentre", "jobcentret", "jobcenteret", "jc", "kommune", "kommunen"),
    "a-kasse": ("akasse", "akassen", "akasser", "arbejdsløshedskasse", "arbejdsløshedskassen"),
    "andet": ("andet", "anden", "øvrige", "øvrig", "andre"),
}
_NAMED = {same_text(spelling): kind for kind, spellings in _TYPES.items() for spelling in spellings}


@dataclass(frozen=True)
class Doubt:
    """Something about an organisation that the trainer must settle. `field` is organisation or organisation_type."""

    row: int
    field: str
    wrong: str
    right: str
    confirm: str = ""


@dataclass(frozen=True)
class Settled:
    """The spelling and type chosen for each organisation, what is in doubt, and what should be told."""

    choices: dict[str, tuple[str, str]]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]

    def choice(self, organisation: str) -> tuple[str, str]:
        """The organisation's name and type."""
        return self.choices[same_text(organisation)]


def type_of(text: str) -> str | None:
    """jobcenter, a-kasse or andet; "" when nothing is said, None when it is not understood."""
    if not text or text == SEVERAL:
        return ""
    return _NAMED.get(same_text(text))


def settle(rows: Sequence[tuple[int, str, str]], known: Iterable[str], confirmed: Iterable[str]) -> Settled:
    """One name and type for each organisation of `rows` (row number, organisation, type or "").

    Names that differ only in case, blanks and punctuation are one organisation, spelled as in the course or else as it
    stands first. Names a letter or two apart are a doubt, unless confirmed.
    """
    by_name: dict[str, list[tuple[int, str, str]]] = {}
    for row in rows:
        by_name.setdefault(same_text(row[1]), []).append(row)
    spelled = {same_text(name): name for name in known}
    sure = set(spelled) | {same_text(name) for name in confirmed}
    choices, doubts, notes = {}, [], []
    for plain, members in by_name.items():
        name = spelled.get(plain, members[0][1])
        types = Counter(kind for _, _, kind in members if kind)
        choices[plain] = name, next(iter(types), "") or _guess(name)
        if others := sorted({written for _, written, _ in members} - {name}, key=danish_order):
            notes.append(f"„{name}“ er også skrevet „{'“, „'.join(others)}“. Det regnes for det samme.")
        if len(types) > 1:
            doubts.append(_two_types(name, members, types))
        if not types:
            notes.append(f"„{name}“ har ingen organisationstype. Den sættes til {choices[plain][1]}.")
    sizes = {plain: len(members) for plain, members in by_name.items()}
    for plain, members in by_name.items():
        if plain not in sure and (other := _almost(plain, spelled, sizes)):
            doubts.append(_two_spellings(members, spelled.get(other) or by_name[other][0][1]))
    return Settled(choices, tuple(doubts), tuple(notes))


def _guess(name: str) -> str:
    small = name.casefold()
    if "jobcent" in small or "kommune" in small:
        return "jobcenter"
    return "a-kasse" if re.search(r"\ba-?\s?kasse|arbejdsløshedskasse", small) else "andet"


def _almost(plain: str, spelled: dict[str, str], sizes: dict[str, int]) -> str | None:
    """The organisation that `plain` may be a misspelling of: one of the course's, else one with more people.

    Of two with equally many the first is taken for the right one. Digits tell organisations apart ("Team 1" and "2").
    """
    order = {name: (size, -at) for at, (name, size) in enumerate(sizes.items())}
    candidates = [*spelled, *(name for name in sizes if name not in spelled and order[name] > order[plain])]
    letters = len(plain)
    most = 0 if letters < 6 else 1 if letters < 10 else 2
    digits = re.findall(r"\d", plain)
    alike = process.extract(plain, candidates, scorer=OSA.distance, score_cutoff=most, limit=5) if most else []
    return next((name for name, _, _ in alike if name != plain and re.findall(r"\d", name) == digits), None)


def _two_spellings(members: Sequence[tuple[int, str, str]], other: str) -> Doubt:
    rows = [row for row, _, _ in members]
    name = members[0][1]
    also = f" (også række {', '.join(map(str, rows[1:6]))}{' …' if len(rows) > 6 else ''})" if len(rows) > 1 else ""
    return Doubt(
        rows[0], "organisation", f"„{name}“ ligner „{other}“{also}.",
        f"Skriv „{other}“, hvis det er det samme. Ellers bekræft, at „{name}“ er sin egen organisation.", name,
    )


def _two_types(name: str, members: Sequence[tuple[int, str, str]], types: Counter[str]) -> Doubt:
    usual = types.most_common(1)[0][0]
    odd = next(row for row, _, kind in members if kind and kind != usual)
    return Doubt(
        odd, "organisation_type", f"„{name}“ står både som {' og '.join(sorted(types))}.",
        "Skriv den samme type i alle organisationens rækker.",
    )
