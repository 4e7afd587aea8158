"""The row that tries the mail server: to whom, the button, and what the server said, in words."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from ui.administration.answer_line import AnswerLine
from ui.problems import by_field, sentence
from ui.tasks import Tasks
from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets import Loading, button, field

_SEND, _STOP = "ph.paper-plane-tilt", "ph.stop"
_KEY = "administration.mail.test"
_LANE = "mail"
"""A server that does not answer keeps nothing else waiting."""


class TestRow(QWidget):
    """Pressing the button, or Enter in the field, asks for `wanted`; then call `run`."""

    __test__ = False  # no test, whatever its name looks like to pytest
    wanted = Signal()
    refused = Signal(object)
    """With the problem, which may be about a field of the form."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("mail_test")
        self.setAccessibleName(_("Send a test"))
        self._tasks = tasks
        self.testing = False
        self.recipient = QLineEdit()
        self.recipient.setObjectName("mail_test_recipient")
        self.recipient.setMaxLength(254)
        self.recipient_field = field(_("Send a test to"), self.recipient)
        self.send = button(_("Send a test"), name="mail_test_send", icon=_SEND)
        self._line = AnswerLine("mail_test_result")
        self._say = self._line.say
        self._loading = Loading(_("Testing…"), name="mail_test_loading")
        self._lay_out()
        self.send.clicked.connect(self._pressed)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(SPACE[1])
        across.addWidget(self.recipient, 1)
        across.addWidget(self.send)
        inside = self.recipient_field.layout()
        if isinstance(inside, QVBoxLayout):
            inside.insertLayout(1, across)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(self.recipient_field)
        column.addWidget(self._loading)
        column.addLayout(self._line)
        self._say("")

    def result(self) -> str:
        """What stands there of the last test; empty without one."""
        return self._line.words.text()

    def run(self, test: Callable[[], object]) -> None:
        """Have the test done aside, unless nobody would get it."""
        if not self.recipient.text().strip():
            self.recipient_field.set_error(sentence(RuleBroken("text.missing")))
            self.recipient.setFocus()
            return
        self._begin()
        to = self.recipient.text().strip()
        self._tasks.run(test, lambda _answer: self._passed(to), self._failed, lane=_LANE, key=_KEY)

    def stop(self) -> None:
        """Nobody waits for the answer any more."""
        if self.testing:
            self._tasks.drop(_KEY)
            self._set_testing(False)
            self._say(_("Stopped. A message may have gone out all the same."), "ph.info", "muted")

    def forget(self) -> None:
        """Other settings: what was said of the earlier ones holds no more."""
        if not self.testing:
            self._say("")

    def _begin(self) -> None:
        self.recipient_field.set_error("")
        self._set_testing(True)
        self._say(_("Testing… This may take half a minute."), "ph.hourglass-medium", "muted")

    def _pressed(self) -> None:
        if self.testing:
            self.stop()
        else:
            self.wanted.emit()

    def _passed(self, to: str) -> None:
        self._set_testing(False)
        words = _("The mail server took the test for {recipient}. Check that it has arrived.")
        self._say(words.format(recipient=to), "ph.check-circle", "accent")

    def _failed(self, problem: Problem) -> None:
        self._set_testing(False)
        at_recipient = by_field(problem, frozenset({"recipient"}))
        self.recipient_field.set_error(at_recipient.get("recipient", ""))
        if at_recipient:
            self._say("")
            self.recipient.setFocus()
        else:
            self._say(sentence(problem), "ph.warning-circle", "danger")
            self.refused.emit(problem)

    def _set_testing(self, testing: bool) -> None:
        self.testing = testing
        self.send.setText(_("Stop") if testing else _("Send a test"))
        self.send.setAccessibleName(self.send.text())
        self.send.setIcon(icon(_STOP if testing else _SEND, "text"))
        if testing:
            self._loading.start()
        else:
            self._loading.stop()
