"""What holds for the notebook of every day that is taught."""

import re
from typing import Any


def check_notes(section: Any) -> None:
    """The trainer is told why, how, how it ends, and what to say when it goes quiet or heated."""
    for part in ("Formål.", "Sådan gør du.", "Slut."):
        assert f"<strong>{part}</strong>" in section.notes_html, part
    assert re.search(r"<strong>Når (det|nogen)", section.notes_html), "what to say when it goes quiet or heated"
    named = sum(map(int, re.findall(r"\((\d+) min\.\)", section.notes_html)))
    assert named <= section.minutes, f"the steps take {named} minutes"


def check_printed_times(day: Any, handout: str) -> None:
    """The printed programme has the notebook's sections at the times that follow from their minutes, from nine o'clock.

    What is optional has no time there; it is listed by itself with its minutes.
    """
    printed = re.findall(r"^\| (\d+)\.(\d\d) \| ([^|]+?) \|", handout, re.MULTILINE)
    clock, planned = 9 * 60, []
    for section in day.sections:
        if not section.optional:
            planned.append((clock, section.title))
            clock += section.planned
    assert [(int(h) * 60 + int(m), title) for h, m, title in printed] == planned
    assert f"Slut klokken {clock // 60}.{clock % 60:02d}." in handout
    optional = re.findall(r"^- (.+) \((\d+) minutter\)$", handout.partition("## Valgfrit")[2].partition("\n## ")[0], re.MULTILINE)
    assert [(title, int(minutes)) for title, minutes in optional] == [(s.title, s.minutes) for s in day.sections if s.optional]


def check_what_matters_most(day: Any) -> None:
    """The day says what to save on first and what never, and its breaks are among the latter."""
    drop = {section.id: section.drop for section in day.sections}
    assert "first" in drop.values()
    assert all(value == "never" for name, value in drop.items() if name == "frokost" or name.startswith("pause-"))
    assert all(section.minutes for section in day.sections)


def longest_sitting(day: Any) -> int:
    """The most minutes in a row without a break or lunch."""
    run = longest = 0
    for section in day.sections:
        run = 0 if section.id.startswith("pause-") or section.id == "frokost" else run + section.planned
        longest = max(longest, run)
    return longest
