"""The place at the right for one panel at a time: the chosen appointment, or the booking form."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget


class SidePanel(QFrame):
    """As wide as the panel that it shows; hidden when it shows none.

    Hidden it is of no width: a panel that is painted ahead, where nobody sees it, must take no room from the page.
    `taken` says whether a panel shows.
    """

    taken = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self._widths: dict[QWidget, int] = {}
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 0, 0, 0)
        self.setFixedWidth(0)
        self.hide()

    def add(self, panel: QWidget, width: int) -> None:
        """Make room for a panel, `width` logical pixels wide."""
        self._widths[panel] = width
        panel.setFixedWidth(width)
        self._stack.addWidget(panel)

    def show_panel(self, panel: QWidget) -> None:
        """Show that one."""
        self._stack.setCurrentWidget(panel)
        edge = 2 if self.isRightToLeft() else 1  # Qt mirrors the room that it leaves for the edge, not the edge
        self.setFixedWidth(self._widths[panel] + edge)
        self.show()
        self.taken.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        if self.isHidden():  # not just the window it is in
            self.setFixedWidth(0)
            self.taken.emit(False)

    def shown(self) -> QWidget | None:
        """The panel that shows, or None."""
        return None if self.isHidden() else self._stack.currentWidget()
