"""What opens from the filter button: ticks for clinicians, services and statuses. None ticked lets everything in."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from frontdesk.rules.words import Status
from frontdesk.views.calendar_filters import TOLD, Filters, Told
from frontdesk.views.choices import Choices
from ui.calendar.popover import Popover
from ui.texts import StatusLook, _, status_look
from ui.theme import SPACE, icon
from ui.widgets import button, label, set_tip

_KEY = Qt.ItemDataRole.UserRole
_LINES = 10
"""Lines that a list shows before it scrolls."""
_LINE = 28
"""Height of a line, logical pixels."""
_WIDTH = 196


class TickList(QListWidget):
    """A list of ticks; a click anywhere on a line, or Space, ticks it."""

    ticked = Signal()

    def __init__(self, *, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setProperty("framed", True)
        self.setFixedWidth(_WIDTH)
        self.setIconSize(QSize(14, 14))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._quiet = False
        self.itemChanged.connect(self._on_changed)

    def offer(self, lines: Iterable[tuple[object, str, StatusLook | None]], ticked: Iterable[object]) -> None:
        """Offer these: key, words, and the look of a status."""
        self._quiet = True
        self.clear()
        on = set(ticked)
        for key, words, look in lines:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            set_tip(item, words)
            if look is not None:
                item.setIcon(icon(look.icon, look.colour))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in on else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, _LINE))
            self.addItem(item)
        self._quiet = False
        if self.count():
            self.setCurrentRow(0)
            self.clearSelection()
        self.setFixedHeight(_LINE * max(3, min(_LINES, self.count())) + 8)

    def ticked_keys(self) -> frozenset[object]:
        """The keys of the lines that are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked)

    def clear_ticks(self) -> None:
        """Untick every line; says nothing."""
        self._quiet = True
        for row in range(self.count()):
            self.item(row).setCheckState(Qt.CheckState.Unchecked)
        self._quiet = False

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Show which line the keys go to."""
        super().focusInEvent(event)
        if self.currentItem() is not None:
            self.currentItem().setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """A line that no key goes to looks like the others: it is not what is chosen, the ticks are."""
        super().focusOutEvent(event)
        self.clearSelection()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Beside its box a click ticks too."""
        item = self.itemAt(event.position().toPoint())
        before = None if item is None else item.checkState()
        super().mouseReleaseEvent(event)
        if item is not None and item is self.currentItem() and item.checkState() == before:
            _turn(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter ticks as Space does; Escape is for the box around."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            _turn(item)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_changed(self, _item: QListWidgetItem) -> None:
        if not self._quiet:
            self.ticked.emit()


class FilterBox(Popover):
    """`changed` with the filters at each tick."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "calendar_filter")
        self._clinicians = TickList(name="filter_clinicians", what=_("Clinicians"))
        self._services = TickList(name="filter_services", what=_("Services"))
        self._statuses = TickList(name="filter_statuses", what=_("Status"))
        self._lists = (self._clinicians, self._services, self._statuses)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        for each in self._lists:
            each.ticked.connect(self._say)
            column = QVBoxLayout()
            column.setSpacing(SPACE[0])
            column.addWidget(label(each.accessibleName(), style="caption"))
            column.addWidget(each)
            column.addStretch()
            row.addLayout(column)
        self._clear = button(_("Clear"), name="filter_clear", look="link")
        self._clear.clicked.connect(self._clear_all)
        foot = QHBoxLayout()
        foot.addWidget(label(_("Nothing ticked shows everything."), style="small"), 1)
        foot.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addLayout(row)
        column.addLayout(foot)

    def open_under(self, anchor: QWidget, choices: Choices, center_id: int, filters: Filters) -> None:
        """Offer what there is at the center, ticked as the filters are."""
        here = (one for one in choices.clinicians if center_id in one.center_ids)
        self._clinicians.offer(((one.id, one.name, None) for one in here), filters.clinicians)
        self._services.offer(((one.id, one.name, None) for one in choices.services), filters.services)
        looks = ((told, look_of_told(told)) for told in Told)
        self._statuses.offer(((told, look.word, look) for told, look in looks), filters.statuses)
        self._clear.setEnabled(bool(filters))
        self.open_below(anchor, self._clinicians)

    def filters(self) -> Filters:
        """As they are ticked."""
        numbers = ([key for key in each.ticked_keys() if isinstance(key, int)] for each in self._lists[:2])
        clinicians, services = (frozenset(each) for each in numbers)
        statuses = frozenset(Told(str(key)) for key in self._statuses.ticked_keys())  # Qt keeps plain text
        return Filters(clinicians, services, statuses)

    def _clear_all(self) -> None:
        for each in self._lists:
            each.clear_ticks()
        self._say()
        self._clinicians.setFocus()

    def _say(self) -> None:
        filters = self.filters()
        self._clear.setEnabled(bool(filters))
        self.changed.emit(filters)


def look_of_told(told: Told) -> StatusLook:
    """Word, icon and colour of what can be filtered by."""
    if told is Told.PAST:
        return status_look(Status.BOOKED, past=True)
    return status_look(next(status for status, one in TOLD.items() if one is told))


def _turn(item: QListWidgetItem) -> None:
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
