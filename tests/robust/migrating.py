"""`python migrating.py DATA STEPS`: opens the store with these steps, and says a line before each statement it runs.

The test that reads the lines kills this process after one of them.
"""

import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from pejling.store import Store, migrate


def main(data: Path, steps: Path) -> None:
    """Bring the database in the folder to the newest of the steps."""
    @event.listens_for(Engine, "before_cursor_execute")
    def say(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        print(statement.split(None, 2)[:2], flush=True)  # noqa: T201  # to the test

    migrate._HERE = steps
    Store.at(data).close()
    print("done", flush=True)  # noqa: T201  # to the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
