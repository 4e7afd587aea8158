"""The type of the window: Inter from its package, four sizes, tabular figures where times stand in columns.

Inter comes as one variable font; the weight of a style sheet does not reach its axis on every platform, so weights are
set here, on the font, and never in the style sheet.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.tokens import SIZES


@cache
def family() -> str:
    """Load Inter once and give its family name; the system's own family where the package is missing."""
    spec = find_spec("fontpkg_inter")
    if spec is not None and spec.origin is not None:
        for file in sorted((Path(spec.origin).parent / "files").glob("Inter[[]*.ttf")):
            families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
            if families:
                return families[0]
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def font(size: str = "normal", *, strong: bool = False, medium: bool = False, tabular: bool = False) -> QFont:
    """The window's font in one of the four sizes (`small`, `normal`, `large`, `title`).

    `strong` is semi-bold, `medium` what buttons wear. With `tabular`, figures are equally wide, so that times stand
    under each other.
    """
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Medium if medium else QFont.Weight.Normal
    return QFont(_font(size, weight, tabular))


@cache
def _font(size: str, weight: QFont.Weight, tabular: bool) -> QFont:
    made = QFont(family())
    made.setPointSizeF(SIZES[size])
    made.setWeight(weight)
    made.setVariableAxis(QFont.Tag.fromString("wght"), float(weight.value))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # even spacing, as drawn by its designer
    if tabular:
        made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made
