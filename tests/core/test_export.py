import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pejling.excel import to_xlsx
from pejling.exercise.kind import Column
from pejling.export import CODEBOOK, CUT, FORMULA_NOTE, LONGEST_CELL, Table, codebook, to_csv

COLUMNS = (Column("name", "Navn", "Deltagerens navn"), Column("answer", "Svar", "Det skrevne"))
DANGEROUS = ["=1+1", '=HYPERLINK("http://x.example";"klik")', "+45 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def table(*answers: object, name: str = "Svar") -> Table:
    return Table(name, COLUMNS, [{"name": f"Person {n}", "answer": answer} for n, answer in enumerate(answers)])


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def answers_in_xlsx(*answers: object) -> list[object]:
    book = load_workbook(io.BytesIO(to_xlsx([table(*answers)], "Hold 1", "")))
    return [row[1].value for row in book["Svar"].iter_rows(min_row=2)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_stays_text_in_xlsx(text: str) -> None:
    book = load_workbook(io.BytesIO(to_xlsx([table(text)], "Hold 1", "")))
    cell = book["Svar"]["B2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(to_xlsx([table(text)], "Hold 1", ""))) as archive:
        assert not any(b"<f>" in archive.read(part) or b"<f " in archive.read(part) for part in archive.namelist())


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_gets_an_apostrophe_in_csv(text: str) -> None:
    assert read_csv(to_csv(table(text)))[1][1] == "'" + text.replace("\r", "\n")


def test_a_formula_as_a_column_title_or_a_sheet_title_stays_text() -> None:
    hostile = Table("=1+1", (Column("a", "=cmd", "=meaning"),), [])
    book = load_workbook(io.BytesIO(to_xlsx([hostile], "=titel", "=note")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {"=cmd", "=meaning", "=titel", "=note"} <= {cell.value for cell in cells}
    assert read_csv(to_csv(hostile)) == [["'=cmd"]]


def test_numbers_and_dates_are_numbers_and_dates() -> None:
    values = answers_in_xlsx(-3, 2.5, Decimal("4.25"), date(2026, 11, 21), datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    assert values[:3] == [-3, 2.5, 4.25]
    assert [str(value) for value in values[3:]] == ["2026-11-21 00:00:00", "2026-11-21 10:30:00"]


def test_csv_has_decimal_commas_iso_dates_and_empty_cells() -> None:
    rows = read_csv(to_csv(table(-3, -2.5, 1e-7, Decimal("0.1"), None, float("nan"), True, date(2026, 11, 21))))
    assert [row[1] for row in rows[1:]] == ["-3", "-2,5", "1e-07", "0,1", "", "", "ja", "2026-11-21"]


def test_several_choices_are_one_cell_and_long_numbers_keep_their_digits() -> None:
    assert answers_in_xlsx(["a", "b"], 12345678901234567890) == ["a; b", "12345678901234567890"]


def test_a_date_from_before_excel_is_text() -> None:
    assert answers_in_xlsx(date(1858, 1, 2)) == ["1858-01-02"]


def test_what_xml_cannot_hold_is_left_out_and_the_rest_is_kept() -> None:
    text = "a\x00\x07b\ud800c\uffff 😀 <script> & \u202eabc\r\nny linje"
    assert answers_in_xlsx(text) == ["abc 😀 <script> & \u202eabc\nny linje"]
    assert read_csv(to_csv(table(text)))[1][1] == "abc 😀 <script> & \u202eabc\nny linje"


def test_whatever_ends_a_line_never_joins_two_of_them() -> None:
    text, lines = "en\vto\ftre\r\nfire\rfem\u2028seks", "en\nto\ntre\nfire\nfem\u2028seks"
    assert answers_in_xlsx(text) == [lines]
    assert read_csv(to_csv(table(text)))[1][1] == lines


def test_a_text_that_excel_would_unescape_is_escaped() -> None:
    assert answers_in_xlsx("_x0041_ og _x_") == ["_x005F_x0041_ og _x_"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    (text,) = answers_in_xlsx("😀" * 20_000)
    assert isinstance(text, str)
    assert text.endswith(CUT)
    assert LONGEST_CELL - 2 <= len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_sheet_names_are_cleaned_short_and_unique() -> None:
    names = ["Myter: runde 1/2 [alle]", "x" * 40, "x" * 50, "Kodebog", "svar", "SVAR", "", "''", "😀" * 20]
    book = load_workbook(io.BytesIO(to_xlsx([table("a", name=name) for name in names], "Hold 1", "")))
    made = book.sheetnames
    assert made[0] == "Myter runde 1 2 alle"
    assert made[-1] == CODEBOOK
    assert len({name.casefold() for name in made}) == len(names) + 1
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in made)


def test_the_codebook_tells_every_column_under_title_and_note() -> None:
    tables = [table("a"), table("b", name="Runde 2")]
    book = load_workbook(io.BytesIO(to_xlsx(tables, "Hold Solby", "Eksporteret i dag")))
    rows = [[cell.value for cell in row] for row in book[CODEBOOK].iter_rows()]
    assert rows[0][0] == "Hold Solby"
    assert rows[1][0] == "Eksporteret i dag"
    assert ["Ark", "Kolonne", "Betydning"] in rows
    assert ["Svar", "Svar", "Det skrevne"] in rows
    assert ["Runde 2", "Navn", "Deltagerens navn"] in rows
    assert rows[-1][2] == FORMULA_NOTE


def test_the_codebook_goes_out_as_csv_too() -> None:
    rows = read_csv(to_csv(codebook([table("a")])))
    assert rows[0] == ["Ark", "Kolonne", "Betydning"]
    assert rows[2] == ["Svar", "Svar", "Det skrevne"]


def test_the_same_tables_give_the_same_bytes() -> None:
    first = to_xlsx([table("a", 1)], "Hold 1", "note")
    assert to_xlsx([table("a", 1)], "Hold 1", "note") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        moments = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml"))
        assert set(moments) == {b"2000-01-01T00:00:00Z"}
    assert to_csv(table("a", 1)) == to_csv(table("a", 1))


def test_csv_lines_end_as_windows_wants() -> None:
    assert to_csv(table("a")).endswith(b"\r\n")
    assert to_csv(table("a")).count(b"\r\n") == 2


@given(st.lists(st.text(), max_size=5))
def test_any_text_comes_back_from_csv(texts: list[str]) -> None:
    back = [row[1] for row in read_csv(to_csv(table(*texts)))[1:]]
    kept = [_as_kept(text) for text in texts]
    assert back == ["'" + text if text.startswith(("=", "+", "-", "@", "\t", "\n")) else text for text in kept]


@given(st.lists(st.one_of(st.text(), st.integers(-10**14, 10**14), st.floats(-1e9, 1e9)), max_size=5))
def test_any_text_or_number_comes_back_from_xlsx(values: list[object]) -> None:
    back = answers_in_xlsx(*values)
    for value, read in zip(values, back, strict=True):
        if isinstance(value, str):
            assert (read or "") == _as_kept(value)
        else:
            assert read == pytest.approx(value)


def _as_kept(text: str) -> str:
    text = re.sub("\r\n|[\r\v\f]", "\n", text)
    return "".join(one for one in text if one in "\t\n" or (one >= " " and one not in "\ufffe\uffff"))


def test_numbers_of_numpys_and_decimals_are_written_as_numbers() -> None:
    """The library that writes them knows nothing of numpy in the server's process; see `lean_excel`."""
    code = (
        "import sys; from pejling.lean_excel import leave_numpy_out; leave_numpy_out(); from openpyxl import Workbook;"
        "assert 'numpy' not in sys.modules; import numpy; from decimal import Decimal; sheet = Workbook().active;"
        "sheet.append([numpy.int64(3), numpy.float32(0.5), Decimal('1.25'), 7, True, '8']);"
        "print(*[cell.data_type for cell in sheet[1]])"
    )
    ran = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": "core"}, cwd=Path(__file__).parents[2],
                         capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["n", "n", "n", "n", "b", "s"]
