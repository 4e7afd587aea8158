"""The lines of the agenda: a heading for each day, its appointments below it; more come at both ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from frontdesk.views.agenda import AgendaRow
from ui.calendar.wording import look_of, service_of, spoken_card
from ui.texts import _, day_long

Index = QModelIndex | QPersistentModelIndex
LINE: Final = int(Qt.ItemDataRole.UserRole)
"""The role under which an index gives its line."""
NEXT: Final = LINE + 1
"""The role that says whether the time now lies just before the line."""


class Heading(NamedTuple):
    """A day; `empty` where nothing of it is among the lines."""

    day: date
    empty: bool = False


Line = Heading | AgendaRow


class AgendaLines(QAbstractListModel):
    """Lines by time. A day's heading stands once; an empty one only for a day that somebody asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.today = date(2000, 1, 1)
        self.now = datetime(2000, 1, 1, tzinfo=UTC)

    # What is asked of it

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is read, not chosen."""
        line = self.lines[index.row()] if index.isValid() else None
        if isinstance(line, AgendaRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == NEXT:
            return self._is_next(index.row(), line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(line)
        return None

    def row_of(self, appointment_id: int | None) -> int | None:
        """Where the appointment stands."""
        return next(
            (n for n, line in enumerate(self.lines) if isinstance(line, AgendaRow) and line.card.id == appointment_id),
            None,
        )

    def next_row(self, at: int) -> int | None:
        """The first appointment on that line or after it."""
        return next((n for n in range(at, len(self.lines)) if isinstance(self.lines[n], AgendaRow)), None)

    def first_of(self, day: date) -> int:
        """The line at which that day, or the next one with a line, begins; the number of lines beyond the last."""
        return bisect_left(self.lines, day, key=_day)

    def days(self) -> tuple[date, date] | None:
        """The first and the last day that have a line."""
        return (_day(self.lines[0]), _day(self.lines[-1])) if self.lines else None

    def rows(self) -> Iterable[AgendaRow]:
        """The appointments among the lines."""
        return (line for line in self.lines if isinstance(line, AgendaRow))

    # What changes it

    def begin(self, rows: Sequence[AgendaRow], day: date) -> None:
        """Show these rows and nothing else, with a heading for `day` in any case."""
        self.beginResetModel()
        self.lines = list(_lines(rows))
        self.endResetModel()
        self.ensure(day)

    def ensure(self, day: date) -> None:
        """Have a heading for that day, also when it has no appointment."""
        at = self.first_of(day)
        if at == len(self.lines) or _day(self.lines[at]) != day:
            self._insert(at, [Heading(day, empty=True)])

    def append(self, rows: Sequence[AgendaRow]) -> None:
        """Show these after the others."""
        self._weave(len(self.lines), rows)

    def prepend(self, rows: Sequence[AgendaRow]) -> None:
        """Show these before the others."""
        self._weave(0, rows)

    def replace_day(self, day: date, rows: Sequence[AgendaRow]) -> None:
        """Show these as all there is of that day."""
        start, end = self.first_of(day), bisect_right(self.lines, day, key=_day)
        was_asked = self.lines[start:end] == [Heading(day, empty=True)]
        self._remove(start, end)
        self._insert(start, list(_lines(rows)) or ([Heading(day, empty=True)] if was_asked else []))

    def drop_before(self, at: int) -> None:
        """Forget the lines before that one, which keeps a heading."""
        kept = self.lines[at]
        self._remove(0, at)
        if isinstance(kept, AgendaRow):
            self._insert(0, [Heading(kept.day)])

    def drop_after(self, at: int) -> None:
        """Forget that line and those after it."""
        self._remove(at, len(self.lines))

    def set_now(self, now: datetime, today: date) -> None:
        """The time goes on."""
        self.now, self.today = now, today

    # Inside

    def _weave(self, at: int, rows: Sequence[AgendaRow]) -> None:
        """Put rows at an end; of a day that is there already the heading comes first, once."""
        if not rows:
            return
        edge = rows[-1].day if at == 0 else rows[0].day
        start, end = self.first_of(edge), bisect_right(self.lines, edge, key=_day)
        there = [line for line in self.lines[start:end] if isinstance(line, AgendaRow)]
        self._remove(start, end)
        self._insert(start, list(_lines([*rows, *there] if at == 0 else [*there, *rows])))

    def _insert(self, at: int, lines: Sequence[Line]) -> None:
        if lines:
            self.beginInsertRows(QModelIndex(), at, at + len(lines) - 1)
            self.lines[at:at] = lines
            self.endInsertRows()

    def _remove(self, start: int, end: int) -> None:
        if end > start:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self.lines[start:end]
            self.endRemoveRows()

    def _is_next(self, place: int, line: Line) -> bool:
        if not isinstance(line, AgendaRow) or line.day != self.today or line.card.start <= self.now:
            return False
        before = self.lines[place - 1] if place else None
        return not isinstance(before, AgendaRow) or before.card.start <= self.now

    def _spoken(self, line: Line) -> str:
        if isinstance(line, AgendaRow):
            return ", ".join(part for part in (spoken_card(line.card, self.now), line.clinician) if part)
        return _("{day}, nothing booked").format(day=self.heading(line)) if line.empty else self.heading(line)

    def heading(self, heading: Heading) -> str:
        """`Today, Tuesday 24 November 2026`."""
        said = day_long(heading.day)
        return _("Today, {day}").format(day=said) if heading.day == self.today else said


def full_line(row: AgendaRow, now: datetime) -> str:
    """All that a line may have had no room for, on lines of its own."""
    parts = (
        spoken_card(row.card, now),
        service_of(row.card),
        row.clinician,
        row.card.room,
        look_of(row.card, now).word,
    )
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _lines(rows: Sequence[AgendaRow]) -> Iterable[Line]:
    for day, some in groupby(rows, key=lambda row: row.day):
        yield Heading(day)
        yield from some


def _day(line: Line) -> date:
    return line.day
