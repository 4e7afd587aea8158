"""By what each tab is sorted, and the menu that says it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from frontdesk.views.lists import IN_MEMORY, SORTABLE, Sort, Tab, Wish
from ui.appointment_list.words import sort_word, too_long_words
from ui.texts import _
from ui.widgets import set_tip

_FIRST = {
    Tab.REQUESTS: (Sort.BOOKED, False),
    Tab.UPCOMING: (Sort.WHEN, False),
    Tab.PAST: (Sort.WHEN, True),
    Tab.COMPLETED: (Sort.WHEN, True),
    Tab.CANCELLED: (Sort.WHEN, True),
}
"""Requests by who has waited longest, what comes by the soonest, what was by the latest."""


class Sorting(QObject):
    """Remembers the order of each tab; `wanted` with what is chosen from the menu of its button."""

    wanted = Signal(object)

    def __init__(self, sort_button: QPushButton) -> None:
        super().__init__(sort_button)
        self._button = sort_button
        self._orders = dict(_FIRST)
        self._offered: tuple[Sort, bool, frozenset[Sort], bool] | None = None
        self.menu = QMenu(sort_button)
        self.menu.setObjectName("list_sort_menu")
        self.menu.setToolTipsVisible(True)
        sort_button.setMenu(self.menu)

    def of(self, tab: Tab) -> tuple[Sort, bool]:
        """By what a tab is sorted, and whether it is turned round."""
        return self._orders[tab]

    def choose(self, tab: Tab, sort: Sort) -> None:
        """Sort a tab by this; the same once more turns it round."""
        now, descending = self._orders[tab]
        self._orders[tab] = (sort, not descending if now is sort else (sort is Sort.WHEN and _FIRST[tab][1]))

    def closed(self, total: int) -> frozenset[Sort]:
        """The orders that a list of so many rows has not."""
        return IN_MEMORY if total > SORTABLE else frozenset()

    def why(self, closed: frozenset[Sort]) -> str:
        """Why those are not to be had."""
        return too_long_words() if closed else ""

    def offer(self, wish: Wish, closed: frozenset[Sort], *, with_center: bool) -> None:
        """Let the menu say what there is to choose; it is made anew only when that is another."""
        offered = wish.sort, wish.descending, closed, with_center
        if offered == self._offered:
            return
        self._offered = offered
        self.menu.clear()
        for sort in Sort:
            if sort is Sort.CENTER and not with_center:
                continue
            entry = QAction(sort_word(sort), self.menu)
            entry.setObjectName(f"list_sort_{sort.value}")
            entry.setCheckable(True)
            entry.setChecked(sort is wish.sort)
            entry.setEnabled(sort not in closed)
            if sort in closed:
                set_tip(entry, self.why(closed))
                entry.setStatusTip(self.why(closed))
            entry.triggered.connect(lambda _on=False, sort=sort: self.wanted.emit(sort))
            self.menu.addAction(entry)
        self._button.setAccessibleName(_("Sorted by {column}").format(column=sort_word(wish.sort)))

    def state(self) -> list[str]:
        """The orders of all tabs, to be kept."""
        return [f"{tab.value}:{sort.value}:{int(turned)}" for tab, (sort, turned) in self._orders.items()]

    def restore(self, kept: list[str]) -> None:
        """The orders as they were kept; what is not understood is left as it is."""
        for one in kept:
            parts = one.split(":")
            if len(parts) == 3 and parts[0] in set(Tab) and parts[1] in set(Sort):
                self._orders[Tab(parts[0])] = (Sort(parts[1]), parts[2] == "1")
