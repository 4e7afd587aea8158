"""The fields that a template may name, as buttons which put them where the cursor is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.administration.template_words import QR, field_meanings
from ui.texts import _
from ui.theme import SPACE, font
from ui.widgets import button, label, set_tip
from ui.widgets.flow import Flow

_HEIGHT = 24
"""Logical pixels: there are many of them."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class TemplateFields(QWidget):
    """One stop for Tab; the arrow keys go from button to button. `wanted` gives the name of the field pressed."""

    wanted = Signal(str)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("template_fields")
        self.setAccessibleName(_("Fields"))
        self.buttons = [self._button(name) for name in names]
        self._at = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(label(_("Fields: a press puts one where the cursor is"), style="small", wrap=True))
        column.addWidget(Flow(self.buttons, spacing=0))
        self._stop_at(0)

    def offer_picture(self, offered: bool) -> None:
        """Offer the picture too, where there is HTML for it to stand in."""
        picture = next((made for made in self.buttons if made.text() == QR), None)
        if picture is not None:
            picture.setVisible(offered)

    def _button(self, name: str) -> QPushButton:
        meaning = field_meanings().get(name, "")
        made = button(name, name=f"template_field_{name}", look="link")
        made.setAccessibleDescription(meaning)
        made.setFont(font("small"))
        made.setFixedHeight(_HEIGHT)
        set_tip(made, meaning)
        made.installEventFilter(self)
        made.clicked.connect(lambda: self.wanted.emit(name))
        return made

    def _stop_at(self, place: int) -> None:
        self._at = place
        for number, made in enumerate(self.buttons):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == place else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.buttons[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """An arrow key, which Qt's button would take for Tab."""
        del watched
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _STEPS:
            return False
        step = _STEPS[Qt.Key(event.key())]
        step = -step if self.isRightToLeft() and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) else step
        place = self._at + step
        if 0 <= place < len(self.buttons) and not self.buttons[place].isHidden():
            self._stop_at(place)
            self.buttons[place].setFocus()
        return True
