"""The network between a phone and the server, for a test to break."""

import contextlib
import socket
import threading
from typing import Literal

Mode = Literal["open", "cut", "silent", "deaf"]


class Relay:
    """Passes bytes on. `mode` is *open*; *cut*: connections break and none is made; *silent*: nothing gets through, and
    nobody is told; *deaf*: what is sent arrives, and the connection breaks before the answer does."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._mode: Mode = "open"
        self._through = threading.Event()
        self._through.set()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.swallowed = 0
        """Answers that were on their way when a deaf line broke."""
        threading.Thread(target=self._accept, daemon=True).start()

    def become(self, mode: Mode) -> None:
        """Change what the network does, also to connections that are there."""
        self._mode = mode
        if mode == "silent":
            self._through.clear()
        else:
            self._through.set()
        if mode == "cut":
            for one in list(self._open):
                _break(one)

    def close(self) -> None:
        """No network any more."""
        self.become("cut")
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            self._through.wait()
            if self._mode == "cut":
                _break(phone)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._to), timeout=5)
            except OSError:
                _break(phone)
                continue
            server.settimeout(None)
            self._open |= {phone, server}
            for pair in ((phone, server, False), (server, phone, True)):
                threading.Thread(target=self._pump, args=pair, daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        try:
            while data := source.recv(65536):
                self._through.wait()
                if self._mode == "cut":
                    break
                if self._mode == "deaf" and is_answer:
                    self.swallowed += 1
                    break
                target.sendall(data)
        except OSError:
            pass
        for one in (source, target):
            self._open.discard(one)
            _break(one)


def _break(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
