"""What a text said before: folded away under a word that shows it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.texts import _
from ui.widgets import label
from ui.widgets.link import Link
from ui.widgets.scrolled import empty_layout


class EarlierTexts(QWidget):
    """Nothing while there is nothing earlier; open, it stays open through every reload."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._texts: tuple[str, ...] = ()
        self.toggle = Link(_("Show earlier text"), name=f"{name}_toggle")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.toggle)
        column.addLayout(self._list)
        self.toggle.clicked.connect(self._turn)
        self.hide()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Sentences about what stood there, newest first."""
        self._texts = tuple(texts)
        self.setVisible(bool(texts))
        self._show()

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self._show()

    def _show(self) -> None:
        empty_layout(self._list)
        words = _("Hide earlier text") if self.is_open else _("Show earlier text")
        self.toggle.setText(words)
        self.toggle.setAccessibleName(words)
        self.toggle.updateGeometry()
        for text in self._texts if self.is_open else ():
            made = label(text, style="small", wrap=True)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._list.addWidget(made)
