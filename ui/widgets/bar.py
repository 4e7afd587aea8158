"""The bar above a page: its heading, what else stands there, and a moving line at its lower edge while it is read."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.loading import Loading

_LINE = 6
"""Height of the moving line, logical pixels."""


class PageBar(QFrame):
    """Put what follows the heading into `row`; `loading` is to be started and stopped."""

    def __init__(self, heading: str, *, reading: str, name: str, height: int = 49) -> None:
        """`reading` says what the moving line means; `name` begins the names of the parts; `height` in pixels."""
        super().__init__()
        self.setProperty("edge", "bottom")
        self.setFixedHeight(height)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        self.row.setSpacing(SPACE[1])
        self.row.addWidget(label(heading, style="heading", name=f"{name}_heading"))
        self.loading = Loading(reading, name=f"{name}_loading", parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self.loading.setGeometry(0, self.height() - _LINE, self.width(), _LINE)
