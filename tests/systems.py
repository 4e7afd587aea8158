"""Another system of the clinic: a real HTTP server on this computer that answers, refuses, delays, drops, redirects."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Got:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class System:
    """`status` and `body` are what it answers; `drops` closes the line instead; `waits` until it is `released`."""

    url: str = ""
    status: int = 204
    body: bytes = b""
    drops: bool = False
    waits: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Got] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    system: System

    def do_POST(self) -> None:
        """Take it, and do what the test wants."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.system.got.append(Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        if self.system.waits:
            self.system.released.wait(30)
        if self.system.drops or self.system.waits:
            self.close_connection = True
            return
        self.send_response(self.system.status)
        for name, value in self.system.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(self.system.body)))
        self.end_headers()
        self.wfile.write(self.system.body)

    def do_GET(self) -> None:
        """A redirect that was followed."""
        self.do_POST()

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, *_request: Any) -> None:
        """A client that goes away, or wants no such certificate, is what tests do."""


@contextmanager
def system(certificate: Path | None = None) -> Iterator[System]:
    """A system that listens on a free port; by TLS with a `certificate` (PEM with its key)."""
    made = System()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"system": made}))
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    made.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}/events"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="system")
    thread.start()
    try:
        yield made
    finally:
        made.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
