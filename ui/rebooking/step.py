"""What every step of a rebooking is: a column with a heading, and below it what is wrong at this step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets import label


class Step(QWidget):
    """`changed` when a person chose or typed something else. Put parts into `column`."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(f"rebook_{name}")
        self.setAccessibleName(title)
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE[2])
        self.wrong = label("", style="error", wrap=True, name=f"rebook_{name}_wrong")
        self.wrong.hide()

    def say(self, words: str) -> None:
        """Say what is wrong at this step, or with an empty text that nothing is."""
        self.wrong.setText(words)
        self.wrong.setAccessibleName(words)
        self.wrong.setVisible(bool(words))

    def take_focus(self) -> None:
        """The focus where this step begins."""
        self.setFocus()
