"""The row over the calendar: back, today, forward, the date, which clinicians, print."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.calendar.pickers import ClinicianMenu, GoToDate
from ui.texts import _, day_long, day_short
from ui.theme import SPACE, font
from ui.widgets import button, set_tip

CARET = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"


class ToolRow(QWidget):
    """`moved` gives days to go (-1, 1), `date_chosen` a date, `today_wanted` and `print_wanted` say themselves."""

    moved = Signal(int)
    today_wanted = Signal()
    date_chosen = Signal(date)
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("calendar_tools")
        self._day = self._today = date(2000, 1, 1)
        back = _arrow("ph.caret-left-bold", _("Previous day"), "previous_day")
        back.clicked.connect(lambda: self.moved.emit(-1))
        today = button(_("Today"), name="today_button")
        set_tip(today, _("Today (T)"))
        today.clicked.connect(self.today_wanted)
        forward = _arrow("ph.caret-right-bold", _("Next day"), "next_day")
        forward.clicked.connect(lambda: self.moved.emit(1))
        self._title = button("", name="date_button", look="quiet")
        self._title.setFont(font("title", strong=True))
        self._title.setStyleSheet("text-align: left; padding: 0 4px;")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_tip(self._title, _("Go to date (G)"))
        self._title.clicked.connect(self.open_dates)
        self.clinicians = ClinicianMenu(self)
        self._filter = button("", name="clinician_filter")
        self._filter.setMenu(self.clinicians)
        self.clinicians.changed.connect(self._say_filter)
        printing = _arrow("ph.printer", _("Print the day's schedule"), "print_day")
        printing.clicked.connect(self.print_wanted)
        self._dates = GoToDate(self)
        self._dates.chosen.connect(self.date_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        row.setSpacing(SPACE[1])
        for widget in (back, today, forward):
            row.addWidget(widget)
        row.addSpacing(SPACE[1])
        row.addWidget(self._title, 1)
        row.addWidget(self._filter)
        row.addWidget(printing)
        self._say_filter()

    def show_day(self, day: date, today: date) -> None:
        """Say which day is shown."""
        self._day, self._today = day, today
        self._title.setAccessibleName(_("Go to date, now {day}").format(day=day_long(day)))
        self._fit_title()

    def open_dates(self) -> None:
        """Open the popup that goes to a date."""
        self._dates.open_under(self._title, self._day, self._today)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The date is said as fully as there is room."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        long, short = day_long(self._day), day_short(self._day, today=self._today)
        room = self._title.width() - 2 * SPACE[1]
        self._title.setText(long if QFontMetrics(self._title.font()).horizontalAdvance(long) <= room else short)

    def _say_filter(self) -> None:
        said = self.clinicians.said()
        self._filter.setText(f"{said.replace('&', '&&')} {CARET}")
        self._filter.setAccessibleName(said)


def _arrow(icon_name: str, what: str, name: str) -> QPushButton:
    made = button("", name=name, icon=icon_name)
    made.setAccessibleName(what)
    made.setFixedSize(32, 32)
    made.setStyleSheet("padding: 0; min-height: 0;")
    set_tip(made, what)
    return made
