"""A file comes in whole or not at all, and nobody's number comes in at all."""

import hashlib
import hmac
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from pejling.analysis import joblog_import, pseudonym
from pejling.analysis.codebook import COLUMNS, guess
from pejling.errors import ContentError

TODAY = date(2026, 11, 28)
KEY = b"n" * 32
CPR = "010170-1234"
HEAD = "CPR-nr;Dato;Status;DISCO;Kommune;A-kasse;Km\n"


def read(tmp_path: Path, text: str | bytes, name: str = "udtræk.csv") -> pd.DataFrame:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    joblog_import.import_joblog(path, tmp_path / "data", key=KEY, scratch=tmp_path / "tmp", today=TODAY)
    return duckdb.read_parquet(str(tmp_path / "data" / "applications.parquet")).order("number").df()


def problems(tmp_path: Path, text: str | bytes, name: str = "udtræk.csv") -> list[str]:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, text, name)
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != name]
    assert not left, "nothing of a refused file is kept"
    return [str(problem) for problem in refused.value.problems]


def test_nobodys_number_is_kept_anywhere(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + f"{CPR};01-03-2026;Søgt;531110;Aarhus;Nord;12,5\n")
    mark = hmac.new(KEY, b"0101701234", hashlib.sha256).hexdigest()[:pseudonym.MARK]
    assert rows.person.tolist() == [mark]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert b"010170" not in kept
    assert not list((tmp_path / "tmp").rglob("*.parquet"))


def test_a_person_is_the_same_however_the_number_is_written(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + "".join(f"{cpr};01-03-2026;Søgt;531110;Aarhus;Nord;1\n"
                                         for cpr in (CPR, "0101701234", "101701234", " 010170 1234")))
    assert rows.person.nunique() == 1


@pytest.mark.parametrize("written", ["01-03-2026", "2026-03-01", "1.3.2026", "01/03/2026", "20260301", "2026-03-01 00:00:00"])
def test_a_day_is_read_as_danes_and_programs_write_it(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, HEAD + f"p1;{written};Søgt;01;751;Nord;1\n").date[0] == pd.Timestamp(2026, 3, 1)


def test_letters_and_separators_of_danish_excel(tmp_path: Path) -> None:
    text = "sep=,\r\nBorger,Dato,Status,Arbejdskommune,A-kasse\r\np1,2026-03-01,Søgt,Ærø,Blå\r\n"
    for encoded in (text.encode("cp1252"), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert read(tmp_path, encoded).workplace[0] == "492"


def test_excel_and_parquet_are_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    days = date(2026, 3, 1), date(2026, 3, 2)
    for row in (("Borger", "Dato", "Status", "Km"), ("p1", days[0], "Søgt", 12.5), ("p1", days[1], "Afslag", None)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    rows = read(tmp_path, (tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert rows.km.tolist()[0] == 12.5
    assert rows.counted.tolist() == [True, True]
    pd.DataFrame({"borger": ["p1"], "dato": [pd.Timestamp(2026, 3, 1)], "status": ["Søgt"]}).to_parquet(tmp_path / "b.parquet")
    assert len(read(tmp_path, (tmp_path / "b.parquet").read_bytes(), "b.parquet")) == 1


def test_a_job_counts_once_at_its_first_entry_that_is_no_plan(tmp_path: Path) -> None:
    rows = read(tmp_path, "Person;Job;Dato;Status\n" + "".join(
        f"p1;{entry[0]};{entry[2]:>02}-03-2026;{entry[4:]}\n"
        for entry in ("a 1 Planlagt", "a 2 Søgt", "a 9 Afslag", "b 3 Til samtale", "b 4 Søgt", "c 5 Planlagt")))
    assert rows.counted.tolist() == [False, True, False, True, False, False]
    assert rows.why.tolist() == ["ikke talt: kun planlagt", "talt: Søgt", "ikke talt: jobbet er talt",
                                 "talt: ikke noteret som Søgt før", "ikke talt: jobbet er talt", "ikke talt: kun planlagt"]


def test_whoever_has_noted_nothing_is_in_it_too(tmp_path: Path) -> None:
    read(tmp_path, "Person;Dato;Status;Ledig fra;Ledig til\np1;;;01-01-2026;31-03-2026\np2;02-01-2026;Søgt;01-01-2026;\n")
    assert len(duckdb.read_parquet(str(tmp_path / "data" / "people.parquet")).df()) == 2


@pytest.mark.parametrize(("row", "told"), [
    (";01-03-2026;Søgt;5311;751;N;1", "Person (CPR-nr) er tom"),
    ("p1;31-02-2026;Søgt;5311;751;N;1", "Dato (Dato) er ikke en dag"),
    ("p1;01-03-2099;Søgt;5311;751;N;1", "Dato (Dato) er ikke en dag"),
    ("p1;01-03-2026;Måske;5311;751;N;1", "Status (Status) er tom eller ukendt"),
    ("p1;01-03-2026;Søgt;53110;751;N;1", "Stillingskode (DISCO) er ikke en DISCO-kode"),
    ("p1;01-03-2026;Søgt;5311;751;N;-4", "Kilometer (Km) er ikke et antal kilometer"),
    ("p1;01-03-2026;Søgt;5311;751;" + "x" * 70 + ";1", "A-kasse (A-kasse) er over 60 tegn"),
])  # fmt: skip
def test_a_wrong_row_is_told_by_its_number_and_what_would_be_right(tmp_path: Path, row: str, told: str) -> None:
    found = problems(tmp_path, HEAD + "p0;01-03-2026;Søgt;5311;751;N;1\n" + row + "\n")
    assert len(found) == 1
    assert found[0].startswith(f"udtræk.csv, række 3: {told}")


def test_a_number_among_the_groups_is_refused_without_being_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, HEAD + f"p1;01-03-2026;Søgt;5311;751;{CPR};1\n")
    assert "CPR" in found
    assert "010170" not in found


def test_codes_that_excel_has_damaged_are_told_with_the_remedy(tmp_path: Path) -> None:
    rows = "".join(f"p{n};01-03-2026;Søgt;5311;751;N;1\n" for n in range(30)) + "p9;01-03-2026;Søgt;110;751;N;1\n"
    (found,) = problems(tmp_path, HEAD + rows)
    assert found.startswith("udtræk.csv, række 32: Stillingskode har mistet nuller foran")


@pytest.mark.parametrize(("text", "told"), [
    ("", "filen er tom"),
    (HEAD, "ingen rækker"),
    ("a;b\n1;2\n", "der mangler: Person, Dato, Status"),
    ("Person;Dato;Dato;Status\n", "to gange"),
    (";".join(f"k{n}" for n in range(400)) + "\n", "der er 400 kolonner"),
    (HEAD + "p1;01-03-2026;Søgt\n", "række 2: rækken har 3 celler"),
    (HEAD + 'p1;"' + "x" * 9_000_000, "en række er over 4 MB"),
    (HEAD + 'p1;"01-03-2026;Søgt;5311;751;N;1\n' + "x" * 6_000_000, "rækken har"),
    (b"PK\x03\x04ikke en zip", "beskadiget"),
    (b"PAR1 ikke parquet", "beskadiget"),
    (b"\x00\x01\x02" * 99, "ikke en tekstfil"),
])  # fmt: skip
def test_files_that_are_no_joblog_say_what_to_do(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert told in problems(tmp_path, text)[0]


def test_formulas_and_words_of_the_file_never_come_back_in_an_error(tmp_path: Path) -> None:
    found = problems(tmp_path, HEAD + "=HYPERLINK(1);=cmd();hemmelig;5311;751;N;1\n")
    assert "hemmelig" not in " ".join(found)


def test_every_column_of_the_codebook_is_found_by_its_own_name() -> None:
    assert guess([column.label for column in COLUMNS]) == {column.name: column.label for column in COLUMNS}


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = pseudonym.project_key(tmp_path / "keys" / "a")
    assert pseudonym.project_key(tmp_path / "keys" / "a") == key
    assert (tmp_path / "keys" / "a").stat().st_mode & 0o077 == 0
