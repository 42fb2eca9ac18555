"""Tables of a course for pandas: as its viewer, read-only, never fewer than five, and nothing of an author's own."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import nbformat
import pandas as pd
import pytest
from serving import Client, Served, serve

import pejling_client
from pejling.places import content_root

WORD = "kanariefugl"
HOMEWORK, POLL, BOARD = "hjemmeopgave-modul-1", "hvem-er-her", "case-indsatsplan"
NAMES = ("Aisha Rahmani", "Jette Overgaard", "Karsten Brandt")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Client, list[Client], Client]]:
    """A server with five who answer: a poll that is shown together, homework that only its author reads, and a leader."""
    with serve(tmp_path_factory.mktemp("data")) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        address = f"/api/console/{trainer.course}"
        everyone = [p for p in trainer.get(address)["people"] if p["role"] == "participant"]
        people = [Client(served.url).join(served.join_code, p["name"]) for p in everyone[:5]]
        trainer.do(POLL, "open")
        trainer.do(HOMEWORK, "open")
        for number, client in enumerate(people):
            assert client.events(POLL, [{"type": "set", "field": "erfaring", "value": "over-10"}])[0]["status"] == "saved"
            field = next(item["id"] for item in client.state(HOMEWORK)["public"]["items"] if item["type"] == "text")
            client.events(HOMEWORK, [{"type": "set", "field": field, "value": f"{WORD} {number}"}])
        leader = next(p["id"] for p in trainer.get(address)["people"] if p["role"] == "leader")
        link = trainer.post(f"{address}/people/{leader}/link")["link"]
        yield served, trainer, people, Client(served.url).by_link(link)


def reading(served: Served, trainer: Client) -> pejling_client.Course:
    made = trainer.post(f"/api/console/{trainer.course}/read-token")
    return pejling_client.course(made["course"], address=served.url, token=made["token"])


def test_a_trainer_reads_the_course_in_pandas(room) -> None:
    served, trainer, _, _ = room
    hold = reading(served, trainer)
    assert hold.role == "trainer"
    days, people, opened = hold.days(), hold.people(), hold.exercises()
    assert "viden-og-samarbejde" in set(days["day"])
    assert len(people) > 5
    assert people["came"].sum() >= 5
    poll = opened[opened["exercise"] == POLL].iloc[0]
    assert (poll["answered"], poll["phase"]) == (5, "open")
    assert opened.attrs["columns"]["answered"]["title"] == "Har svaret"
    homework = hold.answers(HOMEWORK)
    assert list(homework["handed_in"]) == [False] * len(homework)
    assert WORD not in homework.to_csv()


def test_a_total_is_read_when_it_is_shown_and_never_one_by_one(room) -> None:
    served, trainer, people, leader = room
    hold = reading(served, trainer)
    assert hold.summary(POLL).empty
    assert hold.answers(POLL).empty
    assert "summary" in hold.answers(POLL).attrs["note"]
    trainer.do(POLL, "close")
    trainer.do(POLL, "reveal")
    shown = hold.summary(POLL)
    found = shown[(shown["question"] == "erfaring") & (shown["answer"] == "over-10") & (shown["organisation"] == "")]
    assert int(found["count"].iloc[0]) == 5
    assert int(found["n"].iloc[0]) == 5
    parts = shown[(shown["organisation"] != "") & shown["count"].notna()]
    assert not ((parts["n"] > 0) & (parts["n"] < 5)).any()
    for client in (leader, people[0]):
        rows = client.get(f"/api/data/{trainer.course}/summary/{POLL}")["rows"]
        assert rows, "what is revealed is read by leaders and participants, too"


@pytest.mark.parametrize("who", ["trainer", "leader", "colleague"])
def test_nobody_reads_what_only_its_author_may(room, who) -> None:
    _, trainer, people, leader = room
    client = {"trainer": trainer, "leader": leader, "colleague": people[1]}[who]
    for path in ("", *(f"/{trainer.course}/{what}" for what in (
            "days", "people", "exercises", f"answers/{HOMEWORK}", f"summary/{HOMEWORK}", f"answers/{POLL}", f"summary/{POLL}"))):
        answer = client.http.get(f"/api/data{path}")
        assert answer.status_code in (200, 403), path
        own = f"{WORD} 1" if who == "colleague" else "-"
        assert WORD not in answer.text.replace(own, ""), path


@pytest.mark.parametrize("who", ["trainer", "leader", "colleague"])
def test_a_file_gives_the_same_calls_without_a_server_and_no_more(room, who, tmp_path) -> None:
    _, trainer, people, leader = room
    client = {"trainer": trainer, "leader": leader, "colleague": people[1]}[who]
    told = client.http.get(f"/api/data/{trainer.course}/file")
    assert told.status_code == 200
    assert WORD not in told.text.replace(f"{WORD} 1" if who == "colleague" else "-", "")
    file = tmp_path / "hold.json"
    file.write_text(told.text, encoding="utf-8")
    hold = pejling_client.course(file=file)
    assert hold.role == {"colleague": "participant"}.get(who, who)
    for call, path in ((hold.days, "days"), (hold.exercises, "exercises"), (lambda: hold.answers(HOMEWORK), f"answers/{HOMEWORK}"),
                       (lambda: hold.summary(POLL), f"summary/{POLL}"), (lambda: hold.summary(HOMEWORK), f"summary/{HOMEWORK}"),
                       (lambda: hold.answers(POLL), f"answers/{POLL}")):
        online, frame = client.get(f"/api/data/{trainer.course}/{path}"), call()
        assert list(frame.columns) == [column["key"] for column in online["columns"]], path
        assert len(frame) == len(online["rows"]), path
        assert frame.attrs["note"] == online["note"], path
    if who == "trainer":
        assert len(hold.people()) > 5
    else:
        assert not any(name in told.text for name in NAMES[:1]), "names are for those who may read the list"
        with pytest.raises(pejling_client.NotAllowed, match="deltagerliste"):
            hold.people()
    with pytest.raises(pejling_client.NotAllowed, match="hent en ny"):
        hold.answers("findes-ikke")
    again = hold.save(tmp_path / "igen.json")
    assert pejling_client.course(trainer.course, file=again).summary(POLL).equals(hold.summary(POLL))


def test_a_file_that_is_no_course_is_told(tmp_path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(pejling_client.NotReached, match="ikke et hold fra Pejling"):
        pejling_client.course(file=tmp_path / "a.json")
    with pytest.raises(pejling_client.NotReached, match="kan ikke læses"):
        pejling_client.course(file=tmp_path / "b.json")


def test_a_participant_reads_the_own_answers(room) -> None:
    _, trainer, people, _ = room
    told = people[2].get(f"/api/data/{trainer.course}/answers/{HOMEWORK}")
    assert f"{WORD} 2" in json.dumps(told, ensure_ascii=False)
    assert people[2].http.get(f"/api/data/{trainer.course}/people").status_code == 403


def test_a_token_reads_and_does_nothing_else_and_ends_with_its_login(room) -> None:
    served, trainer, _, _ = room
    made = trainer.post(f"/api/console/{trainer.course}/read-token")
    with httpx.Client(base_url=served.url, headers={"Authorization": f"Bearer {made['token']}", "Origin": served.url}) as asked:
        assert asked.get(f"/api/data/{trainer.course}/people").status_code == 200
        for path in (f"/api/console/{trainer.course}", "/api/me", f"/api/course/{trainer.course}/my-data",
                     f"/api/console/{trainer.course}/jobs", f"/api/course/{trainer.course}/exercise/{HOMEWORK}"):
            assert asked.get(path).status_code == 403, path
        assert asked.post(f"/api/console/{trainer.course}/door", json={"open": True}).status_code == 403
        device = next(one for one in trainer.get("/api/me/logins")["logins"] if "JupyterLab" in one["device"])
        for one in [one for one in trainer.get("/api/me/logins")["logins"] if one["device"] == device["device"]]:
            trainer.post("/api/me/logins", {"end": one["id"]})
        assert asked.get(f"/api/data/{trainer.course}/people").status_code == 401
    forged = httpx.get(f"{served.url}/api/data", headers={"Authorization": "Bearer ImFiYyI.x"})
    assert forged.status_code == 401


def test_errors_help(room) -> None:
    served, trainer, _, _ = room
    made = trainer.post(f"/api/console/{trainer.course}/read-token")
    with pytest.raises(pejling_client.NotReached, match="gælder ikke"):
        pejling_client.course(address=served.url, token="forkert")
    with pytest.raises(pejling_client.NotReached, match="svarer ikke"):
        pejling_client.course(address="http://127.0.0.1:9", token="x")
    with pytest.raises(pejling_client.NotReached, match="»Hent«"):
        pejling_client.course()
    with pytest.raises(pejling_client.NotAllowed, match=trainer.course):
        pejling_client.course("findes-ikke", address=served.url, token=made["token"])
    with pytest.raises(pejling_client.NotAllowed, match="ingen øvelse"):
        pejling_client.course(address=served.url, token=made["token"]).answers("findes-ikke")
    assert isinstance(pejling_client.courses(address=served.url, token=made["token"]), pd.DataFrame)


def test_a_kernel_page_reads_as_its_viewer(tmp_path: Path) -> None:
    """A day of one's own with a kernel: its notebook reads the course it is about, without a word of address or token.

    It finds the trainer's own exercises, and where the database and the key lie, for a server's arguments can be read by
    anybody; but it opens neither.
    """
    modules = tmp_path / "content" / "modules"
    folder = modules / "egen"
    folder.mkdir(parents=True)
    (modules / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    book = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell("# Egne tal\n\nHer læses holdet med pandas, som den, der ser siden, må se det."),
        nbformat.v4.new_code_cell("import pejling_client"),
        nbformat.v4.new_code_cell('hold = pejling_client.course()\nprint("ROLLE", hold.role, len(hold.days()))'),
        nbformat.v4.new_code_cell('from pejling_widgets import show\nshow("mit-ur")'),
        nbformat.v4.new_code_cell(BURGLAR),
    ])
    nbformat.write(book, folder / "dag.ipynb")
    (folder / "exercises").mkdir()
    shutil.copy(content_root() / "modules" / "galleri" / "exercises" / "galleri-ur.yaml", folder / "exercises" / "mit-ur.yaml")
    with serve(tmp_path) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        person = Client(served.url).join(served.join_code, NAMES[0])
        for client, role in ((trainer, "trainer"), (person, "participant")):
            page = client.http.get("/jupyter/voila/render/egne-tal.ipynb", timeout=90)
            assert page.status_code == 200
            assert f"ROLLE {role}" in page.text, page.text[-2000:]
            assert 'data-exercise=\\"mit-ur\\"' in page.text, "what the trainer has made is found"
            assert "KENDER 3 FILER, ÅBNEDE []" in page.text, page.text[-2000:]
        assert len(list((tmp_path / "tmp").rglob("lagt-til-side-*"))) == 2, "what a kernel puts aside lies in the data folder"
    assert list((tmp_path / "tmp").iterdir()) == []
    shutil.rmtree(folder)


BURGLAR = """
import os, pathlib, subprocess, psutil
tried, opened = set(), []
above = [psutil.Process(), *psutil.Process().parents()]
told = [*os.environ.values(), *(word for process in above for word in process.cmdline())]
for process in above:
    try:
        told += [process.cwd(), *process.environ().values()]
    except (psutil.Error, OSError):
        pass
for word in told:
    for folder in [pathlib.Path(word), *pathlib.Path(word).parents][:8] if word.startswith("/") else []:
        for name in ("pejling.sqlite3", "secret.key", "log/pejling.log"):
            if (folder / name).exists():
                tried.add(folder / name)
for file in tried:
    ways = [file, *(pathlib.Path(f"/proc/{process.pid}/root{file}") for process in above)]
    for way in ways:
        try:
            opened.append(way.read_bytes() and file.name)
        except OSError:
            pass
    if subprocess.run(["cat", file], capture_output=True).returncode == 0:
        opened.append(file.name)
print(f"KENDER {len(tried)} FILER, ÅBNEDE {opened}")
import tempfile
tempfile.NamedTemporaryFile(delete=False, prefix="lagt-til-side-").close()
"""
PROGRAMME = """\
modules:
  - id: egen
    title: Eget modul
    extent: 1 time
    about: Et modul, som underviseren selv har lavet.
    ready: true
    days:
      - id: egne-tal
        title: Egne tal
        folder: egen
        notebook: dag.ipynb
"""
