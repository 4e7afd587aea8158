"""The details of a consumer in a column: what the clinic's form asks for, with what is known."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.texts import _
from ui.theme import SPACE, font
from ui.widgets import label
from ui.widgets.margins import set_margins
from ui.widgets.summary import breakable, wide

WIDTH = 264
_ALL = 16_777_215
"""Qt's greatest width."""


class DetailsColumn(QFrame):
    """Each field's name above what is known in it; fields about which nothing is known take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_details")
        self.setAccessibleName(_("Details"))
        self.setProperty("edge", "right")
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._inside = QWidget()
        self._inside.setProperty("scrolled", True)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self._column.setSpacing(0)
        area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        never = label(
            _("Consumers can never sign in here. Changes are made by calling the center."),
            style="small",
            wrap=True,
            name="record_never",
        )
        never.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column = QVBoxLayout(self)
        set_margins(column, 0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(never)
        self._shown: list[tuple[str, str]] = []

    def set_at_side(self, at_side: bool) -> None:
        """Stand at the side, as a column with an edge, or have all the room there is."""
        self.setProperty("edge", "right" if at_side else "")
        self.setMinimumWidth(WIDTH if at_side else 0)
        self.setMaximumWidth(WIDTH if at_side else _ALL)
        self.style().unpolish(self)
        self.style().polish(self)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these names with what is known."""
        if list(rows) == self._shown and rows:
            return
        self._shown = list(rows)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for word, value in rows:
            self._column.addWidget(label(word, style="caption"))
            known = _known(value)
            known.setAccessibleName(f"{word}: {value}")
            self._column.addWidget(known)
            self._column.addSpacing(SPACE[2])
        self._column.addStretch(1)

    def rows(self) -> list[tuple[str, str]]:
        """What shows."""
        return self._shown


def _known(value: str) -> QLabel:
    """What is known; a word that is longer than a line goes on in the next."""
    metrics, room = QFontMetrics(font()), WIDTH - 3 * SPACE[3]
    words = re.split(r"(\s)", value)
    shown = "".join(breakable(one) if metrics.horizontalAdvance(one) > room else one for one in words)
    made = wide(label(shown, wrap=True))
    if shown != value:  # it holds signs that are not of the value: nobody should copy those
        made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made
