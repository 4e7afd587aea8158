"""Where two layouts of the same days differ, so that nothing else is painted again."""

from collections.abc import Iterator

from PySide6.QtCore import QRect

from ui.calendar.layout import Layout, PlacedColumn


def comparable(before: Layout, after: Layout) -> bool:
    """Whether both have the same room for the same days, so that only what stands in the columns may differ."""
    return _plan(before) == _plan(after)


def differences(before: Layout, after: Layout) -> Iterator[QRect]:
    """The areas in which two comparable layouts differ, in their coordinates."""
    for old, new in zip(before.columns, after.columns, strict=True):
        if old.column == new.column:
            continue
        if _ground(old) != _ground(new):
            yield QRect(new.x, 0, new.width, after.height)
        for card in set(old.cards) ^ set(new.cards):
            yield QRect(*card.area)
        for held in set(old.held) ^ set(new.held):
            yield QRect(*held.box)


def _plan(layout: Layout) -> tuple[object, ...]:
    days = [(one.day.center_id, one.day.day, one.day.zone, one.x, one.width, one.columns) for one in layout.days]
    sizes = [(one.x, one.width) for one in layout.columns]
    return layout.week, layout.mirrored, layout.scale, layout.width, layout.height, days, sizes


def _ground(column: PlacedColumn) -> tuple[object, ...]:
    return column.column.whose, column.open, column.shades
