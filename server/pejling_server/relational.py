"""`kit.py rc`: ratings of relational coordination from a file of one's own, scored."""

import json
import sys
from pathlib import Path

from pejling.errors import ContentError
from pejling.relational.report import report
from pejling.relational.scoring import Frequency
from pejling.relational.table import read_table


def print_report(path: Path, frequency: Frequency, *, raw: bool, roles: str) -> int:
    """Print the figures as JSON; on a mistake in the file, tell each of them instead, and give exit code 1."""
    known = [role for one in roles.split(",") if (role := one.strip())]
    try:
        table = read_table(path.expanduser(), frequency, raw=raw, roles=known)
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1
    print(json.dumps(report(table.ratings, frequency, table.rows), ensure_ascii=False, indent=2))
    return 0
