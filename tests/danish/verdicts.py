"""What the machine says of a labelled reply: its form, what it does, and the verdict a drill would give."""

from functools import cache
from pathlib import Path

from danish.replies import Judged, Reply

from pejling.content import parse_text
from pejling_widgets.danish import findings, question_form
from pejling_widgets.drill import feedback
from pejling_widgets.drill.items import Write

FORMS = frozenset(("open", "help", "closed"))
"""The behaviours that are a form: measured apart."""
ONE = {"unasked_advice": "advice", "persuasion": "advice"}
"""Behaviours that the guide labels as one."""
LETTERS = frozenset(("smart_s", "smart_m", "smart_a", "smart_r", "smart_t"))
"""Not labelled: no task asks for them."""


def judge(reply: Reply) -> Judged:
    """The rules' judgement of a reply."""
    seen = {found.behaviour for found in findings(reply.text, reply.citizen)} - FORMS - LETTERS
    verdict = feedback.outcome(feedback.read(_item(reply.task, reply.citizen), reply.text))
    return Judged(question_form(reply.text), frozenset(ONE.get(one, one) for one in seen), verdict)


@cache
def _item(task: str, citizen: str) -> Write:
    asked = _tasks()[task]
    told = {"present": "…", "absent": "…"}
    return Write.model_validate({
        "form": "write", "id": "maalt", "tool": "maalt", "prompt": "…", "rule": "…", "citizen": citizen,
        "wants": [{"any_of": one, **told} for one in asked["wants"]],
        "avoids": [{"any_of": one, "present": "…"} for one in asked["avoids"]],
        "models": [{"reply": "…", "why": "…"}] * 2, "typical": {"reply": "…", "feedback": "…"},
    })


@cache
def _tasks() -> dict[str, dict[str, list[list[str]]]]:
    tasks: dict[str, dict[str, list[list[str]]]] = parse_text((Path(__file__).parent / "tasks.yaml").read_text(encoding="utf-8"))
    return tasks
