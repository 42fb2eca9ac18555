"""Transfer: one file that holds all of an installation, to move it to another machine; and the way back from any copy."""

import hashlib
import importlib.metadata
import json
import os
import shutil
import sqlite3
import stat
import tomllib
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pejling.dates import iso
from pejling.installation import Stop
from pejling.store import FILE, Store
from pejling.store.disk import room_for, trouble
from pejling.store.lock import hold_lock
from pejling.store.snapshot import Damaged, copy, force_to_disk, inspect
from pejling.temporary import temporary_folder

KEY, CONTENT, MANIFEST = "secret.key", "content", "manifest.json"
ASIDE = "lagt-til-side"
"""Folder in the data folder for what a restore replaced."""
MAX_FILES = 5_000
MAX_BYTES = 4_000_000_000
MAX_SMALL = 1_000_000
"""Bytes of a manifest or a key."""


@dataclass(frozen=True)
class Restored:
    """What a restore did."""

    revision: str
    aside: Path | None
    """Where that which was there before lies now; None when nothing was."""
    left_out: int = 0
    """Ballots of anonymous runs that were open when the copy was made, and so are not in it."""


def export(store: Store, data_dir: Path, target: Path, now: datetime | None = None) -> Path:
    """One zip with the database, the key and the trainers' own content; gives its path.

    `target` is the file, or a folder to put it in. Whoever has the file can read everything in it.

    Raises
    ------
    Stop
        The disk is full, or the database is on a server.
    Damaged
        The database is not sound.
    """
    if store.file is None:
        raise Stop("Databasen ligger på en databaseserver og kan ikke flyttes som én fil. Brug fx pg_dump.")
    moment = now or datetime.now(UTC)
    if target.is_dir():
        target /= f"pejling-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
    for place in (data_dir, target.parent):
        room_for(2 * store.file.stat().st_size, place)
    unfinished = target.with_name(f".{target.name}.tmp")
    try:
        with temporary_folder(data_dir, "backup") as folder:
            sound = copy(store.file, folder / FILE)
            own = {FILE: folder / FILE, **_key_and_content(data_dir)}
            manifest = {
                "pejling": _version(), "revision": sound.revision, "made_at": iso(moment), "left_out": sound.left_out,
                "files": {name: _sha256(path) for name, path in own.items()},
            }
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                unfinished.chmod(0o600)
                archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
                for name, path in own.items():
                    archive.write(path, name)
            force_to_disk(unfinished)
            unfinished.replace(target)
            force_to_disk(target.parent)
    except OSError as error:
        raise Stop(f"Kopien blev ikke til noget. {trouble(error, target.parent)}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def restore(file: Path, data_dir: Path, now: datetime | None = None) -> Restored:
    """Put a backup (`.sqlite3`) or an export (`.zip`) in place of what is there. What was there is moved aside.

    Raises
    ------
    Stop
        The server is running, or the file is not one of ours, damaged, unsafe or too new. Nothing is changed then.
    """
    with hold_lock(data_dir), temporary_folder(data_dir, "restore") as staged:
        try:
            left_out = _stage(file, staged)
            revision = inspect(staged / FILE).revision
        except Damaged as error:
            raise Stop(f"{file.name} kan ikke lægges tilbage: {error}. Intet er ændret.") from error
        except OSError as error:
            raise Stop(f"{file} kan ikke læses eller pakkes ud: {error.strerror or error}. Intet er ændret.") from error
        return Restored(revision, _put_in_place(staged, data_dir, now or datetime.now(UTC)), left_out)


def _stage(file: Path, staged: Path) -> int:
    """Copy or unpack `file` into the empty folder `staged`; gives how many ballots it says it lacks."""
    if not file.is_file():
        raise Damaged("filen findes ikke")
    with file.open("rb") as opening:
        begins = opening.read(16)
    if begins == b"SQLite format 3\0":
        room_for(2 * file.stat().st_size, staged)
        return copy(file, staged / FILE).left_out
    if not begins.startswith(b"PK"):
        raise Damaged("det er hverken en sikkerhedskopi (.sqlite3) eller en samlet kopi (.zip) fra Pejling")
    try:
        with zipfile.ZipFile(file) as archive:
            return _unpack(archive, staged)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Damaged("zip-filen er i stykker eller ikke fra Pejling") from error


def _unpack(archive: zipfile.ZipFile, staged: Path) -> int:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    names = [part.filename for part in parts]
    distinct = len({name.casefold() for name in names}) == len(names)
    if len(parts) > MAX_FILES or not distinct or not all(map(_may_unpack, parts)):
        raise Damaged("zip-filen indeholder noget, der ikke hører til i en kopi fra Pejling")
    if not {MANIFEST, FILE} <= set(names):
        raise Damaged("zip-filen mangler databasen eller sin indholdsliste")
    size = sum(part.file_size for part in parts)
    if size > MAX_BYTES:
        raise Damaged("zip-filen fylder for meget, når den pakkes ud")
    room_for(size, staged)
    manifest: Any = json.loads(archive.read(MANIFEST))
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict) or set(files) != set(names) - {MANIFEST}:
        raise Damaged("zip-filen passer ikke med sin egen indholdsliste")
    for part in parts:
        if part.filename == MANIFEST:
            continue
        place = staged / part.filename
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with archive.open(part) as packed, place.open("wb") as unpacked:
            place.chmod(0o600)
            _copy_at_most(packed, unpacked, part.file_size)
        if _sha256(place) != files[part.filename]:
            raise Damaged(f"{part.filename} i zip-filen er ændret eller beskadiget")
        force_to_disk(place)
    left_out = manifest.get("left_out", 0)
    return left_out if isinstance(left_out, int) else 0


def _may_unpack(part: zipfile.ZipInfo) -> bool:
    """Whether the name is one that an export writes, and stays inside the folder on every system."""
    kind = stat.S_IFMT(part.external_attr >> 16)
    if part.flag_bits & 0x1 or kind not in (0, stat.S_IFREG):
        return False
    if part.filename in (MANIFEST, KEY):
        return part.file_size <= MAX_SMALL
    if part.filename == FILE:
        return True
    path = PurePosixPath(part.filename)
    inside = len(path.parts) > 1 and path.parts[0] == CONTENT and path.as_posix() == part.filename
    return inside and not any(p == ".." or set(p) & set('\\:<>"|?*\0') or p.rstrip(". ") != p for p in path.parts)


def _copy_at_most(packed: Any, unpacked: Any, size: int) -> None:
    """Copy, and stop at one byte more than the zip's directory promised: a directory can lie."""
    left = size
    while block := packed.read(min(1 << 20, left + 1)):
        left -= len(block)
        if left < 0:
            raise Damaged("zip-filen fylder mere, end den siger")
        unpacked.write(block)


def _put_in_place(staged: Path, data_dir: Path, now: datetime) -> Path | None:
    """Swap the staged files in, the database last and in one step; gives the folder with what they replaced."""
    _fold_log(data_dir / FILE)
    logs = (f"{FILE}-wal", f"{FILE}-shm")
    restored = [name for name in (CONTENT, KEY, FILE) if (staged / name).exists()]
    replaced = [data_dir / name for name in (*restored, *logs) if (data_dir / name).exists()]
    aside = _free_name(data_dir / ASIDE / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if replaced:
        aside.mkdir(parents=True, mode=0o700)
    for path in replaced:
        if path.is_dir():
            path.rename(aside / path.name)
        else:
            _keep_too(path, aside / path.name)
    for name in logs:  # an old log would be written into the new database
        (data_dir / name).unlink(missing_ok=True)
    for name in restored:
        (staged / name).replace(data_dir / name)
    force_to_disk(data_dir)
    return aside if replaced else None


def _free_name(folder: Path) -> Path:
    number = 1
    free = folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free


def _fold_log(database: Path) -> None:
    """Write the log into a sound database, so that one file is all of it. A damaged one stays as it is, log and all."""
    with suppress(Damaged, sqlite3.Error):
        inspect(database)
        with closing(sqlite3.connect(database)) as last:
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_too(path: Path, kept: Path) -> None:
    """The same file under a second name; a copy where the disk knows no second names."""
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
        force_to_disk(kept)


def _key_and_content(data_dir: Path) -> dict[str, Path]:
    """Name in the zip → file."""
    found = {KEY: data_dir / KEY} if (data_dir / KEY).is_file() else {}
    for path in sorted((data_dir / CONTENT).rglob("*")):
        if path.is_file() and not path.is_symlink():
            found[path.relative_to(data_dir).as_posix()] = path
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version() -> str:
    """Pejling's version: of the installed package, else of the checkout."""
    with suppress(importlib.metadata.PackageNotFoundError):
        return importlib.metadata.version("pejling")
    project = Path(__file__).resolve().parents[3] / "pyproject.toml"
    if not project.is_file():
        return "ukendt"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
