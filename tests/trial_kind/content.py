"""The schema of a trial."""

from typing import Literal

from pydantic import Field

from pejling.schema import Exercise, Line


class Content(Exercise):
    """A trial."""

    kind: Literal["trial_kind"]
    question: Line = Field(description="Det, begge svarer på.")
