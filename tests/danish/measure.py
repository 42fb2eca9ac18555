"""Measures the rules on the held-out utterances and replies, and writes the page that participants can open.

`PYTHONPATH=core:widgets:tests python -m danish.measure`
"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from danish import page, replies, utterances, verdicts
from danish.page import PAGE, Figures, Pairs, Told
from danish.phone import typed
from danish.replies import Judged, Style
from danish.utterances import Judgement, judge_all

from pejling.dates import danish_date, danish_day
from pejling.places import content_root
from pejling_widgets.danish import HURTS, findings, question_form

ADVICE = frozenset(("unasked_advice", "persuasion"))
STYLES: tuple[Style, Style] = ("written", "phone")


def judge(text: str, citizen: str | None) -> Judgement:
    """What the rules say of an utterance. Parroting is no mirror; persuasion counts as advice."""
    seen = {finding.behaviour for finding in findings(text, citizen)}
    return Judgement(question_form(text), "mirror" in seen, bool(seen & ADVICE))


def judge_typed(text: str, citizen: str | None) -> Judgement:
    """The same of the utterance as it would be typed on a phone."""
    return judge(typed(text), citizen)


def form_pairs(judged: Iterable[tuple[Judgement, Judgement]] | Iterable[tuple[Judged, Judged]]) -> Pairs:
    """The forms."""
    return [(label.form, rules.form) for label, rules in judged]


def yes_pairs(judged: Iterable[tuple[Judgement, Judgement]], name: str) -> Pairs:
    """»yes« and »no« for `mirror` or `advice`, where both readings say one."""
    both = ((getattr(label, name), getattr(rules, name)) for label, rules in judged)
    return [("yes" if one else "no", "yes" if two else "no") for one, two in both if one is not None and two is not None]


def behaviour_pairs(judged: Iterable[tuple[Judged, Judged]]) -> dict[str, Pairs]:
    """»yes« and »no« for each behaviour; the six that hurt are one, and a strength is always a mirror too."""
    rows = [(_merged(label), _merged(rules)) for label, rules in judged]
    names = sorted({name for row in rows for seen in row for name in seen})
    return {
        name: [("yes" if name in one else "no", "yes" if name in two else "no") for one, two in rows
               if not (name == "mirror" and "strength" in one)]
        for name in names
    }


def _merged(judged: Judged) -> frozenset[str]:
    return frozenset("hurts" if name in HURTS else name for name in judged.does)


def verdict_pairs(judged: Iterable[tuple[Judged, Judged]]) -> Pairs:
    """The verdicts."""
    return [(label.verdict, rules.verdict) for label, rules in judged]


def told(part: replies.Part, folder: Path = replies.FOLDER) -> Told:
    """All that is measured on a part of a set of replies."""
    rows = {style: list(replies.judge_all(part, style, verdicts.judge, folder).values()) for style in STYLES}
    return Told(
        form={style: form_pairs(rows[style]) for style in STYLES},
        does={style: behaviour_pairs(rows[style]) for style in STYLES},
        verdicts={style: verdict_pairs(rows[style]) for style in STYLES},
    )


def figures() -> Figures:
    """All that the page shows: what was held out."""
    said = [list(judge_all("held_out", one).values()) for one in (judge, judge_typed)]
    first, second = utterances.first_labels(), utterances.second_labels()
    both = [(first[name], second[name]) for name in first if name in second]
    return Figures(
        utterances={style: form_pairs(judged) for style, judged in zip(STYLES, said, strict=True)},
        replies=told("held_out"),
        fresh=told("held_out", replies.FRESH),
        agreed={
            "Spørgsmålets form, de ældste sætninger": form_pairs(both),
            "Spejling eller ej, de ældste sætninger": yes_pairs(both, "mirror"),
            "Råd eller ej, de ældste sætninger": yes_pairs(both, "advice"),
            **agreed("svarene øverst", replies.FRESH),
            **agreed("de øvrige svar", replies.FOLDER),
        },
    )


def agreed(of: str, folder: Path) -> dict[str, Pairs]:
    """Two labellings of a set of replies held together: form, all that is said of what they do, and verdict."""
    one, two = replies.labelled("first", folder), replies.labelled("second", folder)
    names = {name for row in (*one.values(), *two.values()) for name in row.does}
    return {
        f"Spørgsmålets form, {of}": [(one[row].form, two[row].form) for row in one],
        f"Det, svaret gør, {of}": [(str(name in one[row].does), str(name in two[row].does)) for row in one for name in names],
        f"Dommen, {of}": [(one[row].verdict, two[row].verdict) for row in one],
    }


def main() -> None:
    """Prints the figures and writes the page."""
    for part in replies.FILES:
        sys.stdout.write(f"{part}\n{page.summary(told(part))}")
    seen = figures()
    sys.stdout.write(f"fresh\n{page.summary(seen.fresh)}")
    target = content_root() / PAGE
    target.write_text(page.page(danish_date(danish_day(datetime.now(UTC))), seen), encoding="utf-8")
    sys.stdout.write(f"→ {PAGE.as_posix()}\n")


if __name__ == "__main__":
    main()
