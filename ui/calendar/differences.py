"""Where two layouts of the same day differ, so that nothing else is painted again."""

from collections.abc import Iterator

from PySide6.QtCore import QRect

from ui.calendar.layout import Layout, PlacedColumn


def differences(before: Layout, after: Layout) -> Iterator[QRect]:
    """The areas in which two layouts of as many columns and the same width differ, in their coordinates."""
    for old, new in zip(before.columns, after.columns, strict=True):
        if old.column == new.column:
            continue
        if _ground(old) != _ground(new):
            yield QRect(new.x, 0, new.width, after.height)
        for card in set(old.cards) ^ set(new.cards):
            yield QRect(*card.box)
        for held in set(old.held) ^ set(new.held):
            yield QRect(*held.box)


def _ground(column: PlacedColumn) -> tuple[object, ...]:
    return column.column.clinician_id, column.open, column.shades
