"""The detail page of an appointment: its summary at the left, its four tabs at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from ui.appointments.acting import Acting
from ui.appointments.action_bar import ActionBar
from ui.appointments.actions import offered
from ui.appointments.program import Program
from ui.appointments.shown import Shown
from ui.appointments.summary import Facts, Head
from ui.appointments.tabs import AppointmentTabs
from ui.appointments.words import code_text
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, Loading, button, label

_SUMMARY_WIDTH = 372


class DetailPage(QFrame):
    """`show_appointment` it; `back` leaves it, as Escape does."""

    back = Signal()
    print_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail_page")
        self.setAccessibleName(_("Appointment, all details"))
        self._context = context
        self.shown = Shown(context, "appointment.detail", self)
        self.acting = Acting(context, self)
        self.back_button = button(_("Back"), name="back_button", icon="ph.caret-left")
        self.title = label("", style="heading", name="detail_title")
        self.print_button = button(_("Print"), name="detail_print_button", icon="ph.printer")
        self.head, self.facts, self.bar, self.program = Head(), Facts(), ActionBar(), Program()
        self.bar.print.hide()
        self.tabs = AppointmentTabs(context, narrow=False)
        self._again = button(_("Try again"), name="try_again")
        self._state = EmptyState("ph.warning-circle", "", "", self._again, name="detail_state")
        self._loading = Loading(_("Reading the appointment"), parent=self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._join()
        self._loading.raise_()

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("edge", "bottom")
        bar.setFixedHeight(49)
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        row.setSpacing(SPACE[3])
        row.addWidget(self.back_button)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.print_button)
        content = QFrame()
        content.setProperty("surface", True)
        both = QHBoxLayout(content)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._left())
        both.addWidget(self.tabs, 1)
        for page in (QWidget(), content, self._state):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self._stack, 1)

    def _left(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("scrolled", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.facts, self.bar, self.program):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("detail_summary")
        area.setProperty("edge", "right")
        area.setFixedWidth(_SUMMARY_WIDTH)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _join(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.print_button.clicked.connect(self._print)
        self.shown.read.connect(self._show)
        self.shown.failed.connect(self._failed)
        self.bar.action_wanted.connect(self.act)
        self.facts.appointment_wanted.connect(self.show_appointment)
        self.program.appointment_wanted.connect(self.show_appointment)
        self.acting.finished.connect(self.shown.reload)
        self.acting.busy_changed.connect(lambda busy: self.bar.set_busy(busy=busy))
        self.tabs.saved.connect(self._context.changes.changed)
        self._again.clicked.connect(self.shown.reload)

    @property
    def view(self) -> AppointmentView | None:
        """The appointment shown, None while there is none."""
        return self.shown.view

    def show_appointment(self, appointment_id: int) -> None:
        """Show this appointment; the one before stays until it is read."""
        self._loading.start()
        self.shown.show(appointment_id)

    def set_back_text(self, text: str) -> None:
        """Say where Back leads: "Calendar"."""
        self.back_button.setText(text)
        self.back_button.setAccessibleName(_("Back to {page}").format(page=text))

    def act(self, action: Action) -> None:
        """Take an action if it is offered and allowed."""
        view = self.view
        if view is not None and any(offer.action is action and offer.allowed for offer in offered(view)):
            self.acting.begin(action, view)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, view: AppointmentView) -> None:
        self._loading.stop()
        now = self._context.clinic.now()
        self.title.setText(_("Appointment {code}").format(code=code_text(view.code)))
        self.head.show_view(view)
        self.facts.show_view(view, now)
        self.bar.show_view(view)
        self.program.show_view(view)
        self.tabs.show_view(view, now)
        self.print_button.setEnabled(view.start is not None)
        self._stack.setCurrentIndex(1)

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        if self.view is not None:  # what shows stays, with everything typed into it
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This appointment cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(2)

    def _print(self) -> None:
        if self.view is not None:
            self.print_wanted.emit(self.view.id)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._loading.setGeometry(0, 46, self.width(), 6)
