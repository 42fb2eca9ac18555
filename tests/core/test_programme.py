"""The programme is read from one file, and everything it names must exist."""

from pathlib import Path

import pytest

from pejling.errors import ContentError, NotFound
from pejling.programme import find_day, handout_path, load_programme, notebook_path

PROGRAMME = """\
title: Et program
modules:
  - id: et
    title: Modul et
    extent: 1 dag
    about: Noget.
    ready: true
    days:
      - id: dag-et
        title: Dag et
        folder: 1-modul/dag-1
        notebook: dag.ipynb
        handouts: [{id: ark, title: Et ark}]
  - {id: to, title: Modul to, extent: 2 dage, about: Mere., ready: false}
"""


def write(root: Path, programme: str = PROGRAMME) -> Path:
    day = root / "modules/1-modul/dag-1"
    (day / "handouts").mkdir(parents=True, exist_ok=True)
    (day / "dag.ipynb").write_text("{}", encoding="utf-8")
    (day / "handouts/ark.md").write_text("# Et ark", encoding="utf-8")
    (root / "modules/programme.yaml").write_text(programme, encoding="utf-8")
    return root


def test_a_day_knows_its_notebook_and_its_hand_outs(tmp_path: Path) -> None:
    root = write(tmp_path)
    day = find_day(load_programme([root]), "dag-et")
    assert notebook_path(day, [root]) == root / "modules/1-modul/dag-1/dag.ipynb"
    assert handout_path(day, "ark", [root]) == root / "modules/1-modul/dag-1/handouts/ark.md"


def test_a_module_not_yet_written_is_listed_without_days(tmp_path: Path) -> None:
    programme = load_programme([write(tmp_path)])
    assert [(m.id, m.ready, len(m.days)) for m in programme.modules] == [("et", True, 1), ("to", False, 0)]


def test_the_trainers_own_hand_out_wins_over_the_shipped_one(tmp_path: Path) -> None:
    shipped, own = write(tmp_path / "shipped"), tmp_path / "own"
    mine = own / "modules/1-modul/dag-1/handouts/ark.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("# Mit ark", encoding="utf-8")
    day = find_day(load_programme([shipped, own]), "dag-et")
    assert handout_path(day, "ark", [shipped, own]) == mine


def test_what_the_programme_does_not_name_is_not_found(tmp_path: Path) -> None:
    root = write(tmp_path)
    programme = load_programme([root])
    with pytest.raises(NotFound):
        find_day(programme, "dag-to")
    with pytest.raises(NotFound):
        handout_path(find_day(programme, "dag-et"), "../../programme", [root])


def test_a_file_that_is_named_but_missing_is_told(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "modules/1-modul/dag-1/handouts/ark.md").unlink()
    with pytest.raises(ContentError, match=r"handouts/ark\.md, som ikke findes"):
        load_programme([root])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: to,", "id: et,", "to moduler hedder »et«"),
        ("title: Et ark}", "title: Et ark}, {id: ark, title: Igen}", "to ark hedder »ark«"),
        ("ready: true", "ready: false", "er ikke klar, men har dage"),
        ("ready: false", "ready: true", "har ingen dage"),
        ("folder: 1-modul/dag-1", "folder: ../hemmeligt", "folder"),
        ("extent: 2 dage", "extend: 2 dage", "mente du »extent«"),
    ],
)
def test_a_mistake_in_the_programme_is_told_in_danish(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PROGRAMME
    with pytest.raises(ContentError, match=said):
        load_programme([write(tmp_path, PROGRAMME.replace(old, new))])


def test_without_a_programme_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"modules/programme\.yaml: filen mangler"):
        load_programme([tmp_path])
