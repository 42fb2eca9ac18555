"""Writes the browser's types of the API, `api.d.ts`, from the models that the server answers with and reads."""

import json
from pathlib import Path
from textwrap import indent
from typing import Any

from pejling_server.app import routed

FILE = Path(__file__).resolve().with_name("api.d.ts")
HEAD = """/**
 * The API's requests and answers. Made from the server's models: do not edit; CONTRIBUTING says how it is made again.
 */
"""
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def declarations() -> str:
    """The whole file."""
    schemas: dict[str, Any] = routed().openapi()["components"]["schemas"]
    written = "\n\n".join(_interface(name, schema) for name, schema in sorted(schemas.items()))
    return f"{HEAD}declare namespace Api {{\n{indent(written, '  ')}\n}}\n"


def _interface(name: str, schema: dict[str, Any]) -> str:
    needed = schema.get("required", ())
    fields = [
        f"{_comment(field)}{key}{'' if key in needed else '?'}: {_type(field)};" for key, field in schema["properties"].items()
    ]
    return f"{_comment(schema)}interface {name} {{\n{indent(chr(10).join(fields), '  ')}\n}}"


def _comment(schema: dict[str, Any]) -> str:
    told = " ".join(schema.get("description", "").split())
    return f"/** {told} */\n" if told else ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if either := schema.get("anyOf") or schema.get("oneOf"):
        return " | ".join(dict.fromkeys(_type(one) for one in either))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    match schema.get("type"):
        case "array" if "prefixItems" in schema:
            return f"[{', '.join(_type(one) for one in schema['prefixItems'])}]"
        case "array":
            inner = _type(schema["items"])
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case "object":
            values = schema.get("additionalProperties", True)
            return f"{{ [name: string]: {'any' if values is True else _type(values)} }}"
        case None:
            return "any"
        case plain:
            return PLAIN[plain]


if __name__ == "__main__":
    FILE.write_text(declarations(), encoding="utf-8")
