"""`kit.py analyse`: a file of joblogs in, a report out, and nothing of the file kept."""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from pejling.errors import ContentError, Problem

REPORTS = (".html", ".pdf", ".xlsx")


def analyse(given: argparse.Namespace) -> int:
    """Import the file under a key that nobody keeps, write the report, and delete what was imported; the exit code."""
    source = Path(given.rest[0]).expanduser()
    try:
        if given.example:
            return _write_example(source)
        out = Path(given.report or "joblog-rapport.html").expanduser().resolve()
        if out.suffix not in REPORTS:
            raise ContentError([Problem("--report", f"»{out.name}« ender ikke på noget, der kan skrives",
                                        "rapport.html, rapport.pdf eller rapport.xlsx")])
        return _report(source, out, given)
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1


def _report(source: Path, out: Path, given: argparse.Namespace) -> int:
    from pejling.analysis import pseudonym, report
    from pejling.analysis.answers import Choice
    from pejling.analysis.joblog_import import import_joblog
    from pejling.reports.browser import NotPrinted

    extracted = _day("--extracted", given.extracted) or date.today()  # noqa: DTZ011 (the day on this machine's wall)
    turn = _day("--turn", given.turn)
    os.umask(0o077)
    # Beside the report, and gone with it: nobody knows who empties the system's own folder, or when.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".joblog-") as made:
        folder = Path(made)
        imported = import_joblog(source, folder / "data", key=pseudonym.new_key(), scratch=folder / "tmp", today=extracted,
                                 progress=_progress)
        print(f"{imported.rows} noteringer om {imported.people} personer, {imported.first} til {imported.last}")
        print(*imported.notes, sep="\n")
        by = _groups(given.by, report.groupings(folder / "data"))
        ends = [date.fromisoformat(day).toordinal() for day in (imported.first, imported.last)]
        middle = date.fromordinal(sum(ends) // 2)
        choice = Choice(turn or middle.replace(day=1), by, extracted)
        try:
            report.write_report(folder / "data", out, choice, work=folder / "work", progress=_progress)
        except NotPrinted:
            raise ContentError([Problem("PDF", "der er ingen Chromium, Chrome eller Edge på maskinen", "rapporten som .html",
                                        "skriv --report rapport.html, og udskriv den fra browseren")]) from None
    print(f"Rapporten ligger her: {out}")
    return 0


def _write_example(path: Path) -> int:
    from pejling.analysis import synthetic

    if path.exists():
        raise ContentError([Problem(path.name, "filen findes allerede", do="vælg et andet navn")])
    example = synthetic.Example()
    synthetic.write(example, path)
    print(f"{path}: {example.people} opdigtede personer. Skriv nu: analyse {path.name} --turn {example.change}")
    return 0


def _groups(words: str, known: tuple[str, ...]) -> tuple[str, ...]:
    from pejling.analysis.codebook import BY_NAME

    if not words:
        return ("arm",) if "arm" in known else ()
    labels = {BY_NAME[name].label.casefold(): name for name in known}
    chosen = [word.strip() for word in words.split(",") if word.strip()]
    if unknown := next((word for word in chosen if word.casefold() not in labels), ""):
        there = ", ".join(BY_NAME[name].label for name in known)
        raise ContentError([Problem("--by", f"filen har ingen kolonne »{unknown}«", there or "ingen grupper")])
    return tuple(labels[word.casefold()] for word in chosen)


def _day(option: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ContentError([Problem(option, f"»{text}« er ikke en dag", "fx 2025-09-01")]) from None


def _progress(share: float, what: str) -> None:
    print(f"{share:4.0%}  {what}", flush=True)
