"""What the API answers: one frozen model for each JSON answer, by subject. OpenAPI and the browser's types are made from them."""

from typing import Literal

from pydantic import ConfigDict

from pejling.schema import Strict


class ResponseModel(Strict):
    """A JSON answer: nothing but the named fields, and all of them."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True, use_attribute_docstrings=True)


class Problem(ResponseModel):
    """Why something was refused or failed, in one Danish sentence for the one who reads it."""

    reason: str
    fields: str = ""
    """The fields that could not be read."""


class Saved(ResponseModel):
    """It is committed."""

    saved: Literal[True] = True


class Goto(ResponseModel):
    """The page to go to now."""

    url: str
