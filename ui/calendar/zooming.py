"""Scrolling and zooming by wheel and keys; several turns before the next repaint are one."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.calendar.surface import USUAL_SCALE, DaySurface

ZOOM_STEP = 1.15
"""How much one notch of the wheel or one press of a key magnifies."""


class ZoomingSurface(DaySurface):
    """A surface that follows the wheel: alone it scrolls time, with Shift columns, with Ctrl it zooms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom: tuple[float, int | None] | None = None
        self._zoom_timer = QTimer(self, singleShot=True, interval=0)
        self._zoom_timer.timeout.connect(self._apply_zoom)

    def zoom_by(self, factor: float, pointer: int | None = None) -> None:
        """Magnify; several calls before the next repaint are one."""
        scale = self._zoom[0] if self._zoom else self.scale
        self._zoom = (scale * factor, pointer)
        self._zoom_timer.start()

    def zoom_key(self, key: Qt.Key) -> bool:
        """Ctrl with plus, minus or zero; False for any other key."""
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self._zoom = (USUAL_SCALE, None)
            self._zoom_timer.start()
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel scrolls time, with Shift columns, with Ctrl it zooms around the pointer."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (turned / 120), round(event.position().y()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scroll_columns(turned)
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def _scroll_columns(self, turned: int) -> None:
        """A notch is a column, further in the direction of reading when turned towards oneself."""
        if self.placed.columns:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - round(turned / 120 * self.placed.columns[0].width))

    def _apply_zoom(self) -> None:
        if self._zoom is not None:
            scale, pointer = self._zoom
            self._zoom = None
            self.zoom_to(scale, pointer)
