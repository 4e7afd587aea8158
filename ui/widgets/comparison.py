"""What somebody else changed meanwhile: each field with what it was and what it is."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.texts import _
from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.summary import breakable

_LONG_WORD = 10
"""Letters of a word that have room in a column of a narrow sheet."""


class Comparison(QWidget):
    """A small table: field, was, is; all as plain text."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], *, name: str = "comparison") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # long words widen no sheet
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[0])
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, word in enumerate(("", _("Was"), _("Is"))):
            grid.addWidget(label(word, style="small"), 0, column)
        said = []
        for number, (field, was, now) in enumerate(rows, 1):
            grid.addWidget(label(field, style="muted"), number, 0)
            grid.addWidget(label(_broken(was), wrap=True), number, 1)
            grid.addWidget(label(_broken(now), style="strong", wrap=True), number, 2)
            said.append(_("{field}: was {was}, is {now}").format(field=field, was=was, now=now))
        self.setAccessibleName("; ".join(said))


def _broken(text: str) -> str:
    """Long words may go on in the next line: columns are narrow, and words are longer in other languages."""
    return " ".join(breakable(word, _LONG_WORD) for word in text.split(" "))
