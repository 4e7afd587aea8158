"""The choice of a service or a program, its size at the right; letters choose, arrows go on to the openings."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from frontdesk.views.choices import ServiceChoice
from ui.booking.wish import Wish
from ui.texts import _
from ui.theme import current
from ui.widgets.dropdown import DropDown

_SIZE = Qt.ItemDataRole.UserRole
_APART = 12
"""Pixels between name and size."""


class ServiceBox(DropDown):
    """`chosen` is emitted with a Wish when a person chooses; `moved` with a step when the arrows go on."""

    chosen = Signal(object)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="service_box", what=_("Service"), parent=parent)
        self._wishes: tuple[Wish, ...] = ()
        self.setAccessibleDescription(
            _("Letters choose, Space opens the list. Once a service is chosen, the arrow keys choose a first opening.")
        )
        self.setPlaceholderText(_("Choose or type"))
        self.setItemDelegate(_ServiceDelegate(self))
        self.activated.connect(lambda _row: self.chosen.emit(self.wish()))
        self.setMaxVisibleItems(14)

    def set_wishes(self, wishes: Iterable[Wish]) -> None:
        """Fill the list in this order, with nothing chosen; the same list again is left as it stands."""
        offered = tuple(wishes)
        if offered != self._wishes:
            model = QStandardItemModel(self)
            for wish in offered:
                item = QStandardItem(wish.name)
                item.setData(wish.size(), _SIZE)
                item.setAccessibleText(f"{wish.name}, {wish.size()}")
                model.appendRow(item)
            self._wishes = offered
            self.setModel(model)
        self.setCurrentIndex(-1)

    def wish(self) -> Wish | None:
        """What is chosen."""
        row = self.currentIndex()
        return self._wishes[row] if row >= 0 else None

    def service(self) -> ServiceChoice | None:
        """The service chosen; None for a program, and while nothing is chosen."""
        wish = self.wish()
        return wish.service if wish is not None and wish.program is None else None

    def choose(self, service_id: int | None) -> None:
        """Choose a service by id without telling; nothing when it is None or not in the list."""
        self.choose_key(("service", service_id or 0))

    def choose_key(self, key: tuple[str, int] | None) -> None:
        """Choose a wish by its key without telling; nothing when it is None or not in the list."""
        self.setCurrentIndex(next((row for row, wish in enumerate(self._wishes) if wish.key == key), -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows choose among the openings once there is a service; letters choose a service at once."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step and self.wish() is not None and event.modifiers() in (_NO_KEYS, _KEYPAD):
            self.moved.emit(step)
            return
        if event.text().isdecimal():
            event.ignore()  # a digit begins another time; the form takes it
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the length beside the name."""
        painter, wish = QStylePainter(self), self.wish()
        size = "" if wish is None else wish.size()
        place = self.paint_words(painter, self.fontMetrics().horizontalAdvance(size) + _APART)
        painter.setPen(QColor(current().muted))
        painter.drawText(place.adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, size)


_NO_KEYS = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class _ServiceDelegate(QStyledItemDelegate):
    """A row of the list: name, and size at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(current().muted))
        painter.drawText(
            option.rect.adjusted(0, 0, -12, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            str(index.data(_SIZE)),
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802  Qt's name
        return super().sizeHint(option, index).expandedTo(QSize(0, 32))
