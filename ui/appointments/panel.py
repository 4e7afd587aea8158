"""The summary panel beside the calendar: one appointment at a glance, with the fitting next step."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from ui.appointments.acting import Acting
from ui.appointments.action_bar import ActionBar
from ui.appointments.actions import actions_menu, offered
from ui.appointments.shown import Shown
from ui.appointments.summary import Facts, Head
from ui.appointments.tabs import AppointmentTabs
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, Loading, button, label

WIDTH = 344


class AppointmentPanel(QFrame):
    """`show_appointment` it. Enter widens to the detail page, Escape closes."""

    detail_wanted = Signal(int)
    closed = Signal()
    print_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("appointment_panel")
        self.setAccessibleName(_("Appointment"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self.shown = Shown(context, "appointment.panel", self)
        self.acting = Acting(context, self)
        self.head, self.facts = Head(), Facts()
        self.bar = ActionBar()
        self.tabs = AppointmentTabs(context, narrow=True)
        self.detail = button(_("View detail page"), name="detail_button", look="link")
        self._again = button(_("Try again"), name="try_again")
        self._state = EmptyState("ph.warning-circle", "", "", self._again, name="panel_state")
        self._loading = Loading(_("Reading the appointment"), parent=self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._join()
        self._loading.raise_()

    def _lay_out(self) -> None:
        foot = QFrame()
        foot.setProperty("edge", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE[2], SPACE[0], SPACE[3], SPACE[0])
        row.addWidget(self.detail)
        row.addStretch(1)
        row.addWidget(label(_("Enter"), style="key"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.facts, self.bar):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
        column.addWidget(foot)
        for page in (QWidget(), content, self._state):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._stack, 1)

    def _join(self) -> None:
        self.shown.read.connect(self._show)
        self.shown.failed.connect(self._failed)
        self.bar.action_wanted.connect(self.act)
        self.bar.print_wanted.connect(self._want_print)
        self.facts.appointment_wanted.connect(self.show_appointment)
        self.acting.finished.connect(self.shown.reload)
        self.acting.busy_changed.connect(lambda busy: self.bar.set_busy(busy=busy))
        self.tabs.saved.connect(self._context.changes.changed)
        self.detail.clicked.connect(self._want_detail)
        self._again.clicked.connect(self.shown.reload)

    @property
    def view(self) -> AppointmentView | None:
        """The appointment shown, None while there is none."""
        return self.shown.view

    def show_appointment(self, appointment_id: int) -> None:
        """Show this appointment; the one before stays until it is read."""
        self._loading.start()
        self.shown.show(appointment_id)

    def act(self, action: Action) -> None:
        """Take an action if it is offered and allowed: the same for button, menu and shortcut."""
        view = self.view
        if view is not None and any(offer.action is action and offer.allowed for offer in offered(view)):
            self.acting.begin(action, view)

    def open_menu(self, at: QPoint) -> None:
        """Open the menu of actions at a place on the screen (context menu of the calendar)."""
        if self.view is not None:
            menu: QMenu = actions_menu(self.view, self.act, self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            focused.click() if isinstance(focused, QPushButton) else self._want_detail()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, view: AppointmentView) -> None:
        self._loading.stop()
        self.head.show_view(view)
        self.facts.show_view(view, self._context.clinic.now())
        self.bar.show_view(view)
        self.tabs.show_view(view, self._context.clinic.now())
        self._stack.setCurrentIndex(1)
        self.setAccessibleDescription(
            f"{view.consumer}, {self.head.service.text()}, {self.facts.values['when'].text()}"
        )

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        if self.view is not None:  # what shows stays, with everything typed into it
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This appointment cannot be shown"), sentence(problem))
        self._stack.setCurrentIndex(2)

    def _want_detail(self) -> None:
        if self.view is not None:
            self.detail_wanted.emit(self.view.id)

    def _want_print(self) -> None:
        if self.view is not None:
            self.print_wanted.emit(self.view.id)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._loading.setGeometry(0, 0, self.width(), 6)
