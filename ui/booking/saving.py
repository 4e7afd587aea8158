"""Books once and for certain: while the database does not answer, the same call with the same id is repeated."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.rules.problems import Problem, Unavailable
from frontdesk.services.forms import Booked, Booking, Requested, new_command_id
from ui.shell.context import Context

_LONGEST = 8000
"""Longest pause between two tries, milliseconds."""

Do = Callable[[Booking, str], Booked | Requested]
"""A service that writes: it takes the booking and the command id."""


class Saving(QObject):
    """`saved` with a Booked or a Requested, `refused` with a Problem (nothing was saved), `checking` while unknown."""

    saved = Signal(object)
    refused = Signal(object)
    checking = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._booking: Booking | None = None
        self._command_id = ""
        self._do: Do = context.clinic.booking.book
        self.first_pause = 1000
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._try)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._booking is not None

    def save(self, booking: Booking, do: Do) -> None:
        """Book this, or save it as a request: as `do` does."""
        self._booking, self._do, self._command_id = booking, do, new_command_id()
        self._pause.setInterval(self.first_pause)
        self._try()

    def stop(self) -> None:
        """Do not ask again; whether it was booked stays unknown here."""
        self._booking = None
        self._pause.stop()

    def _try(self) -> None:
        booking, do, command_id = self._booking, self._do, self._command_id
        if booking is not None:
            self._context.tasks.run(lambda: do(booking, command_id), self._done, self._failed)

    def _done(self, saved: Booked | Requested) -> None:
        if self.busy:
            self.stop()
            self.saved.emit(saved)

    def _failed(self, problem: Problem) -> None:
        if not self.busy:
            return
        if isinstance(problem, Unavailable) and problem.code != "unexpected":
            self.checking.emit(problem)
            self._pause.start()
            self._pause.setInterval(min(_LONGEST, self._pause.interval() * 2))
            return
        self.stop()
        self.refused.emit(problem)
