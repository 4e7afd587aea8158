"""Another time for an appointment, or one for who waits: what is free, any time that is typed, and what follows."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.time_sheet import TimeSheet
from ui.appointments.words import answer_words
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import label
from ui.widgets.tick import Tick


class RescheduleSheet(TimeSheet):
    """It waits for the consumer's answer, or holds at once where they have agreed."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, _action: Action) -> None:
        super().__init__(parent, context, view, _("Reschedule"), name="reschedule", when=_("New time"))
        self.agreed = Tick(_("The consumer has agreed"), name="reschedule_agreed")
        self.answer = label("", style="small", wrap=True, name="reschedule_answer")
        answer = QVBoxLayout()
        answer.setSpacing(0)
        answer.addWidget(self.agreed)
        answer.addWidget(self.answer)
        self.body.addLayout(answer)
        self.add_telling()
        self.agreed.toggled.connect(lambda _on: self._show_answer())
        self._show_answer()

    def act(self) -> Act | None:
        if not self.is_chosen():
            return None
        return replace(
            self.telling(Action.RESCHEDULE),
            start=self.start,
            clinician_id=self.clinician.currentData(),
            agreed=self.agreed.isChecked(),
        )

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.agreed.setChecked(act.agreed)

    def enable(self, *, on: bool) -> None:
        super().enable(on=on)
        self.agreed.setEnabled(on)

    def _show_answer(self) -> None:
        """Say what follows from the tick."""
        agreed = self.agreed.isChecked()
        words = _("The new time holds at once.") if agreed else _("It is a request until the consumer accepts it.")
        self.answer.setText(words)
        self.agreed.setAccessibleDescription(words)


class OfferSheet(TimeSheet):
    """A time for who is on the waiting list; it is kept until they answer."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, _action: Action) -> None:
        super().__init__(parent, context, view, _("Offer a time"), name="offer", when=_("Time"))
        self.say(answer_words(context, view, None), "offer_words")
        self.add_telling()

    def act(self) -> Act | None:
        if not self.is_chosen():
            return None
        return replace(self.telling(Action.OFFER_SLOT), start=self.start, clinician_id=self.clinician.currentData())
