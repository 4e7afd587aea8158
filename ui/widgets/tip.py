"""The only place that gives a tool tip: plain text, however it looks."""

from html import escape

from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import QWidget


def set_tip(target: QWidget | QAction, text: str) -> None:
    """Show `text` when the pointer rests on `target`; markup in it is escaped."""
    target.setToolTip(f"<span>{escape(text)}</span>" if Qt.mightBeRichText(text) else text)
