"""What the lists of the requests' page share: a table that follows every desk, and words where there is nothing."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStyledItemDelegate, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from ui.problems import sentence
from ui.requests.delegate import ROW_HEIGHT
from ui.requests.part import Part
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import EmptyState, button
from ui.widgets.page_stack import PageStack
from ui.widgets.table import ROW, ColumnModel, Numbered, Table

Line = TypeVar("Line", bound=Numbered)


class ListPart(Part, Generic[Line]):
    """A part says what it reads, how its model is filled and what is chosen; the rest is here.

    What shows stays until what is read anew is there, or cannot be read; the line chosen stays chosen while it waits.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{self.code}_part")
        self._context = context
        self._center: int | None = None
        self._chosen: int | None = None
        self._lines: tuple[Line, ...] = ()
        self._is_read = False
        self._goes_on = False
        """What is chosen is being answered here: once it has left the list, the next one is chosen."""

    def _make(self, model: ColumnModel, cells: QStyledItemDelegate, *, what: str, keys: str, sign: str) -> Table:
        """The table of this model; `what` names it, `keys` says what Enter does, `sign` is the icon of an empty one."""
        self._model = model
        self.table = Table(model, cells, name=f"{self.code}_table", what=what, row_height=ROW_HEIGHT)
        self.table.setAccessibleDescription(keys)
        self._again = button(_("Try again"), name=f"{self.code}_again")
        self._state = EmptyState(sign, "", "", self._again, name=f"{self.code}_state")
        self._pages = PageStack()
        for page in (self.table, self._state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        self.table.moved.connect(self._row_chosen)
        self.table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        self.table.menu_wanted.connect(self._open_menu)
        self.table.width_changed.connect(self._share_width)
        self._again.clicked.connect(self.reload)
        self._context.changes.changed.connect(self._changed)
        self.setFocusProxy(self.table)
        return self.table

    # What each list says of itself

    def _read(self, center_id: int) -> tuple[Line, ...]:
        """What waits at the center; asked aside."""
        raise NotImplementedError

    def _fill(self, lines: tuple[Line, ...]) -> None:
        """Put these into the model."""
        raise NotImplementedError

    def _left(self) -> tuple[Line, ...]:
        """Those of all that are shown, where the list can be narrowed."""
        return self._lines

    def _tell_chosen(self) -> None:
        """Say what is chosen now."""
        self.appointment_chosen.emit(self._chosen)

    def _none(self) -> tuple[str, str]:
        """What is said where nothing waits."""
        raise NotImplementedError

    def _cannot(self) -> str:
        """What is said where it cannot be read."""
        raise NotImplementedError

    def _concerns(self, changes: Changes) -> bool:
        """Whether a change may concern what waits."""
        raise NotImplementedError

    def _widths(self, room: int) -> Sequence[int]:
        """How wide each column is, none for one that gives way."""
        raise NotImplementedError

    def _open_menu(self, line: Line, at: QPoint) -> None:
        """The menu of a line, at a global point."""
        raise NotImplementedError

    # What the page calls

    def show_center(self, center_id: int) -> None:
        if center_id != self._center:
            self._center = center_id
            self._choose(None)
            self.reload()

    def reload(self) -> None:
        center = self._center
        if center is not None:
            self.reading.emit(True)
            key = f"requests.{self.code}"
            self._context.tasks.run(lambda: self._read(center), self._found, self._failed, key=key)

    def choose_none(self) -> None:
        self._chosen = None
        self.table.selectionModel().clear()

    def go_on(self) -> None:
        """The one chosen is answered: once it has left the list, the next one is chosen."""
        self._goes_on = True

    # Reading

    def _found(self, lines: tuple[Line, ...]) -> None:
        self.reading.emit(False)
        self._lines, self._is_read = lines, True
        self._again.hide()
        self._show_lines()
        self.counted.emit(len(lines))

    def _narrow(self) -> None:
        """Something else is to be left of what was read; before that nothing is known to be empty."""
        if self._is_read:
            self._show_lines()
            self.counted.emit(len(self._lines))

    def _show_lines(self) -> None:
        lines, bar = self._left(), self.table.verticalScrollBar()
        at, place = bar.value(), self._model.row_of(self._chosen)
        gone = self._chosen is not None and all(line.id != self._chosen for line in lines)
        self._fill(lines)
        if lines:
            self._pages.setCurrentWidget(self.table)
            self.table.choose(self._chosen)
            bar.setValue(at)
        else:
            self._state.set_words(*self._none())
            self._pages.setCurrentWidget(self._state)
        if gone:
            self._leave(len(lines), place or 0)

    def _leave(self, count: int, place: int) -> None:
        """What was chosen waits no longer: whoever answered it here goes on with the next one."""
        goes_on, self._goes_on = self._goes_on and count > 0, False
        self._choose(None)
        if goes_on:
            self.table.selectRow(min(place, count - 1))

    def _failed(self, problem: Problem) -> None:
        self.reading.emit(False)
        if self._lines:  # what shows stays; the status line tells that the database is away
            self._context.notices.problem(problem)
            return
        self._state.set_words(self._cannot(), sentence(problem))
        self._again.show()
        self._pages.setCurrentWidget(self._state)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or self._concerns(changes):
            self.reload()

    # Choosing

    def _row_chosen(self, line: Line | None) -> None:
        if line is not None and line.id != self._chosen:
            self._goes_on = False
            self._choose(line)

    def _choose(self, line: Line | None) -> None:
        self._chosen = None if line is None else line.id
        self._tell_chosen()

    def _share_width(self, room: int) -> None:
        widths = self._widths(room)
        for column, width in enumerate(widths):
            self.table.setColumnHidden(column, width == 0)
        self.table.set_widths([width or 1 for width in widths])
