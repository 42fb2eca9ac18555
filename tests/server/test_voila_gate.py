"""Kernel pages: a real Voilà behind the gate, a real websocket client, a real browser.

Run as a script (`python test_voila_gate.py PORT FOLDER`) this file is the small server of the test that kills it.
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import httpx
import nbformat
import psutil
import pytest
import uvicorn
import websockets
from coroutines import apart
from gate_house import PAGE, House, answers, browser, free_port, make_app, message, page, served, until
from nbformat.v4 import new_code_cell, new_notebook

from pejling_server.kernel_process.frames import joined
from pejling_server.voila import Child, Kernels, kept_running
from pejling_server.voila.child import HERE
from pejling_server.voila.kernels import Full
from pejling_server.voila.messages import allowed

T = TypeVar("T")

__all__ = ["browser", "page"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    os.environ["PEJLING_SECRET"] = "ikke til kerner"
    with served(tmp_path_factory.mktemp("hus med mellemrum")) as house:
        yield house
    del os.environ["PEJLING_SECRET"]


@pytest.fixture
def login(house: House) -> Iterator[str]:
    login = uuid.uuid4().hex[:8]
    yield login
    house.do(house.kernels.end_login(login))


def test_python_answers_a_slider_and_a_button(house: House, page: Any) -> None:
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda told: problems.append(told.text) if "Content Security Policy" in told.text else None)
    page.goto(house.url + PAGE)
    page.get_by_role("slider", name="Tal").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Svar").click()
    page.get_by_text("Python svarer 8").wait_for()
    page.get_by_text("anywidget tegnet").wait_for()
    page.get_by_text("øvelsen er fyldt").wait_for()
    assert page.title() == "Prøveside"
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.get_by_text("Kun for underviseren").count() == 0
    assert page.get_by_role("link", name="Tilbage til holdet").get_attribute("href") == "/hold/hold-1"
    assert page.get_by_role("alert").count() == 0
    elsewhere = [url for url in asked if not url.startswith((house.url, "data:", "blob:"))]
    assert elsewhere == []
    assert problems == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_by_role("main").get_by_text("øvelsen er fyldt").is_visible()
    page.mouse.wheel(0, 20_000)
    page.wait_for_function("document.querySelector('.pj-exercise').getBoundingClientRect().bottom <= innerHeight")


def test_a_page_left_ends_its_kernel(house: House, page: Any) -> None:
    page.goto(house.url + PAGE)
    page.get_by_role("slider").wait_for()
    page.goto(house.url + "/widgets/theme.css")
    until(lambda: page.login not in {kernel.login for kernel in house.kernels._kernels.values()})


def test_a_kernel_sees_its_viewer_and_no_secret(house: House, login: str) -> None:
    text, _ = house.open_page(login, **{"X-Pejling-Viewer": "course=andet&person=leder&name=x"})
    assert f"viewer course=hold-1&amp;person=person-{login}&amp;name=%C3%85se%20{login}" in text.replace("\\u0026", "&amp;")
    assert "person=leder" not in text
    assert "host server secret None" in text
    assert "cookie None" in text


SEARCH = """
import json, os, pathlib, psutil
import ipykernel.connect
chain = [psutil.Process(), psutil.Process().parent()]
told = [os.getcwd(), ipykernel.connect.get_connection_file(), *os.environ.values()]
told += [word for one in chain for word in (one.cwd(), *one.cmdline(), *one.environ().values())]
content = pathlib.Path(os.environ["PEJLING_CONTENT"])
found = {"leads": sorted({one for one in told if "hemmelig-mappe" in one}), "read": (content / "ord.yaml").read_text(),
         "beside": os.path.exists(content.parent / "secret.key")}
print("FOUND" + json.dumps(found) + "DNUOF")
"""


def test_where_nothing_can_be_closed_nothing_that_a_kernel_is_told_leads_to_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As on macOS, Windows and an old Linux: no variable, argument, working folder or content path."""
    monkeypatch.setattr("pejling_server.voila.child.can_close", lambda: False)
    data = tmp_path / "hemmelig-mappe"
    content = data / "content"
    content.mkdir(parents=True)
    (data / "secret.key").write_text("nøglen")
    (content / "ord.yaml").write_text("først")
    file = content / "prøve.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(SEARCH)]), file)
    child = Child(closed=[data], content=content, temporary=data / "tmp")
    kernels = Kernels(child.end_kernel)
    app = make_app(tmp_path, child, kernels, listed={"prøve": file})

    async def story() -> list[Any]:
        async with (
            kept_running(child, kernels),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", timeout=60) as client,
        ):
            pages = [await client.get(PAGE, headers={"Cookie": "login=a"})]
            (content / "ord.yaml").write_text("rettet")
            pages.append(await client.get(PAGE, headers={"Cookie": "login=a"}))
        return [json.loads(unescape(re.search("FOUND(.*?)DNUOF", page.text)[1])) for page in pages]

    assert apart(story()) == [{"leads": [], "read": word, "beside": False} for word in ("først", "rettet")]
    assert "cannot close the data folder to kernels" in caplog.text


def test_only_this_pythons_own_kernel_is_run(tmp_path: Path) -> None:
    """Whatever else lies on the paths, and whatever name a notebook asks for."""
    other = tmp_path / "kernels" / "andet"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(json.dumps({"argv": ["andet"], "display_name": "Andet", "language": "python"}))
    looked = """
import json, sys
from traitlets.config import Application, PyFileConfigLoader
from jupyter_client.kernelspec import KernelSpecManager
settings = Application.instance().config
PyFileConfigLoader("voila.py", sys.argv[1]).load_config()
found = [manager().get_all_specs() for manager in (KernelSpecManager, settings.VoilaConfiguration.kernel_spec_manager_class)]
print(json.dumps([sorted(found[0]), {name: one["spec"]["argv"][0] for name, one in found[1].items()}]), flush=True)
sys.stdin.read()
"""
    start = {"port": 1, "token": "", "folder": str(tmp_path / "eget"), "assets": {}, "closed": [], "readable": []}
    process = subprocess.Popen(
        [sys.executable, "-c", looked, str(HERE / "config")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "JUPYTER_PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(start) + "\n")
    process.stdin.flush()
    everything, ours = json.loads(process.stdout.readline())
    process.stdin.close()
    process.wait(20)
    process.stdout.close()
    assert "andet" in everything
    assert ours == {"python3": sys.executable}


def test_only_the_owner_reaches_and_ends_a_kernel(house: House, login: str) -> None:
    _, kernel = house.open_page(login)
    with house.client("fremmed") as foreign:
        assert foreign.get(f"/jupyter/api/kernels/{kernel}").status_code == 403
        assert foreign.post(f"/jupyter/voila/api/shutdown/{kernel}").status_code == 403
    with house.client(None) as nobody:
        assert nobody.get(PAGE).status_code == 403
        assert nobody.get(f"/jupyter/api/kernels/{kernel}").status_code == 403
    with pytest.raises(websockets.InvalidStatus, match="403"):
        house.socket("fremmed", kernel)
    with house.client(login) as owner:
        assert owner.get(f"/jupyter/api/kernels/{kernel}").json()["id"] == kernel
        with house.socket(login, kernel) as channels:
            assert answers(channels)
        assert owner.post(f"/jupyter/voila/api/shutdown/{kernel}").status_code == 204
        assert owner.get(f"/jupyter/api/kernels/{kernel}").status_code == 403


def test_another_site_can_neither_attach_nor_end(house: House, login: str) -> None:
    _, kernel = house.open_page(login)
    with pytest.raises(websockets.InvalidStatus, match="403"):
        house.socket(login, kernel, origin="http://et-andet-sted.example")
    with pytest.raises(websockets.InvalidStatus, match="403"):
        house.socket(login, kernel, protocols=())
    with house.client(login, Origin="http://et-andet-sted.example") as other_site:
        assert other_site.post(f"/jupyter/voila/api/shutdown/{kernel}").status_code == 403
    with house.socket(login, kernel) as channels:
        assert answers(channels)


def test_a_forged_message_runs_no_code_and_ends_no_kernel(house: House, login: str, tmp_path: Path) -> None:
    _, kernel = house.open_page(login)
    code = {"code": f"open({str(tmp_path / 'kørt')!r}, 'w')", "silent": False}
    with house.socket(login, kernel) as channels:
        channels.send(message("execute_request", code))
        channels.send(message("execute_request", code, channel="control"))
        channels.send(message("shutdown_request", {"restart": False}, channel="control"))
        channels.send(json.dumps({"channel": "shell", "header": {"msg_type": "execute_request"}, "content": code}))
        channels.send(b"\xff" * 40)
        assert answers(channels)
    assert not (tmp_path / "kørt").exists()


@pytest.mark.parametrize("kind", ["execute_request", "shutdown_request", "input_reply", "debug_request", "interrupt_request"])
def test_what_is_no_widget_message_is_dropped(kind: str) -> None:
    assert allowed(message(kind, {})) is None


def test_a_widget_message_is_passed_on_as_it_was_understood() -> None:
    sent = message("comm_msg", {"comm_id": "a", "data": {}})
    assert allowed(sent) == sent
    assert allowed(message("comm_msg", {}, channel="control")) is None
    assert allowed(sent + b"mere") is None
    assert allowed(sent[:-3]) is None


def test_a_header_that_says_two_things_is_passed_on_saying_one() -> None:
    twice = b'{"msg_type": "execute_request", "msg_type": "comm_msg"}'
    forged = joined([b"shell", twice, b"{}", b"{}", b"{}"])
    passed_on = allowed(forged)
    assert passed_on is not None
    assert b"comm_msg" in passed_on
    assert b"execute_request" not in passed_on


def test_what_is_not_on_the_list_is_not_found(house: House, login: str) -> None:
    _, kernel = house.open_page(login)
    with house.client(login) as client:
        for path in (
            "/jupyter/", "/jupyter/api/sessions", "/jupyter/api/kernels", "/jupyter/api/contents",
            f"/jupyter/voila/query/{kernel}", "/jupyter/voila/api/contents", "/jupyter/voila/tree",
            "/jupyter/voila/files/prøve.ipynb", f"/jupyter/files{house.folder}/sider/prøve.ipynb", "/jupyter/login",
            "/jupyter/voila/render/ukendt", "/jupyter/voila/render" + str(house.folder / "sider" / "prøve.ipynb"),
            "/jupyter/voila/static/%2e%2e/query/x", "/jupyter/voila/static/..%2f..%2fapi/kernels",
            "/jupyter/voila/templates/lab/static/index.css", "/jupyter/voila/static/findes-ikke.js",
        ):  # fmt: skip
            assert client.get(path).status_code == 404, path
        static = client.get("/jupyter/voila/static/voila.js")
        assert static.status_code == 200
        assert "max-age" in static.headers["cache-control"]
        assert "set-cookie" not in static.headers
        again = client.get("/jupyter/voila/static/voila.js", headers={"If-None-Match": static.headers["etag"]})
        assert again.status_code == 304
        assert client.head(PAGE).status_code == 405


def test_a_full_house_says_so_in_danish(house: House, login: str) -> None:
    cap = house.kernels.cap
    house.kernels.cap = house.kernels.count
    try:
        with house.client(login) as client:
            answer = client.get(PAGE)
    finally:
        house.kernels.cap = cap
    assert answer.status_code == 503
    assert "Fuldt – prøv igen om lidt" in answer.text
    assert int(answer.headers["retry-after"]) > 0


def kernel_process(text: str) -> psutil.Process:
    found = re.search(r"pid (\d+)", text)
    assert found
    return psutil.Process(int(found[1]))


def test_logging_out_ends_the_kernels_of_that_login_only(house: House, login: str) -> None:
    text, kernel = house.open_page(login)
    other_text, _ = house.open_page(login + "-anden")
    try:
        with house.socket(login, kernel) as channels:
            assert answers(channels)
            house.do(house.kernels.end_login(login))
            with pytest.raises(websockets.ConnectionClosed):
                until(lambda: channels.recv(timeout=10) is None)
        mine, other = re.search(r"pid (\d+)", text), re.search(r"pid (\d+)", other_text)
        assert mine
        assert other
        until(lambda: not psutil.pid_exists(int(mine[1])))
        assert psutil.pid_exists(int(other[1]))
    finally:
        house.do(house.kernels.end_login(login + "-anden"))


def test_a_left_kernel_is_culled_and_one_in_use_is_not() -> None:
    now = [0.0]
    ended: list[str] = []

    async def end(kernel_id: str) -> None:
        ended.append(kernel_id)

    async def story() -> None:
        kernels = Kernels(end, cap=3, cap_per_login=2, idle=900, clock=lambda: now[0])
        kernels.record("left", "a")
        with kernels.attached(kernels.record("used", "b")):
            now[0] = 899
            await kernels.cull()
            assert ended == []
            now[0] = 900
            await kernels.cull()
            assert ended == ["left"]
            assert kernels.count == 1
            now[0] = 5000
        await kernels.cull()
        assert ended == ["left"], "closing the websocket was the last contact"
        assert kernels.owned("used", "a") is None

        kernels.record("second", "b")
        with pytest.raises(Full) as full, kernels.place("b"):
            pass
        assert full.value.own
        await kernels.make_room("b")
        assert ended == ["left", "used"], "only a page that has been left makes room"
        with kernels.place("b"), kernels.place("c"), pytest.raises(Full) as full, kernels.place("d"):
            pass
        assert not full.value.own
        assert kernels.count == 1

    apart(story())


def test_a_page_says_that_its_kernel_has_died(house: House, page: Any) -> None:
    page.goto(house.url + PAGE)
    page.get_by_role("slider").wait_for()
    page.get_by_text("øvelsen er fyldt").scroll_into_view_if_needed()
    kernel_process(page.content()).kill()
    told = page.get_by_role("alert").get_by_text("Forbindelsen til beregningen er tabt")
    told.wait_for(timeout=10_000)
    assert 0 <= told.bounding_box()["y"] <= 640, "it is seen wherever the page has been scrolled to"


def test_a_killed_child_is_told_and_comes_back(house: House, page: Any) -> None:
    page.goto(house.url + PAGE)
    page.get_by_role("slider").wait_for()
    house.open_page(page.login)  # one that no websocket tells about
    pid = house.child.pid
    kernel = kernel_process(page.content())
    assert pid
    os.kill(pid, signal.SIGKILL)
    page.get_by_role("alert").get_by_text("Forbindelsen til beregningen er tabt").wait_for(timeout=10_000)
    until(lambda: house.kernels.count == 0)
    psutil.wait_procs([kernel], timeout=10)
    assert not kernel.is_running()
    page.get_by_role("button", name="Start siden igen").click()
    page.get_by_role("button", name="Svar").click()
    page.get_by_text("Python svarer 6").wait_for()
    assert house.child.pid != pid


def test_a_child_that_cannot_start_is_tried_less_and_less_often(tmp_path: Path) -> None:
    ends: list[float] = []
    child = Child(environment={"PYTHONHOME": str(tmp_path)})
    kernels = Kernels(child.end_kernel)
    app = make_app(tmp_path, child, kernels)
    child.on_end = lambda: ends.append(time.monotonic())

    async def story() -> httpx.Response:
        async with (
            kept_running(child, kernels),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", timeout=30) as client,
        ):
            return await client.get(PAGE, headers={"Cookie": "login=a"})

    answer = apart(story())
    assert answer.status_code == 502
    assert "Siden virker ikke lige nu" in answer.text
    assert len(ends) == 3
    assert ends[2] - ends[1] > (ends[1] - ends[0]) * 1.5


def test_a_killed_server_leaves_no_child_and_no_kernel(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, __file__, str(port), str(tmp_path)],
                              env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    below: list[psutil.Process] = []
    try:
        url = f"http://127.0.0.1:{port}{PAGE}"

        def opened() -> bool:
            with contextlib.suppress(httpx.ConnectError):
                return httpx.get(url, cookies={"login": "a"}, timeout=30, trust_env=False).status_code == 200
            return False

        until(opened, 30)
        below = psutil.Process(server.pid).children(recursive=True)
        assert len(below) >= 2
        folders = [Path(process.cwd()) for process in below if "pejling-voila-" in process.cwd()]
        server.kill()
        server.wait()
        _, alive = psutil.wait_procs(below, timeout=10)
        assert not alive
        assert folders
        assert not any(folder.exists() for folder in folders)
    finally:
        server.kill()
        server.wait()
        for process in below:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


if __name__ == "__main__":
    only_child = Child()
    uvicorn.run(
        make_app(Path(sys.argv[2]), only_child, Kernels(only_child.end_kernel)),
        port=int(sys.argv[1]),
        log_level="warning",
    )
