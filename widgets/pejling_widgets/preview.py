"""The host in a notebook: runs a kind's rules in the kernel with a state in memory, and keeps nothing."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from pejling import markdown
from pejling.cards import load_card
from pejling.cases import load_case
from pejling.errors import ContentError, NotFound
from pejling.exercise.audience import who_sees
from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.schema import Exercise, Phase, Role
from pejling_widgets.bundle import bundle
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Loaded
from pejling_widgets.navigator.cards import cards_of

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
        self._seen = 0
        self._refused = ""
        self._state = loaded.kind.start(loaded.content, self._ctx())
        super().__init__()
        self.on_msg(self._take)
        self._tell()

    def _ctx(self) -> Ctx:
        now = datetime.now(UTC)
        group = "Gruppe 1" if self._loaded.content.scope == "group" else ""
        return Ctx(self._role, self._phase, now, group=group, due=now + timedelta(days=7), least=1)

    def _take(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        """A message from the page: an event of the exercise, or a button of the bar."""
        self._seen = message.get("seq", self._seen)
        self._refused = ""
        kind, content = self._loaded.kind, self._loaded.content
        match message:
            case {"phase": "open" | "closed" | "revealed" as phase}:
                self._phase = phase
            case {"role": "participant" | "trainer" as role}:
                self._role = role
            case {"reset": True}:
                self._phase = "open"
                self._state = kind.start(content, self._ctx())
            case {"event": dict(event)}:
                try:
                    if event.get("type") in kind.trainer_events and self._role != "trainer":
                        raise Refused("Det kan kun underviseren.")
                    self._state = kind.apply(content, self._state, event, self._ctx())
                except Refused as refused:
                    self._refused = str(refused)
        self._tell()

    def _tell(self) -> None:
        """Sends the page what it shows now, all at once."""
        kind, content, ctx = self._loaded.kind, self._loaded.content, self._ctx()
        public = kind.public(content, self._state, ctx)
        if case := _first_case(content):
            public["case"] = case
        if tools := getattr(content, "tools", ()):
            public["cards"] = cards_of(tools, load_card)
        answered = kind.answered(content, self._state)
        own = [Contribution(self._state, ctx.group or "Dig", subject="preview")] if answered else []
        with self.hold_sync():
            self.public = public
            self.summary = kind.summary(content, own, ctx) if self._phase == "revealed" else {}
            self.head = {
                "kind": kind.name,
                "title": content.title,
                "intro_html": markdown.render(content.intro),
                "minutes": content.minutes,
                "who_sees": who_sees(content),
                "phase": self._phase,
                "role": self._role,
                "both_roles": bool(kind.trainer_events),
                "alone": _alone(content) if self._phase == "revealed" else "",
                "refused": self._refused,
                "seen": self._seen,
            }


def _alone(content: Exercise) -> str:
    """What a trainer should know about a result with one played participant in it."""
    if content.scope == "course":
        return ""
    if content.visible == "aggregate":
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
    script = bundle(("widgets/preview.js",), (kind,), lambda name: (HERE / name.removeprefix("widgets/")).read_text("utf-8"))
    css = "\n".join(path.read_text("utf-8") for path in (HERE / "theme.css", HERE / "preview.css", folder / "view.css"))
    return type(f"{kind.capitalize()}Preview", (Preview,), {"_esm": script, "_css": css})


def _first_case(content: Any) -> dict[str, Any] | None:
    """The case that a board's first group gets."""
    named = getattr(content, "cases", ())
    try:
        case = load_case(named[0]) if named else None
    except (NotFound, ContentError):
        return None
    if case is None:
        return None
    return {
        "title": case.case.title,
        "story_html": case.story_html,
        "questions": list(case.case.questions),
        "views": [
            {"title": "Set fra jobcentret", "html": case.jobcenter_view_html},
            {"title": "Set fra A-kassen", "html": case.akasse_view_html},
        ],
    }
