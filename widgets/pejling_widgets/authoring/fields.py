"""What more a content file can say than it says: the fields of its schema that it does not use, each with its meaning."""

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]


def unused(schema: Mapping[str, Any], document: Any) -> Iterator[str]:
    """A line for every field that could be added where the document has something: `questions: known – Hvad man ved …`."""
    used = set(_used(document))
    places = {place[:-1] for place in used}
    told: set[Path] = set()
    for place, meaning in _fields(schema, schema, ()):
        if place not in used | told and place[:-1] in places:
            told.add(place)
            yield f"{' › '.join(place)}: {meaning}"


def _used(node: Any, place: Path = ()) -> Iterator[Path]:
    """The places of the fields in a document; the items of a list share one."""
    for item in node if isinstance(node, list | tuple) else [node]:
        for name, value in item.items() if isinstance(item, dict) else ():
            yield (*place, name)
            yield from _used(value, (*place, name))


def _fields(schema: Mapping[str, Any], node: Any, place: Path) -> Iterator[tuple[Path, str]]:
    """The places of all fields with what is said of each, an object's own before those inside it."""
    for one in _objects(schema, node):
        for name, field in one["properties"].items():
            yield (*place, name), field.get("description", "")
        for name, field in one["properties"].items():
            yield from _fields(schema, field, (*place, name))


def _objects(schema: Mapping[str, Any], node: Any) -> Iterator[Any]:
    """The objects that a part of the schema can be: itself, what it refers to, its items or its alternatives."""
    if "properties" in node:
        yield node
    if "$ref" in node:
        yield from _objects(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    for part in [node.get("items"), *(node.get("oneOf") or node.get("anyOf") or node.get("prefixItems") or ())]:
        if part:
            yield from _objects(schema, part)
