"""The library of exercises, and the references between content files."""

import json
import re
from pathlib import Path

import pytest

from pejling.errors import ContentError, NotFound
from pejling.places import content_root
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Library, load_pinned
from pejling_widgets.references import check_all

GOOD = """kind: poll
title: Prøve
visible: aggregate
source: Prøve
questions:
  - {id: q, type: scale, text: Hvor?, low_text: lidt, high_text: meget}
"""
BOARD = """kind: board
title: Tavle
visible: plenum
scope: group
source: Prøve
cases: [%s]
sections:
  - {id: s, title: Her}
"""


def put(root: Path, name: str, text: str = GOOD, day: str = "1-dag") -> Path:
    path = root / "modules" / day / "exercises" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def notebook(root: Path, *sources: str) -> None:
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
    path = root / "modules/1-dag/dag.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), "utf-8")


def told(root: Path) -> list[str]:
    """What the check tells, but for the programme, which these roots do not have."""
    return [str(p) for p in check_all([root]) if not p.where.startswith("modules/programme.yaml")]


def test_an_exercise_is_found_by_its_file_name(tmp_path: Path) -> None:
    path = put(tmp_path, "en-proeve.yaml")
    loaded = Library.load([tmp_path]).find("en-proeve")
    assert (loaded.id, loaded.kind.name, loaded.day, loaded.path) == ("en-proeve", "poll", "1-dag", path)
    assert loaded.text == GOOD
    assert loaded.where == "modules/1-dag/exercises/en-proeve.yaml"


def test_a_trainers_own_file_wins_over_the_shipped_one(tmp_path: Path) -> None:
    put(tmp_path / "shipped", "a.yaml")
    put(tmp_path / "own", "a.yaml", GOOD.replace("title: Prøve", "title: Min egen"))
    library = Library.load([tmp_path / "shipped", tmp_path / "own"])
    assert library.find("a").content.title == "Min egen"
    assert not library.problems


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("b.yaml", GOOD.replace("poll", "pol"), "b.yaml, linje 1: arten »pol« findes ikke; mente du »poll«?"),
        ("b.yaml", "title: x\n", "feltet »kind« mangler"),
        ("b.yaml", "", "filen er tom"),
        ("b.yaml", "- a\n", "filen er tom eller har ingen felter"),
        ("b.yaml", GOOD.replace("title:", "titel:"), "linje 2: feltet »titel« findes ikke; mente du »title«?"),
        ("b.yaml", GOOD.replace("scale", "scala"), "b.yaml, linje"),
        ("b.yaml", GOOD + "title: to\n", "det samme felt står to gange"),
        ("b.yaml", "kind: [\n", "ikke gyldig YAML"),
        ("Øvelse.yaml", GOOD, "filens navn kan ikke være øvelsens id"),
        ("b_c.yaml", GOOD, "små bogstaver a–z, tal og enkelte bindestreger"),
        ("b.yml", GOOD, "omdøb den til b.yaml"),
        ("b.yaml", GOOD + "scope: group\n", "skriv scope: person"),
    ],
)
def test_a_mistake_is_told_and_the_rest_still_loads(tmp_path: Path, name: str, text: str, says: str) -> None:
    put(tmp_path, "a.yaml")
    put(tmp_path, name, text)
    library = Library.load([tmp_path])
    assert list(library.exercises) == ["a"]
    assert says in " ".join(map(str, library.problems))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text: Hvor?", "tekst: Hvor?", "feltet »tekst« findes ikke i questions nr. 1; mente du »text«?"),
        ("low_text: lidt", "options: [{id: a, text: A}]", "feltet »options« findes ikke i questions nr. 1; her kan stå"),
        ("type: scale", "type: single, options: [{id: a}, {id: b, text: B}]", "»text« mangler i options nr. 1 i questions nr. 1"),
        ("type: scale", "type: skala", "»type« i questions nr. 1 har en ukendt værdi ('skala'); brug '"),
        ("type: scale, ", "", "feltet »type« mangler i questions nr. 1"),
        ("type: scale, text: Hvor?", "type: single, svar: [ja]", "her kan stå help, id, known, known_source, label, most, only_if"),
    ],
)
def test_a_mistake_inside_one_of_several_sorts_of_question_is_told_in_the_files_own_words(
        tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    put(tmp_path, "a.yaml", GOOD.replace(old, new))
    assert any(said in str(problem) for problem in Library.load([tmp_path]).problems)


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    put(tmp_path, "b.yaml").write_bytes(GOOD.encode("latin-1"))
    assert "UTF-8" in str(Library.load([tmp_path]).problems[0])


def test_an_id_is_used_once_in_the_whole_kit(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", day="1-dag")
    put(tmp_path, "a.yaml", day="2-samtalerne/dag-1")
    library = Library.load([tmp_path])
    assert library.find("a").day == "1-dag"
    wrong = "modules/2-samtalerne/dag-1/exercises/a.yaml: øvelsen i modules/1-dag hedder også »a«"
    assert wrong in str(library.problems[0])


def test_a_wrong_id_is_answered_with_the_nearest(tmp_path: Path) -> None:
    put(tmp_path, "myter-og-fakta.yaml")
    with pytest.raises(NotFound, match=re.escape("hedder »myter«. Mente du »myter-og-fakta«?")):
        Library.load([tmp_path]).find("myter")


def test_asking_for_an_exercise_with_a_mistake_tells_the_mistake(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", GOOD.replace("poll", "pol"))
    with pytest.raises(NotFound, match=r"»a« kan ikke vises.*arten »pol«"):
        Library.load([tmp_path]).find("a")


def test_a_pinned_text_gives_the_same_exercise_after_the_file_is_changed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml")
    before = Library.load([tmp_path]).find("a")
    path.write_text(GOOD.replace("title: Prøve", "title: Ny"), "utf-8")
    assert Library.load([tmp_path]).find("a").content.title == "Ny"
    pinned = load_pinned("a", before.text)
    assert (pinned.content, pinned.digest, pinned.path) == (before.content, before.digest, None)


def test_a_pinned_text_that_no_longer_fits_is_told() -> None:
    with pytest.raises(ContentError, match="arten »quiz« findes ikke"):
        load_pinned("a", "kind: quiz\n")


def test_a_notebook_may_only_show_what_there_is(tmp_path: Path) -> None:
    put(tmp_path, "myter.yaml")
    notebook(tmp_path, "from pejling_widgets import show", 'show("myter")', '%matplotlib inline\nshow("mytter")')
    assert told(tmp_path) == [
        "modules/1-dag/dag.ipynb, celle 3: der er ingen øvelse, der hedder »mytter«; mente du »myter«?"
    ]


def test_an_exercise_that_no_notebook_shows_is_told(tmp_path: Path) -> None:
    put(tmp_path, "glemt.yaml")
    notebook(tmp_path, "1 + 1")
    assert told(tmp_path)[0].startswith("modules/1-dag/exercises/glemt.yaml: ingen notebook viser øvelsen")


def test_a_notebook_that_is_none_and_a_cell_that_is_no_python_are_told(tmp_path: Path) -> None:
    notebook(tmp_path, "show(")
    assert "celle 1: cellen er ikke gyldig Python" in told(tmp_path)[0]
    (tmp_path / "modules/1-dag/dag.ipynb").write_text("{}", "utf-8")
    assert "dag.ipynb: filen er ikke en gyldig notebook; åbn den i JupyterLab" in told(tmp_path)[0]


def test_a_board_may_only_name_cases_there_are(tmp_path: Path) -> None:
    put(tmp_path, "tavle.yaml", BOARD % "kirsten")
    notebook(tmp_path, 'show("tavle")')
    wrong = "modules/1-dag/exercises/tavle.yaml: der er ingen case, der hedder »kirsten«"
    assert told(tmp_path)[0].startswith(wrong)


def test_a_day_that_the_programme_names_must_exist(tmp_path: Path) -> None:
    notebook(tmp_path, "1")
    programme = """title: P
modules:
  - id: m
    title: M
    extent: 1 dag
    about: Om
    ready: true
    days: [{id: d, title: D, folder: 1-dag, notebook: nej.ipynb}]
"""
    (tmp_path / "modules/programme.yaml").write_text(programme, "utf-8")
    assert "modules/1-dag/nej.ipynb, som ikke findes" in str(check_all([tmp_path])[0])


def test_a_figure_that_a_day_or_a_hand_out_shows_must_exist(tmp_path: Path) -> None:
    notebook(tmp_path, "1")
    day = tmp_path / "modules" / "1-dag"
    (day / "dag.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# D\n\n![Et hjul](figures/hjul.svg)"}]}), "utf-8")
    (day / "handouts").mkdir()
    (day / "handouts" / "ark.md").write_text("# Ark\n\n![Et hjul](https://example.org/hjul.svg)", "utf-8")
    (tmp_path / "modules/programme.yaml").write_text("""title: P
modules:
  - id: m
    title: M
    extent: 1 dag
    about: Om
    ready: true
    days: [{id: d, title: D, folder: 1-dag, notebook: dag.ipynb, handouts: [{id: ark, title: Ark}]}]
""", "utf-8")
    wrong = [str(p) for p in check_all([tmp_path]) if "figuren" in str(p)]
    assert [w.partition(";")[0] for w in wrong] == [
        "modules/1-dag/dag.ipynb: figuren »figures/hjul.svg« findes ikke",
        "modules/1-dag/ark.md: figuren »https://example.org/hjul.svg« findes ikke",
    ]


def test_what_ships_loads_without_a_mistake() -> None:
    library = Library.load([content_root()])
    assert not library.problems
    assert {e.kind.name for e in library.exercises.values()} == set(KINDS)
