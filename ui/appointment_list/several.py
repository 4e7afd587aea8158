"""Several rows chosen at once, by Shift, Ctrl or Ctrl+A: which appointments they are, though not all rows are here."""

from PySide6.QtCore import QItemSelectionModel, QObject, Signal

from frontdesk.views.lists import PAGE
from frontdesk.views.many import MOST
from ui.appointment_list.table import ListTable

_ADD = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class Several(QObject):
    """`changed` when others are chosen, or when who they are becomes known; `row_wanted` while that must be read.

    They are kept by id: when the list changes, the same appointments stay chosen wherever they stand then.
    """

    changed = Signal()
    row_wanted = Signal()

    def __init__(self, table: ListTable) -> None:
        super().__init__(table)
        self._table = table
        self._model = table.list
        self._at: dict[int, int | None] = {}
        self._elsewhere: list[int] = []
        self._over = 0
        """How many are chosen where they are too many for one go: nobody asks who they are."""
        self.rests = False
        table.selectionModel().selectionChanged.connect(lambda *_: self._selected())

    @property
    def count(self) -> int:
        """How many; 0 where no more than one row is chosen."""
        return self._over or len(self._at) + len(self._elsewhere)

    @property
    def is_known(self) -> bool:
        """Whether it is known who they all are, and they are not too many for one go."""
        return not self._over and None not in self._at.values()

    def ids(self) -> tuple[int, ...]:
        """Who they are, as far as that is known."""
        return (*(one for one in self._at.values() if one is not None), *self._elsewhere)

    def pages(self) -> tuple[int, ...]:
        """The pages that have to be read to know who they are."""
        return tuple(dict.fromkeys(place // PAGE for place, one in self._at.items() if one is None))

    def forget(self) -> None:
        """Another list, or they were dealt with: no more than the row that is current is chosen."""
        was, self._over = self.count, 0
        self._at, self._elsewhere = {}, []
        if was:
            self.rests = True
            self._table.go_to(self._table.currentIndex().row())
            self.rests = False
            self.changed.emit()

    def rows_came(self) -> None:
        """Some of them may be here now."""
        unknown = [place for place, one in self._at.items() if one is None]
        if unknown:
            self._at |= {place: self._id(place) for place in unknown}
            self.changed.emit()

    def mark_again(self) -> None:
        """The list has changed: mark them where they stand now."""
        if not self.count or self._over:
            return
        wanted = set(self.ids())
        here = {row.id: page * PAGE + n for page, rows in self._model.pages.items() for n, row in enumerate(rows)}
        self._at = {here[one]: one for one in wanted if one in here}
        self._elsewhere = [one for one in wanted if one not in here]
        self.rests = True
        self._table.clearSelection()
        for place in self._at:
            self._table.selectionModel().select(self._model.index(place, 0), _ADD)
        self.rests = False

    def _selected(self) -> None:
        if self.rests:
            return
        was, parts = self.count, self._table.chosen_places()
        count = sum(map(len, parts))
        self._over = count if count > MOST else 0
        if 1 < count <= MOST:
            places = (place for part in parts for place in part)
            self._at = {place: self._at.get(place) or self._id(place) for place in places}
        else:
            self._at, self._elsewhere = {}, []
        if self.count or was:
            self.changed.emit()
        if self.pages():
            self.row_wanted.emit()

    def _id(self, place: int) -> int | None:
        row = self._model.row_at(place)
        return None if row is None else row.id
