"""What stands above and below the lists: search, scope, filter, order; how many there are, and the keys that settle."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout

from frontdesk.views.lists import Tab
from ui.appointment_list.words import total_words
from ui.texts import _
from ui.theme import SPACE, icon
from ui.widgets import SearchBox, button, label, set_tip
from ui.widgets.bar import PageBar
from ui.widgets.dropdown import DropDown

_NARROW = 720
"""Below this width of the page, in logical pixels, the search box needs the room of words that an icon says too."""


class ListSearch(SearchBox):
    """Escape clears what was typed; from an empty box it is `left`."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)


class ToolRow(PageBar):
    """Search, scope, filter and order, in the order in which they are reached by Tab."""

    def __init__(self) -> None:
        super().__init__(_("Appointments"), reading=_("Reading the appointments"), name="list")
        self.search = ListSearch(_("Name, phone, user ID or code"), name="list_search")
        self.search.setMinimumWidth(140)
        self.scope = DropDown(name="list_scope", what=_("Whose appointments"))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scope.setMinimumContentsLength(9)
        self.filter = button(_("Filter"), name="list_filter", icon="ph.funnel")
        self.sort = button(_("Sort"), name="list_sort", icon="ph.arrows-down-up")
        self._filters = 0
        set_tip(self.sort, _("Sort"))
        self.row.addSpacing(SPACE[1])
        self.row.addWidget(self.search, 1)
        for part in (self.scope, self.filter, self.sort):
            self.row.addWidget(part)

    def show_filters(self, count: int) -> None:
        """Say on the button how many filters are set."""
        self._filters = count
        self._say()
        self.filter.setIcon(icon("ph.funnel-fill" if count else "ph.funnel", "accent" if count else "text"))
        self.filter.setAccessibleName(
            _("Filter, {count} set").format(count=count) if count else _("Filter, nothing set")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        """Write on the buttons what there is room for."""
        count, narrow = self._filters, self.width() < _NARROW
        long = _("Filter · {count}").format(count=count) if count else _("Filter")
        self.filter.setText(long if not narrow else str(count) if count else "")
        self.sort.setText("" if narrow else _("Sort"))


class Footer(QFrame):
    """How many there are, and on Past the keys that settle."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "top")
        self.count = label("", style="small", name="list_total")
        self.keys = label("", style="small", name="list_keys")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], SPACE[0], SPACE[3], SPACE[0])
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.keys)
        set_tip(self.keys, _("Keys for the appointment chosen; nothing is settled by itself."))

    def show_list(self, tab: Tab, total: int, *, known: bool, cut: bool) -> None:
        """Say how many rows a tab has; `known` is whether all are counted, `cut` whether a search found too many."""
        words = total_words(tab, total) if total else ""
        if total and not known:
            words = _("Counting…")
        if cut:
            words = _("{total} of the first 200 people found. Type more to find others.").format(total=words)
        self.count.setText(words)
        settles = tab is Tab.PAST and total > 0
        self.keys.setText(_("C complete · N didn't show · R reschedule · X cancel") if settles else "")
