"""What an editor stands on: a text that is read, checked while it is written, saved as one's own, undone and compared."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pejling.errors import ContentError, Invalid, NotFound
from pejling.places import content_root
from pejling_widgets.authoring import editing, editor
from pejling_widgets.library import Library

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
POLL = "hvem-er-her"


def roots_of(tmp_path: Path) -> list[Path]:
    return [content_root(), tmp_path]


def retitled(edited: editing.Edited, title: str) -> str:
    lines = edited.text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    return "\n".join([*lines[:at], f'title: "{title}"', *lines[at + 1:]]) + "\n"


def test_what_is_saved_is_ones_own_and_wins_and_the_kits_is_untouched(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    edited = editing.read(roots, POLL)
    assert (edited.own, edited.text) == (False, edited.shipped)
    saved = editing.save(roots, edited, retitled(edited, "Hvem er I?"), "Gerda", NOW)
    assert saved.own
    assert saved.text == (tmp_path / saved.relative).read_text("utf-8")
    assert Library.load(roots).find(POLL).content.title == "Hvem er I?"
    assert Library.load(roots[:1]).find(POLL).content.title != "Hvem er I?"
    assert [(one.who, one.at[:16]) for one in saved.versions] == [("Gerda", "2027-03-01T09:30")]


def test_undo_goes_back_and_forth_and_the_kits_text_comes_back(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    first = editing.save(roots, shipped := editing.read(roots, POLL), retitled(shipped, "Ét"), "Gerda", NOW)
    second = editing.save(roots, first, retitled(first, "To"), "Gerda", NOW)
    undone = editing.undo(roots, second, "Gerda", NOW)
    again = editing.undo(roots, undone, "Gerda", NOW)
    assert (undone.text, again.text) == (first.text, second.text)
    back = editing.back_to_shipped(roots, again, "Gerda", NOW)
    assert (back.own, back.text) == (False, shipped.text)
    assert not (tmp_path / back.relative).exists()
    assert editing.undo(roots, back, "Gerda", NOW).text == second.text


def test_a_text_written_by_hand_is_not_lost_by_saving(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    first = editing.save(roots, shipped := editing.read(roots, POLL), retitled(shipped, "Ét"), "Gerda", NOW)
    (tmp_path / first.relative).write_text(by_hand := retitled(first, "I hånden"), "utf-8")
    read = editing.read(roots, POLL)
    saved = editing.save(roots, read, retitled(read, "To"), "Gerda", NOW)
    assert editing.undo(roots, saved, "Gerda", NOW).text == by_hand


def test_nobodys_text_is_written_over_unseen(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    one = other = editing.read(roots, POLL)
    saved = editing.save(roots, one, retitled(one, "Den ene"), "Gerda", NOW)
    for change in (lambda: editing.save(roots, other, retitled(other, "Den anden"), "Ib", NOW),
                   lambda: editing.back_to_shipped(roots, other, "Ib", NOW)):
        with pytest.raises(Invalid, match="siden du åbnede den"):
            change()
    assert editing.read(roots, POLL).text == saved.text


def test_a_text_with_mistakes_is_told_line_by_line_and_not_saved(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    edited = editing.read(roots, POLL)
    wrong = edited.text.replace("title:", "titel:", 1)
    loaded, problems = editing.check(roots, edited.relative, wrong)
    assert loaded is None
    assert any("»titel« findes ikke; mente du »title«?" in str(one) for one in problems)
    with pytest.raises(ContentError):
        editing.save(roots, edited, wrong, "Gerda", NOW)
    assert list(tmp_path.rglob("*.yaml")) == []


def test_the_check_knows_cards_cases_and_numbers_that_may_not_stand_there(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    drill = editing.read(roots, "galleri-drill")
    tool = next(line for line in drill.text.splitlines() if line.strip().startswith("tool:"))
    _, problems = editing.check(roots, drill.relative, drill.text.replace(tool, f"{tool}x"))
    assert any("øver et redskab, der ikke findes" in str(one) for one in problems)
    _, problems = editing.check(roots, drill.relative, f"{drill.text}# 010270-1234\n")
    assert any("ligner et CPR-nummer" in str(one) and not one.notice for one in problems)
    assert editing.check(roots, drill.relative, drill.text)[1] == []


def test_what_the_kit_has_changed_since_is_shown(tmp_path: Path) -> None:
    kit, own = tmp_path / "kit", tmp_path / "own"
    file = kit / "modules/x/exercises/a.yaml"
    file.parent.mkdir(parents=True)
    own.mkdir()
    source = next(content_root().glob("modules/galleri/exercises/galleri-ur.yaml")).read_text("utf-8")
    file.write_text(source, "utf-8")
    for name in ("cases/_template", "modules/_template"):
        (kit / name).parent.mkdir(parents=True, exist_ok=True)
        (kit / name).symlink_to(content_root() / name)
    saved = editing.save([kit, own], read := editing.read([kit, own], "a"), retitled(read, "Mit"), "Gerda", NOW)
    assert editing.shipped_since(saved) == ""
    file.write_text(f"{source}# ny linje\n", "utf-8")
    assert "+# ny linje" in editing.shipped_since(editing.read([kit, own], "a"))


def test_what_is_not_there_cannot_be_undone(tmp_path: Path) -> None:
    roots = roots_of(tmp_path)
    with pytest.raises(NotFound):
        editing.read(roots, "findes-ikke")
    with pytest.raises(Invalid, match="ikke gemt noget"):
        editing.undo(roots, editing.read(roots, POLL), "Gerda", NOW)


def test_the_notebooks_editor_checks_shows_and_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEJLING_HOST", raising=False)
    with ThreadPoolExecutor(1) as apart:  # where no loop runs, as one does here after a browser's tests, it waits for no pause
        apart.submit(use_the_notebooks_editor, tmp_path).result()


def use_the_notebooks_editor(folder: Path) -> None:
    page: Any = editor.Editor(roots_of(folder))
    page.choose.value = POLL
    assert "Ingen fejl" in page.checked.value
    [before] = page.shown.children
    page.text.value = page.text.value.replace("title:", "titel:", 1)
    assert "mente du »title«" in page.checked.value
    assert page.shown.children == (before,), "the last that could be shown stays"
    page.save()
    assert "Ikke gemt" in page.said.value
    assert "titel:" in page.text.value, "what is typed is not lost"
    page.open()
    page.text.value = retitled(page.edited, "<Mit>")
    page.save()
    assert "Gemt som din egen udgave" in page.said.value
    assert page.shown.children != (before,)
    page.back()
    assert "Kittets udgave bruges" in page.versions.value
