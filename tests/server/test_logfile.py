"""The log never repeats what somebody wrote, whatever the error choked on."""

import logging
from pathlib import Path
from typing import Any

import pytest
from postgres import LACKING, find_programs, serve_postgres
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pejling.store import Store
from pejling.store.disk import code_of
from pejling_server.logfile import MINUTE, MOST_ALIKE, Sparing, log_to
from pejling_server.voila.log_lines import without_words

SECRET = "Jeg har fortalt min chef at jeg er syg"


def _log_of(folder: Path, message: str, error: BaseException | None = None) -> str:
    before = logging.getLogger().handlers[:]
    log_to(folder)
    try:
        logging.getLogger("pejling").error(message, exc_info=error)
    finally:
        (made,) = logging.getLogger().handlers
        made.close()
        logging.getLogger().handlers[:] = before
    return (folder / "pejling.log").read_text("utf-8")


def _choke() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(f"could not take {SECRET}") from error


def test_an_error_is_logged_by_place_and_sort_without_its_words(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as caught:
        _choke()
    logged = _log_of(tmp_path, "it failed, reference abc", caught.value)
    assert "chef" not in logged
    assert logged.index("ValueError") < logged.index("RuntimeError")
    assert "in _choke" in logged
    assert "reference abc" in logged


def test_a_line_that_comes_again_and_again_is_written_some_times_and_then_counted_no_more(tmp_path: Path) -> None:
    now = 0.0
    filter_ = Sparing(lambda: now)

    def written(sort: str) -> list[str]:
        records = [logging.LogRecord("pejling", logging.INFO, "", 0, sort, (n,), None) for n in range(1000)]
        return [record.getMessage() for record in records if filter_.filter(record)]

    lines = written("unreadable request %s")
    assert len(lines) == MOST_ALIKE
    assert "more like this one" in lines[-1]
    assert len(written("another sort %s")) == MOST_ALIKE, "each sort for itself"
    now += MINUTE + 1
    assert len(written("unreadable request %s")) == MOST_ALIKE


def _fall(depth: int) -> None:
    if depth:
        _fall_on(depth - 1)
    raise ValueError(SECRET)


def _fall_on(depth: int) -> None:
    _fall(depth)


def test_of_a_long_way_only_the_beginning_and_the_end_are_logged(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="chef") as caught:
        _fall(400)
    logged = _log_of(tmp_path, "it failed", caught.value)
    assert len(logged) < 4000
    assert "more …" in logged
    assert logged.rstrip().endswith("ValueError")


def _refused_by(store: Store) -> DBAPIError:
    with store.engine.connect() as c:
        c.execute(text("CREATE TEMPORARY TABLE said (words VARCHAR(400) PRIMARY KEY)"))
        with pytest.raises(DBAPIError) as caught:
            c.execute(text("INSERT INTO said VALUES (:words)"), [{"words": SECRET}, {"words": SECRET}])
    return caught.value


def test_what_a_database_refuses_is_logged_by_its_code(tmp_path: Path) -> None:
    store = Store.at(tmp_path / "data")
    error = _refused_by(store)
    store.close()
    assert code_of(error) == "SQLITE_CONSTRAINT_PRIMARYKEY"
    assert "chef" not in _log_of(tmp_path, "refused", error)


def test_a_database_server_repeats_the_row_and_the_log_does_not(tmp_path: Path) -> None:
    programs = find_programs()
    if programs is None:
        pytest.skip(LACKING)
    with serve_postgres(programs) as server:
        store = Store(server.new_database())
        error = _refused_by(store)
        store.close()
    assert "chef" in str(error.orig)  # the server's own words hold the row
    assert code_of(error) == "23505"
    assert "chef" not in _log_of(tmp_path, "refused", error)


def test_what_a_stranger_sends_makes_no_line_and_leaves_no_word(house: Any) -> None:
    log = house.served.data / "log" / "pejling.log"
    begun = len(log.read_text("utf-8"))
    forged = f"{SECRET}\n2026-01-01 00:00:00,000 ERROR pejling a line of my own"
    assert house.nobody.refused("/api/join/code", {"code": "ABC", forged: 1})[0] == 422
    assert house.nobody.refused("/api/join/code", {"code": forged, "letters": forged})[0] == 422
    opening = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "aGVqIGhlaiBoZWogaGVqIQ=="}
    house.nobody.http.get("/hvad/som/helst?navn=chef", headers=opening)
    told = log.read_text("utf-8")[begun:]
    assert "unreadable request to /api/join/code" in told
    assert "chef" not in told
    assert "a line of my own" not in told
    assert "127.0.0.1" not in told


def test_of_what_a_kernel_page_says_places_and_sorts_are_logged_and_no_words() -> None:
    said = """
[Pejling] WARNING | this system cannot close the data folder to kernels
[Voila] WARNING | Notebook srv/pejling-data/content/modules/egen/dag.ipynb is not trusted
Karsten Brandt har svaret
/srv/kit/x.py:1: UserWarning: Karsten
[Voila] ERROR | Error at server while executing cell: {'cell_type': 'code', 'evalue': 'Karsten Brandt'}
Traceback (most recent call last):
  File "/srv/venv/voila/execute.py", line 80, in execute_cell
    result = await self.async_execute_cell("Karsten")
nbclient.exceptions.CellExecutionError: An error occurred while executing the following cell:
raise ValueError("Karsten Brandt")
ValueError: Karsten Brandt
KeyError: 'Karsten'
"""
    kept = [line for line in map(without_words, said.splitlines()) if line]
    assert kept == [
        "[Pejling] WARNING | this system cannot close the data folder to kernels",
        "[Voila] WARNING | Notebook srv/pejling-data/content/modules/egen/dag.ipynb is not trusted",
        "[Voila] ERROR | Error at server while executing cell",
        '  File "/srv/venv/voila/execute.py", line 80, in execute_cell',
        "nbclient.exceptions.CellExecutionError", "ValueError", "KeyError",
    ]


def test_a_message_of_several_lines_is_told_in_one(tmp_path: Path) -> None:
    (line,) = _log_of(tmp_path, "one\ntwo\r\nthree").splitlines()
    assert line.endswith("one two three")
