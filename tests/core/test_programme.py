"""The programme is read from one file, and everything it names must exist."""

from pathlib import Path

import pytest

from pejling.errors import ContentError, NotFound
from pejling.programme import find_day, handout_path, load_programme, notebook_path
from pejling.programme.own import OwnProgramme

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


def test_a_hand_out_may_lie_in_a_folder_of_its_own(tmp_path: Path) -> None:
    named = PROGRAMME.replace("{id: ark, title: Et ark}", "{id: manual, title: En manual, folder: supervision/manual}")
    root = write(tmp_path, named)
    with pytest.raises(ContentError, match=r"supervision/manual/manual\.md, som ikke findes"):
        load_programme([root])
    sheet = root / "supervision/manual/manual.md"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("# En manual", encoding="utf-8")
    assert handout_path(find_day(load_programme([root]), "dag-et"), "manual", [root]) == sheet


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


# A trainer's own programme

EXTRA = """\
modules:
  - id: egen
    title: Vores egen dag
    extent: ½ dag
    about: Om os.
    ready: true
    days: [{id: egen-dag, title: Egen dag, folder: egen-dag, notebook: dag.ipynb}]
"""


def with_own(tmp_path: Path, programme: str) -> list[Path]:
    """The roots of a shipped programme and of a trainer's own, with a day for what it may add."""
    shipped, own = write(tmp_path / "shipped"), tmp_path / "own"
    (own / "modules/egen-dag").mkdir(parents=True)
    (own / "modules/egen-dag/dag.ipynb").write_text("{}", encoding="utf-8")
    (own / "modules/programme.yaml").write_text(programme, encoding="utf-8")
    return [shipped, own]


def ids(roots: list[Path]) -> list[tuple[str, list[str]]]:
    return [(module.id, [day.id for day in module.days]) for module in load_programme(roots).modules]


def test_an_own_module_is_added_and_what_ships_stays(tmp_path: Path) -> None:
    roots = with_own(tmp_path, EXTRA)
    assert ids(roots) == [("et", ["dag-et"]), ("to", []), ("egen", ["egen-dag"])]
    assert load_programme(roots).title == "Et program"


def test_an_own_module_is_placed_before_the_one_it_names(tmp_path: Path) -> None:
    assert [m for m, _ in ids(with_own(tmp_path, EXTRA + "    before: et\n"))] == ["egen", "et", "to"]


def test_what_an_own_file_says_of_a_module_that_ships_is_changed_and_the_rest_is_not(tmp_path: Path) -> None:
    roots = with_own(tmp_path, "title: Vores\nmodules: [{id: to, title: Nyt navn}, {id: et, days: [{id: dag-et, title: Ny}]}]")
    programme = load_programme(roots)
    et, to = programme.modules
    assert (programme.title, to.title, to.extent, et.title) == ("Vores", "Nyt navn", "2 dage", "Modul et")
    assert (et.days[0].title, et.days[0].folder, [h.id for h in et.days[0].handouts]) == ("Ny", "1-modul/dag-1", ["ark"])


def test_a_day_can_be_added_to_a_module_that_ships(tmp_path: Path) -> None:
    day = "{id: ny, title: Ny, folder: egen-dag, notebook: dag.ipynb}"
    roots = with_own(tmp_path, f"modules: [{{id: et, days: [{day}]}}, {{id: to, ready: true, days: [{day.replace('ny', 'n2')}]}}]")
    assert ids(roots) == [("et", ["dag-et", "ny"]), ("to", ["n2"])]


def test_a_module_a_day_and_a_hand_out_can_be_left_out(tmp_path: Path) -> None:
    assert [m for m, _ in ids(with_own(tmp_path / "a", "modules: [{id: to, leave_out: true}]"))] == ["et"]
    sheet = "modules: [{id: et, days: [{id: dag-et, handouts: [{id: ark, leave_out: true}]}]}]"
    assert load_programme(with_own(tmp_path / "b", sheet)).modules[0].days[0].handouts == ()
    day = "modules: [{id: et, ready: false, days: [{id: dag-et, leave_out: true}]}]"
    assert ids(with_own(tmp_path / "c", day)) == [("et", []), ("to", [])]


@pytest.mark.parametrize(
    ("programme", "said"),
    [
        ("modules:\n  - id: ett\n    title: Nyt navn", "linje 2: det nye modul »ett« mangler extent, about, ready; mente du »et«?"),
        ("modules:\n  - {id: tres, leave_out: true}", "linje 2: der er ikke noget, der hedder »tres«, at tage ud"),
        ("modules:\n  - {id: to, title: A}\n  - {id: to, title: B}", "linje 3: »to« står to gange"),
        ("modules:\n  - id: to\n    before: ett", "linje 3: before nævner »ett«, som ikke er på listen; mente du »et«?"),
        ("modules:\n  - id: et\n    days:\n      - {id: x, title: X}", "linje 4: den nye dag »x« mangler folder, notebook"),
        ("modules: [{id: et, titel: X}]", "feltet »titel« findes ikke i modules nr. 1; mente du »title«?"),
        ("modules: [{id: et, title: }]", "»title« i modules nr. 1 kan ikke være tom"),
        ("modules: [{id: et, ready: false}]", "modulet »et« er ikke klar, men har dage"),
        ("modules: [{title: X}]", "feltet »id« mangler i modules nr. 1"),
        (EXTRA.replace("folder: egen-dag", "folder: egen"), "dagen »egen-dag« nævner modules/egen/dag.ipynb, som ikke findes"),
    ],
)
def test_a_mistake_in_an_own_programme_is_told_where_it_stands(tmp_path: Path, programme: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_programme(with_own(tmp_path, programme))
    assert said in str(caught.value)
    assert str(caught.value).startswith("modules/programme.yaml")


def test_every_field_of_an_own_programme_is_described() -> None:
    schema = str(OwnProgramme.model_json_schema())
    assert "leave_out" in schema
    assert "De felter, du skriver, gælder" in schema
