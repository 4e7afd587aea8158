"""Keeps the status line's count of messages that wait, or failed: read anew a moment after something changed."""

from PySide6.QtCore import QObject, QTimer

from frontdesk.rules.changes import Changes
from frontdesk.services.outgoing import MailState
from ui.shell.context import Context
from ui.shell.status_line import StatusLine

_PAUSE = 1500
"""Milliseconds after a change: what the person waits for is read before."""


class WaitingMessages(QObject):
    """`begin` it when somebody signed in."""

    def __init__(self, context: Context, line: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._line = line
        self.counts = 0, 0
        """How many wait and how many failed, as they were last read."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.read)
        context.changes.changed.connect(self._changed)

    def begin(self) -> None:
        """Count soon."""
        self._pause.start()

    def stop(self) -> None:
        """Nobody works here."""
        self._pause.stop()

    def read(self) -> None:
        """Count now, aside; without an answer nothing is said of them."""
        state = self._context.clinic.outgoing.state
        self._context.tasks.run(state, self._found, lambda _problem: self._show(0, 0), key="shell.messages")

    def _found(self, state: MailState) -> None:
        self._show(state.waiting, state.failed)

    def _show(self, waiting: int, failed: int) -> None:
        self.counts = waiting, failed
        self._line.show_messages(waiting, failed)

    def _changed(self, changes: Changes) -> None:
        concerns = changes.appointments or changes.requests or changes.everything
        if concerns and not self._pause.isActive():  # while many go out, changes come faster than the pause ends
            self._pause.start()
