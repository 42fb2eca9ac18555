"""The questions, as Ibis expressions: one row a person first, so that people and never applications are what is counted.

Only what compiles on every engine that Ibis has: no quantile function (percentiles are made of cumulative windows), and every
window has an order without ties.
"""

from collections.abc import Sequence

import ibis
from ibis import ir

from pejling.analysis.joblog import LEVELS, Joblog

PER_WEEK = 7.0


def time_on_benefit(joblog: Joblog) -> ir.Table:
    """Person → `weeks` with benefit (days / 7) and `calendar_weeks` of unemployment begun, over all the person's spells."""
    spells = joblog.spells
    days = spells.last.delta(spells.first, unit="day") + 1
    return spells.mutate(days=days).group_by("person").agg(
        weeks=ibis._.days.sum() / PER_WEEK,
        calendar_weeks=(ibis._.days / PER_WEEK).ceil().sum(),
    )


def intensity(joblog: Joblog) -> ir.Table:
    """Person → `applications`, `weeks`, `idle_weeks` (weeks with none), `started`; also people who sent nothing (question 1)."""
    sent = joblog.applications.group_by("person").agg(
        applications=ibis._.count(),
        active_weeks=ibis._.week.nunique(),
    )
    time = time_on_benefit(joblog)
    both = time.left_join(sent, "person")
    applications = both.applications.fill_null(0)
    return both.select(
        "person", "weeks",
        applications=applications,
        idle_weeks=ibis.greatest(both.calendar_weeks - both.active_weeks.fill_null(0), 0),
        calendar_weeks=both.calendar_weeks,
    )


def by_week(joblog: Joblog, by: Sequence[str] = (), last: int = 52) -> ir.Table:
    """Week of unemployment (0 is the first) → `applications`, and the `people` who had benefit in it (question 2)."""
    about = joblog.people.select("person", *by)
    sent = joblog.applications.join(about, "person") if by else joblog.applications
    sent = sent.filter(sent.week >= 0, sent.week < last).group_by([*by, "week"]).agg(applications=ibis._.count())
    spells = joblog.spells.join(about, "person") if by else joblog.spells
    weeks = ibis.range(0, last).unnest().name("week").as_table()
    lengths = spells.mutate(
        begun=(((spells.last.delta(spells.first, unit="day") + 1) / PER_WEEK).ceil()).cast("int64"))
    there = lengths.join(weeks, lengths.begun > weeks.week).group_by([*by, "week"]).agg(people=ibis._.count())
    joined = there.left_join(sent, [*by, "week"])
    return joined.select(*by, "week", "people", applications=joined.applications.fill_null(0)).order_by([*by, "week"])


def breadth(joblog: Joblog) -> ir.Table:
    """Person → how broadly someone searches in occupations (question 3): people with at least two applications that have a code.

    `distinct_1` … `distinct_6`: different codes at each level. `simpson_1` … `simpson_6`: Gini–Simpson, the chance that two of the
    applications, drawn without putting back, are for different ones. `distance`: the mean distance in the tree of codes between two
    of them, 0–1, each level weighing a fifth; it is the mean of the five Gini–Simpsons, so that no pairs are made (Rao's quadratic
    entropy for a tree). `outside`: the share outside the major group the person came from.
    """
    coded = joblog.applications
    coded = coded.filter(coded.occupation.notnull())
    finest = coded.group_by(["person", "occupation"]).agg(n=ibis._.count())
    levels = {6: finest}
    for digits in reversed(LEVELS[:-1]):
        finer = levels[min(level for level in levels if level > digits)]
        levels[digits] = finer.mutate(occupation=finer.occupation.substr(0, digits)).group_by(["person", "occupation"]).agg(
            n=ibis._.n.sum())
    former = joblog.people.select("person", former=joblog.people.former.substr(0, 1))
    top = levels[1].left_join(former, "person")
    result = None
    for digits in LEVELS:
        level = levels[digits] if digits > 1 else top.mutate(
            beyond=ibis.ifelse(top.former.isnull() | (top.occupation == top.former), 0, top.n),
            known=ibis.ifelse(top.former.isnull(), 0, top.n)).drop("person_right")
        extra = {} if digits > 1 else {"beyond": ibis._.beyond.sum(), "known": ibis._.known.sum(), "coded": ibis._.n.sum()}
        summed = level.group_by("person").agg(
            **{f"distinct_{digits}": ibis._.count(), f"same_{digits}": (ibis._.n * (ibis._.n - 1)).sum()}, **extra)
        result = summed if result is None else result.join(summed, "person")
    assert result is not None  # noqa: S101 (there are five levels)
    pairs = result.coded * (result.coded - 1)
    result = result.filter(result.coded >= 2).mutate(
        **{f"simpson_{digits}": 1.0 - result[f"same_{digits}"] / pairs for digits in LEVELS},
        outside=ibis.ifelse(result.known > 0, result.beyond / result.known, ibis.null("float64")))
    distance = sum((result[f"simpson_{digits}"] for digits in LEVELS[1:]), result.simpson_1) / float(len(LEVELS))
    return result.mutate(distance=distance).select(
        "person", "coded", *(f"distinct_{digits}" for digits in LEVELS), *(f"simpson_{digits}" for digits in LEVELS), "distance",
        "outside")


def geography(joblog: Joblog) -> ir.Table:
    """Person → `placed` applications, `away` (share outside the home municipality), `near`, `km`, the mean distance (question 4).

    `near`: the share of all in other municipalities whose towns lie within 30 km.
    """
    placed = joblog.applications
    placed = placed.filter(placed.away.notnull())
    return placed.group_by("person").agg(
        placed=ibis._.count(),
        away=ibis._.away.cast("int64").mean(),
        near=(ibis._.away & ibis._.near.fill_null(False)).cast("int64").mean(),
        km=ibis._.km.mean(),
    )


def distances(joblog: Joblog, by: Sequence[str] = (), shares: Sequence[float] = (0.5, 0.9)) -> ir.Table:
    """Group → for each share the distance that so large a share of the applications lies within, whole km, and `n` applications.

    By cumulative windows over the counts of each kilometre, in place of a quantile function that some engines lack: the smallest
    whole number of km that the share is reached at.
    """
    placed = joblog.applications
    placed = placed.filter(placed.km.notnull())
    if by:
        placed = placed.join(joblog.people.select("person", *by), "person")
    counted = placed.mutate(whole=placed.km.round().cast("int64")).group_by([*by, "whole"]).agg(n=ibis._.count())
    window = ibis.cumulative_window(group_by=list(by) or None, order_by="whole")
    total = ibis.window(group_by=list(by) or None)
    summed = counted.mutate(below=counted.n.sum().over(window), total=counted.n.sum().over(total))
    reached = {f"p{round(100 * share)}": ibis._.whole.min(where=ibis._.below >= share * ibis._.total) for share in shares}
    return summed.group_by(list(by)).agg(n=ibis._.n.sum(), **reached) if by else summed.agg(n=ibis._.n.sum(), **reached)


def mobility(joblog: Joblog, broad: float = 0.5, far: float = 0.5) -> ir.Table:
    """Person → whether more than so large a share lies outside the former field, and outside the home municipality (question 5).

    Columns `professional` and `geographic`. The limits are the project's own proposal, and told with the figures.
    """
    jobs, places = breadth(joblog), geography(joblog)
    both = jobs.inner_join(places, "person")
    return both.filter(both.outside.notnull()).select("person", professional=both.outside > broad, geographic=both.away > far)


def by_month(joblog: Joblog, by: Sequence[str] = ()) -> ir.Table:
    """Month → `applications`, `entries`, `without_place`, `without_title`, `weeks` with benefit, of everybody or of each group."""
    about = joblog.people.select("person", *by)
    entries = joblog.entries.join(about, "person") if by else joblog.entries
    sent = entries.mutate(month=entries.date.truncate("M")).group_by([*by, "month"]).agg(
        entries=ibis._.count(),
        applications=(ibis._.counted & ibis._.on_benefit).cast("int64").sum(),
        without_place=ibis._.workplace.isnull().cast("int64").sum(),
        without_title=(~ibis._.title.fill_null(False)).cast("int64").sum(),
    )
    spells = joblog.spells.join(about, "person") if by else joblog.spells
    months = joblog.entries.select(month=joblog.entries.date.truncate("M")).distinct()
    months = months.mutate(until=months.month + ibis.interval(months=1))
    over = spells.join(months, (spells.first < months.until) & (spells.last >= months.month))
    days = ibis.least(over.last + ibis.interval(days=1), over.until).delta(ibis.greatest(over.first, over.month), unit="day")
    time = over.mutate(days=days).group_by([*by, "month"]).agg(weeks=ibis._.days.sum() / PER_WEEK)
    joined = time.left_join(sent, [*by, "month"])
    return joined.select(*by, "month", "weeks", *(joined[name].fill_null(0).name(name) for name in (
        "entries", "applications", "without_place", "without_title"))).order_by([*by, "month"])


def duplicates(joblog: Joblog) -> ir.Table:
    """How many entries stand more than once (same person, job, day, status): `entries`, and `again` beyond the first."""
    same = joblog.entries.group_by(["person", "job", "date", "status"]).agg(n=ibis._.count())
    return same.agg(entries=ibis._.n.sum(), again=(ibis._.n - 1).sum())
