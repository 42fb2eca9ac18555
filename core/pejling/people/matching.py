"""A class list held against those who are on the course: who is new, who is there already, and who must be asked about."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pejling.people.cells import shown
from pejling.people.columns import TITLES
from pejling.people.folding import like_name, same_name, same_text
from pejling.people.listed import Choice, KnownPerson, NewPerson, RowProblem, Update

_TOLD_APART_BY = ("team", "job_title")
_MAY_CHANGE = ("name", "organisation", "team", "job_title", "email")


@dataclass(frozen=True)
class Matched:
    """The rows of people who are new, of those with something new about them, and of those who are there just so."""

    new: tuple[NewPerson, ...]
    updates: tuple[Update, ...]
    unchanged: tuple[NewPerson, ...]
    doubts: tuple[RowProblem, ...]
    notes: tuple[str, ...]


def match(people: Sequence[NewPerson], known: Sequence[KnownPerson], confirmed: Collection[str]) -> Matched:
    """Each row's person on the course, if there is one. What cannot be told for certain is a doubt, never a guess.

    The same e-mail, or the same name at the same workplace, is the same person. It is a doubt when the e-mails or the
    teams say otherwise, when names are only alike ("Soren" and "Søren"), or when several people fit.
    """
    left = {one.id: one for one in known}
    near: dict[object, list[KnownPerson]] = defaultdict(list)
    for one in known:
        near[like_name(one.name)].append(one)
        near[one.email.casefold()].append(one)

    def nearby(person: NewPerson) -> list[KnownPerson]:
        """Those of the name or the e-mail who are nobody's yet."""
        keys = [like_name(person.name), *([person.email.casefold()] if person.email else [])]
        return list({one.id: one for key in keys for one in near.get(key, ()) if one.id in left}.values())

    found: dict[int, KnownPerson] = {}
    for found_by in (_confirmed, _the_same_in_everything, _surely):
        for person in people:
            if person.row not in found and (it := found_by(person, nearby(person), confirmed)):
                found[person.row] = left.pop(it.id)
    new, updates, unchanged, doubts, notes = [], [], [], [], []
    for person in people:
        if person.row in found:
            one = found[person.row]
            values = _told_anew(person, one)
            if values:
                moved = {"organisation_type": person.organisation_type} if "organisation" in values else {}
                updates.append(Update(person.row, one, values | moved, _in_words(values, one)))
            else:
                unchanged.append(person)
        elif _other(person) not in confirmed and (maybe := _maybe(person, nearby(person))):
            doubts.append(_doubt(person, maybe))
        else:
            new.append(person)
            notes += [
                f"Række {person.row}: {shown(person.name)} hedder det samme som en på holdet fra {shown(one.organisation)}. "
                "De regnes for to."
                for one in nearby(person) if same_name(one.name) == same_name(person.name)
            ][:1]
    return Matched(tuple(new), tuple(updates), tuple(unchanged), tuple(doubts), tuple(notes))


def _confirmed(person: NewPerson, left: Sequence[KnownPerson], confirmed: Collection[str]) -> KnownPerson | None:
    return next((one for one in left if _same(person, one) in confirmed), None)


def _the_same_in_everything(person: NewPerson, left: Sequence[KnownPerson], confirmed: Collection[str]) -> KnownPerson | None:
    if _other(person) in confirmed:
        return None
    return next((one for one in left if _fits(person, one) and not _told_anew(person, one)), None)


def _surely(person: NewPerson, left: Sequence[KnownPerson], confirmed: Collection[str]) -> KnownPerson | None:
    """The one who has this e-mail and a name like this, or the only one of the name who is in no way told apart."""
    if _other(person) in confirmed:
        return None
    by_email = [one for one in left if _same_email(person, one)]
    if by_email:
        return by_email[0] if like_name(by_email[0].name) == like_name(person.name) else None
    fitting = [one for one in left if _fits(person, one)]
    return fitting[0] if len(fitting) == 1 and not _told_apart(person, fitting[0]) else None


def _maybe(person: NewPerson, left: Sequence[KnownPerson]) -> list[KnownPerson]:
    return [
        one for one in left
        if _same_email(person, one)
        or (like_name(one.name) == like_name(person.name) and same_text(one.organisation) == same_text(person.organisation))
    ]


def _fits(person: NewPerson, one: KnownPerson) -> bool:
    return same_name(one.name) == same_name(person.name) and same_text(one.organisation) == same_text(person.organisation)


def _same_email(person: NewPerson, one: KnownPerson) -> bool:
    return bool(person.email) and person.email.casefold() == one.email.casefold()


def _told_apart(person: NewPerson, one: KnownPerson) -> bool:
    """Whether an e-mail, a team or a job title says that they are two."""
    if person.email and one.email:
        return True  # the same ones are found before
    return any(
        getattr(person, field) and getattr(one, field) and same_text(getattr(person, field)) != same_text(getattr(one, field))
        for field in _TOLD_APART_BY
    )


def _told_anew(person: NewPerson, one: KnownPerson) -> dict[str, str]:
    """What the row says otherwise. An empty cell says nothing, and neither do capitals or the order of a name's words."""
    anew = {}
    for field in _MAY_CHANGE:
        value, before = getattr(person, field), getattr(one, field)
        if value and _said(field, value) != _said(field, before):
            anew[field] = value
    return anew


def _said(field: str, text: str) -> str:
    if field == "organisation":
        return same_text(text)
    return " ".join(sorted(text.casefold().replace(",", " ").split())) if field == "name" else text.casefold()


def _in_words(values: dict[str, str], one: KnownPerson) -> str:
    return "; ".join(
        f"{TITLES[field].lower()}: {shown(getattr(one, field)) or 'tom'} → {shown(value)}" for field, value in values.items()
    )


def _doubt(person: NewPerson, maybe: Sequence[KnownPerson]) -> RowProblem:
    who = " og ".join(f"{shown(one.name)} ({_described(one)})" for one in maybe[:3])
    same_address = any(_same_email(person, one) for one in maybe)
    wrong = f"{shown(person.name)} ({_described(person)}) {'har samme e-mail som' if same_address else 'ligner'} {who} på holdet."
    choices = [Choice(_same(person, one), f"Det er {shown(one.name)}, {_described(one)}") for one in maybe[:3]]
    choices.append(Choice(_other(person), "Det er en anden, der ikke er på holdet"))
    return RowProblem(person.row, TITLES["name"], wrong, "Sig, om det er den samme.", tuple(choices))


def _described(one: NewPerson | KnownPerson) -> str:
    return ", ".join(shown(part) for part in (one.organisation, one.team, one.job_title, one.email) if part)


def _same(person: NewPerson, one: KnownPerson) -> str:
    return f"samme:{person.row}:{one.id}"


def _other(person: NewPerson) -> str:
    return f"anden:{person.row}"
