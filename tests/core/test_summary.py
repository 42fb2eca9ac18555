"""What is shown of everybody's answers: how it is rounded, what is held back of it, and how it reads as a table."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pejling.exercise import host
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import (
    Answered,
    Distribution,
    Figure,
    Heading,
    Movement,
    Network,
    Part,
    Post,
    Posts,
    Question,
    Record,
    Series,
    Summary,
    Table,
    as_table,
    mean_of,
    whole_percent,
)
from pejling_widgets.kinds import KINDS


@pytest.mark.parametrize(("part", "n", "percent"), [(1, 2, 50), (1, 8, 13), (1, 3, 33), (0, 0, 0), (1, 200, 1)])
def test_a_half_per_cent_is_rounded_up(part: int, n: int, percent: int) -> None:
    assert whole_percent(part, n) == percent


@pytest.mark.parametrize(("values", "mean"), [([1, 2], 1.5), ([1, 1, 1, 2], 1.3), ([1, 1, 2], 1.3), ([0, 0], 0.0), ([], None)])
def test_a_mean_has_one_decimal_with_a_half_rounded_up(values: list[int], mean: float | None) -> None:
    assert mean_of(values) == mean


# What no kind can get past

TWELVE, EIGHT, SIX, TWO, NONE = (Distribution.of(n, [("a", "Ja", n)]) for n in (12, 8, 6, 2, 0))
FEW = Distribution(few=True)
POSTS = (Posts("Bo", (Post("hemmeligt"),)),)
GOOD, BAD, HELD = Figure(5, 3.5, 3.0, 4.0), Figure(4, 3.5, 3.0, 4.0), Figure(0, None, few=True)


def asked(whole: Distribution, *split: tuple[str, Distribution], **more: Any) -> Question:
    return Question("q", "Hvad?", whole, split=tuple(Series(*one) for one in split), **more)


@pytest.mark.parametrize(("dishonest", "held"), [
    (asked(SIX), asked(SIX)),
    (asked(NONE), asked(NONE)),
    (asked(TWO), asked(FEW)),
    (asked(replace(SIX, n=0)), asked(FEW)),
    (asked(replace(NONE, mean=2.0)), asked(FEW)),
    (asked(replace(SIX, few=True)), asked(FEW)),
    (asked(TWO, ("A", SIX), ("B", SIX)), asked(FEW)),
    (asked(TWELVE, ("A", SIX), ("B", SIX)), asked(TWELVE, ("A", SIX), ("B", SIX))),
    (asked(SIX, ("A", SIX), ("B", TWO)), asked(SIX, split_few=True)),
    (asked(EIGHT, ("A", SIX)), asked(EIGHT, split_few=True)),
    (Heading("h", "Hvad?", 4, groups=POSTS), Heading("h", "Hvad?", few=True)),
    (Heading("h", "Hvad?", groups=POSTS), Heading("h", "Hvad?", few=True)),
    (Heading("h", "Hvad?", 5, groups=POSTS), Heading("h", "Hvad?", 5, groups=POSTS)),
    (Heading("h", "Hvad?"), Heading("h", "Hvad?")),
    (Table("t", "Alt", ("A",), (("x",),), 4), Table("t", "Alt", ("A",), (), few=True)),
    (Table("t", "Alt", ("A",), (("x",),)), Table("t", "Alt", ("A",), (), few=True)),
    (Table("t", "Alt", ("A",), (("x",),), 5), Table("t", "Alt", ("A",), (("x",),), 5)),
    (Network("n", "Net", (), (("a", "b", GOOD), ("b", "a", BAD))), Network("n", "Net", (), (("a", "b", GOOD), ("b", "a", HELD)))),
    (Movement("m", "Tid", ("1", "2"), (("x", (BAD, GOOD)),)), Movement("m", "Tid", ("1", "2"), (("x", (HELD, GOOD)),))),
])  # fmt: skip
def test_nothing_of_a_total_is_told_that_fewer_than_five_stand_behind(dishonest: Part, held: Part) -> None:
    def summary(*_: Any) -> Summary:
        return Summary(6, parts=(dishonest, Record("Bo", (Answered("a", "A", "hemmeligt", "hemmeligt"),))),
                       before=Summary(6, parts=(dishonest,)))

    assert told(summary, "aggregate") == Summary(6, parts=(held,), before=Summary(6, parts=(held,)), least=5)


def test_a_course_that_has_raised_the_limit_holds_every_kind_to_it() -> None:
    assert told(lambda *_: Summary(6, parts=(asked(SIX),)), "aggregate", least=7, n=8).parts == (asked(FEW),)


def test_answers_that_are_had_one_by_one_are_not_held_back() -> None:
    record = Record("Bo", (Answered("a", "A", "x", "x"),))
    assert told(lambda *_: Summary(1, parts=(record, asked(TWO))), "plenum").parts == (record, asked(TWO))


def test_a_total_of_too_few_is_never_asked_of_the_kind() -> None:
    def summary(*_: Any) -> Summary:
        raise AssertionError

    assert told(summary, "aggregate", n=4) == Summary(too_few=True, least=5)


def told(summary: Any, visible: str, *, least: int = 5, n: int = 6) -> Summary:
    """What a participant is told after the reveal, by a kind with this summary, of `n` answers."""
    form = KINDS["form"]
    content = form.content.model_validate({
        "kind": "form", "title": "Skema", "source": "Prøve", "visible": visible, "hand_in": False,
        "fields": [{"id": "a", "type": "text", "label": "A"}]})
    ctx = Ctx("participant", "revealed", datetime(2027, 1, 5, tzinfo=UTC), least=least)
    found = host.summary(replace(form, summary=summary), content, [Contribution({"fields": {}})] * n, ctx)
    assert found is not None
    return found


ROLES = (("cj", "Jobcenter"), ("ak", "A-kasse"))


@pytest.mark.parametrize(("part", "table"), [
    (asked(SIX), Table("q", "Hvad?", ("Svar", "Antal", "Procent"), (("Ja", 6, 100),), 6)),
    (asked(FEW), Table("q", "Hvad?", ("Svar", "Antal", "Procent"), (), few=True)),
    (Heading("h", "Hvad?", 1, groups=(Posts("Bo", (Post("Ét"), Post("To", hidden=True))),)),
     Table("h", "Hvad?", ("Hvem", "Tekst"), (("Bo", "Ét"), ("Bo", "(skjult) To")), 1)),
    (Record("Bo", (Answered("a", "A", ["x"], "x"),), chart=asked(SIX), notes=("Seks.",)),
     Table("", "Bo", ("Felt", "Svar"), (("A", "x"), ("Hvad?", "Ja: 6\nSeks.")))),
    (Record("Bo", (), notes=("Kun det.",)), Table("", "Bo", ("Felt", "Svar"), (("Bemærk", "Kun det."),))),
    (Network("n", "Net", ROLES, (("cj", "ak", GOOD), ("ak", "cj", HELD), ("cj", "ny", GOOD))),
     Table("n", "Net", ("Fra", "Til", "n", "Tal", "Mindst", "Højst"), (
         ("Jobcenter", "A-kasse", 5, 3.5, 3.0, 4.0), ("A-kasse", "Jobcenter", None, None, None, None),
         ("Jobcenter", "ny", 5, 3.5, 3.0, 4.0)))),
    (Movement("m", "Tid", ("1", "2"), (("x", (HELD, GOOD)),)), Table("m", "Tid", ("", "1", "2"), (("x", None, 3.5),))),
    (Table("t", "Alt", ("A",), (("x",),)), Table("t", "Alt", ("A",), (("x",),))),
])  # fmt: skip
def test_every_shape_can_be_read_as_a_table(part: Part, table: Table) -> None:
    assert as_table(part) == table
