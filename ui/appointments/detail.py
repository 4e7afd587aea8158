"""The detail page of an appointment: its summary at the left, its four tabs at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.views.appointment import AppointmentView
from ui.appointments.frame import AppointmentFrame
from ui.appointments.program import Program
from ui.appointments.words import code_text
from ui.shell.context import Context
from ui.texts import _, local, reason_text
from ui.theme import SPACE
from ui.widgets import button, label, set_tip

_SUMMARY_WIDTH = 372


class DetailPage(AppointmentFrame):
    """`show_appointment` it; `back` leaves it, as Escape does."""

    back = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "detail", narrow=False, parent=parent)
        self.setAccessibleName(_("Appointment, all details"))
        self.back_button = button(_("Back"), name="back_button", icon="ph.caret-left")
        self.title = label("", style="heading", name="detail_title")
        self.print_button = button(_("Print"), name="detail_print_button", icon="ph.printer")
        self.print_button.setEnabled(False)  # until there is something to print
        self.program = Program()
        self.bar.print.hide()
        self.back_button.clicked.connect(self.back)
        self.print_button.clicked.connect(self.want_print)
        self.program.appointment_wanted.connect(self.show_appointment)
        self._lay_out()

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
        self.put(content, bar)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def show_view(self, view: AppointmentView) -> None:
        """Fill every part, the program's box and the title too."""
        super().show_view(view)
        self.title.setText(_("Appointment {code}").format(code=code_text(view.code)))
        self.program.show_view(view, local(self._context.clinic.now(), view.zone).date())
        why = "" if view.start is not None else reason_text("confirmation.no-time")
        self.print_button.setEnabled(not why)
        self.print_button.setAccessibleDescription(why)
        set_tip(self.print_button, why)
