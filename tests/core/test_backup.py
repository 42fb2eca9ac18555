"""Backups are made in time, checked, kept as long as promised, and brought back by one command."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from write_ahead_log import fold

from pejling.installation import Stop
from pejling.store import FILE, Store, backup, ballots, courses, migrate, runs
from pejling.store.snapshot import Damaged, copy, inspect
from pejling.store.transfer import ASIDE, CONTENT, KEY, MANIFEST

pytestmark = pytest.mark.sqlite  # a database server makes its own backups
DIGEST = "0" * 32


def folder_of(store: Store) -> Path:
    assert store.file is not None
    return store.file.parent / backup.FOLDER


def data_of(store: Store) -> Path:
    assert store.file is not None
    return store.file.parent


def titles(file: Path) -> list[str]:
    with sqlite3.connect(file) as database:
        return [row[0] for row in database.execute("SELECT title FROM courses ORDER BY title")]


def add_course(store: Store, title: str, now: datetime) -> str:
    with store.write() as c:
        return courses.create(c, title, now)


def test_a_backup_is_one_sound_file_named_by_utc_time(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now.astimezone(), "recent")
    assert made.name == "pejling-20261121T090000Z-recent.sqlite3"
    assert titles(made) == ["Hold Nord"]
    assert inspect(made).revision == migrate.head()
    assert [path.name for path in folder_of(store).iterdir()] == [made.name]
    assert made.read_bytes()[18:20] == b"\x01\x01", "a copy in WAL mode needs two files beside it"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_only_the_owner_can_read_the_database_its_log_and_its_backups(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now)
    zipped = backup.export(store, data_of(store), data_of(store), now)
    for path in [store.file, store.file.with_name(FILE + "-wal"), made, zipped]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_twelve_recent_and_fourteen_daily_backups_are_kept_and_every_manual_one(store, klass, now) -> None:
    folder = folder_of(store)
    for n in range(20):
        backup.make(store, folder, now + timedelta(minutes=5 * n), "recent")
        backup.make(store, folder, now + timedelta(hours=12 * n), "daily")
        backup.make(store, folder, now + timedelta(minutes=n), "manual")
    backup.tidy(folder, now + timedelta(days=10))
    kept = [b.keep for b in backup.listed(folder)]
    assert (kept.count("recent"), kept.count("daily"), kept.count("manual")) == (12, 14, 20)
    assert min(b.made_at for b in backup.listed(folder) if b.keep == "recent") == now + timedelta(minutes=5 * 8)


def test_no_own_backup_outlives_what_the_receipt_of_a_deleted_course_promises(store, klass, now) -> None:
    folder = folder_of(store)
    backup.make(store, folder, now - timedelta(hours=1), "recent")
    backup.make(store, folder, now - timedelta(hours=1), "daily")
    schedule = backup.Schedule(store, folder)
    with store.write() as c:
        receipt = courses.receipt(c, courses.remove(c, klass.course, now))
    promised = datetime.fromisoformat(receipt.backups_until_day).replace(tzinfo=UTC) + timedelta(days=1)
    schedule.run(now)
    # Nothing is written for weeks, so that no new backup pushes the old ones out.
    schedule.run(promised)
    schedule.close()
    left = [b.path for b in backup.listed(folder)]
    assert left, "the newest one stays"
    assert all(b"Deltager 3" not in path.read_bytes() for path in left)


def test_the_newest_backup_stays_however_old_it_is(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now, "recent")
    backup.tidy(folder_of(store), now + timedelta(days=400))
    assert made.exists()


def test_a_recent_backup_is_due_after_five_minutes_and_a_daily_one_on_each_day(store, klass, now) -> None:
    folder = folder_of(store)
    assert backup.due(folder, now) == ["recent", "daily"]
    backup.make(store, folder, now, "recent")
    backup.make(store, folder, now, "daily")
    assert backup.due(folder, now + timedelta(minutes=4)) == []
    assert backup.due(folder, now + timedelta(minutes=5)) == ["recent"]
    assert backup.due(folder, now + timedelta(days=1)) == ["recent", "daily"]


def test_a_backup_from_a_clock_that_was_wrong_holds_up_no_later_one(store, klass, now) -> None:
    backup.make(store, folder_of(store), now + timedelta(days=3), "recent")
    assert "recent" in backup.due(folder_of(store), now)


def test_backups_from_the_days_to_come_go_when_the_clock_is_right_again_and_none_goes_while_it_is_wrong(store, klass, now) -> None:
    folder, ahead = folder_of(store), now + timedelta(days=730)
    right = [backup.make(store, folder, now - timedelta(minutes=5 * n), "recent") for n in range(3)]
    wrong = backup.make(store, folder, ahead, "recent")
    assert backup.tidy(folder, ahead, believed=False) == []
    assert backup.tidy(folder, now) == [wrong]
    assert [b.path for b in backup.listed(folder)] == right


def test_no_backup_is_made_when_nothing_was_written_since_the_last(store, klass, now) -> None:
    schedule = backup.Schedule(store, folder_of(store))
    assert len(schedule.run(now)) == 2
    assert schedule.run(now + timedelta(minutes=6)) == []
    with store.read() as c:
        courses.get(c, klass.course)
    assert schedule.run(now + timedelta(minutes=12)) == []
    add_course(store, "Hold Syd", now)
    [made] = schedule.run(now + timedelta(minutes=18))
    assert titles(made) == ["Hold Nord", "Hold Syd"]
    schedule.close()


def test_writers_are_not_held_up_while_a_backup_is_made(store, klass, now) -> None:
    with store.write() as c:
        for n in range(3000):
            runs.pin(c, f"{n:032}", "fyld", "x" * 4000)
    ended = threading.Event()
    waits = []

    def write() -> None:
        while not ended.is_set():
            began = time.monotonic()
            add_course(store, "Hold Øst", now)
            waits.append(time.monotonic() - began)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup.make(store, folder_of(store), now + timedelta(seconds=n)) for n in range(3)]
    finally:
        ended.set()
        writer.join()
    assert all(inspect(path) for path in made)
    assert len(waits) > 3
    assert max(waits) < 5


def test_a_damaged_database_gives_no_backup_and_leaves_the_good_ones(store, klass, now) -> None:
    good = backup.make(store, folder_of(store), now, "recent")
    fold(store)
    damage(store.file)
    with pytest.raises(Damaged):
        backup.make(store, folder_of(store), now + timedelta(hours=1), "recent")
    assert [path.name for path in folder_of(store).iterdir()] == [good.name]


def test_a_full_disk_is_said_and_leaves_nothing_half_made(store, klass, now, monkeypatch) -> None:
    usage = shutil.disk_usage(data_of(store))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(Stop, match="næsten fuld"):
        backup.make(store, folder_of(store), now)
    assert list(folder_of(store).iterdir()) == []


def test_ballots_of_an_open_run_are_in_no_backup_and_those_of_a_closed_run_are(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=True, now=now)
        for n in range(6):
            ballots.cast(c, run, f"{n:032}", "", {"fields": {"q": "Usædvanligt"}}, new=True, most=10)
    made = folder_of(store)
    made.mkdir()
    assert copy(store.file, made / "open.sqlite3").left_out == 6
    assert "Usædvanligt".encode() not in (made / "open.sqlite3").read_bytes()
    assert b"Us\\u00e6dvanligt" not in (made / "open.sqlite3").read_bytes()
    with store.write() as c:
        runs.close(c, runs.get(c, klass.course, run))
    assert copy(store.file, made / "closed.sqlite3").left_out == 0
    with sqlite3.connect(made / "closed.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM ballots").fetchone() == (6,)


# Starting


def damage(file: Path) -> None:
    """Write noise into the middle of the file, as a dying disk does."""
    raw = bytearray(file.read_bytes())
    raw[4096:-4096:7] = b"\xa5" * len(raw[4096:-4096:7])
    file.write_bytes(raw)


def test_a_sound_database_and_none_at_all_may_start(store, klass, tmp_path) -> None:
    backup.check(store.file)
    backup.check(tmp_path / "ny" / FILE)


@pytest.mark.parametrize("how", ["noise", "no database", "cut short", "empty", "gone"])
def test_a_damaged_database_is_told_with_the_way_back_and_is_not_touched(store, klass, now, how) -> None:
    backup.make(store, folder_of(store), now - timedelta(hours=1), "recent")
    bad = backup.make(store, folder_of(store), now, "recent")
    damage(bad)
    store.close()
    if how == "noise":
        damage(store.file)
    elif how == "gone":
        store.file.unlink()
    else:
        raw = store.file.read_bytes()
        store.file.write_bytes({"no database": b"hej" * 900, "cut short": raw[: len(raw) // 2], "empty": b""}[how])
    before = {path: path.read_bytes() for path in data_of(store).rglob("*") if path.is_file()}
    with pytest.raises(Stop) as told:
        backup.check(store.file)
    assert "Intet er ændret" in str(told.value)
    assert "21. november 2026 kl. 9.00" in str(told.value).replace("09.00", "9.00")
    assert 'kit.py restore "' in str(told.value)
    assert "pejling-20261121T080000Z-recent.sqlite3" in str(told.value)
    assert {path: path.read_bytes() for path in before if path.exists()} == before


def test_a_database_of_a_newer_version_is_refused_and_the_remedy_is_a_newer_pejling(store, klass) -> None:
    make_newer(store)
    with pytest.raises(Stop, match="nyeste udgave"):
        backup.check(store.file)


def make_newer(store: Store) -> None:
    with store.write() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def test_an_old_database_is_copied_before_it_is_upgraded_and_a_new_one_is_not(store, klass, now, monkeypatch) -> None:
    assert backup.copy_before_upgrade(store.file, now) is None
    monkeypatch.setattr("pejling.store.migrate.head", lambda: "9001")
    made = backup.copy_before_upgrade(store.file, now)
    assert made is not None
    assert titles(made) == ["Hold Nord"]
    backup.make(store, folder_of(store), now + timedelta(days=15), "recent")
    backup.tidy(folder_of(store), now + timedelta(days=15))
    assert not made.exists(), "kept no longer than the receipt of a deleted course says"


@pytest.mark.parametrize(("name", "says"), [
    ("SQLITE_FULL", "er fuld"), ("SQLITE_IOERR_WRITE", "svarer med en fejl"), ("SQLITE_CANTOPEN", "må ikke læse og skrive"),
    ("SQLITE_BUSY", "Et andet program"),
])
def test_a_disk_that_refuses_is_no_damage_and_nobody_is_told_to_move_anything(store, klass, now, monkeypatch, name, says) -> None:
    made = backup.make(store, folder_of(store), now)

    def refuse(_: Path):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = name
        raise error

    monkeypatch.setattr("pejling.store.snapshot.opened", refuse)
    for ask in (lambda: backup.check(store.file), lambda: backup.copy_before_upgrade(store.file, now),
                lambda: backup.restore(made, data_of(store).with_name("ny"), now)):
        with pytest.raises(Stop, match=says) as told:
            ask()
        assert "restore" not in str(told.value)
        assert "Flyt" not in str(told.value)


def test_a_database_without_a_table_in_it_is_none_yet(store, klass, tmp_path, now) -> None:
    file = tmp_path / "ny" / FILE
    file.parent.mkdir()
    with sqlite3.connect(file) as database:  # as a first start leaves it when the disk is full
        database.execute("PRAGMA journal_mode=WAL")
    database.close()
    assert file.stat().st_size > 0
    backup.check(file)
    assert backup.copy_before_upgrade(file, now) is None


def test_a_damaged_database_without_backups_is_left_where_it_is(store, klass, tmp_path) -> None:
    store.close()
    damage(store.file)
    with pytest.raises(Stop, match="Lad alt ligge") as told:
        backup.check(store.file)
    assert "Flyt" not in str(told.value)


@pytest.mark.parametrize("foreign", [
    "CREATE TRIGGER tyv AFTER INSERT ON logins BEGIN INSERT INTO settings VALUES (new.id, new.token_hash); END",
    "CREATE VIRTUAL TABLE tyv USING fts5(ord)",
])
def test_a_copy_that_does_things_by_itself_is_neither_restored_nor_started_on(store, klass, now, foreign) -> None:
    made = backup.make(store, folder_of(store), now)
    with sqlite3.connect(made) as database:
        database.execute(foreign)
    database.close()
    store.close()
    before = store.file.read_bytes()
    with pytest.raises(Stop, match=r"ikke er Pejlings.*tyv.*Intet er ændret"):
        backup.restore(made, data_of(store), now)
    assert store.file.read_bytes() == before
    shutil.copy(made, store.file)
    with pytest.raises(Stop, match="ikke er Pejlings"):
        backup.check(store.file)


# Bringing back


def test_a_backup_comes_back_and_what_was_there_is_moved_aside(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now)
    add_course(store, "Hold Syd", now)
    store.close()
    done = backup.restore(made, data_of(store), now)
    assert titles(store.file) == ["Hold Nord"]
    assert done.aside is not None
    assert titles(done.aside / FILE) == ["Hold Nord", "Hold Syd"]
    again = Store.at(data_of(store))
    add_course(again, "Hold Vest", now)
    again.close()
    assert titles(store.file) == ["Hold Nord", "Hold Vest"]


def test_what_stood_only_in_the_log_is_moved_aside_too_and_never_written_into_the_restored_one(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now)
    add_course(store, "Hold Syd", now)
    wal = store.file.with_name(FILE + "-wal")
    killed = data_of(store).with_name("killed")
    killed.mkdir()
    for path in (store.file, wal):  # as a server that was killed leaves it
        shutil.copy(path, killed / path.name)
    assert wal.stat().st_size > 0
    done = backup.restore(made, killed, now)
    assert titles(killed / FILE) == ["Hold Nord"]
    assert titles(done.aside / FILE) == ["Hold Nord", "Hold Syd"]


def test_a_damaged_database_is_moved_aside_as_it_is(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now)
    store.close()
    damage(store.file)
    ruin = store.file.read_bytes()
    done = backup.restore(made, data_of(store), now)
    assert (done.aside / FILE).read_bytes() == ruin
    backup.check(store.file)


def test_nothing_is_restored_while_the_server_runs(store, klass, now) -> None:
    made = backup.make(store, folder_of(store), now)
    code = (
        "import sys; from pathlib import Path; from pejling.store.lock import hold_lock\n"
        "with hold_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(data_of(store))]
    core = str(Path(backup.__file__).parents[2])
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": core}
    )
    try:
        assert server.stdout.readline() == "held\n"
        before = store.file.read_bytes()
        with pytest.raises(Stop, match="kører allerede"):
            backup.restore(made, data_of(store), now)
        assert store.file.read_bytes() == before
        assert not (data_of(store) / ASIDE).exists()
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
        server.stdin.close()
    store.close()
    backup.restore(made, data_of(store), now)  # a killed server holds nothing


@pytest.mark.parametrize("what", ["a damaged one", "a text file", "a newer one", "none", "another database"])
def test_what_is_no_good_backup_is_refused_and_changes_nothing(store, klass, now, tmp_path, what) -> None:
    made = backup.make(store, folder_of(store), now)
    if what == "a damaged one":
        damage(made)
    elif what == "a text file":
        made.write_text("hej")
    elif what == "none":
        made.unlink()
    else:
        with sqlite3.connect(made) as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'" if what == "a newer one"
                             else "DROP TABLE alembic_version")
        database.close()
    store.close()
    before = store.file.read_bytes()
    with pytest.raises(Stop, match="Intet er ændret"):
        backup.restore(made, data_of(store), now)
    assert store.file.read_bytes() == before
    assert not (data_of(store) / ASIDE).exists()


def test_an_export_moves_database_key_and_own_content_to_another_machine(store, klass, now, tmp_path) -> None:
    own = data_of(store) / CONTENT / "modules" / "1-viden-og-samarbejde" / "exercises"
    own.mkdir(parents=True)
    (own / "æøå.yaml").write_text("title: Vores egen\n", encoding="utf-8")
    (data_of(store) / KEY).write_text("hemmelig")
    made = backup.export(store, data_of(store), tmp_path / "flyt.zip", now)
    assert made == tmp_path / "flyt.zip"
    with zipfile.ZipFile(made) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    assert manifest["revision"] == migrate.head()
    assert manifest["pejling"][0].isdigit()
    server = tmp_path / "server"
    server.mkdir()
    (server / KEY).write_text("en anden")
    done = backup.restore(made, server, now)
    assert titles(server / FILE) == ["Hold Nord"]
    assert (server / KEY).read_text() == "hemmelig"
    assert (done.aside / KEY).read_text() == "en anden"
    moved = server / CONTENT / "modules" / "1-viden-og-samarbejde" / "exercises" / "æøå.yaml"
    assert moved.read_text(encoding="utf-8") == "title: Vores egen\n"
    assert sorted(path.name for path in server.iterdir()) == sorted([ASIDE, CONTENT, FILE, KEY, "pejling.lock", "tmp"])
    assert not list((server / "tmp").iterdir())


def test_an_export_says_how_many_open_ballots_it_lacks(store, klass, now, tmp_path) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=True, now=now)
        ballots.cast(c, run, "k" * 32, "", {"fields": {}}, new=True, most=10)
    made = backup.export(store, data_of(store), tmp_path, now)
    assert backup.restore(made, tmp_path / "server", now).left_out == 1


def rewritten(made: Path, change) -> Path:
    """The export with other parts: `change` gets name → bytes and may change it."""
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    other = made.with_name("anden.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return other


def list_again(parts) -> None:
    manifest = json.loads(parts[MANIFEST])
    manifest["files"] = {n: hashlib.sha256(content).hexdigest() for n, content in parts.items() if n != MANIFEST}
    parts[MANIFEST] = json.dumps(manifest).encode()


@pytest.mark.parametrize("name", [
    "../ude.txt", "content/../../ude.txt", "/etc/ude.txt", "content\\..\\ude.txt", "C:/ude.txt", "content/C:ude.txt",
    "content/.. /ude.txt", "andet.txt", "content", "log/pejling.log", "Secret.key",
])
def test_a_zip_with_a_name_that_leads_elsewhere_is_refused(store, klass, now, tmp_path, name) -> None:
    made = backup.export(store, data_of(store), tmp_path / "god.zip", now)
    bad = rewritten(made, lambda parts: (parts.update({name: b"x"}), list_again(parts)))
    with pytest.raises(Stop, match="Intet er ændret"):
        backup.restore(bad, tmp_path / "server", now)
    assert not list(tmp_path.rglob("ude.txt"))
    assert not (tmp_path / "server" / FILE).exists()


@pytest.mark.parametrize("how", ["changed", "missing", "listed only", "no manifest", "bad json", "cut short"])
def test_a_zip_that_is_not_what_its_list_says_is_refused(store, klass, now, tmp_path, how) -> None:
    (data_of(store) / KEY).write_text("hemmelig")
    made = backup.export(store, data_of(store), tmp_path / "god.zip", now)

    def spoil(parts) -> None:
        if how == "changed":
            parts[KEY] = b"hemmelix"
        elif how in ("missing", "listed only"):
            del parts[FILE if how == "missing" else KEY]
        elif how == "no manifest":
            del parts[MANIFEST]
        else:
            parts[MANIFEST] = b"{" if how == "bad json" else parts[MANIFEST]

    bad = rewritten(made, spoil)
    if how == "cut short":
        bad.write_bytes(made.read_bytes()[:-400])
    with pytest.raises(Stop, match="Intet er ændret"):
        backup.restore(bad, tmp_path / "server", now)
    assert not (tmp_path / "server" / FILE).exists()


def test_a_zip_with_a_link_in_it_is_refused(store, klass, now, tmp_path) -> None:
    made = backup.export(store, data_of(store), tmp_path / "god.zip", now)
    bad = rewritten(made, lambda parts: (parts.update({"content/sti": b"/etc/passwd"}), list_again(parts)))
    linked = tmp_path / "linked.zip"
    with zipfile.ZipFile(bad) as old, zipfile.ZipFile(linked, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "content/sti":
                part.external_attr = 0o120777 << 16
            new.writestr(part, content)
    with pytest.raises(Stop, match="Intet er ændret"):
        backup.restore(linked, tmp_path / "server", now)


def test_a_small_zip_that_unpacks_to_more_than_there_is_room_for_is_refused(store, klass, now, tmp_path, monkeypatch) -> None:
    made = backup.export(store, data_of(store), tmp_path / "god.zip", now)
    bad = rewritten(made, lambda parts: (parts.update({"content/stor": bytes(30_000_000)}), list_again(parts)))
    assert bad.stat().st_size < 1_000_000
    monkeypatch.setattr("pejling.store.transfer.MAX_BYTES", 20_000_000)
    with pytest.raises(Stop, match="fylder for meget"):
        backup.restore(bad, tmp_path / "server", now)


def test_a_course_goes_from_a_laptop_with_an_older_schema_to_todays(now, tmp_path, monkeypatch) -> None:
    upgrade = migrate.upgrade
    with monkeypatch.context() as older:
        older.setattr(migrate, "upgrade", lambda engine, to="head": upgrade(engine, "0001"))
        laptop = Store.at(tmp_path / "laptop")
    with laptop.write() as c:
        courses.create(c, "Hold Nord", now)
    made = backup.export(laptop, tmp_path / "laptop", tmp_path / "flyt.zip", now)
    laptop.close()
    assert backup.restore(made, tmp_path / "server", now).revision == "0001"
    server = Store.at(tmp_path / "server")
    assert migrate.current(server.engine) == migrate.head() != "0001"
    server.close()
    assert titles(tmp_path / "server" / FILE) == ["Hold Nord"]
