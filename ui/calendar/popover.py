"""A card that opens over the window below a button of the tool row, and closes by itself."""

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.theme import SPACE


class Popover(QFrame):
    """Escape or a click elsewhere closes it; the focus goes back to where it was."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName(name)
        self.setProperty("card", True)
        self.setAutoFillBackground(True)
        self._back: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def open_below(self, anchor: QWidget, first: QWidget) -> None:
        """Open below a widget, wholly inside its window, with the focus on `first`."""
        window = anchor.window()
        self._back = QApplication.focusWidget()
        self.setParent(window)
        if (rows := self.layout()) is not None:
            rows.activate()  # what it holds may have another height than the last time
        self.adjustSize()
        below = anchor.mapTo(window, QPoint(0, anchor.height() + SPACE[0]))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            below.setX(below.x() + anchor.width() - self.width())
        most = window.width() - self.width() - SPACE[1]
        self.move(max(SPACE[1], min(below.x(), most)), below.y())
        self.show()
        self.raise_()
        first.setFocus()

    def leave(self) -> None:
        """Close, and give the focus back."""
        self.hide()
        if self._back is not None and shiboken6.isValid(self._back):
            self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape closes; no key goes on to the window below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Who goes on working elsewhere is done with it."""
        if new is not None and self.isVisible() and not self.isAncestorOf(new):
            self.hide()
