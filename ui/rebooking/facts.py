"""Facts below each other: what each is, and what is known of it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import SPACE
from ui.widgets import label
from ui.widgets.summary import breakable

_WORDS = 148
"""Width of the column that names the facts, logical pixels."""


class Facts(QWidget):
    """Two columns; what is empty is left out."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[1])
        self._grid.setColumnMinimumWidth(0, _WORDS)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these instead: what each is called, and what it says."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        flags = Qt.AlignmentFlag
        side = flags.AlignRight if self.isRightToLeft() else flags.AlignLeft
        shown = [(what, said) for what, said in facts if said]
        for row, (what, said) in enumerate(shown):
            self._grid.addWidget(label(what, style="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            value = label("\n".join(" ".join(map(breakable, line.split(" "))) for line in said.split("\n")), wrap=True)
            value.setAccessibleName(f"{what}: {said}")
            # A name of the other direction stands below the rest, too, unlike Qt's own way.
            value.setAlignment(side | flags.AlignAbsolute | flags.AlignTop)
            self._grid.addWidget(value, row, 1)
        self.setAccessibleName("; ".join(f"{what}: {said}" for what, said in shown))
