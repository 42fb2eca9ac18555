"""The report: what `kit.py analyse` writes, and that nothing of the file stays."""

import os
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pejling.analysis import answers, report
from pejling.analysis.answers import Choice
from pejling.analysis.codebook import COLUMNS
from pejling.analysis.joblog import Joblog
from pejling_server.__main__ import main

CHOICE = Choice(date(2025, 9, 1), ("arm",), date(2026, 11, 28))


def test_every_question_is_answered_in_danish_with_a_figure_in_words(joblog: Joblog) -> None:
    for question in answers.ALL:
        found = question(joblog, CHOICE)
        assert found.heading
        assert all(found.says)
        assert not found.table.isna().any(axis=None), found.heading
        if found.figure:
            assert found.figure.alt.startswith(("Punkter", "Linjer"))
            assert b"<svg" in found.figure.svg
            assert "nan" not in found.figure.alt


def test_no_cause_is_claimed_and_no_occupation_recommended(joblog: Joblog) -> None:
    said = " ".join(line for question in answers.ALL for line in question(joblog, CHOICE).says)
    assert answers.NO_CAUSE in said
    assert answers.FREE_BREADTH in said
    assert not any(word in said for word in ("fordi", "skyldes", "effekt", "bør søge"))


def test_a_page_comes_of_a_file_and_nothing_of_the_file_stays(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                              capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    variables = dict(os.environ)
    assert main(["analyse", str(imported / "eksempel.csv"), "--turn", "2025-09-01", "--report", "rapport.html"]) == 0
    assert "100%" in capsys.readouterr().out
    page = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert page.count("<h2") >= len(answers.ALL)
    assert 'lang="da"' in page
    assert "opdigtet-" not in page
    assert [path.name for path in tmp_path.iterdir()] == ["rapport.html"]
    assert dict(os.environ) == variables


def test_excel_gets_numbers_to_reckon_with_and_a_codebook(imported: Path, tmp_path: Path) -> None:
    report.write_report(imported / "data", tmp_path / "tal.xlsx", CHOICE, work=tmp_path / "work")
    book = openpyxl.load_workbook(tmp_path / "tal.xlsx")
    assert book.sheetnames[-1] == "Kodebog"
    sheet = book["Hvor mange job søges om ugen"]
    head = [cell.value for cell in sheet[1]]
    assert isinstance(sheet.cell(2, head.index("Fra") + 1).value, float)


@pytest.mark.parametrize(("words", "told"), [
    (["findes-ikke.csv"], "filen findes ikke"),
    (["eksempel.csv", "--turn", "i går"], "»i går« er ikke en dag"),
    (["eksempel.csv", "--by", "Alder"], "ingen kolonne »Alder«"),
    (["eksempel.csv", "--report", "rapport.doc"], "»rapport.doc« ender ikke"),
    (["eksempel.csv", "--example"], "filen findes allerede"),
])  # fmt: skip
def test_a_mistake_is_told_with_what_would_be_right(imported: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str],
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(imported)
    before = sorted(path.name for path in imported.iterdir())
    assert main(["analyse", *words]) == 1
    assert told in capsys.readouterr().err
    assert sorted(path.name for path in imported.iterdir()) == before


def test_the_manual_has_every_column() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "analyse.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        name, says = re.escape(column.label), re.escape(column.says)
        assert re.search(rf"^\| {name}( \(skal være der\))? \| {says} \|$", manual, re.MULTILINE)
