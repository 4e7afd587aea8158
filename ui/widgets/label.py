"""The only place that makes a label: whatever a person typed is shown as plain text and obeyed nowhere."""

from typing import Literal

from PySide6.QtWidgets import QApplication, QLabel

from ui.theme import font

_STRONG = {"strong", "caption", "heading", "title", "link"}
_SIZES = {"heading": "large", "title": "title"} | dict.fromkeys(
    ("small", "caption", "error", "warning", "key"), "small"
)

_PLAIN = 0
"""Qt.TextFormat.PlainText as the property takes it: loading Qt's namespace takes longer than the first page may."""

LabelStyle = Literal[
    "normal", "muted", "small", "strong", "caption", "heading", "title", "error", "warning", "link", "key"
]


_FROM_RIGHT = "\N{RIGHT-TO-LEFT MARK}"


class _Mirrored(QLabel):
    """Its text is read from the right also where it begins with a Latin name or a figure, unlike Qt's own way."""

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        super().setText(f"{_FROM_RIGHT}{text}" if text else "")

    def text(self) -> str:
        return super().text().removeprefix(_FROM_RIGHT)


def _align_right(made: QLabel) -> None:
    """Where people read from right to left, a Latin name stands at the right too, unlike Qt's own way."""
    from PySide6.QtCore import Qt  # noqa: PLC0415  as above

    aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    made.setAlignment(aligned)


def label(text: str, *, style: LabelStyle = "normal", wrap: bool = False, name: str = "") -> QLabel:
    """A label that shows `text` as it stands; `wrap` lets it take several lines."""
    from_right = QApplication.isRightToLeft()
    made = _Mirrored() if from_right else QLabel()
    made.setProperty("textFormat", _PLAIN)
    made.setText(text)
    made.setProperty("look", style)
    made.setFont(font(_SIZES.get(style, "normal"), strong=style in _STRONG))
    made.setWordWrap(wrap)
    if from_right:
        _align_right(made)
    if name:
        made.setObjectName(name)
    return made
