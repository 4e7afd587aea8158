"""The sheets of a task: its clinician rejects it, and the consumer says by telephone that they do not come."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.act_sheet import ActSheet
from ui.appointments.actions import action_text
from ui.appointments.telling_sheet import TellingSheet
from ui.shell.context import Context
from ui.texts import _
from ui.widgets.lines import Lines


class RejectSheet(ActSheet):
    """Why is needed: the desk reads it when it looks for somebody else. The consumer is told once that is found."""

    def __init__(self, parent: QWidget, _context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, view, action_text(action, view), _("Reject"), name="reject")
        self.say(
            _("It keeps its time, and the desk looks for somebody else. The consumer is not told yet."), "reject_words"
        )
        self.why = Lines("reject_why")
        self.why.textChanged.connect(lambda: self.fields["remark"].set_error(""))
        self.add("remark", _("Why, for the desk (needed)"), self.why)
        self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        if not self.why.toPlainText().strip():
            self.fields["remark"].set_error(_("Say why in a few words."))
            self.why.setFocus()
            return None
        return Act(
            Action.REJECT_TASK, self.view.id, self.view.version, notify=False, remark=self.why.toPlainText().strip()
        )

    def take_over(self, act: Act) -> None:
        self.why.setPlainText(act.remark)


class ConsumerDeclinesSheet(TellingSheet):
    """The time is free again; what was offered from the waiting list goes back there."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, context, view, action_text(action, view), name="declines", accept=_("Record it"))
        back = view.waiting_since is not None
        self.say(
            _("The time that was offered is free again, and the appointment goes back to the waiting list.")
            if back
            else _("It is cancelled at the wish of the consumer, and its time is free again."),
            "declines_words",
        )
        if not back:
            self.warn_of_doses()
        self.said = Lines("declines_said")
        self.add("remark", _("What the consumer said (for the clinician)"), self.said)
        self.body.addWidget(self.notify)
        self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        return replace(self.telling(Action.CONSUMER_DECLINES), remark=self.said.toPlainText().strip())

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.said.setPlainText(act.remark)
