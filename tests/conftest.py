"""What holds for every test: no network, no stray warning in the log, nothing left behind, one time zone."""

import gc
import logging
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

pytest_plugins = ["tests.databases", "tests.little"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = os.environ.get("FRONTDESK_TEST_ZONE", "UTC")
"""The machine's zone is the same everywhere; FRONTDESK_TEST_ZONE=Asia/Kathmandu runs all in another."""
if hasattr(time, "tzset"):
    time.tzset()

_MEMORY = Path("/dev/shm")  # noqa: S108  where Linux keeps files in memory
_ENOUGH = 4 * 2**30
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    # A run opens thousands of databases, each of which waits for the disk at every commit. None outlives the run.
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None
if sys.dont_write_bytecode:
    # Each of the many processes of a run would read and compile every package anew.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parent.parent / "build" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

_PATIENCE = 5.0
"""Seconds that a thread may take to end after its test."""
_WINDOW = str(Path(__file__).parent.parent / "ui") + os.sep


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "logs(pattern): the test is about a warning or error in the log that matches")


class _Collector(logging.Handler):
    """Keeps our own records from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in {"frontdesk", "ui"}:
            self.texts.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def only_expected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Our own warnings and errors in the log fail a test that is not marked `logs` with a pattern for them."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("logs")]
    stray = [text for text in collector.texts if not any(pattern.search(text) for pattern in expected)]
    assert not stray, f"unexpected in the log: {stray}"
    missed = [pattern.pattern for pattern in expected if not any(map(pattern.search, collector.texts))]
    assert not missed, f"expected in the log, but not there: {missed}"


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """A thread or a shown window that outlives its test would work on in the next one."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + _PATIENCE
    while (left := set(threading.enumerate()) - before) and time.monotonic() < until:
        for thread in left:
            thread.join(0.05)
    assert not left, f"threads left behind: {sorted(thread.name for thread in left)}"
    assert not (windows := _shown_windows()), f"windows left open: {windows}"


@pytest.fixture(autouse=True)
def collected_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test's own window is garbage once the test has ended: collected while it is painted it takes all down."""
    if "qapp" in request.fixturenames or "qtbot" in request.fixturenames:
        gc.disable()
        yield
        gc.enable()
    else:
        yield


def _shown_windows() -> list[str]:
    """Top-level windows on the screen, closed now so that the next test is not blamed for them."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  most tests need no Qt

    if QApplication.instance() is None:
        return []
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.objectName()}" for widget in shown]
    for widget in shown:
        widget.hide()
    return names


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Whatever connects to another machine fails, on whichever thread."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(str(address[0])):
            self.close()
            pytest.fail(f"a test wants to reach {address[0]}")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def no_sql_on_the_window_thread() -> Iterator[None]:
    """A statement that the window's own code sends without `ui.tasks` fails; tests themselves may read."""
    event.listen(Engine, "before_cursor_execute", _refuse_in_window)
    yield
    event.remove(Engine, "before_cursor_execute", _refuse_in_window)


def _refuse_in_window(*_statement: Any) -> None:
    if threading.current_thread() is not threading.main_thread():
        return
    frame = sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]  # the outermost has none
        if frame.f_code.co_filename.startswith(_WINDOW):
            pytest.fail(f"SQL on the window's thread, from {frame.f_code.co_filename}:{frame.f_lineno}")
