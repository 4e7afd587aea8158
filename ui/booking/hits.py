"""The hits of the consumer search, laid over the form below the field, with a last line that makes a new consumer."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from frontdesk.views.consumers import ConsumerRow
from ui.booking.words import consumer_facts
from ui.texts import _
from ui.theme import current, font, icon
from ui.widgets.painting import cut, mirrored, text_font

_ROW: Final = 36
_SHOWN: Final = 12
_Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
HIT: Final = int(Qt.ItemDataRole.UserRole)


class HitModel(QAbstractListModel):
    """The rows found for `typed`, and the line for a new consumer, which has no row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ConsumerRow, ...] = ()
        self.typed = ""

    def show(self, rows: tuple[ConsumerRow, ...], typed: str) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self.rows, self.typed = rows, typed
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.rows) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()] if index.row() < len(self.rows) else None
        if role == HIT:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name}, {consumer_facts(row)}" if row else self.new_text()
        return None

    def new_text(self) -> str:
        """What the last line says."""
        return _("New consumer “{typed}”").format(typed=self.typed)


class HitList(QListView):
    """Shown over the form; never has the focus: the search field moves it. `picked` has a ConsumerRow or None (new)."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.hits = HitModel(self)
        self.setModel(self.hits)
        self.setItemDelegate(_HitDelegate(self))
        self.setObjectName("consumer_hits")
        self.setAccessibleName(_("Consumers found"))
        self.setProperty("framed", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.picked.emit(index.data(HIT)))
        self.hide()

    def show_hits(self, rows: tuple[ConsumerRow, ...], typed: str, below: QWidget) -> None:
        """Lay the lines under `below`, the first one marked."""
        self.hits.show(rows, typed)
        self.setCurrentIndex(self.hits.index(0))
        corner = below.mapTo(self._host, below.rect().bottomLeft())
        height = min(_SHOWN, self.hits.rowCount()) * _ROW + 4
        self.setGeometry(corner.x(), corner.y() + 4, below.width(), min(height, self._host.height() - corner.y() - 8))
        self.raise_()
        self.show()

    def step(self, by: int) -> None:
        """Mark the next or the one before."""
        row = max(0, min(self.currentIndex().row() + by, self.hits.rowCount() - 1))
        self.setCurrentIndex(self.hits.index(row))

    def marked_text(self) -> str:
        """The marked line as it is read out."""
        return str(self.currentIndex().data() or "")

    def pick(self) -> None:
        """Choose the marked line."""
        self.picked.emit(self.currentIndex().data(HIT))


class _HitDelegate(QStyledItemDelegate):
    """Name in bold, birth date and phone beside it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.fillRect(area, QColor(current().accent_tint if chosen else current().hover))
        row = index.data(HIT)
        inner = area.adjusted(12, 0, -12, 0)
        if isinstance(row, ConsumerRow):
            paint_consumer(painter, inner, row.name, consumer_facts(row))
        else:
            painter.fillRect(area.left(), area.top(), area.width(), 1, QColor(current().line))
            direction, mark = painter.layoutDirection(), QRect(inner.left(), inner.center().y() - 8, 18, 18)
            icon("ph.user-plus", "accent").paint(painter, mirrored(direction, inner, mark))
            self._new(painter, mirrored(direction, inner, inner.adjusted(26, 0, 0, 0)), str(index.data()))
        painter.restore()

    def _new(self, painter: QPainter, area: QRect, text: str) -> None:
        painter.setFont(font(strong=True))
        painter.setPen(QColor(current().accent))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, _LEFT, shown)


def paint_consumer(painter: QPainter, area: QRect, name: str, facts: str) -> None:
    """Draw a name in bold and what tells people of one name apart beside it, cut at the name's end at worst."""
    painter.setFont(font(strong=True))
    painter.setPen(QColor(current().text))
    shown = cut(painter, name, area.width() * 2 // 3 if facts else area.width())
    painter.drawText(area, _LEFT, shown)
    painter.setPen(QColor(current().muted))
    left = painter.fontMetrics().horizontalAdvance(shown) + 10
    painter.setFont(text_font(facts))
    rest = cut(painter, facts, area.width() - left)
    painter.drawText(mirrored(painter.layoutDirection(), area, area.adjusted(left, 0, 0, 0)), _LEFT, rest)
