"""Before anything is drawn: who is in it, and how large a change so many people can show."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import numpy as np
import pandas as pd
from ibis import ir

from pejling.analysis.joblog import Joblog

POWER = 0.8
LEVEL = 0.05


@dataclass(frozen=True)
class Detectable:
    """The smallest change that so many people show in four of five tries."""

    people: int
    change: float
    """In the unit of the measure."""
    share: float
    """The same as a share of the mean."""


def detectable(average: float, spread: float, people: int, *, groups: int = 1) -> Detectable:
    """What can be seen of a mean with this standard deviation between people, before and after (and in one group beside another).

    Two independent samples of `people`: (t of the level + t of the power) × spread × √(2/n), each group's own change counted apart.
    """
    from scipy import stats

    if people < 5:
        return Detectable(people, math.nan, math.nan)
    freedom = 2 * people - 2
    needed = stats.t.ppf(1 - LEVEL / 2, freedom) + stats.t.ppf(POWER, freedom)
    change = float(needed * spread * math.sqrt(2 * groups / people))
    return Detectable(people, change, change / average if average else math.nan)


def strata(joblog: Joblog, by: tuple[str, ...]) -> pd.DataFrame:
    """Each combination of groups with its people, and how many of 100 it gets when each is drawn in proportion (at least 5)."""
    people = joblog.people.mutate(**{name: joblog.people[name].fill_null("ukendt") for name in by})
    counted: pd.DataFrame = people.group_by(list(by)).agg(people=ibis._.count()).order_by(list(by)).execute()
    return counted.assign(drawn=shares(counted.people.tolist(), 100))


def shares(sizes: list[int], wanted: int) -> list[int]:
    """How many are drawn of each stratum: in proportion, no fewer than five where there are five, and `wanted` in all if it can be.

    Largest remainders (Hamilton's method).
    """
    total = sum(sizes)
    least = [min(size, 5) for size in sizes]
    if total <= wanted or sum(least) >= wanted:
        return sizes if total <= wanted else least
    exact = [max(low, wanted * size / total) for size, low in zip(sizes, least, strict=True)]
    scale = (wanted - sum(low for value, low in zip(exact, least, strict=True) if value == low)) / max(
        1e-9, sum(value for value, low in zip(exact, least, strict=True) if value > low))
    exact = [low if value == low else max(low, value * scale) for value, low in zip(exact, least, strict=True)]
    drawn = [min(size, math.floor(value)) for size, value in zip(sizes, exact, strict=True)]
    for place in sorted(range(len(sizes)), key=lambda place: (drawn[place] - exact[place], place)):
        if sum(drawn) >= wanted:
            break
        drawn[place] += drawn[place] < sizes[place]
    return drawn


def draw(joblog: Joblog, by: tuple[str, ...], seed: int, wanted: int = 100) -> pd.DataFrame:
    """A stratified sample of people: `person`, their groups, and `weight`, how many each stands for."""
    people = joblog.people.mutate(**{name: joblog.people[name].fill_null("ukendt") for name in by})
    everyone: pd.DataFrame = people.select("person", *by).order_by("person").execute()
    rng = np.random.default_rng(seed)
    strata_of = [part for _, part in everyone.groupby(list(by), sort=True)]
    many = shares([len(part) for part in strata_of], wanted)
    drawn = [part.iloc[np.sort(rng.choice(len(part), n, replace=False))].assign(weight=len(part) / n)
             for part, n in zip(strata_of, many, strict=True) if n]
    sample: pd.DataFrame = pd.concat(drawn, ignore_index=True)
    return sample


def weighted(joblog: Joblog, sample: pd.DataFrame) -> Joblog:
    """The joblog of the people drawn alone, each with the weight that the sample gives."""
    drawn: ir.Table = ibis.memtable(sample[["person", "weight"]])
    people = joblog.people.drop("weight").join(drawn, "person")
    return Joblog(joblog.entries.semi_join(drawn, "person"), people, joblog.spells.semi_join(drawn, "person"), joblog.period)


def spread_of(measured: ir.Table, value: str) -> Mapping[str, float]:
    """`average`, `spread` (standard deviation between people) and `people` of a measure of each person."""
    row = measured.agg(average=measured[value].mean(), spread=measured[value].std(how="sample"), people=measured.count()).execute()
    return {name: float(row[name].iloc[0]) for name in ("average", "spread", "people")}
