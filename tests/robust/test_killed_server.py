"""`kill -9` of the server while a class writes: what was acknowledged is there, once."""

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from robust.writing import Writing, check_nothing_lost, check_sound, finish, free_port, kept_in, pens
from serving import serve

from pejling.store import FILE


@pytest.mark.parametrize(("kills", "answers"), [(5, 5_000), pytest.param(100, 50_000, marks=pytest.mark.long)])
def test_a_killed_server_has_lost_and_doubled_nothing_it_acknowledged(
    kills: int, answers: int, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    data, chance, port = tmp_path / "data", random.Random(kills), str(free_port())
    with ExitStack() as stack:
        served = stack.enter_context(serve(data, "--port", port))
        with Writing(pens(served, batch=25)) as writing:
            for kill in range(1, kills + 1):
                writing.wait_for(kill * answers // kills)
                time.sleep(chance.uniform(0, 0.1))  # not luck: the kill shall fall at any moment of a request
                served.kill()
                check_sound(data)
                check_nothing_lost(kept_in(data / FILE), writing.pens, finished=False)
                served = stack.enter_context(serve(data, "--port", port))
        finish(writing.pens)
        served.kill()
    check_sound(data)
    lost, twice = check_nothing_lost(kept_in(data / FILE), writing.pens, finished=True)
    assert writing.acknowledged >= answers
    tell(f"{kills} × kill -9, {writing.acknowledged} acknowledged: {lost} lost, {twice} doubled, sound {kills}/{kills}")
