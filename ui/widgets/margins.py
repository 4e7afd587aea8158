"""Margins named as people read, unlike Qt's own, which stay left and right where people read from the right."""

from PySide6.QtWidgets import QApplication, QLayout


def set_margins(layout: QLayout, begin: int, top: int, end: int, bottom: int) -> None:
    """Leave these at the side where reading begins, above, at the side where it ends, and below."""
    mirrored = QApplication.isRightToLeft()
    layout.setContentsMargins(end if mirrored else begin, top, begin if mirrored else end, bottom)
