"""Widgets that only a cycle still holds end on the window's thread, whatever thread has allocated meanwhile."""

import gc
import weakref

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.tasks import Tasks


class Knot(QWidget):
    """Holds itself, as a page does whose signals call its own lambdas."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def allocate() -> int:
    """Enough for Python to look for garbage many times."""
    return len([[number] for number in range(200_000)])


def test_a_worker_never_collects_what_qt_holds(qapp: QApplication) -> None:
    tasks = Tasks()
    tasks.run(lambda: None, lambda _nothing: None)
    assert tasks.wait()
    knot = weakref.ref(Knot())
    tasks.run(allocate, lambda _count: None)
    assert tasks.wait()
    assert knot() is not None
    tasks.close()
    gc.collect()
    assert knot() is None


def test_an_idle_window_collects_by_itself(qtbot: QtBot) -> None:
    tasks = Tasks()
    tasks.run(lambda: None, lambda _nothing: None)
    assert tasks.wait()
    knot = weakref.ref(Knot())
    kept = [[number] for number in range(5000)]
    qtbot.waitUntil(lambda: knot() is None, timeout=10_000)
    assert kept
    tasks.close()
