"""What is shown to many is made once for each revision, however many ask, and is never out of date."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from pejling_server.exercise.summaries import MOST, SummaryCache


def counted(made: list[str], what: str) -> Callable[[], str]:
    def make() -> str:
        made.append(what)
        return what

    return make


def test_sixty_who_ask_in_the_same_moment_have_it_made_once() -> None:
    cache, made, together = SummaryCache(), list[str](), threading.Barrier(12)

    def ask(_number: int) -> str:
        together.wait()
        return str(cache.get(("run", "participant"), 1, counted(made, "alle")))

    with ThreadPoolExecutor(12) as phones:
        assert set(phones.map(ask, range(60))) == {"alle"}
    assert made == ["alle"]


def test_another_revision_or_role_has_its_own() -> None:
    cache, made = SummaryCache(), list[str]()
    told = [cache.get(key, revision, counted(made, f"{key} {revision}"))
            for key, revision in (("deltager", 1), ("underviser", 1), ("deltager", 2), ("underviser", 1), ("deltager", 2))]
    assert told == ["deltager 1", "underviser 1", "deltager 2", "underviser 1", "deltager 2"]
    assert made == ["deltager 1", "underviser 1", "deltager 2"]


def test_what_was_used_longest_ago_goes_first() -> None:
    cache, made = SummaryCache(), list[str]()
    for key in (*range(MOST), 0, MOST):  # 0 is used again, so 1 goes
        cache.get(key, 1, counted(made, str(key)))
    made.clear()
    for key in (0, MOST, 1):
        cache.get(key, 1, counted(made, str(key)))
    assert made == ["1"]
