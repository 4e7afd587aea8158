"""What the sheets share that tell the consumer something: a message, whether to send it, and what today is there."""

from datetime import date

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.act_sheet import ActSheet
from ui.shell.context import Context
from ui.texts import _, local
from ui.widgets.lines import Lines
from ui.widgets.tick import Tick


class TellingSheet(ActSheet):
    """A message to the consumer, and whether to send it: as the clinic has it where nobody says otherwise."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        view: AppointmentView,
        words: str,
        *,
        name: str,
        accept: str = "",
    ) -> None:
        super().__init__(parent, view, words, accept or words, name=name)
        self.context = context
        self.message = Lines(f"{name}_message")
        self.notify = telling_box(context, view, f"{name}_notify")

    def add_telling(self, words: str = "") -> None:
        """Put message, tick and the place for problems below what was added."""
        self.add("message", words or _("Message to the consumer"), self.message)
        self.body.addWidget(self.notify)
        self.body.addWidget(self.problem)

    def telling(self, action: Action) -> Act:
        """The act on what shows, with what is told."""
        return Act(
            action,
            self.view.id,
            self.view.version,
            message=self.message.toPlainText(),
            notify=self.notify.isChecked(),
        )

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.message.setPlainText(act.message)
        if self.notify.isEnabled():
            self.notify.setChecked(act.notify)

    def set_free(self, *, free: bool) -> None:
        """While what is wanted is known not to be free, nothing leads on: the reason stands above."""
        if self.accept_button is not None:
            self.accept_button.setEnabled(free and not self.is_waiting)

    def enable(self, *, on: bool) -> None:
        super().enable(on=on)
        self.notify.setEnabled(on and bool(self.view.consumer_email))

    def today(self) -> date:
        """Today at the center."""
        return local(self.context.clinic.now(), self.view.zone).date()


def telling_box(context: Context, view: AppointmentView, name: str) -> Tick:
    """Whether to tell the consumer, or that nobody knows where to write to."""
    known = bool(view.consumer_email)
    made = Tick(_("Tell the consumer by e-mail") if known else _("No e-mail address to write to"), name=name)
    made.setChecked(known and context.choices.actions.notify)
    made.setEnabled(known)
    return made
