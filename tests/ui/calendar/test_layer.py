"""The pixmap of the cards: what is moved and freshened is the same as what is painted at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from ui.calendar.layer import Layer

SIZE = QSize(60, 40)


def pattern(painter: QPainter, part: QRect, offset: QPoint) -> None:
    """Every pixel another colour by where it stands in the scrolled content."""
    for x in range(part.left(), part.right() + 1):
        for y in range(part.top(), part.bottom() + 1):
            at = QPoint(x, y) + offset
            painter.fillRect(x, y, 1, 1, QColor((at.x() * 7) % 256, (at.y() * 11) % 256, 99))


def copied(layer: Layer, offset: QPoint, ratio: float) -> QImage:
    target = QPixmap(SIZE * ratio)
    target.setDevicePixelRatio(ratio)
    target.fill(QColor("black"))
    painter = QPainter(target)
    layer.paint_onto(painter, QRect(QPoint(0, 0), SIZE), lambda inner, part: pattern(inner, part, offset))
    painter.end()
    return target.toImage()


@pytest.mark.usefixtures("qapp")
@settings(deadline=None, max_examples=25)
@given(
    moves=st.lists(st.tuples(st.integers(-30, 30), st.integers(-50, 50)), max_size=4),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)
def test_scrolled_is_as_if_painted_at_once(moves: list[tuple[int, int]], ratio: float) -> None:
    layer, offset = Layer(), QPoint(100, 100)
    layer.fit(SIZE, ratio)
    copied(layer, offset, ratio)
    for dx, dy in moves:
        layer.scroll(dx, dy)
        offset -= QPoint(dx, dy)
    fresh = Layer()
    fresh.fit(SIZE, ratio)
    assert copied(layer, offset, ratio) == copied(fresh, offset, ratio)


@pytest.mark.usefixtures("qapp")
def test_only_the_strip_that_came_in_is_painted() -> None:
    layer = Layer()
    layer.fit(SIZE, 1.0)
    copied(layer, QPoint(), 1.0)
    layer.scroll(0, -10)
    parts: list[QRect] = []
    target = QPixmap(SIZE)
    painter = QPainter(target)
    layer.paint_onto(painter, QRect(QPoint(0, 0), SIZE), lambda _painter, part: parts.append(part))
    painter.end()
    assert parts == [QRect(0, 30, 60, 10)]
