"""To which group of clinicians the requests are that show: all of them, one group, or none."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.views.choices import GroupChoice
from frontdesk.views.requests import RequestLine
from ui.texts import _
from ui.widgets.dropdown import DropDown

ALL, NO_GROUP = 0, -1
"""Values beside the ids of groups."""


class GroupFilter(DropDown):
    """`chosen` when a person chose another; hidden while the clinic has no groups."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="group_filter", what=_("Requests to"), parent=parent)
        self._groups: tuple[GroupChoice, ...] | None = None
        self._wanted = True
        self.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _row: self.chosen.emit())

    def offer(self, groups: tuple[GroupChoice, ...]) -> None:
        """Offer these groups; what is chosen stays chosen while it is among them."""
        if groups == self._groups:
            return
        kept, self._groups = self.value(), groups
        self.clear()
        self.addItem(_("All groups"), ALL)
        for one in groups:
            self.addItem(one.name, one.id)
        self.addItem(_("To no group"), NO_GROUP)
        self.set_value(kept)
        self.setVisible(self._wanted)

    def setVisible(self, visible: bool) -> None:  # noqa: N802  Qt's name
        """Show it where there are groups to choose from."""
        self._wanted = visible
        super().setVisible(visible and bool(self._groups))

    def value(self) -> int:
        """The group chosen, `ALL` or `NO_GROUP`."""
        found = self.currentData()
        return found if isinstance(found, int) else ALL

    def set_value(self, value: object) -> None:
        """Choose that one; all, where there is none such."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def leaves(self, lines: Iterable[RequestLine]) -> tuple[RequestLine, ...]:
        """Those that are to the group, or to one who is in it."""
        value = self.value()
        if value == ALL:
            return tuple(lines)
        if value == NO_GROUP:
            return tuple(line for line in lines if line.clinician_group_id is None)
        members = next((one.members for one in self._groups or () if one.id == value), ())
        return tuple(line for line in lines if line.clinician_group_id == value or line.clinician_id in members)
