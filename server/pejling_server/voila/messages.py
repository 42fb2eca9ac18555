"""Jupyter's websocket messages, and which of them a page may send to its kernel."""

import json

from pejling_server.kernel_process.frames import joined, parts_of

PROTOCOL = "v1.kernel.websocket.jupyter.org"
ALLOWED = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"})
"""What widgets need. No `execute_request`: a page's owner may move its widgets, not run code of their own."""


def allowed(message: bytes) -> bytes | None:
    """The message as it may be passed on to the kernel, or None.

    It is put together again from the parts that were understood, so that the child reads what was judged here.
    """
    try:
        channel, header, *rest = parts_of(message)
        fields = json.loads(header)
        if channel != b"shell" or fields["msg_type"] not in ALLOWED:
            return None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return joined([channel, json.dumps(fields).encode(), *rest])


def tells_of_death(message: bytes | str) -> bool:
    """Whether Voilà says with this message that the kernel is dead, or is a new and empty one."""
    if not isinstance(message, bytes) or len(message) > 8192 or not (b"dead" in message or b"restarting" in message):
        return False
    try:
        channel, header, _, _, content, *_ = parts_of(message)
        is_status = channel == b"iopub" and json.loads(header)["msg_type"] == "status"
        return is_status and json.loads(content)["execution_state"] in ("dead", "restarting")
    except (ValueError, KeyError, TypeError):
        return False
