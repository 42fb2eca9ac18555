"""One thing seen in a reply: what it is, where it stands, and why it matters."""

from dataclasses import dataclass
from typing import Literal, get_args

Behaviour = Literal[
    "open", "help", "closed", "several_questions", "leading", "accusing_why", "either_or", "unasked_advice",
    "persuasion", "asks_permission", "but_after_mirror", "jargon", "mirror", "parroting", "feeling", "strength", "scale",
    "exception", "perspective", "miracle", "contract", "timeout", "closing", "if_then", "smart_s", "smart_m", "smart_a",
    "smart_r", "smart_t", "judgement", "threat", "sarcasm", "pity", "trivialising", "diagnosis",
]
HURTS = frozenset(("judgement", "threat", "sarcasm", "pity", "trivialising", "diagnosis"))
"""What is never good, whatever else a reply holds."""
BEHAVIOURS: tuple[str, ...] = get_args(Behaviour)

QUOTE = 60
"""A quotation in `why` is no longer than this many characters."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A behaviour in `reply[start:end]`, the stable id of the rule that saw it, and a Danish sentence why."""

    behaviour: Behaviour
    start: int
    end: int
    rule: str
    why: str


def quote(words: str) -> str:
    """The words on one line, shortened at a word with »…« when long."""
    line = " ".join(words.split()).strip("»«\"'”“„ ,.")
    if len(line) <= QUOTE:
        return line
    return line[:QUOTE].rsplit(" ", 1)[0].rstrip(",.") + " …"
