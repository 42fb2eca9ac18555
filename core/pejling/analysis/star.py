"""STAR's own rule for how much somebody is looking for work, with each entry that was counted and each that was not, and why.

*Historisk*, as the joblog is shown in 2026. Dagpenge: applications per week over the weeks with benefit; at least 1.5 is green,
more than none light green, none red. Jobparate: applications in a calendar month; at least 6 green, 1–5 light green, none red.
It is an overview for a conversation and no verdict on a person, and it is never shown for one beside others.
"""

import ibis
from ibis import ir

from pejling.analysis.joblog import Joblog
from pejling.analysis.measures import time_on_benefit

DAGPENGE_GREEN = 1.5
JOBPARAT_GREEN = 6
GREEN, LIGHT, RED = "grøn", "lysegrøn", "rød"
CAVEAT = "Et overblik til en samtale og ingen dom over nogen: farven siger ikke, om ansøgningerne var de rigtige."


def dagpenge(joblog: Joblog) -> ir.Table:
    """Person → `applications`, `weeks` with dagpenge, `a_week` and `colour`."""
    only = Joblog(joblog.entries.filter(joblog.entries.benefit == "dagpenge"), joblog.people,
                  joblog.spells.filter(joblog.spells.benefit == "dagpenge"))
    sent = only.applications.group_by("person").agg(applications=ibis._.count())
    time = time_on_benefit(only)
    both = time.left_join(sent, "person")
    rated = both.select("person", "weeks", applications=both.applications.fill_null(0))
    rated = rated.mutate(a_week=rated.applications / rated.weeks)
    return rated.mutate(colour=ibis.cases((rated.a_week >= DAGPENGE_GREEN, GREEN), (rated.a_week > 0, LIGHT), else_=RED))


def jobparate(joblog: Joblog) -> ir.Table:
    """Person, month → `applications` and `colour`, also for months on benefit in which nothing was sent."""
    spells = joblog.spells.filter(joblog.spells.benefit.contains("jobparat"))
    months = joblog.entries.select(month=joblog.entries.date.truncate("M")).distinct()
    months = months.mutate(until=months.month + ibis.interval(months=1))
    there = spells.join(months, (spells.first < months.until) & (spells.last >= months.month))
    there = there.select("person", "month").distinct()
    sent = joblog.applications.filter(joblog.applications.benefit.contains("jobparat"))
    sent = sent.mutate(month=sent.date.truncate("M")).group_by(["person", "month"]).agg(applications=ibis._.count())
    both = there.left_join(sent, ["person", "month"])
    rated = both.select("person", "month", applications=both.applications.fill_null(0))
    return rated.mutate(
        colour=ibis.cases((rated.applications >= JOBPARAT_GREEN, GREEN), (rated.applications > 0, LIGHT), else_=RED))


def lines(joblog: Joblog, person: str) -> ir.Table:
    """Every entry of one person in order, with `counted` and `why`: for that person, and for the example."""
    own = joblog.entries.filter(joblog.entries.person == person)
    outside = own.counted & ~own.on_benefit
    return own.select(
        "date", "status", "occupation", "workplace", counted=own.counted & own.on_benefit,
        why=ibis.ifelse(outside, "ikke talt: dagen er uden for tiden med ydelse", own.why), number=own.number,
    ).order_by(["date", "number"])
