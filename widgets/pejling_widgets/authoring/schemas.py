"""The schemas of content files as JSON Schema, with their Danish descriptions, for editors to complete and check by.

They lie in `DATA/content/.schema/`. A YAML file finds its own by a first line that most editors know:
`# yaml-language-server: $schema=…/.schema/poll.json`.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pejling.cards import Head
from pejling.cases import Case
from pejling.programme.own import OwnProgramme
from pejling_widgets.kinds import KINDS

FOLDER = ".schema"


def schemas() -> dict[str, JsonSchemaValue]:
    """Every schema by its name: one for each kind of exercise, and "case", "card" and "programme"."""
    models = {name: kind.content for name, kind in KINDS.items()} | {"case": Case, "card": Head, "programme": OwnProgramme}
    return {name: _schema(model) for name, model in models.items()}


def write_schemas(content: Path) -> None:
    """Put the schemas of this version into a trainer's own content."""
    folder = content / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        path, text = folder / f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1)
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def _schema(model: type[BaseModel]) -> JsonSchemaValue:
    dialect = {"$schema": _Danish.schema_dialect}
    return dialect | model.model_json_schema(schema_generator=_Danish)


class _Danish(GenerateJsonSchema):
    """JSON Schema with what is written for trainers, and not what is written for developers."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: a title made from the field's English name says nothing more."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The model without its docstring; a field that a kind has narrowed keeps what the first one says of it."""
        made = super().model_schema(schema)
        made.pop("title", None)
        made.pop("description", None)
        for name, field in made.get("properties", {}).items():
            only = f"Her altid {field['const']}." if "const" in field else ""
            field.setdefault("description", _said_of(name, schema["cls"]) or only)
        return made


def _said_of(name: str, model: type) -> str:
    fields = [base.model_fields.get(name) for base in model.__mro__ if issubclass(base, BaseModel)]
    return next((field.description for field in fields if field and field.description), "")
