"""The requests that wait as an item model: columns of two lines each, oldest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from frontdesk.views.requests import RequestLine
from ui.form_words import source_word
from ui.requests.words import (
    how_word,
    kind_word,
    since_words,
    waited,
    waiting_words,
    wish_words,
)
from ui.texts import _, lower_first
from ui.widgets.table import ROW, ColumnModel

BELOW: Final = ROW + 1
"""The second line of a cell."""


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


class RequestModel(ColumnModel):
    """`show` the requests; `show_time` lets those that wait grow older."""

    def __init__(self, at: Moment, parent: QObject | None = None) -> None:
        self.columns = columns()
        super().__init__(self.columns, parent)
        self._at = at

    def show(self, lines: Sequence[RequestLine], at: Moment) -> None:
        """Show these instead."""
        self._at = at
        self.put(tuple(lines))

    def show_time(self, at: Moment) -> None:
        """It is later now."""
        self._at = at
        if self.rows:
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(0, last), self.index(len(self.rows) - 1, last))

    def cell(self, row: RequestLine, column: int, role: int) -> Any:
        said = self.columns[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return said.text(row, self._at)
        if role == BELOW:
            return said.below(row, self._at)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (said.text(row, self._at), said.below(row, self._at))
            return f"{said.heading}: " + ", ".join(part for part in parts if part)
        return None


def first_line(text: str) -> str:
    """A note in one line."""
    return " ".join(text.split())
