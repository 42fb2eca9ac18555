"""The measured accuracy: the figures' own rules, the guard around held-out texts, the aims, and the page that is shown."""

import inspect
import re
from pathlib import Path

import pytest
from danish import measure, page, replies, utterances, verdicts
from danish.agreement import Share, kappa, precision, recall
from danish.replies import Judged

from pejling.places import content_root
from pejling_widgets.danish import BEHAVIOURS, HURTS


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


def test_behaviours_are_counted_together_and_what_hurts_is_one() -> None:
    label = Judged("statement", frozenset(("pity", "advice")), "away")
    rules = Judged("statement", frozenset(("trivialising",)), "away")
    pairs = measure.behaviour_pairs([(label, rules)])
    assert pairs == {"advice": [("yes", "no")], "hurts": [("yes", "yes")]}
    assert page.found(pairs) == (Share(1, 1), Share(1, 2))


def write_utterances(folder: Path) -> Path:
    (folder / "utterances-1.yaml").write_text(
        "- {id: x1, text: 'Hvad nu?', form: open}\n"
        "- {id: x2, text: Secret, form: statement, citizen: Also secret, mirror: false, advice: true}\n",
        encoding="utf-8",
    )
    (folder / "split.yaml").write_text("development: [x1]\nheld_out: [x2]\n", encoding="utf-8")
    return folder


def write_replies(folder: Path) -> Path:
    for name in ("development", "held-out"):
        (folder / f"{name}.yaml").write_text(
            f"- citizen: Secret line\n  replies:\n    - {{id: {name}, task: mirror, phone: secret, written: Secret.}}\n",
            encoding="utf-8")
    for name in ("first", "second"):
        (folder / f"{name}.yaml").write_text(
            "development: {form: statement, does: [], verdict: away}\nheld-out: {form: open, does: [mirror], verdict: hit}\n",
            encoding="utf-8")
    return folder


def test_held_out_texts_are_judged_but_never_handed_out(tmp_path: Path) -> None:
    folder = write_utterances(tmp_path)
    assert [one.text for one in utterances.development(folder)] == ["Hvad nu?"]
    judged = utterances.judge_all("held_out", measure.judge, folder)
    assert list(judged) == ["x2"]
    assert judged["x2"][0].advice is True
    told = replies.judge_all("held_out", "phone", verdicts.judge, write_replies(tmp_path))
    assert told["held-out"][0] == Judged("open", frozenset(("mirror",)), "hit")
    assert "ecret" not in repr((judged, told))
    for module in (utterances, replies):
        public = {name for name, value in inspect.getmembers(module, inspect.isfunction) if not name.startswith("_")}
        assert public & {"held_out", "all_utterances", "all_replies"} == set()


def test_where_two_labellings_differ_the_settled_one_holds(tmp_path: Path) -> None:
    folder = write_replies(tmp_path)
    (folder / "settled.yaml").write_text("held-out: {form: closed, does: [pity], verdict: away}\n", encoding="utf-8")
    told = replies.judge_all("held_out", "phone", verdicts.judge, folder)
    assert told["held-out"][0] == Judged("closed", frozenset(("pity",)), "away")


def test_no_text_is_both_developed_on_and_held_out() -> None:
    seen, unseen = (set(utterances.judge_all(part, measure.judge)) for part in ("development", "held_out"))
    assert seen
    assert unseen
    assert not seen & unseen
    assert {one.citizen for one in replies.development("phone")}
    of = [{name[:4] for name in replies.judge_all(part, "phone", lambda _: Judged("", frozenset(), ""))} for part in replies.FILES]
    assert not of[0] & of[1], "replies to one line stand on one side"
    fresh = [set(replies.judge_all(part, "phone", lambda _: Judged("", frozenset(), ""), replies.FRESH)) for part in replies.FILES]
    assert all(fresh)
    assert not fresh[0] & fresh[1]


@pytest.mark.parametrize(("folder", "least"), [(replies.FOLDER, 400), (replies.FRESH, 400)])
def test_every_reply_is_labelled_twice_with_known_labels(folder: Path, least: int) -> None:
    first, second = replies.labelled("first", folder), replies.labelled("second", folder)
    assert set(first) == set(second)
    assert len(first) >= least
    known = (set(BEHAVIOURS) - {"unasked_advice", "persuasion"}) | {"advice"}
    for labels in (first, second):
        assert {name for one in labels.values() for name in one.does} <= known
        assert {one.verdict for one in labels.values()} == set(page.VERDICTS)
    assert {name for one in first.values() for name in one.does} >= HURTS
    assert sum(one.verdict == "away" for one in first.values()) >= len(first) / 3


@pytest.fixture(scope="module")
def seen() -> page.Figures:
    return measure.figures()


@pytest.mark.parametrize(("style", "least"), [("written", 0.96), ("phone", 0.88)])
def test_the_form_of_a_sentence_is_read_as_it_is_labelled(seen: page.Figures, style: str, least: float) -> None:
    assert (page.right(seen.utterances[style]).value or 0) >= least


@pytest.mark.parametrize(("style", "least"), [("written", 0.97), ("phone", 0.94)])
def test_the_form_of_a_reply_is_read_as_it_is_labelled(seen: page.Figures, style: str, least: float) -> None:
    assert (page.right(seen.replies.form[style]).value or 0) >= least


@pytest.mark.parametrize("style", ["written", "phone"])
def test_what_is_poor_is_rarely_praised_and_what_is_good_rarely_sent_back(seen: page.Figures, style: str) -> None:
    assert (page.wrongly(seen.replies.verdicts[style], "away", "hit").value or 0) <= 0.05
    assert (page.wrongly(seen.replies.verdicts[style], "hit", "away").value or 0) <= 0.10


@pytest.mark.parametrize("style", ["written", "phone"])
def test_what_is_poor_is_rarely_praised_also_of_those_who_never_saw_the_rules(seen: page.Figures, style: str) -> None:
    """Two of 29, where the aim is 5 %: neither that nor what a reply does is reached on these, and the page says so."""
    assert page.wrongly(seen.fresh.verdicts[style], "away", "hit").hits <= 2
    assert (page.wrongly(seen.fresh.verdicts[style], "hit", "away").value or 0) <= 0.10
    assert (page.right(seen.fresh.form[style]).value or 0) >= 0.94


@pytest.mark.parametrize("style", ["written", "phone"])
def test_what_a_reply_does_is_seen(seen: page.Figures, style: str) -> None:
    there, saw = page.found(seen.replies.does[style])
    assert (there.value or 0) >= 0.87
    assert (saw.value or 0) >= 0.85


def test_the_page_says_what_the_rules_reach_today(seen: page.Figures) -> None:
    """When it does not: `PYTHONPATH=core:widgets:tests python -m danish.measure` writes it again."""
    shown = (content_root() / page.PAGE).read_text(encoding="utf-8")
    day = re.search(r"^Målt (\d+\. \w+ \d{4})\.$", shown, re.MULTILINE)
    assert day
    assert shown == page.page(day[1], seen)


def test_the_page_says_who_wrote_the_sentences_and_on_which_day_it_was_measured(seen: page.Figures) -> None:
    told = page.page("2. marts 2026", seen)
    assert "Målt 2. marts 2026." in told
    assert "opdigtet og mærket af en sprogmodel" in told
    assert "som ikke havde skrevet reglerne" in told
    assert "Målet er mindst" in told
    missed = told.partition("**Ikke nået:**")[2].partition("**Nået:**")[0]
    assert all(row[0] in missed for row in page._rows(seen.fresh)[1:3]), "what is missed is said, not hidden"
    assert "af den samme sprogmodel, som bagefter skrev reglerne" in told
    assert "mindre sikkert" in told
