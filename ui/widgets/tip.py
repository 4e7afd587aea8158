"""The only place that gives a tool tip: plain text, however it looks."""

from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import QWidget


def set_tip(target: QWidget | QAction, text: str) -> None:
    """Show `text` when the pointer rests on `target`; markup in it is escaped."""
    if Qt.mightBeRichText(text):
        text = "<span>" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</span>"
    target.setToolTip(text)
