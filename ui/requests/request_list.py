"""The requests of a center that wait for an appointment, oldest first, alive on every desk."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.requests import RequestLine
from ui.problems import sentence
from ui.requests.delegate import ROW_HEIGHT, TwoLines
from ui.requests.model import Moment, RequestModel
from ui.requests.part import Part
from ui.requests.words import count_words
from ui.shell.context import Context
from ui.texts import _, local
from ui.theme import icon
from ui.widgets import EmptyState, button, set_tip
from ui.widgets.page_stack import PageStack
from ui.widgets.table import ROW, Table

MOST = 500
"""As many as the services give; there may be more."""
_MINUTE = 60_000
_LEAST_NAME = 150
"""The column of consumers is at least as wide, logical pixels; narrower columns give way to it."""


class RequestList(Part):
    """The first part of the page. Signals carry ids of requests."""

    code = "requests"
    book_wanted = Signal(int)
    withdraw_wanted = Signal(int)
    take_down_wanted = Signal()
    accept_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requests_part")
        self._context = context
        self._center: int | None = None
        self._chosen: int | None = None
        self._zone = "UTC"
        self.model = RequestModel(self._moment(), self)
        what = _("Requests that wait, oldest first")
        self.table = Table(self.model, TwoLines(), name="requests_table", what=what, row_height=ROW_HEIGHT)
        self.new_button = button(_("New request"), name="new_request_button", icon="ph.plus")
        self._again = button(_("Try again"), name="requests_again")
        self._state = EmptyState("ph.tray", "", "", self._again, name="requests_state")
        self._pages = PageStack()
        self._minute = QTimer(self, interval=_MINUTE)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.table.setAccessibleDescription(_("Enter books the request chosen."))
        set_tip(self.new_button, QKeySequence(Qt.Key.Key_Insert).toString(QKeySequence.SequenceFormat.NativeText))
        for page in (self.table, self._state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)

    def _join(self) -> None:
        self.table.moved.connect(self._row_chosen)
        self.table.opened.connect(self.book)
        self.table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        self.table.width_changed.connect(self._share_width)
        self.table.menu_wanted.connect(self._open_menu)
        self.new_button.clicked.connect(self.take_down_wanted)
        self._again.clicked.connect(self.reload)
        self._minute.timeout.connect(lambda: self.model.show_time(self._moment()))
        self._context.changes.changed.connect(self._changed)

    # What the page calls

    def title(self) -> str:
        return _("Requests")

    def words(self) -> str:
        return count_words(len(self.model.rows), MOST)

    def tools(self) -> tuple[QWidget, ...]:
        return (self.new_button,)

    def show_center(self, center_id: int) -> None:
        """Show the requests of that center."""
        if center_id != self._center:
            self._center = center_id
            self._zone = next((one.zone for one in self._context.choices.centers if one.id == center_id), "UTC")
            self._choose(None)
            self.reload()

    def reload(self) -> None:
        """Read the list again; what is chosen stays chosen while it waits."""
        center = self._center
        if center is not None:
            self.reading.emit(True)
            requests = self._context.clinic.requests
            self._context.tasks.run(lambda: requests.open(center), self._found, self._failed, key="requests.list")

    def choose_none(self) -> None:
        """No request is chosen any more."""
        self._chosen = None
        self.table.selectionModel().clear()

    def book(self) -> None:
        """Book the request chosen."""
        if self._chosen is not None:
            self.book_wanted.emit(self._chosen)

    # Reading

    def _found(self, lines: tuple[RequestLine, ...]) -> None:
        self.reading.emit(False)
        at = self.table.verticalScrollBar().value()
        gone = self._chosen is not None and all(line.id != self._chosen for line in lines)
        self.model.show(lines, self._moment())
        self._again.hide()
        if lines:
            self._pages.setCurrentWidget(self.table)
            self.table.choose(self._chosen)
            self.table.verticalScrollBar().setValue(at)
        else:
            words = _("A request that is taken down without a time stands here until it is booked.")
            self._state.set_words(_("No requests wait"), words)
            self._pages.setCurrentWidget(self._state)
        if gone:
            self._choose(None)
        self.counted.emit(len(lines))

    def _failed(self, problem: Problem) -> None:
        self.reading.emit(False)
        if self.model.rows:  # what shows stays; the status line tells that the database is away
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("The requests cannot be shown"), sentence(problem))
        self._again.show()
        self._pages.setCurrentWidget(self._state)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.requests:
            self.reload()

    def _moment(self) -> Moment:
        now = self._context.clinic.now()
        return Moment(now, self._zone, local(now, self._zone).date())

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
            ("request_book", _("Book appointment"), "ph.calendar-plus", self.book_wanted),
            ("request_withdraw", _("Withdraw request"), "ph.x", self.withdraw_wanted),
        ):
            action = menu.addAction(icon(mark, "muted"), word)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, wanted=wanted: wanted.emit(line.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _share_width(self, room: int) -> None:
        """The consumer's column takes what the others leave; when that is too little, some give of theirs."""
        columns = self.model.columns
        given = sum(column.width for column in columns if column.gives)
        fixed = sum(column.width for column in columns if not column.gives)
        share = min(1.0, max(0.0, (room - fixed - _LEAST_NAME) / given))
        widths = [round(column.width * (share if column.gives else 1)) for column in columns]
        self.table.set_widths([width or room - sum(widths) for width in widths])

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
        """Waiting times are right as soon as they are seen, and go on while they are."""
        super().showEvent(event)
        self.model.show_time(self._moment())
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        self._minute.stop()
