"""The requests that wait as an item model, oldest first; those that wait grow older, each cell by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from frontdesk.views.requests import RequestLine
from ui.requests.words import (
    Moment,
    kind_word,
    pending_tip,
    pending_words,
    times_words,
    to_words,
    waited,
)
from ui.texts import _
from ui.widgets.table import ROW, ColumnModel
from ui.widgets.tip import plain_tip

BELOW: Final = ROW + 1
"""The second line of a cell."""


class Look(Enum):
    """How a column is painted."""

    PLAIN = auto()
    STRONG = auto()
    PENDING = auto()
    TIMES = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its two lines, and its width in logical pixels; that of 0 takes what is left.

    Where there is little room, one that `gives` becomes narrower, down to `least`.
    """

    heading: str
    text: Callable[[RequestLine, Moment], str]
    below: Callable[[RequestLine, Moment], str]
    width: int
    look: Look = Look.PLAIN
    least: int = 0


def columns() -> tuple[Column, ...]:
    """The columns in order, in the window's language."""
    return (
        Column(_("No."), lambda line, _at: str(line.id), _nothing, 64, Look.STRONG, 56),
        Column(_("Requestor"), lambda line, _at: line.consumer, _note, 0, Look.STRONG),
        Column(_("Kind"), lambda line, _at: kind_word(line.kind), _nothing, 92, least=0),
        Column(_("Service"), lambda line, _at: line.wanted, _nothing, 124, least=84),
        Column(_("Group, to"), _group, _to_below, 124, least=84),
        Column(_("Pending for"), _pending, _escalated, 104, Look.PENDING, 98),
        Column(_("Requested times"), _times, _nothing, 172, Look.TIMES, 112),
    )


PENDING: Final = 5
"""The place of the column whose texts change by themselves."""


class RequestModel(ColumnModel):
    """`show` the requests; `show_time` lets those that wait grow older."""

    def __init__(self, at: Moment, parent: QObject | None = None) -> None:
        self.columns = columns()
        super().__init__(self.columns, parent)
        self.at = at

    def show(self, lines: Sequence[RequestLine], at: Moment) -> None:
        """Show these instead."""
        self.at = at
        self.put(tuple(lines))

    def show_time(self, at: Moment, rows: Iterable[int]) -> None:
        """It is later now: of these rows, say which cells say something else than they did."""
        before, self.at = self.at, at
        text = self.columns[PENDING].text
        for row in rows:
            line = self.rows[row]
            if text(line, before) != text(line, at):
                cell = self.index(row, PENDING)
                self.dataChanged.emit(cell, cell)

    def cell(self, row: RequestLine, column: int, role: int) -> Any:
        said = self.columns[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return said.text(row, self.at)
        if role == BELOW:
            return said.below(row, self.at)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if said.look is Look.PENDING:
                return pending_tip(row, self.at)
            parts = (said.text(row, self.at), said.below(row, self.at))
            return f"{said.heading}: " + ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, said)
        return None

    def _tip(self, row: RequestLine, said: Column) -> str:
        """What has no room in the cell, and what its sign means."""
        if said.look is Look.PENDING:
            return pending_tip(row, self.at)
        parts = (said.text(row, self.at), row.note if said.look is Look.STRONG else said.below(row, self.at))
        return plain_tip("\n".join(part for part in parts if part))


def _nothing(_line: RequestLine, _at: Moment) -> str:
    return ""


def _note(line: RequestLine, _at: Moment) -> str:
    return " ".join(line.note.split())


def _group(line: RequestLine, _at: Moment) -> str:
    return line.consumer_group or to_words(line)


def _to_below(line: RequestLine, _at: Moment) -> str:
    return to_words(line) if line.consumer_group else ""


def _pending(line: RequestLine, at: Moment) -> str:
    return pending_words(waited(line, at.now))


def _escalated(line: RequestLine, _at: Moment) -> str:
    return _("Escalated") if line.escalated_at is not None else ""


def _times(line: RequestLine, at: Moment) -> str:
    return ", ".join(times_words(line, at))
