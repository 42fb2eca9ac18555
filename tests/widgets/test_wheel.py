"""The rules of the wheel kind: its three shapes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.schema import State
from pejling_widgets.wheel import KIND
from pejling_widgets.wheel.content import Content

HEAD: dict[str, Any] = {"kind": "wheel", "title": "Hjul", "source": "Prøve", "visible": "author"}
SCALE: dict[str, Any] = {"id": "tro", "title": "Tro?", "low_text": "lidt", "high_text": "meget"}
FILES: dict[str, dict[str, Any]] = {
    "wheel": {**HEAD, "shape": "wheel", "areas": [{"id": f"o{i}", "title": f"Område {i}"} for i in range(6)]},
    "scales": {**HEAD, "shape": "scales", "about": "Hvad?", "scales": [SCALE, {**SCALE, "id": "vigtig"}]},
    "circles": {**HEAD, "shape": "circles", "most": 3, "zones": [{"id": "ja", "title": "Kan"}, {"id": "nej", "title": "Ikke nu"}]},
}
CHARTS = {shape: Content.model_validate(file) for shape, file in FILES.items()}
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))


def put(field: Any, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


def marked(shape: str, *pairs: tuple[str, Any]) -> State:
    state = KIND.start(CHARTS[shape], PARTICIPANT)
    for pair in pairs:
        state = KIND.apply(CHARTS[shape], state, put(*pair), PARTICIPANT)
    return state


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        ("wheel", [*(f"area/o{n}" for n in range(6)), "chosen", "step"]),
        ("scales", ["about", *(f"{word}/{scale}" for scale in ("tro", "vigtig") for word in ("scale", "lower", "raise"))]),
        ("circles", [*(f"{word}/{n}" for n in (1, 2, 3) for word in ("text", "zone")), "step"]),
    ],
)
def test_a_shape_has_its_own_fields_and_no_others(shape: str, names: list[str]) -> None:
    assert list(CHARTS[shape].named) == names
    for other in {"area/o6", "scale/andet", "text/4", "about", "step"} - set(names):
        with pytest.raises(Refused, match="findes ikke"):
            marked(shape, (other, "x"))


@pytest.mark.parametrize(("field", "longest"), [("about", 200), ("lower/tro", 2000), ("raise/vigtig", 2000)])
def test_there_is_room_for_a_line_or_a_text(field: str, longest: int) -> None:
    assert marked("scales", (field, "x" * longest))["fields"] == {field: "x" * longest}
    with pytest.raises(Refused, match="for lang"):
        marked("scales", (field, "x" * (longest + 1)))


@pytest.mark.parametrize(("shape", "field"), [("wheel", "area/o0"), ("scales", "scale/tro")])
def test_a_number_is_from_0_to_10(shape: str, field: str) -> None:
    assert marked(shape, (field, 0), (field, 10))["fields"] == {field: 10}
    with pytest.raises(Refused, match="fra 0 til 10"):
        marked(shape, (field, 11))


@pytest.mark.parametrize(
    ("visible", "role", "reads"),
    [
        ("author", "trainer", False), ("author", "participant", False), ("plenum", "trainer", True),
        ("plenum", "participant", True), ("plenum", "leader", False),
    ],
)  # fmt: skip
def test_who_reads_what_is_set(visible: str, role: Any, reads: bool) -> None:
    content = Content.model_validate({**FILES["circles"], "visible": visible})
    given_charts = [Contribution(marked("circles", ("text/1", "Mails")), "Bo"), Contribution(marked("circles"), "Ida")]
    told = KIND.summary(content, given_charts, replace(PARTICIPANT, role=role))
    assert told.counts == {"started": 1}
    assert ("Mails" in repr(told)) is reads
    assert ("Bo" in repr(told)) is reads


def test_an_export_row_says_picks_in_words() -> None:
    row = KIND.row(CHARTS["circles"], marked("circles", ("text/2", "Mails"), ("zone/2", "nej")))
    assert {name: value for name, value in row.items() if value} == {"text/2": "Mails", "zone/2": "Ikke nu"}
    assert KIND.row(CHARTS["wheel"], marked("wheel", ("area/o0", 0), ("chosen", "o2")))["chosen"] == "Område 2"


@pytest.mark.parametrize(
    ("shape", "change", "says"),
    [
        ("wheel", {"areas": FILES["wheel"]["areas"][:5]}, "mindst 6 under areas"),
        ("wheel", {"areas": [FILES["wheel"]["areas"][0]] * 6}, "samme id"),
        ("wheel", {"scales": [SCALE]}, "scales bruges ikke"),
        ("scales", {"scales": []}, "mindst 1 under scales"),
        ("circles", {"zones": FILES["circles"]["zones"][:1]}, "mindst 2 under zones"),
        ("wheel", {"visible": "aggregate"}, "author eller plenum"),
        ("wheel", {"may_share": True}, "uden may_share"),
        ("wheel", {"scope": "course"}, "personer eller grupper"),
    ],
)
def test_a_chart_that_does_not_fit_together_is_refused(shape: str, change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Content.model_validate({**FILES[shape], **change})


@pytest.mark.parametrize(
    "asked", ["Hvorfor ikke 10?", "hvorfor ikke ti", "Hvorfor er det ikke en tier?", "Hvorfor er du ikke højere?"]
)
@pytest.mark.parametrize("question", ["lower", "raise_one"])
def test_a_scale_never_asks_why_the_number_is_not_higher(question: str, asked: str) -> None:
    with pytest.raises(ValidationError, match="ikke er lavere"):
        Content.model_validate({**FILES["scales"], "scales": [{**SCALE, question: asked}]})


def test_a_scale_asks_downwards_and_one_step_up_by_itself() -> None:
    scale = KIND.public(CHARTS["scales"], marked("scales"), PARTICIPANT)["scales"][0]
    assert (scale["lower"], scale["raise_one"]) == ("Hvorfor ikke lavere?", "Hvad ville løfte det ét trin?")
