"""What the analysis says, question by question: a heading, a sentence, a figure and the table behind it.

The report and the apps show the same. No cause is claimed, no occupation is recommended, and breadth has no colour of good and
bad: breadth that is forced upon people has made it harder to find a job, and advice to everybody has helped nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import pandas as pd

from pejling.analysis import design, effect, estimates, figures, measures, quality, star
from pejling.analysis.codebook import BY_NAME
from pejling.analysis.joblog import LEVELS, Joblog
from pejling.reports.charts import Figure

BEFORE, AFTER = "før", "efter"
INTERVAL = "Stregen er et 95 %-interval: så usikkert er tallet, når det er regnet på så få mennesker."
NO_CAUSE = "Tallene viser, om noget er anderledes efter end før. De kan ikke sige hvorfor."
FREE_BREADTH = ("Bred søgning er hverken god eller dårlig i sig selv. Den hjælper nogle, når de selv vælger den, og kan skade, når "
                "den er et krav til alle. Der anbefales ingen stilling ud fra tallene.")
LEAST_CHANGE = 0.005
"""Of a mean: less is called the same."""


@dataclass(frozen=True)
class Choice:
    """What a viewer looks at: a day that parts before from after, the groups, and the groups' limit."""

    turn: date
    by: tuple[str, ...] = ()
    extracted: date = date.max


@dataclass(frozen=True)
class Answer:
    """One question answered. `table` has Danish headings and is what the figure shows."""

    heading: str
    says: tuple[str, ...]
    table: pd.DataFrame
    figure: Figure | None = None


def periods(joblog: Joblog, choice: Choice) -> tuple[Joblog, Joblog]:
    """The joblog before the day, and from it on."""
    return (joblog.between(None, choice.turn - timedelta(days=1), BEFORE), joblog.between(choice.turn, None, AFTER))


def trust(joblog: Joblog, choice: Choice) -> Answer:
    """What may only look like a change; shown before everything else."""
    found = quality.findings(joblog, choice.extracted)
    table = pd.DataFrame({"Hvad": [finding.what for finding in found], "Og så": [finding.so for finding in found]})
    grave = sum(finding.grave for finding in found)
    says = f"{grave} ting skal forklares, før tallene kan bruges." if grave else "Intet tyder på, at måden at notere på er ændret."
    return Answer("Kan tallene bruges?", (says,), table)


def who(joblog: Joblog, choice: Choice) -> Answer:
    """Who is in it, and how large a change so many people can show."""
    rate = measures.intensity(joblog).filter(ibis._.weeks > 0)
    spread = design.spread_of(rate.mutate(value=ibis._.applications / ibis._.weeks), "value")
    by = choice.by or ()
    people = joblog.people.mutate(**{name: joblog.people[name].fill_null("ukendt") for name in by})
    counted = (people.group_by(list(by)).agg(n=ibis._.count()).order_by(list(by)) if by else people.agg(n=ibis._.count())).execute()
    counted = estimates.hide_small(counted, [])
    counted["smallest"] = [design.detectable(spread["average"], spread["spread"], 0 if pd.isna(n) else int(n)).change
                           for n in counted.n]
    table = _danish(counted, by, {"n": "Personer", "smallest": "Mindste ændring, der kan ses (ansøgninger pr. uge)"})
    says = ("Så stor skal en ændring være, før så mange mennesker viser den i fire af fem tilfælde. "
            "Er den mindre, kan den være der, uden at tallene kan se den.")
    return Answer("Hvem er med, og hvad kan de vise?", (says,), table)


def per_week(joblog: Joblog, choice: Choice) -> Answer:
    """Question 1: applications per week with benefit, before and after."""
    parts = [estimates.rate(measures.intensity(part), "applications", "weeks", part, choice.by).assign(period=part.period)
             for part in periods(joblog, choice)]
    table = pd.concat(parts, ignore_index=True)
    title = "Ansøgninger pr. uge med ydelse"
    figure = figures.dots(table, "rate", title=title, unit="ansøgninger pr. uge", names=(*choice.by, "period"))
    says = ("Uger uden ansøgninger er talt med. Et job tælles én gang, efter STARs regel.", INTERVAL)
    return Answer("Hvor mange job søges om ugen?", says, _danish(table, choice.by, {"rate": title}), figure)


def by_duration(joblog: Joblog, choice: Choice) -> Answer:
    """Question 2: intensity by week of unemployment."""
    by = choice.by[:1]
    table = measures.by_week(joblog, by).execute()
    table["per"] = (table.applications / table.people).where(table.people >= estimates.FEWEST)
    shown = table[table.people >= estimates.FEWEST]
    figure = figures.lines(shown, "week", "per", title="Ansøgninger efter ledighedsuge", unit="ansøgninger pr. person",
                           along="uger siden ledighedens begyndelse", split=by[0] if by else "")
    table = _danish(shown[[*by, "week", "people", "per"]], by,
                    {"week": "Uge", "people": "Personer", "per": "Ansøgninger pr. person"})
    return Answer("Stiger søgningen med tiden?", ("Kun uger, hvor mindst fem personer var ledige.",), table, figure)


def breadth(joblog: Joblog, choice: Choice) -> Answer:
    """Question 3: how many different occupations, and how far apart they lie."""
    parts = []
    for part in periods(joblog, choice):
        searched = measures.breadth(part)
        for digits in LEVELS:
            mean = estimates.mean(searched, f"distinct_{digits}", part, choice.by)
            level = "forskellige koder, 1 ciffer" if digits == 1 else f"forskellige koder, {digits} cifre"
            parts.append(mean.assign(period=part.period, level=level))
        for name, what in (("distance", "afstand 0-1"), ("outside", "andel uden for tidligere fag")):
            parts.append(estimates.mean(searched, name, part, choice.by).assign(period=part.period, level=what))
    table = pd.concat(parts, ignore_index=True)
    one = table[table.level == "afstand 0-1"]
    figure = figures.dots(one, "mean", title="Afstand mellem to af en persons ansøgninger",
                          unit="0 er samme stilling, 1 er et helt andet fag", names=(*choice.by, "period"))
    head = {"mean": "Gennemsnit"}
    says = (f"Målene kan være uenige: {_disagreement(table)}", FREE_BREADTH, INTERVAL)
    return Answer("Søges der bredere?", says, _danish(table, choice.by, head), figure)


def geography(joblog: Joblog, choice: Choice) -> Answer:
    """Question 4: how far away, and how much outside one's own municipality."""
    parts = []
    for part in periods(joblog, choice):
        placed = measures.geography(part)
        for name, what in (("away", "andel uden for bopælskommunen"), ("near", "andel i omegnen (højst 30 km)")):
            parts.append(estimates.mean(placed, name, part, choice.by).assign(period=part.period, level=what))
    table = pd.concat(parts, ignore_index=True)
    figure = figures.dots(table[table.level == "andel uden for bopælskommunen"], "mean", title="Uden for bopælskommunen",
                          unit="andel af en persons ansøgninger", names=(*choice.by, "period"))
    whole = measures.distances(joblog).execute()
    says = [f"Halvdelen af ansøgningerne ligger højst {whole.p50[0]:.0f} km væk, og ni ud af ti højst {whole.p90[0]:.0f} km."
            ] if len(whole) and joblog.people.count().execute() >= estimates.FEWEST and pd.notna(whole.p50[0]) else []
    says.append("Kilometer er fugleflugt, hvor filen ikke selv har dem; over vand kan vejen være meget længere.")
    head = {"mean": "Gennemsnit"}
    return Answer("Søges der længere væk?", (*says, INTERVAL), _danish(table, choice.by, head), figure)


def mobility(joblog: Joblog, choice: Choice) -> Answer:
    """Question 5: who searches outside the field, outside the municipality, both or neither."""
    counted = measures.mobility(joblog).group_by(["professional", "geographic"]).agg(n=ibis._.count())
    counted = estimates.hide_small(counted.order_by(["professional", "geographic"]).execute(), [])
    words = {True: "over halvdelen", False: "under halvdelen"}
    table = pd.DataFrame({"Uden for tidligere fag": counted.professional.map(words),
                          "Uden for bopælskommunen": counted.geographic.map(words),
                          "Personer": ["færre end 5" if pd.isna(n) else str(n) for n in counted.n]})
    return Answer("Hvem søger i andre fag og andre kommuner?",
                  ("Grænsen på halvdelen er projektets forslag.",), table)


def star_rule(joblog: Joblog, choice: Choice) -> Answer:
    """STAR's colours, counted, and why entries were counted or not."""
    colours = star.dagpenge(joblog).group_by("colour").agg(n=ibis._.count()).order_by("colour").execute()
    colours = estimates.hide_small(colours, []).assign(what="dagpenge: personer")
    reasons = joblog.entries.group_by("why").agg(n=ibis._.count(), people=ibis._.person.nunique()).order_by("why").execute()
    reasons["n"] = reasons.n.astype("Int64").mask(reasons.people < estimates.FEWEST)
    table = pd.concat([
        pd.DataFrame({"Hvad": colours.what, "Hvilken": colours.colour, "Antal": colours.n}),
        pd.DataFrame({"Hvad": "noteringer", "Hvilken": reasons.why, "Antal": reasons.n})], ignore_index=True)
    table["Antal"] = ["færre end 5" if pd.isna(n) else str(n) for n in table.Antal]
    return Answer("STARs regel", (star.CAVEAT, "Reglen er historisk: sådan tælles der i 2026."), table)


def before_after(joblog: Joblog, choice: Choice) -> Answer:
    """The break in the monthly series, within equal duration, in each group and beside the comparison group."""
    by = choice.by[:1]
    series = effect.monthly(joblog, by)
    late = quality.not_whole([pd.Timestamp(month).date() for month in series.month.unique()], choice.extracted)
    groups = {str(name): part for name, part in series.groupby(by[0])} if by else {"alle": series}
    changes = {name: effect.change(part, choice.turn, late) for name, part in groups.items()}
    if by == ("arm",) and len(changes) == 2:
        first, second = sorted(changes, key=lambda name: name.startswith("sammenlign"))
        changes[f"{first} i forhold til {second}"] = effect.beside(changes[first], changes[second])
    table = pd.DataFrame([
        {"Gruppe": name, "Måneder før": change.before, "Måneder efter": change.after,
         "Efter i forhold til før": "–" if change.why_not else f"{figures.number(change.ratio)} gange",
         "95 %-interval": "–" if change.why_not else f"{figures.number(change.low)}-{figures.number(change.high)}",
         "Det siger": change.says}
        for name, change in changes.items()])
    month = series.groupby([*by, "month"], as_index=False).agg({"applications": "sum", "weeks": "sum", "people": "max"})
    month = month[(month.people >= estimates.FEWEST) & ~month.month.isin([pd.Timestamp(day) for day in late])]
    month = month.assign(per=month.applications / month.weeks)
    figure = figures.lines(month, "month", "per", title="Ansøgninger pr. uge måned for måned", along="måned",
                           unit="ansøgninger pr. uge med ydelse", split=by[0] if by else "", turn=pd.Timestamp(choice.turn))
    within = ("Sammenlignet inden for samme ledighedslængde og med årstiden regnet fra. "
              f"Der skal være {effect.POINTS} måneder på hver side.")
    says = (NO_CAUSE, within)
    return Answer("Er det anderledes efter end før?", says, table, figure)


ALL = (trust, who, per_week, by_duration, breadth, geography, mobility, star_rule, before_after)
"""The report's answers, in its order: first what can be trusted."""


def _danish(table: pd.DataFrame, by: Sequence[str], head: dict[str, str]) -> pd.DataFrame:
    """The table as it is shown: Danish headings, Danish numbers, and what is hidden said in words."""
    groups = {name: BY_NAME[name].label for name in by}
    names = {**groups, "period": "Periode", "level": "Mål", **head, "low": "Fra", "high": "Til", "n": "Personer"}
    shown = table[[name for name in names if name in table.columns]].copy()
    for name in shown.columns:
        if pd.api.types.is_float_dtype(shown[name]):
            shown[name] = [figures.number(value) for value in shown[name]]
    if "n" in shown.columns:
        shown["n"] = ["færre end 5" if pd.isna(n) else str(n) for n in shown.n]
    return shown.rename(columns=names)


def _disagreement(table: pd.DataFrame) -> str:
    """Whether the measures of breadth go the same way, before to after, over all groups."""
    means = table.groupby(["level", "period"], sort=False)["mean"].mean().unstack()
    if {BEFORE, AFTER} - set(means.columns):
        return "der er ikke tal for både før og efter."
    change = (means[AFTER] - means[BEFORE]).dropna()
    up, down = (", ".join(str(name) for name in change.index[moved])
                for moved in (change > LEAST_CHANGE, change < -LEAST_CHANGE))
    if up and down:
        return f"{up} er steget, mens {down} er faldet."
    return "her går de samme vej." if up or down else "her er de stort set ens før og efter."
