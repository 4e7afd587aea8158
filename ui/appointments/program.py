"""The doses of a program that belong together, each with its time and status."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from frontdesk.views.appointment import AppointmentView, DoseLine
from ui.texts import _, moment, status_look
from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.flow import Flow
from ui.widgets.link import Link
from ui.widgets.scrolled import empty_layout


class Program(QWidget):
    """Hidden when the appointment is of no program; `appointment_wanted` goes to another dose."""

    appointment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._box = QFrame()
        self._box.setObjectName("program_box")
        self._box.setProperty("card", True)
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rule = label("", style="small", wrap=True, name="program_rule")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        column.addWidget(label(_("Program"), style="strong"))
        column.addWidget(self._box)
        column.addWidget(self._rule)

    def show_view(self, view: AppointmentView, today: date) -> None:
        """Show the doses that go with this appointment; of another year than today's, with the year."""
        empty_layout(self._rows)
        self._today = today
        for number, dose in enumerate(view.doses):
            self._rows.addWidget(self._row(dose, view, last=number == len(view.doses) - 1))
        self._rule.setText(_rule(len(view.doses)))
        self.setVisible(bool(view.doses))

    def _row(self, dose: DoseLine, view: AppointmentView, *, last: bool) -> QFrame:
        row = QFrame()
        row.setObjectName(f"dose_row_{dose.number}")
        if not last:
            row.setProperty("edge", "bottom")
        when = moment(dose.wall_start, today=self._today) if dose.wall_start else _("no time yet")
        words = _("Dose {number} · {when}").format(number=dose.number, when=when)
        here = dose.appointment_id == view.id
        status = status_look(dose.status, past=dose.past)
        said = label(words, style="strong") if here else self._link(dose, words)
        stands = label(status.word, style="link" if here else "muted")
        inside = QVBoxLayout(row)
        inside.setContentsMargins(SPACE[2], SPACE[1], SPACE[2], SPACE[1])
        inside.addWidget(Flow((said, stands), spacing=SPACE[1], before=1))
        return row

    def _link(self, dose: DoseLine, words: str) -> QPushButton:
        link = Link(words, name=f"dose_{dose.number}")
        link.clicked.connect(lambda: self.appointment_wanted.emit(dose.appointment_id))
        return link


def _rule(count: int) -> str:
    """What holds for the doses among each other."""
    if count < 2:
        return ""
    if count == 2:
        return _("Dose 2 cannot be cancelled alone. Cancelling dose 1 cancels both.")
    return _("A later dose cannot be cancelled alone. Cancelling dose 1 cancels those after it.")
