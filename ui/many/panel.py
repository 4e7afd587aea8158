"""Beside a list of which several rows are chosen: how many, and what can be done with all of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.words import Action
from frontdesk.views.many import MOST
from ui.texts import _, ngettext, number_words
from ui.theme import SPACE
from ui.widgets import button, label

WIDTH = 344


class SeveralPanel(QFrame):
    """`wanted` with the action that is to be taken on all of them; `closed` by Escape."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("several_panel")
        self.setAccessibleName(_("Several appointments"))
        self.setProperty("surface", True)
        self.title = label("", style="title", name="several_title")
        self.about = label("", style="muted", wrap=True, name="several_about")
        self.buttons = {
            Action.CANCEL: button(_("Cancel all of them…"), name="several_cancel"),
            Action.RESCHEDULE: button(_("Move all of them…"), name="several_move"),
            Action.REASSIGN: button(_("Reassign all of them…"), name="several_reassign"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(self.title)
        column.addWidget(self.about)
        for action, made in self.buttons.items():
            made.clicked.connect(lambda _on=False, action=action: self.wanted.emit(action))
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_count(self, count: int, *, known: bool) -> None:
        """So many are chosen; until it is known who they all are, nothing can be done with them."""
        self.title.setText(ngettext("{count} chosen", "{count} chosen", count).format(count=number_words(count)))
        if count > MOST:
            words = _("At most {most} are done at once. Narrow the list, or choose fewer.")
            self.about.setText(words.format(most=number_words(MOST)))
        elif known:
            self.about.setText(_("Each is shown before anything is done. Shift, Ctrl and Ctrl+A choose others."))
        else:
            self.about.setText(_("Reading who they are…"))
        for made in self.buttons.values():
            made.setEnabled(known)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button it stands on, Escape closes."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed, QPushButton):
            pressed.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
