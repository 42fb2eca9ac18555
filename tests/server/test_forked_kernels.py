"""Kernels that are forked from a template: the same page as from Voilà, at once, and nothing of anybody else's in it."""

import asyncio
import json
import re
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from coroutines import apart
from gate_house import HOST, PAGE, WIDGETS, House, answers, browser, message, page, served, until
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pejling_server.kernel_process.frames import joined, parts_of
from pejling_server.voila import Kernels, Templates
from pejling_server.voila.kernels import SPARED_MB, Full
from pejling_server.voila.starts import Starts, Stuck

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernels are forked on Linux alone")
__all__ = ["browser", "page"]

SHARED = f"""
import os, random, sys, tempfile
import numpy
import matplotlib.pyplot as plt
ran_in = os.getpid()
generator = numpy.random.default_rng()
left_behind = []
{WIDGETS}
out = w.Output()
with out:
    print("skrevet i en boks")
look = w.Text()
def seen(change):
    facts = {{
        "pid": os.getpid(), "ran_in": ran_in, "random": random.random(), "numpy": numpy.random.random(),
        "generator": generator.random(), "left": list(left_behind), "viewer": os.environ.get("HTTP_X_PEJLING_VIEWER"),
        "token": os.environ.get("HTTP_X_PEJLING_TOKEN"), "put_aside": os.listdir(tempfile.gettempdir()),
        "threads": len(os.listdir("/proc/self/task")), "others": [],
    }}
    left_behind.append(facts["viewer"])
    open(os.path.join(tempfile.gettempdir(), "mit"), "w").write("noget")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            theirs = open(f"/proc/{{pid}}/environ").read()
            facts["others"] += [pid] if int(pid) != os.getpid() and "HTTP_X_PEJLING" in theirs else []
        except OSError:
            pass
    answer.value = __import__("json").dumps(facts)
look.observe(seen, "value")
display(out, look)
print("hilsen fra cellen")
plt.plot([1, 2]); plt.show()
"""
OWN = 'import os\nprint("viewer", os.environ.get("HTTP_X_PEJLING_VIEWER"))'
FAILING = 'print("før")\n1 / 0'


def write(folder: Path, name: str, *cells: str) -> Path:
    file = folder / f"{name}.ipynb"
    drawn = new_code_cell('HTML(\'<div class="pj-exercise" data-exercise="x"></div>\')')
    notes = new_markdown_cell("Kun for underviseren", metadata={"tags": ["underviser"]})
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Prøveside"), notes, *map(new_code_cell, cells), drawn]), file)
    return file


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("hus med mellemrum")
    listed = {
        "prøve": write(folder, "prøve", SHARED),
        "egen": write(folder, "egen", WIDGETS, OWN),
        "fejl": write(folder, "fejl", FAILING),
        "tråd": write(folder, "tråd", "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"),
    }
    (folder / "data").mkdir()
    with served(folder, Templates(closed=[folder / "data"], temporary=folder / "data" / "tmp"), listed) as house:
        yield house


def states(channels: Any) -> dict[str, Any]:
    comm = uuid.uuid4().hex
    opened = message("comm_open", {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}})
    channel, header, parent, _, content = parts_of(opened)
    channels.send(joined([channel, header, parent, b'{"version": "1.0.0"}', content]))
    channels.send(message("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}}))
    while True:
        _, header, _, _, content, *_ = parts_of(channels.recv(timeout=10))
        if json.loads(header)["msg_type"] == "comm_msg" and json.loads(content)["comm_id"] == comm:
            found: dict[str, Any] = json.loads(content)["data"]["states"]
            return found


def facts(house: House, login: str, kernel: str) -> dict[str, Any]:
    """What a kernel sees, asked as its page would: by setting a widget."""
    with house.socket(login, kernel) as channels:
        found = states(channels)
        look = next(name for name, one in found.items() if one["model_name"] == "TextModel")
        label = next(name for name, one in found.items() if one["model_name"] == "LabelModel")
        update = {"method": "update", "state": {"value": uuid.uuid4().hex}, "buffer_paths": []}
        channels.send(message("comm_msg", {"comm_id": look, "data": update}))
        assert answers(channels)
        told: dict[str, Any] = json.loads(states(channels)[label]["state"]["value"])
        return told


def test_a_forked_page_answers_as_voilas_own_does(house: House, page: Any) -> None:
    """Widgets, a figure, an Output box and the exercises; one request to nobody else; a death is told at once."""
    house.open_page(page.login)  # the notebook is run now, which takes a while
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(house.url + PAGE)
    page.get_by_role("slider", name="Tal").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Svar").click()
    page.get_by_text("Python svarer 8").wait_for()
    for text in ("anywidget tegnet", "øvelsen er fyldt", "skrevet i en boks", "hilsen fra cellen"):
        page.get_by_text(text).wait_for()
    assert page.locator("img[src^='data:image/png']").count() == 1
    assert page.title() == "Prøveside"
    assert page.get_by_text("Kun for underviseren").count() == 0
    assert page.get_by_role("link", name="Tilbage til holdet").get_attribute("href") == "/hold/hold-1"
    assert [url for url in asked if not url.startswith((house.url, "data:", "blob:"))] == []
    assert "øvelsen er fyldt" in HOST
    kernel = next(one for one in house.kernels._kernels.values() if one.login == page.login and one.sockets)
    assert kernel.direct
    psutil.Process(kernel.direct.pid).kill()
    page.get_by_role("alert").get_by_text("Forbindelsen til beregningen er tabt").wait_for(timeout=2_000)
    page.get_by_role("button", name="Start siden igen").click()
    page.get_by_role("button", name="Svar").click()
    page.get_by_text("Python svarer 6").wait_for()


def test_no_kernel_sees_anything_of_another(house: House) -> None:
    kernels = [(login, house.open_page(login)[1]) for login in ("anna", "bo")]
    anna, bo = (facts(house, login, kernel) for login, kernel in kernels)
    assert anna["ran_in"] == bo["ran_in"], "the cells have been run once, before anybody came"
    assert len({anna["pid"], bo["pid"], anna["ran_in"]}) == 3
    for drawn in ("random", "numpy", "generator"):
        assert anna[drawn] != bo[drawn], drawn
    for one, name in ((anna, "anna"), (bo, "bo")):
        assert f"person-{name}" in one["viewer"]
        assert one["left"] == []
        assert one["put_aside"] == []
        assert one["threads"] == 1
        assert one["others"] == [], "a viewer's variables can be read in another kernel"
    for login, _ in kernels:
        house.do(house.kernels.end_login(login))
    until(lambda: not psutil.pid_exists(anna["pid"]) or psutil.Process(anna["pid"]).status() == psutil.STATUS_ZOMBIE)


def test_what_depends_on_the_viewer_is_run_by_each(house: House) -> None:
    for login in ("anna", "bo"):
        text, _ = house.open_page(login, "/jupyter/voila/render/egen")
        assert f"person=person-{login}&amp;" in text.replace("\\u0026", "&amp;")
        assert f"{'bo' if login == 'anna' else 'anna'}&amp;" not in text.replace("\\u0026", "&amp;")
        assert "/hold/hold-1" in text
        assert [one.direct is not None for one in house.kernels._kernels.values() if one.login == login] == [True]
        house.do(house.kernels.end_login(login))


def test_a_cell_that_starts_a_thread_is_run_by_each(house: House) -> None:
    _, kernel = house.open_page("anna", "/jupyter/voila/render/tråd")
    found = house.kernels._kernels[kernel].direct
    assert found
    assert psutil.Process(found.pid).num_threads() == 2
    house.do(house.kernels.end_login("anna"))


def test_a_failing_cell_says_so_without_its_traceback(house: House) -> None:
    text, _ = house.open_page("anna", "/jupyter/voila/render/fejl")
    assert "før" in text
    assert "ZeroDivisionError" not in text
    assert "There was an error when executing cell" in text
    assert 'data-exercise="x"' not in text, "what follows was not run"
    house.do(house.kernels.end_login("anna"))


def test_twenty_at_once_each_get_their_own_and_little_memory(house: House) -> None:
    house.open_page("hold0")
    with ThreadPoolExecutor(20) as pool:
        opened = list(pool.map(lambda number: house.open_page(f"hold{number}"), range(20)))
    assert len({kernel for _, kernel in opened}) == 20
    assert all(text.count(kernel) >= 1 for text, kernel in opened)
    found = house.kernels._kernels[opened[0][1]].direct
    assert found
    assert psutil.Process(found.pid).memory_full_info().pss < 25e6
    for number in range(20):
        house.do(house.kernels.end_login(f"hold{number}"))


def test_a_changed_notebook_is_run_anew(house: House) -> None:
    write(house.folder, "fejl", 'print("rettet")')
    assert "rettet" in house.open_page("anna", "/jupyter/voila/render/fejl")[0]
    house.do(house.kernels.end_login("anna"))


def test_the_queue_tells_places_tries_twice_and_gives_up_who_left() -> None:
    disposed: list[str] = []

    async def dispose(page: str) -> None:
        disposed.append(page)

    async def story() -> None:
        starts = Starts(1, dispose, limit=0.2, patience=0.02, left=0.1)
        gate = asyncio.Event()

        async def opens() -> str:
            await gate.wait()
            return "side"

        async def hangs() -> str:
            await asyncio.sleep(60)
            return "aldrig"

        first = asyncio.create_task(starts.get(("a", "x"), opens))
        await asyncio.sleep(0.01)
        assert await starts.get(("b", "x"), opens) == 1
        assert await starts.get(("c", "x"), opens) == 2
        assert await starts.get(("b", "x"), opens) == 1, "asking again keeps the place"
        gate.set()
        assert await first == "side"
        assert await starts.get(("b", "x"), opens) == "side"
        await asyncio.sleep(0.2)
        assert disposed == ["side"], "c never came back: what was opened is ended"
        began = time.monotonic()
        with pytest.raises(Stuck):
            await starts.get(("d", "x"), hangs)
        assert 0.4 <= time.monotonic() - began < 5
        assert await starts.get(("e", "x"), opens) == "side", "one that hangs keeps nobody's place"

    apart(story())


def test_memory_bounds_the_number_of_kernels() -> None:
    async def end(kernel_id: str) -> None:
        pass

    async def story() -> None:
        kernels = Kernels(end, free_mb=lambda: SPARED_MB + 60)
        with kernels.place("a", 25), kernels.place("b", 25), pytest.raises(Full), kernels.place("c", 25):
            pass

    apart(story())


def test_a_page_nobody_looks_at_gives_its_place_back_within_a_minute() -> None:
    from pejling_server.voila.kernels import CULL_EVERY, IDLE

    served_with = (Path(__file__).parents[2] / "server" / "pejling_server" / "serve.py").read_text("utf-8")
    pings = re.search(r"ws_ping_interval=(\d+), ws_ping_timeout=(\d+)", served_with)
    assert pings
    assert IDLE + CULL_EVERY + sum(map(int, pings.groups())) < 60
