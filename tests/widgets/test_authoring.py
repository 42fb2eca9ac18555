"""What a trainer begins from: schemas for editors, and new days, exercises and cases that are whole at once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pejling.content import parse_text
from pejling.installation import Stop
from pejling.notebook import not_still, read_notebook
from pejling.places import content_root
from pejling.programme import load_programme
from pejling_widgets.authoring.new import kinds, make
from pejling_widgets.authoring.schemas import schemas, write_schemas
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Library
from pejling_widgets.references import check_all

SCHEMAS = schemas()


def as_json(text: str) -> Any:
    """What an editor sees of a YAML text: dates are texts."""
    return json.loads(json.dumps(parse_text(text), default=str))


def described(node: Any) -> Iterator[tuple[str, str]]:
    """Every field of a schema with its description."""
    if isinstance(node, dict):
        fields = node.get("properties", {})
        yield from ((name, field.get("description", "")) for name, field in fields.items() if isinstance(field, dict))
        for value in node.values():
            yield from described(value)
    elif isinstance(node, list):
        for value in node:
            yield from described(value)


def mistakes(roots: list[Path]) -> list[str]:
    return [str(problem) for problem in check_all(roots) if not problem.notice]


# Schemas

def test_there_is_a_schema_for_every_sort_of_file_and_a_description_for_every_field() -> None:
    assert set(SCHEMAS) == {*KINDS, "case", "card", "programme"}
    fields = [field for schema in SCHEMAS.values() for field in described(schema)]
    assert [name for name, said in fields if not said] == []
    assert len(fields) >= 210
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_what_ships_fits_its_schema_and_a_misspelt_field_does_not() -> None:
    for exercise in Library.load([content_root()]).exercises.values():
        document = as_json(exercise.text)
        jsonschema.validate(document, SCHEMAS[exercise.kind.name])
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document | {"tittel": "x"}, SCHEMAS[exercise.kind.name])
    for case in (content_root() / "cases").glob("*/case.yaml"):
        jsonschema.validate(as_json(case.read_text("utf-8")), SCHEMAS["case"])
    jsonschema.validate(as_json((content_root() / "modules/programme.yaml").read_text("utf-8")), SCHEMAS["programme"])


def test_schemas_of_an_older_version_are_renewed(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    path = tmp_path / ".schema" / "poll.json"
    new = path.read_text("utf-8")
    path.write_text("{}", "utf-8")
    write_schemas(tmp_path)
    assert path.read_text("utf-8") == new
    assert json.loads(new) == SCHEMAS["poll"]


# New content

@pytest.mark.parametrize("kind", KINDS)
def test_a_new_exercise_is_whole_and_knows_its_schema(tmp_path: Path, kind: str) -> None:
    path, = make(tmp_path, "exercise", "min-oevelse", kind=kind, title='Er "vi" enige: ja?').files
    assert path == tmp_path / "modules/egne/exercises/min-oevelse.yaml"
    text = path.read_text("utf-8")
    schema = path.parent / text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.resolve().read_text("utf-8")) == SCHEMAS[kind]
    jsonschema.validate(as_json(text), SCHEMAS[kind])
    roots = [content_root(), tmp_path]
    assert Library.load(roots).find("min-oevelse").content.title == 'Er "vi" enige: ja?'
    assert mistakes(roots) == []
    noticed = [str(problem) for problem in check_all(roots)]
    assert any("ingen notebook viser øvelsen" in one for one in noticed), "told, and no mistake"
    assert any("her står skabelonens tekst endnu" in one for one in noticed)


def test_a_new_exercise_tells_what_more_it_can_say(tmp_path: Path) -> None:
    path, = make(tmp_path, "exercise", "min-oevelse", kind="poll").files
    more = path.read_text("utf-8").partition("# Det her kan der også stå")[2]
    assert "#   rounds: Hvor mange runder øvelsen er tænkt til." in more
    assert "#   questions › known: Hvad man ved om det." in more
    assert "title" not in more


def test_a_new_day_stands_in_the_programme_and_shows_its_exercise(tmp_path: Path) -> None:
    made = make(tmp_path, "day", "min-dag", title='Vores "egen" dag')
    roots = [content_root(), tmp_path]
    programme = load_programme(roots)
    assert [day.id for day in programme.modules[-1].days] == ["min-dag"]
    assert len(programme.modules) == len(load_programme([content_root()]).modules) + 1
    notebook = read_notebook(made.files[0])
    assert notebook.cells[0].source.startswith('# Vores "egen" dag\n')
    assert [shown for cell in notebook.cells for shown in cell.shown] == ["min-dag-afstemning"]
    assert any(cell.for_trainer for cell in notebook.cells)
    assert not_still(notebook) == []
    assert mistakes(roots) == []


def test_a_second_day_leaves_what_the_trainer_wrote_in_the_programme(tmp_path: Path) -> None:
    programme = make(tmp_path, "day", "foerste").files[-1]
    mine = programme.read_text("utf-8").replace("title: Egne dage", "title: 'Vores dage'  # så hedder de hos os")
    programme.write_text(mine + "  - {id: modul-3, leave_out: true}\n# til sidst\n", "utf-8")
    make(tmp_path, "day", "anden")
    text = programme.read_text("utf-8")
    assert "title: 'Vores dage'  # så hedder de hos os" in text
    assert "# til sidst" in text
    modules = {module.id: module for module in load_programme([content_root(), tmp_path]).modules}
    assert "modul-3" not in modules
    assert [day.id for day in modules["egne-dage"].days] == ["foerste", "anden"]


def test_a_new_exercise_goes_to_the_folder_of_its_day(tmp_path: Path) -> None:
    make(tmp_path, "day", "min-dag")
    made = make(tmp_path, "exercise", "mit-ur", kind="timer", day="min-dag")
    assert made.files == (tmp_path / "modules/min-dag/exercises/mit-ur.yaml",)
    assert str(tmp_path / "modules/min-dag/dag.ipynb") in made.then
    shipped = make(tmp_path, "exercise", "mit-andet-ur", kind="timer", day="samtalerne-dag-1")
    assert shipped.files == (tmp_path / "modules/2-samtalerne/dag-1/exercises/mit-andet-ur.yaml",)
    assert "som en kopi af" in shipped.then


def test_a_new_case_can_be_read(tmp_path: Path) -> None:
    case, _ = make(tmp_path, "case", "ole-bus", title="Ole og bussen").files
    assert case.parent == tmp_path / "cases/ole-bus"
    noticed = [str(problem) for problem in check_all([content_root(), tmp_path])]
    assert noticed == [
        "cases/ole-bus/case.yaml, linje 8: her står skabelonens tekst endnu; skriv din egen",
        "cases/ole-bus/story.md, linje 1: her står skabelonens tekst endnu; skriv din egen",
    ]
    assert 'title: "Ole og bussen"' in case.read_text("utf-8")
    jsonschema.validate(as_json(case.read_text("utf-8")), SCHEMAS["case"])
    assert mistakes([content_root(), tmp_path]) == []


def test_every_kind_says_what_it_is() -> None:
    assert all(len(said) > 20 and said.endswith(".") for said in kinds().values())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"what": "dag", "name": "x"}, "Skriv day, exercise eller case"),
        ({"what": "day", "name": "Årets dag"}, 'Skriv: python3 kit.py new day aarets-dag --title "Årets dag"'),
        ({"what": "exercise", "name": "Min Øvelse", "kind": "poll"}, 'exercise min-oevelse --title "Min Øvelse" --kind poll'),
        ({"what": "case", "name": "x" * 61}, "højst 60 tegn"),
        ({"what": "exercise", "name": "ny"}, "  board      En tavle"),
        ({"what": "exercise", "name": "ny", "kind": "pol"}, "Arten »pol« findes ikke. Mente du »poll«?"),
        ({"what": "exercise", "name": "ny", "kind": "poll", "day": "nej"}, "»nej«. Dagene er: viden-og-samarbejde"),
        ({"what": "exercise", "name": "myter-og-fakta", "kind": "poll"}, "allerede en øvelse, der hedder »myter-og-fakta«"),
        ({"what": "case", "name": "kirsten-bank"}, "allerede en case"),
        ({"what": "day", "name": "oevebanen"}, "allerede en dag"),
        ({"what": "day", "name": "galleri"}, "allerede en dag eller en mappe"),
        ({"what": "day", "name": "ny", "kind": "poll"}, "--kind hører kun til new exercise"),
    ],
)
def test_what_cannot_be_made_is_told_with_what_can(tmp_path: Path, asked: dict[str, str], said: str) -> None:
    with pytest.raises(Stop) as caught:
        make(tmp_path / "content", **asked)
    assert said in str(caught.value)
    assert not (tmp_path / "content/modules").exists()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "modules/egne/exercises/min.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("kind: begyndt", "utf-8")
    with pytest.raises(Stop, match="findes allerede"):
        make(tmp_path, "exercise", "min", kind="poll")
    assert path.read_text("utf-8") == "kind: begyndt"
    (tmp_path / "modules/programme.yaml").write_text("modules: [", "utf-8")
    with pytest.raises(Stop, match=r"programme\.yaml.*ikke gyldig YAML"):
        make(tmp_path, "day", "min-dag")
    assert not (tmp_path / "modules/min-dag").exists()


# What the check tells of own content

def put(own: Path, name: str, text: str) -> list[Path]:
    """The roots, with this file in the trainer's own content."""
    (own / name).parent.mkdir(parents=True, exist_ok=True)
    (own / name).write_text(text, "utf-8")
    return [content_root(), own]


POLL = (KINDS["poll"].folder / "template.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("modules/egne/exercises/a.yaml.txt", POLL, "a.yaml.txt: filen læses ikke, for dens navn ender på .txt; omdøb"),
        ("cases/ole-bus/story.md", "Ole, 010270-1234, kører.", "story.md, linje 1: der står et tal, der ligner et CPR-nummer"),
        ("modules/x/dag.ipynb", '{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "010270-1234"}]}',
         "modules/x/dag.ipynb, celle 1: der står et tal, der ligner et CPR-nummer"),
        ("modules/egne/exercises/drill-ny.yaml", (KINDS["drill"].folder / "template.yaml").read_text("utf-8").replace(
            "tool: aabne-hjaelpespoergsmaal", "tool: spejlin", 1),
         "drill-ny.yaml: opgaven »oev-1« øver et redskab, der ikke findes: »spejlin«; mente du »spejling«?"),
    ],
)
def test_a_mistake_that_was_passed_over_in_silence_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    assert any(said in one for one in mistakes(put(tmp_path, name, text)))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("modules/egne/a.yaml", POLL, "modules/egne/a.yaml: filen bruges ikke, hvor den ligger; øvelser ligger i"),
        ("modules/egne/exercises/a.yaml", POLL.replace("title: Titel", "title: “Titel”"),
         "a.yaml, linje 3: de krumme anførselstegn læses som en del af teksten"),
        ("cases/kirsten-bank/story.md", "Kirsten går.", "kirsten-bank/story.md: din fil bruges i stedet for den, der følger med"),
    ],
)
def test_what_may_be_meant_is_told_and_is_no_mistake(tmp_path: Path, name: str, text: str, said: str) -> None:
    roots = put(tmp_path, name, text)
    assert any(said in str(one) for one in check_all(roots))
    assert mistakes(roots) == []


def test_a_drill_may_practise_the_tool_that_it_is_named_after_and_quotes_inside_a_text_are_text(tmp_path: Path) -> None:
    drill = (KINDS["drill"].folder / "template.yaml").read_text("utf-8")
    drill = drill.replace("tool: aabne-hjaelpespoergsmaal", "tool: min-metode")
    roots = put(tmp_path, "modules/egne/exercises/drill-min-metode.yaml", drill.replace("title: Titel", "title: Sig “ja” til det"))
    put(tmp_path, ".schema/poll.json", "{}")
    put(tmp_path, "modules/egne/.ipynb_checkpoints/dag-checkpoint.ipynb", "{}")
    assert mistakes(roots) == []
    assert not [one for one in check_all(roots) if "anførselstegn" in str(one) or "bruges ikke" in str(one)]
