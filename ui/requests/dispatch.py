"""The appointments that have a time and nobody who does it, the next to begin first, alive on every desk."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action
from frontdesk.views.dispatch import DispatchLine
from ui.requests.dispatch_model import DispatchCells, DispatchModel
from ui.requests.list_part import ListPart
from ui.shell.context import Context
from ui.texts import _, ngettext


class DispatchList(ListPart[DispatchLine]):
    """`action_wanted` with an appointment's id and what is to be done with it: Enter gives it to somebody.

    `menu_wanted` with an id and the place on the screen.
    """

    code = "dispatch"
    action_wanted = Signal(int, object)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.model = DispatchModel(context.clinic.now(), self)
        what = _("Appointments without a clinician, the next to begin first")
        keys = _("Enter gives the appointment chosen to a clinician who is free.")
        self._make(self.model, DispatchCells(), what=what, keys=keys, sign="ph.users").opened.connect(self._give)

    # What the page calls

    def title(self) -> str:
        return _("To dispatch")

    def words(self) -> str:
        count = len(self.model.rows)
        if not count:
            return ""
        return ngettext("{count} without a clinician", "{count} without a clinician", count).format(count=count)

    # What it says of itself

    def _read(self, center_id: int) -> tuple[DispatchLine, ...]:
        return self._context.clinic.dispatch.open(center_id)

    def _fill(self, lines: tuple[DispatchLine, ...]) -> None:
        self.model.show(lines, self._context.clinic.now())
        self._share_width(self.table.viewport().width())

    def _none(self) -> tuple[str, str]:
        words = _("An appointment that its clinician rejects stands here until somebody else has it.")
        return _("Nothing to dispatch"), words

    def _cannot(self) -> str:
        return _("What is to be dispatched cannot be shown")

    def _concerns(self, changes: Changes) -> bool:
        return any(center == self._center for center, _day in changes.days)

    def _widths(self, room: int) -> Sequence[int]:
        return self.model.widths(room)

    def _open_menu(self, line: DispatchLine, at: QPoint) -> None:
        self.menu_wanted.emit(line.id, at)

    def _give(self) -> None:
        if self._chosen is not None:
            self.go_on()
            self.action_wanted.emit(self._chosen, Action.ACCEPT)
