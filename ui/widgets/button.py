"""Buttons: they say what they do, and they carry the names that tests and screen readers know them by."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from ui.theme import current, font
from ui.theme import icon as themed_icon
from ui.widgets.tip import set_tip

ButtonLook = Literal["normal", "quiet", "link", "danger"]

_GAP = 8


class HintedButton(QPushButton):
    """A button that writes its key beside its word, paler: "Book  Ctrl+N"."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self._hint = hint

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return super().sizeHint() + QSize(self._hint_width() + _GAP, 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        tokens = current()
        words = self.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - words - _GAP - self._hint_width()) // 2
        colour = tokens.on_accent if self.property("primary") else tokens.text
        painter.setPen(colour if self.isEnabled() else tokens.muted)
        painter.setFont(self.font())
        centred = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), centred, self.text())
        painter.setFont(font("small"))
        painter.drawText(self.rect().adjusted(left + words + _GAP, 0, 0, 0), centred, self._hint)

    def _hint_width(self) -> int:
        return QFontMetrics(font("small")).horizontalAdvance(self._hint)


def button(
    text: str,
    *,
    name: str,
    primary: bool = False,
    shortcut: str | None = None,
    icon: str | None = None,
    look: ButtonLook = "normal",
    hint: str = "",
) -> QPushButton:
    """A button called `name`; `primary` is the one next thing to do, `shortcut` works wherever the button shows.

    `hint` names the key that presses it, written beside the word; `icon` is a Phosphor name.
    """
    made = HintedButton(text, hint) if hint else QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setProperty("primary", primary)
    made.setFont(font(strong=primary or look == "link", medium=True))
    if look != "normal":
        made.setProperty(look, True)
    if icon:
        made.setIcon(themed_icon(icon, _icon_colour(primary=primary, look=look)))
        made.setIconSize(QSize(16, 16))
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        if not hint:
            set_tip(made, QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText))
    return made


def _icon_colour(*, primary: bool, look: ButtonLook) -> str:
    if primary:
        return "on_accent"
    return {"normal": "text", "quiet": "muted", "link": "accent", "danger": "danger"}[look]


def icon_button(icon: str, what: str, *, name: str, shortcut: str | None = None) -> QPushButton:
    """A quiet square button with an icon only; `what` is its accessible name and tool tip."""
    made = button("", name=name, icon=icon, look="quiet")
    made.setAccessibleName(what)
    made.setProperty("square", True)
    made.setFixedSize(32, 32)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        what = f"{what} ({QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)})"
    set_tip(made, what)
    return made
