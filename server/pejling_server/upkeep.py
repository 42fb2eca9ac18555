"""`kit.py check`, `backup` and `restore`: content and data looked after while the server rests."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from pejling.errors import Invalid
from pejling.places import content_root
from pejling.store import Store, backup
from pejling_widgets.references import check_all


def check(data: Path) -> int:
    """Read all content and tell every mistake; exit code 1 when there is one."""
    own = data / "content"
    roots = [content_root(), own] if own.is_dir() else [content_root()]
    problems = check_all(roots)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} fejl." if problems else "Alt indhold er i orden.")
    return 1 if problems else 0


def back_up(data: Path) -> int:
    """Make a backup that can move the courses to another machine; also while the server runs."""
    if not (data / "pejling.sqlite3").is_file():
        print(f"Der er ingen data i {data}. Er det den rigtige mappe? Den vælges med --data.", file=sys.stderr)
        return 1
    store = Store.at(data)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = data / "backups" / f"pejling-{stamp}.zip"
    try:
        backup.export(store, data, target)
    except Invalid as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        store.close()
    print(f"Sikkerhedskopien ligger her: {target}")
    print("Den indeholder navne og svar. Opbevar den, hvor kun de rette kan åbne den.")
    return 0


def restore(file: Path, data: Path) -> int:
    """Put a backup in place; the data there was is moved aside, never deleted."""
    try:
        aside = backup.restore(file, data)
    except Invalid as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Sikkerhedskopien er lagt tilbage i {data}.")
    if aside:
        print(f"Det, der lå der før, er flyttet til {aside}.")
    return 0
