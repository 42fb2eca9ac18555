"""The measured accuracy: the figures' own rules, the guard around held-out texts, and the page that is shown."""

import inspect
import re
from pathlib import Path

import pytest
from danish import measure, utterances
from danish.agreement import Share, kappa, precision, recall

from pejling.places import content_root

DAY = "2. marts 2026"


def test_wilsons_interval_is_the_textbooks() -> None:
    low, high = Share(9, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert Share(0, 0).interval() == (0.0, 1.0)
    assert Share(10, 10).interval()[1] == 1.0


def test_kappa_is_one_when_all_agree_and_none_without_choice() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0
    assert kappa([]) is None
    assert kappa([("a", "a")]) is None


def test_precision_counts_what_is_called_and_recall_what_is_there() -> None:
    pairs = [("yes", "yes"), ("no", "yes"), ("yes", "no"), ("yes", "no")]
    assert precision(pairs, "yes") == Share(1, 2)
    assert recall(pairs, "yes") == Share(1, 3)


def write_labelled(folder: Path) -> Path:
    (folder / "utterances-1.yaml").write_text(
        "- {id: x1, text: 'Hvad nu?', form: open}\n"
        "- {id: x2, text: Secret, form: statement, citizen: Also secret, mirror: false, advice: true}\n",
        encoding="utf-8",
    )
    (folder / "split.yaml").write_text("development: [x1]\nheld_out: [x2]\n", encoding="utf-8")
    return folder


def test_held_out_texts_are_judged_but_never_handed_out(tmp_path: Path) -> None:
    folder = write_labelled(tmp_path)
    assert [one.text for one in utterances.development(folder)] == ["Hvad nu?"]
    judged = utterances.judge_all("held_out", measure.judge, folder)
    assert list(judged) == ["x2"]
    assert judged["x2"][0].advice is True
    assert "ecret" not in repr(judged)
    public = {name for name, value in inspect.getmembers(utterances, inspect.isfunction) if not name.startswith("_")}
    assert public & {"held_out", "all_utterances"} == set()


def test_agreement_is_shown_once_there_are_two_labellings(tmp_path: Path) -> None:
    folder = write_labelled(tmp_path)
    assert "kun mærket én gang" in measure.page(DAY, folder)
    (folder / "second.yaml").write_text("x1: {form: open}\nx2: {form: closed, mirror: false, advice: true}\n", encoding="utf-8")
    assert "er mærket to gange" in measure.page(DAY, folder)


def test_no_utterance_is_both_developed_on_and_held_out() -> None:
    seen, unseen = (set(utterances.judge_all(part, measure.judge)) for part in ("development", "held_out"))
    assert seen
    assert unseen
    assert not seen & unseen


@pytest.mark.parametrize(("part", "least"), [("development", 0.97), ("held_out", 0.90)])
def test_the_form_of_a_question_is_read_as_it_is_labelled(part: utterances.Part, least: float) -> None:
    pairs = measure.form_pairs(utterances.judge_all(part, measure.judge).values())
    assert sum(one == two for one, two in pairs) / len(pairs) >= least


def test_the_page_says_what_the_rules_reach_today() -> None:
    """When it does not: `PYTHONPATH=core:widgets:tests python -m danish.measure` writes it again."""
    shown = (content_root() / measure.PAGE).read_text(encoding="utf-8")
    day = re.search(r"^Målt (\d+\. \w+ \d{4})\.$", shown, re.MULTILINE)
    assert day
    assert shown == measure.page(day[1])


def test_the_page_says_who_wrote_the_sentences_and_on_which_day_it_was_measured(tmp_path: Path) -> None:
    page = measure.page(DAY, write_labelled(tmp_path))
    assert "Målt 2. marts 2026." in page
    assert "De 2 sætninger er opdigtet og mærket af en sprogmodel" in page
    assert "mindre sikkert" in page
