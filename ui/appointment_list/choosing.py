"""Which row is chosen: by click, by key, by its place; kept while the list changes, and given on when it is settled."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent

from frontdesk.views.lists import PAGE, ListRow, Tab
from ui.appointment_list.several import Several
from ui.appointment_list.table import ListTable
from ui.widgets.table import ROW


class Choosing(QObject):
    """Signals carry ids of appointments; `row_wanted` when a row was chosen by a place that is not there yet."""

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    action_wanted = Signal(int, object)
    row_wanted = Signal()

    def __init__(self, table: ListTable) -> None:
        super().__init__(table)
        self._table = table
        self._model = table.list
        self.id: int | None = None
        self._touched: int | None = None
        self._place: int | None = None
        self._rests = False
        self.several = Several(table)
        self.several.row_wanted.connect(self.row_wanted)
        self.several.changed.connect(self._several_changed)
        table.opened.connect(self.open)
        table.moved.connect(self._moved)
        table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        table.menu_wanted.connect(self._menu)
        table.settle_wanted.connect(self._settle)

    def shows(self) -> bool:
        """Whether the one that is chosen stands in the part of the list that is there."""
        return self._model.row_of(self.id) is not None

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While rows come and go Qt makes others current; none of that is a choice."""
        self._rests = self.several.rests = True
        yield
        self._rests = self.several.rests = False
        self.several.mark_again()

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment where it shows, or nothing."""
        self.id = appointment_id
        if appointment_id is None:
            self._unmark()
        else:
            self._table.choose(appointment_id)

    def mark(self) -> None:
        """Mark again what is chosen, if it is there."""
        if self.id is not None:
            self._table.choose(self.id)

    def open(self) -> None:
        """Open the one that is chosen."""
        if self.id is not None and self.shows():
            self.opened.emit(self.id)

    def move(self, event: QKeyEvent) -> None:
        """The arrow keys move in the list while the search has the focus."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        if self._model.total:
            place = self._table.currentIndex().row() + steps[Qt.Key(event.key())]
            self._table.go_to(max(0, min(place, self._model.total - 1)))

    def forget_place(self) -> None:
        """Another list: a place in the one before means nothing."""
        self._place = None

    def pages(self) -> tuple[int, ...]:
        """The pages that are to be there: those that show, and that of the place chosen."""
        place = () if self._place is None else (self._place // PAGE,)
        return tuple(dict.fromkeys((*self._table.pages(), *place, *self.several.pages())))

    def rows_came(self) -> None:
        """The row at the place that was chosen may be there now."""
        self.several.rows_came()
        if self._place is not None and (row := self._model.row_at(self._place)) is not None:
            self._place = None
            self._choose(row)

    def settled_here(self) -> None:
        """This person took an action on the one that is chosen."""
        self._touched = self.id

    def follow(self, before: int, tab: Tab) -> None:
        """The chosen one stood at place `before` and does not any more.

        Settled by this person it gives way to the next. Else the panel shows what became of it, and nobody is chosen
        instead, so that no key meant for one falls on another.
        """
        self._unmark()
        if self._touched == self.id and tab is Tab.PAST:
            self._choose_place(before)

    def _unmark(self) -> None:
        self._table.clearSelection()
        self._table.setCurrentIndex(self._model.index(-1, -1))

    def _choose_place(self, place: int) -> None:
        if not self._model.total:
            self.id = None
            return
        place = min(place, self._model.total - 1)
        if (row := self._model.row_at(place)) is not None:
            self._table.choose(row.id)
        else:
            self._place = place
            self.row_wanted.emit()

    def _moved(self, row: ListRow | None) -> None:
        if self._rests or self.several.count:
            return
        if row is not None:
            self._choose(row)
        elif self._table.currentIndex().isValid():
            self._place = self._table.currentIndex().row()

    def _choose(self, row: ListRow | None) -> None:
        if row is not None and row.id != self.id and not self.several.count:
            self.id = row.id
            self.chosen.emit(row.id)

    def _several_changed(self) -> None:
        """Of several that were chosen only the current one is left."""
        if not self.several.count and not self._rests:
            self._choose(self._model.row_at(self._table.currentIndex().row()))

    def _menu(self, row: ListRow | None, at: QPoint) -> None:
        if row is not None:
            self._touched = row.id
            self.menu_wanted.emit(row.id, at)

    def _settle(self, action: object) -> None:
        if self.id is not None and self.shows() and not self.several.count:
            self._touched = self.id
            self.action_wanted.emit(self.id, action)
