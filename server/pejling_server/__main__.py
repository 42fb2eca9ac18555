"""`pejling start|lab|check|new|backup|restore|rc|analyse`, also as `python -m pejling_server …`; kit.py calls it."""

import os
import sys
from pathlib import Path

from pejling.commands import help_text, parse
from pejling.installation import Stop, become
from pejling.places import data_dir

COMMANDS = ("start", "lab", "check", "new", "backup", "restore", "rc", "analyse")


def main(words: list[str]) -> int:
    """Do what the command line asks; gives the exit code."""
    try:
        given = parse(words)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    if given.command == "help":
        print(help_text())
        return 0
    if given.command not in COMMANDS:
        away = f"»{given.command}« er for udviklere. Hent hele Pejling, og skriv dér: python3 kit.py {given.command}"
        print(away, file=sys.stderr)
        return 1
    if given.command == "rc":
        from pejling_server.relational import print_report

        return print_report(Path(given.rest[0]), given.frequency or "rc2", raw=given.raw, roles=given.roles)
    if given.command == "analyse":
        from pejling_server.analysis import analyse

        return analyse(given)
    data = Path(given.data or data_dir()).expanduser().resolve()
    if given.command == "lab":
        from pejling_widgets.jupyter import lab

        return become(lab.command(data, given.port, no_browser=given.no_browser), lab.environment(data, os.environ))
    os.umask(0o077)  # whatever is written there is its owner's alone
    if given.command == "start":
        from pejling_server.serve import start_server  # the others must not wait for the server's imports

        return start_server(given, data)
    from pejling_server.upkeep import back_up, check, new, restore

    if given.command == "check":
        return check(data)
    if given.command == "new":
        what, *name = given.rest
        return new(data, what, " ".join(name), kind=given.kind, day=given.day, title=given.title)
    return back_up(data) if given.command == "backup" else restore(Path(given.rest[0]), data)


def run() -> int:
    """The command `pejling` of an installed package."""
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
