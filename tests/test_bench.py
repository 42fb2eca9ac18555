"""The comparison runs from end to end in a tiny form, and its report is made. How fast anything is, is bench's own matter."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a tiny run wrote: five people and one of Voilà's kernels."""
    out = tmp_path_factory.mktemp("bench")
    command = [sys.executable, str(ROOT / "bench" / "run.py"), "--tiny", "--out", str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return out


def test_every_client_was_answered_and_every_answer_is_in_the_database(report: Path) -> None:
    text = (report / "RESULTS.md").read_text(encoding="utf-8")
    assert "| answers lost | ≤ 0 | 0 | held |" in text
    people = text.partition("## Everybody at once")[2].partition("## A class at work")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in people.splitlines() if re.match(r"\| \d", line)]
    assert [(row[0], row[4]) for row in rows] == [("1", "0"), ("5", "0"), ("5", "0"), ("1", "0"), ("1", "0")]
    assert not [row for row in rows if "left behind" in row[-1]]


def test_plain_voila_takes_longer_and_the_report_says_so_first(report: Path) -> None:
    text = (report / "RESULTS.md").read_text(encoding="utf-8")
    ratio = re.search(r"^\| 1 \| \*\*([\d.,]+) ×\*\* \| \*\*[\d.,]+ ×\*\* \|$", text.partition("## Goals")[0], re.MULTILINE)
    assert ratio, text
    assert float(ratio[1].replace(",", "")) > 1


def test_five_people_are_in_within_ten_times_the_goal(report: Path) -> None:
    text = (report / "RESULTS.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| 5 | "))
    assert float(row.split("|")[3]) < 6.0


def test_a_class_at_work_is_measured_and_everything_written_is_seen(report: Path) -> None:
    text = (report / "RESULTS.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| [^|]* \| ([\d.,]+) \|$", text.partition("## A class at work")[2], re.MULTILINE))
    assert rows["failures"] == "0"
    assert float(rows["5 type in groups, answers acknowledged in 1 s"]) >= 1
    for what in ("5 type in groups, written to seen by the group, p95 s", "5 are shown the result, p95 s",
                 "5 answer a survey at once, p95 s", "5 are shown the survey, p95 s",
                 "5 look at the whole day after, server's CPU ms each"):
        assert 0 < float(rows[what]) < 30


def test_the_picture_has_text_and_stands_in_the_report_with_words_for_it(report: Path) -> None:
    picture = (report / "cost.svg").read_text(encoding="utf-8")
    assert "people at once</text>" in picture
    assert re.search(r"!\[[^\]]*Pejling [\d.]+ s for 1[^\]]*\]\(cost\.svg\)", (report / "RESULTS.md").read_text(encoding="utf-8"))


def test_neither_names_a_path_of_the_machine(report: Path) -> None:
    for name in ("RESULTS.md", "cost.svg"):
        text = (report / name).read_text(encoding="utf-8")
        for path in (ROOT, Path.home(), Path(sys.prefix), report):
            assert f"{path}/" not in text
