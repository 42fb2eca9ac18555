"""A course's answers as tables for a spreadsheet: what a trainer may take home of each exercise, and no more.

Which shape an exercise gets follows from who may see it (`exercise/audience.py`):

- answers that are shown only together: a distribution of each question, once they have been shown; never a row for
  each person, since the combination of someone's answers tells who it is
- plenum and trainer: a row for each group or person
- author: who has handed in; the words only of those who share theirs
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pejling.dates import danish_day, parse
from pejling.exercise import host
from pejling.exercise.audience import audience, enough, is_total, who_sees
from pejling.exercise.kind import Column, Contribution, Ctx, Kind
from pejling.exercise.summary import Distribution, Heading, Part, Question, as_table
from pejling.exercise.withheld import without
from pejling.export import Table
from pejling.schema import Exercise, State

ALL = "alle"
NOT_SHOWN = "(ikke vist endnu: kun antallet)"
TOO_FEW = "(for få svar: vises ikke)"


@dataclass(frozen=True)
class Signed:
    """One person or group that could answer; `state` is None when nothing was written."""

    name: str
    organisation: str
    state: State | None


@dataclass(frozen=True)
class Round:
    """One round of an exercise that was opened."""

    kind: Kind
    content: Exercise
    ctx: Ctx
    """With the trainer's role."""
    shown: bool
    """Whether the total has been shown, to the class or to the trainer."""
    count: int
    """How many have answered."""
    given: Sequence[Contribution] = ()
    """The answers, with organisations only where a split may be shown."""
    signed: Sequence[Signed] = ()
    """The same with names; () for anonymous rounds."""
    withheld: Collection[str] = ()
    """Marks of the unsigned texts that the trainer has hidden; they are in no sheet."""


@dataclass(frozen=True)
class Member:
    """A participant, as the list of the class has it."""

    name: str
    organisation: str
    joined: bool


def of_exercise(rounds: Sequence[Round]) -> Table | None:
    """What may be taken home of an exercise, its rounds in order; None for one that gathers no answers."""
    latest = rounds[-1]
    if not latest.kind.gathers:
        return None
    if any(is_total(r.content) for r in rounds):
        return _totals(rounds)
    if any(audience(r.content, r.ctx).each != "all" for r in rounds):
        return _status(rounds)
    return _rows(rounds)


# Shown only together

_TOTAL_COLUMNS = (
    Column("exercise", "Øvelse", "Øvelsens titel"),
    Column("round", "Runde", "Runde 1 er den første gang, øvelsen blev åbnet"),
    Column("organisation", "Organisation", f"»{ALL}«, eller organisationens navn, hvor opdelingen må vises"),
    Column("question", "Spørgsmål", "Spørgsmålet, som deltagerne læste det"),
    Column("answer", "Svar", "Svaret. Egne ord står i alfabetisk orden eller efter, hvor mange der skrev dem"),
    Column("count", "Antal", "Hvor mange der gav svaret; i en rækkefølge: hvor mange der satte det øverst"),
    Column("n", "Svar i alt", "Hvor mange der svarede på spørgsmålet"),
    Column("percent", "Procent", "Antal af svar i alt, i hele procent"),
    Column("mean", "Gennemsnit", "Gennemsnit på en skala, eller gennemsnitlig plads i en rækkefølge (1 er øverst)"),
)


def _totals(rounds: Sequence[Round]) -> Table:
    rows = []
    for place, one in enumerate(rounds):
        head = {"exercise": one.content.title, "round": one.ctx.round, "organisation": ALL}
        if not one.shown or one.ctx.phase == "open" or not is_total(one.content):
            rows.append(head | {"question": NOT_SHOWN, "count": one.count})
        elif not enough(len(one.given), one.ctx.least):
            rows.append(head | {"question": TOO_FEW, "count": one.count})
        else:
            rows += [head | row for row in _distributions(one, rounds[:place])]
    return Table(rounds[-1].content.title, _TOTAL_COLUMNS, rows)


def _distributions(one: Round, before: Sequence[Round]) -> list[dict[str, Any]]:
    ctx = replace(one.ctx, seen=True)  # or it was shown beside a later round
    summary = host.summary(one.kind, one.content, one.given, ctx, [(earlier.given, earlier.ctx) for earlier in before])
    return [row for part in (without(summary, one.withheld).parts if summary else ()) for row in _of_part(part)]


def _of_part(part: Part) -> list[dict[str, Any]]:
    match part:
        case Question() if not part.whole.few:
            both = [(ALL, part.whole), *((one.label, one.shown) for one in part.split)]
            return [row for label, shown in both for row in _of_distribution(part, label, shown)]
        case Heading() if not part.few:
            texts = [post.in_words for posts in part.groups for post in posts.posts]
            same = Counter() if part.many else Counter(texts)  # where one writes one text, a count is of people
            return [{"question": part.title, "answer": text, "n": part.n, "count": same.get(text)} for text in same or texts]
    table = as_table(part)
    if table.few:
        return [{"question": table.title, "answer": TOO_FEW}]
    return [{"question": table.title, "answer": "; ".join("" if cell is None else str(cell) for cell in row)} for row in table.rows]


def _of_distribution(question: Question, label: str, shown: Distribution) -> list[dict[str, Any]]:
    head = {"question": question.title, "organisation": label, "n": shown.n}
    rows = [
        head | {"answer": bar.text, "count": bar.count, "mean": bar.mean, "percent": bar.percent}
        for bar in shown.bars
    ]
    if shown.mean is not None:
        rows.append(head | {"answer": "(gennemsnit)", "mean": shown.mean})
    return rows


# With names

_ROUND = Column("round", "Runde", "Runde 1 er den første gang, øvelsen blev åbnet")
_NAME = Column("name", "Navn", "Den, der har svaret")
_GROUP = Column("name", "Gruppe", "Gruppen, der har skrevet")
_ORGANISATION = Column("organisation", "Organisation", "Deltagerens organisation")
_HANDED_IN = Column("handed_in", "Afleveret", "ja, når der er afleveret")
_DAY = Column("day", "Dato", "Den dag, der blev afleveret")
_SHARED = Column("shared", "Delt", "ja, når forfatteren deler sit svar med underviseren; kun da står det her")


def _rows(rounds: Sequence[Round]) -> Table:
    """A row for each who has answered."""
    latest = rounds[-1].content
    who = (_GROUP,) if latest.scope == "group" else (_NAME, _ORGANISATION)
    handed_in = (_HANDED_IN, _DAY) if _is_handed_in(latest) else ()
    rows = [
        {"round": one.ctx.round, "name": s.name, "organisation": s.organisation, **_hand_in(s), **_answers(one, s)}
        for one in rounds for s in one.signed if s.state is not None and one.kind.answered(one.content, s.state)
    ]
    return Table(latest.title, (_ROUND, *who, *_answer_columns(rounds), *handed_in), rows)


def _status(rounds: Sequence[Round]) -> Table:
    """Who has handed in; answers only of those who share them."""
    latest = rounds[-1].content
    may_share = any(one.content.may_share for one in rounds)
    who = (_GROUP,) if latest.scope == "group" else (_NAME, _ORGANISATION)
    columns = (_ROUND, *who, _HANDED_IN, _DAY, *((_SHARED, *_answer_columns(rounds)) if may_share else ()))
    rows = []
    for one in rounds:
        for s in one.signed:
            shares = one.content.may_share and s.state is not None and s.state.get("shared") is True
            own = _answers(one, s) if shares else {}
            who_and_when = {"round": one.ctx.round, "name": s.name, "organisation": s.organisation, "shared": shares}
            rows.append({**who_and_when, **_hand_in(s), **own})
    return Table(latest.title, columns, rows)


def _answer_columns(rounds: Sequence[Round]) -> list[Column]:
    """The kind's columns of all rounds; those about handing in and sharing (`_…`) are told in our own."""
    found = {f"answer {c.key}": c for one in rounds for c in one.kind.columns(one.content) if not c.key.startswith("_")}
    return [Column(key, c.title, c.meaning) for key, c in found.items()]


def _answers(one: Round, signed: Signed) -> dict[str, Any]:
    return {f"answer {key}": value for key, value in one.kind.row(one.content, signed.state or {"fields": {}}).items()}


def _is_handed_in(content: Exercise) -> bool:
    return bool(getattr(content, "hand_in", False))


def _hand_in(signed: Signed) -> dict[str, Any]:
    stored = (signed.state or {}).get("handed_in")
    return {"handed_in": bool(stored), "day": danish_day(parse(stored)) if stored else None}


# The sheets beside them


def hand_ins(exercises: Sequence[Sequence[Round]]) -> Table:
    """Who has handed in what, of everything that is handed in; no words."""
    late = Column("late", "For sent", "ja, når der er afleveret efter fristen")
    columns = (Column("exercise", "Øvelse", "Øvelsens titel"), _ROUND, Column("name", "Navn", "Deltageren eller gruppen"),
               _ORGANISATION, _HANDED_IN, _DAY, late)
    rows = [
        {"exercise": one.content.title, "round": one.ctx.round, "name": s.name, "organisation": s.organisation,
         **_hand_in(s), "late": bool((s.state or {}).get("handed_in_late"))}
        for rounds in exercises for one in rounds if _is_handed_in(one.content) and not one.content.anonymous
        for s in one.signed
    ]
    return Table("Afleveringer", columns, rows)


def class_list(members: Sequence[Member]) -> Table:
    """The participants."""
    columns = (Column("name", "Navn", "Deltagerens navn"), _ORGANISATION,
               Column("joined", "Kommet", "ja, når deltageren er kommet ind på holdet, eller underviseren har sat ham eller hende "
                      "som til stede uden telefon"))
    return Table("Deltagere", columns, [member.__dict__ for member in members])


def read_me(course: str, made: str, kept_until: str, least: int, exercises: Sequence[Sequence[Round]]) -> Table:
    """What the file is, who may see it, until when it may be kept, and who sees what of each exercise."""
    columns = (Column("about", "Emne", "Hvad linjen handler om"), Column("text", "Tekst", "Det, du skal vide"))
    rows = {
        "Hold": course,
        "Lavet": made,
        "Hvad det er":
            "Holdets svar, som underviseren må se dem. Hver øvelse, der er åbnet, har sit eget ark. "
            "»Kodebog«, det sidste ark, forklarer kolonnerne.",
        "Hvem må se filen":
            "Kun holdets undervisere. Her er navne, og derfor må filen ikke sendes til ledere eller andre. "
            "Brug dagsrapporten, når noget skal deles med holdet.",
        "Hvor længe":
            f"Holdet gemmes til og med {kept_until}. Slet også denne fil senest da. Beder en deltager om at blive "
            "slettet, så slet personen i filen, eller hent en ny.",
        "Samlede svar":
            "Svar, der kun vises samlet, er her som fordelinger, når de er vist, og kun når mindst "
            f"{least} har svaret på spørgsmålet. De står aldrig person for person. Er en organisation for lille, er "
            "svarene ikke delt op.",
        "Det, deltagerne selv ejer":
            "Hjemmeopgaver og andet, som kun forfatteren kan læse, er her ikke. Du kan se, hvem der har afleveret, "
            "og læse det, som forfatteren har valgt at dele.",
    }
    latest = [rounds[-1] for rounds in exercises]
    seen = [(f"Hvem ser hvad: {one.content.title}", who_sees(one.kind, one.content, least)) for one in latest]
    lines = [{"about": about, "text": text} for about, text in [*rows.items(), *seen]]
    return Table("Læs mig", columns, lines)
