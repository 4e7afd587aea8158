"""The first openings: one line for each free time, with its day, time, clinician and room, chosen by arrow keys."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from frontdesk.views.openings import Opening
from ui.texts import _, relative_day, time_of
from ui.theme import current, font
from ui.widgets.painting import cut, mirrored, text_font

OPENING: Final = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT: Final = 34
_DAY, _LEAST_DAY, _TIME_WIDTH = 12, 86, 62
"""Where the day begins, how wide it is at least, and how wide the time is, logical pixels."""
_GAP = 8
_LEAST_OF_ROOM = 4
"""Signs of a room's name that still say something, the ellipsis among them."""

_Index = QModelIndex | QPersistentModelIndex
_VCENTER: Final = Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = _VCENTER | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = _VCENTER | Qt.AlignmentFlag.AlignRight


class OpeningModel(QAbstractListModel):
    """Openings in order of time; the first of all is marked earliest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.openings: tuple[Opening, ...] = ()
        self.today = date.min
        self.marked: datetime | None = None

    def show(self, openings: Iterable[Opening], today: date, *, mark_first: bool = True) -> None:
        """Replace all lines; `today` is the center's date."""
        self.beginResetModel()
        self.openings = tuple(openings)
        self.today = today
        self.marked = self.openings[0].start if self.openings and mark_first else None
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.openings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        opening = self.openings[index.row()]
        if role == OPENING:
            return opening
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(opening)
        return None

    def _spoken(self, opening: Opening) -> str:
        parts = [relative_day(opening.wall_start.date(), self.today), time_of(opening.wall_start)]
        parts += [opening.clinician, opening.room, _("earliest") if opening.start == self.marked else ""]
        return ", ".join(part for part in parts if part)


class OpeningList(QListView):
    """The list; `picked` is emitted with an Opening when a person chooses a line."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Opening, ...], date, int, bool] | None = None
        self.lines = OpeningModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_OpeningDelegate(self))
        self.setObjectName("slot_list")
        self.setAccessibleName(_("First openings"))
        self.setAccessibleDescription(_("Up and Down choose a time, Enter books, a digit begins another time."))
        self.setProperty("framed", True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._pick)

    def show_openings(
        self, openings: Iterable[Opening], today: date, *, most: int = 6, mark_first: bool = True
    ) -> None:
        """Show these lines with none chosen, as high as they need, up to `most`; the same lines stay as they stand."""
        lines = tuple(openings)
        if (lines, today, most, mark_first) == self._shown:
            return
        self._shown = (lines, today, most, mark_first)
        self.lines.show(lines, today, mark_first=mark_first)
        self.setFixedHeight(min(most, max(1, len(lines))) * ROW_HEIGHT + 4)
        self.setVisible(bool(lines))

    def choose(self, opening: Opening | None) -> bool:
        """Mark the line of this start and clinician without telling; whether there is such a line."""
        wanted = (opening.start, opening.clinician_id) if opening else None
        for row, line in enumerate(self.lines.openings):
            if (line.start, line.clinician_id) == wanted:
                self.setCurrentIndex(self.lines.index(row))
                return True
        self.setCurrentIndex(QModelIndex())
        return False

    def step(self, by: int) -> None:
        """Choose the next (1) or the one before (-1), staying inside the list."""
        if not self.lines.rowCount():
            return
        index = self.currentIndex()
        row = index.row() + by if index.isValid() else 0
        self.setCurrentIndex(self.lines.index(max(0, min(row, self.lines.rowCount() - 1))))
        self._pick(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Up and Down choose; all else belongs to the form."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self.step(step)

    def _pick(self, index: QModelIndex) -> None:
        opening = index.data(OPENING)
        if isinstance(opening, Opening):
            self.picked.emit(opening)


def _day_of(opening: Opening, model: OpeningModel) -> str:
    return relative_day(opening.wall_start.date(), model.today)


def _day_width(model: OpeningModel) -> int:
    """All days stand in one column, as wide as the longest needs."""
    metrics = QFontMetrics(font(tabular=True))
    return max(_LEAST_DAY, *(metrics.horizontalAdvance(_day_of(one, model)) for one in model.openings))


class _OpeningDelegate(QStyledItemDelegate):
    """Paints one line in columns."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, OpeningModel):
            return
        opening = model.openings[index.row()]
        area: QRect = option.rect
        painter.save()
        self._ground(painter, option, area, last=index.row() == model.rowCount() - 1)
        time = _DAY + _day_width(model) + _GAP
        self._text(painter, area, _DAY, _day_of(opening, model), current().muted)
        self._text(painter, area, time, time_of(opening.wall_start), current().text, strong=True)
        self._sides(painter, area, time + _TIME_WIDTH, opening, earliest=opening.start == model.marked)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, *, last: bool) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(current().accent_tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(current().hover))
        if not last:
            painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(current().line))

    def _sides(self, painter: QPainter, area: QRect, who: int, opening: Opening, *, earliest: bool) -> None:
        """The mark at the right, then the clinician, and the room in what is left between them."""
        right = area.right() - 12
        if earliest:
            painter.setFont(font("small", strong=True))
            painter.setPen(QColor(current().accent))
            word = _("earliest")
            self._end(painter, area, QRect(area.left(), area.top(), right - area.left(), area.height()), word)
            right -= painter.fontMetrics().horizontalAdvance(word) + 10
        painter.setFont(font())
        metrics, left = painter.fontMetrics(), area.left() + who
        name = cut(painter, opening.clinician, right - left)
        self._text(painter, area, who, name, current().text)
        beside = left + metrics.horizontalAdvance(name) + _GAP
        room = cut(painter, opening.room, max(0, right - beside))
        if room == opening.room or len(room) >= _LEAST_OF_ROOM:
            painter.setFont(font())
            painter.setPen(QColor(current().muted))
            self._end(painter, area, QRect(beside, area.top(), right - beside, area.height()), room)

    def _end(self, painter: QPainter, area: QRect, part: QRect, text: str) -> None:
        painter.drawText(mirrored(painter.layoutDirection(), area, part), int(_RIGHT), text)

    def _text(self, painter: QPainter, area: QRect, left: int, text: str, colour: str, *, strong: bool = False) -> None:
        painter.setFont(text_font(text, strong=strong))
        painter.setPen(QColor(colour))
        place = mirrored(painter.layoutDirection(), area, area.adjusted(left, 0, 0, 0))
        painter.drawText(place, int(_LEFT), text)
