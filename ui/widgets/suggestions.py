"""A small list beside what is being typed: what may be meant instead; a key takes the one that is marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.rows import Row, RowDelegate, RowList

_ROW = 50
_MOST = 3
"""Rows that show at once; the others are scrolled to."""


class Suggestions(QFrame):
    """Hidden while there is nothing to suggest; `taken` gives the key of a row. It never takes the focus by itself."""

    taken = Signal(object)

    def __init__(self, caption: str, key_words: str, *, name: str, parent: QWidget | None = None) -> None:
        """`key_words` says which key takes the one that is marked."""
        super().__init__(parent)
        self.setObjectName(name)
        self.list = RowList(name=f"{name}_list", what=caption, framed=True)
        self.list.setItemDelegate(RowDelegate(self.list, padding=10))
        self.list.opened.connect(self.taken)
        head = QHBoxLayout()
        head.addWidget(label(caption, style="warning", name=f"{name}_caption"), 1)
        head.addWidget(label(key_words, style="key"), 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addLayout(head)
        column.addWidget(self.list)
        self.hide()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Suggest these instead; the one that was marked stays marked where it is still among them."""
        if rows == self.list.model_.rows:
            return
        self.list.set_rows(rows)
        if self.list.current_key() is None:
            self.list.select_first()
        self.list.setFixedHeight(min(len(rows), _MOST) * _ROW + 4)
        self.setVisible(bool(rows))

    def take(self) -> bool:
        """Take the one that is marked; False when there is none."""
        key = self.list.current_key()
        if self.isHidden() or key is None:
            return False
        self.taken.emit(key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """A double click and Enter take a row; every other key is the form's."""
        event.ignore()
