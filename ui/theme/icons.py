"""Icons by name from the one set that the window uses: Phosphor, out of the QtAwesome package.

Only that font of QtAwesome is read (all of them take 0.4 s), and only when the first icon is painted. An icon resolves
its colour when it is painted, so it follows light and dark by itself.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.state import current

_ICON_SHARE = 0.94
"""How much of the asked square the glyph fills."""
_MIRRORED = {
    f"caret-{side}{weight}": f"caret-{other}{weight}"
    for side, other in (("left", "right"), ("right", "left"))
    for weight in ("", "-bold")
}
"""Icons that point back or forward: where people read from the right, they point the other way."""


@cache
def letters() -> dict[str, int]:
    """The letter of the font for each icon; may be read aside, before the first icon is painted."""
    file = next(_folder().glob("phosphor-charmap-*.json"))
    return {name: int(code, 16) for name, code in json.loads(file.read_text(encoding="utf-8")).items()}


@cache
def _family() -> str:
    loaded = QFontDatabase.addApplicationFont(str(next(_folder().glob("phosphor-*.ttf"))))
    return QFontDatabase.applicationFontFamilies(loaded)[0]


@cache
def _font(pixels: int) -> QFont:
    """Kept, since a font that is made anew looks for its glyphs anew at each icon that is painted."""
    made = QFont(_family())
    made.setPixelSize(pixels)
    return made


def _folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise LookupError("qtawesome")
    return Path(spec.origin).parent / "fonts"


class _Glyph(QIconEngine):
    """Paints one glyph in the colour that its token has now."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._colour
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font(max(1, round(rect.height() * _ICON_SHARE))))
        painter.setPen(QColor(current().colour(token)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(letters()[self._shown()]))
        painter.restore()

    def _shown(self) -> str:
        if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return _MIRRORED.get(self._name, self._name)
        return self._name

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802  Qt's name
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made


def glyph_icon(name: str, colour: str) -> QIcon:
    """The icon of that name in Phosphor (`ph.calendar` or `calendar`) in a token's colour.

    Raises LookupError when the set has no such icon; that is noticed when it is first painted in a test.
    """
    return QIcon(_Glyph(name.removeprefix("ph."), colour))


def icon_names() -> frozenset[str]:
    """All names of the set."""
    return frozenset(letters())
