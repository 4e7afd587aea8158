"""The foot of the panel of a request: what went wrong, Decline, Withdraw, and the button that accepts."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.requests.assign_part import Answer
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label, set_tip
from ui.widgets.flow import Flow


class PanelFoot(QFrame):
    """`show_answer` what Accept would do; `set_busy` while something is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("request_foot")
        self.setProperty("edge", "top")
        self._answer = Answer(None, None, "")
        self._busy = ""
        self.problem = label("", style="error", wrap=True, name="request_problem")
        self.decline = button(_("Decline"), name="decline_request_button")
        self.withdraw = button(_("Withdraw"), name="withdraw_button", look="quiet")
        self.accept = button("", name="accept_request_button", primary=True)
        self._buttons = Flow((self.decline, self.withdraw, self.accept), spacing=SPACE[1], before=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addWidget(self.problem)
        column.addWidget(self._buttons)
        self.problem.hide()

    def say_problem(self, words: str) -> None:
        """What went wrong; empty for nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def show_open(self, *, waits: bool, words: str) -> None:
        """Whether it can be answered; one that waits no longer cannot, and `words` say why."""
        self._buttons.setVisible(waits)
        if not waits:
            self.say_problem(words)

    def show_answer(self, answer: Answer) -> None:
        """What the button does, or why it does nothing."""
        self._answer = answer
        self._show()

    def set_busy(self, words: str) -> None:
        """What is under way, in words; empty for nothing."""
        self._busy = words
        self._show()

    def _show(self) -> None:
        words = self._busy or self._answer.words
        self.accept.setText(words)
        self.accept.setAccessibleName(words)
        self.accept.setAccessibleDescription(self._answer.why_not)
        set_tip(self.accept, self._answer.why_not or _("Ctrl+Enter"))
        self.accept.setEnabled(not self._busy and not self._answer.why_not)
        for other in (self.decline, self.withdraw):
            other.setEnabled(not self._busy)
        self._buttons.updateGeometry()
