"""Tabs with icon, word and count, underlined where one is."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import SPACE, font, icon


class Tabs(QWidget):
    """Pages of which one shows; Left and Right on a tab go to its neighbours, `current_changed` gives the tab's key."""

    current_changed = Signal(str)

    def __init__(self, *, name: str, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self._keys: list[str] = []
        self._words: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        bar = QFrame()
        bar.setProperty("edge", "bottom")
        self._bar = QHBoxLayout(bar)
        self._bar.setContentsMargins(SPACE[2], 0, SPACE[2], 0)
        self._bar.setSpacing(SPACE[0])
        self._bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._show)

    def add_tab(self, key: str, word: str, page: QWidget, *, icon_name: str = "", count: int | None = None) -> None:
        """Add a page under a tab called `word`; `count` stands after it when there is something to count."""
        made = QPushButton()
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("tab", True)
        made.setObjectName(f"{self.objectName()}_{key}")
        if icon_name:
            made.setIcon(icon(icon_name, "muted"))
            made.setIconSize(QSize(16, 16))
        made.toggled.connect(lambda on: made.setFont(font(strong=on, medium=True)))
        self._group.addButton(made, len(self._keys))
        self._keys.append(key)
        self._words[key] = word
        self._bar.insertWidget(self._bar.count() - 1, made)
        self._stack.addWidget(page)
        self.set_count(key, count)
        if len(self._keys) == 1:
            made.setChecked(True)

    def set_count(self, key: str, count: int | None) -> None:
        """Write how many there are behind a tab; None or 0 writes nothing."""
        tab = self._group.button(self._keys.index(key))
        tab.setText(f"{self._words[key]}  {count}" if count else self._words[key])
        tab.setAccessibleName(f"{self._words[key]}, {count}" if count else self._words[key])

    def set_tab_visible(self, key: str, visible: bool) -> None:
        """Show or hide a tab; a hidden one that was current gives way to the first that shows."""
        tab = self._group.button(self._keys.index(key))
        tab.setVisible(visible)
        if not visible and tab.isChecked():
            shown = [each for each in self._keys if not self._group.button(self._keys.index(each)).isHidden()]
            if shown:
                self.set_current(shown[0])

    def current(self) -> str:
        """The key of the tab that shows."""
        return self._keys[self._group.checkedId()]

    def set_current(self, key: str) -> None:
        """Show the tab of that key."""
        self._group.button(self._keys.index(key)).setChecked(True)
        self._show(self._keys.index(key))

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.current_changed.emit(self._keys[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        shown = [number for number in range(len(self._keys)) if not self._group.button(number).isHidden()]
        if not step or self._group.checkedId() not in shown:
            super().keyPressEvent(event)
            return
        at = shown.index(self._group.checkedId()) + step
        if 0 <= at < len(shown):
            self._group.button(shown[at]).setFocus()
            self._group.button(shown[at]).click()
