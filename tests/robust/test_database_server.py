"""PostgreSQL stopped and started while a class answers: Pejling reconnects by itself, and nothing acknowledged is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from postgres import Postgres
from robust.writing import Kept, Writing, check_nothing_lost, finish, pens, wait_until
from serving import Client, serve

from pejling_server.database import ADDRESS
from pejling_server.voila.child import PASSED_ON
from pejling_widgets.jupyter import lab


@pytest.mark.parametrize("stops", [2, pytest.param(20, marks=pytest.mark.long)])
def test_a_database_server_that_is_restarted_costs_nothing_but_a_wait(
    stops: int, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    url = postgres.new_database()
    monkeypatch.setenv(ADDRESS, url)
    back = []
    with serve(tmp_path / "data") as served, Writing(pens(served)) as writing:
        assert not list((tmp_path / "data").glob("*.sqlite3"))
        for stop in range(stops):
            writing.wait_for(writing.acknowledged + 60)
            refused = sum(len(pen.refusals) for pen in writing.pens)
            postgres.stop(at_once=bool(stop % 2))  # in good order, and as in a crash
            wait_until(lambda before=refused: sum(len(p.refusals) for p in writing.pens) > before, 15, "the class is told")
            postgres.start()
            at_start = writing.acknowledged
            back.append(wait_until(lambda before=at_start: writing.acknowledged > before, 30, "answers are saved again"))
        writing.stop.set()
        for thread in writing.threads:
            thread.join(timeout=60)
        finish(writing.pens)
        lost, twice = check_nothing_lost(kept_on(url), writing.pens, finished=True)
    told = {reason.partition(" (fejl")[0] for pen in writing.pens for _, reason in pen.refusals}
    assert told == {"Serveren kunne ikke gemme lige nu. Din enhed prøver igen."}
    tell(f"PostgreSQL stopped and started {stops} ×, {writing.acknowledged} acknowledged: {lost} lost, {twice} doubled, "
         f"back at most {max(back):.1f} s after it")


def test_a_sheet_is_made_from_a_database_server_also_one_that_was_away(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, postgres.new_database())
    with serve(tmp_path / "data") as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        assert trainer.made("answers-sheet").content.startswith(b"PK")
        postgres.stop(at_once=True)
        postgres.start()
        wait_until(lambda: trainer.http.get("/api/me").status_code == 200, 30, "the database is back")
        assert trainer.made("answers-sheet").content.startswith(b"PK"), "the worker, too, finds its way back"


def kept_on(url: str) -> Kept:
    """What the database server holds of the homework."""
    def rows(sql: Any) -> list[Any]:
        with psycopg.connect(url) as c:
            return c.execute(sql).fetchall()

    answers = rows("SELECT subject, revision, state->'fields'->>'hvad-skete' FROM answers")
    return Kept([row[0] for row in rows("SELECT mark FROM events")], {row[0]: (row[1], row[2]) for row in answers})


@pytest.mark.parametrize(("address", "says"), [
    ("postgresql://pejling@127.0.0.1:1/pejling", "svarer ikke"), ("hej", "er ikke adressen på en database"),
    ("ukendt://x/y", "er ikke adressen på en database"),
])
def test_an_address_that_leads_nowhere_is_told_and_nothing_is_started(
    address: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, address)
    with pytest.raises(AssertionError, match=says), serve(tmp_path / "data"):
        pass


def test_notebooks_never_get_the_address(tmp_path: Path) -> None:
    given = lab.environment(tmp_path, {ADDRESS: "postgresql://pejling@127.0.0.1/pejling", "PATH": "/bin"})
    assert ADDRESS not in given
    assert "PATH" in given
    assert ADDRESS not in PASSED_ON, "and neither do kernels behind the course server"
