"""The list as an item model: as many rows as there are, of which only the pages that were looked at are there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from frontdesk.rules.words import Status
from frontdesk.views.lists import PAGE, ListRow, Sort
from ui.appointment_list.words import beside_words, look, sort_word, what_words, who_words
from ui.texts import StatusLook, _, ago, local, relative_day, time_range
from ui.widgets.table import ROW, ColumnModel, Index

BELOW: Final = ROW + 1
"""The second line of a cell."""
LOOK: Final = ROW + 2
"""The `StatusLook` of a row, in the column of the status."""
_KEPT: Final = 40
"""Pages kept; those furthest from where the person looks go first."""


@dataclass(frozen=True, slots=True)
class Moment:
    """From where times are seen: now (aware), and today at the center."""

    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is sorted by, its two lines, and its width in logical pixels; 0 takes what is left."""

    sort: Sort
    text: Callable[[ListRow, Moment], str]
    below: Callable[[ListRow, Moment], str]
    width: int
    strong: bool = False

    @property
    def heading(self) -> str:
        """What stands above it."""
        return sort_word(self.sort)


def columns() -> tuple[Column, ...]:
    """The columns in order."""
    return (
        Column(Sort.WHEN, _day, _hours, 124),
        Column(Sort.CONSUMER, lambda row, _at: row.consumer, lambda row, _at: who_words(row), 0, strong=True),
        Column(Sort.SERVICE, lambda row, _at: row.service, lambda row, _at: what_words(row), 148),
        Column(Sort.CLINICIAN, lambda row, _at: row.clinician or _("Nobody yet"), lambda row, _at: row.room, 136),
        Column(Sort.CENTER, lambda row, _at: row.center, lambda _row, _at: "", 112),
        Column(
            Sort.STATUS,
            lambda row, at: look(row, past=is_past(row, at.now)).word,
            lambda row, at: beside_words(row, at.now),
            138,
        ),
        Column(Sort.BOOKED, lambda row, at: ago(local(row.created_at, row.zone), at.today), lambda _row, _at: "", 124),
    )


def is_past(row: ListRow, now: datetime) -> bool:
    """Whether it ended without an outcome."""
    return row.status is Status.BOOKED and row.end is not None and row.end <= now


def _day(row: ListRow, at: Moment) -> str:
    return _("No time yet") if row.wall_start is None else relative_day(row.wall_start.date(), at.today)


def _hours(row: ListRow, _at: Moment) -> str:
    return "" if row.wall_start is None or row.wall_end is None else time_range(row.wall_start, row.wall_end)


class ListModel(ColumnModel):
    """`missing` is said when a row was wanted that is not there; `wanted` pages are then to be `put`."""

    missing = Signal()

    def __init__(self, at: Moment, parent: QObject | None = None) -> None:
        self.columns = columns()
        super().__init__(self.columns, parent)
        self.at = at
        self.total = 0
        self.pages: dict[int, Sequence[ListRow]] = {}
        self.unsortable: frozenset[Sort] = frozenset()
        self.why_unsortable = ""
        self._said = False

    def show(self, total: int, pages: Mapping[int, Sequence[ListRow]], at: Moment) -> None:
        """Show another list of so many rows, of which these pages are there."""
        self.beginResetModel()
        self.at, self.total, self.pages, self._said = at, total, dict(pages), False
        self.endResetModel()

    def renew(self, total: int, pages: Mapping[int, Sequence[ListRow]], at: Moment) -> None:
        """The same list as it is now: the rows that were marked and scrolled to keep their places."""
        same = total == self.total and self._says_already(pages, at)
        if total > self.total:
            self.beginInsertRows(QModelIndex(), self.total, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < self.total:
            self.beginRemoveRows(QModelIndex(), total, self.total - 1)
            self.total = total
            self.endRemoveRows()
        self.pages, self.at, self._said = dict(pages), at, False
        if not same:
            self._tell(0, self.total - 1)

    def _says_already(self, pages: Mapping[int, Sequence[ListRow]], at: Moment) -> bool:
        """Whether nothing of these pages would be painted otherwise than it is: what a row says goes by the minute."""
        same_minute = at.now.replace(second=0, microsecond=0) == self.at.now.replace(second=0, microsecond=0)
        return same_minute and all(self.pages.get(number) == rows for number, rows in pages.items())

    def put_pages(self, pages: Mapping[int, Sequence[ListRow]]) -> None:
        """These pages are there now."""
        self._said = False
        for number, rows in pages.items():
            self.pages[number] = rows
            self._tell(number * PAGE, min((number + 1) * PAGE, self.total) - 1)
        if len(self.pages) > _KEPT:
            near = min(pages)
            for number in sorted(self.pages, key=lambda page: abs(page - near))[_KEPT:]:
                del self.pages[number]

    def show_time(self, at: Moment) -> None:
        """It is later now."""
        self.at = at
        self._tell(0, self.total - 1)

    def limit_sorts(self, sorts: frozenset[Sort], why: str) -> None:
        """These orders are not to be had, and why."""
        limits = (sorts, why if sorts else "")
        if limits == (self.unsortable, self.why_unsortable):
            return
        self.unsortable, self.why_unsortable = limits
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def row_at(self, place: int) -> ListRow | None:
        """The row at a place, if it is there."""
        rows = self.pages.get(place // PAGE, ())
        return rows[place % PAGE] if place >= 0 and place % PAGE < len(rows) else None

    def row_of(self, number: int | None) -> int | None:
        """Where the appointment of that id stands, if its page is there."""
        for page, rows in self.pages.items():
            for place, row in enumerate(rows):
                if row.id == number:
                    return page * PAGE + place
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else self.total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            self._miss()
            return None
        return row if role == ROW else self.cell(row, index.column(), role)

    def cell(self, row: ListRow, column: int, role: int) -> Any:
        said = self.columns[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return said.text(row, self.at)
        if role == BELOW:
            return said.below(row, self.at)
        if role == LOOK:
            return self.look(row) if said.sort is Sort.STATUS else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (said.text(row, self.at), said.below(row, self.at))
            return f"{said.heading}: " + ", ".join(part for part in parts if part)
        return None

    def look(self, row: ListRow) -> StatusLook:
        """Word, icon and colour of a row's status now."""
        return look(row, past=is_past(row, self.at.now))

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        closed = orientation == Qt.Orientation.Horizontal and self.columns[section].sort in self.unsortable
        if closed and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.why_unsortable
        return super().headerData(section, orientation, role)

    def _miss(self) -> None:
        if not self._said:
            self._said = True
            self.missing.emit()

    def _tell(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
