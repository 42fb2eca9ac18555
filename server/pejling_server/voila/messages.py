"""Jupyter's websocket messages, and which of them a page may send to its kernel.

The form is the protocol `v1.kernel.websocket.jupyter.org`: a number of offsets, the offsets, then channel, header,
parent header, metadata, content and buffers, all numbers 8 bytes little-endian.
"""

import json
from itertools import pairwise

PROTOCOL = "v1.kernel.websocket.jupyter.org"
ALLOWED = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"})
"""What widgets need. No `execute_request`: a page's owner may move its widgets, not run code of their own."""
PARTS_AT_LEAST = 5
PARTS_AT_MOST = 10_000


def allowed(message: bytes) -> bytes | None:
    """The message as it may be passed on to the kernel, or None.

    It is put together again from the parts that were understood, so that the child reads what was judged here.
    """
    try:
        channel, header, *rest = _parts(message)
        fields = json.loads(header)
        if channel != b"shell" or fields["msg_type"] not in ALLOWED:
            return None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return _joined([channel, json.dumps(fields).encode(), *rest])


def tells_of_death(message: bytes | str) -> bool:
    """Whether Voilà says with this message that the kernel is dead, or is a new and empty one."""
    if not isinstance(message, bytes) or len(message) > 8192 or not (b"dead" in message or b"restarting" in message):
        return False
    try:
        channel, header, _, _, content, *_ = _parts(message)
        is_status = channel == b"iopub" and json.loads(header)["msg_type"] == "status"
        return is_status and json.loads(content)["execution_state"] in ("dead", "restarting")
    except (ValueError, KeyError, TypeError):
        return False


def _parts(message: bytes) -> list[bytes]:
    """Channel, header, parent header, metadata, content and buffers. Raises ValueError."""
    count = int.from_bytes(message[:8], "little") - 1
    if not PARTS_AT_LEAST <= count <= PARTS_AT_MOST:
        raise ValueError(f"{count} parts")
    start = 8 * (count + 2)
    offsets = [int.from_bytes(message[at : at + 8], "little") for at in range(8, start, 8)]
    if offsets[0] != start or offsets[-1] != len(message) or offsets != sorted(offsets):
        raise ValueError("offsets that do not fit the message")
    return [message[begin:end] for begin, end in pairwise(offsets)]


def _joined(parts: list[bytes]) -> bytes:
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets)) + b"".join(parts)
