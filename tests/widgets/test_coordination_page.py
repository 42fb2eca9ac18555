"""The page that looks closely at a survey of relational coordination: its example, and what its choices show."""

import json
from datetime import UTC, datetime
from random import Random
from typing import Any

import ipywidgets
import pandas as pd
import pytest

from pejling.content import parse_text
from pejling.exercise import host
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import as_table
from pejling.places import content_root
from pejling_client import coordination
from pejling_widgets.relational_coordination import KIND
from pejling_widgets.relational_coordination.content import OWN, Content

SHOWN = Ctx("participant", "revealed", datetime(2027, 1, 5, tzinfo=UTC))
CHOICES = {"number": 2, "direction": coordination.ALL, "dimension": "Hele tallet", "organisation": coordination.ALL,
           "coding": coordination.USED, "by": "Retning"}
HOUSES = {"jobcenter": ("Jobcenter Havbæk",), "a-kasse": ("Sundets A-kasse", "Fjordens A-kasse")}


def made_example() -> dict[str, Any]:
    """What eighteen played people in two rounds come to, in the shapes that the data API gives."""
    path = content_root() / "modules/2-samtalerne/dag-2/exercises/rk-maaling.yaml"
    survey = Content.model_validate(parse_text(path.read_text(encoding="utf-8")))
    rounds: list[tuple[list[Contribution], Ctx]] = []
    found: dict[str, Any] = {part: {"columns": [], "data": []} for part in coordination.PARTS}
    for number in (1, 2):
        states = []
        for person in range(18):
            state = KIND.start(survey, SHOWN)
            for event in KIND.play(survey, Random(1000 * number + person)):
                state = {"fields": {**state["fields"], event["field"]: event["value"]}}
            houses = HOUSES[state["fields"][OWN]]
            states.append(Contribution(state, organisation=houses[person % len(houses)]))
        summary = host.summary(KIND, survey, states, SHOWN, rounds)
        assert summary
        for part in coordination.PARTS:
            if one := summary.part(part):
                table = as_table(one)
                found[part]["columns"] = ["round", *table.head]
                found[part]["data"] += [[number, *row] for row in table.rows]
        rounds.append((states, SHOWN))
    return found


def example() -> coordination.Data:
    return coordination.read_data()


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PEJLING_API", "HTTP_X_PEJLING_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_the_example_is_what_the_rules_make_of_played_people() -> None:
    kept = json.loads(coordination.EXAMPLE.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(made_example())), "write EXAMPLE again with made_example()"


def test_without_a_server_the_page_shows_the_example_with_its_six_choices() -> None:
    page = coordination.explore()
    assert isinstance(page, ipywidgets.VBox)
    assert "opdigtede svar" in page.children[0].value
    assert [menu.description for menu in page.children[1].children] == [
        "Runde", "Retning", "Dimension", "Organisation", "Kodning", "Gruppér efter"]


def test_a_direction_and_a_dimension_are_chosen() -> None:
    rows, note = coordination.chosen(example(), **{**CHOICES, "dimension": "Fælles mål"})
    assert set(rows["Dimension"]) == {"Fælles mål"}
    assert note == ""
    (only,) = set(rows["Retning"].head(1))
    one, _ = coordination.chosen(example(), **{**CHOICES, "dimension": "Alle syv", "direction": only})
    assert len(one) == 7


def test_the_other_coding_is_shown_without_an_interval_and_says_so() -> None:
    used = coordination.chosen(example(), **CHOICES)
    other = coordination.chosen(example(), **{**CHOICES, "coding": coordination.OTHER})
    assert used[0]["Mindst"].notna().all()
    assert other[0]["Mindst"].isna().all()
    assert list(used[0]["Tal"]) != list(other[0]["Tal"])
    assert "uden interval" in other[1]


def test_an_organisation_is_chosen_and_only_the_whole_figure_is_told_of_it() -> None:
    assert coordination.organisations_of(example()) == ["Fjordens A-kasse", "Sundets A-kasse"]
    rows, note = coordination.chosen(example(), **{**CHOICES, "number": 1, "organisation": "Sundets A-kasse"})
    assert list(rows["Retning"]) == ["A-kasse om Jobcenter"]
    assert rows["Svar"].min() >= 5
    assert note == ""
    asked = {**CHOICES, "number": 1, "organisation": "Sundets A-kasse", "dimension": "Alle syv"}
    same, said = coordination.chosen(example(), **asked)
    assert same.equals(rows)
    assert "kun hele tallet" in said


def test_what_cannot_be_shown_is_said_in_words() -> None:
    empty = coordination.Data({**example().tables, "dimensions": pd.DataFrame()}, "")
    rows, note = coordination.chosen(empty, **{**CHOICES, "dimension": "Alle syv"})
    assert rows.empty
    assert "for få svar" in note


def test_the_figure_says_its_numbers_in_words_and_needs_no_other_host() -> None:
    rows, _ = coordination.chosen(example(), **{**CHOICES, "dimension": "Alle syv"})
    figure = coordination.drawn(rows)
    assert figure.startswith('<div role="img" aria-label="Punkter fra 1 til 5.')
    assert all(coordination.danish(value) in figure for value in rows["Tal"])
    assert "<script" not in figure


def test_the_dots_of_a_row_stay_in_it_however_many_directions_there_are() -> None:
    names = [f"Rolle {number} om rolle {number + 1}" for number in range(8)]
    rows = pd.DataFrame([{"Retning": name, "Dimension": dimension, "Tal": 3.0, "Mindst": 2.0, "Højst": 4.0}
                         for name in names for dimension in ("Fælles mål", "Fælles viden")])
    axes = coordination.plotted(rows).axes[0]
    places = sorted(float(line.get_ydata()[0]) for line in axes.get_lines() if len(line.get_xdata()) == 1)
    assert len({round(place, 6) for place in places}) == 16
    assert places[7] < 0.5 < places[8]
    assert places[0] > -0.5
    assert places[-1] < 1.5


def test_figures_are_read_with_a_comma() -> None:
    values = {3.5: "3,5", 3.0: "3", 7: "7", None: "–", float("nan"): "–", "svag": "svag"}
    assert [coordination.danish(value) for value in values] == list(values.values())
