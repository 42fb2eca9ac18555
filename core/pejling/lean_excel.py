"""Excel's library without numpy, which it loads, where it is installed, only to know numpy's numbers when it writes them.

That is 11 MB of a server that has read one class list. Numpy's numbers are `numbers.Real`, so they are known without it.
"""

import sys
from decimal import Decimal
from numbers import Real
from types import ModuleType
from typing import Any


def leave_numpy_out() -> None:
    """From now on openpyxl, unless it is loaded already, knows numbers by what they are. For the server's process, as it starts."""
    known: Any = ModuleType("openpyxl.compat.numbers")
    known.NUMERIC_TYPES, known.NUMPY = (Real, Decimal), False
    sys.modules.setdefault(known.__name__, known)
