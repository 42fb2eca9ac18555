"""Every figure of the example once more by pandas alone, from the file itself; and the truth that was built into it."""

from datetime import date
from itertools import combinations
from pathlib import Path

import ibis
import numpy as np
import pandas as pd
import pytest

from pejling.analysis import design, effect, estimates, measures, quality, star, synthetic
from pejling.analysis.joblog import Joblog

CHANGE = synthetic.Example().change


@pytest.fixture(scope="module")
def file(imported: Path) -> pd.DataFrame:
    """The rows of the file as a person would read them with pandas: applications counted, on benefit."""
    rows = pd.read_csv(imported / "eksempel.csv", sep=";", dtype=str, keep_default_na=False)
    for name in ("Dato", "Ledig fra", "Ledig til"):
        rows[name] = pd.to_datetime(rows[name], format="%d-%m-%Y")
    return rows


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows[rows.Status != ""].sort_values("Dato", kind="stable").drop_duplicates(["Person", "Job"])
    return first[(first.Dato >= first["Ledig fra"]) & (first.Dato <= first["Ledig til"])]


def test_applications_and_weeks_are_those_of_the_file(file: pd.DataFrame, joblog: Joblog) -> None:
    own = measures.intensity(joblog).execute()
    people = file.drop_duplicates("Person")
    days = (people["Ledig til"] - people["Ledig fra"]).dt.days + 1
    sent = counted(file)
    assert len(own) == len(people)
    assert own.applications.sum() == len(sent)
    assert own.weeks.sum() == pytest.approx(days.sum() / 7)
    week = (sent.Dato - sent["Ledig fra"]).dt.days // 7
    active = pd.DataFrame({"p": sent.Person, "w": week}).drop_duplicates()
    assert own.idle_weeks.sum() == np.ceil(days / 7).sum() - len(active)


def test_a_rate_and_its_interval_are_those_of_a_ratio_over_people(file: pd.DataFrame, joblog: Joblog) -> None:
    own = estimates.rate(measures.intensity(joblog), "applications", "weeks", joblog, ("arm",)).set_index("arm")
    people = file.drop_duplicates("Person").set_index("Person")
    weeks = ((people["Ledig til"] - people["Ledig fra"]).dt.days + 1) / 7
    sent = counted(file).Person.value_counts().reindex(people.index, fill_value=0)
    for arm, names in people.groupby("Gruppe").groups.items():
        x, y = sent[names], weeks[names]
        ratio = x.sum() / y.sum()
        error = np.sqrt(((x - ratio * y) ** 2).sum() / (len(x) - 1) * len(x)) / y.sum()
        assert own.rate[arm] == pytest.approx(ratio)
        assert own.high[arm] - own.rate[arm] == pytest.approx(error * 1.98, rel=0.01)


def test_breadth_is_what_pairs_of_applications_say(file: pd.DataFrame, joblog: Joblog) -> None:
    own = measures.breadth(joblog).execute()
    for _, codes in list(counted(file).groupby("Person")["Stillingskode"])[:15]:
        if len(codes) < 2:
            continue
        pairs = list(combinations(codes, 2))
        simpson = {digits: np.mean([a[:digits] != b[:digits] for a, b in pairs]) for digits in (1, 2, 3, 4, 6)}
        match = own[(own.coded == len(codes)) & np.isclose(own.simpson_6, simpson[6])]
        assert len(match) >= 1
        assert any(np.isclose(match.distance, np.mean(list(simpson.values()))))
    assert own.distinct_6.sum() == sum(
        codes.nunique() for _, codes in counted(file).groupby("Person")["Stillingskode"] if len(codes) >= 2)


def test_distances_are_the_smallest_kilometre_that_holds_the_share(joblog: Joblog) -> None:
    own = measures.distances(joblog, ("education",)).execute().set_index("education")
    rows = joblog.applications.join(joblog.people.select("person", "education"), "person").select("education", "km").execute()
    for name, km in rows.dropna().groupby("education").km:
        whole = np.sort(km.round().astype(int))
        assert own.p50[name] == whole[int(np.ceil(0.5 * len(whole))) - 1]
        assert own.p90[name] == whole[int(np.ceil(0.9 * len(whole))) - 1]
        assert own.n[name] == len(whole)


def test_people_and_applications_of_a_week_of_unemployment(file: pd.DataFrame, joblog: Joblog) -> None:
    own = measures.by_week(joblog, last=20).execute().set_index("week")
    people, sent = file.drop_duplicates("Person"), counted(file)
    days = (people["Ledig til"] - people["Ledig fra"]).dt.days + 1
    week = (sent.Dato - sent["Ledig fra"]).dt.days // 7
    for number in range(20):
        assert own.people[number] == (np.ceil(days / 7) > number).sum()
        assert own.applications[number] == (week == number).sum()


def test_a_month_has_its_entries_and_its_weeks(file: pd.DataFrame, joblog: Joblog) -> None:
    own = measures.by_month(joblog).execute()
    noted = file[file.Status != ""]
    assert own.entries.sum() == len(noted)
    month = pd.Timestamp(own.month[6])
    assert own.entries[6] == (noted.Dato.dt.to_period("M") == month.to_period("M")).sum()
    people = file.drop_duplicates("Person")
    last = month + pd.offsets.MonthEnd()
    days = (people["Ledig til"].clip(upper=last) - people["Ledig fra"].clip(lower=month)).dt.days + 1
    assert own.weeks[6] == pytest.approx(days.clip(lower=0).sum() / 7)


def test_the_course_is_found_where_it_is_and_not_where_it_is_not(joblog: Joblog) -> None:
    truth = synthetic.Truth()
    after = joblog.between(CHANGE, None)
    rates = estimates.rate(measures.intensity(after), "applications", "weeks", after, ("arm",)).set_index("arm")
    assert rates.low["sammenligning"] < truth.a_week < rates.high["sammenligning"]
    assert rates.low["kursus"] < truth.a_week * truth.effect < rates.high["kursus"]
    wide = estimates.mean(measures.breadth(after), "distinct_6", after, ("arm",)).set_index("arm")
    assert wide.low["kursus"] > wide.high["sammenligning"]


def test_the_series_tells_the_change_beside_the_other_group(joblog: Joblog) -> None:
    series = effect.monthly(joblog, ("arm",))
    assert series.applications.sum() == measures.intensity(joblog).agg(n=ibis._.applications.sum()).execute().n[0]
    assert series.weeks.sum() == pytest.approx(measures.intensity(joblog).agg(n=ibis._.weeks.sum()).execute().n[0])
    changes = {arm: effect.change(part, CHANGE) for arm, part in series.groupby("arm")}
    together = effect.beside(changes["kursus"], changes["sammenligning"])
    assert together.low < synthetic.Truth().effect < together.high
    assert (changes["kursus"].before, changes["kursus"].after) == (12, 13)
    short = effect.change(series[series.arm == "kursus"], date(2026, 6, 1))
    assert short.says.startswith("For få måneder")


def test_stars_colours_follow_the_rule(joblog: Joblog) -> None:
    weekly = star.dagpenge(joblog).execute()
    assert ((weekly.a_week >= 1.5) == (weekly.colour == "grøn")).all()
    assert ((weekly.applications == 0) == (weekly.colour == "rød")).all()
    monthly = star.jobparate(joblog).execute()
    assert set(monthly[monthly.applications == 0].colour) == {"rød"}
    assert set(monthly[monthly.applications.between(1, 5)].colour) == {"lysegrøn"}
    assert set(monthly[monthly.applications >= 6].colour) == {"grøn"}
    assert not monthly.duplicated(["person", "month"]).any()


def test_small_groups_are_hidden_and_none_is_left_over_to_be_found() -> None:
    table = pd.DataFrame({"group": list("abcd"), "n": [40, 3, 9, 6], "mean": [1.0, 2.0, 3.0, 4.0]})
    shown = estimates.hide_small(table, ["mean"])
    assert shown.hidden.tolist() == [False, True, False, True]
    assert shown["mean"].isna().tolist() == shown.hidden.tolist()
    assert shown.n.isna().tolist() == shown.hidden.tolist()
    assert not estimates.hide_small(table[table.n > 5], ["mean"]).hidden.any()


def test_what_may_only_look_like_a_change_is_found() -> None:
    months = pd.date_range("2025-01-01", periods=18, freq="MS")
    series = pd.DataFrame({"month": months, "entries": [1000] * 12 + [450] * 6, "weeks": 500.0,
                           "without_place": [0] * 9 + [400] * 9, "without_title": 0})
    found = [*quality._jumps(series), *quality._missing(series), *quality._late(series, date(2026, 7, 1))]
    assert [finding.grave for finding in found] == [True, True, True, False]
    assert "01-2026" in found[0].what
    assert "arbejdskommune" in found[2].what
    assert "3 måneder" in found[3].what
    steady = series.assign(entries=1000, without_place=10)
    assert not [*quality._jumps(steady), *quality._missing(steady), *quality._late(steady, date(2027, 1, 1))]


def test_a_sample_of_a_hundred_stands_for_everybody(joblog: Joblog) -> None:
    drawn = design.draw(joblog, ("fund", "benefit"), seed=3)
    assert len(drawn) == 100
    assert drawn.weight.sum() == pytest.approx(240)
    sample = design.weighted(joblog, drawn)
    rate = estimates.rate(measures.intensity(sample), "applications", "weeks", sample)
    everyone = estimates.rate(measures.intensity(joblog), "applications", "weeks", joblog)
    assert rate.low[0] < everyone.rate[0] < rate.high[0]
    assert design.shares([3, 50, 900], 100) == [3, 5, 92]
    assert design.shares([2, 3], 100) == [2, 3]


def test_the_smallest_change_is_what_a_simulation_finds_in_four_of_five() -> None:
    from scipy import stats

    rng = np.random.default_rng(5)
    found = design.detectable(1.6, 0.7, 40)
    before, after = rng.normal(1.6, 0.7, (2000, 40)), rng.normal(1.6 + found.change, 0.7, (2000, 40))
    seen = (stats.ttest_ind(before, after, axis=1).pvalue < 0.05).mean()
    assert 0.77 < seen < 0.83
    assert np.isnan(design.detectable(1.6, 0.7, 4).change)
