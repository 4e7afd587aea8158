"""The lines of the first openings as an item model: a row for each day, a column for each of its times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from frontdesk.views.openings import Opening
from ui.openings.words import nothing_left, spoken
from ui.texts import relative_day, time_of

WHO: Final = int(Qt.ItemDataRole.UserRole)
"""The short name of who gives it, nothing where everybody knows."""
_TEXTS: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DayLine:
    """A working day with its first free times, none when it is full."""

    day: date
    openings: tuple[Opening, ...]


class DayLines(QAbstractTableModel):
    """What `show` was given; the header at the left has the days."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[DayLine, ...] = ()
        self._names: Mapping[int, str] = {}
        self._today = date.min

    def show(self, lines: Sequence[DayLine], names: Mapping[int, str], today: date) -> None:
        """Show these lines; `names` are those of clinicians by id, empty when it is always the same one."""
        self.beginResetModel()
        self.lines, self._names, self._today = tuple(lines), names, today
        self.endResetModel()

    def opening(self, index: Index) -> Opening | None:
        """The free time of a cell, None of one that has none."""
        if not index.isValid():
            return None
        openings = self.lines[index.row()].openings
        return openings[index.column()] if index.column() < len(openings) else None

    def place_of(self, wanted: Opening) -> tuple[int, int] | None:
        """Row and column of the same start with the same clinician."""
        for row, line in enumerate(self.lines):
            for column, one in enumerate(line.openings):
                if (one.start, one.clinician_id) == (wanted.start, wanted.clinician_id):
                    return row, column
        return None

    def nearest_in(self, row: int, wanted: Opening) -> int:
        """The column of the line whose time of day is nearest to that of `wanted`."""
        goal = _since_midnight(wanted)
        openings = self.lines[row].openings
        return min(range(len(openings)), key=lambda column: abs(_since_midnight(openings[column]) - goal))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        if parent.isValid() or not self.lines:
            return 0
        return max(1, *(len(line.openings) for line in self.lines))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        opening = self.opening(index)
        if opening is not None:
            return self._of_opening(opening, role)
        if index.isValid() and index.column() == 0 and role in _TEXTS:
            return nothing_left(self.lines[index.row()].day, self._today)
        return None

    def _of_opening(self, opening: Opening, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return time_of(opening.wall_start)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(opening, self._today)
            case _ if role == WHO and self._names:
                return self._names.get(opening.clinician_id, opening.clinician)
            case _:
                return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return relative_day(self.lines[section].day, self._today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.opening(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _since_midnight(opening: Opening) -> timedelta:
    wall = opening.wall_start
    return timedelta(hours=wall.hour, minutes=wall.minute)
