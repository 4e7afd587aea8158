"""The small month that goes to a date: typed, clicked or by keys; days with work or appointments are marked."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from frontdesk.views.month import MonthDay
from ui.calendar.dates import month_line, read_date
from ui.calendar.popover import Popover
from ui.calendar.weeks import back, first_of_grid, week_start
from ui.texts import _, weekday_short
from ui.theme import SPACE, current, font
from ui.widgets import icon_button, label
from ui.widgets.painting import paint_text

MARKED_DAYS = 56
"""Days that a small month may show: six weeks, which begin up to a week before the month's own."""
_DOT = 4
_BESIDE = 0.65
"""How strong the days of the months before and after are: paler, and still read."""
_MONTH = QSize(308, 204)
"""Room for the dots below the numbers."""


def marked_from(day: date) -> date:
    """The first day that may show in the small month of `day`."""
    return back(first_of_grid(day), 7)


class SmallMonth(QCalendarWidget):
    """A month whose days bear a dot: the accent's for appointments, a muted one for working time without any."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("date_month")
        self.setAccessibleName(_("Month"))
        self.setNavigationBarVisible(False)
        self.counts_weeks = week_start() == 0  # Qt counts weeks by ISO 8601 alone
        heads = QCalendarWidget.VerticalHeaderFormat
        self.setVerticalHeaderFormat(heads.ISOWeekNumbers if self.counts_weeks else heads.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.NoHorizontalHeader)  # see `Weekdays`
        self.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self.setMinimumSize(_MONTH)
        self.days = self.findChild(QTableView)
        if self.days is not None:  # it has the focus, so it is what is read out
            self.days.setAccessibleName(self.accessibleName())
        self._marks: Mapping[date, MonthDay] = {}

    def mark(self, days: Mapping[date, MonthDay]) -> None:
        """Mark these days."""
        self._marks = days
        self.updateCells()

    def show_today(self, today: date) -> None:
        """Weekends are days like others; today is bold in the accent."""
        tokens = current()
        plain = QTextCharFormat()
        plain.setForeground(QColor(tokens.text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        marked = QTextCharFormat()
        marked.setForeground(QColor(tokens.accent))
        marked.setFontWeight(700)
        self.setDateTextFormat(QDate(), QTextCharFormat())
        self.setDateTextFormat(_qdate(today), marked)

    def shown_month(self) -> date:
        """The first day of the month shown."""
        return date(self.yearShown(), self.monthShown(), 1)

    def paintCell(self, painter: QPainter, rect: object, day: QDate) -> None:  # noqa: N802  Qt's name
        """The number, and below it the dot."""
        painter.save()
        if day.month() != self.monthShown():
            painter.setOpacity(_BESIDE)
        super().paintCell(painter, rect, day)  # type: ignore[arg-type]  # a QRect, as Qt gives it
        mark = self._marks.get(_date(day))
        if mark is not None and (mark.appointments or mark.working_minutes):
            self._dot(painter, rect, current().accent if mark.appointments else current().outline)
        painter.restore()

    def _dot(self, painter: QPainter, rect: object, colour: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        middle: QPoint = rect.center()  # type: ignore[attr-defined]  # as above
        painter.drawEllipse(QPoint(middle.x() + 1, rect.bottom() - _DOT + 1), _DOT // 2, _DOT // 2)  # type: ignore[attr-defined]  # as above


class Weekdays(QWidget):
    """The weekdays over a month, in the window's language: Qt would say them in that of the computer."""

    def __init__(self, month: SmallMonth) -> None:
        super().__init__()
        self._month = month
        self.setFixedHeight(QFontMetrics(font("small")).height() + SPACE[1])

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Each over its days."""
        days = self._month.days
        if days is None:
            return
        painter = QPainter(self)
        inset = days.viewport().mapTo(self._month, QPoint()).x()
        for number in range(7):
            column = number + (1 if self._month.counts_weeks else 0)
            left = inset + days.columnViewportPosition(column)
            place = QRect(left, 0, days.columnWidth(column), self.height()).adjusted(1, 0, -1, 0)
            word = weekday_short((week_start() + number) % 7)
            paint_text(painter, place, word, current().muted, size="small", align=Qt.AlignmentFlag.AlignHCenter)


class GoToDate(Popover):
    """Type a date and press Enter, or choose one. `month_shown` asks for the marks of that month's days."""

    chosen = Signal(date)
    month_shown = Signal(date)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "go_to_date")
        self._today = date(2000, 1, 1)
        self._typed = QLineEdit()
        self._typed.setObjectName("date_text")
        self._typed.setAccessibleName(_("Go to date"))
        self._typed.setPlaceholderText(_("24.11., 24 Nov, friday, +7"))
        self._typed.setMaxLength(40)
        self._typed.returnPressed.connect(self._go)
        self._error: QLabel = label(_("This is no date. Try 24.11.2026, 24 Nov or +7."), style="error", wrap=True)
        self._error.setObjectName("date_error")
        self._typed.textEdited.connect(lambda _text: self._error.hide())
        self._month = SmallMonth()
        self._month.clicked.connect(self._take)
        self._month.activated.connect(self._take)
        self._month.currentPageChanged.connect(lambda _year, _month: self._say_month())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addWidget(self._typed)
        column.addWidget(self._error)
        column.addLayout(self._month_row())
        column.addWidget(Weekdays(self._month))
        column.addWidget(self._month)

    def _month_row(self) -> QHBoxLayout:
        earlier = icon_button("ph.caret-left-bold", _("Previous month"), name="previous_month")
        earlier.clicked.connect(self._month.showPreviousMonth)
        later = icon_button("ph.caret-right-bold", _("Next month"), name="next_month")
        later.clicked.connect(self._month.showNextMonth)
        self._shown = label("", style="strong", name="date_month_shown")
        row = QHBoxLayout()
        row.addWidget(self._shown, 1)
        row.addWidget(earlier)
        row.addWidget(later)
        return row

    def _say_month(self) -> None:
        self._shown.setText(month_line(self._month.shown_month()))
        self.month_shown.emit(self._month.shown_month())

    def open_under(self, anchor: QWidget, day: date, today: date) -> None:
        """Open under a widget, on the month of `day`."""
        self._today = today
        self._typed.clear()
        self._error.hide()
        self._month.setSelectedDate(_qdate(day))
        self._month.show_today(today)
        self._say_month()
        self.open_below(anchor, self._typed)

    def mark(self, days: Mapping[date, MonthDay]) -> None:
        """Mark the days that have work or appointments."""
        self._month.mark(days)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Down goes from the text into the month, pages go by months."""
        if event.key() == Qt.Key.Key_Down and self._typed.hasFocus():
            self._month.setFocus()
        elif event.key() == Qt.Key.Key_PageUp:
            self._month.showPreviousMonth()
        elif event.key() == Qt.Key.Key_PageDown:
            self._month.showNextMonth()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        day = read_date(self._typed.text(), self._today)
        if day is None:
            self._error.show()
            self.adjustSize()
        else:
            self._close(day)

    def _take(self, day: QDate) -> None:
        self._close(_date(day))

    def _close(self, day: date) -> None:
        self.leave()
        self.chosen.emit(day)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
