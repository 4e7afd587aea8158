"""The requests of a center that wait for an appointment, oldest first, alive on every desk."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.requests import RequestLine
from ui.problems import sentence
from ui.requests.delegate import ROW_HEIGHT, TwoLines
from ui.requests.group_filter import GroupFilter
from ui.requests.model import RequestModel
from ui.requests.part import Part
from ui.requests.widths import shared
from ui.requests.words import Moment, count_words
from ui.shell.context import Context
from ui.texts import _, local
from ui.theme import icon
from ui.widgets import EmptyState, button, set_tip
from ui.widgets.page_stack import PageStack
from ui.widgets.table import ROW, Table

_SECOND = 1000


class RequestList(Part):
    """The first part of the page. Signals carry ids of requests.

    `accept_wanted` when the next thing is to accept the one chosen, `accept_now_wanted` when it is meant already.
    """

    code = "requests"
    book_wanted = Signal(int)
    withdraw_wanted = Signal(int)
    take_down_wanted = Signal()
    accept_wanted = Signal()
    accept_now_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requests_part")
        self._context = context
        self._center: int | None = None
        self._chosen: int | None = None
        self._goes_on = self._is_read = False
        self._zone = "UTC"
        self._lines: tuple[RequestLine, ...] = ()
        self.model = RequestModel(self._moment(), self)
        what = _("Requests that wait, oldest first")
        self.table = Table(self.model, TwoLines(), name="requests_table", what=what, row_height=ROW_HEIGHT)
        self.group_filter = GroupFilter()
        self.new_button = button(_("Take down a phone request"), name="new_request_button")
        self._again = button(_("Try again"), name="requests_again")
        self._state = EmptyState("ph.tray", "", "", self._again, name="requests_state")
        self._pages = PageStack()
        self._second = QTimer(self, interval=_SECOND, timerType=Qt.TimerType.PreciseTimer)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.table.setAccessibleDescription(_("Enter goes to Accept, Ctrl+Enter accepts the request chosen."))
        set_tip(self.new_button, QKeySequence(Qt.Key.Key_Insert).toString(QKeySequence.SequenceFormat.NativeText))
        for page in (self.table, self._state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)

    def _join(self) -> None:
        self.table.moved.connect(self._row_chosen)
        self.table.opened.connect(self.accept_wanted)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            now = QShortcut(QKeySequence(key), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            now.activated.connect(self.accept_now_wanted)
        self.table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        self.table.width_changed.connect(self._share_width)
        self.table.menu_wanted.connect(self._open_menu)
        self.group_filter.chosen.connect(self._filter)
        self.new_button.clicked.connect(self.take_down_wanted)
        self._again.clicked.connect(self.reload)
        self._second.timeout.connect(self._grow_older)
        self._context.changes.changed.connect(self._changed)

    # What the page calls

    def title(self) -> str:
        return _("Requests")

    def words(self) -> str:
        return count_words(len(self.model.rows), len(self._lines))

    def tools(self) -> tuple[QWidget, ...]:
        return (self.group_filter, self.new_button)

    def show_center(self, center_id: int) -> None:
        if center_id != self._center:
            self._center = center_id
            self._zone = self._context.choices.zone_of(center_id)
            self._choose(None)
            self.reload()

    def reload(self) -> None:
        center = self._center
        if center is not None:
            self.group_filter.offer(self._context.choices.clinician_groups)
            self.reading.emit(True)
            requests = self._context.clinic.requests
            self._context.tasks.run(lambda: requests.open(center), self._found, self._failed, key="requests.list")

    def choose_none(self) -> None:
        self._chosen = None
        self.table.selectionModel().clear()

    def go_on(self) -> None:
        """The one chosen is answered: once it has left the list, the next one is chosen."""
        self._goes_on = True

    def layout_state(self) -> Mapping[str, str | int]:
        return {"group": self.group_filter.value()}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        self.group_filter.offer(self._context.choices.clinician_groups)
        self.group_filter.set_value(state.get("group"))
        self._filter()

    # Reading

    def _found(self, lines: tuple[RequestLine, ...]) -> None:
        self.reading.emit(False)
        self._lines, self._is_read = lines, True
        self._again.hide()
        self._show_lines()
        self.counted.emit(len(lines))

    def _filter(self) -> None:
        if self._is_read:  # before that nothing is known to be empty
            self._show_lines()
            self.counted.emit(len(self._lines))

    def _show_lines(self) -> None:
        """Show those that the filter leaves; the one chosen stays chosen while it is among them, at the same place."""
        at, place = self.table.verticalScrollBar().value(), self.model.row_of(self._chosen)
        lines = self.group_filter.leaves(self._lines)
        gone = self._chosen is not None and all(line.id != self._chosen for line in lines)
        self.model.show(lines, self._moment())
        if lines:
            self._pages.setCurrentWidget(self.table)
            self.table.choose(self._chosen)
            self.table.verticalScrollBar().setValue(at)
        else:
            self._say_none()
        if gone:
            self._leave(lines, place or 0)

    def _say_none(self) -> None:
        words = _("A request that is taken down without a time stands here until it is answered.")
        if self._lines:
            words = _("Others wait for all groups; choose “All groups” to see them.")
        self._state.set_words(_("No requests wait"), words)
        self._pages.setCurrentWidget(self._state)

    def _leave(self, lines: tuple[RequestLine, ...], place: int) -> None:
        """What was chosen waits no longer: whoever answered it here goes on with the next one."""
        goes_on, self._goes_on = self._goes_on and bool(lines), False
        self._choose(None)
        if goes_on:
            self.table.selectRow(min(place, len(lines) - 1))

    def _failed(self, problem: Problem) -> None:
        self.reading.emit(False)
        if self._lines:  # what shows stays; the status line tells that the database is away
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("The requests cannot be shown"), sentence(problem))
        self._again.show()
        self._pages.setCurrentWidget(self._state)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.requests:
            self.reload()

    def _moment(self) -> Moment:
        now, choices = self._context.clinic.now(), self._context.choices
        return Moment(now, self._zone, local(now, self._zone).date(), choices.request_late_minutes)

    def _grow_older(self) -> None:
        """A second later: only what shows, and says something else now, is painted anew."""
        if self._pages.currentWidget() is self.table and self.model.rows:
            self.model.show_time(self._moment(), self._visible_rows())

    def _visible_rows(self) -> range:
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        return range(first, len(self.model.rows) if last < 0 else last + 1)

    # Choosing

    def _row_chosen(self, line: RequestLine | None) -> None:
        if line is not None and line.id != self._chosen:
            self._choose(line)

    def _choose(self, line: RequestLine | None) -> None:
        self._chosen = line.id if line is not None else None
        self.request_chosen.emit(self._chosen)

    def _open_menu(self, line: RequestLine, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("request_menu")
        for name, word, mark, wanted in (
            ("request_book", _("Book another time"), "ph.calendar-plus", self.book_wanted),
            ("request_withdraw", _("Withdraw request"), "ph.x", self.withdraw_wanted),
        ):
            action = menu.addAction(icon(mark, "muted"), word)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, wanted=wanted: wanted.emit(line.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _share_width(self, room: int) -> None:
        widths = shared(self.model.columns, room)
        for column, width in enumerate(widths):
            self.table.setColumnHidden(column, width == 0)
        self.table.set_widths([width or 1 for width in widths])

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Insert takes a new request down, Delete asks whether the one chosen is to be withdrawn."""
        if event.key() == Qt.Key.Key_Insert:
            self.take_down_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self._chosen is not None:
            self.withdraw_wanted.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """What is pending is right as soon as it is seen, and goes on while it is."""
        super().showEvent(event)
        self.model.at = self._moment()
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        self._second.stop()
