"""What a person does with a calendar view in a test: point, press, drag, turn the wheel."""

from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.calendar.layout import PlacedCard
from ui.calendar.surface import DaySurface

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def card_of(view: DaySurface, consumer: str) -> PlacedCard:
    return next(placed for placed in view.placed.cards if placed.card.consumer.startswith(consumer))


def point_of(view: DaySurface, consumer: str) -> QPoint:
    return view.area_of(card_of(view, consumer).box).center()


def free_point(view: DaySurface, column: int, at: datetime) -> QPoint:
    """A point of the column at that instant, a little under its line."""
    placed = view.placed.columns[column]
    y = view.placed.y_of(view.placed.minutes_of(at)) - view.verticalScrollBar().value()
    return QPoint(placed.x + placed.width // 2 - view.horizontalScrollBar().value(), y + 1)


def mouse(view: DaySurface, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    port = view.viewport()
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    place = QPointF(at)
    QApplication.sendEvent(port, QMouseEvent(kind, place, QPointF(port.mapToGlobal(at)), button, held, NONE))


def press(view: DaySurface, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    mouse(view, QEvent.Type.MouseButtonPress, at, button)


def move(view: DaySurface, at: QPoint) -> None:
    mouse(view, QEvent.Type.MouseMove, at)


def release(view: DaySurface, at: QPoint) -> None:
    mouse(view, QEvent.Type.MouseButtonRelease, at)


def double_click(view: DaySurface, at: QPoint) -> None:
    press(view, at)
    release(view, at)
    mouse(view, QEvent.Type.MouseButtonDblClick, at)
    release(view, at)


def drag(view: DaySurface, start: QPoint, end: QPoint) -> None:
    press(view, start)
    move(view, QPoint(start.x(), (start.y() + end.y()) // 2))
    move(view, end)
    release(view, end)


def wheel(view: DaySurface, notches: float, held: Qt.KeyboardModifier = NONE, at: QPoint | None = None) -> None:
    port = view.viewport()
    place = at or port.rect().center()
    event = QWheelEvent(
        QPointF(place),
        QPointF(port.mapToGlobal(place)),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)
