"""IPython's kernel without ZeroMQ: no thread, no port, no connection file. It can be forked."""

import asyncio
import inspect
import io
import json
import logging
import random
import sys
from collections.abc import Callable
from typing import Any

import ipykernel.debugger
import ipywidgets
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session, json_packer
from traitlets import Any as AnyTrait

from pejling_server.kernel_process.frames import joined, parts_of

IOPUB, SHELL = "iopub", "shell"
Send = Callable[[str, dict[str, Any]], None]
"""Takes a channel's name and a message."""


class DirectSession(Session):
    """Hands every message to `deliver` instead of a ZeroMQ socket; the kernel's sockets are the channels' names."""

    deliver: Any = AnyTrait()

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, ident: Any = None,
             buffers: Any = None, track: bool = False, header: Any = None, metadata: Any = None) -> Any:
        """Send a message, or make one of these parts and send it."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(msg_or_type, content=content, parent=parent, header=header, metadata=metadata)
        message["buffers"] = list(buffers or message.get("buffers") or [])
        self.deliver(stream, message)
        return message


class Output(io.TextIOBase):
    """What is printed, sent line by line as the kernel's output."""

    def __init__(self, session: Any, name: str, parent: Callable[[], Any]) -> None:
        self._session, self._name, self._parent, self._text = session, name, parent, ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What programs ask for before they print."""
        return "utf-8"

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Take the text; it is sent when the line is whole."""
        self._text += str(text)
        if "\n" in text:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what has not been sent."""
        text, self._text = self._text, ""
        if text:
            self._session.send(IOPUB, "stream", {"name": self._name, "text": text}, parent=self._parent())


class DirectKernel(IPythonKernel):
    """The kernel of a page. `make()` gives this process's one."""

    session: Any
    shell: Any
    shell_class = ZMQInteractiveShell
    execution_count = 0
    _execute_sleep = 0

    @classmethod
    def make(cls) -> "DirectKernel":
        """This process's kernel, with the shell, `print` and the display joined to it."""
        ipykernel.debugger._is_debugpy_available = False  # it would open a socket, and nobody debugs on a page
        kernel: DirectKernel = cls.instance(session=DirectSession(deliver=lambda channel, message: None),
                                            iopub_socket=IOPUB, stdin_socket=None,
                                            log=logging.getLogger("pejling.kernel"))
        kernel.shell.history_manager.enabled = False
        kernel.shell.displayhook.get_execution_count = lambda: kernel.shell.execution_count
        sys.stdout, sys.stderr = (Output(kernel.session, name, kernel.get_parent) for name in ("stdout", "stderr"))
        ipywidgets.load_ipython_extension(kernel.shell)  # loaded before there was a shell, they joined none
        return kernel

    def deliver_to(self, send: Send) -> None:
        """From now on messages go here."""
        self.session.deliver = send

    async def handle(self, message: dict[str, Any]) -> None:
        """Do what a message asks, between the two that say *busy* and *idle*; what is not known is left."""
        handler = self.shell_handlers.get(message["header"]["msg_type"])
        self.set_parent([], message, "shell")  # type: ignore[no-untyped-call]
        self._publish_status("busy", "shell")  # type: ignore[no-untyped-call]
        try:
            done = handler(SHELL, [], message) if handler else None
            if inspect.isawaitable(done):
                await done
        except Exception:  # noqa: BLE001 - whatever a notebook's code does wrong is told on its page
            self.shell.showtraceback()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            self._publish_status("idle", "shell", message)  # type: ignore[no-untyped-call]

    async def run(self, code: str) -> str:
        """Run a cell; gives "ok" or "error"."""
        told = []
        deliver = self.session.deliver

        def listen(channel: str, message: dict[str, Any]) -> None:
            if channel == SHELL:
                told.append(message["content"]["status"])
            else:
                deliver(channel, message)

        content = {"code": code, "silent": False, "store_history": False, "stop_on_error": False, "allow_stdin": False}
        self.session.deliver = listen
        try:
            await self.handle(self.session.msg("execute_request", content))
        finally:
            self.session.deliver = deliver
        return str(told[-1]) if told else "error"

    def start(self) -> None:
        """There are no streams to start."""

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """There is no queue."""


def to_bytes(channel: str, message: dict[str, Any]) -> bytes:
    """A kernel's message as the websocket carries it."""
    parts = [json_packer(message[name]) for name in ("header", "parent_header", "metadata", "content")]
    return joined([channel.encode(), *parts, *(bytes(buffer) for buffer in message.get("buffers", []))])


def from_bytes(data: bytes) -> dict[str, Any]:
    """A page's message as the kernel understands it. Raises ValueError."""
    _, header, parent, metadata, content, *buffers = parts_of(data)
    head = json.loads(header)
    return {"header": head, "msg_id": head["msg_id"], "msg_type": head["msg_type"], "parent_header": json.loads(parent),
            "metadata": json.loads(metadata), "content": json.loads(content), "buffers": [memoryview(one) for one in buffers]}


def new_loop() -> asyncio.AbstractEventLoop:
    """A loop of this process's own: a forked one shares its parent's selector."""
    asyncio.events._set_running_loop(None)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop


def seed_anew(names: dict[str, Any]) -> None:
    """Give this process randomness of its own; a generator made with a fixed seed keeps to it."""
    random.seed()
    numbers = sys.modules.get("numpy.random")
    if numbers is None:
        return
    numbers.seed()
    for value in list(names.values()):
        if isinstance(value, numbers.Generator) and _from_the_system(value.bit_generator):
            value.bit_generator.state = type(value.bit_generator)().state


def _from_the_system(bits: Any) -> bool:
    """Whether numpy drew the seed itself: 128 bits, where a person writes a small number."""
    seed = getattr(bits.seed_seq, "entropy", None)
    return isinstance(seed, int) and seed.bit_length() > 64

