"""`python -m pejling_server start|check|backup|restore`; kit.py calls it."""

import argparse
import sys
from pathlib import Path

from pejling.places import data_dir


def main(words: list[str]) -> int:
    """Do what the command line asks; gives the exit code."""
    parser = argparse.ArgumentParser(prog="pejling")
    parser.add_argument("--data", type=Path, default=None, help="datamappen")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="start serveren")
    start.add_argument("--class", dest="in_class", action="store_true", help="åbn for rummet")
    start.add_argument("--host", default="")
    start.add_argument("--port", type=int, default=0)
    start.add_argument("--no-browser", action="store_true")
    start.add_argument("--base-url", default="")
    start.add_argument("--trusted-proxy", default="")
    start.add_argument("--certfile", type=Path, default=None)
    start.add_argument("--keyfile", type=Path, default=None)
    start.add_argument("--json", action="store_true")
    commands.add_parser("check", help="kontrollér alt indhold")
    commands.add_parser("backup", help="tag en sikkerhedskopi")
    commands.add_parser("restore", help="læg en sikkerhedskopi tilbage").add_argument("file", type=Path)
    for sub in commands.choices.values():
        sub.add_argument("--data", type=Path, default=argparse.SUPPRESS)
    given = parser.parse_args(words)
    data = (given.data or data_dir()).expanduser().resolve()
    if given.command == "start":
        from pejling_server.serve import start_server  # the others must not wait for the server's imports

        return start_server(given, data)
    from pejling_server.upkeep import back_up, check, restore

    if given.command == "check":
        return check(data)
    return back_up(data) if given.command == "backup" else restore(given.file, data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
