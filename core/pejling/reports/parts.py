"""The parts of a report, as the notebook shows them: one function for each, giving HTML."""

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pejling.exercise.summary import Distribution, Question, Series
from pejling.reports.charts import Figure, figures_of
from pejling.reports.data import DayReport, ExerciseReport
from pejling.reports.dots import dots_of

TEMPLATES = Path(__file__).parent / "template"
SHORT = 30
"""Characters: answers that are all as short as this run on in one paragraph; longer ones get a line each."""


@dataclass(frozen=True)
class Html:
    """HTML that a notebook shows."""

    text: str

    def _repr_html_(self) -> str:
        return self.text


def read() -> DayReport:
    """The data that the report is made of; the variable PEJLING_REPORT says where it lies."""
    return DayReport.model_validate_json(Path(os.environ["PEJLING_REPORT"]).read_bytes())


def read_exercise() -> ExerciseReport:
    """The data that the report of an exercise is made of."""
    return ExerciseReport.model_validate_json(Path(os.environ["PEJLING_REPORT"]).read_bytes())


def exercise_cover(report: ExerciseReport) -> Html:
    """What it is about, the course, and the rounds that were shown."""
    return part("exercise_cover", report)


def notes(report: ExerciseReport) -> Html:
    """How the figures are read, and where the questions come from."""
    return part("notes", report)


def cover(report: DayReport) -> Html:
    """Title, course, date, place and who was there."""
    return part("cover", report)


def programme(report: DayReport) -> Html:
    """The day's agenda with the planned minutes."""
    return part("programme", report, hours=_hours(sum(item.minutes or 0 for item in report.programme if not item.optional)))


def exercises(report: DayReport | ExerciseReport) -> Html:
    """Every exercise, or round of one, that the class has been shown, with its figures and texts."""
    return part("exercises", report)


def homework(report: DayReport) -> Html:
    """What is to be done before the next day."""
    return part("homework", report)


def who_sees(report: DayReport) -> Html:
    """Who may see the report, and what is not in it."""
    return part("who_sees", report)


def danish_number(value: float | None) -> str:
    """With one decimal and a comma; "–" for none."""
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def exact_number(value: float | None) -> str:
    """With the one or two decimals that it has; "–" for none."""
    if value is None:
        return "–"
    decimals = 1 if round(value, 1) == round(value, 2) else 2
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def series_of(question: Question, before: Distribution | None, round_number: int) -> Sequence[Series]:
    """Everyone's answers, the round before, and each organisation's, in the order in which they are shown."""
    found = []
    if before is not None:
        found.append(Series(f"Runde {round_number - 1}", before))
    if not question.whole.few:
        found.append(Series(f"Runde {round_number}" if round_number > 1 else "Alle", question.whole))
    return [*found, *question.split]


def table_of(question: Question, before: Distribution | None, round_number: int) -> dict[str, Any]:
    """Head and rows of the table that says the same as the figures."""
    series = series_of(question, before, round_number)
    ranked = question.whole.by == "place"
    rows = []
    for bar in question.whole.bars:
        cells = []
        for one in series:
            same = next((b for b in one.shown.bars if b.text == bar.text), None)
            if same is None:
                cells.append("–")
            elif ranked:
                cells.append(danish_number(same.mean))
            else:
                cells.append(f"{same.count} ({same.percent} %)")
        rows.append((bar.text, cells))
    if question.whole.mean is not None:
        rows.append(("Gennemsnit", [danish_number(one.shown.mean) for one in series]))
    return {"head": [f"{one.label} (n = {one.shown.n})" for one in series], "rows": rows,
            "caption": "Gennemsnitlig plads, 1 er øverst" if ranked else "Antal og procent"}


def are_short(shown: Distribution) -> bool:
    """Whether all the answers are words rather than sentences."""
    return all(len(bar.text) <= SHORT for bar in shown.bars)


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def source_of(figure: Figure) -> Markup:
    """The figure as a data address."""
    return Markup("data:image/svg+xml;base64,") + base64.b64encode(figure.svg).decode()


def part(name: str, report: Any, **more: Any) -> Html:
    """The part of that name, about `report`."""
    return Html(_templates().get_template(f"{name}.html.j2").render(report=report, **more))


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} {'time' if hours == 1 else 'timer'}" if hours else "", f"{rest} minutter" if rest else ""]
    return " og ".join(word for word in words if word)


@cache
def _templates() -> Environment:
    """The parts' templates. Every value is escaped, but what `pejling.markdown` has made."""
    made = Environment(loader=FileSystemLoader(TEMPLATES / "parts"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"figures_of": figures_of, "table_of": table_of, "source_of": source_of, "dots_of": dots_of,
                     "are_short": are_short}
    made.filters |= {"number": danish_number, "exact": exact_number, "made_html": Markup, "paragraphs": paragraphs}
    return made
