"""What a person wants to see: tab, search, scope, filter and order together, as they are kept and shown again."""

from frontdesk.rules.words import Role
from frontdesk.views.choices import SignedIn
from frontdesk.views.lists import Narrow, Tab, Wish
from ui.appointment_list.bars import ToolRow
from ui.appointment_list.filters import FilterCard
from ui.appointment_list.sorting import Sorting
from ui.appointment_list.words import tab_word
from ui.texts import _
from ui.widgets.tab_bar import TabBar

_MINE, _CENTER, _EVERYONE = "mine", "center", "everyone"
Kept = dict[str, str | int | list[int] | list[str]]


class Wishing:
    """Reads them all; it asks for nothing itself."""

    def __init__(self, tools: ToolRow, tabs: TabBar, card: FilterCard) -> None:
        self._tools, self._tabs, self._filter = tools, tabs, card
        self.sorting = Sorting(tools.sort)
        self.center: int | None = None
        self.staff: SignedIn | None = None
        for tab in Tab:
            tabs.add_tab(tab.value, tab_word(tab))
        tabs.set_current(Tab.UPCOMING.value)
        self.offer_scopes("")

    @property
    def tab(self) -> Tab:
        """The tab that is chosen."""
        return Tab(self._tabs.current())

    def wish(self) -> Wish:
        """All of it."""
        sort, descending = self.sorting.of(self.tab)
        return Wish(self.tab, self._filter.narrow(self._scope()), self._tools.search.text().strip(), sort, descending)

    def _scope(self) -> Narrow:
        chosen = self._tools.scope.currentData()
        if chosen == _MINE and self.staff is not None:
            return Narrow(clinician_id=self.staff.staff_id)
        return Narrow() if chosen == _EVERYONE else Narrow(center_id=self.center)

    def offer_scopes(self, center: str) -> None:
        """Offer the center by its name, everyone, and only mine to who sees consumers."""
        box, was = self._tools.scope, self._tools.scope.currentData()
        box.clear()
        box.addItem(center or _("My center"), _CENTER)
        if self.staff is not None and Role.CLINICIAN in self.staff.roles:
            box.addItem(_("Only mine"), _MINE)
        box.addItem(_("Everyone"), _EVERYONE)
        box.setCurrentIndex(max(0, box.findData(was)))

    def widen(self) -> None:
        """Neither search nor filter."""
        self._tools.search.clear()
        self._filter.reset()
        self.say_filter()

    def say_filter(self) -> None:
        """Say on its button how much the filter narrows."""
        self._tools.show_filters(self._filter.count())

    def state(self) -> Kept:
        """As it is, to be kept; what was searched for is not."""
        return {
            "tab": self.tab.value,
            "scope": str(self._tools.scope.currentData()),
            "sorts": self.sorting.state(),
            "filter": self._filter.state(),
        }

    def restore(self, kept: Kept) -> None:
        """As it was kept; what is not understood is left as it is."""
        sorts, chosen = kept.get("sorts"), kept.get("filter")
        if isinstance(sorts, list):
            self.sorting.restore([str(one) for one in sorts])
        if isinstance(chosen, list):
            self._filter.restore([str(one) for one in chosen])
            self.say_filter()
        self._tools.scope.setCurrentIndex(max(0, self._tools.scope.findData(kept.get("scope"))))
        if kept.get("tab") in self._tabs.keys:
            self._tabs.set_current(str(kept["tab"]))
