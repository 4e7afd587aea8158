"""What the summary panel and the detail page share: one appointment read, shown, acted upon, and its three states."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from ui.appointments.acting import Acting
from ui.appointments.action_bar import ActionBar
from ui.appointments.action_keys import ActionKeys
from ui.appointments.actions import offered
from ui.appointments.series_sheet import SeriesSheet
from ui.appointments.shown import Shown
from ui.appointments.summary import Facts, Head
from ui.appointments.tabs import AppointmentTabs
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, time_of
from ui.theme import SPACE
from ui.widgets import EmptyState, Loading, button, label
from ui.widgets.page_stack import PageStack


class AppointmentFrame(QFrame):
    """`show_appointment` it. A subclass lays its parts out, puts them in with `put`, and adds what it shows more.

    `again_wanted` with the id of a request that is to be booked again, `follow_up_wanted` with that of the appointment.
    """

    print_wanted = Signal(int)
    again_wanted = Signal(int)
    follow_up_wanted = Signal(int)

    def __init__(self, context: Context, name: str, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"appointment_{name}" if narrow else f"{name}_page")
        self._context = context
        self._read_at = context.clinic.now()
        self.shown = Shown(context, f"appointment.{name}", self)
        self.acting = Acting(context, self)
        self.head, self.facts, self.bar = Head(), Facts(narrow=narrow), ActionBar()
        self.tabs = AppointmentTabs(context, narrow=narrow)
        self._again = button(_("Try again"), name="try_again")
        self._state = EmptyState("ph.warning-circle", "", "", self._again, name=f"{name}_state")
        self.old = label("", style="warning", wrap=True, name=f"{name}_old")
        """Says that what shows may have changed since, while the database does not answer."""
        self._loading = Loading(_("Reading the appointment"), parent=self)
        self._stack = PageStack()
        self._join_parts()
        self.keys = ActionKeys(self, lambda: self.view, self.act, context.notices.show)

    def put(self, content: QWidget, bar: QWidget | None = None) -> None:
        """Take the laid-out content, under a bar if there is one; nothing and the error state stand beside it."""
        for page in (QWidget(), content, self._state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if bar is not None:
            column.addWidget(bar)
        self.old.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        self.old.hide()
        column.addWidget(self.old)
        column.addWidget(self._stack, 1)
        self._loading.raise_()

    def _join_parts(self) -> None:
        self.shown.read.connect(self._read)
        self.shown.failed.connect(self._failed)
        self.bar.action_wanted.connect(self.act)
        self.bar.print_wanted.connect(self.want_print)
        self.facts.appointment_wanted.connect(self.show_appointment)
        self.facts.series_wanted.connect(self.show_series)
        self.acting.finished.connect(self.shown.reload)
        self.acting.again_wanted.connect(self.again_wanted)
        self.acting.follow_up_wanted.connect(self.follow_up_wanted)
        self.acting.busy_changed.connect(lambda busy: self.bar.set_busy(busy=busy))
        self.tabs.saved.connect(self._written)
        self._context.tasks.reachable_changed.connect(self._reachable)
        self.tabs.stale.connect(self.shown.reload)
        self._again.clicked.connect(self.shown.reload)

    @property
    def view(self) -> AppointmentView | None:
        """The appointment shown, None while there is none."""
        return self.shown.view

    def show_appointment(self, appointment_id: int) -> None:
        """Show this appointment; the one before stays until it is read."""
        self._loading.start()
        self.shown.show(appointment_id)

    def show_series(self) -> None:
        """Show all of the series that the appointment is of."""
        if self.view is not None and self.view.series is not None:
            sheet = SeriesSheet(self, self._context, self.view)
            sheet.appointment_wanted.connect(self.show_appointment)
            sheet.open()

    def act(self, action: Action) -> None:
        """Take an action if it is offered and allowed: the same for button, menu and shortcut."""
        view = self.view
        if view is not None and any(offer.action is action and offer.allowed for offer in offered(view)):
            self.acting.begin(action, view)

    def want_print(self) -> None:
        """Ask for the confirmation of the appointment shown."""
        if self.view is not None:
            self.print_wanted.emit(self.view.id)

    def show_view(self, view: AppointmentView) -> None:
        """Fill every part; a subclass fills its own too."""
        now = self._context.clinic.now()
        self.head.show_view(view)
        self.facts.show_view(view, now)
        self.bar.show_view(view)
        self.tabs.show_view(view, now)

    def _read(self, view: AppointmentView) -> None:
        self._loading.stop()
        self._read_at = self._context.clinic.now()
        self.old.hide()
        self.show_view(view)
        self._stack.setCurrentIndex(1)

    def _written(self, changes: Changes, words: str) -> None:
        self._context.changes.changed.emit(changes)
        self.acting.tell_written(words)

    def _reachable(self, reachable: bool) -> None:
        """What shows is read again as soon as the database answers."""
        if reachable and not self.old.isHidden():
            self.shown.reload()

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        if self.view is not None:  # what shows stays, with everything typed into it
            self._context.notices.problem(problem)
            time = time_of(local(self._read_at, self.view.zone))
            self.old.setText(_("As it was at {time}: it cannot be read just now.").format(time=time))
            self.old.show()
            return
        self._state.set_words(_("This appointment cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._loading.setGeometry(0, self._stack.y(), self.width(), 6)
