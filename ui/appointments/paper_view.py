"""Pages of a PDF as pictures: each is rendered aside when it comes into view, at the zoom that is chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from frontdesk.documents.rendering import Picture, page_count, page_size, render
from frontdesk.rules.problems import Problem
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE, current
from ui.widgets.scrolled import empty_layout

_SCREEN = 96 / 72
"""Logical pixels of a point at 100 %."""
_WIDEST = 1.5
"""Fitting stops here: a receipt is not blown up to a poster."""
_SMALLEST = 0.5
"""A long page is not shrunk below what can be read."""
ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


def sizes_of(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page, points."""
    return tuple(page_size(pdf, number) for number in range(page_count(pdf)))


def image_of(picture: Picture) -> QImage:
    """A rendered page as an image with its own memory."""
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()


class PaperView(QScrollArea):
    """`show_pdf` it; with no `zoom` chosen, the whole page fits, or its width."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_view")
        self.setAccessibleName(_("Preview"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._context = context
        self.zoom: float | None = None
        self._whole = True
        self.pages: list[_Page] = []
        inside = QWidget()
        inside.setProperty("scrolled", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        self._column.setSpacing(SPACE[3])
        self.setWidget(inside)

    def show_pdf(self, pdf: bytes, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show these pages instead."""
        empty_layout(self._column)
        self.pages = [_Page(self._context, pdf, number, size, len(sizes)) for number, size in enumerate(sizes)]
        for page in self.pages:
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.set_zoom(self.zoom)

    def set_zoom(self, zoom: float | None) -> None:
        """Show at this zoom, 1 being 100 %; None fits the page."""
        self.zoom = zoom
        for page in self.pages:
            page.set_scale((self.fitting() if zoom is None else zoom) * _SCREEN)

    def fit_width(self) -> None:
        """Make the page as wide as there is room."""
        self._whole = False
        self.set_zoom(None)

    def step(self, by: int) -> None:
        """One zoom larger (1) or smaller (-1)."""
        now = self.fitting() if self.zoom is None else self.zoom
        wanted = [zoom for zoom in ZOOMS if (zoom > now + 0.01 if by > 0 else zoom < now - 0.01)]
        if wanted:
            self.set_zoom(wanted[0] if by > 0 else wanted[-1])

    def fitting(self) -> float:
        """The zoom at which the first page fits, whole or in its width."""
        width, height = self.pages[0].points if self.pages else (595.0, 842.0)
        across = (self.viewport().width() - 2 * SPACE[4]) / (width * _SCREEN)
        along = (self.viewport().height() - 2 * SPACE[4]) / (height * _SCREEN)
        return max(0.1, min(_WIDEST, across, max(_SMALLEST, along) if self._whole else across))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        if self.zoom is None:
            self.set_zoom(None)


class _Page(QWidget):
    """One page: white until its picture is there; the old picture, stretched, while a sharper one is made."""

    def __init__(self, context: Context, pdf: bytes, number: int, points: tuple[float, float], pages: int) -> None:
        super().__init__()
        self._context, self._pdf, self._number, self.points = context, pdf, number, points
        self._scale = 1.0
        self._image: QImage | None = None
        self._asked = 0.0
        self.setObjectName(f"paper_{number + 1}")
        self.setAccessibleName(_("Page {number} of {pages}").format(number=number + 1, pages=pages))

    @property
    def ready(self) -> bool:
        """Whether the picture is there."""
        return self._image is not None

    def set_scale(self, scale: float) -> None:
        """Logical pixels for a point."""
        self._scale = scale
        self.setFixedSize(QSize(round(self.points[0] * scale), round(self.points[1] * scale)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        wanted = self._scale * self.devicePixelRatioF()
        if wanted != self._asked:
            self._ask(wanted)
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, QColor(Qt.GlobalColor.white))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._image)
        painter.setPen(QColor(current().line))
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _ask(self, scale: float) -> None:
        self._asked = scale
        pdf, number = self._pdf, self._number
        self._context.tasks.run(
            lambda: image_of(render(pdf, number, scale)),
            self._painted,
            self._not_painted,
            lane="documents",
            key=f"preview.page.{number}",
        )

    def _painted(self, image: QImage) -> None:
        self._image = image
        self.update()

    def _not_painted(self, problem: Problem) -> None:
        self._context.notices.problem(problem)
