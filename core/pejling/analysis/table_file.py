"""A file of rows as batches of text with their row numbers, whatever kind of file it is: CSV, Excel or Parquet.

Nothing is held but the batch that is being read: a file of 10 million rows takes no more memory than one of a thousand.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from pejling.errors import ContentError, Invalid, Problem
from pejling.people import package

MOST_COLUMNS = 300
_BLOCK = 4 * 1024 * 1024
"""Bytes of a CSV file read at a time; a single row may not be longer."""
_HEAD = 1024 * 1024
_EXCEL_INFLATED = 600 * 1024 * 1024
_EXCEL_TAGS = 20_000_000
_EXCEL_ROWS = 200_000
_EXCEL_BATCH = 5_000
_SEPARATORS = ";\t,|"
_TOLD = 20
_AS_CSV = "gem arket som „CSV UTF-8 (semikolonsepareret)“"
ROW = "række"
"""The column that every batch has besides the file's own: the number that a spreadsheet shows beside the row."""


@dataclass
class TextTable:
    """The columns of a file, and its rows in batches of text. Rows that cannot be read at all are in `broken` afterwards."""

    name: str
    columns: list[str]
    _open: Callable[["TextTable", list[str]], Iterator[pa.RecordBatch]]
    broken: list[Problem] = field(default_factory=list)

    def batches(self, columns: list[str]) -> Iterator[pa.RecordBatch]:
        """These columns as text (null where a cell is empty), and `ROW` as int64, from the file's beginning."""
        return self._open(self, columns)


def open_table(path: Path) -> TextTable:
    """A file's columns, ready to be read.

    Raises
    ------
    ContentError
        It is no table, or not one of a kind that is known.
    """
    if not path.is_file():
        raise _no_table(path, "filen findes ikke", "skriv navnet, som det står i mappen, med mappen foran")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf\r\n\t ;,"):
        raise _no_table(path, "filen er tom", "vælg en fil med en række for hver ansøgning")
    if head.startswith(b"PAR1"):
        table = _parquet(path)
    elif head.startswith(b"PK"):
        table = _excel(path)
    elif head.startswith(b"\xd0\xcf"):
        raise _no_table(path, "det er en gammel eller beskyttet Excel-fil", _AS_CSV)
    else:
        table = _text(path, head)
    names = table.columns
    if len(names) > MOST_COLUMNS:
        raise _no_table(path, f"der er {len(names)} kolonner", f"højst {MOST_COLUMNS}; slet dem, der ikke skal bruges")
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise _no_table(path, f"kolonnen »{twice[:40]}« er der to gange", "slet eller omdøb den ene")
    return table


def _text(path: Path, head: bytes) -> TextTable:
    encoding = _encoding(path, head)
    line = head.decode(encoding, errors="replace").lstrip("\ufeff")
    told = re.match(r"sep=(.)\r?\n", line, re.IGNORECASE)
    line = line[told.end():] if told else line
    first = line.splitlines()[0] if line.splitlines() else ""
    if len(first) >= _HEAD // 4 and "\n" not in line:
        raise _no_table(path, "første linje er over 250.000 tegn lang", _AS_CSV)
    separator = told[1] if told else max(_SEPARATORS, key=first.count)
    names = [name.strip() for name in next(csv.reader(io.StringIO(first), delimiter=separator), [])]
    skipped = 2 if told else 1

    def reader(columns: list[str], refuse: Callable[[Any], str], *, threads: bool = True) -> Any:
        return pyarrow.csv.open_csv(
            path,
            read_options=pa.csv.ReadOptions(
                encoding=encoding, block_size=_BLOCK, skip_rows=skipped, column_names=names, use_threads=threads),
            parse_options=pa.csv.ParseOptions(delimiter=separator, newlines_in_values=True, invalid_row_handler=refuse),
            convert_options=pa.csv.ConvertOptions(
                include_columns=columns, column_types={name: pa.string() for name in columns}, strings_can_be_null=True,
                null_values=[""], quoted_strings_can_be_null=True),
        )

    def read(table: TextTable, columns: list[str]) -> Iterator[pa.RecordBatch]:
        def refuse(row: pyarrow.csv.InvalidRow) -> str:
            if len(table.broken) < _TOLD:
                place = f"{path.name}, række {row.number}" if row.number else path.name
                table.broken.append(Problem(place, f"rækken har {row.actual_columns} celler",
                                            f"overskriften har {row.expected_columns}", f"ret rækken, eller {_AS_CSV}"))
            return "skip"

        try:
            yield from _numbered(reader(columns, refuse), columns, at=skipped + 1)
            if table.broken:  # read by several threads, nobody knows which row it was: once more by one
                table.broken.clear()
                for _ in reader(columns, refuse, threads=False):
                    pass
        except (pa.ArrowInvalid, UnicodeDecodeError) as wrong:
            table.broken.append(_unreadable(path, str(wrong)))

    return TextTable(path.name, names, read)


def _encoding(path: Path, head: bytes) -> str:
    """How the letters of a text file are kept: UTF-16 by its mark, UTF-8 where all of it can be, else Windows-1252."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head:
        raise _no_table(path, "filen er ikke en tekstfil", _AS_CSV)
    with path.open("rb") as file:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _parquet(path: Path) -> TextTable:
    try:
        file = pa.parquet.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as wrong:
        raise _no_table(path, "Parquet-filen er beskadiget", "lav udtrækket igen") from wrong

    def read(_: TextTable, columns: list[str]) -> Iterator[pa.RecordBatch]:
        with pa.parquet.ParquetFile(path) as opened:
            batches = (
                pa.RecordBatch.from_arrays([_as_text(batch.column(name)) for name in columns], names=columns)
                for batch in opened.iter_batches(batch_size=100_000, columns=columns)
            )
            yield from _numbered(batches, columns, at=1)

    return TextTable(path.name, file.schema_arrow.names, read)


def _as_text(cells: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(cells.type):
        cells = cells.cast(pa.date32(), safe=False)
    return cells.cast(pa.string())


def _excel(path: Path) -> TextTable:
    try:
        package.check(path.read_bytes(), inflated=_EXCEL_INFLATED, tags=_EXCEL_TAGS)
        columns = next(_excel_rows(path), ())
    except Invalid as wrong:
        raise _no_table(path, str(wrong), f"er arket meget stort, så {_AS_CSV}") from wrong
    names = [_cell(cell) or "" for cell in columns]
    if not any(names):
        raise _no_table(path, "første ark har ingen overskrifter i første række", "lad ansøgningerne stå på første ark")

    def read(table: TextTable, columns: list[str]) -> Iterator[pa.RecordBatch]:
        places = [names.index(name) for name in columns]
        rows = _excel_rows(path)
        next(rows)
        held: list[list[str | None]] = []
        at = 2
        for count, row in enumerate(rows, start=1):
            if count > _EXCEL_ROWS:
                table.broken.append(Problem(path.name, f"arket har over {_EXCEL_ROWS} rækker", do=_AS_CSV))
                return
            held.append([_cell(row[place]) if place < len(row) else None for place in places])
            if len(held) == _EXCEL_BATCH:
                yield from _numbered([_batch(held, columns)], columns, at=at)
                at, held = at + len(held), []
        if held:
            yield from _numbered([_batch(held, columns)], columns, at=at)

    return TextTable(path.name, names, read)


def _excel_rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """The first sheet's rows as values; a formula is the result it was last saved with."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def _cell(value: object) -> str | None:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = "" if value is None else str(value).strip()
    return text or None


def _batch(rows: list[list[str | None]], columns: list[str]) -> pa.RecordBatch:
    cells = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in cells], names=columns)


def _numbered(batches: Any, columns: list[str], at: int) -> Iterator[pa.RecordBatch]:
    """The batches with the number of each row; the first has the number `at`."""
    import numpy as np

    for batch in batches:
        numbers = pa.array(np.arange(at, at + batch.num_rows, dtype="int64"))
        yield pa.RecordBatch.from_arrays([*batch.columns, numbers], names=[*columns, ROW])
        at += batch.num_rows


def _unreadable(path: Path, told: str) -> Problem:
    """What Arrow's own words on a file that it cannot read mean to whoever made it; those words may hold cells and are not told."""
    if "straddling" in told or "block size" in told:
        return Problem(path.name, f"en række er over {_BLOCK // 1024 // 1024} MB, eller et anførselstegn er ikke lukket",
                       do="find rækken, og ret den")
    return Problem(path.name, "en række kan ikke læses", do=f"se efter anførselstegn, der ikke er lukket, eller {_AS_CSV}")


def _no_table(path: Path, wrong: str, do: str) -> ContentError:
    return ContentError([Problem(path.name or str(path), wrong, do=do)])
