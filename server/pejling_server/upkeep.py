"""`kit.py check`, `new`, `backup` and `restore`: content and data looked after while the server rests."""

import os
import sys
from pathlib import Path

from pejling.installation import Stop
from pejling.places import content_root, own_content
from pejling.store import FILE, Store, backup
from pejling.store.snapshot import Damaged
from pejling_server.database import ADDRESS
from pejling_widgets.authoring.new import make
from pejling_widgets.authoring.schemas import write_schemas
from pejling_widgets.references import check_all


def check(data: Path) -> int:
    """Read all content and tell every mistake, and what is worth knowing; exit code 1 when there is a mistake."""
    own = own_content(data)
    roots = [content_root(), own] if own.is_dir() else [content_root()]
    found = check_all(roots)
    problems, notices = [p for p in found if not p.notice], [p for p in found if p.notice]
    print(*problems, f"{len(problems)} fejl." if problems else "Alt indhold er i orden.", sep="\n")
    if notices:
        print("\nVærd at vide, men ingen fejl:", *notices, sep="\n")
    if own.is_dir():
        write_schemas(own)  # those of this version, also after an update
    return 1 if problems else 0


def new(data: Path, what: str, name: str, *, kind: str, day: str, title: str) -> int:
    """Make a day, an exercise or a case in the trainer's own content, check it, and say what to do next."""
    try:
        made = make(own_content(data), what, name, kind=kind, day=day, title=title)
    except Stop as error:
        print(error, file=sys.stderr)
        return 1
    print("Lavet:", *(f"  {file}" for file in made.files), "", sep="\n")
    checked = check(data)
    print(f"\nDet næste: {made.then}")
    print("Kontrollér det bagefter med python3 kit.py check. Kører Pejling imens, er det med efter et par sekunder.")
    return checked


def back_up(data: Path) -> int:
    """Make a backup that can move the courses to another machine; also while the server runs."""
    if os.environ.get(ADDRESS):
        print("Databasen ligger på en databaseserver. Tag sikkerhedskopien dér, fx med pg_dump.", file=sys.stderr)
        return 1
    if not (data / FILE).is_file():
        print(f"Der er ingen data i {data}. Er det den rigtige mappe? Den vælges med --data.", file=sys.stderr)
        return 1
    if hasattr(os, "nice"):
        os.nice(10)  # answers come first
    folder = data / backup.FOLDER
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        store = Store.at(data)
        made = backup.export(store, data, folder)
        store.close()
    except (Stop, Damaged) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Sikkerhedskopien ligger her: {made}")
    print("Den indeholder navne og svar. Opbevar den, hvor kun de rette kan åbne den.")
    return 0


def restore(file: Path, data: Path) -> int:
    """Put a backup in place; the data there was is moved aside, never deleted."""
    try:
        done = backup.restore(file, data)
    except Stop as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Sikkerhedskopien er lagt tilbage i {data}.")
    if done.aside:
        print(f"Det, der lå der før, er flyttet til {done.aside}.")
    if done.left_out:
        print(f"{done.left_out} anonyme svar er ikke med: deres øvelse var åben, da kopien blev taget.")
    return 0
