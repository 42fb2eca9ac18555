"""Every route of the server, tried by everyone who should not get in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel

from pejling.permissions import RULES
from pejling_server.access import Viewer, action_of, allow, check_every_route
from pejling_server.app import every_route
from pejling_server.typed import Typed

WHO = ("nobody", "participant", "stranger", "leader", "trainer", "other_trainer")

# Written by hand, apart from the program's own table: who may pass, by the beginning of the address.
EXPECTED: tuple[tuple[str, frozenset[str]], ...] = (
    (r"/api/console/\{course\}", frozenset({"trainer"})),
    (r"/underviser/\{course\}$", frozenset({"trainer"})),
    (r"/api/(courses|receipt/|openapi\.json)|/underviser$|/bog", frozenset({"trainer", "other_trainer"})),
    (r"/api/leader/|/leder/", frozenset({"trainer", "leader"})),
    (r"/api/course/\{course\}/(pin)$", frozenset(WHO)),
    (r"/hold/\{course\}/ind$", frozenset(WHO)),
    (r"/api/course/\{course\}/(screen|code\.svg)$|/skaerm/", frozenset({"trainer"})),
    (r"/api/course/\{course\}/live$", frozenset({"participant", "trainer", "leader"})),
    (r"/api/course/\{course\}/(my-data|new-pin|answers|day/|exercise/)", frozenset({"participant", "trainer"})),
    (r"/api/course/\{course\}/(visits|calendar-link)", frozenset({"participant"})),
    (r"/hold/\{course\}/besoeg", frozenset({"participant"})),
    (r"/hold/\{course\}/dag/", frozenset({"participant", "trainer"})),
    (r"/hold/\{course\}/mine-data$", frozenset({"participant", "trainer"})),
    (r"/hold/\{course\}", frozenset({"participant", "trainer", "leader"})),
    (r"/api/data$", frozenset(WHO) - {"nobody"}),
    (r"/api/data/\{course\}/people$", frozenset({"trainer"})),
    (r"/api/data/\{course\}/", frozenset({"participant", "trainer", "leader"})),
    (r"/api/me(/|$)", frozenset(WHO) - {"nobody"}),
    (r"/$|/k/|/ind/|/kalender/|/login$|/api/(join|link|password|logout)|/a/|/static/|/widgets/|/favicon", frozenset(WHO)),
)

VALUES = {"day": "viden-og-samarbejde", "exercise": "myter-og-fakta", "handout": "programoversigt", "tool": "livshjulet",
          "person": "abcdefghjkmn", "import_id": "abcdefghjkmn", "receipt": "abcdefghjkmn", "code": "ABCDEF", "job": "abcdefghjkmn",
          "chapter": "din-foerste-case"}


def expected_for(path: str) -> frozenset[str]:
    """Who may pass, by the hand-written table."""
    for beginning, who in EXPECTED:
        if re.match(beginning, path):
            return who
    raise AssertionError(f"{path} is new: say in EXPECTED who may use it")


def cases() -> Iterator[Any]:
    """(method, path, who) of every combination."""
    for route in every_route():
        for method in sorted(route.methods - {"HEAD", "OPTIONS"}):
            for who in WHO:
                yield pytest.param(method, route.path, who, id=f"{method} {route.path} {who}")


def test_the_api_speaks_english_and_the_pages_danish() -> None:
    def words(*tops: str) -> set[str]:
        paths = [route.path for route in every_route() if route.path.startswith(tops)]
        return {word for path in paths for word in re.findall(r"/([\w-]+)", path)}

    api, pages = words("/api/"), words("/hold/", "/underviser", "/skaerm/", "/leder/")
    assert {"console", "answers"} <= api
    assert {"dag", "kort"} <= pages
    assert api.isdisjoint(pages)


def test_the_list_of_routes_is_the_whole_list() -> None:
    assert len(list(cases())) > 300
    assert {action_of(route) for route in every_route()} <= set(RULES)


def test_every_request_that_a_person_types_into_is_looked_through_for_cpr_numbers() -> None:
    """A request with a free text is a `Typed` one, or stands here with the reason."""
    never_kept = {"Code", "Letters", "Taking", "Pin", "Token", "Password"}
    looked_through_one_by_one_and_may_be_overruled = {"Batch"}
    a_choice_or_a_time = {"Position", "Move", "Whole", "Due", "EndLogin"}
    bodies = {field.field_info.annotation for route in every_route() if isinstance(route, APIRoute)
              for field in route.dependant.body_params}
    untyped = {body.__name__ for body in bodies if not issubclass(body, Typed) and _has_free_text(body)}
    assert untyped - never_kept - looked_through_one_by_one_and_may_be_overruled - a_choice_or_a_time == set()
    assert len(bodies) > len(untyped)


def _has_free_text(body: type[BaseModel]) -> bool:
    fields = body.model_json_schema()["properties"].values()
    kinds = [kind for field in fields for kind in field.get("anyOf", [field])]
    return any((kind.get("type") == "string" and not {"pattern", "enum", "const"} & set(kind)) or "$ref" in kind.get("items", {})
               for kind in kinds)


@pytest.mark.parametrize(("method", "path", "who"), list(cases()))
def test_who_may_not_does_not_get_in(house: Any, method: str, path: str, who: str) -> None:
    allowed = who in expected_for(path)
    if allowed and (method != "GET" or path.endswith("/live")):
        return  # what they may do is shown by the other tests; here nothing is changed
    client = getattr(house, who)
    filled = re.sub(r"\{(\w+)(?::path)?\}", lambda m: house.course if m[1] == "course" else VALUES.get(m[1], "x"), path)
    answer = client.http.request(method, filled, json={} if method != "GET" else None)
    if allowed:
        assert answer.status_code not in (401, 403, 500), answer.text[:300]
    else:
        assert answer.status_code in (401, 403), f"{answer.status_code} {answer.text[:300]}"
        assert "reason" in answer.text or "<html" in answer.text


def test_a_screen_link_opens_its_own_course_and_nothing_else(house: Any) -> None:
    link = house.trainer.get(f"/api/console/{house.course}")["screen_url"]
    key = link.split("?k=")[1]
    assert house.nobody.http.get(f"/api/course/{house.course}/screen", params={"k": key}).status_code == 200
    for path in (f"/api/course/{house.other_course}/screen", f"/api/console/{house.course}", f"/api/leader/{house.course}",
                 f"/api/course/{house.course}/day/viden-og-samarbejde"):
        assert house.nobody.http.get(path, params={"k": key}).status_code in (401, 403), path
    assert house.nobody.http.get(f"/api/course/{house.course}/screen", params={"k": key[:-2] + "xx"}).status_code == 401


def test_a_route_without_a_rule_stops_the_start() -> None:
    router = APIRouter()

    @router.get("/hul")
    def hole() -> dict[str, str]:
        return {}

    @router.get("/dør")
    def door(viewer: Viewer = allow("public")) -> dict[str, str]:
        return {}

    with pytest.raises(RuntimeError, match="/hul"):
        check_every_route(router.routes)


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/redoc", "/jupyter/api/kernels", "/jupyter/api/contents",
                                  "/jupyter/voila/query/x.ipynb", "/jupyter/tree", "/api/console", "/a/../secret.key"])
def test_what_is_not_listed_is_not_there(house: Any, path: str) -> None:
    assert house.trainer.http.get(path).status_code in (403, 404)


def test_kernel_pages_are_closed_to_nobody_and_to_leaders(house: Any) -> None:
    for client in (house.nobody, house.leader):
        assert client.http.get("/jupyter/voila/render/galleri.ipynb").status_code == 403
    assert house.participant.http.get("/jupyter/voila/render/galleri.ipynb").status_code == 404
