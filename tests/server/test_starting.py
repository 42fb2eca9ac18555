"""What the start does with the data folder, and what it says when that cannot be used."""

from pathlib import Path

from pejling.store import backup
from pejling_server.database import open_store


def test_what_was_left_half_made_is_gone_when_the_server_starts(tmp_path: Path) -> None:
    left = [tmp_path / backup.FOLDER / ".pejling-20261121T090000Z-recent.sqlite3.tmp", tmp_path / "tmp" / "report-ab" / "data.json"]
    for path in left:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    open_store(tmp_path).close()
    assert [path.exists() for path in left] == [False, False]
