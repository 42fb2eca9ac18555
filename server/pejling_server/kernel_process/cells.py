"""Running a notebook's cells in this process, up to the first one that a visitor cannot share with another."""

import asyncio
import json
import os
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jupyter_client.session import json_packer
from nbformat import NotebookNode

from pejling_server.kernel_process.forking import is_read_only_file, open_handles
from pejling_server.kernel_process.kernel import IOPUB, SHELL, DirectKernel

VIEWER, TOKEN = "HTTP_X_PEJLING_VIEWER", "HTTP_X_PEJLING_TOKEN"
"""The variables in which a kernel has its viewer, as Voilà gives them."""


class ViewerAsked(BaseException):
    """A cell asked who is looking while nobody was."""


class NobodyYet(os._Environ):  # type: ignore[type-arg]  # the class of os.environ
    """The environment of a template: there is no viewer in it, and asking for one is noticed."""

    asked = False

    def __getitem__(self, key: str) -> str:
        if key in (VIEWER, TOKEN):
            NobodyYet.asked = True
            raise ViewerAsked
        value: str = super().__getitem__(key)
        return value


class Cells:
    """A notebook's cells and their outputs, as Voilà would have run them."""

    def __init__(self, kernel: DirectKernel, notebook: NotebookNode) -> None:
        from voila.execute import VoilaExecutor

        self.notebook = notebook
        self.run_so_far = 0
        self.failed = False
        self._kernel = kernel
        self._comms: Any = kernel.comm_manager
        self._to_widgets: list[dict[str, Any]] = []
        self._executor = VoilaExecutor(notebook, km=None, record_timing=False)
        self._executor.reset_execution_trackers()
        channel = SimpleNamespace(send=self._to_widgets.append)
        self._executor.kc = SimpleNamespace(session=kernel.session, shell_channel=channel)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None

    @property
    def shown(self) -> list[NotebookNode]:
        """The cells that the page has: a failed one is the last."""
        return list(self.notebook.cells[: self.run_so_far])

    async def run_one(self) -> None:
        """Run the next cell; its outputs stand in it. One that fails says so in its place, and ends the page."""
        index = self.run_so_far
        cell = self.notebook.cells[index]
        self.run_so_far += 1
        if cell.cell_type != "code" or not cell.source.strip():
            return

        def keep(channel: str, message: dict[str, Any]) -> None:
            if channel == IOPUB and message["header"]["msg_type"] != "status":
                content = json.loads(json_packer(message["content"]))  # as it would arrive: its own, lists for tuples
                self._executor.process_message(message | {"content": content}, cell, index)

        self._executor.clear_before_next_output = False
        self._kernel.deliver_to(keep)
        self.failed = await self._kernel.run(cell.source) != "ok"
        while self._to_widgets:  # what a page would send back: an Output widget has its outputs from there
            self._comms.comm_msg(SHELL, [], self._to_widgets.pop(0) | {"buffers": []})
        self._kernel.deliver_to(lambda channel, message: None)
        if self._executor.should_strip_error():
            from voila.execute import strip_code_cell_warnings

            strip_code_cell_warnings(cell)
            self._executor.strip_code_cell_errors(cell)

    async def run_all(self) -> None:
        """Run what is left."""
        while not self.failed and self.run_so_far < len(self.notebook.cells):
            await self.run_one()

    async def run_shareable(self, stop: int | None) -> str:
        """Run up to `stop`, or to the end; says what the last cell did when it cannot be shared.

        What such a cell did is done, so this process is of no further use then.
        """
        handles, threads = open_handles(), set(threading.enumerate())
        while not self.failed and self.run_so_far < (len(self.notebook.cells) if stop is None else stop):
            await self.run_one()
            if reason := "asks who is looking" if NobodyYet.asked else _started(handles, threads):
                return reason
        return ""


def _started(handles: set[int], threads: set[threading.Thread]) -> str:
    """What is open or running now that a fork would share or lose."""
    if asyncio.all_tasks() - {asyncio.current_task()}:
        return "leaves a task running"
    if set(threading.enumerate()) - threads:
        return "leaves a thread running"
    if Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split():
        return "leaves a program running"
    opened = {one for one in open_handles() - handles if not is_read_only_file(one)}
    return f"leaves something open ({Path(f'/proc/self/fd/{min(opened)}').readlink()})" if opened else ""
