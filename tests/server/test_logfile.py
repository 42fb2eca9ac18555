"""The log never repeats what somebody wrote, whatever the error choked on."""

import logging
from pathlib import Path

import pytest
from postgres import LACKING, find_programs, serve_postgres
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pejling.store import Store
from pejling_server.logfile import code_of, log_to

SECRET = "Jeg har fortalt min chef at jeg er syg"


def _log_of(folder: Path, error: BaseException) -> str:
    before = logging.getLogger().handlers[:]
    log_to(folder)
    try:
        logging.getLogger("pejling").error("it failed, reference abc", exc_info=error)
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
    logged = _log_of(tmp_path, caught.value)
    assert "chef" not in logged
    assert logged.index("ValueError") < logged.index("RuntimeError")
    assert "in _choke" in logged
    assert "reference abc" in logged


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
    assert "chef" not in _log_of(tmp_path, error)


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
    assert "chef" not in _log_of(tmp_path, error)
