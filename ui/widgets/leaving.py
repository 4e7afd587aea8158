"""The question before something typed is left, asked inside the form and not in a box over it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.texts import _
from ui.theme import SPACE
from ui.widgets.button import button
from ui.widgets.flow import Flow
from ui.widgets.label import label


class LeaveQuestion(QFrame):
    """Hidden until `ask`; `meant` when the person leaves all the same, `kept` when they go on.

    While it asks, `beside`, the prominent button of the form, is like the others.
    """

    meant = Signal()
    kept = Signal()

    def __init__(self, beside: QPushButton | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self.setObjectName("leave_question")
        self._words = label("", wrap=True, name="leave_words")
        self.keep = button(_("Keep editing"), name="keep_button")
        self.leave = button(_("Leave"), name="leave_button", look="danger")
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE[1])
        column.setSpacing(SPACE[1])
        column.addWidget(self._words)
        column.addWidget(Flow((self.keep, self.leave), spacing=SPACE[1], before=0))
        self.hide()

    @property
    def asking(self) -> bool:
        """Whether an answer is waited for."""
        return not self.isHidden()

    def ask(self, words: str) -> None:
        """Ask."""
        self._words.setText(words)
        self.show()
        self.leave.setFocus()

    def setVisible(self, visible: bool) -> None:  # noqa: N802  Qt's name
        super().setVisible(visible)
        beside = self._beside
        if beside is not None and beside.property("primary") == visible:
            beside.setProperty("primary", not visible)
            beside.style().unpolish(beside)
            beside.style().polish(beside)

    def _keep(self) -> None:
        self.hide()
        self.kept.emit()

    def _leave(self) -> None:
        self.hide()
        self.meant.emit()
