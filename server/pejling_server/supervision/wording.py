"""Visits in words and out of them: a day and a clock as Danes say them, the sorts of conversation, the titles of tools."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time

from pejling.alphabet import danish_order
from pejling.cards import FOLDER
from pejling.dates import DENMARK, danish_day, parse
from pejling.errors import ContentError, Invalid, NotFound
from pejling.store.records import Visit
from pejling_server.app_state import AppState
from pejling_server.days import card_for
from pejling_server.typed import day_in

CONVERSATIONS = ("Individuel samtale i jobcentret", "CV-samtale i A-kassen", "Rådighedssamtale i A-kassen", "Fællessamtale",
                 "En anden samtale")


def moment_in(typed: str, now: datetime) -> datetime:
    """The Danish moment that was typed as `2027-05-03T10:00`.

    Raises
    ------
    Invalid
        There is no such day or time, or it is nowhere near now.
    """
    day, _, clock = typed.partition("T")
    try:
        at = time.fromisoformat(clock)
    except ValueError as error:
        raise Invalid("Klokkeslættet findes ikke.") from error
    return datetime.combine(day_in(day, danish_day(now)), at, tzinfo=DENMARK)


def day_of(visit: Visit) -> str:
    """The Danish day of the visit, `2027-05-03`; "" while it has none."""
    return danish_day(parse(visit.starts_at)).isoformat() if visit.starts_at else ""


def clock_of(visit: Visit) -> str:
    """The Danish time of the visit, `10:00`; "" while it has none."""
    return f"{parse(visit.starts_at).astimezone(DENMARK):%H:%M}" if visit.starts_at else ""


def tools_of(app: AppState) -> Mapping[str, str]:
    """Every tool that has a card: its id and its title, by title."""
    found = {}
    names = {path.stem for root in app.settings.roots for path in (root / FOLDER).glob("*.md")}
    for tool in names:
        try:
            found[tool] = card_for(app, tool).head.title
        except (ContentError, NotFound):
            continue  # told by `kit.py check`; a visit can do without it
    return dict(sorted(found.items(), key=lambda item: danish_order(item[1])))


def titles_of(tools: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of these tools; of one whose card is gone, its id."""
    return tuple(known.get(tool, tool) for tool in tools)
