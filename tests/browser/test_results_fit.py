"""What came of every poll of every day, with 24 answers, on the sizes that projectors have: whole, with the question in sight."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from browser.classroom import DAY, Classroom, hand_over
from browser.watching import LAPTOP, Device

from pejling.exercise import host
from pejling.exercise.kind import Contribution, Ctx
from pejling.places import content_root
from pejling_widgets.library import Library, Loaded

POLLS = [one for _, one in sorted(Library.load([content_root()]).exercises.items()) if one.kind.name == "poll"]
CTX = Ctx(role="participant", phase="revealed", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
SIZES = ((1920, 1080), (1280, 720), (1366, 768), (1024, 768))
WRONG = """async ([kind, public, summary, script, key]) => {
  const { KindView } = await import(script);
  const place = document.querySelector(".pj-s-view");
  window.shown?.unmount();
  document.querySelector(".pj-s-word")?.remove(); // of the poll that nobody has answered
  place.replaceChildren();
  window.shown = new KindView(place);
  await window.shown.show(key, kind, { public: { ...public, fields: {}, locked: true, case: null }, summary });
  const wrong = [];
  let number = 0;
  do {
    window.scrollTo(0, 0);
    window.dispatchEvent(new Event("resize")); // the screen finds the type's size
    const question = place.querySelector(".pj-legend").getBoundingClientRect();
    const bottom = Math.max(...[...place.querySelectorAll("*")].map((el) => el.getBoundingClientRect().bottom));
    const strip = document.querySelector(".pj-s-strip").getBoundingClientRect();
    const whole = place.querySelector(".pj-poll-cloud") || (bottom <= strip.top + 0.5 && strip.bottom <= innerHeight + 1);
    const over = document.documentElement.scrollWidth > innerWidth;
    if (over || question.top < 0 || question.bottom > innerHeight || !whole) wrong.push(`${key}, ${number}`);
    number += 1;
  } while (window.shown.step(1));
  return [number, wrong];
}"""


def answered(loaded: Loaded) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the screen gets of a poll with 24 answers from two organisations."""
    kind, content = loaded.kind, loaded.content
    given = []
    for number in range(24):
        state = kind.start(content, CTX)
        for event in kind.play(content, Random(f"{loaded.id} {number}")):
            state = kind.apply(content, state, event, Ctx(role="participant", phase="open", now=CTX.now))
        organisation = ("Jobcenter Havbæk", "Sundets A-kasse")[number % 2] if getattr(content, "by_organisation", False) else ""
        given.append(Contribution(state, organisation=organisation))
    summary = host.summary(kind, content, given, CTX)
    assert summary is not None
    return dict(kind.public(content, kind.start(content, CTX), CTX)) | {"phase": "revealed", "round": 1}, dict(summary.json)


@pytest.fixture
def wall(room: Classroom, device: Callable[..., Device]) -> Any:
    """The big screen with a place for results, as one sees it once the room is in."""
    poll = "hvem-er-her"
    for act in ("open", "close", "reveal"):
        room.trainer.do(poll, act)
    room.trainer.post(f"/api/console/{room.course}/screen", {"day": DAY, "section": "velkommen", "exercise": poll})
    screen = device(LAPTOP)
    hand_over(room.trainer, screen)
    screen.go(room.trainer.get(f"/api/console/{room.course}")["screen_url"])
    screen.page.locator(".pj-s-view").wait_for()
    return screen.page


def test_every_poll_fits_with_its_question_in_sight(wall: Any) -> None:
    screen = wall.evaluate("document.querySelector('script[src*=\"screen.js\"]').src")
    script = screen.replace("static/screen.js", "widgets/kind_view.js")
    told = [(loaded, *answered(loaded)) for loaded in POLLS]
    for width, height in SIZES:
        wall.set_viewport_size({"width": width, "height": height})
        for loaded, public, summary in told:
            looked_at, wrong = wall.evaluate(WRONG, ["poll", public, summary, script, f"{loaded.id} at {width}"])
            known = sum(bool(question["known_html"]) for question in public["questions"])
            assert looked_at == len(public["questions"]) + known, "what is known comes by itself, after the answers"
            assert not wrong
