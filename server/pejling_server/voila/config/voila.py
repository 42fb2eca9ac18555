"""Voilà's own configuration, run inside the child process by Voilà itself (child.py points it here).

The first line of standard input is JSON: the port, the token, the private folder and the page's assets. So the token
is in no argument list, environment or log. Standard input then stays open as long as the server lives; when it ends,
the child ends its kernels and itself, also after a `kill -9` of the server.
"""

import atexit
import json
import logging
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import psutil  # type: ignore[import-untyped]  # ipykernel brings it; it ships no types
from jupyter_client.kernelspec import KernelSpecManager
from nbformat import NotebookNode
from traitlets.config import get_config

from pejling.confinement import close_to_this_process
from pejling_server.kernel_process.page import page_settings
from pejling_widgets.jupyter.reading import for_reading

GRACE = 4.0
"""Seconds for an orderly end, before kernels and child are killed."""

start = json.loads(sys.stdin.buffer.readline())


def end_with_server() -> None:
    """Wait for standard input to end, then end everything: first politely, then surely."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    for process in psutil.Process().children(recursive=True):
        process.kill()
    remove_folder()
    os._exit(0)


def remove_folder() -> None:
    """Remove the private folder; the server does so too, if it lives."""
    os.chdir(Path(sys.prefix).anchor)
    shutil.rmtree(start["folder"], ignore_errors=True)


def prepare(request: Any, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """The notebook as a participant may see it: no trainer's notes, a title, and the way back to the course."""
    viewer = parse_qs(request.request.headers.get("X-Pejling-Viewer", ""))
    notebook.metadata["course"] = viewer.get("course", [""])[0]
    return for_reading(notebook, Path(sys.prefix).anchor / Path(cwd))


class OnlyOwnKernel(KernelSpecManager):
    """This Python's own kernel, not one that was once installed on the machine. `kernel_dirs` is not asked of a configuration."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


# Before there is any thread: what is started from here on inherits it.
closed, readable = ([Path(path) for path in start[name]] for name in ("closed", "readable"))
if closed and not close_to_this_process(closed, readable, [Path(start["folder"])]):
    sys.stderr.write("[Pejling] WARNING | this system cannot close the data folder to kernels\n")
atexit.register(remove_folder)
threading.Thread(target=end_with_server, daemon=True, name="end with server").start()

c = get_config()

c.Voila.log_level = logging.WARNING
c.Voila.ip = "127.0.0.1"
c.Voila.port = start["port"]
c.Voila.port_retries = 0  # else it moves to another port without a word
c.Voila.base_url = "/jupyter/"
c.Voila.token = start["token"]
c.Voila.open_browser = False
c.Voila.root_dir = Path(sys.prefix).anchor  # the gate names files by their whole path; nobody else gets in
c.Voila.connection_dir_root = start["folder"]
c.ContentsManager.allow_hidden = True  # an installation below a folder such as ~/.local

page_settings(c, start["assets"])
c.VoilaConfiguration.http_header_envs = ["X-Pejling-Viewer", "X-Pejling-Token"]  # in the environment of that page's kernel alone
c.VoilaConfiguration.prelaunch_hook = prepare
c.MappingKernelManager.allow_tracebacks = False

c.VoilaConfiguration.kernel_spec_manager_class = OnlyOwnKernel
c.KernelManager.shutdown_wait_time = 2.0
# A kernel that died has lost what the page shows; a new empty one behind the same page would only pretend.
c.KernelRestarter.restart_limit = 0
c.KernelRestarter.time_to_dead = 1.0
