"""The entries of the start page as an item model that changes only what differs: choice, scroll and buttons stay."""

from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.today.entries import Entry, Key

ENTRY: Final = int(Qt.ItemDataRole.UserRole)
"""The role under which an item gives its entry."""
Index = QModelIndex | QPersistentModelIndex


class TodayModel(QAbstractListModel):
    """`put` shows other entries; `now` is the instant as of which they are told (aware)."""

    def __init__(self, now: datetime, spoken: Callable[[Entry], str], parent: QObject | None = None) -> None:
        """`spoken` gives what a screen reader says of an entry."""
        super().__init__(parent)
        self._spoken = spoken
        self.now = now
        self.entries: list[Entry] = []

    def put(self, entries: Sequence[Entry]) -> None:
        """Show these entries: what is gone is taken out, what is new comes in, what is different is told."""
        stay = self._staying(entries)
        for place in reversed(range(len(self.entries))):
            if self.entries[place].key not in stay:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.entries[place]
                self.endRemoveRows()
        for place, entry in enumerate(entries):
            if entry.key not in stay:
                self.beginInsertRows(QModelIndex(), place, place)
                self.entries.insert(place, entry)
                self.endInsertRows()
            elif self.entries[place] != entry:
                self.entries[place] = entry
                self.dataChanged.emit(self.index(place), self.index(place))

    def _staying(self, entries: Sequence[Entry]) -> set[Key]:
        """The keys that are there before and afterwards, in the same order."""
        before, after = [one.key for one in self.entries], [one.key for one in entries]
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        return {key for block in blocks for key in before[block.a : block.a + block.size]}

    def place_of(self, key: Key | None) -> int | None:
        """Where the entry of that key stands."""
        return next((place for place, entry in enumerate(self.entries) if entry.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Keys pass over headings and words."""
        if index.isValid() and self.entries[index.row()].can_be_chosen:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags
