"""What the form of another system has beside what is typed: its secret, shown once, and whether it takes events."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.rules.problems import Problem
from frontdesk.services.forms import new_command_id
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets import button, label
from ui.widgets.flow import Flow
from ui.widgets.leaving import LeaveQuestion

LANE = "outside"
"""Another system may take long to answer; nothing else waits for it."""
_SIGN = 14


class SecretPart(QFrame):
    """`show_system` it; `made` when the system has a new secret."""

    made = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("webhook_secret_part")
        self._context = context
        self._id = 0
        self._has_secret = False
        self.said = label("", style="small", wrap=True, name="webhook_secret_said")
        self.secret = QLineEdit()
        self.secret.setObjectName("webhook_secret")
        self.secret.setAccessibleName(_("Secret"))
        self.secret.setReadOnly(True)
        self.copy = button(_("Copy"), name="webhook_copy", icon="ph.copy")
        self.new = button(_("New secret"), name="webhook_new_secret", icon="ph.key")
        self.test = button(_("Send a test event"), name="webhook_test", icon="ph.paper-plane-tilt")
        self.question = LeaveQuestion()
        self.question.keep.setText(_("Keep it"))
        self.question.leave.setText(_("Replace it"))
        self.answer = label("", wrap=True, name="webhook_answer")
        self._sign = label("")
        self._lay_out()
        self._join()

    def show_system(self, webhook_id: int, *, has_secret: bool) -> None:
        """The system as it is saved."""
        self._id, self._has_secret = webhook_id, has_secret
        self.secret.clear()
        self.question.hide()
        self._answer("", "", "")
        self._offer()

    def make(self) -> None:
        """Make a secret now."""
        webhooks, number, command_id = self._context.clinic.webhooks, self._id, new_command_id()
        self.new.setEnabled(False)
        self._context.tasks.run(lambda: webhooks.new_secret(number, command_id), self._show_made, self._not_made)

    def _lay_out(self) -> None:
        shown = QHBoxLayout()
        shown.setSpacing(SPACE[1])
        shown.addWidget(self.secret, 1)
        shown.addWidget(self.copy)
        said = QHBoxLayout()
        said.setSpacing(SPACE[0])
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.answer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        column.addWidget(label(_("Secret"), style="caption"))
        column.addLayout(shown)
        column.addWidget(self.said)
        column.addWidget(self.question)
        column.addWidget(Flow((self.new, self.test), spacing=SPACE[1], before=0))
        column.addLayout(said)

    def _join(self) -> None:
        self.new.clicked.connect(self._wanted)
        self.question.meant.connect(self.make)
        self.question.kept.connect(self.new.setFocus)
        self.copy.clicked.connect(self._copy)
        self.test.clicked.connect(self._test)

    def _offer(self) -> None:
        shown = bool(self.secret.text())
        self.secret.setVisible(shown)
        self.copy.setVisible(shown)
        self.new.setEnabled(True)
        self.test.setEnabled(self._has_secret)
        self.said.setText(self._words(shown=shown))

    def _words(self, *, shown: bool) -> str:
        if shown:
            return _("Shown only now: give it to the other system, which checks with it that an event is from here.")
        if self._has_secret:
            return _("Kept in the key ring of this computer, which signs every event with it.")
        words = _("This computer has no secret for it and sends no events. Other desks may; {variable} can give one.")
        return words.format(variable=f"FRONTDESK_WEBHOOK_SECRET_{self._id}")

    def _wanted(self) -> None:
        """Replacing a secret cannot be undone: the system refuses events until it has the new one."""
        if self._has_secret:
            self.question.ask(_("Replace the secret? The system refuses events until it has the new one."))
        else:
            self.make()

    def _show_made(self, secret: str) -> None:
        self._has_secret = True
        self.secret.setText(secret)
        self.secret.setCursorPosition(0)
        self._answer("", "", "")
        self._offer()
        self.copy.setFocus()
        self.made.emit()

    def _not_made(self, problem: Problem) -> None:
        self._offer()
        self._answer("ph.warning-circle", "danger", sentence(problem))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.secret.text())
        self._context.notices.show(_("Copied: the secret"))

    def _test(self) -> None:
        webhooks, number = self._context.clinic.webhooks, self._id
        self.test.setEnabled(False)
        self._answer("ph.hourglass", "muted", _("Sending…"))
        self._context.tasks.run(
            lambda: webhooks.test(number), self._tested, self._refused, lane=LANE, key="administration.webhook.test"
        )

    def _tested(self, _nothing: None) -> None:
        self.test.setEnabled(True)
        self._answer("ph.check-circle", "good", _("The system took the test event."))

    def _refused(self, problem: Problem) -> None:
        self.test.setEnabled(True)
        self._answer("ph.warning-circle", "danger", sentence(problem))

    def _answer(self, sign: str, colour: str, words: str) -> None:
        if sign:
            self._sign.setPixmap(icon(sign, colour).pixmap(QSize(_SIGN, _SIGN)))
        self.answer.setText(words)
        for part in (self._sign, self.answer):
            part.setVisible(bool(words))
