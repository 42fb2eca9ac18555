"""A text as it was meant: slips of the thumb mended, missing marks put in, and the way back to the text as written."""

import re

from pejling_widgets.danish.punctuation import punctuate
from pejling_widgets.danish.sentences import Text, read
from pejling_widgets.danish.spelling import mend

YOU_ALL = re.compile(
    r"\b(når|hvis|at|da|som|hvad|hvordan|hvor|hvornår|inden|mens)( )i(?= (er|har|kan|vil|skal|gør|får|blev|var|havde|tager|taler"
    r"|siger|ses|mødes|synes|tror|bor|snakker|sidder|aftalte)\b)|\b(får|har|kan|skal|vil|er|synes|tror)( )i(?= (så|ikke|også|selv"
    r"|to|begge|talt|fået|prøvet|nogensinde|aftalt|enige)\b)")
"""»Når i er uenige«: the pronoun, in the small letter of a phone."""


def understood(text: str) -> tuple[Text, list[int]]:
    """The text to read, and for each place in it (and its end) the place in the text as written."""
    mended, written = mend(text)
    mended = YOU_ALL.sub(lambda match: f"{match[0][:-1]}I", mended)
    marked, places = punctuate(mended)
    return read(marked), [written[place] for place in places]
