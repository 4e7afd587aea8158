"""A row of joined buttons of which one is chosen: Day, Week, Month."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QSizePolicy, QWidget

from ui.theme import font
from ui.widgets.button import Toggle


class Segmented(QWidget):
    """Choose one of few; arrow keys move, and `chosen` gives the value chosen by a person."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Iterable[tuple[object, str]],
        *,
        name: str,
        what: str = "",
        room: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are values with their words, `what` names the whole for screen readers.

        Where `room` is given, in logical pixels, choices that are wider than that together stand below each other.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for value, word in choices:
            row.addWidget(self._segment(value, word, what))
        self._stands = bool(room) and self.sizeHint().width() > room
        if self._stands:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        self._shape()
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    def _shape(self) -> None:
        """Round the outer corners, and keep one line between two segments."""
        buttons = self._group.buttons()
        leading = self._stands or self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        places = ("top", "bottom") if self._stands else ("first", "last")
        for end, place in zip((0, -1) if leading else (-1, 0), places, strict=True):
            buttons[end].setProperty("place", place)
        for each in buttons:
            each.setProperty("stacked", self._stands)

    def _segment(self, value: object, word: str, what: str) -> QPushButton:
        made = Toggle(word)
        made.setProperty("segment", True)
        made.setObjectName(f"{self.objectName()}_{len(self._values)}")
        made.setAccessibleName(f"{what}: {word}" if what else word)
        made.setFont(font(strong=True))  # as wide as it will be when chosen, so that nothing shifts
        made.setMinimumWidth(made.sizeHint().width())
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
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down) if self._stands else (Qt.Key.Key_Left, Qt.Key.Key_Right)
        step = dict(zip(keys, (-1, 1), strict=True)).get(Qt.Key(event.key()), 0)
        step = -step if self.isRightToLeft() and not self._stands else step
        number = self._group.checkedId() + step
        if not step or not 0 <= number < len(self._values):
            super().keyPressEvent(event)
            return
        self._group.button(number).setFocus()
        self._group.button(number).click()
