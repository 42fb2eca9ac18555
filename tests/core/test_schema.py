"""The head of every exercise, and what a permanent name may be."""

import subprocess
import sys

import pytest
from pydantic import TypeAdapter, ValidationError

from pejling import schema
from pejling.schema import Exercise, Id, Strict

HEAD = {"kind": "poll", "title": "T", "visible": "plenum", "source": "S"}


@pytest.mark.parametrize("name", ["a", "myter-og-fakta", "dag-1", "1-viden", "x" * 60])
def test_a_permanent_name_is_small_ascii_with_single_hyphens(name) -> None:
    assert TypeAdapter(Id).validate_python(name) == name


@pytest.mark.parametrize("name", ["", "Myter", "rådighed", "a--b", "-a", "a-", "a b", "a_b", "a/b", "..", "a\n", "x" * 61])
def test_any_other_name_is_refused(name) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(name)


def test_an_exercise_is_signed_for_one_person_and_one_round_unless_it_says_otherwise() -> None:
    exercise = Exercise.model_validate(HEAD)
    assert (exercise.scope, exercise.anonymous, exercise.rounds, exercise.may_share) == ("person", False, 1, False)


@pytest.mark.parametrize("missing", sorted(HEAD))
def test_kind_title_visibility_and_source_must_be_said(missing) -> None:
    with pytest.raises(ValidationError):
        Exercise.model_validate({k: v for k, v in HEAD.items() if k != missing})


def test_unknown_keys_are_refused_and_nothing_changes_after_it_is_made() -> None:
    with pytest.raises(ValidationError):
        Exercise.model_validate({**HEAD, "ukendt": 1})
    with pytest.raises(ValidationError):
        Exercise.model_validate(HEAD).title = "Ny"


def test_text_is_trimmed_and_bounded() -> None:
    assert Exercise.model_validate({**HEAD, "title": "  T  "}).title == "T"
    for too_much in ({"title": "x" * 301}, {"intro": "x" * 8001}, {"title": "   "}, {"minutes": 0}, {"minutes": 241}):
        with pytest.raises(ValidationError):
            Exercise.model_validate({**HEAD, **too_much})


def test_every_field_is_described_for_a_trainer() -> None:
    assert all(field.description for field in Exercise.model_fields.values())


def test_every_strict_model_is_frozen_and_refuses_unknown_keys() -> None:
    assert Strict.model_config == {"extra": "forbid", "frozen": True}


def test_the_schema_drags_nothing_of_the_store_along() -> None:
    """So that a kind's rules can use it."""
    code = "import sys, pejling.schema; print(sorted(m for m in sys.modules if m.startswith(('pejling.', 'sqlalchemy'))))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={"PYTHONPATH": str(__import__("pathlib").Path(schema.__file__).parents[1])})
    assert found.stdout.strip() == "['pejling.schema']"
