"""The files a browser needs, at lasting and at fixed addresses."""

import gzip
import http.client
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pejling_server.assets import assets, files_in, versioned
from pejling_widgets.kinds import KINDS

if TYPE_CHECKING:
    from server.conftest import House


def get(url: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """The raw answer; the path goes out as it stands, dots and all."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_a_change_in_one_file_changes_the_address_of_all(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import "./b.js";')
    (tmp_path / "b.js").write_text("1")
    before = versioned(files_in({"static": tmp_path}))
    (tmp_path / "b.js").write_text("2")
    after = versioned(files_in({"static": tmp_path}))
    assert before.url("static/a.js") != after.url("static/a.js")


def test_python_and_content_are_no_assets(tmp_path: Path) -> None:
    for name in ("model.py", "secret.yaml", "notes.md", "view.js"):
        (tmp_path / name).write_text("x")
    assert list(files_in({"widgets": tmp_path})) == ["widgets/view.js"]


def test_a_file_that_does_not_exist_is_a_mistake_in_the_template() -> None:
    with pytest.raises(KeyError, match="nope"):
        assets().url("static/nope.css")


def test_every_kind_has_its_view_and_looks() -> None:
    files = assets().files
    for kind in KINDS:
        assert {f"widgets/{kind}/view.js", f"widgets/{kind}/view.css"} <= set(files)


@pytest.mark.parametrize("name", [name for name in assets().files if name.endswith(".js")])
def test_every_import_of_a_script_is_a_file_that_is_served(name: str) -> None:
    text = assets().files[name].body.decode()
    for target in re.findall(r'^(?:import|export)[^"\';]*["\'](\.[^"\']+)["\']', text, re.MULTILINE):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        assert imported in assets().files, f"{name} imports {target}"


def test_the_lasting_address_is_kept_for_a_year_and_the_fixed_one_is_asked_again(house: "House") -> None:
    lasting = get(house.served.url, assets().url("widgets/host.js"))
    fixed = get(house.served.url, "/widgets/host.js")
    assert "immutable" in lasting[1]["cache-control"]
    assert fixed[1]["cache-control"] == "no-cache"
    assert lasting[2] == fixed[2]
    assert fixed[1]["content-type"].startswith("text/javascript")


def test_a_browser_that_has_the_file_gets_no_bytes(house: "House") -> None:
    etag = get(house.served.url, "/widgets/theme.css")[1]["etag"]
    status, _, body = get(house.served.url, "/widgets/theme.css", If_None_Match=etag)
    assert (status, body) == (304, b"")


def test_a_file_comes_gzipped_to_those_who_read_gzip(house: "House") -> None:
    plain = get(house.served.url, "/widgets/theme.css")
    packed = get(house.served.url, "/widgets/theme.css", Accept_Encoding="gzip")
    assert packed[1]["content-encoding"] == "gzip"
    assert "content-encoding" not in plain[1]
    assert gzip.decompress(packed[2]) == plain[2]


@pytest.mark.parametrize("path", [
    "/widgets/poll/model.py", "/widgets/../pages.py", "/widgets/%2e%2e/pages.py", "/static/../../secret.key",
    "/a/0/widgets/library.py", "/static/", "/widgets/poll",
])
def test_nothing_else_is_served(house: "House", path: str) -> None:
    assert get(house.served.url, path)[0] == 404


def test_a_page_of_an_old_version_still_gets_its_script_but_does_not_keep_it(house: "House") -> None:
    status, headers, _ = get(house.served.url, "/a/000000000000/widgets/host.js")
    assert (status, headers["cache-control"]) == (200, "no-cache")
