"""The section of groups: those of consumers, and those of clinicians with who is in them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.named_lists import NamedLine
from frontdesk.services.schedule_forms import Saved
from frontdesk.views.choices import ClinicianChoice
from ui.administration.named_list import ListWords, NamedListSection
from ui.administration.named_row import NamedRow, RowWords
from ui.administration.tick_menu import MenuButton, TickMenu
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import label
from ui.widgets.segmented import Segmented

_CONSUMERS, _CLINICIANS = "consumers", "clinicians"


class Members(MenuButton):
    """Who is in a group; `changed` by each tick."""

    changed = Signal()

    def __init__(self, name: str, clinicians: Sequence[ClinicianChoice], chosen: Sequence[int]) -> None:
        """`chosen` are the ids of those who are in it."""
        super().__init__(name, _("Who is in this group"))
        self.menu_ = TickMenu(self)
        self.menu_.setObjectName(f"{name}_menu")
        self._names = {one.id: one.name for one in clinicians}
        self.ticks = {number: self.menu_.tick(word) for number, word in self._names.items()}
        for number, tick in self.ticks.items():
            tick.setChecked(number in chosen)
        self.setMenu(self.menu_)
        self.menu_.changed.connect(self._say)
        self._say()

    def value(self) -> tuple[int, ...]:
        """The ids of those who are in it, in the order of their names."""
        return tuple(number for number, tick in self.ticks.items() if tick.isChecked())

    def _say(self) -> None:
        self.say(", ".join(self._names[number] for number in self.value()) or _("Nobody yet"))
        self.changed.emit()


class ClinicianRow(NamedRow):
    """A group of clinicians: its name, and who is in it."""

    def __init__(
        self, line: ClinicianGroupLine, number: int, words: RowWords, clinicians: Sequence[ClinicianChoice]
    ) -> None:
        super().__init__(NamedLine(line.id, line.name, line.active), number, words)
        self.members = Members(f"{words.name}_members_{number}", clinicians, line.members)
        self.row.insertWidget(1, self.members, 2)
        self.stops = (self.name, self.members, *self.stops[1:])
        self.members.changed.connect(self.changed)


class GroupsSection(NamedListSection):
    """One list for each kind of group, one of which shows."""

    name = "groups"
    icon = "ph.users-three"
    row_width = 760

    def __init__(self, context: Context) -> None:
        self.kind = _CONSUMERS
        self._next = ""
        """Chosen while something was changed in the list of the other."""
        kinds = [(_CONSUMERS, _("Consumers")), (_CLINICIANS, _("Clinicians"))]
        self.kinds = Segmented(kinds, name="groups_kind", what=_("Groups of"))
        self.kinds.set_value(self.kind)
        self.hint = label("", style="small", wrap=True, name="groups_hint")
        super().__init__(context)
        self.kinds.chosen.connect(self._choose)
        self.setFocusProxy(self.kinds)

    def list_words(self) -> ListWords:
        return ListWords(
            title=_("Groups"),
            hint="",
            add=_("Add group"),
            none=_("No groups yet."),
            changed=_(
                "{who} changed the groups meanwhile, from “{was}” to “{now}”. Nothing was saved. Cancel shows theirs."
            ),
            row=RowWords(
                self.name,
                _("Name of the group"),
                _("Name, such as Families or Cardiology"),
                _("Take away this new group"),
            ),
        )

    def parts_above(self) -> tuple[QWidget, ...]:
        return (self.kinds, self.hint)

    def make_row(self, line: Any, number: int) -> NamedRow:
        if self.kind == _CONSUMERS:
            return super().make_row(line, number)
        group = line if isinstance(line, ClinicianGroupLine) else ClinicianGroupLine(line.id, line.name, line.active)
        return ClinicianRow(group, number, self.words.row, self.context.choices.clinicians)

    def line_of(self, row: NamedRow) -> Any:
        line = row.line()
        if isinstance(row, ClinicianRow):
            return ClinicianGroupLine(line.id, line.name, line.active, row.members.value())
        return line

    def read(self) -> tuple[Any, ...]:
        kind, found = self.kind, self.context.clinic.groups.read()
        return found.consumer if kind == _CONSUMERS else found.clinician

    def write(self, wanted: tuple[Any, ...], seen: tuple[Any, ...], command_id: str) -> Saved:
        groups = self.context.clinic.groups
        if self.kind == _CONSUMERS:
            return groups.save_consumer_groups(wanted, seen, command_id)
        return groups.save_clinician_groups(wanted, seen, command_id)

    def lines_of(self, found: tuple[Any, ...]) -> tuple[Any, ...]:
        return found

    def show_found(self, found: tuple[Any, ...]) -> None:
        del found
        self.hint.setText(
            _("A consumer’s group is chosen in their form and stands on their requests.")
            if self.kind == _CONSUMERS
            else _("A request to a group goes to all who are in it; whoever is free takes it.")
        )

    def saved_words(self) -> str:
        return _("Saved: the groups of consumers") if self.kind == _CONSUMERS else _("Saved: the groups of clinicians")

    def drop(self) -> None:
        """Show what is saved, of the kind that was chosen meanwhile if one was."""
        self.kind, self._next = self._next or self.kind, ""
        self.kinds.set_value(self.kind)
        self.reload()

    def _choose(self, kind: object) -> None:
        """Show the list of that kind, once nothing changed would be lost by it."""
        self._next = str(kind)
        if self.may_leave():
            self.drop()
        else:
            self.kinds.set_value(self.kind)
