"""Whoever is logged out, set free, taken out or on a deleted course is cut off in that moment: streams and kernels end."""

import contextlib
import re
from collections.abc import Callable, Iterator

import nbformat
import pytest
import websockets
from serving import Client, Served, serve
from websockets.sync.client import ClientConnection, connect

from pejling_server.voila.gate import CLOSED_BY_GATE
from pejling_server.voila.messages import PROTOCOL

PROGRAMME = """\
modules:
  - id: egen
    title: Eget modul
    extent: 1 time
    about: Et modul, som underviseren selv har lavet.
    ready: true
    days: [{id: egen-dag, title: Egen dag, folder: egen, notebook: dag.ipynb}]
"""
PAGE = "/jupyter/voila/render/egen-dag.ipynb"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a day that has a kernel, for everybody."""
    data = tmp_path_factory.mktemp("data")
    folder = data / "content" / "modules" / "egen"
    folder.mkdir(parents=True)
    (folder.parent / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    nbformat.write(nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell("# Egen dag\n\nEn side med en kerne, til at prøve på."),
        nbformat.v4.new_code_cell("print(1 + 1)"),
    ]), folder / "dag.ipynb")
    with serve(data) as found:
        yield found


@pytest.fixture(scope="module")
def trainer(served: Served) -> Client:
    return Client(served.url).by_link(served.trainer_link)


def test_a_colleagues_link_does_not_become_the_administrator(served: Served, trainer: Client) -> None:
    """The administrator has this one course, and has chosen no password yet."""
    address = f"/api/console/{trainer.course}"
    invitation = trainer.post(f"{address}/invitation", {"name": "Kollega Kold", "role": "trainer"})
    colleague = Client(served.url).by_link(invitation["link"])
    stolen = Client(served.url).by_link(colleague.post(f"{address}/people/{trainer.person}/link")["link"])
    status, reason = stolen.refused("/api/me/password", {"password": "en lang adgangskode", "email": "kold@eksempel.dk"})
    assert (status, "passer serveren" in reason) == (403, True)
    assert not stolen.get("/api/me")["administrator"]
    assert trainer.get("/api/me")["administrator"], "nor is its owner locked out"


def open_kernel(client: Client) -> ClientConnection:
    """A page of the client's with its kernel's websocket open."""
    page = client.http.get(PAGE, timeout=90)
    assert page.status_code == 200, page.text[-500:]
    found = re.search(r'"kernelId": "([0-9a-f-]{36})"', page.text)
    assert found
    cookie = "; ".join(f"{name}={value}" for name, value in client.http.cookies.items())
    return connect(
        f"{client.url.replace('http', 'ws')}/jupyter/api/kernels/{found[1]}/channels", additional_headers={"Cookie": cookie},
        origin=websockets.Origin(client.url), subprotocols=[websockets.Subprotocol(PROTOCOL)], proxy=None,
    )


def log_out(_: Client, one: Client, __: Client) -> None:
    one.post("/api/logout")


def end_elsewhere(_: Client, one: Client, other_device: Client) -> None:
    [login] = [login["id"] for login in other_device.get("/api/me/logins")["logins"] if not login["here"]]
    other_device.post("/api/me/logins", {"end": login})


def set_free(trainer: Client, one: Client, _: Client) -> None:
    trainer.post(f"/api/console/{one.course}/people/{one.person}/free")


def take_out(trainer: Client, one: Client, _: Client) -> None:
    trainer.post(f"/api/console/{one.course}/people/{one.person}/take-out")


def delete_course(trainer: Client, one: Client, _: Client) -> None:
    title = trainer.get(f"/api/console/{one.course}")["course"]["title"]
    trainer.post(f"/api/console/{one.course}/delete", {"title": title})


@pytest.mark.parametrize("revoke", [log_out, end_elsewhere, set_free, take_out, delete_course])
def test_an_open_stream_and_an_open_kernel_end_at_once(
    served: Served, trainer: Client, revoke: Callable[[Client, Client, Client], None]
) -> None:
    course = trainer.post("/api/courses", {"title": f"Hold {revoke.__name__}"})["course"]
    for name in ("Asta Ene", "Bo To"):
        trainer.post(f"/api/console/{course}/people", {"name": name, "organisation": "Jobcenter Nord"})
    code = trainer.post(f"/api/console/{course}/door", {"open": True})["code"]
    one, other = Client(served.url).join(code, "Asta Ene"), Client(served.url).join(code, "Bo To")
    again = Client(served.url)
    again.post(f"/api/course/{course}/pin", {"person": one.person, "pin": one.pin})
    with open_kernel(one) as kernel, one.http.stream("GET", f"/api/course/{course}/live", timeout=20) as stream:
        lines = stream.iter_lines()
        assert next(lines)
        revoke(trainer, one, again)
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                kernel.recv(timeout=10)
        assert kernel.close_code == CLOSED_BY_GATE
        assert list(lines) is not None, "the stream has ended too, or this would time out"
    assert one.http.get("/api/me").status_code in (401, 403)
    assert other.http.get("/api/me").status_code == (401 if revoke is delete_course else 200)


def test_nobody_ends_the_stream_of_another_by_naming_its_login(served: Served, trainer: Client) -> None:
    victim, attacker = (Client(served.url).join(served.join_code, name) for name in ("Aisha Rahmani", "Jette Overgaard"))
    [login] = [login["id"] for login in victim.get("/api/me/logins")["logins"]]
    with victim.http.stream("GET", f"/api/course/{victim.course}/live", timeout=20) as stream:
        lines = stream.iter_lines()
        assert next(lines)
        attacker.post("/api/me/logins", {"end": login})
        trainer.do("hvem-er-her", "open")
        assert any("hvem-er-her" in line for line in lines), "it goes on"
    assert victim.http.get("/api/me").status_code == 200
