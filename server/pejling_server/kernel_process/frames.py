"""How messages are written: Jupyter's `v1.kernel.websocket.jupyter.org`, and its length before it where there is no websocket.

A message is a number of offsets, the offsets, then channel, header, parent header, metadata, content and buffers; all numbers
are 8 bytes little-endian.
"""

from collections.abc import Sequence
from itertools import pairwise

PARTS_AT_LEAST = 5
PARTS_AT_MOST = 10_000
LENGTH = 8
"""Bytes of the length before a frame."""


def parts_of(message: bytes) -> list[bytes]:
    """Channel, header, parent header, metadata, content and buffers. Raises ValueError."""
    count = int.from_bytes(message[:8], "little") - 1
    if not PARTS_AT_LEAST <= count <= PARTS_AT_MOST:
        raise ValueError(f"{count} parts")
    start = 8 * (count + 2)
    offsets = [int.from_bytes(message[at : at + 8], "little") for at in range(8, start, 8)]
    if offsets[0] != start or offsets[-1] != len(message) or offsets != sorted(offsets):
        raise ValueError("offsets that do not fit the message")
    return [message[begin:end] for begin, end in pairwise(offsets)]


def joined(parts: Sequence[bytes]) -> bytes:
    """The message of these parts."""
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets)) + b"".join(parts)


def framed(message: bytes) -> bytes:
    """The message with its length before it."""
    return len(message).to_bytes(LENGTH, "little") + message
