"""Pages behind tabs of which one shows."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.page_stack import PageStack
from ui.widgets.tab_bar import TabBar


class Tabs(QWidget):
    """Pages of which one shows; Left and Right on a tab go to its neighbours, `current_changed` gives the tab's key."""

    current_changed = Signal(str)

    def __init__(self, *, name: str, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self._bar = TabBar(name=name)
        self._stack = PageStack()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._bar.current_changed.connect(self._show)

    def add_tab(self, key: str, word: str, page: QWidget, *, icon_name: str = "", count: int | None = None) -> None:
        """Add a page under a tab called `word`; `count` stands after it when there is something to count."""
        self._stack.addWidget(page)
        self._bar.add_tab(key, word, icon_name=icon_name, count=count)

    def set_count(self, key: str, count: int | None) -> None:
        """Write how many there are behind a tab; None or 0 writes nothing."""
        self._bar.set_count(key, count)

    def set_tab_visible(self, key: str, visible: bool) -> None:
        """Show or hide a tab; a hidden one that was current gives way to the first that shows."""
        self._bar.set_tab_visible(key, visible)

    def current(self) -> str:
        """The key of the tab that shows."""
        return self._bar.current()

    def set_current(self, key: str) -> None:
        """Show the tab of that key."""
        self._bar.set_current(key)

    def _show(self, key: str) -> None:
        self._stack.setCurrentIndex(self._bar.keys.index(key))
        self.current_changed.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if not self._bar.step(event.key()):
            super().keyPressEvent(event)
