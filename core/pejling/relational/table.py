"""Ratings read from a CSV file of one's own, with every mistake told by its row and what to do."""

import csv
import difflib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pejling import cpr
from pejling.errors import ContentError, Problem
from pejling.relational.scoring import DIMENSIONS, HIGHEST, LOWEST, Frequency, Rating, scored

ANSWERS = tuple(f"q{number}" for number in range(1, len(DIMENSIONS) + 1))
COLUMNS = ("respondent", "from_role", "to_role", *ANSWERS)
ROLES = ("jobcenter", "A-kasse", "virksomhedskonsulent", "leder", "anden aktør", "borger")
"""Roles that are known without standing among both those who answer and those who are rated."""
_TOLD = 20
"""Mistakes told one by one; a file with more has one cause, and the screen an end."""
_LONGEST_CELL = 30
_NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d{1,9})?")
_SEPARATORS = ";,\t"
_AS_CSV = "gem arket i Excel som „CSV UTF-8 (semikolonsepareret)“"


@dataclass(frozen=True)
class Table:
    """The ratings, scored, and the row of the file that each stands in."""

    ratings: tuple[Rating, ...]
    rows: tuple[int, ...]


class _Reader:
    """One reading of one file: what has been found wrong so far, and what cells mean."""

    def __init__(self, name: str, raw: bool) -> None:
        self.name, self.raw = name, raw
        self.problems: list[Problem] = []
        self.numbers: dict[str, float | None] = {"": None}
        self.roles: dict[str, str] = {}

    def wrong(self, row: int, what: str, right: str, do: str) -> None:
        self.problems.append(Problem(f"{self.name}, række {row}" if row else self.name, what, right, do))

    def number(self, row: int, column: str, cell: str) -> float | None:
        """The answer in a cell that was not met before; None when it is wrong."""
        value = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None
        span = f"svar går fra {LOWEST} til {HIGHEST}"
        if value is None:
            self.wrong(row, f"i kolonnen {column} står {_shown(cell)}, som ikke er et tal", span,
                       "skriv tallet, eller lad cellen stå tom, hvis der ikke er svaret")
        elif not LOWEST <= value <= HIGHEST:
            self.wrong(row, f"i kolonnen {column} står {_shown(cell)}", span,
                       "ret tallet, eller lad cellen stå tom, hvis der ikke er svaret")
        elif self.raw and not value.is_integer():
            self.wrong(row, f"i kolonnen {column} står {_shown(cell)}", f"rå svar er hele tal fra {LOWEST} til {HIGHEST}",
                       "ret tallet, eller udelad --raw, hvis svarene allerede er omregnet")
        else:
            self.numbers[cell] = value
            return value
        return None

    def role(self, row: int, column: str, cell: str) -> str:
        """The role as it was first spelt; "" when there is none."""
        if not cell:
            self.wrong(row, f"kolonnen {column} er tom", "hver række har en rolle, der svarer, og en rolle, der svares om",
                       "skriv rollen, eller slet rækken")
        return self.roles.setdefault(cell.casefold(), cell)


def read_table(path: Path, frequency: Frequency, *, raw: bool, roles: Sequence[str] = ()) -> Table:
    """The ratings of a file. `raw`: the answers stand as on the screen, and frequency is to be scored.

    With `roles`, only these are known; else those that both answer and are rated, and the kit's own (`ROLES`).

    Raises
    ------
    ContentError
        Something in the file is wrong; the first mistakes, with their rows.
    """
    reader = _Reader(path.name, raw)
    known, coding = reader.numbers, frequency if raw else "linear"
    ratings: list[Rating] = []
    rows: list[int] = []
    first_seen: dict[tuple[str, str], int] = {}
    answers_as: dict[str, tuple[str, int]] = {}
    for number, cells in _rows(reader, _text(path)):
        respondent, *names = cells[:3]
        from_role, to_role = (reader.role(number, column, name) for column, name in zip(COLUMNS[1:3], names, strict=True))
        items = [known[cell] if cell in known else reader.number(number, column, cell)
                 for column, cell in zip(ANSWERS, cells[3:], strict=True)]
        if not respondent:
            reader.wrong(number, "kolonnen respondent er tom", "hver person har sit eget nummer eller mærke",
                         "skriv, hvem rækken er fra, fx r1")
        elif (earlier := first_seen.setdefault((respondent, to_role), number)) != number:
            reader.wrong(number, f"samme respondent har allerede svaret om {_shown(to_role)} i række {earlier}",
                         "hver person svarer én gang om hver rolle", "slet den ene af rækkerne, eller ret respondenten")
        elif (before := answers_as.setdefault(respondent, (from_role, number)))[0] != from_role:
            role, at = before
            reader.wrong(number, f"samme respondent svarer som {_shown(from_role)} her og som {_shown(role)} i række {at}",
                         "hver person hører til én rolle", "ret from_role, eller giv de to personer hver sit mærke")
        rows.append(number)
        ratings.append(Rating(respondent, from_role, to_role, tuple(items if reader.problems else scored(items, coding))))
    _check_roles(reader, ratings, rows, roles)
    if not ratings and not reader.problems:
        reader.wrong(0, "filen har ingen svar under overskriften", "en række for hver person og hver rolle, der er svaret om",
                     "tilføj rækkerne, eller vælg en anden fil")
    if problems := reader.problems:
        rest = len(problems) - _TOLD
        more = [Problem(path.name, f"{rest} fejl mere af samme slags", do="ret de første, og prøv igen")] if rest > 0 else []
        raise ContentError([*problems[:_TOLD], *more])
    return Table(tuple(ratings), tuple(rows))


def _text(path: Path) -> str:
    """The file's text, as Excel and others save it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _no_list(path, "filen kan ikke læses" if path.exists() else "filen findes ikke",
                       "skriv navnet, som det står i mappen, med mappen foran") from error
    if data.startswith((b"PK", b"\xd0\xcf")):
        raise _no_list(path, "det er en Excel-projektmappe og ingen CSV-fil", _AS_CSV)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _no_list(path, "filen er ikke en tekstfil", _AS_CSV)


def _rows(reader: _Reader, text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row in the order of `COLUMNS`, with the number that Excel shows beside it. Empty rows are passed by."""
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    first = next((line for line in text.splitlines()[bool(told):] if line.strip()), "")
    if not first:
        reader.wrong(0, "filen er tom", "første række har kolonnernes navne: " + ", ".join(COLUMNS), "vælg en anden fil")
        return
    separator = told[1] if told else max(_SEPARATORS, key=first.count)
    lines = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), start=1)
    places: list[int] = []
    wide = number = 0
    try:
        for number, line in lines:
            cells = [cell.strip() for cell in line]
            if not any(cells) or (told and number == 1):
                continue
            if not places:
                wide, places = len(cells), _places(reader, number, cells)
                if not places:
                    return
            elif any(cells[wide:]):
                reader.wrong(number, "rækken har flere celler end overskriften",
                             "decimalkomma kræver semikolon mellem cellerne", _AS_CSV + ", eller skriv tallene med punktum")
            else:
                yield number, [cells[at] if at < len(cells) else "" for at in places]
    except csv.Error:
        reader.wrong(number + 1, "rækken kan ikke læses", "anførselstegn står parvis", "ret rækken, eller " + _AS_CSV)


def _places(reader: _Reader, row: int, cells: list[str]) -> list[int]:
    """Where the columns stand, in the order of `COLUMNS`; nothing when one is missing or there twice."""
    names = [cell.casefold() for cell in cells]
    if missing := [column for column in COLUMNS if column not in names]:
        reader.wrong(row, f"kolonnen {missing[0]} mangler" if len(missing) == 1 else f"kolonnerne {', '.join(missing)} mangler",
                     "første række har navnene " + ", ".join(COLUMNS),
                     "tilføj dem, som de er skrevet her; andre kolonner må gerne være der")
        return []
    if twice := [column for column in COLUMNS if names.count(column) > 1]:
        reader.wrong(row, f"kolonnen {twice[0]} er der to gange", "hver kolonne står én gang", "slet den ene")
        return []
    return [names.index(column) for column in COLUMNS]


def _check_roles(reader: _Reader, ratings: list[Rating], rows: list[int], given: Sequence[str]) -> None:
    """Tell each role that nobody can place, once, at its first row."""
    answering, rated = {rating.from_role for rating in ratings}, {rating.to_role for rating in ratings}
    known = {reader.roles.get(role.casefold(), role) for role in given or ROLES} | (set() if given else answering & rated)
    here = sorted(known & (answering | rated)) or sorted(known)
    unknown = (answering | rated) - known - {""}
    for row, rating in zip(rows, ratings, strict=True) if unknown else ():
        for column, role in zip(COLUMNS[1:3], (rating.from_role, rating.to_role), strict=True):
            if role not in unknown:
                continue
            unknown.discard(role)
            close = difflib.get_close_matches(role, here, n=1)
            right = f"mente du »{close[0]}«?" if close else f"rollerne i filen er {', '.join(map(_plain, here))}"
            reader.wrong(row, f"rollen {_shown(role)} i kolonnen {column} er ukendt", right,
                         'ret stavningen, eller skriv alle filens roller på kommandolinjen: --roles "rolle, rolle"')


def _shown(cell: str) -> str:
    return "noget, der ligner et CPR-nummer" if cpr.find(cell) else f"»{_plain(cell)}«"


def _plain(cell: str) -> str:
    short = cell if len(cell) <= _LONGEST_CELL else cell[:_LONGEST_CELL] + "…"
    return "…" if cpr.find(cell) else short


def _no_list(path: Path, wrong: str, do: str) -> ContentError:
    return ContentError([Problem(path.name or str(path), wrong, do=do)])
