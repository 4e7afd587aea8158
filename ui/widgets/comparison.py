"""What somebody else changed meanwhile: each field with what it was and what it is."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.texts import _
from ui.theme import SPACE
from ui.widgets.label import label


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
            grid.addWidget(label(was, wrap=True), number, 1)
            grid.addWidget(label(now, style="strong", wrap=True), number, 2)
            said.append(_("{field}: was {was}, is {now}").format(field=field, was=was, now=now))
        self.setAccessibleName("; ".join(said))
