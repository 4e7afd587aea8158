"""A drop-down in which a person types to find: several words of the line, in any order."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from ui.theme import SPACE, icon
from ui.widgets.painting import mirrored

_VALUE = Qt.ItemDataRole.UserRole


class Choice(QComboBox):
    """Choose one of `choices` (values with their words) by typing or from the list; `chosen` gives the value."""

    chosen = Signal(object)

    def __init__(
        self, choices: Iterable[tuple[object, str]] = (), *, name: str, what: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        finder = QCompleter(self._items, self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._line = QLineEdit()
        self._line.setAccessibleName(what)
        self._line.installEventFilter(self)
        self.setLineEdit(self._line)
        self.setCompleter(finder)
        self._spoken: object = None
        self.set_choices(choices)
        self.activated.connect(lambda _row: self._say())
        finder.activated.connect(lambda _text: self._settle())

    def set_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        """Offer other choices; the value chosen stays where it is still among them, else the first is chosen."""
        was = self.value()
        self._items.clear()
        for value, word in choices:
            item = QStandardItem(word)
            item.setEditable(False)
            item.setData(value, _VALUE)
            self._items.appendRow(item)
        self.set_value(was)
        if self.currentIndex() < 0 and self.count():
            self.setCurrentIndex(0)
        self._spoken = self.value()

    def value(self) -> object:
        """The value chosen, None when there is none."""
        return self.currentData(_VALUE)

    def set_value(self, value: object) -> None:
        """Choose `value` without `chosen`."""
        for row in range(self._items.rowCount()):
            if self._items.item(row).data(_VALUE) == value:
                self.setCurrentIndex(row)
        self._spoken = self.value()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        side = 12
        mark = icon("ph.caret-down-bold", "muted" if self.isEnabled() else "disabled")
        place = QRect(self.width() - side - SPACE[1], (self.height() - side) // 2, side, side)
        mark.paint(QPainter(self), mirrored(self.layoutDirection(), self.rect(), place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QFocusEvent):
            if event.type() == QEvent.Type.FocusOut and event.reason() != Qt.FocusReason.PopupFocusReason:
                self._settle()
            elif event.type() == QEvent.Type.FocusIn and event.reason() != Qt.FocusReason.PopupFocusReason:
                self._line.selectAll()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key()
            in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            )
        ):
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """Take the line that was typed: the same word, else the first that holds it, else what was chosen before."""
        typed = self._line.text().strip().casefold()
        words = [self.itemText(row).casefold() for row in range(self.count())]
        at = next((row for row, word in enumerate(words) if word == typed), -1)
        if at < 0 and typed:
            at = next((row for row, word in enumerate(words) if all(part in word for part in typed.split())), -1)
        self.setCurrentIndex(at if at >= 0 else self.currentIndex())
        self.setEditText(self.itemText(self.currentIndex()))
        self._say()

    def _say(self) -> None:
        if self.value() != self._spoken:
            self._spoken = self.value()
            self.chosen.emit(self._spoken)
