"""A scrolled form that keeps what has the focus in sight, however the focus came there."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_ROOM = 40
"""Logical pixels kept in sight above and below, for the label and for what is wrong."""


class FollowingArea(QScrollArea):
    """Qt scrolls to a field only when Tab leads there; a form also sends people to what is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._follows = QTimer(self, singleShot=True, interval=0)
        self._follows.timeout.connect(self._follow)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = self.widget()
        if new is not None and inside is not None and self.isVisible() and inside.isAncestorOf(new):
            self._follows.start()  # once everything that came with it has its place

    def _follow(self) -> None:
        inside, focused = self.widget(), QApplication.focusWidget()
        if inside is not None and focused is not None and inside.isAncestorOf(focused):
            top = focused.mapTo(inside, focused.rect().topLeft()).y()
            for edge in (top + focused.height(), top):  # Qt's own way ends at the cursor, not at the editor's foot
                self.ensureVisible(0, edge, 0, _ROOM)
