"""A row that goes on in the next line where there is no room: words are longer in other languages."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget


class Flow(QWidget):
    """Parts beside each other, `spacing` logical pixels apart; lines below each other as many as are needed.

    Where all have room in one line, those after the first `before` stand at its end; with 0 each line does. No layout
    of Qt's: a layout that is made in Python did not outlive every change of style.
    """

    def __init__(self, parts: Sequence[QWidget], *, spacing: int, before: int | None = None) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._spacing = spacing
        self._before = before
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self._spacing * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        shown = self._shown()
        width = max(self.width(), self.minimumSizeHint().width())
        return QSize(self._length(shown), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        shown = self._shown()
        return QSize(max((part.minimumSizeHint().width() for part in shown), default=0), _height(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()  # a layout remembers the height that was asked for at another width
        self._place()

    def event(self, event: QEvent) -> bool:
        """A part came, went, or says something longer."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        lines, top = self._lines(self.width()), 0
        for line in lines:
            left, height = 0, _height(line)
            for place, part in enumerate(line):
                if place == self._before and (place == 0 or len(lines) == 1):
                    left += max(0, self.width() - self._length(line))
                size = _size(part).boundedTo(QSize(self.width(), height))
                at = QRect(QPoint(left, top + (height - size.height()) // 2), size)
                part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), at))
                left += size.width() + self._spacing
            top += height + self._spacing

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _length(self, line: list[QWidget]) -> int:
        return sum(_size(part).width() for part in line) + self._spacing * max(0, len(line) - 1)

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        for part in self._shown():
            if lines and self._length([*lines[-1], part]) <= width:
                lines[-1].append(part)
            else:
                lines.append([part])
        return lines


def _size(part: QWidget) -> QSize:
    """What it asks for, within its own limits."""
    return part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())


def _height(line: list[QWidget]) -> int:
    return max((_size(part).height() for part in line), default=0)
