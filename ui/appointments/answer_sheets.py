"""The short forms of requests and answers: what follows, a message, and whether to send it."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

import frontdesk.texts
from frontdesk.rules.words import Action, ReasonKind, Status
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Obstacle
from ui.appointments.actions import action_text
from ui.appointments.reasons import ReasonBox
from ui.appointments.telling_sheet import TellingSheet
from ui.appointments.words import answer_words, when_words
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import label

_CHECK = "answer.check"


class DeclineSheet(TellingSheet):
    """Say no to a request, or for the consumer to the time that was offered from the waiting list."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, context, view, action_text(action, view), name="decline")
        back = view.status is Status.PENDING and view.waiting_since is not None
        self.say(
            _("The time that was offered is free again, and the appointment goes back to the waiting list.")
            if back
            else _("It is cancelled and counted as declined; its time is free again."),
            "decline_words",
        )
        if not back:
            self.warn_of_doses()
        self.reason = ReasonBox(context, ReasonKind.CANCEL, asked=False)
        if self.reason.has_choices and not back:
            self.add("reason", self.reason.words, self.reason)
        self.add_telling(_("Answer to the requestor"))

    def act(self) -> Act | None:
        return replace(self.telling(Action.DECLINE), reason_id=self.reason.reason_id())

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.reason.choose(act.reason_id)


class AskSheet(TellingSheet):
    """Ask the consumer for another time: it keeps its own until the answer is there, or too late."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        words = _("Ask the consumer")
        super().__init__(parent, context, view, action_text(action, view), name="ask", accept=words)
        self.say(_("It keeps its time and shows as a request meanwhile."), "ask_words")
        self.say(answer_words(context, view, view.start), "ask_until")
        self.add_telling()

    def act(self) -> Act | None:
        return self.telling(Action.ASK_TO_RESCHEDULE)


class WaitingListSheet(TellingSheet):
    """It gives its time up and waits for another."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, context, view, action_text(action, view), name="waiting_list")
        words = _("It waits without a time until one is offered.")
        if view.start is not None:
            words = _("It gives up its time ({when}) and waits until another is offered.").format(when=when_words(view))
        self.say(words, "waiting_list_words")
        self.add_telling()

    def act(self) -> Act | None:
        return self.telling(Action.TO_WAITING_LIST)


class AtItsTimeSheet(TellingSheet):
    """It is booked at the time that it has: the consumer accepted by telephone, or it was cancelled wrongly."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, context, view, action_text(action, view), name="at_its_time")
        self._action = action
        words = (
            _("{consumer} comes {when}.")
            if action is Action.CONSUMER_ACCEPTS
            else _("It is booked again at its time: {when}.")
        )
        self.say(words.format(consumer=view.consumer, when=_with(view)), "at_its_time_words")
        self.in_the_way = label("", style="warning", wrap=True, name="at_its_time_why")
        self.in_the_way.hide()
        self.body.addWidget(self.in_the_way)
        self.add_telling()
        self._look()

    def act(self) -> Act | None:
        return self.telling(self._action)

    def _look(self) -> None:
        """Ask aside whether the time is free still; the services look again."""
        view, appointments = self.view, self.context.clinic.appointments
        start = view.start
        if start is not None and start > self.context.clinic.now():
            self.context.tasks.run(
                lambda: appointments.in_the_way(view.id, start), self._seen, lambda _problem: None, key=_CHECK
            )

    def _seen(self, found: tuple[Obstacle, ...]) -> None:
        said = "; ".join(frontdesk.texts.obstacle(one) for one in found)
        self.in_the_way.setText(_("In the way: {obstacles}.").format(obstacles=said))
        self.in_the_way.setVisible(bool(found))


def _with(view: AppointmentView) -> str:
    """Tue 24 Nov, 10:20–10:40 with Dr Mei Chen."""
    when = when_words(view)
    return _("{when} with {clinician}").format(when=when, clinician=view.clinician) if view.clinician else when
