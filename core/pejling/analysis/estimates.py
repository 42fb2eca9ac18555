"""Figures with n and an interval, and never one that fewer than five people stand behind.

People are the unit. A rate is a ratio of sums over people (applications by weeks), with the interval of a ratio estimate; a mean is
over people, with Student's t. What is hidden cannot be found by subtraction: groups are hidden until they are five together.
"""

import math
from collections.abc import Sequence
from typing import Any

import ibis
import pandas as pd
from ibis import ir

from pejling.analysis.joblog import Joblog

FEWEST = 5
LEVEL = 0.95


def mean(measured: ir.Table, value: str, joblog: Joblog, by: Sequence[str] = ()) -> pd.DataFrame:
    """Mean of a person's `value` in each group: columns of `by`, `n` people, `mean`, `low`, `high`; NaN where n is below five.

    A person stands for as many as the sample's weight says, where there is one (a stratified sample weighted back).
    """
    rows = _with_groups(measured, joblog, by).filter(ibis._[value].notnull())
    x, w = rows[value].cast("float64"), rows.weight.fill_null(1.0)
    summed = _summed(rows.select(*by, w=w, wx=w * x, wwxx=w * w * x * x, wwx=w * w * x, ww=w * w), by,
                     {"w": "w", "wx": "wx", "wwxx": "wwxx", "wwx": "wwx", "ww": "ww"})
    average = summed.wx / summed.w
    spread = summed.wwxx - 2 * average * summed.wwx + average**2 * summed.ww
    return _interval(summed, by, average, spread / summed.w**2, "mean")


def rate(measured: ir.Table, top: str, bottom: str, joblog: Joblog, by: Sequence[str] = ()) -> pd.DataFrame:
    """Sum of `top` by sum of `bottom` in each group, for example applications a week: `n` people, `rate`, `low`, `high`."""
    rows = _with_groups(measured, joblog, by)
    x, y, w = rows[top].cast("float64"), rows[bottom].cast("float64"), rows.weight.fill_null(1.0)
    summed = _summed(rows.select(*by, wx=w * x, wy=w * y, xx=w * w * x * x, xy=w * w * x * y, yy=w * w * y * y), by,
                     {name: name for name in ("wx", "wy", "xx", "xy", "yy")})
    ratio = summed.wx / summed.wy
    spread = summed.xx - 2 * ratio * summed.xy + ratio**2 * summed.yy
    return _interval(summed, by, ratio, spread / summed.wy**2, "rate")


def hide_small(table: pd.DataFrame, values: Sequence[str]) -> pd.DataFrame:
    """The table without the figures of groups of fewer than five, nor of the next smallest while those hidden are too few together.

    `hidden` says which.
    """
    hidden: list[Any] = []
    together = 0
    for place, n in table.n.sort_values(kind="stable").items():
        if n >= FEWEST and (not hidden or together >= FEWEST):
            break
        if n:
            hidden.append(place)
            together += int(n)
    table = table.assign(hidden=table.index.isin(hidden))
    table.loc[table.hidden, list(values)] = math.nan
    table["n"] = table.n.astype("Int64").mask(table.hidden)
    return table


def _with_groups(measured: ir.Table, joblog: Joblog, by: Sequence[str]) -> ir.Table:
    about = joblog.people.select("person", "weight", *by)
    joined = measured.join(about, "person")
    return joined.mutate(**{name: joined[name].fill_null("ukendt") for name in by}) if by else joined


def _summed(rows: ir.Table, by: Sequence[str], names: dict[str, str]) -> pd.DataFrame:
    sums = {name: ibis._[column].sum() for name, column in names.items()}
    query = rows.group_by(list(by)).agg(n=ibis._.count(), **sums) if by else rows.agg(n=ibis._.count(), **sums)
    sums_of_groups: pd.DataFrame = query.order_by(list(by)).execute() if by else query.execute()
    return sums_of_groups


def _interval(summed: pd.DataFrame, by: Sequence[str], value: pd.Series, variance: pd.Series, name: str) -> pd.DataFrame:
    from scipy import stats

    n = summed.n.astype("float64")
    half = stats.t.ppf((1 + LEVEL) / 2, (n - 1).clip(lower=1)) * (variance.clip(lower=0) * n / (n - 1).clip(lower=1)) ** 0.5
    shown = pd.DataFrame({**{column: summed[column] for column in by}, "n": summed.n,
                          name: value, "low": value - half, "high": value + half})
    return hide_small(shown, [name, "low", "high"])
