"""What the form of another system has beside what is typed: its secret, shown once, and whether it takes events."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from frontdesk.rules.problems import Problem
from frontdesk.services.forms import new_command_id
from frontdesk.services.webhook_set_up import Webhooks
from ui.administration.trial_part import TrialPart
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button
from ui.widgets.flow import Flow
from ui.widgets.leaving import LeaveQuestion


class SecretPart(TrialPart):
    """`show_system` it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "webhook", _("Send a test event"), "ph.paper-plane-tilt")
        self._has_secret = False
        self.secret.setReadOnly(True)
        self.copy = button(_("Copy"), name="webhook_copy", icon="ph.copy")
        self.new = button(_("New secret"), name="webhook_new_secret", icon="ph.key")
        self.question = LeaveQuestion()
        self.question.keep.setText(_("Keep it"))
        self.question.leave.setText(_("Replace it"))
        self._lay_out()
        self._join()

    def show_system(self, webhook_id: int, *, has_secret: bool) -> None:
        """The system as it is saved."""
        self.system_id, self._has_secret = webhook_id, has_secret
        self.secret.clear()
        self.question.hide()
        self.say("")
        self._offer()

    def make(self) -> None:
        """Make a secret now."""
        webhooks, number, command_id = self.context.clinic.webhooks, self.system_id, new_command_id()
        self.new.setEnabled(False)
        self.context.tasks.run(lambda: webhooks.new_secret(number, command_id), self._show_made, self._not_made)

    def _lay_out(self) -> None:
        shown = QHBoxLayout()
        shown.setSpacing(SPACE[1])
        shown.addWidget(self.secret, 1)
        shown.addWidget(self.copy)
        buttons = Flow((self.new, self.test), spacing=SPACE[1], before=0)
        self.lay_out(self.caption, shown, self.said, self.question, buttons)

    def _join(self) -> None:
        self.new.clicked.connect(self._wanted)
        self.question.meant.connect(self.make)
        self.question.kept.connect(self.new.setFocus)
        self.copy.clicked.connect(self._copy)

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
        return words.format(variable=f"FRONTDESK_WEBHOOK_SECRET_{self.system_id}")

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
        self.say("")
        self._offer()
        self.copy.setFocus()
        self.kept.emit()

    def _not_made(self, problem: Problem) -> None:
        self._offer()
        self.say(sentence(problem), "ph.warning-circle", "danger")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.secret.text())
        self.context.notices.show(_("Copied: the secret"))

    def service(self) -> Webhooks:
        return self.context.clinic.webhooks

    def testing_words(self) -> str:
        return _("Sending…")

    def tested_words(self, answer: None) -> str:
        del answer
        return _("The system took the test event.")
