"""The seven weekdays side by side, as many of them ticked as one likes."""

from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.texts import _, weekday_short
from ui.theme import font

_DAY = 28
"""Least width of a weekday, logical pixels."""


def weekday_buttons(name: str, *, mirrored: bool) -> list[QPushButton]:
    """A button for each, Monday (0) first, named `name_weekday_0` and so on; `mirrored` from right to left."""
    ends = {6: "first", 0: "last"} if mirrored else {0: "first", 6: "last"}
    return [_weekday(name, number, ends.get(number, "")) for number in range(7)]


def _weekday(name: str, number: int, place: str) -> QPushButton:
    made = QPushButton(weekday_short(number))
    made.setObjectName(f"{name}_weekday_{number}")
    made.setAccessibleName(_("On {weekday}").format(weekday=weekday_short(number)))
    made.setCheckable(True)
    made.setAutoDefault(False)
    made.setProperty("segment", True)
    made.setProperty("tight", True)
    made.setProperty("place", place)
    made.setFont(font(medium=True))
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # seven share the width there is
    made.setMinimumWidth(_DAY)
    return made
