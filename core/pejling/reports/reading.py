"""A kind's `public` and `summary` read as questions with distributions, and headings with posts.

The kinds draw up their summaries for their own views; here the shapes are made one. Numbers are taken over, never
counted again, and nothing with fewer than `least` people behind it is let past, whatever the summary says.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pejling.reports.data import Bar, Distribution, Heading, Posts, Question, Series

Dict = Mapping[str, Any]


def questions_of(public: Dict, summary: Dict, least: int) -> tuple[Question, ...]:
    """The questions of a poll, or the fields of a form whose answers are shown as totals; () for other summaries.

    `least` is 1 where the answers are shown with names anyway.
    """
    if "questions" in summary:
        return tuple(_asked(question, summary, least) for question in public["questions"])
    return tuple(_filled(field, least) for field in summary.get("totals", ()))


def headings_of(summary: Dict) -> tuple[Heading, ...]:
    """The headings of a board, or the fields of a form that is shown in plenum, with the texts; () for others.

    Hidden posts are in only where the summary has them, with "(skjult)" before them.
    """
    if "sections" in summary:
        return tuple(_heading(section) for section in summary["sections"])
    return _fields_in_plenum(summary.get("answers", ()))


def _asked(question: Dict, summary: Dict, least: int) -> Question:
    name = question["id"]
    before = summary.get("before") or {}
    parts = [
        (part["organisation"], _distribution(part["questions"][name], least))
        for part in summary.get("by_organisation", ())
        if name in part["questions"]
    ]
    return Question(
        text=question["label"], type=question["type"],
        whole=_distribution(summary["questions"][name], least),
        before=_distribution(before["questions"][name], least) if name in before.get("questions", {}) else None,
        parts=_parts(parts),
        low_text=question.get("low_text", ""), high_text=question.get("high_text", ""),
        known_html=question.get("known_html", ""), known_source=question.get("known_source", ""),
    )


def _filled(field: Dict, least: int) -> Question:
    parts = [(part["label"], _distribution(part, least)) for part in field.get("split", ())]
    return Question(
        text=field["label"], type=field["type"], whole=_distribution(field, least), parts=_parts(parts),
        low_text=field.get("low_text", ""), high_text=field.get("high_text", ""),
    )


def _parts(parts: Sequence[tuple[str, Distribution | None]]) -> tuple[Series, ...]:
    """All of the parts or none: the one that is missing could be found by subtraction."""
    shown = [Series(label=label, shown=found) for label, found in parts if found is not None]
    if not any(part.shown.n for part in shown):
        return ()
    return tuple(shown) if len(shown) == len(parts) > 1 else ()


def _distribution(told: Dict, least: int) -> Distribution | None:
    n = told.get("n", 0)
    if told.get("few") or 0 < n < least:
        return None
    if "texts" in told:
        counted: Counter[str] = Counter(told["texts"])  # they come in alphabetical order
        bars = tuple(Bar(text=text, count=count, percent=0) for text, count in counted.items())
    else:
        rows = told.get("rows", told.get("bars", ()))
        bars = tuple(Bar(text=r["text"], count=r["count"], percent=r["percent"], mean=r.get("mean")) for r in rows)
    return Distribution(n=n, bars=bars, mean=told.get("mean"))


def _heading(section: Dict) -> Heading:
    groups = tuple(
        Posts(label=group["label"], texts=tuple(_marked(post) for post in group["posts"]))
        for group in section["groups"]
        if group["posts"]
    )
    return Heading(title=section["title"], many=section["many"], few=section["few"], groups=groups)


def _marked(post: Dict) -> str:
    return f"(skjult) {post['text']}" if post["hidden"] else str(post["text"])


def _fields_in_plenum(answers: Sequence[Dict]) -> tuple[Heading, ...]:
    """Each field that someone has filled in, with everybody's answer under it."""
    titles = {field["id"]: field["label"] for answer in answers for field in answer["answers"]}
    return tuple(
        Heading(title=title, many=False, few=False, groups=tuple(
            Posts(label=answer["label"], texts=(str(field["value"]),))
            for answer in answers for field in answer["answers"] if field["id"] == name
        ))
        for name, title in titles.items()
    )
