"""The line in which something outside answers when it is tried: a sign, and in words what it said."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout

from ui.theme import SPACE, icon
from ui.widgets import label

_SIGN = 16


class AnswerLine(QHBoxLayout):
    """`say` what there is to say; without words it takes no room."""

    def __init__(self, name: str) -> None:
        """`name` is that of the words."""
        super().__init__()
        self._sign = label("")
        self.words = label("", wrap=True, name=name)
        self.setSpacing(SPACE[1])
        self.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(self.words, 1)

    def say(self, words: str, sign: str = "", colour: str = "") -> None:
        """Show the words under a sign of that colour."""
        if words:
            self._sign.setPixmap(icon(sign, colour).pixmap(QSize(_SIGN, _SIGN)))
        self.words.setText(words)
        for part in (self._sign, self.words):
            part.setVisible(bool(words))
