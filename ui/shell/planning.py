"""The menu of a time or a day of a clinician in the calendar: book it, block it, enter leave or extra hours."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from frontdesk.rules.permissions import Person, may_plan
from frontdesk.rules.words import ExceptionKind
from ui.texts import _, local
from ui.theme import icon

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell

_BLOCK = timedelta(minutes=30)
"""The length that is proposed for a block of time."""


class PlanningWays(QObject):
    """From the calendar to the form that plans a clinician's time, and back once it is done with."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell

    def open_menu(self, clinician_id: int, when: datetime | date, at: QPoint) -> None:
        """The menu of an aware instant, or of a whole day, at a global point."""
        menu = self.menu(clinician_id, when)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self, clinician_id: int, when: datetime | date) -> QMenu:
        """What can be done there; what this person may not plan cannot be chosen."""
        menu = QMenu(self._shell)
        menu.setObjectName("time_menu")
        if isinstance(when, datetime):
            book = menu.addAction(icon("ph.calendar-plus", "muted"), _("Book here"))
            book.setObjectName("book_here")
            book.triggered.connect(lambda: self._shell.journeys.bookings.book_at(clinician_id, when, None))
            self._shell.journeys.pins.add_put_down(menu)
            menu.addSeparator()
        kinds = [
            ("plan_block", "ph.prohibit", _("Block this time…"), ExceptionKind.BLOCK),
            ("plan_leave", "ph.airplane-tilt", _("Leave…"), ExceptionKind.LEAVE),
            ("plan_extra", "ph.plus-circle", _("Extra hours…"), ExceptionKind.EXTRA),
        ]
        for name, icon_name, words, kind in kinds if isinstance(when, datetime) else kinds[1:]:
            action = menu.addAction(icon(icon_name, "muted"), words)
            action.setObjectName(name)
            action.setEnabled(self._may(clinician_id))
            action.triggered.connect(partial(self._plan, kind, clinician_id, when))
        if not isinstance(when, datetime):
            menu.addSeparator()
            many = menu.addAction(icon("ph.checks", "muted"), _("All appointments of this day…"))
            many.setObjectName("many_of_day")
            many.triggered.connect(lambda: self._shell.many_desk.open_day(clinician_id, when))
        return menu

    def back(self) -> None:
        """The form is done with: to the calendar, where it was asked for."""
        self._shell.journeys.show_page("calendar")

    def _plan(self, kind: ExceptionKind, clinician_id: int, when: datetime | date) -> None:
        """Leave is of whole days as a rule; from a time on, half an hour is proposed for the rest."""
        until = None
        if isinstance(when, datetime):
            if kind is ExceptionKind.LEAVE:
                when = local(when, self._shell.center.zone).date()
            else:
                until = when + _BLOCK
        journeys = self._shell.journeys
        journeys.show_page("administration")
        journeys.administration.plan_time_off(kind, clinician_id, when, until)

    def _may(self, clinician_id: int) -> bool:
        staff = self._shell.staff
        if staff is None:
            return False
        person = Person(staff.staff_id, staff.roles, frozenset(staff.center_ids))
        return may_plan(person, self._shell.center.id, clinician_id)
