"""Six weeks of a center as a grid of days, gone through by arrow keys; each day is an item for screen readers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from frontdesk.views.day import Card
from frontdesk.views.month import MonthDay, MonthView
from ui.calendar.colouring import Colouring
from ui.calendar.month_paint import Cell, Index, MonthDelegate, MonthSeen
from ui.calendar.month_words import spoken_month_day
from ui.calendar.overlay import paint_veil
from ui.calendar.weeks import ahead, back, month_on, week_number, week_start
from ui.calendar.wording import full_card
from ui.texts import _, weekday_long, weekday_short
from ui.widgets.table import ROW

_WEEK = 7
_NARROW = 72
"""Width of a day under which the names of weekdays are short."""
_NO_DAY = date(2000, 1, 1)
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class MonthModel(QAbstractTableModel):
    """Weeks as rows, days as columns."""

    def __init__(self, seen: MonthSeen) -> None:
        super().__init__()
        self.days: Sequence[MonthDay] = ()
        self.short = False
        self._seen = seen

    def put(self, days: Sequence[MonthDay]) -> None:
        """Show these days; of the same six weeks only what they say is another."""
        same = bool(self.days) and len(self.days) == len(days) and self.days[0].day == days[0].day
        if same:
            self.days = days
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, _WEEK - 1))
            return
        self.beginResetModel()
        self.days = days
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.days) // _WEEK

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else _WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.days[index.row() * _WEEK + index.column()]
        if role == ROW:
            return day
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken_month_day(day, self._seen.now, self._seen.today)
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            number = (week_start() + section) % _WEEK
            if role == Qt.ItemDataRole.AccessibleTextRole or (role == Qt.ItemDataRole.DisplayRole and not self.short):
                return weekday_long(number)
            return weekday_short(number) if role == Qt.ItemDataRole.DisplayRole else None
        if section * _WEEK >= len(self.days):
            return None
        week = week_number(self.days[section * _WEEK].day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("Week {number}").format(number=week)
        return str(week) if role == Qt.ItemDataRole.DisplayRole else None


class MonthGrid(QTableView):
    """`day_moved` with the date that is current now; `day_opened` by Enter or a click beside the appointments.

    `menu_wanted` with the appointment under the pointer and the place on the screen.
    """

    day_moved = Signal(date)
    day_opened = Signal(date)
    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_month")
        self.setAccessibleName(_("Month"))
        self.setAccessibleDescription(_("Enter opens the day, Space chooses its appointments one after the other."))
        self._seen = MonthSeen(_NO_DAY, _NO_DAY, datetime(2000, 1, 1, tzinfo=UTC))
        self._model = MonthModel(self._seen)
        self._model.setParent(self)
        self.setModel(self._model)
        delegate = MonthDelegate(self._seen)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self._zone = "UTC"
        self._veiled = False
        self._quiet = False
        self._clicked: int | None = None
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(16)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setFixedWidth(32)
        self.verticalHeader().setStyleSheet("QHeaderView::section { padding: 0; }")  # else the numbers are cut
        self.setStyleSheet("QTableCornerButton::section { background: palette(base); border: 0; }")
        self.selectionModel().currentChanged.connect(self._on_current)

    # What is shown

    def show_month(self, month: MonthView, day: date, today: date, now: datetime) -> None:
        """Show these weeks with `day` current, whose month they are; `now` is aware."""
        self._zone = month.zone
        self._seen.month, self._seen.today, self._seen.now = day.replace(day=1), today, now
        self._quiet = True
        self._model.put(month.days)
        self._quiet = False
        self.turn_to(day)
        self.viewport().update()

    def turn_to(self, day: date) -> None:
        """Make that day current, if it is among them; says nothing to anybody."""
        days = self._model.days
        place = (day - days[0].day).days if days else -1
        if 0 <= place < len(days):
            self._quiet = True
            self.selectionModel().setCurrentIndex(self._model.index(place // _WEEK, place % _WEEK), _CHOOSE)
            self._quiet = False

    def set_now(self, now: datetime, today: date) -> None:
        """The time goes on."""
        self._seen.now, self._seen.today = now, today
        self.viewport().update()

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment where it shows, or none."""
        self._seen.chosen = appointment_id
        self.viewport().update()

    def set_colouring(self, colouring: Colouring) -> None:
        """Colour the appointments by service or by status."""
        self._seen.colouring = colouring
        self.viewport().update()

    def veil(self, veiled: bool) -> None:
        """Step back while another month is on its way."""
        if veiled != self._veiled:
            self._veiled = veiled
            self.viewport().update()

    @property
    def day(self) -> date | None:
        """The current day."""
        one: MonthDay | None = self.currentIndex().data(ROW)
        return None if one is None else one.day

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows go by days, beyond the six weeks too; pages by months; Enter opens the day, Space goes through it."""
        day = self.day
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if day is None or held != Qt.KeyboardModifier.NoModifier:
            event.ignore()
            return
        wanted = self._wanted(Qt.Key(event.key()), day)
        if wanted is not None:
            self._go(wanted)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(day)
        elif event.key() == Qt.Key.Key_Space:
            self._choose_next()
        else:
            event.ignore()

    def _wanted(self, key: Qt.Key, day: date) -> date | None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        column = self.currentIndex().column()
        ways = {
            Qt.Key.Key_Left: 1 if mirrored else -1,
            Qt.Key.Key_Right: -1 if mirrored else 1,
            Qt.Key.Key_Up: -_WEEK,
            Qt.Key.Key_Down: _WEEK,
            Qt.Key.Key_Home: -column,
            Qt.Key.Key_End: _WEEK - 1 - column,
        }
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            return month_on(day, -1 if key == Qt.Key.Key_PageUp else 1)
        days = ways.get(key)
        if days is None:
            return None
        return ahead(day, days) if days > 0 else back(day, -days)

    def _choose_next(self) -> None:
        """The appointments of the current day that show, one after the other, round and round."""
        index = self.currentIndex()
        ids = [card.id for card, _line in Cell(self.visualRect(index), index.data(ROW)).entries]
        if ids:
            after = ids.index(self._seen.chosen) + 1 if self._seen.chosen in ids else 0
            self.select(ids[after % len(ids)])
            self.appointment_chosen.emit(ids[after % len(ids)])

    def _go(self, day: date) -> None:
        """Within the weeks by what is current, which is said; beyond them whoever listens brings others."""
        days = self._model.days
        place = (day - days[0].day).days
        if 0 <= place < len(days):
            self.selectionModel().setCurrentIndex(self._model.index(place // _WEEK, place % _WEEK), _CHOOSE)
        else:
            self.day_moved.emit(day)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        one: MonthDay | None = index.data(ROW)
        if one is not None and not self._quiet:
            self.day_moved.emit(one.day)

    # Mouse

    def card_at(self, point: QPoint) -> Card | None:
        """The appointment at a point of the viewport."""
        index = self.indexAt(point)
        day: MonthDay | None = index.data(ROW)
        if day is None:
            return None
        return Cell(self.visualRect(index), day).card_at(point, self.layoutDirection())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose an appointment with its day; a day is opened when the button is let go over it."""
        card = self.card_at(event.position().toPoint())
        super().mousePressEvent(event)
        self._clicked = None if card is None else card.id
        if card is not None:
            self.select(card.id)
            self.appointment_chosen.emit(card.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        index = self.indexAt(event.position().toPoint())
        opens = event.button() == Qt.MouseButton.LeftButton and self._clicked is None and index == self.currentIndex()
        super().mouseReleaseEvent(event)
        day: MonthDay | None = index.data(ROW)
        if opens and day is not None:
            self.day_opened.emit(day.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Open what the first click chose: the panel it opened may have moved it."""
        if event.button() == Qt.MouseButton.LeftButton and self._clicked is not None:
            self.appointment_opened.emit(self._clicked)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Of the appointment under the pointer or, by its key, of the chosen one, if it shows."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            day: MonthDay | None = index.data(ROW)
            ids = () if day is None else tuple(card.id for card in day.cards)
            if self._seen.chosen in ids:
                at = self.viewport().mapToGlobal(self.visualRect(index).center())
                self.menu_wanted.emit(self._seen.chosen, at)
        elif (card := self.card_at(event.pos())) is not None:
            self.menu_wanted.emit(card.id, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """A tool tip tells what a line had no room for."""
        if isinstance(event, QHelpEvent):
            card = self.card_at(event.pos())
            said = "" if card is None else full_card(card, self._zone)
            QToolTip.showText(event.globalPos(), GuiQt.convertFromPlainText(said) if said else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        if self._veiled:
            painter = QPainter(self.viewport())
            paint_veil(painter, event.rect())
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The names of weekdays are as long as there is room."""
        super().resizeEvent(event)
        short = self.viewport().width() < _NARROW * 2 * _WEEK
        if short != self._model.short:
            self._model.short = short
            self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _WEEK - 1)
