"""The choice of a service: its name, its length at the right, letters choose, arrow keys go on to the openings."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from frontdesk.views.choices import ServiceChoice
from ui.texts import _
from ui.theme import current
from ui.widgets.dropdown import DropDown

_SERVICE = Qt.ItemDataRole.UserRole
_MINUTES = Qt.ItemDataRole.UserRole + 1


class ServiceBox(DropDown):
    """`chosen` is emitted with a ServiceChoice when a person chooses; `moved` with a step when the arrows go on."""

    chosen = Signal(object)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="service_box", what=_("Service"), parent=parent)
        self.setAccessibleDescription(
            _("Letters choose, Space opens the list. Once a service is chosen, the arrow keys choose a first opening.")
        )
        self.setPlaceholderText(_("Choose or type"))
        self.setItemDelegate(_ServiceDelegate(self))
        self.activated.connect(lambda _row: self.chosen.emit(self.service()))
        self.setMaxVisibleItems(14)

    def set_services(self, services: Sequence[ServiceChoice]) -> None:
        """Fill the list, in order of names, with nothing chosen."""
        model = QStandardItemModel(self)
        for service in sorted(services, key=lambda one: one.name.casefold()):
            item = QStandardItem(service.name)
            item.setData(service, _SERVICE)
            item.setData(minutes_text(service), _MINUTES)
            item.setAccessibleText(f"{service.name}, {minutes_text(service)}")
            model.appendRow(item)
        self.setModel(model)
        self.setCurrentIndex(-1)

    def service(self) -> ServiceChoice | None:
        """What is chosen."""
        found = self.currentData(_SERVICE)
        return found if isinstance(found, ServiceChoice) else None

    def choose(self, service_id: int | None) -> None:
        """Choose by id without telling; nothing when it is None or not in the list."""
        rows = range(self.count())
        self.setCurrentIndex(next((row for row in rows if self.itemData(row, _SERVICE).id == service_id), -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows choose among the openings once there is a service; letters choose a service at once."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step and self.service() is not None and event.modifiers() in (_NO_KEYS, _KEYPAD):
            self.moved.emit(step)
            return
        if event.text().isdecimal():
            event.ignore()  # a digit begins another time; the form takes it
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the length beside the name."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        service = self.service()
        if service is None:
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if service is not None:
            area = self.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
            )
            painter.setPen(QColor(current().muted))
            painter.drawText(
                area.adjusted(0, 0, -4, 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                minutes_text(service),
            )
        self.paint_arrow(painter)


_NO_KEYS = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class _ServiceDelegate(QStyledItemDelegate):
    """A row of the list: name, and length at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(current().muted))
        painter.drawText(
            option.rect.adjusted(0, 0, -12, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            str(index.data(_MINUTES)),
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802  Qt's name
        return super().sizeHint(option, index).expandedTo(QSize(0, 32))


def minutes_text(service: ServiceChoice) -> str:
    """A service's length as people say it."""
    return _("{minutes} min").format(minutes=service.minutes)
