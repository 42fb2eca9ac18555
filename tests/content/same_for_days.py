"""What holds for the notebook of every day that is taught."""

import re
from typing import Any


def check_notes(section: Any) -> None:
    """The trainer is told why, how, how it ends, and what to say when it goes quiet or heated."""
    for part in ("Formål.", "Sådan gør du.", "Slut."):
        assert f"<strong>{part}</strong>" in section.notes_html, part
    assert re.search(r"<strong>Når (det|nogen)", section.notes_html), "what to say when it goes quiet or heated"


def check_printed_times(day: Any, handout: str) -> None:
    """The printed programme has the notebook's sections at the times that follow from their minutes, from nine o'clock."""
    printed = re.findall(r"^\| (\d+)\.(\d\d) \| ([^|]+?) \|", handout, re.MULTILINE)
    clock, planned = 9 * 60, []
    for section in day.sections:
        planned.append((clock, section.title))
        clock += section.minutes or 0
    assert [(int(h) * 60 + int(m), title) for h, m, title in printed] == planned
    assert f"Slut klokken {clock // 60}.{clock % 60:02d}." in handout
