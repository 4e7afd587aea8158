"""The requests that wait as an item model: columns of two lines each, oldest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from frontdesk.views.requests import RequestLine
from ui.requests.words import (
    how_word,
    kind_word,
    lower_first,
    since_words,
    source_word,
    waited,
    waiting_words,
    wish_words,
)
from ui.texts import _

LINE: Final = int(Qt.ItemDataRole.UserRole)
BELOW: Final = LINE + 1
"""The second line of a cell."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Moment:
    """From where times are seen: now (aware), and the center's zone."""

    now: datetime
    zone: str
    today: date


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its two lines, and its width in logical pixels; that of 0 takes what is left.

    One that `gives` becomes narrower where there is little room.
    """

    heading: str
    text: Callable[[RequestLine, Moment], str]
    below: Callable[[RequestLine, Moment], str]
    width: int
    strong: bool = False
    gives: bool = False
    icon: str = ""


def columns() -> tuple[Column, ...]:
    """The columns in order, in the window's language; the second takes the width that is left."""
    return (
        Column(_("No."), lambda line, _at: str(line.id), lambda _line, _at: "", 60, strong=True),
        Column(_("Consumer"), lambda line, _at: line.consumer, lambda line, _at: first_line(line.note), 0, strong=True),
        Column(
            _("Wants"),
            lambda line, _at: line.wanted,
            lambda line, _at: _("{kind} · {source}").format(
                kind=kind_word(line.kind), source=lower_first(source_word(line.source))
            ),
            176,
            gives=True,
        ),
        Column(_("With"), lambda line, _at: wish_words(line), lambda line, _at: how_word(line), 128, gives=True),
        Column(
            _("Waiting for"),
            lambda line, at: waiting_words(waited(line, at.now)),
            lambda line, at: since_words(line, at.zone, at.today),
            160,
            icon="ph.clock",
        ),
    )


class RequestModel(QAbstractTableModel):
    """`show` the requests; `show_time` lets those that wait grow older."""

    def __init__(self, at: Moment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns()
        self.lines: tuple[RequestLine, ...] = ()
        self._at = at

    def show(self, lines: Sequence[RequestLine], at: Moment) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.lines, self._at = tuple(lines), at
        self.endResetModel()

    def show_time(self, at: Moment) -> None:
        """It is later now."""
        self._at = at
        if self.lines:
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(0, last), self.index(len(self.lines) - 1, last))

    def row_of(self, request_id: int | None) -> int | None:
        """Where this request stands."""
        return next((row for row, line in enumerate(self.lines) if line.id == request_id), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line, self._at)
        if role == BELOW:
            return column.below(line, self._at)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (column.text(line, self._at), column.below(line, self._at))
            return f"{column.heading}: " + ", ".join(part for part in said if part)
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return None


def first_line(text: str) -> str:
    """A note in one line."""
    return " ".join(text.split())
