"""JupyterLab for a trainer: what can be read, what can be changed, and what it is started with."""

import json
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from coroutines import apart
from tornado.web import HTTPError

from pejling.places import content_root
from pejling_widgets.jupyter import HERE, lab
from pejling_widgets.jupyter.lab_contents import SHIPPED, OwnAndShipped

DAY = "modules/2-samtalerne/dag-1/dag.ipynb"


@pytest.fixture
def contents(tmp_path: Path) -> OwnAndShipped:
    (tmp_path / "egen.md").write_text("Min egen", encoding="utf-8")
    return OwnAndShipped(root_dir=str(tmp_path))


def names(contents: OwnAndShipped, path: str) -> set[str]:
    return {one["name"] for one in apart(contents.get(path))["content"]}


def refused(doing: Coroutine[Any, Any, Any]) -> HTTPError:
    with pytest.raises(HTTPError) as error:
        apart(doing)
    return error.value


def test_the_own_content_stands_first_and_what_ships_beside_it(contents: OwnAndShipped) -> None:
    assert names(contents, "") == {"egen.md", SHIPPED}
    assert names(contents, SHIPPED) == {"cases", "modules", "supervision", "widgets"}
    assert "gallery.ipynb" in names(contents, f"{SHIPPED}/widgets")
    assert "pejling_widgets" not in names(contents, f"{SHIPPED}/widgets")
    model = apart(contents.get(f"{SHIPPED}/{DAY}"))
    assert (model["path"], model["writable"], model["type"]) == (f"{SHIPPED}/{DAY}", False, "notebook")


@pytest.mark.parametrize("path", ["kit.py", "server", "../kit.py", "widgets/pejling_widgets/show.py", "modules/../kit.py"])
def test_nothing_but_content_is_read_of_a_clone(contents: OwnAndShipped, path: str) -> None:
    assert refused(contents.get(f"{SHIPPED}/{path}")).status_code == 404


def test_what_ships_is_neither_saved_renamed_nor_deleted(contents: OwnAndShipped) -> None:
    before, there = (content_root() / DAY).read_bytes(), f"{SHIPPED}/{DAY}"
    for doing in (contents.save({"type": "file", "format": "text", "content": "x"}, there), contents.delete_file(there),
                  contents.rename_file(there, "min.ipynb"), contents.rename_file("egen.md", f"{SHIPPED}/egen.md"),
                  contents.create_checkpoint(there)):
        error = refused(doing)
        assert error.status_code == 403
        assert "din egen udgave" in str(error.log_message)
    assert (content_root() / DAY).read_bytes() == before
    assert apart(contents.list_checkpoints(there)) == []


def test_a_duplicate_becomes_the_trainers_own_in_the_place_where_it_wins(contents: OwnAndShipped, tmp_path: Path) -> None:
    made = apart(contents.copy(f"{SHIPPED}/{DAY}", f"{SHIPPED}/{DAY}".rpartition("/")[0]))
    assert (made["path"], made["writable"]) == (DAY, True)
    assert json.loads((tmp_path / DAY).read_text("utf-8")) == json.loads((content_root() / DAY).read_text("utf-8"))
    assert (tmp_path / DAY).parent.joinpath("figures", "gamemastery.svg").is_file()
    again = refused(contents.copy(f"{SHIPPED}/{DAY}", f"{SHIPPED}/{DAY}".rpartition("/")[0]))
    assert (again.status_code, str(again.log_message)) == (409, f"Du har allerede din egen udgave: {DAY}")


def test_it_gets_the_own_content_and_neither_the_data_nor_the_database(tmp_path: Path) -> None:
    own = {"PEJLING_DATABASE_URL": "postgresql://hemmelig", "PEJLING_DATA": str(tmp_path), "PATH": "x", "JUPYTER_PATH": "mine"}
    given = lab.environment(tmp_path, own)
    assert "hemmelig" not in str(given)
    assert "PEJLING_DATA" not in given
    assert (given["PEJLING_CONTENT"], given["PATH"]) == (str(tmp_path / "content"), "x")
    assert given["JUPYTER_PATH"].split(os.pathsep) == [str(HERE / "lab_share"), "mine"]


def test_what_overrides_jupyterlabs_settings_is_something_it_has() -> None:
    import jupyterlab

    schemas = Path(jupyterlab.__file__).parent / "schemas"
    overrides = json.loads((HERE / "lab_settings" / "overrides.json").read_text("utf-8"))
    for plugin, settings in overrides.items():
        package, _, name = plugin.partition(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text("utf-8"))
        assert set(settings) <= set(schema["properties"]), plugin
