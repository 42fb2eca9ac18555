"""`kit.py rc` as it is heard at the terminal: the figures recomputed with pandas, and every mistake told by row and remedy."""

import json
import random
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pejling import commands
from pejling.installation import Stop
from pejling_server.__main__ import main

HEAD = "respondent,from_role,to_role,q1,q2,q3,q4,q5,q6,q7"
ITEMS = [f"q{number}" for number in range(1, 8)]
RC2 = {1: 1, 2: 3, 3: 5, 4: 4, 5: 2}


def rows_of(people: dict[str, int], seed: int = 1) -> list[list[Any]]:
    """Everyone of each role rates every role, their own too."""
    chance = random.Random(seed)
    return [
        [f"{role}-{number}", role, other, *(chance.choice([1, 2, 3, 4, 4, 5, 5]) for _ in ITEMS)]
        for role, count in people.items() for number in range(count) for other in people
    ]


def write(path: Path, rows: list[list[Any]], separator: str = ",") -> Path:
    lines = [HEAD.replace(",", separator), *(separator.join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def scores(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code = main(["rc", *words])
    said = capsys.readouterr()
    assert (code, said.err) == (0, ""), said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def mistakes(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rc", *words]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize("frequency", ["rc2", "linear"])
def test_every_figure_is_that_of_an_independent_computation(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], frequency: str) -> None:
    rows = rows_of({"jobcenter": 6, "A-kasse": 7, "leder": 5})
    file = write(tmp_path / "svar.csv", rows)
    found = scores(capsys, str(file), "--raw", "--frequency", frequency)
    frame = pd.DataFrame(rows, columns=HEAD.split(","))
    codings = {"linear": frame[ITEMS].mean(axis=1), "rc2": frame.assign(q1=frame.q1.map(RC2))[ITEMS].mean(axis=1)}
    frame["index"], frame["other"] = codings[frequency], codings["linear" if frequency == "rc2" else "rc2"]
    if frequency == "rc2":
        frame["q1"] = frame.q1.map(RC2)
    groups = dict(list(frame.groupby(["from_role", "to_role"])))
    assert {(tie["from_role"], tie["to_role"]) for tie in found["ties"]} == set(groups)
    for tie in found["ties"]:
        group = groups[tie["from_role"], tie["to_role"]]
        assert tie["respondents"] == len(group)
        assert tie["index"] == pytest.approx(group["index"].mean(), abs=1e-4)
        assert tie["other_coding"]["index"] == pytest.approx(group["other"].mean(), abs=1e-4)
        assert [one["mean"] for one in tie["dimensions"].values()] == pytest.approx(list(group[ITEMS].mean()), abs=1e-4)
        assert tie["frequency"] == frequency
        assert (tie["tie"] == "within") == (tie["from_role"] == tie["to_role"])
        assert (tie["words"] is None) == (tie["tie"] == "within")
    for kind, inside in (("between", False), ("within", True)):
        part = frame[(frame.from_role == frame.to_role) == inside]
        means = part.groupby(["from_role", "to_role"])[["index", "other"]].mean().mean()
        assert found[kind]["weighted"] == pytest.approx(part["index"].mean(), abs=1e-4)
        assert found[kind]["unweighted"] == pytest.approx(means["index"], abs=1e-4)
        assert found[kind]["other_coding"]["weighted"] == pytest.approx(part["other"].mean(), abs=1e-4)
        assert found[kind]["other_coding"]["unweighted"] == pytest.approx(means["other"], abs=1e-4)
    people = frame[frame.from_role != frame.to_role].groupby("respondent")[ITEMS].mean()
    for name, columns in (("overall", ITEMS), ("communication", ITEMS[:4]), ("relationship", ITEMS[4:])):
        part, count = people[columns], len(columns)
        expected = count / (count - 1) * (1 - part.var().sum() / part.sum(axis=1).var())
        assert found["alpha"][name] == pytest.approx(expected, abs=1e-4)
    widths = [tie["interval"][1] - tie["interval"][0] for tie in found["ties"]]
    assert widths == sorted(widths), "the surest first"
    assert len(found["differences"]) == 3


def test_items_that_are_scored_already_are_not_scored_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "svar.csv", [[f"r{n}", "jobcenter", "A-kasse", 5, 4, 4, 4, 4, 4, 4] for n in range(5)])
    (tie,) = scores(capsys, str(file))["ties"]
    assert tie["index"] == pytest.approx(29 / 7, abs=1e-4)
    assert tie["other_coding"] == {"frequency": "linear", "index": pytest.approx(27 / 7, abs=1e-4)}
    assert (tie["band"], tie["words"]) == ("strong", "stærk")
    (tie,) = scores(capsys, str(file), "--raw")["ties"]
    assert tie["index"] == pytest.approx(26 / 7, abs=1e-4)
    assert (tie["band"], tie["words"]) == ("moderate", "moderat")


def test_fewer_than_five_are_in_no_figure_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = [row for row in rows_of({"jobcenter": 6, "A-kasse": 6}) if row[1] != row[2]]
    few = [[f"leder-{n}", "leder", "jobcenter", *[1] * 7] for n in range(4)]
    alone = scores(capsys, str(write(tmp_path / "a.csv", shown)))
    found = scores(capsys, str(write(tmp_path / "b.csv", shown + few)))
    assert found.pop("hidden") == [{"from_role": "leder", "to_role": "jobcenter", "why": "færre end 5 har svaret"}]
    assert alone.pop("hidden") == []
    assert found == alone


def test_a_rating_with_too_few_answers_is_listed_and_does_not_count(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[list[Any]] = [[f"r{n}", "jobcenter", "A-kasse", *[4] * 7] for n in range(5)]
    rows += [["r5", "jobcenter", "A-kasse", 1, 1, 1, 1, "", "", ""], ["r6", "jobcenter", "A-kasse", 1, 1, 1, 1, 1, "", ""]]
    found = scores(capsys, str(write(tmp_path / "svar.csv", rows)))
    assert found["left_out"] == [{"row": 7, "answered": 4, "why": "færre end 5 af 7 er besvaret"}]
    assert found["ties"][0]["respondents"] == 6
    assert found["ties"][0]["index"] == pytest.approx((5 * 4 + 1) / 6, abs=1e-4)


def test_the_sum_of_the_few_who_skipped_an_item_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seven times the indices minus the dimensions is a sixth of what those who skipped one answered in all."""
    def tie(people: int, skipped: int) -> dict[str, Any]:
        rows = [[f"r{n}", "jobcenter", "A-kasse", *[2 if n < skipped else 4] * 6, "" if n < skipped else 5] for n in range(people)]
        (found,) = scores(capsys, str(write(tmp_path / "svar.csv", rows)))["ties"]
        assert found["respondents"] == people
        return dict(found)

    assert tie(6, 0)["dimensions"]
    assert [tie(11, skipped)["dimensions"] for skipped in range(1, 5)] == [None] * 4
    many = tie(11, 5)
    sums = [one["mean"] * (6 if name == "respect" else 11) for name, one in many["dimensions"].items()]
    assert 7 * 11 * many["index"] - sum(sums) == pytest.approx(5 * 12 / 6, abs=0.02), "the attack, on as many as may be told of"
    assert tie(9, 5)["dimensions"] is None, "four have answered the last one"


@pytest.mark.parametrize(("encoding", "separator", "start"), [
    ("utf-8-sig", ";", ""), ("cp1252", ";", ""), ("utf-16", "\t", ""), ("utf-8", ";", "sep=;\r\n"), ("utf-8", ";", "\r\n"),
])
def test_a_list_from_a_danish_excel_is_read(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, separator: str, start: str) -> None:
    lines = [HEAD.replace(",", separator).upper() + separator + "bemærkning"]
    lines += [separator.join([f"r{n}", " Anden aktør", "a-kasse ", "4,0", "3,5", *["4"] * 5, "så godt"]) for n in range(5)]
    file = tmp_path / "svar på ærø.csv"
    file.write_bytes((start + "\r\n".join([*lines, separator * 10, ""])).encode(encoding))
    (tie,) = scores(capsys, str(file))["ties"]
    assert (tie["from_role"], tie["to_role"]) == ("Anden aktør", "a-kasse")
    assert tie["index"] == pytest.approx(27.5 / 7, abs=1e-4)


GOOD = "r1,jobcenter,A-kasse,4,4,4,4,4,4,4"


@pytest.mark.parametrize(("text", "row", "parts"), [
    ("", "", ["filen er tom", "respondent, from_role"]),
    ("\n\n", "", ["filen er tom"]),
    (f"{HEAD}\n", "", ["ingen svar under overskriften"]),
    ("respondent,from_role,q1,q2,q3,q4,q5,q6,q7\n", "række 1", ["kolonnen to_role mangler", "tilføj"]),
    ("navn;rolle\nMette;leder\n", "række 1", ["kolonnerne respondent, from_role, to_role, q1, q2", "tilføj"]),
    (f"{HEAD},q3\n{GOOD},4\n", "række 1", ["kolonnen q3 er der to gange", "slet den ene"]),
    (f"{HEAD}\n{GOOD}\nr2,jobcenter,A-kasse,4,4,6,4,4,4,4\n", "række 3", ["q3", "»6«", "fra 1 til 5", "lad cellen stå tom"]),
    (f"{HEAD}\n{GOOD}\nr2,jobcenter,A-kasse,0,4,4,4,4,4,4\n", "række 3", ["q1", "»0«", "fra 1 til 5"]),
    (f"{HEAD}\nr2,jobcenter,A-kasse,-1,4,4,4,4,4,4\n", "række 2", ["q1", "»-1«; ", "fra 1 til 5"]),
    (f"{HEAD}\nr2,jobcenter,A-kasse,4,ofte,4,4,4,4,4\n", "række 2", ["q2", "»ofte«", "ikke er et tal", "skriv tallet"]),
    (f"{HEAD}\nr2,jobcenter,A-kasse,4,nan,4,4,4,4,4\n", "række 2", ["q2", "»nan«", "ikke er et tal"]),
    (f"{HEAD}\n{GOOD}\n\nr2,jobcentret,A-kasse,4,4,4,4,4,4,4\n", "række 4",
     ["»jobcentret«", "from_role", "mente du »jobcenter«?", "--roles"]),
    (f"{HEAD}\n{GOOD}\nr2,jobcenter,xyz,4,4,4,4,4,4,4\n", "række 3", ["»xyz«", "to_role", "A-kasse, jobcenter", "--roles"]),
    (f"{HEAD}\nr2,,A-kasse,4,4,4,4,4,4,4\n", "række 2", ["from_role er tom", "skriv rollen"]),
    (f"{HEAD}\n,jobcenter,A-kasse,4,4,4,4,4,4,4\n", "række 2", ["respondent er tom", "fx r1"]),
    (f"{HEAD}\n{GOOD}\n{GOOD}\n", "række 3", ["allerede svaret", "i række 2", "slet den ene"]),
    (f"{HEAD}\n{GOOD}\nr1,A-kasse,jobcenter,4,4,4,4,4,4,4\n", "række 3",
     ["»A-kasse« her", "»jobcenter« i række 2", "ret from_role"]),
    (f"{HEAD}\nr2,jobcenter,A-kasse,3,5,4,4,4,4,4,4\n", "række 2", ["flere celler", "decimalkomma", "semikolon"]),
    (f'{HEAD}\n{GOOD}\n"r2,jobcenter\n', "række 3", ["kan ikke læses", "anførselstegn"]),
])
def test_a_mistake_is_told_by_its_row_and_what_to_do(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, row: str, parts: list[str]) -> None:
    file = tmp_path / "svar.csv"
    file.write_text(text, "utf-8")
    told = mistakes(capsys, str(file))
    assert told.startswith(f"svar.csv, {row}: " if row else "svar.csv: ")
    assert len(told.strip().splitlines()) == 1
    for part in parts:
        assert part in told


def test_raw_answers_are_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "svar.csv", [["r1", "jobcenter", "A-kasse", *["3,5"] * 7]], ";")
    told = mistakes(capsys, str(file), "--raw")
    assert told.count("rå svar er hele tal") == 7
    assert "udelad --raw" in told


def test_all_mistakes_are_told_at_once_up_to_an_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "svar.csv", [[f"r{n}", "jobcenter", "A-kasse", *[9] * 7] for n in range(10)])
    told = mistakes(capsys, str(file)).strip().splitlines()
    assert len(told) == 21
    assert "50 fejl mere" in told[-1]


def test_a_cpr_number_in_the_file_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = "-".join(("010270", "1234"))
    file = write(tmp_path / "svar.csv", [["r1", "jobcenter", number, number, *[4] * 6]])
    told = mistakes(capsys, str(file))
    assert number not in told
    assert told.count("ligner et CPR-nummer") == 2


def test_what_is_no_list_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "svar.xlsx"
    book.write_bytes(b"PK\x03\x04")
    picture = tmp_path / "billede.csv"
    picture.write_bytes(b"\x89PNG\0\0\0")
    assert "Excel-projektmappe" in mistakes(capsys, str(book))
    assert "ikke en tekstfil" in mistakes(capsys, str(picture))
    assert "filen findes ikke" in mistakes(capsys, str(tmp_path / "intet.csv"))
    assert "kan ikke læses" in mistakes(capsys, str(tmp_path))


def test_roles_of_one_s_own_are_named_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "svar.csv", [[f"r{n}", "læge", "sygeplejerske", *[4] * 7] for n in range(5)])
    assert "ukendt" in mistakes(capsys, str(file))
    assert len(scores(capsys, str(file), "--roles", "Læge, sygeplejerske")["ties"]) == 1
    assert "»sygeplejerske«" in mistakes(capsys, str(file), "--roles", "læge")
    both = rows_of({"læge": 5, "sygeplejerske": 5})
    assert len(scores(capsys, str(write(file, both)))["ties"]) == 4, "who both answers and is rated needs no naming"


def test_a_coding_that_is_not_there_is_told() -> None:
    with pytest.raises(Stop, match="--frequency skal være rc2 eller linear, ikke »rc3«"):
        commands.parse(["rc", "a.csv", "--frequency", "rc3"])


def test_a_survey_of_200_000_rows_takes_a_few_seconds(tmp_path: Path) -> None:
    """Measured as processor time, whatever else the machine does: 3.5 s where this was written; the ceiling is generous."""
    answers = list(product([1, 3, 4, 5, ""], repeat=5))
    roles = ["jobcenter", "A-kasse", "leder", "borger"]
    rows = [[f"r{n}", roles[n % 4], other, *answers[n % len(answers)], 4, 5] for n in range(50_000) for other in roles]
    file = write(tmp_path / "svar.csv", rows)
    code = ("import sys, time; from pejling_server.__main__ import main; code = main(['rc', sys.argv[1], '--raw']);"
            "print(time.process_time(), file=sys.stderr); sys.exit(code)")
    ran = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False, timeout=120,
                         env={"PYTHONPATH": ":".join(sys.path)})
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stderr) < 10
    counted = sum(row.count("") <= 2 for row in rows)
    assert sum(tie["respondents"] for tie in json.loads(ran.stdout)["ties"]) == counted
