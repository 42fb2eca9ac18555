"""Texts that look like a phone number, an e-mail address or a street with its number: in a visit's notes they are a citizen's.

A find is a likeness, as that of a CPR number (`cpr.py`), and whoever wrote it can overrule it. So only the usual Danish
writings are looked for, and what is easily mistaken for them is left alone: amounts, years, dates, minutes, other sorts of
numbers, and words such as "overvej 3 ting".

`widgets/pejling_widgets/contact.js` is the same rule in the browser. `tests/core/contact_examples.json` holds the two together.
"""

import re

_GAP = "[ \u00a0.-]"
_PHONE = re.compile(
    rf"(?:(?:\+|00)45{_GAP}?)?[2-9][0-9]"
    rf"(?:({_GAP}?)[0-9]{{2}}\1[0-9]{{2}}\1[0-9]{{2}}|[0-9]{{2}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}})"
    r"(?![0-9]|[.,:/-][0-9]| ?(?:kr|dkk|euro|stk|%))", re.IGNORECASE)
_DATE = re.compile("20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|[0-3][0-9](?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}|20[0-9]{2}[^0-9]20[0-9]{2}")
"""A day written without separators, or two years."""
_CALLED_SOMETHING_ELSE = re.compile(
    "(?:cvr|ean|gln|ordre|faktura|konto|vare|minut|min|kl|klokken|talt|point)[a-zæøå]*[^0-9a-zæøå]{0,4}(?:nummer|nr)?[^0-9a-zæøå]{0,3}$",
    re.IGNORECASE)
_MORE_DIGITS = re.compile("[0-9][ .,:/-]$|[0-9A-Za-zÆØÅæøå+]$")
_MAIL = re.compile(r"[^\s@<>(),;:]{1,64}@[a-zæøå0-9-]{1,60}(?:\.[a-zæøå0-9-]{2,60}){1,4}", re.IGNORECASE)
_HOUSE = "(?: nr[.]?)?,? [1-9][0-9]{0,2}(?: ?[A-H]|[a-h])?(?![0-9a-zæøåA-ZÆØÅ%]|[.,:][0-9])"
_STREET = re.compile(
    f"[A-ZÆØÅa-zæøå]{{2,30}}(?:vej|vejen|gade|gaden|stræde|strædet|allé|alléen|vænget|boulevard|torvet|parken){_HOUSE}"
    f"|[A-ZÆØÅ][a-zæøå]{{1,20}} (?:Allé|Alle|Plads|Boulevard|Vej|Gade|Torv){_HOUSE}")
_NO_STREET = re.compile(
    "(?:.*(?:over|gen|om|ud|af|und|job|ind|frem|tilbage|hjem|karriere|uddannelses|arbejds|mellem)(?:vej|vejen)|brigade|opgade)[ ,]",
    re.IGNORECASE)
_COUNTED = re.compile(
    " ?(?:gang|minut|time|ting|skridt|uge|dag|måned|år|sted|mulighed|spørgsmål|person|punkt|eksemp|trin|kr|sekund)", re.IGNORECASE)
_BEGINS_INSIDE = re.compile("[0-9A-Za-zÆØÅæøå]$")


def find(text: str) -> list[str]:
    """What looks like a phone number, an e-mail address or a street address, sort by sort."""
    return [*_phones(text), *(one.group() for one in _MAIL.finditer(text)), *_streets(text)]


def _phones(text: str) -> list[str]:
    found = []
    for one in _PHONE.finditer(text):
        before = text[max(0, one.start() - 30):one.start()]
        if not (_MORE_DIGITS.search(before) or _DATE.fullmatch(one.group()) or _CALLED_SOMETHING_ELSE.search(before)):
            found.append(one.group())
    return found


def _streets(text: str) -> list[str]:
    found = []
    for one in _STREET.finditer(text):
        inside = _BEGINS_INSIDE.search(text[max(0, one.start() - 1):one.start()])
        if not (inside or _NO_STREET.match(one.group()) or _COUNTED.match(text[one.end():one.end() + 12])):
            found.append(one.group())
    return found
