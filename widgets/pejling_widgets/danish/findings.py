"""All that is seen in a reply, gathered from the rules, one subject a file."""

from functools import lru_cache

from pejling_widgets.danish import advice, gamemastery, hurting, mirroring, plans, pressing, strengths, tools
from pejling_widgets.danish.citizen import turned
from pejling_widgets.danish.finding import Finding, quote
from pejling_widgets.danish.questions import Reading, reading
from pejling_widgets.danish.sentences import Text, shorten
from pejling_widgets.danish.settled import PUSHING, Settled
from pejling_widgets.danish.understanding import understood

WHY = {
    "Q1-tell": "»{q}« er en invitation: Borgeren bestemmer selv, hvor fortællingen går hen.",
    "Q2-polite-tell": "»{q}« er en høflig invitation til at fortælle videre. Den virker som et hjælpespørgsmål.",
    "Q3-either-or": "»{q}« kan besvares med et af to svar, så det er lukket.",
    "Q4-tag": "»{q}« beder om et ja eller nej, så det er lukket.",
    "Q5-suggestion": "»{q}« er et forslag, man kan sige ja eller nej til, så det er lukket.",
    "Q6-verb-first": "»{q}« begynder med verbet og kan besvares med ja eller nej, så det er lukket.",
    "Q7-narrow-fact": "»{q}« kan besvares med ét ord eller tal, så det er lukket.",
    "Q8-raised-statement": "»{q}« er en udtalelse med spørgsmålstegn. Den beder om et ja eller nej.",
    "Q9-hv-question": "»{q}« giver plads til borgerens eget svar.",
    "Q11-wondering": "»{q}« viser nysgerrighed og beder om borgerens eget svar, selv uden spørgsmålstegn.",
    "Q10-why": "»{q}« er åbent, men et »hvorfor« beder om grunde. »Hvad gør, at …« er mildere.",
}
"""Why a question has its form, by rule."""


def findings(reply: str, citizen: str | None = None) -> list[Finding]:
    """What a reply does, in the order it stands there; `citizen` is the line it answers.

    Of texts longer than 2,000 characters the beginning is read: `shorten` says so beforehand.
    """
    return list(_findings(shorten(reply)[0], shorten(citizen)[0] if citizen and citizen.strip() else None))


@lru_cache(maxsize=256)
def _findings(reply: str, citizen: str | None) -> tuple[Finding, ...]:
    text, places = understood(reply)
    theirs = turned(understood(citizen)[0]) if citizen else None
    readings = [reading(sentence) for sentence in text.sentences]
    forms: list[str] = [seen.form for seen in readings]
    said = citizen or ""
    pushed = advice.find(text, readings, said, theirs)
    hurts = hurting.find(text, said, forms, theirs)
    pushed += advice.talked_down(text, hurts, pushed)
    found = [
        *_forms(text, readings),
        *pressing.find(text, readings, said),
        *pushed,
        *hurts,
        *mirroring.find(text, readings, theirs, [one.start for one in pushed if one.behaviour in PUSHING], hurts=bool(hurts)),
        *strengths.find(text, forms, theirs),
        *tools.find(text, forms, said),
        *gamemastery.find(text, forms),
        *plans.find(text, forms),
    ]
    found = Settled(found, text).findings()
    found.sort(key=lambda one: (one.start, one.end, one.rule))
    return tuple(Finding(one.behaviour, places[one.start], places[one.end], one.rule, one.why) for one in found)


def _forms(text: Text, readings: list[Reading]) -> list[Finding]:
    return [
        Finding(seen.form, seen.start, seen.end, seen.rule, WHY[seen.rule].format(q=quote(text.text[seen.start:seen.end])))
        for seen, sentence, later in zip(readings, text.sentences, [*text.sentences[1:], None], strict=False)
        if seen.form != "statement" and not (seen.form == "open" and later and pressing.narrows(sentence, later))
    ]
