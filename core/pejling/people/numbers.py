"""A number in a spreadsheet cell as a Danish Excel shows it: 12, 1,5, 2026-11-21, 010270."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0[0 \-]*")


class Formats:
    """Which cell style shows which number format, and from which day dates are counted."""

    def __init__(self, epoch: datetime) -> None:
        self.epoch = epoch
        self._codes: list[str] = []
        self._dates: dict[str, bool] = {}

    def read(self, styles: Iterable[tuple[str, str, Element]]) -> None:
        """Take the formats from the parts of a style sheet as they are walked through."""
        own: dict[int, str] = {}
        in_cells = False
        for event, tag, element in styles:
            if tag == "cellXfs":
                in_cells = event == "start"
            elif event == "start" and tag == "numFmt":
                own[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
            elif event == "start" and tag == "xf" and in_cells:
                code = int(element.get("numFmtId", 0))
                self._codes.append(own.get(code) or BUILTIN_FORMATS.get(code, "General"))

    def code(self, style: int) -> str:
        """The number format of a cell style."""
        return self._codes[style] if style < len(self._codes) else "General"

    def is_date(self, style: int) -> bool:
        """Whether the style shows a number as a date or a time."""
        code = self.code(style)
        if code not in self._dates:
            self._dates[code] = bool(is_date_format(code))
        return self._dates[code]


def shown_number(value: str, formats: Formats, style: int) -> str:
    """The number as text: dates in ISO, a decimal comma, and leading zeros where the format asks for them."""
    number = float(value)
    if formats.is_date(style):
        try:
            return _moment(from_excel(number, formats.epoch))
        except (OverflowError, ValueError):
            pass  # Excel shows ##### for what is no date; the number says more
    if number.is_integer() and abs(number) < 1e15:
        digits = str(int(number))
        pattern = re.sub(r'[\\"]', "", formats.code(style))
        return _fill(digits, pattern) if _ZEROS.fullmatch(pattern) and number >= 0 else digits
    return f"{number:.10g}".replace(".", ",")


def unescaped(text: str) -> str:
    """The text with the characters that Excel writes as _x000D_ and the like."""
    if not _ESCAPED.search(text):
        return text
    units = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def _moment(moment: Any) -> str:
    if isinstance(moment, datetime):
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "minutes")
    if isinstance(moment, time):
        return moment.isoformat("minutes")
    return moment.isoformat() if isinstance(moment, date) else str(moment)


def _fill(digits: str, pattern: str) -> str:
    """`digits` in a pattern such as 000000-0000."""
    places = pattern.count("0")
    padded = digits.zfill(places)
    shown, rest = padded[:len(padded) - places], iter(padded[len(padded) - places:])
    return shown + "".join(next(rest) if mark == "0" else mark for mark in pattern)
