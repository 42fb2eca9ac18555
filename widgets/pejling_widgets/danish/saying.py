"""Whether a reply says something of its own: then what is missing in it may only stand in other words."""

from pejling_widgets.danish.citizen import turned
from pejling_widgets.danish.mirroring import answers_back
from pejling_widgets.danish.sentences import shorten
from pejling_widgets.danish.stems import content
from pejling_widgets.danish.understanding import understood

LEAST = 2
"""Content words; with fewer a reply is a nod."""


def says_something(reply: str, citizen: str | None = None) -> bool:
    """Whether there is more in the reply than a nod, an empty phrase or an answer back."""
    text = understood(shorten(reply)[0])[0]
    said = turned(understood(shorten(citizen)[0])[0]) if citizen and citizen.strip() else None
    telling = [sentence for sentence in text.sentences if not answers_back(sentence, said)]
    return len(telling) == len(text.sentences) and len(content(text.sentences)) >= LEAST
