"""Voilà for kernel pages: an unmodified child process behind a gate that knows the few routes a page needs."""

from pejling_server.voila.child import Child
from pejling_server.voila.gate import KernelViewer, gate_router, kept_running
from pejling_server.voila.kernels import Kernels
from pejling_server.voila.templates import Templates

__all__ = ["Child", "KernelViewer", "Kernels", "Templates", "gate_router", "kept_running"]
