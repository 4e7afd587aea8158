"""The list of consumers as an item model: columns by definition, pages fetched when scrolled to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from frontdesk.texts import phone_text
from frontdesk.views.consumers import ConsumerRow
from ui.texts import _, day_number
from ui.widgets.table import ColumnModel, Index

_SEEN_FIRST = 30
"""Rows in a window of common height."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its text of a row, and its share of the width."""

    heading: str
    text: Callable[[ConsumerRow], str]
    share: int


def columns() -> tuple[Column, ...]:
    """The columns in order, in the window's language."""
    return (
        Column(_("Name"), lambda row: row.name, 24),
        Column(_("Birth date"), lambda row: day_number(row.birth_date) if row.birth_date else "", 15),
        Column(_("Phone"), lambda row: phone_text(row.phone), 20),
        Column(_("E-mail"), lambda row: row.email, 23),
        Column(_("User ID"), lambda row: row.user_id, 18),
    )


def prepare(rows: Sequence[ConsumerRow]) -> None:
    """Make the texts that take longest of the rows that are seen first; call it aside, since they are kept."""
    for row in rows[:_SEEN_FIRST]:
        phone_text(row.phone)


class ConsumerModel(ColumnModel):
    """Rows shown so far. `more_wanted` asks for the page after a key; `add_page` answers it."""

    more_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        self.columns = columns()
        super().__init__(self.columns, parent)
        self.rows: list[ConsumerRow] = []
        self._complete = True
        self._asked = False

    def show(self, rows: tuple[ConsumerRow, ...], *, complete: bool) -> None:
        """Replace all rows; `complete` when no page follows. The same rows again are not painted again."""
        self._complete, self._asked = complete, False
        if self.rows != list(rows):
            self.put(list(rows))

    def add_page(self, rows: tuple[ConsumerRow, ...], *, complete: bool) -> None:
        """Append the page that was asked for."""
        self._complete, self._asked = complete, False
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()

    def page_failed(self) -> None:
        """The page did not come; scrolling may ask for it again."""
        self._asked = False

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802  Qt's name
        return not parent.isValid() and not self._complete and not self._asked and bool(self.rows)

    def fetchMore(self, parent: Index) -> None:  # noqa: N802  Qt's name
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit((self.rows[-1].sort_name, self.rows[-1].id))

    def text(self, row: int, column: int) -> str:
        """What stands in that column of the row."""
        return self.columns[column].text(self.rows[row])

    def cell(self, row: ConsumerRow, column: int, role: int) -> Any:
        return self.columns[column].text(row) if role == Qt.ItemDataRole.DisplayRole else None
