"""A cable between desks and a PostgreSQL server that can be cut: a proxy on the loopback that knows what passes."""

import random
import socket
import threading
from contextlib import suppress
from enum import StrEnum

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

_COMMIT = b"COMMIT\0"
_CHUNK = 65536


class Cut(StrEnum):
    """Where the cable is cut next."""

    NOWHERE = "nowhere"
    BEFORE_COMMIT = "before the commit reaches the server"
    AFTER_COMMIT = "after the commit, before its answer reaches the desk"
    WITH_COMMIT = "at once after the commit was sent"
    ANYWHERE = "after some message"


class Cable:
    """Carries connections to the server of an address; `cut_next` says where the next cut is to be."""

    def __init__(self, server_url: str) -> None:
        self._server = _address(server_url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._live: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._plan, self._messages = Cut.NOWHERE, 0
        self._stays_down, self._down = False, False
        self.cuts = 0
        self.url = _through(server_url, self._listener.getsockname()[1])
        self._run(self._accept)

    def cut_next(self, plan: Cut, chance: random.Random, *, stays_down: bool = False) -> None:
        """Cut once, at such a place; with `stays_down` nobody gets through afterwards until `mend`."""
        self._plan, self._messages, self._stays_down = plan, chance.randrange(1, 40), stays_down

    def mend(self) -> None:
        """Cut no more, and let everybody through."""
        self._plan, self._down = Cut.NOWHERE, False

    def close(self) -> None:
        """Cut all and end."""
        with suppress(OSError):  # wakes `accept`
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut()
        for thread in self._threads:
            thread.join()

    def _run(self, work: object, *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)  # type: ignore[arg-type]  # bound methods below
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                desk, _ = self._listener.accept()
                if self._down:
                    desk.close()
                    continue
                family = socket.AF_UNIX if isinstance(self._server, str) else socket.AF_INET
                server = socket.socket(family)
                server.connect(self._server)
                for one in (desk, server):
                    if one.family == socket.AF_INET:
                        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._live |= {desk, server}
                self._run(self._carry, desk, server)
                self._run(self._carry_back, server, desk)

    def _carry(self, desk: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := desk.recv(_CHUNK):
                self._messages -= 1
                commits = _COMMIT in data
                if (commits and self._plan is Cut.BEFORE_COMMIT) or self._comes_now():
                    self._cut()
                    break
                server.sendall(data)
                if commits and self._plan is Cut.WITH_COMMIT:
                    self._cut()
                    break
                if commits and self._plan is Cut.AFTER_COMMIT:
                    self._plan = Cut.ANYWHERE
                    self._messages = -1  # the next that comes back
        self._close(desk, server)

    def _carry_back(self, server: socket.socket, desk: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(_CHUNK):
                if self._plan is Cut.ANYWHERE and self._messages < 0:
                    self._cut()
                    break
                desk.sendall(data)
        self._close(desk, server)

    def _comes_now(self) -> bool:
        return self._plan is Cut.ANYWHERE and self._messages == 0

    def _cut(self) -> None:
        """All connections at once, as when a switch loses its power."""
        self._plan, self.cuts, self._down = Cut.NOWHERE, self.cuts + 1, self._stays_down
        with self._lock:
            cut, self._live = self._live, set()
        for one in cut:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _close(self, *ends: socket.socket) -> None:
        with self._lock:
            self._live -= set(ends)
        for one in ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        ends[0].close()
        ends[1].close()


def _address(url: str) -> str | tuple[str, int]:
    parts = conninfo_to_dict(url)
    host, port = str(parts.get("host") or "127.0.0.1"), int(str(parts.get("port") or 5432))
    return f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)


def _through(url: str, port: int) -> str:
    wanted = make_url(url).set(host="127.0.0.1", port=port, query={"sslmode": "disable", "gssencmode": "disable"})
    return wanted.render_as_string(hide_password=False)
