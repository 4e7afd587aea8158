"""From wherever somebody asks for it to the queue of messages, and from there to an appointment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.rules.words import OutboxState
from ui.shell.message_queue import MessageQueue

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


class MessageQueueDesk(QObject):
    """The queue of messages of one shell."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self.sheet: MessageQueue | None = None

    def open(self) -> None:
        """Show what waits; where nothing does and something failed, what failed."""
        if self.sheet is not None:
            return
        shell = self._shell
        sheet = MessageQueue(shell, shell.context, shell.center.zone)
        sheet.left.connect(self._left)
        sheet.appointment_wanted.connect(shell.journeys.go_to)
        self.sheet = sheet
        sheet.open()
        sheet.list.setFocus()
        waiting, failed = shell.messages.counts
        sheet.show_state(OutboxState.FAILED if failed and not waiting else OutboxState.WAITING)

    def _left(self) -> None:
        self.sheet = None
