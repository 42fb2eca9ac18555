"""`kit.py new` and `check` as they are heard at the terminal."""

import time
from pathlib import Path

import pytest
from serving import Client, serve

from pejling_server.__main__ import main


def test_a_new_day_is_checked_at_once_and_the_next_step_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "day", "min-dag", "--title", "Min dag", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    made = tmp_path / "content/modules/min-dag/dag.ipynb"
    assert said.startswith(f"Lavet:\n  {made}\n")
    assert "\nAlt indhold er i orden.\n" in said
    assert "\nDet næste: Åbn dagen i JupyterLab" in said
    assert "# Min dag" in made.read_text("utf-8")


def test_a_name_with_blanks_needs_no_quotes_to_be_told_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "case", "Søren", "på", "broen", "--data", str(tmp_path)]) == 1
    assert 'python3 kit.py new case soeren-paa-broen --title "Søren på broen"' in capsys.readouterr().err


def test_a_check_parts_mistakes_from_what_is_worth_knowing_and_renews_the_schemas(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "exercise", "mit-ur", "--kind", "timer", "--data", str(tmp_path)])
    schema = tmp_path / "content/.schema/timer.json"
    schema.write_text("{}", "utf-8")
    capsys.readouterr()
    assert main(["check", "--data", str(tmp_path)]) == 0
    mistakes, _, notices = capsys.readouterr().out.partition("Værd at vide, men ingen fejl:")
    assert mistakes.strip() == "Alt indhold er i orden."
    assert "mit-ur.yaml: ingen notebook viser øvelsen" in notices
    assert '"steps"' in schema.read_text("utf-8")
    exercise = tmp_path / "content/modules/egne/exercises/mit-ur.yaml"
    exercise.write_text(exercise.read_text("utf-8").replace("seconds: 60", "seconds: 5", 1), "utf-8")
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "»seconds« i steps nr. 1 kan ikke være '5'; det skal være mindst 10" in capsys.readouterr().out.partition("1 fejl.")[0]


def test_a_new_exercise_is_seen_by_the_server_that_runs(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        address = f"/api/course/{trainer.course}/exercise/mit-ur"
        assert trainer.http.get(address).status_code == 404
        assert main(["new", "exercise", "mit-ur", "--kind", "timer", "--data", str(tmp_path)]) == 0
        until = time.monotonic() + 30
        while trainer.http.get(address).status_code != 200:
            assert time.monotonic() < until, "nobody started it anew, and it is there"
            time.sleep(0.2)
