"""The field that a consumer signs on, with a mouse, a pen or a finger."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.services import signing
from ui.appointments.signature_picture import ACROSS, DOWN, Strokes, paint_strokes
from ui.texts import _
from ui.theme import RADIUS, SPACE, current
from ui.widgets.painting import paint_text

_NEAR: Final = 4
"""Points nearer than this to the one before tell nothing, in parts of the field."""
MOST_POINTS: Final = signing.MOST_POINTS
"""Of all lines together; what is drawn beyond is not a signature any more and is not taken up."""
_LINE: Final = 0.78
"""Where the line to sign on stands, as a share of the height."""


class SignaturePad(QWidget):
    """`changed` by each line drawn and by `clear`. It takes no keys: those who cannot draw type their name."""

    changed = Signal()

    def __init__(self, width: int, name: str) -> None:
        """`width` in logical pixels; the height follows."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_("Signature"))
        self.setAccessibleDescription(
            _("Sign here with a pen, a finger or the mouse. Without a signature the typed name is kept.")
        )
        self._strokes: list[list[tuple[int, int]]] = []
        self._drawing: object = None
        """What draws the line under way: one thing at a time; None between two lines."""
        self._size = QSize(width, width * DOWN // ACROSS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self._size

    def strokes(self) -> Strokes:
        """What was drawn; empty where nothing was."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def set_strokes(self, strokes: Strokes) -> None:
        """Show what was drawn before."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._drawing = None
        self._tell()

    def clear(self) -> None:
        """Begin anew."""
        self.set_strokes(())

    # Drawing

    def _begin(self, by: object, at: QPointF) -> None:
        if self._drawing is None and self.isEnabled() and self._room() and len(self._strokes) < signing.MOST_STROKES:
            self._drawing = by
            self._strokes.append([self._point(at)])
            self._tell()

    def _go_on(self, by: object, at: QPointF) -> None:
        if self._drawing != by or not self._room():
            return
        point, before = self._point(at), self._strokes[-1][-1]
        if max(abs(point[0] - before[0]), abs(point[1] - before[1])) >= _NEAR:
            self._strokes[-1].append(point)
            self._tell()

    def _end(self, by: object) -> None:
        if self._drawing == by:
            self._drawing = None

    def _point(self, at: QPointF) -> tuple[int, int]:
        """In parts of the field; who draws over its edge is kept at it."""
        x, y = round(at.x() / self.width() * ACROSS), round(at.y() / self.height() * DOWN)
        return max(0, min(x, ACROSS)), max(0, min(y, DOWN))

    def _room(self) -> bool:
        return sum(map(len, self._strokes)) < MOST_POINTS

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # What draws: a mouse, a pen, fingers

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin("mouse", event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self._go_on("mouse", event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self._end("mouse")

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802  Qt's name
        """Accepted, so that no mouse draws the same once more."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress and event.button() is Qt.MouseButton.LeftButton:
            self._begin("pen", event.position())
        elif kind == QEvent.Type.TabletMove:
            self._go_on("pen", event.position())
        elif kind == QEvent.Type.TabletRelease:
            self._end("pen")
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Fingers: the first that is put down draws; the others are a palm."""
        if not isinstance(event, QTouchEvent):
            return super().event(event)
        for point in event.points():
            by = ("finger", point.id())
            if point.state() == point.State.Pressed:
                self._begin(by, point.position())
            elif point.state() == point.State.Released:
                self._end(by)
            else:
                self._go_on(by, point.position())
        if event.type() == QEvent.Type.TouchCancel and isinstance(self._drawing, tuple):
            self._drawing = None
        event.accept()
        return True

    # Looks

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        tokens, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.outline), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        line = round(self.height() * _LINE) + 0.5
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(QPointF(SPACE[3], line), QPointF(self.width() - SPACE[3], line))
        if not self._strokes:
            below = self.rect().adjusted(SPACE[3], round(line), -SPACE[3], 0)
            paint_text(painter, below, _("Sign here"), tokens.muted, size="small", align=Qt.AlignmentFlag.AlignHCenter)
        paint_strokes(painter, QRectF(self.rect()), self.strokes(), tokens.text)
