"""A mistake in a content file is told in Danish, with file, line and what would be right."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import Field
from ruamel.yaml.error import YAMLError

from pejling.content import MAX_BYTES, digest, parse_text, read_yaml, validate
from pejling.errors import ContentError
from pejling.schema import Exercise, Line, Strict


class Question(Strict):
    text: Line
    steps: int = Field(3, ge=2, le=5)


class Content(Exercise):
    kind: Literal["poll"]
    questions: tuple[Question, ...] = Field(min_length=1)


GOOD = """\
kind: poll
title: Myter
visible: plenum
source: Kilden
questions:
  - text: Er det sandt?
"""


def read(tmp_path: Path, text: str | bytes) -> Content:
    path = tmp_path / "modules" / "a.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return validate(Content, read_yaml(path, tmp_path), path, tmp_path)


def told(tmp_path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, text)
    return [str(problem) for problem in refused.value.problems]


def test_a_good_file_is_read_also_with_the_mark_that_windows_puts_first(tmp_path) -> None:
    assert read(tmp_path, GOOD).questions[0].steps == 3
    assert read(tmp_path, b"\xef\xbb\xbf" + GOOD.encode()) == read(tmp_path, GOOD)
    assert read(tmp_path, GOOD.replace("\n", "\r\n")) == read(tmp_path, GOOD)


def test_no_and_on_and_12_30_are_words_as_yaml_1_2_says(tmp_path) -> None:
    text = GOOD.replace("Er det sandt?", "no").replace("Myter", "12:30").replace("Kilden", "on")
    content = read(tmp_path, text)
    assert (content.questions[0].text, content.title, content.source) == ("no", "12:30", "on")


@pytest.mark.parametrize(("old", "new", "wanted"), [
    ("title:", "titel:", "linje 2: feltet »titel« findes ikke; mente du »title«?"),
    ("title: Myter\n", "", "feltet »title« mangler; tilføj det"),
    ("- text: Er det sandt?", "- text: a\n  - tekst: b", "linje 7: feltet »text« mangler i questions nr. 2"),
    ("plenum", "alle",
     "linje 3: »visible« har en ukendt værdi ('alle'); brug 'author', 'pair', 'trainer', 'aggregate' eller 'plenum'"),
    ("Er det sandt?", "Er det?\n    steps: 9", "linje 7: »steps« i questions nr. 1 kan ikke være '9'; det skal være højst 5"),
    ("Er det sandt?", "Er det?\n    steps: x", "linje 7: »steps« i questions nr. 1 kan ikke være 'x'; det skal være et helt tal"),
    ("title: Myter", "title:", "linje 2: »title« kan ikke være tom; det skal være en tekst"),
    ("title: Myter", "title: ''", "linje 2: »title« kan ikke være tom; det skal være mindst 1 tegn"),
    ("title: Myter", f"title: {'x' * 301}", "det skal være højst 300 tegn"),
    ("questions:\n  - text: Er det sandt?", "questions: []", "»questions« kan ikke være '[]'; det skal være mindst 1 på listen"),
    ("questions:\n  - text: Er det sandt?", "questions: nej", "linje 5: »questions« kan ikke være 'nej'; det skal være en liste"),
    ("questions:", "rounds: 9\nquestions:", "linje 5: »rounds« kan ikke være '9'; det skal være højst 5"),
    ("questions:", "systems: [X1]\nquestions:", "skriv det som S009"),
    ("questions:", "title: igen\nquestions:", "linje 5: det samme felt står to gange; slet det ene"),
    ("title: Myter", "title: Myter: og fakta", "linje 2: filen er ikke gyldig YAML her; se efter"),
    ("Kilden", "Ki\x00lden", "filen er ikke gyldig YAML her"),
    ("  - text", "\t- text", "linje 6: linjen er rykket ind med tabulator; brug mellemrum i stedet"),
    ("title: Myter", 'title: "Myter', "linje 2: anførselstegnet her bliver ikke lukket"),
    ("title: Myter", "title: ”Myter: og fakta”", "linje 2: filen er ikke gyldig YAML her; skriv lige anførselstegn"),
    ("- text: Er det sandt?", "- text: a\n    svar: b", "»svar« findes ikke i questions nr. 1; her kan stå steps, text"),
    ("- text: Er det sandt?", "- text: a\n    ja, nej: b", "skriv tekster med komma eller kolon i anførselstegn"),
])
def test_a_mistake_is_told_with_its_line_and_its_remedy(tmp_path, old, new, wanted) -> None:
    problems = told(tmp_path, GOOD.replace(old, new, 1))
    assert any(problem.startswith("modules/a.yaml") and wanted in problem for problem in problems), problems


def test_all_mistakes_are_told_at_once(tmp_path) -> None:
    problems = told(tmp_path, GOOD.replace("title:", "titel:").replace("plenum", "alle").replace("- text", "- tekst"))
    assert len(problems) == 5, "two for each misspelt name, and none that a misspelt name leads to"


@pytest.mark.parametrize("text", ["", "hej", "- en\n- to\n"])
def test_a_file_without_fields_is_told_what_a_field_looks_like(tmp_path, text) -> None:
    assert told(tmp_path, text) == [
        "modules/a.yaml: filen skal bestå af felter med værdier; skriv fx »title: Myter og fakta« på en linje"
    ]


def test_a_file_that_is_not_utf_8_is_told_why_its_letters_are_lost(tmp_path) -> None:
    assert "UTF-8" in told(tmp_path, GOOD.replace("Kilden", "æøå").encode("latin-1"))[0]


def test_a_file_that_is_far_too_large_or_not_there_is_told(tmp_path) -> None:
    assert "del den i flere" in told(tmp_path, GOOD + "#" * MAX_BYTES)[0]
    with pytest.raises(ContentError, match="kan ikke læses"):
        read_yaml(tmp_path / "væk.yaml", tmp_path)


LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 8))


@pytest.mark.parametrize("text", [
    "a: " + "[" * 20_000 + "]" * 20_000, "[" * 20_000, "a: " + "{b: " * 20_000 + "}" * 20_000, "- " * 20_000 + "x",
    "".join(" " * n + "a:\n" for n in range(900)), LAUGHS,
], ids=["brackets", "not closed", "braces", "dashes", "indents", "references"])
def test_a_file_with_far_too_much_inside_each_other_is_told_and_stops_nothing(tmp_path, text) -> None:
    [problem] = told(tmp_path, text)
    assert "a.yaml" in problem
    assert "lag inden i hinanden" in problem
    with pytest.raises(YAMLError):
        parse_text(text)


def test_no_python_is_ever_made_from_a_file(tmp_path) -> None:
    told(tmp_path, GOOD.replace("Myter", "!!python/object/apply:os.system ['touch " + str(tmp_path / "ramt") + "']"))
    assert not (tmp_path / "ramt").exists()


def test_equal_texts_have_one_name_and_others_another() -> None:
    assert digest("a") == digest("a") != digest("b")
    assert len(digest("a")) == 32


def test_a_pinned_text_is_read_as_plain_data() -> None:
    found: Any = parse_text("a: no\nb: [1, 2]\nc: 2027-05-03\n")
    assert found["a"] == "no"
    assert type(found) is dict
    assert not isinstance(found["c"], datetime)
