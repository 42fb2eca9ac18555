"""Cases are read from their folders; a trainer's own file wins; mistakes are told with file and line."""

from pathlib import Path

import pytest

from pejling.cases import all_cases, load_case
from pejling.errors import ContentError, NotFound

CASE = """\
title: Ole og bussen
person: {name: Ole, age: 44, line: Tømrer.}
dilemma: Skal han tage bussen?
jobcenter_view: Ja, *nu*.
akasse_view: Nej, **vent**.
questions: [Hvorfor?, Hvornår?]
source: En prøve.
"""


def write(root: Path, case_id: str, case: str | None = CASE, story: str | None = "Ole kører **bus**.") -> None:
    folder = root / "cases" / case_id
    folder.mkdir(parents=True, exist_ok=True)
    if case is not None:
        (folder / "case.yaml").write_text(case, encoding="utf-8")
    if story is not None:
        (folder / "story.md").write_text(story, encoding="utf-8")


def test_a_case_comes_with_its_texts_as_html(tmp_path: Path) -> None:
    write(tmp_path, "ole-bus")
    loaded = load_case("ole-bus", [tmp_path])
    assert loaded.case.person.age == 44
    assert "<strong>bus</strong>" in loaded.story_html
    assert "<em>nu</em>" in loaded.jobcenter_view_html
    assert "<strong>vent</strong>" in loaded.akasse_view_html


def test_the_trainers_own_story_wins_over_the_shipped_one(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    write(shipped, "ole-bus")
    write(own, "ole-bus", case=None, story="Ole går.")
    loaded = load_case("ole-bus", [shipped, own])
    assert (loaded.case.title, loaded.story) == ("Ole og bussen", "Ole går.")


def test_templates_are_left_out_and_the_rest_come_by_id(tmp_path: Path) -> None:
    for case_id in ("b", "a", "_template"):
        write(tmp_path, case_id)
    assert [c.id for c in all_cases([tmp_path])] == ["a", "b"]


@pytest.mark.parametrize("case_id", ["findes-ikke", "../a", "_template", "A", "", "a" * 300])
def test_an_unknown_or_impossible_name_is_not_found(tmp_path: Path, case_id: str) -> None:
    write(tmp_path, "a")
    write(tmp_path, "_template")
    with pytest.raises(NotFound):
        load_case(case_id, [tmp_path])


@pytest.mark.parametrize(
    ("story", "said"),
    [(None, "historien mangler"), ("  \n", "historien er tom"), ("a" * 20_001, "20001 tegn")],
)
def test_a_story_that_cannot_be_read_in_a_group_is_refused(tmp_path: Path, story: str | None, said: str) -> None:
    write(tmp_path, "ole-bus", story=story)
    with pytest.raises(ContentError, match=said):
        load_case("ole-bus", [tmp_path])


def test_a_story_saved_in_another_encoding_is_refused_with_the_remedy(tmp_path: Path) -> None:
    write(tmp_path, "ole-bus")
    (tmp_path / "cases/ole-bus/story.md").write_bytes("Ole kører".encode("latin-1"))
    with pytest.raises(ContentError, match="UTF-8"):
        load_case("ole-bus", [tmp_path])


def test_the_mistakes_of_all_cases_are_told_with_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, "a", case=CASE.replace("age: 44", "age: 4"))
    write(tmp_path, "b", case=CASE + "dilema: x\n")
    write(tmp_path, "Hans Ole")
    with pytest.raises(ContentError) as caught:
        all_cases([tmp_path])
    told = sorted(str(p) for p in caught.value.problems)
    assert len(told) == 3
    assert told[0].startswith("cases/Hans Ole: ")
    assert told[1].startswith("cases/a/case.yaml, linje 2: ")
    assert told[2].startswith("cases/b/case.yaml, linje 8: ")
    assert "»dilemma«" in told[2]
