"""What leads into the steps of a rebooking: a session that began, or one that is commenced first."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Booked
from frontdesk.views.appointment import AppointmentView
from ui.booking.questions import Questions
from ui.booking.request_fields import RequestFields
from ui.rebooking.sheet import RebookSheet
from ui.texts import _
from ui.theme import SPACE

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

_BEGUN: Final = frozenset({Status.CHECKED_IN, Status.FULFILLED})
_NOT_STARTED: Final = frozenset({Status.BOOKED, Status.ARRIVED})


class Asked(QObject):
    """What the booking form asks with a service: its questions, and the clinic's own fields."""

    def __init__(self, shell: "Shell", view: AppointmentView) -> None:
        super().__init__(shell)
        self.widget = QWidget()
        self._questions, self._fields = Questions(), RequestFields(self)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        for part in (self._fields.above, self._questions, self._fields.below):
            column.addWidget(part)
        choices = shell.context.choices
        service = next((one for one in choices.services if one.id == view.service_id), None)
        self._questions.show_questions(service.questions if service else ())
        self._fields.begin(choices.request_form)

    def answers(self) -> dict[int, str]:
        """By question."""
        return self._questions.answers()

    def own(self) -> dict[str, str]:
        """What was typed into the clinic's own fields, by code."""
        return self._fields.own()

    def note(self) -> str:
        """What is typed as note."""
        return self._fields.note()

    def focus_missing(self) -> bool:
        """Go to the first thing that is missing, saying so there; False when all is there."""
        fields = self._fields
        if fields.focus_missing(fields.above) or self._questions.focus_missing():
            return True
        return fields.focus_missing(fields.below)

    def refuse(self, problem: RuleBroken) -> bool:
        """Show a refusal where it belongs; whether it was about something here."""
        return self._questions.refuse(problem) or self._fields.refuse(problem)


class RebookingDesk(QObject):
    """The sheet of a rebooking of one shell."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(journeys)
        self._shell = shell
        self._journeys = journeys
        self._commencing: int | None = None
        self.sheet: RebookSheet | None = None
        journeys.acting.finished.connect(self._go_on)

    def rebook(self, view: AppointmentView) -> None:
        """From a session that began at once; one that has not is commenced first, by that very action."""
        if view.status in _BEGUN:
            self._open(view)
        elif view.status in _NOT_STARTED and view.clinician_id is not None:
            self._commencing = view.id
            self._journeys.on_chosen.take_on(view.id, Action.COMMENCE)
        else:
            self._journeys.bookings.book_for(view.consumer_id, view.service_id)

    def add_to(self, menu: QMenu, view: AppointmentView) -> None:
        """Put it into a menu, where there is a session to rebook from."""
        if view.status in _BEGUN | _NOT_STARTED and view.clinician_id is not None:
            words = _("Rebook…") if view.status in _BEGUN else _("Commence and rebook…")
            action = QAction(words, menu)
            action.setObjectName("rebook_action")
            action.triggered.connect(lambda: self.rebook(view))
            menu.addAction(action)

    def _go_on(self) -> None:
        """After an action: on to the steps, where it was the one that was waited for."""
        waiting, self._commencing = self._commencing, None
        if waiting is not None:
            self._journeys.read(waiting, self._begin)

    def _begin(self, view: AppointmentView) -> None:
        if view.status in _BEGUN:
            self._open(view)

    def _open(self, view: AppointmentView) -> None:
        shell = self._shell
        asked = Asked(shell, view)
        sheet = RebookSheet(shell, shell.context, view, asked)
        asked.setParent(sheet)
        sheet.booked.connect(self._booked)
        sheet.left.connect(self._left)
        self.sheet = sheet
        sheet.open()

    def _left(self) -> None:
        self.sheet = None

    def _booked(self, booked: Booked) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            sheet.close_sheet()
        self._shell.context.changes.changed.emit(booked.changes)
        self._journeys.bookings.tell(booked.appointment_id)
