"""The host in a notebook: runs a kind's rules in the kernel with a state in memory, and keeps nothing."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import anywidget
import traitlets

from pejling.cards import load_card
from pejling.cases import LoadedCase, load_case
from pejling.errors import ContentError, NotFound
from pejling.exercise import host
from pejling.exercise.audience import is_total
from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.exercise.needs import supply_by
from pejling.schema import SEATS, Exercise, Phase, Role, Seat, State
from pejling_widgets.bundle import bundle
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Loaded

HERE = Path(__file__).parent


class Preview(anywidget.AnyWidget):
    """One exercise with one played participant. Nothing of it is stored, and nothing in it is secret."""

    public = traitlets.Dict().tag(sync=True)
    summary = traitlets.Dict().tag(sync=True)
    head = traitlets.Dict().tag(sync=True)
    """What the bar and the heading show, and how many messages have been taken in."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._phase: Phase = "open"
        self._role: Role = "trainer" if loaded.content.scope == "course" else "participant"
        self._seat: Seat | Literal[""] = loaded.content.first_seat if loaded.content.scope in ("pair", "seat") else ""
        self._states: dict[str, State] = {}
        """The one state, or each seat's own."""
        self._seen = 0
        self._refused = ""
        super().__init__()
        self.on_msg(self._receive)
        self._show()

    def _ctx(self) -> Ctx:
        now = datetime.now(UTC)
        group = "Gruppe 1" if self._loaded.content.scope == "group" else ""
        kind, content = self._loaded.kind, self._loaded.content
        done = {seat for seat in SEATS if seat in self._states and kind.finished(content, self._states[seat])}
        return Ctx(self._role, self._phase, now, group=group, due=now + timedelta(days=7), least=1, seat=self._seat,
                   locked=frozenset(done))

    def _place(self) -> str:
        """Whose state is written now."""
        return self._seat if self._loaded.content.scope == "seat" else ""

    def _state(self) -> State:
        return self._states.get(self._place()) or self._loaded.kind.start(self._loaded.content, self._ctx())

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        """A message from the page: an event of the exercise, or a button of the bar."""
        self._seen = message.get("seq", self._seen)
        self._refused = ""
        match message:
            case {"phase": "open" | "closed" | "revealed" as phase}:
                self._phase = phase
            case {"role": "participant" | "trainer" as role}:
                self._role = role
            case {"seat": "observer" | "observed" as seat} if self._seat:
                self._seat = seat
            case {"reset": True}:
                self._phase = "open"
                self._states = {}
            case {"event": dict(event)}:
                try:
                    self._states[self._place()] = host.apply(
                        self._loaded.kind, self._loaded.content, self._state(), event, self._ctx())
                except Refused as refused:
                    self._refused = str(refused)
        self._show()

    def _show(self) -> None:
        """Sends the page what it shows now, all at once."""
        kind, content, ctx, state = self._loaded.kind, self._loaded.content, self._ctx(), self._state()
        others = {seat: self._states[seat] for seat in SEATS if seat in self._states}
        revealed = self._phase == "revealed"
        own = [Contribution(state, ctx.group or "Dig", subject="preview")] if kind.answered(content, state) else []
        with self.hold_sync():
            self.public = host.public(kind, content, state, ctx, supply=_supply, states=others)
            self.summary = kind.summary(content, own, ctx).json if revealed else {}
            self.head = host.heading(kind, self._loaded.id, content, ctx) | {
                "role": self._role,
                "buttons": not os.environ.get("SERVER_SOFTWARE", "").startswith("voila/"),  # there one tries the day itself
                "both_roles": bool(kind.trainer_events),
                "seat": self._seat,
                "alone": _alone(content) if revealed else "",
                "refused": self._refused,
                "seen": self._seen,
            }


def _alone(content: Exercise) -> str:
    """What a trainer should know about a result with one played participant in it."""
    if content.scope == "course":
        return ""
    if is_total(content):
        return "Her vises kun dit eget svar. På et hold vises svarene samlet, og først når mindst fem har svaret."
    return "Her vises kun det, du selv har skrevet."


def preview(loaded: Loaded) -> Preview:
    """The exercise as a widget for JupyterLab and plain Voilà."""
    made: Preview = _class(loaded.kind.name)(loaded)
    return made


@cache
def _class(kind: str) -> type[Preview]:
    """A class for each kind: anywidget tells the styles of widgets apart by the name of the class."""
    folder = KINDS[kind].folder

    def read(name: str) -> str:
        path = name.removeprefix("widgets/")
        return ((folder.parent if path.startswith(f"{kind}/") else HERE) / path).read_text("utf-8")

    script = bundle(("widgets/preview.js",), (kind,), read)
    css = "\n".join(path.read_text("utf-8") for path in (HERE / "theme.css", HERE / "preview.css", folder / "view.css"))
    return type(f"{kind.capitalize()}Preview", (Preview,), {"_esm": script, "_css": css})


def _case(name: str) -> LoadedCase | None:
    with suppress(NotFound, ContentError):
        return load_case(name)
    return None


_supply = supply_by(_case, load_card)
