"""Colours, type, spacing and icons of the window, light and dark, made from one table of tokens.

What the sign-in page does not need (Qt's namespace of enumerations, the icons, our own marks) is imported when it is
first asked for: it would take as long as all the rest of the first picture.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import font
from ui.theme.palette import palette
from ui.theme.state import current, themed
from ui.theme.style import style_sheet
from ui.theme.tokens import DARK, LIGHT, RADIUS, SIZES, SPACE, ServiceColour, Tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

__all__ = [
    "DARK",
    "LIGHT",
    "RADIUS",
    "SIZES",
    "SPACE",
    "ServiceColour",
    "Tokens",
    "apply",
    "current",
    "font",
    "icon",
    "palette",
    "themed",
    "wear_marks",
]


def apply(app: QApplication, dark: bool | None = None) -> None:
    """Dress the application: dark, light, or (None) as the system asks for now."""
    themed.tokens = DARK if (_system_is_dark() if dark is None else dark) else LIGHT
    if not themed.has_marks and app.style().name() != "fusion":
        app.setStyle("Fusion")  # our own marks stand on it already; a style that is worn must not be taken away
    app.setPalette(palette(themed.tokens))
    _set_fonts(app)
    app.setStyleSheet(style_sheet(themed.tokens))
    themed.changed.emit()


def wear_marks(app: QApplication) -> None:
    """From now on draw ticks, dots and arrows in our own way; not needed before somebody is signed in."""
    from ui.theme.marks import WindowStyle  # noqa: PLC0415  see above

    if not themed.has_marks:
        themed.has_marks = True
        app.setStyle(WindowStyle())


def icon(name: str, colour: str | None = None) -> "QIcon":
    """The icon of that name in Phosphor (`ph.calendar` or `calendar`), in a token's colour (`text` without one)."""
    from ui.theme.icons import glyph_icon  # noqa: PLC0415  see above

    return glyph_icon(name, colour or "text")


def _system_is_dark() -> bool:
    """At first by the system's palette, which is there at once; once it is covered by ours, by the system's hint."""
    if not themed.is_dressed:
        themed.is_dressed = True
        return QGuiApplication.palette().window().color().lightness() < 128
    from PySide6.QtCore import Qt  # noqa: PLC0415  see above

    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _set_fonts(app: QApplication) -> None:
    app.setFont(font())
    for kind, worn in {
        "QPushButton": font(medium=True),
        "QToolButton": font(medium=True),
        "QHeaderView": font("small", strong=True),
        "QToolTip": font("small"),
    }.items():
        app.setFont(worn, kind)  # type: ignore[arg-type]  # the stub says bytes, the binding takes str
