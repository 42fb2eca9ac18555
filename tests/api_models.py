"""Holds real answers to the models that the API says they have: every JSON answer that a test's client gets."""

import re
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from starlette.routing import compile_path

seen: set[tuple[str, str]] = set()
"""(method, path of the route) of every answer that was held to its model, in this process."""


def check_answer(method: str, path: str, content: bytes) -> None:
    """Fails when the answer to this request is not, to the letter, what the route's model says."""
    for pattern, route, model in _models():
        if method in route.methods and pattern.match(path):
            model.validate_json(content, strict=True)
            seen.add((method, route.path))
            return


@cache
def _models() -> list[tuple[re.Pattern[str], Any, TypeAdapter[Any]]]:
    from pejling_server.app import every_route  # only where a server is spoken to

    modelled = (route for route in every_route() if route.response_model)
    return [(compile_path(route.path)[0], route, TypeAdapter(route.response_model)) for route in modelled]
