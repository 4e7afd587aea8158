"""What opens from the calendar's tool row: the popup that goes to a date, and the menu that chooses clinicians."""

from collections.abc import Iterable
from datetime import date

import shiboken6
from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ui.calendar.dates import month_line, read_date
from ui.texts import _
from ui.theme import SPACE, current
from ui.widgets import icon_button, label


class GoToDate(QFrame):
    """A card over the window: type a date and press Enter, or click one; Escape or a click elsewhere closes it."""

    chosen = Signal(date)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("go_to_date")
        self.setProperty("card", True)
        self.setAutoFillBackground(True)
        self._back: QWidget | None = None
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
        self._month = QCalendarWidget()
        self._month.setObjectName("date_month")
        self._month.setAccessibleName(_("Month"))
        self._month.setNavigationBarVisible(False)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self._month.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        self._month.clicked.connect(self._take)
        self._month.activated.connect(self._take)
        self._month.currentPageChanged.connect(lambda _year, _month: self._say_month())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[2])
        column.setSpacing(SPACE[1])
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        column.addWidget(self._typed)
        column.addWidget(self._error)
        column.addLayout(self._month_row())
        column.addWidget(self._month)

    def _month_row(self) -> QHBoxLayout:
        back = icon_button("ph.caret-left-bold", _("Previous month"), name="previous_month")
        back.clicked.connect(self._month.showPreviousMonth)
        forward = icon_button("ph.caret-right-bold", _("Next month"), name="next_month")
        forward.clicked.connect(self._month.showNextMonth)
        self._shown = label("", style="strong", name="date_month_shown")
        row = QHBoxLayout()
        row.addWidget(self._shown, 1)
        row.addWidget(back)
        row.addWidget(forward)
        return row

    def _say_month(self) -> None:
        first = date(self._month.yearShown(), self._month.monthShown(), 1)
        self._shown.setText(month_line(first))

    def open_under(self, anchor: QWidget, day: date, today: date) -> None:
        """Open under a widget, on the month of `day`; the focus comes back to where it is now."""
        self._back = QApplication.focusWidget()
        self.setParent(anchor.window())
        self._today = today
        self._typed.clear()
        self._error.hide()
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self._mark(today)
        self._say_month()
        self.adjustSize()
        self.move(anchor.mapTo(anchor.window(), QPoint(0, anchor.height() + SPACE[0])))
        self.show()
        self.raise_()
        self._typed.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Down goes from the text into the month, Escape closes."""
        if event.key() == Qt.Key.Key_Down and self._typed.hasFocus():
            self._month.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _mark(self, today: date) -> None:
        """Weekends are days like others; today is bold in the accent."""
        tokens = current()
        plain = QTextCharFormat()
        plain.setForeground(QColor(tokens.text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(day, plain)
        marked = QTextCharFormat()
        marked.setForeground(QColor(tokens.accent))
        marked.setFontWeight(700)
        self._month.setDateTextFormat(QDate(), QTextCharFormat())
        self._month.setDateTextFormat(QDate(today.year, today.month, today.day), marked)

    def _go(self) -> None:
        day = read_date(self._typed.text(), self._today)
        if day is None:
            self._error.show()
            self.adjustSize()
        else:
            self._close(day)

    def _take(self, day: QDate) -> None:
        self._close(date(day.year(), day.month(), day.day()))

    def _close(self, day: date) -> None:
        self._leave()
        self.chosen.emit(day)

    def _leave(self) -> None:
        self.hide()
        if self._back is not None and shiboken6.isValid(self._back):
            self._back.setFocus()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Who goes on working elsewhere is done with the dates."""
        if new is not None and self.isVisible() and not self.isAncestorOf(new):
            self.hide()


class ClinicianMenu(QMenu):
    """Ticks for the clinicians to show; it stays open while they are ticked. None ticked means everybody."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("clinician_menu")
        self._all = QAction(_("All clinicians"), self)
        self._all.setCheckable(True)
        self._all.setChecked(True)
        self._all.triggered.connect(self._clear)
        self.addAction(self._all)
        self.addSeparator()
        self._names: dict[int, str] = {}
        self._each: dict[int, QAction] = {}

    def offer(self, clinicians: Iterable[tuple[int, str]]) -> None:
        """Offer these (id and name), keeping the ticks of those still among them."""
        names = dict(clinicians)
        if names == self._names:
            return
        ticked = self.wanted()
        self._names = names
        for action in self._each.values():
            self.removeAction(action)
            action.deleteLater()
        self._each = {number: self._line(name, ticked=number in ticked) for number, name in names.items()}
        self._all.setChecked(not self.wanted())

    def _line(self, name: str, *, ticked: bool) -> QAction:
        action = QAction(name.replace("&", "&&"), self)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(self._say)
        self.addAction(action)
        return action

    def wanted(self) -> frozenset[int]:
        """Whose columns to show; empty means everybody's."""
        return frozenset(number for number, action in self._each.items() if action.isChecked())

    def said(self) -> str:
        """What the button says: `All clinicians`, one name, or `3 clinicians`."""
        wanted = self.wanted()
        names = [name for number, name in self._names.items() if number in wanted]
        if not names:
            return _("All clinicians")
        return names[0] if len(names) == 1 else _("{count} clinicians").format(count=len(names))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A click ticks without closing: often several are wanted."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def _clear(self) -> None:
        for action in self._each.values():
            action.setChecked(False)
        self._say()

    def _say(self) -> None:
        self._all.setChecked(not self.wanted())
        self.changed.emit()
