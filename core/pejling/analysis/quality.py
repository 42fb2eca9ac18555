"""What may look like a change in how people search and is a change in how it is written down. Looked at before anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import pandas as pd

from pejling.analysis import measures
from pejling.analysis.joblog import Joblog

LAG_DAYS = 76
"""STAR's figures are whole after two and a half months (*historisk*): what lies later than that before the extract is not whole."""
_JUMP = 0.30
_MANY = 0.05
_ON_ONE_DAY = 0.10


@dataclass(frozen=True)
class Finding:
    """One sign, told to whoever reads the figures. `grave`: what comes after cannot be trusted before it is explained."""

    what: str
    so: str
    grave: bool = False


def findings(joblog: Joblog, extracted: date, months: pd.DataFrame | None = None) -> list[Finding]:
    """The signs in this joblog, the grave ones first; an empty list when there are none."""
    series = measures.by_month(joblog).execute() if months is None else months
    found = [*_late(series, extracted), *_jumps(series), *_missing(series), *_duplicates(joblog), *_reloaded(joblog)]
    return sorted(found, key=lambda finding: not finding.grave)


def not_whole(months: Sequence[date], extracted: date) -> list[date]:
    """The months that are not whole yet on the day of the extract."""
    return [month for month in months if _end(month) > extracted - timedelta(days=LAG_DAYS)]


def _late(series: pd.DataFrame, extracted: date) -> list[Finding]:
    late = not_whole([pd.Timestamp(month).date() for month in series.month], extracted)
    if not late:
        return []
    which = "Den sidste måned er ikke hel" if len(late) == 1 else f"De sidste {len(late)} måneder er ikke hele"
    return [Finding(f"{which} endnu: registrene er 2½ måned bagud.",
                    "De er ikke med i før og efter.")]


def _jumps(series: pd.DataFrame) -> list[Finding]:
    """Months in which far more or less is noted per week than in the three before: the log changed, or the people did."""
    per_week = (series.entries / series.weeks).where(series.weeks > 0)
    usual = per_week.shift(1).rolling(3).median()
    jump = (per_week / usual - 1).where(series.weeks >= 0.2 * series.weeks.median())
    return [Finding(f"I {pd.Timestamp(series.month.iloc[place]):%m-%Y} er der noteret {abs(size):.0%} "
                    f"{'flere' if size > 0 else 'færre'} pr. uge end i de tre måneder før.".replace("%", " %"),
                    "Spørg, om joblog, skema eller krav blev ændret den måned.", grave=True)
            for place, size in enumerate(jump) if abs(size) > _JUMP]


def _missing(series: pd.DataFrame) -> list[Finding]:
    found = []
    for name, what in (("without_place", "uden kendt arbejdskommune"), ("without_title", "uden stillingsbetegnelse")):
        share = (series[name] / series.entries).where(series.entries >= 20)
        if share.max() - share.min() > _JUMP:
            found.append(Finding(f"Andelen {what} svinger fra {share.min():.0%} til {share.max():.0%} mellem månederne."
                                 .replace("%", " %"), "Bredde og afstand kan ændre sig, uden at søgningen gør det.", grave=True))
    return found


def _duplicates(joblog: Joblog) -> list[Finding]:
    counted = measures.duplicates(joblog).execute().iloc[0]
    if not counted.entries or counted.again / counted.entries <= _MANY:
        return []
    return [Finding(f"{counted.again / counted.entries:.0%} af noteringerne står der mere end én gang.".replace("%", " %"),
                    "Hvert job tælles kun én gang, så tallene holder; men spørg, hvorfor de er der.")]


def _reloaded(joblog: Joblog) -> list[Finding]:
    """One day that holds a tenth of everything: the history was loaded again."""
    days = joblog.entries.group_by("date").agg(n=ibis._.count()).order_by([ibis.desc("n"), "date"]).limit(1).execute()
    total = joblog.entries.count().execute()
    if total < 200 or days.empty or days.n[0] / total < _ON_ONE_DAY:
        return []
    return [Finding(f"{days.n[0] / total:.0%} af det hele har datoen {pd.Timestamp(days.date[0]):%d-%m-%Y}.".replace("%", " %"),
                    "Det ligner en historik, der er læst ind igen den dag.", grave=True)]


def _end(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
