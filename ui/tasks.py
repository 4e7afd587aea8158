"""Work aside from the window's thread, in order, its answers brought back to it; the only file that names threads."""

import logging
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from types import FunctionType
from typing import TypeVar, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, QTimer, Signal

from frontdesk.mistakes import log_mistake
from frontdesk.rules.problems import Problem, Unavailable
from ui.tidying import Tidying

T = TypeVar("T")

_log = logging.getLogger(__name__)

_SHARE = 0.0005
"""Seconds that a worker computes before it lets the window's thread go on, where that waits.

Python's own 5 ms are waited for anew at each widget that paints itself: a form took 13 to 26 ms to be painted beside a
worker that computes, which takes 4 to 12 ms so.
"""


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    lane: str
    key: str | None
    work: Callable[[], object]
    done: Callable[[object], None]
    failed: Callable[[Problem], None] | None


def on_window_thread() -> bool:
    """Whether the caller runs on the thread of the window, where no statement may be sent to a database."""
    return QCoreApplication.instance() is not None and threading.current_thread() is threading.main_thread()


class Tasks(QObject):
    """Runs work aside on lanes, each one worker in order: `records`, `documents`, and `openings` for their index.

    `done` and `failed` are called on the window's thread. Known problems go to `failed`, or without it to the signal
    `problem`. Anything else is a mistake of ours: it is logged without personal data and passed on as
    `Unavailable("unexpected")`, and the window lives on. `reachable_changed` says when the database stops answering
    and when it answers again.
    """

    problem = Signal(object)
    busy_changed = Signal(bool)
    reachable_changed = Signal(bool)
    _answered = Signal(object, object, object)
    _told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._latest: dict[str, int] = {}
        self._open = 0
        self._reachable = True
        self._lanes: dict[str, queue.SimpleQueue[_Job | None]] = {}
        self._workers: list[threading.Thread] = []
        self._stop = threading.Event()
        self._tidying: Tidying | None = None
        self._answered.connect(self._deliver)
        self._told.connect(self._hand_over)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Problem], None] | None = None,
        *,
        lane: str = "records",
        key: str | None = None,
    ) -> None:
        """Do `work` aside, then `done` with its result on the window's thread.

        With `key`, a later run of the same key drops the earlier one: what has not begun is not begun (so a held key
        never queues work), what is under way is not delivered. Give no key to work that writes. After `close` nothing
        is done any more: a page that is hidden at the very end may still ask, or its timer run out.
        """
        if self._stop.is_set():
            return
        number = next(self._numbers)
        if key is not None:
            self._latest[key] = number
        self._set_open(self._open + 1)
        self._lane(lane).put(_Job(number, lane, key, work, cast("Callable[[object], None]", done), failed))

    def watch(self, loop: Callable[[threading.Event, Callable[[T], None]], None], told: Callable[[T], None]) -> None:
        """Run `loop` aside until the end, when the event that it is given is set.

        Whatever it calls its second parameter with is brought to `told` on the window's thread, and dropped at the end.
        """
        tell = partial(self._told.emit, told)
        thread = threading.Thread(target=loop, args=(self._stop, tell), name="watch", daemon=True)
        self._workers.append(thread)
        thread.start()

    def drop(self, key: str) -> None:
        """Forget what runs under `key`: nobody waits for its answer any more."""
        self._latest[key] = next(self._numbers)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._open > 0

    def wait(self, milliseconds: int = 5000) -> bool:
        """For tests and the end: let events run until nothing is under way; False when it took longer."""
        deadline = QDeadlineTimer(milliseconds)
        while self._open and not deadline.hasExpired():
            loop = QEventLoop()
            self.busy_changed.connect(loop.quit)
            QTimer.singleShot(max(1, deadline.remainingTime()), loop.quit)
            loop.exec()
        return not self._open

    def close(self, seconds: float = 5.0) -> None:
        """Let the workers finish what is queued, and end them and what watches."""
        self._stop.set()
        for lane in self._lanes.values():
            lane.put(None)
        for worker in self._workers:
            worker.join(seconds)
        self._lanes.clear()
        self._workers.clear()
        if self._tidying is not None:
            self._tidying.close()
            self._tidying = None

    def _lane(self, name: str) -> "queue.SimpleQueue[_Job | None]":
        if name not in self._lanes:
            if self._tidying is None:
                self._tidying = Tidying(lambda: self.busy, self)
                sys.setswitchinterval(_SHARE)
            self._lanes[name] = queue.SimpleQueue()
            worker = threading.Thread(target=self._work, args=(self._lanes[name],), name=f"lane-{name}", daemon=True)
            self._workers.append(worker)
            worker.start()
        return self._lanes[name]

    def _is_late(self, job: _Job) -> bool:
        return job.key is not None and self._latest.get(job.key) != job.number

    def _work(self, jobs: "queue.SimpleQueue[_Job | None]") -> None:
        while (job := jobs.get()) is not None:
            result: object = None
            problem: Problem | None = None
            if not self._is_late(job):
                try:
                    result = job.work()
                except Problem as known:
                    problem = known
                except Exception as mistake:  # noqa: BLE001  the one place where a mistake of ours is caught aside
                    problem = unexpected(mistake)
            self._answered.emit(job, result, problem)

    def _deliver(self, job: _Job, result: object, problem: Problem | None) -> None:
        try:
            if self._stop.is_set() or self._is_late(job) or _is_gone(job.done):
                return
            self._note_reach(job, problem)
            if problem is None:
                job.done(result)
            elif job.failed is None:
                self.problem.emit(problem)
            else:
                job.failed(problem)
        except Exception as mistake:  # noqa: BLE001  a page that stumbles over an answer does not take the window with it
            self.problem.emit(unexpected(mistake))
        finally:
            self._set_open(self._open - 1)

    def _hand_over(self, told: Callable[[object], None], said: object) -> None:
        try:
            if not (self._stop.is_set() or _is_gone(told)):
                told(said)
        except Exception as mistake:  # noqa: BLE001  what follows must still be heard
            self.problem.emit(unexpected(mistake))

    def _note_reach(self, job: _Job, problem: Problem | None) -> None:
        """Whether the database answered: told once when it stops, and once when it does again."""
        lost = (
            isinstance(problem, Unavailable)
            and problem.code.startswith("database.")
            and problem.code != "database.busy"
        )
        if lost == self._reachable and (lost or job.lane == "records"):
            self._reachable = not lost
            self.reachable_changed.emit(self._reachable)

    def _set_open(self, number: int) -> None:
        was, self._open = self._open, number
        if bool(was) != bool(number):
            self.busy_changed.emit(bool(number))


def unexpected(mistake: BaseException) -> Unavailable:
    """Log a mistake of ours; what it is to whoever waits for an answer."""
    log_mistake(_log, mistake)
    return Unavailable("unexpected")


def _is_gone(done: Callable[..., object]) -> bool:
    """Whether `done` belongs to an object of Qt that was deleted meanwhile."""
    owner = _owner(done)
    return isinstance(owner, QObject) and not shiboken6.isValid(owner)


def _owner(done: Callable[..., object]) -> object:
    """Whose method it is, or in whose method the lambda was made."""
    if isinstance(done, partial):
        return _owner(done.func)
    names = getattr(getattr(done, "__code__", None), "co_freevars", ())
    if "self" in names:
        return (cast("FunctionType", done).__closure__ or ())[names.index("self")].cell_contents
    return getattr(done, "__self__", None)
