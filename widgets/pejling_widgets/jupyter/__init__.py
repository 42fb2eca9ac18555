"""What Jupyter's own programs get from the kit: their settings, one template, and a notebook made ready to be read.

`settings/` is laid where Jupyter looks by itself (a wheel's shared data, or by kit.py in a clone). It holds no more than calls
of what stands here, so that a clone's changes are seen at once.
"""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARE = HERE / "share"
"""Templates, as Jupyter finds them below a folder on JUPYTER_PATH."""


def put_on_jupyter_path() -> None:
    """Let this process's Jupyter find the templates, wherever the package lies."""
    paths = [path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path and path != str(SHARE)]
    os.environ["JUPYTER_PATH"] = os.pathsep.join([str(SHARE), *paths])
