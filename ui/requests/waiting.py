"""The waiting list of a center, first come first served by priority, alive on every desk."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action, Status
from frontdesk.views.waiting import WaitingLine
from ui.problems import sentence
from ui.requests.delegate import ROW_HEIGHT
from ui.requests.part import Part
from ui.requests.waiting_model import WaitingCells, WaitingModel
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.widgets import EmptyState, button
from ui.widgets.dropdown import DropDown
from ui.widgets.page_stack import PageStack
from ui.widgets.table import ROW, Table

ALL = 0
"""The value of the filter that leaves every service."""


class WaitingList(Part):
    """`action_wanted` with an appointment's id and what is to be done with it: Enter offers a time that fits.

    `wish_wanted` with the id of whose wish is to be changed.
    """

    code = "waiting"
    on_badge = False
    action_wanted = Signal(int, object)
    wish_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waiting_part")
        self._context = context
        self._center: int | None = None
        self._chosen: int | None = None
        self._lines: tuple[WaitingLine, ...] = ()
        self._kept: object = ALL
        self.model = WaitingModel(context.clinic.now(), self)
        what = _("Who waits, first come first served by priority")
        self.table = Table(self.model, WaitingCells(), name="waiting_table", what=what, row_height=ROW_HEIGHT)
        self.table.setAccessibleDescription(_("Enter offers the one chosen the earliest free time that suits them."))
        self.service = DropDown(name="waiting_service", what=_("Service"))
        self.service.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self._again = button(_("Try again"), name="waiting_again")
        self._state = EmptyState("ph.hourglass", "", "", self._again, name="waiting_state")
        self._pages = PageStack()
        for page in (self.table, self._state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        self._offer_services()
        self._join()
        self.setFocusProxy(self.table)

    def _join(self) -> None:
        self.table.moved.connect(self._row_chosen)
        self.table.opened.connect(self._offer)
        self.table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        self.table.menu_wanted.connect(self._open_menu)
        self.table.width_changed.connect(self._share_width)
        self.service.activated.connect(lambda _row: self._filter())
        self._again.clicked.connect(self.reload)
        self._context.changes.changed.connect(self._changed)

    def _share_width(self, room: int) -> None:
        widths = self.model.widths(room)
        for column, width in enumerate(widths):
            self.table.setColumnHidden(column, width == 0)
        self.table.set_widths([width or 1 for width in widths])

    # What the page calls

    def title(self) -> str:
        return _("Waiting list")

    def words(self) -> str:
        count = len(self.model.rows)
        return ngettext("{count} waits", "{count} wait", count).format(count=count) if count else ""

    def tools(self) -> tuple[QWidget, ...]:
        return (self.service,)

    def show_center(self, center_id: int) -> None:
        if center_id != self._center:
            self._center = center_id
            self._choose(None)
            self.reload()

    def reload(self) -> None:
        center, waiting = self._center, self._context.clinic.waiting
        if center is not None:
            self.reading.emit(True)
            self._context.tasks.run(lambda: waiting.line(center), self._found, self._failed, key="requests.waiting")

    def choose_none(self) -> None:
        self._chosen = None
        self.table.selectionModel().clear()

    def layout_state(self) -> Mapping[str, str | int]:
        return {"service": int(self.service.currentData() or ALL)}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        self._kept = state.get("service", ALL)
        self._offer_services()

    # Reading

    def _found(self, lines: tuple[WaitingLine, ...]) -> None:
        self.reading.emit(False)
        self._again.hide()
        self._lines = lines
        self._offer_services()
        self._show()
        self.counted.emit(len(lines))

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
        self._show()
        self.counted.emit(len(self._lines))

    def _show(self) -> None:
        """Those of the service chosen, the one that is chosen kept so at its place."""
        at, wanted = self.table.verticalScrollBar().value(), self.service.currentData() or ALL
        lines = tuple(line for line in self._lines if wanted in (ALL, line.service_id))
        self.model.show(lines, self._context.clinic.now())
        if lines:
            self._pages.setCurrentWidget(self.table)
            self.table.choose(self._chosen)
            self.table.verticalScrollBar().setValue(at)
        else:
            words = _("Who finds no time that suits is put on the list in the booking form.")
            self._state.set_words(_("Nobody waits"), words)
            self._pages.setCurrentWidget(self._state)
        if self._chosen is not None and self.model.row_of(self._chosen) is None:
            self._choose(None)

    def _failed(self, problem: Problem) -> None:
        self.reading.emit(False)
        if self._lines:  # what shows stays; the status line tells that the database is away
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("The waiting list cannot be shown"), sentence(problem))
        self._again.show()
        self._pages.setCurrentWidget(self._state)

    def _changed(self, changes: Changes) -> None:
        """Somebody was put on it, offered a time, booked, or wishes for something else."""
        known = {line.appointment_id for line in self._lines}
        consumers = {line.consumer_id for line in self._lines}
        if changes.everything or changes.requests or changes.appointments & known or changes.consumers & consumers:
            self.reload()

    # Choosing

    def _row_chosen(self, line: WaitingLine | None) -> None:
        if line is not None and line.appointment_id != self._chosen:
            self._choose(line)

    def _choose(self, line: WaitingLine | None) -> None:
        self._chosen = line.appointment_id if line is not None else None
        self.appointment_chosen.emit(self._chosen)

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
