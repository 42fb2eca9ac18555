"""Backups: five-minute ones, daily ones, and before an upgrade, each checked; no start on a damaged database.

They lie in `DATA/backup` and are named by UTC time. Those that Pejling makes by itself are never kept longer than
`courses.BACKUP_DAYS`, for the receipt of a deleted course promises that. `moving` has the file that moves a course to
another machine, and the way back from any of them.
"""

import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from pejling.dates import danish_clock, danish_date, danish_day
from pejling.installation import Stop
from pejling.store import Store, migrate
from pejling.store.courses import BACKUP_DAYS
from pejling.store.disk import room_for
from pejling.store.lock import hold_lock
from pejling.store.snapshot import Damaged, TooNew, copy, inspect, is_empty
from pejling.store.transfer import Restored, export, restore
from pejling.temporary import sweep

__all__ = [
    "FOLDER", "Backup", "Keep", "Restored", "Schedule", "check", "copy_before_upgrade", "due", "export", "hold_lock",
    "listed", "make", "newest_good", "restore", "sweep_unfinished", "tidy",
]

Keep = Literal["recent", "daily", "upgrade", "manual"]
FOLDER = "backup"
"""The name of the folder of backups in a data folder."""
EVERY = timedelta(minutes=5)
A_MOMENT = timedelta(hours=1)
"""A clock that is set right may go back so much."""
KEPT = {"recent": 12, "daily": 14, "upgrade": 3}
_NAME = re.compile(rf"pejling-(\d{{8}}T\d{{6}}Z)-({'|'.join(get_args(Keep))})\.sqlite3")
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, order=True)
class Backup:
    """One backup in the folder, as its name tells."""

    made_at: datetime
    keep: str
    path: Path


def make(store: Store, folder: Path, now: datetime, keep: Keep = "manual") -> Path:
    """A new backup, checked and safely on the disk.

    Raises
    ------
    Stop
        The disk is full, or the database is on a server that makes its own backups.
    Damaged
        The database is not sound. The backups that are there stay as they are.
    """
    if store.file is None:
        raise Stop("Databasen ligger på en databaseserver. Tag sikkerhedskopien dér, fx med pg_dump.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    room_for(2 * store.file.stat().st_size, folder)
    made = folder / f"pejling-{now.astimezone(UTC).strftime(_TIME)}-{keep}.sqlite3"
    copy(store.file, made)
    return made


def listed(folder: Path) -> list[Backup]:
    """The backups in the folder, the newest first."""
    found = []
    for path in folder.glob("pejling-*.sqlite3"):
        if name := _NAME.fullmatch(path.name):
            made_at = datetime.strptime(name[1], _TIME).replace(tzinfo=UTC)
            found.append(Backup(made_at, name[2], path))
    return sorted(found, reverse=True)


def tidy(folder: Path, now: datetime, *, believed: bool = True) -> list[Path]:
    """Delete what is beyond the number or the days that are kept; gives what was deleted.

    The newest one stays however old it is, and manual ones stay until someone deletes them. While the clock cannot be
    believed only the number counts. Afterwards those from the days to come, which a wrong clock made, are gone first.
    """
    own = [backup for backup in listed(folder) if backup.keep in KEPT]
    own.sort(key=lambda backup: believed and backup.made_at > now + A_MOMENT)
    gone = []
    for keep, number in KEPT.items():
        alike = [backup for backup in own if backup.keep == keep]
        gone += [b for place, b in enumerate(alike)
                 if place >= number or (believed and not -A_MOMENT <= now - b.made_at <= timedelta(days=BACKUP_DAYS))]
    paths = [backup.path for backup in gone if backup != own[0]]
    for path in paths:
        path.unlink(missing_ok=True)
    return paths


def due(folder: Path, now: datetime) -> list[Keep]:
    """Which backups it is time for, whether or not there is anything new to copy."""
    present = listed(folder)
    kinds: list[Keep] = []
    # Also when a backup seems to come from the future: the clock was wrong then or is now.
    if not any(timedelta(0) <= now - backup.made_at < EVERY for backup in present if backup.keep == "recent"):
        kinds.append("recent")
    today = now.astimezone(UTC).date()
    if not any(backup.made_at.date() == today for backup in present if backup.keep == "daily"):
        kinds.append("daily")
    return kinds


class Schedule:
    """Backups made in time: call `run` every minute or so, always from the same thread."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._watch: sqlite3.Connection | None = None
        self._copied: int | None = None

    def run(self, now: datetime, *, believed: bool = True) -> list[Path]:
        """Make what is due, unless nothing was written since the last one; gives what was made. Raises as `make`."""
        if self._store.file is None:
            return []
        tidy(self._folder, now, believed=believed)
        kinds = due(self._folder, now)
        seen = self._version(self._store.file) if kinds else None
        if not kinds or seen == self._copied:
            return []
        made = [make(self._store, self._folder, now, keep) for keep in kinds]
        tidy(self._folder, now, believed=believed)
        self._copied = seen
        return made

    def close(self) -> None:
        """Let go of the database."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _version(self, file: Path) -> int:
        """A number that changes with every commit of anyone else."""
        if self._watch is None:
            self._watch = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])


def newest_good(folder: Path) -> Backup | None:
    """The newest backup that is sound, or None."""
    for backup in listed(folder):
        try:
            inspect(backup.path)
        except (Damaged, Stop):
            continue
        return backup
    return None


def sweep_unfinished(data_dir: Path) -> int:
    """Delete the backups and copies that were being made when the process was killed; gives how many."""
    return sweep(data_dir, *(data_dir / FOLDER).glob(".pejling-*"), *data_dir.glob(".restore-*"))


def check(file: Path) -> None:
    """Nothing, when the server can start on this database file (or there is none yet). It is not written to.

    Raises
    ------
    Stop
        It is damaged, too new, or gone while its backups are there: names the newest good backup and what to write. Or the
        disk is full or broken: then it says that, for nothing is wrong with the database.
    """
    try:
        missing = is_empty(file)
        if missing and not listed(file.parent / FOLDER):
            return
        if missing:
            raise Damaged("den er væk, men der er sikkerhedskopier af den")
        inspect(file)
    except Stop as error:
        raise Stop(f"Pejling er ikke startet. {error}") from error
    except TooNew as error:
        raise Stop(
            f"Pejling er ikke startet, for {error}. Intet er ændret.\nHent den nyeste udgave af Pejling, og start igen."
        ) from error
    except Damaged as error:
        raise Stop(
            f"Pejling er ikke startet, for der er noget galt med {file}: {error}. Intet er ændret.\n{_way_back(file)}"
        ) from error


def copy_before_upgrade(file: Path, now: datetime) -> Path | None:
    """A backup of a sound database that the start is about to bring to a newer schema; None when it is not."""
    if is_empty(file) or inspect(file).revision == migrate.head():
        return None
    folder = file.parent / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"pejling-{now.astimezone(UTC).strftime(_TIME)}-upgrade.sqlite3"
    copy(file, target)
    return target


def _way_back(file: Path) -> str:
    found = newest_good(file.parent / FOLDER)
    if found is None:
        return (f"Der er ingen god sikkerhedskopi i {file.parent / FOLDER}. Lad alt ligge: måske kan noget reddes.\n"
                f'Skal der undervises imens, så begynd i en ny mappe:  python3 kit.py start --data "{file.parent}-ny"')
    when = f"{danish_date(danish_day(found.made_at))} kl. {danish_clock(found.made_at)}"
    return (f"Den nyeste gode sikkerhedskopi er fra {when}. Læg den tilbage med:\n"
            f'  python3 kit.py restore "{found.path}" --data "{file.parent}"')
