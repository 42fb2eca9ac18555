"""A network that breaks in every way while someone answers, and a phone that sleeps through it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from browser.watching import PHONE, open_device
from robust.relay import Relay
from robust.watching_words import CHOICES, Words
from robust.writing import HOMEWORK, enter_as_trainer
from serving import Client, serve

AWAKE_WITHIN = 10.0


@pytest.mark.parametrize(("answers", "cuts", "asleep"), [(60, 10, 10), pytest.param(300, 100, 600, marks=pytest.mark.long)])
def test_a_network_that_breaks_loses_and_doubles_nothing(
    answers: int, cuts: int, asleep: int, browser: Any, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    recovered, woken = [], 0.0
    with serve(tmp_path / "data") as served:
        enter_as_trainer(served).do(HOMEWORK, "open")
        client = Client(served.url).join(served.join_code, "Aisha Rahmani")
        relay = Relay(urlsplit(served.url).port or 80)
        with open_device(browser, relay.url, **PHONE) as phone:
            phone.context.set_default_timeout(60_000)
            phone.context.add_cookies([{"name": "pejling", "value": client.http.cookies["pejling"], "url": relay.url}])
            words = Words(phone.page, client, tmp_path / "data")
            words.open(relay.url)
            for number in range(1, answers + 1):
                text = f"Svar {number}: vi aftalte at ringe sammen på fredag."
                if number == answers // 2:
                    woken = sleep_through(relay, words, text, asleep)
                elif number % (answers // cuts) == 0:
                    recovered.append(answer_through_a_cut(relay, words, text, ("cut", "deaf", "silent")[len(recovered) % 3]))
                elif number % 10 == 1:
                    words.type(text)
                    words.wait_saved(text)
                else:
                    words.choose(list(CHOICES)[number % len(CHOICES)])
                assert words.doubled() == 0
            stored = words.stored()
            words.open(relay.url)
            assert words.shown()[1] == stored
        relay.close()
    broken = len(recovered) + 1
    assert relay.swallowed > 0, "an answer of the server was lost on the way, so that the event was sent again"
    tell(f"network broken {broken} × in {answers} answers: 0 lost, 0 doubled, back after at most {max(recovered):.1f} s; "
         f"a phone asleep for {asleep} s was back {woken:.1f} s after waking")
    assert broken >= cuts
    assert woken <= AWAKE_WITHIN
    assert max(recovered) <= AWAKE_WITHIN


def answer_through_a_cut(relay: Relay, words: Words, text: str, how: Any) -> float:
    """Type while there is no network; gives the seconds from its return until all is saved."""
    relay.become(how)
    words.type(text)
    if how == "silent":
        words.page.wait_for_timeout(1500)
        assert words.stored() != text
    else:
        words.wait_not_saved()
    relay.become("open")
    return words.wait_saved(text)


def sleep_through(relay: Relay, words: Words, text: str, seconds: int) -> float:
    """Type, put the phone away without network, wake it with network; gives the seconds until all is saved."""
    relay.become("cut")
    words.type(text)
    words.wait_not_saved()
    asleep = page_processes()
    assert asleep
    for process in asleep:
        process.suspend()  # as a phone does: neither timers nor scripts run, and nobody told the page
    try:
        time.sleep(seconds - 4)
        relay.become("open")
        time.sleep(4)
        assert words.stored() != text, "a phone that sleeps sends nothing, though the network is back"
    finally:
        for process in asleep:
            process.resume()
    woken = time.monotonic()
    words.wait_saved(text)
    return time.monotonic() - woken


def page_processes() -> list[psutil.Process]:
    """The browser's processes that run pages."""
    return [process for process in psutil.Process().children(recursive=True) if "--type=renderer" in process.cmdline()]
