"""A connection that never waits longer than it is told, whatever the other side does, and ends when it is asked to."""

import contextlib
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Final, Protocol

_SLICE: Final = 0.2
"""Seconds between two looks whether to end."""
_MOST: Final = 65536


class StoppedError(OSError):
    """Somebody ended the program while it waited."""


class Stop(Protocol):
    """As much of `threading.Event` as waiting needs."""

    def is_set(self) -> bool: ...


class Patience:
    """How long one step may take, in seconds, from `begin` on; and that it ends `grace` seconds after `stop` is set."""

    def __init__(self, seconds: float, stop: Stop | None) -> None:
        self._seconds = seconds
        self._stop = stop
        self._until = 0.0
        self._grace = 0.0
        self._stopped_at: float | None = None
        self.begin()

    def begin(self, grace: float = 0.0) -> None:
        """A step begins."""
        self._until = time.monotonic() + self._seconds
        self._grace = grace

    def slice(self) -> float:
        """Seconds to wait before asking again; raises TimeoutError, StoppedError when there are none left."""
        now = time.monotonic()
        if self._stop is not None and self._stop.is_set():
            self._stopped_at = now if self._stopped_at is None else self._stopped_at
            if now >= self._stopped_at + self._grace:
                raise StoppedError("stopped")
        if now >= self._until:
            raise TimeoutError("timed out")
        return min(_SLICE, self._until - now)

    def retry(self, step: Callable[[], Any], line: socket.socket) -> Any:
        """Do `step` on the line until it neither waits nor times out."""
        while True:
            line.settimeout(self.slice())
            try:
                return step()
            except (TimeoutError, ssl.SSLWantReadError, ssl.SSLWantWriteError, InterruptedError):
                continue


def connect(host: str, port: int, patience: Patience) -> socket.socket:
    """A connection to the first address of the host that takes one. Raises OSError, StoppedError."""
    lost: OSError = OSError("no address")
    for family, kind, protocol, _name, address in _addresses(host, port, patience):
        line = socket.socket(family, kind, protocol)
        try:
            _reach(line, address, patience)
        except StoppedError:
            line.close()
            raise
        except OSError as error:
            line.close()
            lost = error
        else:
            return line
    raise lost


def secure(line: socket.socket, context: ssl.SSLContext, host: str, patience: Patience) -> ssl.SSLSocket:
    """TLS on a connection, with certificate and name checked as `context` says. Raises OSError (ssl.SSLError too)."""
    secured = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
    try:
        patience.retry(secured.do_handshake, secured)
    except BaseException:
        secured.close()
        raise
    return secured


def send_all(line: socket.socket, data: bytes, patience: Patience) -> None:
    """Send all of it."""
    left = memoryview(data)
    while left:
        sent = patience.retry(lambda: line.send(left[:_MOST]), line)  # noqa: B023  it is called at once
        left = left[sent:]


class Lines:
    """Reads replies line by line, as smtplib asks for them."""

    def __init__(self, line: socket.socket, patience: Patience) -> None:
        self._line, self._patience = line, patience
        self._left = b""

    def readline(self, most: int) -> bytes:
        """The next line with its end, or `most` bytes of it; empty when the other side has closed."""
        while b"\n" not in self._left[:most] and len(self._left) < most:
            data = self._patience.retry(lambda: self._line.recv(_MOST), self._line)
            if not data:
                break
            self._left += data
        end = self._left.find(b"\n", 0, most) + 1 or most
        line, self._left = self._left[:end], self._left[end:]
        return line

    def close(self) -> None:
        """Nothing is to do: the connection is closed by its owner."""


def _reach(line: socket.socket, address: Any, patience: Patience) -> None:
    line.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        line.connect(address)
    while not select.select([], [line], [line], patience.slice())[1]:
        continue
    failed = line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if failed:
        raise OSError(failed, "not reached")


def _addresses(host: str, port: int, patience: Patience) -> list[Any]:
    """The addresses of a host. Asking for them cannot be ended, so it is left behind when nobody waits any more."""
    found: SimpleQueue[Any] = SimpleQueue()

    def ask() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(OSError(str(error)))

    threading.Thread(target=ask, name="host-name", daemon=True).start()
    while True:
        try:
            answer = found.get(timeout=patience.slice())
        except Empty:
            continue
        if isinstance(answer, OSError):
            raise answer
        return list(answer)
