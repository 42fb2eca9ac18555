"""The notebook's host: `show`, the preview, the gallery, and the joined front end in a real browser."""

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from trial_kind import KIND as TRIAL

from pejling.exercise import host
from pejling.exercise.audience import is_total
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Summary
from pejling.places import content_root
from pejling.schema import Role
from pejling_widgets import kinds, show
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Library
from pejling_widgets.preview import Preview, preview

WIDGETS = Path(__file__).parents[2] / "widgets"
SHOWN = {one.kind.name: one.id for one in Library.load([content_root()]).exercises.values() if one.id.startswith("galleri-")}
"""The gallery's exercise of each kind."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def send(preview: Preview, **message: Any) -> None:
    """What the page sends, as the widget gets it."""
    preview._handle_msg({"content": {"data": {"method": "custom", "content": message}}, "buffers": []})


def previewed(kind: str) -> Preview:
    made = show(SHOWN[kind])
    assert isinstance(made, Preview)
    return made


def test_an_answer_is_taken_in_and_told_back() -> None:
    preview = previewed("poll")
    send(preview, seq=1, event={"type": "set", "field": "kort-samtale", "value": "enig"})
    assert preview.public["fields"] == {"kort-samtale": "enig"}
    assert (preview.head["seen"], preview.head["refused"]) == (1, "")


def test_a_wrong_answer_is_refused_in_danish_and_changes_nothing() -> None:
    preview = previewed("poll")
    send(preview, seq=1, event={"type": "set", "field": "faelles-sprog", "value": 500})
    assert preview.public["fields"] == {}
    assert preview.head["refused"] .endswith("skal være et helt tal fra 1 til 5.")


def test_what_is_known_comes_only_when_the_result_is_shown() -> None:
    preview = previewed("poll")
    assert preview.summary == {}
    assert "Galleriet selv" not in json.dumps(preview.get_state())
    send(preview, event={"type": "set", "field": "kort-samtale", "value": "enig"})
    send(preview, phase="revealed")
    assert preview.public["questions"][0]["known_source"] == "Galleriet selv"
    assert {part["id"]: part["whole"]["n"] for part in preview.summary["parts"]}["kort-samtale"] == 1
    assert "mindst fem" in preview.head["alone"]


def test_reset_begins_anew_and_a_closed_exercise_takes_no_answers() -> None:
    preview = previewed("poll")
    send(preview, event={"type": "set", "field": "kort-samtale", "value": "enig"})
    send(preview, phase="closed")
    send(preview, event={"type": "set", "field": "kort-samtale", "value": "uenig"})
    assert (preview.public["fields"], preview.public["locked"]) == ({"kort-samtale": "enig"}, True)
    send(preview, reset=True)
    assert (preview.public["fields"], preview.public["phase"]) == ({}, "open")


def test_only_the_trainers_role_runs_the_timer() -> None:
    preview = previewed("timer")
    send(preview, role="participant")
    send(preview, event={"type": "start"})
    assert preview.head["refused"]
    send(preview, role="trainer")
    send(preview, event={"type": "start"})
    assert preview.public["running"] is True


@pytest.mark.parametrize("message", [{}, {"phase": "waiting"}, {"role": "leader"}, {"event": "set"}, {"seq": None}])
def test_a_message_that_means_nothing_does_nothing(message: dict[str, Any]) -> None:
    preview = previewed("poll")
    before = preview.public
    send(preview, **message)
    assert preview.public == before


def test_an_unknown_id_gives_a_sentence_and_no_traceback() -> None:
    mistake = show("galleri-afstemnin<g>")
    assert "Mente du »galleri-afstemning«?" in repr(mistake)
    assert "&lt;g&gt;" in mistake._repr_html_()


def test_under_the_course_server_show_leaves_a_place_for_the_exercise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEJLING_HOST", "server")
    assert show("galleri-ur")._repr_html_() == '<div class="pj-exercise" data-exercise="galleri-ur"></div>'


def gallery() -> Any:
    return nbformat.read(WIDGETS / "gallery.ipynb", as_version=4)  # type: ignore[no-untyped-call]


def test_the_gallery_shows_every_kind_and_is_committed_without_outputs() -> None:
    cells = gallery().cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert all(1 <= len(cell.source.splitlines()) <= 3 for cell in code)
    assert set(SHOWN) == set(KINDS), "each kind has an exercise in modules/galleri/exercises/, named galleri-….yaml"
    assert [cell.source for cell in code[1:]] == [f'show("{SHOWN[kind]}")' for kind in KINDS], "in the order of kinds.py"


def test_the_gallery_runs_and_every_cell_gives_a_widget() -> None:
    notebook = gallery()
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(content_root())}}).execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"][1:]
    assert all("application/vnd.jupyter.widget-view+json" in outputs[0].data for outputs in shown)


Shell = Callable[[str], dict[str, Any]]


@pytest.fixture
def in_browser(tmp_path: Path) -> Shell:
    """Runs a module in a headless browser and gives the object that it sends to `done`."""
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("ingen Chromium, Chrome eller Edge på maskinen")

    def run(module: str) -> dict[str, Any]:
        page = tmp_path / "page.html"
        page.write_text(
            "<!doctype html><meta charset=utf-8><body><pre id=out></pre><script type=module>"
            "const done = (it) => { document.getElementById('out').textContent = JSON.stringify(it); };"
            "addEventListener('error', (e) => done({ error: e.message }));"
            "addEventListener('unhandledrejection', (e) => done({ error: String(e.reason) }));"
            f"{module}</script>",
            "utf-8",
        )
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        flags = ["--headless", "--disable-gpu", "--no-first-run", "--virtual-time-budget=4000", "--dump-dom"]
        command = [program, *root, *flags, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
        dom = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
        found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.DOTALL)
        assert found
        result: dict[str, Any] = json.loads(html.unescape(found[1]))
        assert "error" not in result, result
        return result

    return run


FAKE_MODEL = """
const el = document.createElement('div'); document.body.append(el);
const heard = {}; const sent = [];
const model = { get: (n) => told[n], on: (e, f) => (heard[e] ||= []).push(f), off() {}, send: (m) => sent.push(m) };
"""


@pytest.mark.parametrize("kind", sorted(SHOWN))
@pytest.mark.parametrize("phase", ["open", "closed", "revealed"])
def test_the_joined_front_end_draws_every_kind(kind: str, phase: str, in_browser: Shell) -> None:
    preview = previewed(kind)
    send(preview, phase=phase)
    told = json.dumps({name: getattr(preview, name) for name in ("public", "summary", "head")})
    module = str(preview._esm).replace("export default", "const joined =")
    drawn = in_browser(
        f"{module}\nconst told = {told};{FAKE_MODEL}await joined.render({{ model, el }});"
        "const empty = [...el.querySelectorAll('button')].filter((b) => !b.textContent).length;"
        "done({ text: el.textContent, empty });"
    )
    assert "Forhåndsvisning – intet gemmes" in drawn["text"]
    assert preview.head["title"] in drawn["text"]
    assert "kunne ikke vises" not in drawn["text"]
    assert drawn["empty"] == 0


def summed_up(preview: Preview, role: Role, people: int) -> Summary:
    """What a class of two organisations has answered, a second round on top of the same once more."""
    kind, content = preview._loaded.kind, preview._loaded.content
    ctx = Ctx(role, "revealed", datetime(2027, 1, 5, tzinfo=UTC), round=2, group="Gruppe 1")
    given = []
    for n in range(people):
        state = kind.start(content, replace(ctx, role="participant", phase="open"))
        for event in kind.play(content, Random(n)):
            state = kind.apply(content, state, event, replace(ctx, role="participant", phase="open"))
        given.append(Contribution(state, f"Gruppe {n}", ("A-kassen", "Jobcentret")[n % 2], f"group:{n}"))
    earlier = [(given, replace(ctx, round=1))] if kind.over_rounds else []
    summary = host.summary(kind, content, host.labelled(content, given, ctx), replace(ctx, round=2), earlier)
    assert summary
    return replace(summary, before=summary if is_total(content) else None)


@pytest.mark.parametrize(("kind", "changed", "role", "people", "shown"), [
    ("poll", {}, "participant", 40, ["1. runde", "2. runde", "A-kassen", "Jobcentret"]),
    ("poll", {}, "leader", 40, ["1. runde", "A-kassen", "Enig"]),
    ("poll", {}, "participant", 7, ["Svarene vises ikke for hver organisation"]),
    ("form", {"visible": "aggregate"}, "participant", 40, ["40 har skrevet", "A-kassen", "Alle under ét: Gennemsnit"]),
    ("form", {"visible": "aggregate"}, "leader", 40, ["Hvilken samtale tænker du på? 40 svar", "A-kassen"]),
    ("form", {"visible": "plenum"}, "participant", 6, ["6 har skrevet", "Gruppe 5", "Hvordan blev den holdt?"]),
    ("form", {"visible": "author", "may_share": True}, "trainer", 6, ["6 har skrevet"]),
    ("board", {}, "participant", 6, ["Gruppe 0", "Gruppe 5", "Det kan vi allerede"]),
    ("board", {"scope": "person", "anonymous": True, "visible": "aggregate"}, "participant", 9, ["Det kan vi allerede"]),
    ("wheel", {"visible": "plenum"}, "participant", 6, ["6 har sat noget.", "Gruppe 5", "Økonomi"]),
    ("planner", {"visible": "plenum"}, "participant", 6, ["6 planer er i gang.", "Gruppe 5", "Opslag på hvert niveau"]),
    ("navigator", {}, "trainer", 6, ["6 har sat mærker for sig selv."]),
    ("relational_coordination", {}, "participant", 40,
     ["Jobcenter om A-kasse", "Fælles mål", "Hvem siger hvad", "RC Survey", "En pil går fra", "stærk", "Runde for runde"]),
    ("relational_coordination", {}, "leader", 6, ["så intet kan vises"]),
    ("drill", {}, "trainer", 40, ["Sad med det samme", "Delvis", "Endnu ikke"]),
])  # fmt: skip
def test_what_a_class_has_answered_is_drawn(
    kind: str, changed: dict[str, Any], role: Role, people: int, shown: list[str], in_browser: Shell
) -> None:
    preview = previewed(kind)
    loaded = preview._loaded
    preview = type(preview)(replace(loaded, content=loaded.content.model_copy(update=changed)))
    send(preview, phase="revealed")
    told = json.dumps({"public": {**preview.public, "round": 2, "least": 5}, "head": preview.head,
                       "summary": summed_up(preview, role, people).json})
    module = str(preview._esm).replace("export default", "const joined =")
    drawn = in_browser(
        f"{module}\nconst told = {told};{FAKE_MODEL}await joined.render({{ model, el }}); done({{ text: el.textContent }});"
    )
    text = drawn["text"].replace("\u00a0", " ")
    assert [words for words in shown if words not in text] == []
    assert [words for words in ("kunne ikke vises", "undefined", "NaN", "null", "runde runde") if words in text] == []


def test_a_click_in_the_joined_front_end_sends_the_event_with_its_number(in_browser: Shell) -> None:
    preview = previewed("poll")
    told = json.dumps({name: getattr(preview, name) for name in ("public", "summary", "head")})
    module = str(preview._esm).replace("export default", "const joined =")
    drawn = in_browser(
        f"{module}\nconst told = {told};{FAKE_MODEL}await joined.render({{ model, el }});"
        "el.querySelector('input[value=uenig]').click();"
        "done({ sent, checked: el.querySelector('input[value=uenig]').checked });"
    )
    event = {"type": "set", "field": "kort-samtale", "value": "uenig"}
    assert drawn == {"sent": [{"event": event, "seq": 1}], "checked": True}


def test_a_kind_draws_its_own_type_of_field_beside_the_others(in_browser: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._BY_NAME, TRIAL.name, TRIAL)
    content = TRIAL.content.model_validate({"kind": "trial_kind", "title": "Prøve", "question": "Hvor ofte?", "scope": "seat",
                                            "visible": "pair", "source": "Prøve", "proposal": True})
    shown = preview(replace(Library.load([content_root()]).find(SHOWN["poll"]), id="proeve", kind=TRIAL, content=content))
    told = json.dumps({name: getattr(shown, name) for name in ("public", "summary", "head")})
    module = str(shown._esm).replace("export default", "const joined =")
    drawn = in_browser(
        f"{module}\nconst told = {told};{FAKE_MODEL}await joined.render({{ model, el }});"
        "const rating = el.querySelector('input[type=number]'); rating.value = 6; rating.dispatchEvent(new Event('change'));"
        "const labels = [...el.querySelectorAll('.pj-field label')].map((label) => label.textContent);"
        "told.public = { ...told.public, locked: true, fields: { rating: 6 } }; heard['change:public'].forEach((f) => f());"
        "done({ labels, event: sent[0].event, read: el.querySelector('.pj-read').textContent });"
    )
    assert drawn == {"labels": ["Hvor ofte?", "Din note"], "event": {"type": "set", "field": "rating", "value": 6},
                     "read": "Hvor ofte?6 af 7Din noteIkke udfyldt"}


def test_redrawing_leaves_focus_caret_and_typed_text_alone(in_browser: Shell) -> None:
    ui = (WIDGETS / "pejling_widgets/ui.js").read_text("utf-8").replace("export function", "function")
    drawn = in_browser(
        ui + """
        const root = document.createElement('div'); document.body.append(root);
        const draw = (order, value) => update(root, order.map((id) =>
          h('p', { key: id }, h('input', { key: 'i', id, value }), h('details', null, h('summary', null, id)))));
        draw(['a', 'b'], '');
        const a = document.getElementById('a');
        root.querySelector('details').open = true;
        a.focus(); a.value = 'skriver'; a.setSelectionRange(2, 4);
        draw(['c', 'b', 'a'], 'fra serveren');
        done({ same: document.activeElement === a, value: a.value, caret: [a.selectionStart, a.selectionEnd],
          other: document.getElementById('b').value, open: a.nextSibling.open,
          order: [...root.querySelectorAll('input')].map((i) => i.id) });
        """
    )
    assert drawn == {
        "same": True, "value": "skriver", "caret": [2, 4],
        "other": "fra serveren", "open": True, "order": ["c", "b", "a"],
    }  # fmt: skip


def test_text_from_a_person_is_never_markup(in_browser: Shell) -> None:
    ui = (WIDGETS / "pejling_widgets/ui.js").read_text("utf-8").replace("export function", "function")
    drawn = in_browser(
        ui + """
        const root = document.createElement('div');
        const rows = [{ text: '<i>', count: 1, percent: 100 }];
        update(root, said('<img src=x onerror=1>'), bars({ title: '<b>', n: 1, rows }));
        done({ tags: root.querySelectorAll('img, b, i').length, text: root.textContent });
        """
    )
    assert drawn["tags"] == 0
    assert "<img src=x onerror=1>" in drawn["text"]


def colours(css: str, selector: str) -> dict[str, str]:
    block = re.search(rf"{selector}\s*{{([^}}]*--pj-paper[^}}]*)}}", css)
    assert block, selector
    return dict(re.findall(r"--pj-([\w-]+):\s*(#[0-9a-f]{6})", block[1]))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2, 1–21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [r'\[data-theme="light"\]', r'\[data-theme="dark"\]', r":root:not\(\[data-theme\]\)"])
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    css = (WIDGETS / "pejling_widgets/theme.css").read_text("utf-8")
    colour = colours(css, theme)
    surfaces = ("paper", "card", "sunk", "primary-soft", "accent-soft", "good-soft", "bad-soft")
    texts = [("ink", s) for s in surfaces] + [("ink-soft", s) for s in surfaces]
    texts += [(t, s) for t in ("primary", "accent", "good", "bad") for s in ("paper", "card", f"{t}-soft")]
    texts += [("on-primary", "primary"), ("on-primary", "primary-strong"), ("primary-strong", "primary-soft")]
    parts = [(t, s) for t in ("line-strong", "bar-1", "bar-2", "bar-3", "bar-4", "accent") for s in ("card", "sunk")]
    assert [(t, s) for t, s in texts if contrast(colour[t], colour[s]) < 4.5] == []
    assert [(t, s) for t, s in parts if contrast(colour[t], colour[s]) < 3] == []


def test_dark_is_the_same_whether_the_device_or_the_page_asks_for_it() -> None:
    css = (WIDGETS / "pejling_widgets/theme.css").read_text("utf-8")
    assert colours(css, r'\[data-theme="dark"\]') == colours(css, r":root:not\(\[data-theme\]\)")
