"""A row of joined buttons of which one is chosen: Day, Week, Month."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import font


class Segmented(QWidget):
    """Choose one of few; arrow keys move, and `chosen` gives the value chosen by a person."""

    chosen = Signal(object)

    def __init__(
        self, choices: Iterable[tuple[object, str]], *, name: str, what: str = "", parent: QWidget | None = None
    ) -> None:
        """`choices` are values with their words, `what` names the whole for screen readers."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for value, word in choices:
            row.addWidget(self._segment(value, word, what))
        buttons = self._group.buttons()
        ends = (0, -1) if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else (-1, 0)
        for end, place in zip(ends, ("first", "last"), strict=True):
            buttons[end].setProperty("place", place)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    def _segment(self, value: object, word: str, what: str) -> QPushButton:
        made = QPushButton(word)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("segment", True)
        made.setObjectName(f"{self.objectName()}_{len(self._values)}")
        made.setAccessibleName(f"{what}: {word}" if what else word)
        made.setFont(font(strong=True))  # as wide as it will be when chosen, so that nothing shifts
        made.setMinimumWidth(made.sizeHint().width())
        made.setFont(font(medium=True))
        made.toggled.connect(lambda on: made.setFont(font(strong=on, medium=True)))
        self._group.addButton(made, len(self._values))
        self._values.append(value)
        return made

    def value(self) -> object:
        """The value chosen, or None while nothing is."""
        number = self._group.checkedId()
        return None if number < 0 else self._values[number]

    def set_value(self, value: object) -> None:
        """Choose `value` without `chosen`; None, or what is no choice, unchooses all."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self._group.buttons():
            each.setChecked(False)
        self._group.setExclusive(True)

    def set_enabled(self, value: object, enabled: bool) -> None:
        """Let one choice be taken, or not."""
        self._group.button(self._values.index(value)).setEnabled(enabled)

    def is_enabled(self, value: object) -> bool:
        """Whether that choice can be taken."""
        return self._group.button(self._values.index(value)).isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        step = -step if self.isRightToLeft() else step
        number = self._group.checkedId() + step
        if not step or not 0 <= number < len(self._values):
            super().keyPressEvent(event)
            return
        self._group.button(number).setFocus()
        self._group.button(number).click()
