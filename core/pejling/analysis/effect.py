"""Before and after: a monthly series with a break, quasi-Poisson with harmonics of the year, within equal duration.

The method of Bernal, Cummins & Gasparrini (2017), Int J Epidemiol 46:348. It finds whether the level or the trend is another after
a date; it cannot say why. Where a group was not on the course, it goes through the same change of season and rules, and the
ratio of the two is told as well.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
import pandas as pd
from ibis import ir

from pejling.analysis.estimates import FEWEST
from pejling.analysis.joblog import Joblog

POINTS = 12
"""Months that are needed on each side."""
BANDS = ((0, 13), (13, 26), (26, 52), (52, 10_000))
"""Weeks of unemployment that are compared with each other: from, up to."""
_HARMONICS = 1
_LONGEST = 1040
"""Weeks of one time with benefit that are looked at: twenty years."""
_Z = 1.959964


@dataclass(frozen=True)
class Change:
    """What the series says: the level after divided by the level before, with an interval; or why it says nothing."""

    before: int
    """Months before, and after."""
    after: int
    ratio: float = math.nan
    low: float = math.nan
    high: float = math.nan
    trend: float = math.nan
    """Yearly factor of the trend after, divided by the one before."""
    dispersion: float = math.nan
    autocorrelation: float = math.nan
    """Of the residuals, one month apart; beyond ±0.3 the interval is too narrow."""
    why_not: str = ""

    @property
    def says(self) -> str:
        """In words, without a cause."""
        if self.why_not:
            return self.why_not
        if self.low <= 1 <= self.high:
            return "Tallene kan ikke skelnes fra ingen ændring."
        return "Niveauet er højere efter end før." if self.ratio > 1 else "Niveauet er lavere efter end før."


def monthly(joblog: Joblog, by: Sequence[str] = ()) -> pd.DataFrame:
    """month, band of duration (and group) → `applications`, `weeks` with benefit, and `people`.

    A week of unemployment is the smallest piece; it belongs to the month that it begins in, and its applications with it.
    """
    about = joblog.people.select("person", *by)
    spells = joblog.spells.join(about, "person") if by else joblog.spells
    weeks = ibis.range(0, _LONGEST).unnest().name("week").as_table()
    begun = spells.mutate(weeks=((spells.last.delta(spells.first, unit="day") + 1) / 7.0).ceil().cast("int64"))
    pieces = begun.join(weeks, begun.weeks > weeks.week)
    pieces = pieces.mutate(start=pieces.first + (pieces.week * 7).as_interval("D"))
    days = ibis.least(pieces.last.delta(pieces.start.cast("date"), unit="day") + 1, 7)
    time = pieces.mutate(month=pieces.start.cast("date").truncate("M"), band=_band(pieces.week), days=days)
    time = time.group_by([*by, "month", "band"]).agg(weeks=ibis._.days.sum() / 7.0, people=ibis._.person.nunique())
    sent = joblog.applications.join(about, "person") if by else joblog.applications
    sent = sent.filter(sent.week >= 0).mutate(month=ibis._.week_start.truncate("M"), band=_band(ibis._.week))
    counted = sent.group_by([*by, "month", "band"]).agg(applications=ibis._.count())
    both = time.left_join(counted, [*by, "month", "band"])
    shown = both.select(*by, "month", "band", "weeks", "people", applications=both.applications.fill_null(0))
    series: pd.DataFrame = shown.order_by([*by, "band", "month"]).execute()
    return series


def change(series: pd.DataFrame, day: date, skip: Sequence[date] = ()) -> Change:
    """What `monthly` of one group says of the time from the month of `day` on; the months in `skip` are left out."""
    import statsmodels.api as sm

    if series.people.max() < FEWEST:
        return Change(0, 0, why_not="Færre end fem personer.")
    months = pd.to_datetime(series.month)
    left_out = {pd.Timestamp(month) for month in skip}
    used = series.assign(month=months)[~months.isin(left_out) & (series.weeks > 0)]
    turn = pd.Timestamp(day).replace(day=1)
    known = used.month.drop_duplicates()
    before, after = int((known < turn).sum()), int((known >= turn).sum())
    if before < POINTS or after < POINTS:
        return Change(before, after, why_not=f"For få måneder: {before} før og {after} efter; der skal være {POINTS} på hver side.")
    at = (used.month.dt.year - turn.year) * 12 + used.month.dt.month - turn.month
    later = (at >= 0).astype(float)
    season = [wave(2 * np.pi * turn_of_year * used.month.dt.month / 12)
              for turn_of_year in range(1, _HARMONICS + 1) for wave in (np.sin, np.cos)]
    bands = [(used.band == band).astype(float) for band in sorted(used.band.unique())[1:]]
    columns = np.column_stack([np.ones(len(used)), later, at, at * later, *season, *bands])
    fitted = sm.GLM(used.applications, columns, family=sm.families.Poisson(), offset=np.log(used.weeks)).fit(scale="X2")
    level, error = float(fitted.params.iloc[1]), float(fitted.bse.iloc[1])
    residuals = pd.Series(fitted.resid_pearson, index=used.index).groupby(used.month).mean()
    return Change(
        before, after, math.exp(level), math.exp(level - _Z * error), math.exp(level + _Z * error),
        trend=math.exp(12 * float(fitted.params.iloc[3])), dispersion=float(fitted.scale),
        autocorrelation=float(residuals.autocorr(1)),
    )


def beside(one: Change, other: Change) -> Change:
    """The change of one group divided by that of another which was not on the course; the months are the smaller number."""
    before, after = min(one.before, other.before), min(one.after, other.after)
    if why := one.why_not or other.why_not:
        return Change(before, after, why_not=why)
    level = math.log(one.ratio / other.ratio)
    error = math.hypot(*(math.log(each.high / each.low) / (2 * _Z) for each in (one, other)))
    return Change(before, after, math.exp(level), math.exp(level - _Z * error), math.exp(level + _Z * error),
                  trend=one.trend / other.trend)


def _band(week: ir.IntegerValue) -> ir.StringValue:
    """Which of `BANDS` a week of unemployment lies in, as its first week with two digits or more."""
    return ibis.cases(*((week < until, f"{first:02d}") for first, until in BANDS[:-1]), else_=f"{BANDS[-1][0]:02d}")
