"""Colours, type, spacing and icons of the window, light and dark, made from one table of tokens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import font
from ui.theme.icons import icon
from ui.theme.marks import WindowStyle
from ui.theme.palette import palette
from ui.theme.state import current, themed
from ui.theme.style import style_sheet
from ui.theme.tokens import DARK, LIGHT, RADIUS, SIZES, SPACE, ServiceColour, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "RADIUS",
    "SIZES",
    "SPACE",
    "ServiceColour",
    "Tokens",
    "WindowStyle",
    "apply",
    "current",
    "font",
    "icon",
    "themed",
]


def apply(app: QApplication, dark: bool | None = None) -> None:
    """Dress the application: dark, light, or (None) as the system asks for now."""
    if dark is None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    themed.tokens = DARK if dark else LIGHT
    if not isinstance(app.style(), WindowStyle):
        app.setStyle(WindowStyle())
    app.setPalette(palette(themed.tokens))
    _set_fonts(app)
    app.setStyleSheet(style_sheet(themed.tokens))
    themed.changed.emit()


def _set_fonts(app: QApplication) -> None:
    app.setFont(font())
    for kind, worn in {
        "QPushButton": font(medium=True),
        "QToolButton": font(medium=True),
        "QHeaderView": font("small", strong=True),
        "QToolTip": font("small"),
    }.items():
        app.setFont(worn, kind)  # type: ignore[arg-type]  # the stub says bytes, the binding takes str
