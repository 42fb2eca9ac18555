"""The server, or Voilà behind it, dies under someone's hands: what a real browser shows then, and what is kept."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from browser.watching import LAPTOP, PHONE, Device, open_device
from robust.watching_words import CHOICES, Words
from robust.writing import HOMEWORK, check_sound, enter_as_trainer, free_port
from serving import Client, serve

GALLERY = "/jupyter/voila/render/galleri.ipynb"
WARNED_WITHIN = 10.0
TEXT = "Jeg ringede til en kollega, og vi blev enige om, hvem der taler med virksomheden, og hvornår vi mødes igen. "


@pytest.mark.parametrize("kills", [2, pytest.param(10, marks=pytest.mark.long)])
def test_a_server_that_dies_under_someone_who_types_takes_no_word_along(
    kills: int, browser: Any, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    data, port, chance = tmp_path / "data", str(free_port()), random.Random(kills)
    warned, back = [], []
    with ExitStack() as stack:
        served = stack.enter_context(serve(data, "--port", port))
        enter_as_trainer(served).do(HOMEWORK, "open")
        client = Client(served.url).join(served.join_code, "Aisha Rahmani")
        phone = stack.enter_context(with_login(browser, client, PHONE))
        words = Words(phone.page, client, data)
        words.open(served.url)
        said = 0
        for kill in range(kills):
            written = f"{kill}. " + TEXT[: chance.randrange(30, len(TEXT))]
            words.type("")
            half = chance.randrange(5, len(written))
            field = words.field
            field.press_sequentially(written[:half], delay=15)
            served.kill()
            field.press_sequentially(written[half:], delay=15)
            warned.append(words.wait_not_saved(WARNED_WITHIN))
            check_sound(data)
            assert words.shown()[1] == written, "nothing is taken from under the fingers"
            if kill % 2:  # and the phone gives up the page, too
                phone.page.close()
                phone.page = words.page = phone.context.new_page()
            served = stack.enter_context(serve(data, "--port", port))
            began = time.monotonic()
            if kill % 2:
                words.open(served.url)
                assert words.shown()[1] == written, "what was not acknowledged is there again"
            words.wait_saved(written)
            back.append(time.monotonic() - began)
            said += 1
            assert words.doubled() == 0
    tell(f"server killed {kills} × mid-form: warning after at most {max(warned):.1f} s, {said}/{kills} times every word back and "
         f"saved after at most {max(back):.1f} s, 0 false \"Gemt\"")
    assert max(warned) <= WARNED_WITHIN


@pytest.mark.parametrize("kills", [1, pytest.param(10, marks=pytest.mark.long)])
def test_when_kernels_die_their_page_offers_to_start_again_and_still_pages_notice_nothing(
    kills: int, browser: Any, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    data = tmp_path / "data"
    told, slowest = [], 0.0
    with ExitStack() as stack:
        served = stack.enter_context(serve(data))
        trainer = enter_as_trainer(served)
        trainer.do(HOMEWORK, "open")
        client = Client(served.url).join(served.join_code, "Aisha Rahmani")
        phone = stack.enter_context(with_login(browser, client, PHONE))
        words = Words(phone.page, client, data)
        words.open(served.url)
        laptop = stack.enter_context(with_login(browser, trainer, LAPTOP))
        sockets: list[Any] = []
        laptop.page.on("websocket", lambda socket: sockets.append(socket))  # playwright marks what it is given
        laptop.page.goto(served.url + GALLERY)
        wait_until_drawn(laptop.page, sockets)
        again = laptop.page.get_by_role("button", name="Start siden igen")
        for kill in range(kills):
            assert again.count() == 0
            source_of(served.process.pid).kill()
            began = time.monotonic()
            again.wait_for(timeout=30_000)
            told.append(time.monotonic() - began)
            answered = time.monotonic()
            words.choose(list(CHOICES)[kill % len(CHOICES)])
            slowest = max(slowest, time.monotonic() - answered)
            assert phone.page.locator("#pj-banner").inner_text().strip() == "", "a still page notices nothing"
            with laptop.page.expect_navigation():
                again.click()
            sockets.clear()
            wait_until_drawn(laptop.page, sockets)
        phone.check()
    tell(f"kernels killed {kills} ×: the page says so and offers to start again after at most {max(told):.1f} s; a still page "
         f"saved meanwhile in at most {slowest:.1f} s and showed nothing")
    assert max(told) <= WARNED_WITHIN


@contextmanager
def with_login(browser: Any, client: Client, kind: dict[str, Any]) -> Iterator[Device]:
    """A browser that has the client's login."""
    with open_device(browser, client.url, **kind) as device:
        device.context.set_default_timeout(60_000)
        device.context.add_cookies([{"name": "pejling", "value": client.http.cookies["pejling"], "url": client.url}])
        yield device


def source_of(server: int) -> psutil.Process:
    """What the server's kernels are forked from: they go with it."""
    return next(p for p in psutil.Process(server).children() if "pejling_server.kernel_process" in p.cmdline())


def wait_until_drawn(page: Any, sockets: list[Any]) -> None:
    """A kernel page is there and attached; while there is none, its notice says to try again, and someone does."""
    deadline = time.monotonic() + 180
    drawn, retry = page.locator(".pj-exercise").first, page.get_by_role("link", name="Prøv igen")
    while True:
        assert time.monotonic() < deadline, "kernels do not come back"
        drawn.or_(retry).first.wait_for()
        if not retry.count():
            break
        time.sleep(1)
        with page.expect_navigation():
            retry.click()
    while not any(not socket.is_closed() for socket in sockets):
        assert time.monotonic() < deadline, "the page is not attached to its kernel"
        page.wait_for_timeout(50)
