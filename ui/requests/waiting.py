"""The waiting list of a center, first come first served by priority, alive on every desk."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action, Status
from frontdesk.views.waiting import WaitingLine
from ui.requests.list_part import ListPart
from ui.requests.waiting_model import WaitingCells, WaitingModel
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.widgets.dropdown import DropDown

ALL = 0
"""The value of the filter that leaves every service."""


class WaitingList(ListPart[WaitingLine]):
    """`action_wanted` with an appointment's id and what is to be done with it: Enter offers a time that fits.

    `wish_wanted` with the id of whose wish is to be changed.
    """

    code = "waiting"
    on_badge = False
    action_wanted = Signal(int, object)
    wish_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._kept: object = ALL
        self.model = WaitingModel(context.clinic.now(), self)
        what = _("Who waits, first come first served by priority")
        keys = _("Enter offers the one chosen the earliest free time that suits them.")
        self._make(self.model, WaitingCells(), what=what, keys=keys, sign="ph.hourglass").opened.connect(self._offer)
        self.service = DropDown(name="waiting_service", what=_("Service"))
        self.service.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self._offer_services()
        self.service.activated.connect(lambda _row: self._filter())

    # What the page calls

    def title(self) -> str:
        return _("Waiting list")

    def words(self) -> str:
        count = len(self.model.rows)
        return ngettext("{count} waits", "{count} wait", count).format(count=count) if count else ""

    def tools(self) -> tuple[QWidget, ...]:
        return (self.service,)

    def layout_state(self) -> Mapping[str, str | int]:
        return {"service": int(self.service.currentData() or ALL)}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        self._kept = state.get("service", ALL)
        self._offer_services()

    # What it says of itself

    def _read(self, center_id: int) -> tuple[WaitingLine, ...]:
        return self._context.clinic.waiting.line(center_id)

    def _fill(self, lines: tuple[WaitingLine, ...]) -> None:
        self.model.show(lines, self._context.clinic.now())

    def _left(self) -> tuple[WaitingLine, ...]:
        self._offer_services()
        wanted = self.service.currentData() or ALL
        return tuple(line for line in self._lines if wanted in (ALL, line.service_id))

    def _none(self) -> tuple[str, str]:
        return _("Nobody waits"), _("Who finds no time that suits is put on the list in the booking form.")

    def _cannot(self) -> str:
        return _("The waiting list cannot be shown")

    def _concerns(self, changes: Changes) -> bool:
        """Somebody was put on it, offered a time, booked, or wishes for something else."""
        known = {line.appointment_id for line in self._lines}
        consumers = {line.consumer_id for line in self._lines}
        return bool(changes.requests or changes.appointments & known or changes.consumers & consumers)

    def _widths(self, room: int) -> Sequence[int]:
        return self.model.widths(room)

    # Narrowing and offering

    def _offer_services(self) -> None:
        """Only those somebody waits for can be chosen, and the one that is chosen."""
        kept = self.service.currentData() or self._kept
        waited = {line.service_id: line.service for line in self._lines}
        self.service.clear()
        self.service.addItem(_("All services"), ALL)
        for number, name in sorted(waited.items(), key=lambda one: one[1].casefold()):
            self.service.addItem(name, number)
        self.service.setCurrentIndex(max(0, self.service.findData(kept)))

    def _filter(self) -> None:
        self._kept = self.service.currentData()
        self._narrow()

    def _line(self) -> WaitingLine | None:
        return next((line for line in self._lines if line.appointment_id == self._chosen), None)

    def _offer(self) -> None:
        line = self._line()
        if line is not None:
            self._take(line, action_of(line))

    def _take(self, line: WaitingLine, action: Action) -> None:
        self.action_wanted.emit(line.appointment_id, action)

    def _open_menu(self, line: WaitingLine, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("waiting_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers = _("Answered…") if line.status is Status.PENDING else _("Offer a time…")
        menu.addAction(offers, lambda: self._take(line, action_of(line)))
        menu.addAction(_("Change what they wait for…"), lambda: self.wish_wanted.emit(line.appointment_id))
        menu.addSeparator()
        menu.addAction(_("Cancel…"), lambda: self._take(line, Action.CANCEL))
        menu.popup(at)


def action_of(line: WaitingLine) -> Action:
    """The next step: a time is offered, an offer answered, a booked one moved."""
    steps = {Status.WAITLIST: Action.OFFER_SLOT, Status.PENDING: Action.CONSUMER_ACCEPTS}
    return steps.get(line.status, Action.RESCHEDULE)
