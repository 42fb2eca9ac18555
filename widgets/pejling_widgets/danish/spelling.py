"""Slips of the thumb in the small words that decide: »hvda«, »ikk«, »fotæl«. Mended before reading, places kept."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from pejling_widgets.danish.sentences import WORD, compose, lower
from pejling_widgets.danish.words import listed
from pejling_widgets.danish.words.grammar import HV
from pejling_widgets.danish.words.verbs import TELL, TELL_INFINITIVES

SLIPS = {"hva": "hvad", "va": "hvad", "hvd": "hvad", "ikk": "ikke", "ik": "ikke", "ikek": "ikke", "hra": "har", "ahr": "har",
    "ka": "kan", "kna": "kan", "ku": "kunne", "sku": "skulle", "vli": "vil", "lit": "lidt", "lid": "lidt",
    "dt": "det", "dte": "det", "edt": "det", "err": "er", "jge": "jeg", "jg": "jeg", "jegg": "jeg", "noge": "noget", "nog": "nok",
    "slev": "selv", "mre": "mere", "merre": "mere", "mer": "mere", "vedd": "ved", "prv": "prøv", "pørv": "prøv", "så'n": "sådan",
    "skla": "skal", "skl": "skal", "haar": "har", "ogsp": "også", "osgå": "også", "nårr": "når", "nåt": "når", "vile": "ville",
    "kune": "kunne", "skule": "skulle", "dui": "du", "udu": "du", "hvornar": "hvornår", "gi": "giv", "do": "du", "å": "og",
    "ska": "skal", "ha": "have", "ta": "tage", "bli": "blive", "si": "sige", "li": "lide", "oss": "også", "vil'": "vil",
    "hvoffor": "hvorfor", "hvofor": "hvorfor", "hvodan": "hvordan", "hvornårn": "hvornår", "hvem'": "hvem", "lissom": "ligesom",
    "hellerik": "heller ikke", "hellerikke": "heller ikke", "te": "til", "ok": "okay", "harr": "har",
    "sån": "sådan", "noen": "nogen", "nogn": "nogen", "nogne": "nogen", "mon'": "mon", "d": "det", "r": "er"}
GLUED = re.compile(r"(har|harr|havde|vil|ville|kan|ka|kunne|ku|skal|ska|skulle|sku|er|var|tror|synes|mener|tænker|gør|ved|må|får"
    r"|fik)['’-]?(du|do|u)")
"""»haru«, »vilu«, »kandu«: verb and »du« typed as one word."""
WORDS = tuple(sorted(HV | TELL | set(TELL_INFINITIVES.split("|")) | {"fortælle", "overvejet", "mulighed"}))
KEPT = listed("""
hvis hver hvert hvid hvide hvil hvile hvem hjem vor vore vores hver hval vis hvor hvorom hvortil hvorefter hvorimod hvoraf
fortalt fortalte fortæller beskriver beskrev forklare forklarer forklarede klar nævner nævnes udfolder tegner malt tal
tegnet vise viser skitser vist visne forkæle forklaret beskrives nævnt nævnte tegnede uddybe uddyber uddybet
udfylde udfyldt udfylder
""")
"""Real words that look like slips of the others."""
SHORTEST = 4


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """The lower-case word as it was meant, when it is one slip away from a word that decides a form; else as it is."""
    if word in SLIPS:
        return SLIPS[word]
    if glued := GLUED.fullmatch(word):
        return f"{SLIPS.get(glued[1], glued[1])} du"
    if len(word) < SHORTEST or len(word) > 14 or word in KEPT or word in WORDS:
        return word
    for right in WORDS:
        if len(right) >= SHORTEST and OSA.distance(word, right, score_cutoff=1) <= 1 and _alike_enough(word, right):
            return right
    return word


def _alike_enough(word: str, right: str) -> bool:
    """Short words only by two letters swapped, or one doubled or left out; not by another letter (»hvad« and »hvid«)."""
    if len(right) > 5:
        return word[0] == right[0] or word[1:] == right[2:] or word == right[1:]
    swapped = len(word) == len(right) and sorted(word) == sorted(right)
    doubled = len(word) == len(right) + 1 and any(
        word[:i] + word[i + 1:] == right and word[i] == word[i - 1] for i in range(1, len(word)))
    return swapped or doubled or (len(right) == 5 and len(word) == 4 and right in HV)


def mend(text: str) -> tuple[str, list[int]]:
    """The text as it was meant, and for each place in it (and its end) the place in the text as written."""
    composed, before = compose(text)
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for match in WORD.finditer(composed):
        word = lower(match.group())
        right = mended(word)
        if right == word:
            continue
        start, end = match.span()
        if match.group()[0].isupper():
            right = right[0].upper() + right[1:]
        pieces += (composed[last:start], right)
        places += range(last, start)
        places += (start + min(i, end - start - 1) for i in range(len(right)))
        last = end
    places += range(last, len(composed) + 1)
    return "".join((*pieces, composed[last:])), [before[place] for place in places]
