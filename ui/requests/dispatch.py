"""The appointments that have a time and nobody who does it, the next to begin first, alive on every desk."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action
from frontdesk.views.dispatch import DispatchLine
from ui.problems import sentence
from ui.requests.delegate import ROW_HEIGHT
from ui.requests.dispatch_model import DispatchCells, DispatchModel
from ui.requests.part import Part
from ui.shell.context import Context
from ui.texts import _, ngettext
from ui.widgets import EmptyState, button
from ui.widgets.page_stack import PageStack
from ui.widgets.table import ROW, Table


class DispatchList(Part):
    """`action_wanted` with an appointment's id and what is to be done with it: Enter gives it to somebody.

    `menu_wanted` with an id and the place on the screen.
    """

    code = "dispatch"
    action_wanted = Signal(int, object)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dispatch_part")
        self._context = context
        self._center: int | None = None
        self._chosen: int | None = None
        self._goes_on = False
        """What is chosen is being given away here: once it has left the list, the next one is chosen."""
        self.model = DispatchModel(context.clinic.now(), self)
        what = _("Appointments without a clinician, the next to begin first")
        self.table = Table(self.model, DispatchCells(), name="dispatch_table", what=what, row_height=ROW_HEIGHT)
        self.table.setAccessibleDescription(_("Enter gives the appointment chosen to a clinician who is free."))
        self._again = button(_("Try again"), name="dispatch_again")
        self._state = EmptyState("ph.users", "", "", self._again, name="dispatch_state")
        self._pages = PageStack()
        for page in (self.table, self._state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        self._join()
        self.setFocusProxy(self.table)

    def _join(self) -> None:
        self.table.moved.connect(self._row_chosen)
        self.table.opened.connect(self._give)
        self.table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        self.table.menu_wanted.connect(lambda line, at: self.menu_wanted.emit(line.id, at))
        self.table.width_changed.connect(self._share_width)
        self._again.clicked.connect(self.reload)
        self._context.changes.changed.connect(self._changed)

    # What the page calls

    def title(self) -> str:
        return _("To dispatch")

    def words(self) -> str:
        count = len(self.model.rows)
        if not count:
            return ""
        return ngettext("{count} without a clinician", "{count} without a clinician", count).format(count=count)

    def show_center(self, center_id: int) -> None:
        if center_id != self._center:
            self._center = center_id
            self._choose(None)
            self.reload()

    def reload(self) -> None:
        center, dispatch = self._center, self._context.clinic.dispatch
        if center is not None:
            self.reading.emit(True)
            self._context.tasks.run(lambda: dispatch.open(center), self._found, self._failed, key="requests.dispatch")

    def choose_none(self) -> None:
        self._chosen = None
        self.table.selectionModel().clear()

    # Reading

    def _found(self, lines: tuple[DispatchLine, ...]) -> None:
        self.reading.emit(False)
        self._again.hide()
        at, place = self.table.verticalScrollBar().value(), self.model.row_of(self._chosen)
        self.model.show(lines, self._context.clinic.now())
        self._share_width(self.table.viewport().width())
        if lines:
            self._pages.setCurrentWidget(self.table)
            self.table.choose(self._chosen)
            self.table.verticalScrollBar().setValue(at)
        else:
            words = _("An appointment that its clinician rejects stands here until somebody else has it.")
            self._state.set_words(_("Nothing to dispatch"), words)
            self._pages.setCurrentWidget(self._state)
        if self._chosen is not None and self.model.row_of(self._chosen) is None:
            self._leave(len(lines), place or 0)
        self.counted.emit(len(lines))

    def _leave(self, count: int, place: int) -> None:
        """What was chosen is somebody's now."""
        goes_on, self._goes_on = self._goes_on and count > 0, False
        self._choose(None)
        if goes_on:
            self.table.selectRow(min(place, count - 1))

    def _failed(self, problem: Problem) -> None:
        self.reading.emit(False)
        if self.model.rows:  # what shows stays; the status line tells that the database is away
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("What is to be dispatched cannot be shown"), sentence(problem))
        self._again.show()
        self._pages.setCurrentWidget(self._state)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(center == self._center for center, _day in changes.days):
            self.reload()

    # Choosing

    def _row_chosen(self, line: DispatchLine | None) -> None:
        if line is not None and line.id != self._chosen:
            self._goes_on = False
            self._choose(line)

    def _choose(self, line: DispatchLine | None) -> None:
        self._chosen = line.id if line is not None else None
        self.appointment_chosen.emit(self._chosen)

    def _share_width(self, room: int) -> None:
        widths = self.model.widths(room)
        for column, width in enumerate(widths):
            self.table.setColumnHidden(column, width == 0)
        self.table.set_widths([width or 1 for width in widths])

    def _give(self) -> None:
        if self._chosen is not None:
            self._goes_on = True
            self.action_wanted.emit(self._chosen, Action.ACCEPT)
