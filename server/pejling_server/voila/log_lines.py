"""What of the child's output may stand in the log: where something happened and what sort it was, and nobody's words.

Voilà writes a cell that failed with all it had read, and a kernel's libraries write what they like.
"""

import re

_PLACE = re.compile(r'\s*File "[^"\n]+", line \d+, in [\w<>.]+')
_SORT = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning|NotFound|Timeout)(?=:|$)")
_MESSAGE = re.compile(r"\[[A-Z]\w+\] (?:INFO|WARNING|ERROR|CRITICAL) \| [^:{}\[\]'\"«»]{0,90}")


def without_words(line: str) -> str:
    """The line as it may be kept; "" when nothing of it may."""
    for pattern in (_PLACE, _SORT, _MESSAGE):
        if found := pattern.match(line):
            return found[0].rstrip()
    return ""
