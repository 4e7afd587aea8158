"""Head and facts of a panel about somebody's matter: the name with its status, then what is known in two columns."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.chip import StatusChip
from ui.widgets.following import FollowingArea
from ui.widgets.label import label
from ui.widgets.margins import set_margins

_WORDS_WIDTH = 82
"""Width of the column that names the facts, logical pixels."""
_LONG_WORD = 18
"""Letters of a name that still fit beside the status."""
_LEAST_TABS = 120
"""Height that tabs keep below the facts, logical pixels."""
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"


def wide(made: QLabel) -> QLabel:
    """A text that takes the width there is, and can be copied."""
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class SummaryHead(QFrame):
    """Who, what, and how it stands."""

    def __init__(self, *, name: str, what: str, chip: str) -> None:
        """The names of the three parts."""
        super().__init__()
        self.setProperty("edge", "bottom")
        self.name = wide(label("", style="title", wrap=True, name=name))
        self.what = label("", style="muted", wrap=True, name=what)
        self.chip = StatusChip(name=chip)
        row = QHBoxLayout()
        row.setSpacing(SPACE[1])
        row.addWidget(self.name, 1)
        row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[0])
        column.addLayout(row)
        column.addWidget(self.what)

    def show_words(self, name: str, what: str) -> None:
        """Show who it is and what it is about; no part of a name is ever cut off."""
        shown = " ".join(breakable(word) for word in name.split(" "))
        self.name.setText(shown)
        self.name.setAccessibleName(name)
        copied = Qt.TextInteractionFlag.TextSelectableByMouse
        # What may break holds signs that are not of the name: nobody should copy those.
        self.name.setTextInteractionFlags(copied if shown == name else Qt.TextInteractionFlag.NoTextInteraction)
        self.what.setText(what)


def breakable(word: str, most: int = _LONG_WORD) -> str:
    """A word that may break anywhere if it is too long for a line; letters that join are left as they are."""
    if any(unicodedata.bidirectional(letter) == "AL" for letter in word):
        return word
    return "-".join(_MAY_BREAK.join(part) if len(part) > most else part for part in word.split("-"))


class FactsFrame(QFrame):
    """A frame around two columns: `add_words` names a row of `grid`, its fact goes beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self.grid.setHorizontalSpacing(SPACE[2])
        self.grid.setVerticalSpacing(SPACE[1])
        self.grid.setColumnMinimumWidth(0, _WORDS_WIDTH)
        self.grid.setColumnStretch(1, 1)

    def add_words(self, row: int, word: str) -> QLabel:
        """Name what stands in that row."""
        made = label(word, style="muted")
        self.grid.addWidget(made, row, 0, Qt.AlignmentFlag.AlignTop)
        return made


class _Rest(QWidget):
    """Takes the room that is left, and asks for little itself."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        _column(self).addWidget(inner)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(super().sizeHint().width(), _LEAST_TABS)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(super().minimumSizeHint().width(), _LEAST_TABS)


def panel_column(parts: Iterable[QWidget], tabs: QWidget, leads: QPushButton, key: str) -> QWidget:
    """A panel's content: parts one below the other, tabs with the room that is left, at the foot where `key` leads.

    Where that would leave the tabs too little, parts and tabs scroll as one.
    """
    foot = QFrame()
    foot.setProperty("edge", "top")
    row = QHBoxLayout(foot)
    set_margins(row, SPACE[2], SPACE[0], SPACE[3], SPACE[0])
    row.addWidget(leads)
    row.addStretch(1)
    row.addWidget(label(key, style="key"))
    inside = QWidget()
    inside.setProperty("scrolled", True)
    above = _column(inside)
    for part in parts:
        above.addWidget(part)
    above.addWidget(_Rest(tabs), 1)
    area = FollowingArea()
    area.setWidget(inside)
    content = QWidget()
    column = _column(content)
    column.addWidget(area, 1)
    column.addWidget(foot)
    return content


def _column(inside: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
