"""Feedback on a reply in one's own words: what the rules see in it, held against what the item asks for."""

from collections.abc import Sequence
from typing import Any

from pejling_widgets.danish import FORM_ONLY, HURTS, Finding, findings, says_something
from pejling_widgets.drill.items import Rewrite, Write

Entry = dict[str, Any]
"""kind: "good", "try", "also" (possible too), "unsure" (the machine cannot tell) or "seen" (found besides) · about: what it
is about, or "" · text · why: the sentence behind it, or "" · rule: its name · spans: [[start, end]] in the text it reads."""

MOST_SEEN = 3
ONLY_FORM = ("Det er formet som en spejling, men uden nogen af borgerens egne ord. Maskinen kan ikke høre, om indholdet passer. "
             "Sammenlign med de gode svar nedenfor: Er det dét, borgeren sagde?")
WHY = "Q10-why"
"""An open question that asks for reasons: good after a number, and else heard as a reproach as often as not."""
ONLY_WHY = ("Spørgsmålet er åbent, men et »hvorfor« kan høres som en bebrejdelse, og maskinen kan ikke høre tonen. "
            "Sammenlign med de gode svar nedenfor: Prøv »hvad gør, at …« i stedet.")
UNSEEN = "Maskinen kan ikke se det i dine ord, og den kan tage fejl. Sammenlign med de gode svar nedenfor. "
"""Before what could be done, where nothing speaks against the reply: what is missing may only be said in other words."""
PRESSES = frozenset(("unasked_advice", "persuasion", "leading", "accusing_why", "but_after_mirror"))
"""Worth trying without, also where an item does not name it."""
AGAINST = HURTS | PRESSES | frozenset(("parroting", "jargon", "either_or"))
"""What speaks against a reply, whatever it was asked for."""
PLAIN = frozenset(("open", "help", "closed"))
"""What is read from the word order: when it is missing, it is missing."""
TOLD = frozenset(("mirror", "feeling", "strength"))
"""What is said and not asked: a reply that only asks has none of it."""
SAYS_NOTHING = frozenset(("feeling", "closed", "parroting", "smart_s", "smart_m", "smart_a", "smart_r", "smart_t"))
"""Told only where an item asks for it: elsewhere it helps nobody to hear that »10 lægger« can be counted."""
CRITICAL = frozenset((
    "Q3-either-or", "Q4-tag", "Q5-suggestion", "Q6-verb-first", "Q7-narrow-fact", "Q8-raised-statement", "Q10-why",
))
"""Rules whose reason finds fault: never told below praise."""


def read(item: Write | Rewrite, reply: str) -> list[Entry]:
    """The feedback on a written reply. What hurts is told first, and then nothing is praised."""
    found = findings(reply, item.citizen or None)
    listed = {behaviour for want in item.wants for behaviour in want.any_of}
    listed |= {behaviour for avoid in item.avoids for behaviour in avoid.any_of}
    hurts = [_told("try", hits[0].why, hits) for kind in sorted(HURTS) if (hits := _of(found, (kind,)))]
    doubt = not _of(found, tuple(AGAINST)) and says_something(reply, item.citizen)
    entries = hurts + _wanted(item, found, praise=not hurts, doubt=doubt)
    entries += [_told("try", avoid.present, hits, hits[0].why) for avoid in item.avoids if (hits := _of(found, avoid.any_of))]
    blamed = _of(found, tuple(HURTS))
    pressing = [one for one in found if not any(one.start < hurt.end and hurt.start < one.end for hurt in blamed)]
    entries += [_told("try", hits[0].why, hits) for kind in sorted(PRESSES - listed) if (hits := _of(pressing, (kind,)))]
    told = listed | HURTS | PRESSES | SAYS_NOTHING
    besides = [hits for kind in dict.fromkeys(one.behaviour for one in found if one.behaviour not in told)
               if (hits := [one for one in _of(found, (kind,)) if one.rule not in FORM_ONLY])]
    return entries if hurts else entries + [_told("seen", hits[0].why, hits) for hits in besides[:MOST_SEEN]]


def _wanted(item: Write | Rewrite, found: Sequence[Finding], *, praise: bool, doubt: bool) -> list[Entry]:
    """What is said of each thing the item wants: there, perhaps there, a repetition, or missing.

    `doubt`: nothing speaks against the reply, so what is missing may only be said in words the rules do not know.
    """
    entries = []
    listed = any("parroting" in avoid.any_of for avoid in item.avoids)
    echoes = _of(found, ("parroting",)) if any("mirror" in want.any_of for want in item.wants) else []
    if echoes and not listed:
        entries.append(_told("try", echoes[0].why, echoes))
    tells, scaled = not _of(found, tuple(PLAIN)), bool(_of(found, ("scale",)))
    for want in item.wants:
        hits = _of(found, want.any_of)
        sure = [hit for hit in hits if hit.rule not in FORM_ONLY and (hit.rule != WHY or scaled)]
        if sure and praise:
            entries.append(_told("good", want.present, sure, next((hit.why for hit in sure if hit.rule not in CRITICAL), "")))
        elif hits and praise:
            entries.append(_told("unsure", ONLY_WHY if hits[0].rule == WHY else ONLY_FORM, hits))
        elif not hits and not (echoes and "mirror" in want.any_of):
            near = _of(found, ("closed",)) if {"open", "help"} & set(want.any_of) else []
            spans = [(one.start, one.end) for one in near]
            why = near[0].why if near else ""
            perhaps = doubt and not set(want.any_of) & PLAIN and (tells or not set(want.any_of) & TOLD)
            text = UNSEEN + want.absent if perhaps else want.absent
            entries.append(entry("unsure" if perhaps else "try", text, "mangler-" + "-".join(want.any_of), why=why, spans=spans))
    return entries


def _of(found: Sequence[Finding], behaviours: Sequence[str]) -> list[Finding]:
    return [finding for finding in found if finding.behaviour in behaviours]


def _told(kind: str, text: str, hits: Sequence[Finding], why: str = "") -> Entry:
    spans = [(hit.start, hit.end) for hit in hits if hit.start < hit.end]
    return entry(kind, text, hits[0].rule, why=why, spans=spans)


def entry(kind: str, text: str, rule: str, *, about: str = "", why: str = "", spans: Sequence[tuple[int, int]] = ()) -> Entry:
    """One piece of feedback."""
    return {"kind": kind, "about": about, "text": text, "why": why, "rule": rule, "spans": [list(span) for span in spans]}
