"""The head of the booking form: its title, and Escape to leave."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label
from ui.widgets.margins import set_margins


class Header(QFrame):
    """`leave_wanted` when the key sign is pressed by mouse."""

    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("booking_header")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(52)
        leave = button(_("Esc"), name="escape_button", look="quiet")
        leave.setAccessibleName(_("Leave the form"))
        leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        leave.clicked.connect(self.leave_wanted)
        row = QHBoxLayout(self)
        set_margins(row, SPACE[3], 0, SPACE[1], 0)
        self._title = label(_("Book"), style="title", name="booking_title")
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(leave)

    def set_title(self, title: str) -> None:
        """Say what the form is for."""
        self._title.setText(title)
