"""Buttons: they say what they do, and they carry the names that tests and screen readers know them by."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme import font
from ui.theme import icon as themed_icon
from ui.widgets.tip import set_tip

ButtonLook = Literal["normal", "quiet", "link", "danger"]


_ICON = QSize(22, 16)
"""An icon of 16 pixels with air at its sides: Qt leaves too little between it and the word."""


class Toggle(QPushButton):
    """Semi-bold while it is on; a style sheet that is worn anew takes a font back that was set after the first one."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.toggled.connect(self._wear_weight)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._wear_weight()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        super().showEvent(event)
        self._wear_weight()

    def _wear_weight(self) -> None:
        self.setFont(font(strong=self.isChecked(), medium=True))


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
    made = _hinted(text, hint) if hint else QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setProperty("primary", primary)
    made.setFont(font(strong=primary or look == "link", medium=True))
    if look != "normal":
        made.setProperty(look, True)
    if icon:
        made.setIcon(themed_icon(icon, _icon_colour(primary=primary, look=look)))
        made.setIconSize(_ICON)
    if shortcut:
        made.setShortcut(shortcut)
        if not hint:
            set_tip(made, _native(made))
    return made


def _hinted(text: str, hint: str) -> QPushButton:
    from ui.widgets.hinted import HintedButton  # noqa: PLC0415  the sign-in page has none and is painted sooner

    return HintedButton(text, hint)


def _native(made: QPushButton) -> str:
    """The key of a button as this system writes it."""
    keys = made.shortcut()
    return keys.toString(keys.SequenceFormat.NativeText)


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
        made.setShortcut(shortcut)
        what = f"{what} ({_native(made)})"
    set_tip(made, what)
    return made
