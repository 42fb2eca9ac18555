"""A text as it was meant: slips of the thumb mended, missing marks put in, and the way back to the text as written."""

from pejling_widgets.danish.punctuation import punctuate
from pejling_widgets.danish.sentences import Text, read
from pejling_widgets.danish.spelling import mend


def understood(text: str) -> tuple[Text, list[int]]:
    """The text to read, and for each place in it (and its end) the place in the text as written."""
    mended, written = mend(text)
    marked, places = punctuate(mended)
    return read(marked), [written[place] for place in places]
