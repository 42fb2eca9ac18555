"""What a cell of a class list may hold. A check gives what is wrong and what would be right, in Danish, or None.

An e-mail is only a name to log in by and to tell people apart: no mail is ever sent. So its shape is checked here, and not
by email-validator, which refuses the `.local` addresses that some workplaces use, and brings a library for DNS.
"""

import re
import unicodedata

from pejling import cpr
from pejling.people.folding import is_chinese_sign

LONGEST_NAME = 80
LONGEST_FIELD = 120
LONGEST_EMAIL = 254

_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")
ERRORS = {
    "#N/A", "#I/T", "#REF!", "#REFERENCE!", "#VALUE!", "#VÆRDI!", "#NAME?", "#NAVN?", "#DIV/0!", "#DIVISION/0!",
    "#NUM!", "#NULL!", "#NUL!", "#SPILL!", "#OVERLØB!", "#CALC!", "#BEREGN!", "#GETTING_DATA",
}
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = dict.fromkeys(map(ord, "\ufeff\u200b\u00ad\u2060"))
"""Invisible characters that come along when text is pasted, and that no name needs."""
_NOTHING = re.compile(r"[-–—_./\\?*]*|n/?a|(?:ingen|intet|ikke oplyst|ukendt|mangler|tom)", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"|x|(?:har )?(?:ingen|ikke)(?: (?:e-?)?mail(?:adresse)?)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>", re.IGNORECASE)
_MISREAD = "£¥¢¤¦§¨©®¯°±²³¶¸¹¼½¾¿¡×÷†‡•‰‹›™˜ˆ�─-▟≈∆∏πΩ˝˛"
_ODD = re.compile(f"[A-Za-zÀ-ɏ][{_MISREAD}]|[{_MISREAD}][A-Za-zÀ-ɏ]|[A-Za-zÀ-ɏ]\\?[A-Za-zÀ-ɏ]|Ã[^a-zA-Z]")
_SHOWN = 40
"""Characters of a cell that a message shows."""


def holds_cpr(text: str) -> bool:
    """Whether there is a CPR-like number, also one that Excel took for a number and so lost its first 0."""
    return bool(cpr.find(text) or (len(text) == 9 and text.isdecimal() and cpr.find("0" + text)))


def has_forbidden(text: str) -> bool:
    """Whether there are control characters, or such as turn the direction of what follows."""
    return any(
        character in _BIDI or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t")
        for character in text
    )


def one_line(text: str) -> str:
    """The text composed (NFC), on one line, without invisible characters and double blanks."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_DROPPED)).split())


def without_blank(text: str) -> str:
    """The text on one line; "" for what people write in a cell that has nothing in it, such as a dash."""
    line = one_line(text)
    return "" if _NOTHING.fullmatch(line) else line


def addresses(text: str) -> list[str]:
    """The e-mail addresses in a cell, at least one, "" or whatever else stands there: "Mette <mette@x.dk>", "mailto:…"."""
    if _NO_ADDRESS.fullmatch(text):
        return [""]
    parts = re.split(r"\s*[;,]\s*|\s+(?=\S+@)", text) if text.count("@") > 1 else [text]
    found = [inside[1] if (inside := _IN_BRACKETS.search(part)) else part.strip(" .,;<>\"'") for part in parts]
    return [re.sub("^mailto:", "", one, flags=re.IGNORECASE) for one in found if "@" in one] or [text]


def odd_letters(text: str) -> bool:
    """Whether a sign stands at a letter that hardly belongs there: a letter was misread ("£ukasz") or lost ("S?ren")."""
    return bool(_ODD.search(text))


def shown(text: str) -> str:
    """A text to show in a message: short, and never a CPR-like number."""
    if holds_cpr(text):
        return "(skjult)"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def check_name(name: str) -> tuple[str, str] | None:
    """A name has 2–80 characters, or is one Chinese sign, and has a letter among them."""
    if not name:
        return "Navnet mangler.", "Skriv deltagerens navn."
    if not is_chinese_sign(name) and not 2 <= len(name) <= LONGEST_NAME:
        return f"Navnet er på {len(name)} tegn.", f"Et navn har 2–{LONGEST_NAME} tegn."
    if not any(character.isalpha() for character in name):
        return f"„{shown(name)}“ har ingen bogstaver.", "Skriv deltagerens navn."
    return None


def check_organisation(name: str) -> tuple[str, str] | None:
    """An organisation has 2–120 characters."""
    if not name:
        return "Organisationen mangler.", "Skriv deltagerens jobcenter, a-kasse eller anden arbejdsplads."
    if len(name) < 2:
        return "Organisationen er på ét tegn.", "Skriv organisationens navn."
    return check_length(name)


def check_length(text: str) -> tuple[str, str] | None:
    """Any other text has at most 120 characters."""
    if len(text) > LONGEST_FIELD:
        return f"Teksten er på {len(text)} tegn.", f"Skriv højst {LONGEST_FIELD} tegn."
    return None


def check_email(address: str) -> tuple[str, str] | None:
    """An address has the shape of one, or is empty."""
    if address and (len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address)):
        right = "Skriv den som navn@arbejdsplads.dk, eller lad cellen være tom."
        return f"„{shown(address)}“ er ikke en e-mailadresse.", right
    return None
