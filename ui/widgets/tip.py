"""The only place that gives a tool tip: plain text, however it looks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QListWidgetItem, QWidget


def set_tip(target: "QWidget | QAction | QListWidgetItem", text: str) -> None:
    """Show `text` when the pointer rests on `target`; Qt would read markup in it, so markup in it is escaped."""
    target.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """`text` as a tip shows it as it stands; for models, which give tips themselves."""
    from PySide6.QtGui import Qt  # noqa: PLC0415  slow to load, and the sign-in page has no tips

    if Qt.mightBeRichText(text):
        return "<span>" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</span>"
    return text
