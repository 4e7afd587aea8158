"""The summary panel beside the calendar: one appointment at a glance, with the fitting next step."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import actions_menu
from ui.appointments.frame import AppointmentFrame
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import button
from ui.widgets.summary import panel_column

WIDTH = 344


class AppointmentPanel(AppointmentFrame):
    """`show_appointment` it. Enter widens to the detail page, Escape closes."""

    detail_wanted = Signal(int)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "panel", narrow=True, parent=parent)
        self.setAccessibleName(_("Appointment"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self.detail = button(_("View detail page"), name="detail_button", look="link")
        self.detail.clicked.connect(self._want_detail)
        self.put(panel_column((self.head, self.facts, self.bar), self.tabs, self.detail, _("Enter")))

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

    def show_view(self, view: AppointmentView) -> None:
        """Fill every part, and say to screen readers whose appointment it is."""
        super().show_view(view)
        self.setAccessibleDescription(f"{view.consumer}, {self.head.what.text()}, {self.facts.values['when'].text()}")

    def _want_detail(self) -> None:
        if self.view is not None:
            self.detail_wanted.emit(self.view.id)
