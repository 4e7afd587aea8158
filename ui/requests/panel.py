"""The panel of a request: who wants what since when, Book appointment, Withdraw, its answers and its history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.rules.words import RequestState
from frontdesk.services.forms import Requested, new_command_id
from frontdesk.views.requests import RequestView
from ui.problems import sentence
from ui.requests.parts import Answers, Facts, Head, History
from ui.requests.withdraw_sheet import WithdrawSheet
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, Loading, Tabs, button
from ui.widgets.flow import Flow
from ui.widgets.page_stack import PageStack
from ui.widgets.summary import panel_column

WIDTH = 344


class RequestPanel(QFrame):
    """`show_request` it. Signals carry ids: of the request to book, of an appointment to show."""

    book_wanted = Signal(int)
    appointment_wanted = Signal(int)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("request_panel")
        self.setAccessibleName(_("Request"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self.request_id: int | None = None
        self.view: RequestView | None = None
        self._sheet: WithdrawSheet | None = None
        self._withdraw_when_read = False
        self._command_id = ""
        self.head, self.facts = Head(), Facts()
        self.answers, self.history = Answers(), History()
        self.book_button = button(_("Book appointment"), name="book_request_button", primary=True, hint=_("Enter"))
        self.withdraw_button = button(_("Withdraw"), name="withdraw_button")
        self.close_button = button(_("Close"), name="close_request_button", look="link")
        self.tabs = Tabs(name="request_tabs", what=_("About this request"))
        self._again = button(_("Try again"), name="request_again")
        self._state = EmptyState("ph.warning-circle", "", "", self._again, name="request_state")
        self._loading = Loading(_("Reading the request"), name="request_loading", parent=self)
        self._pages = PageStack()
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        self.tabs.add_tab("answers", _("Note and answers"), self.answers)
        self.tabs.add_tab("history", _("History"), self.history)
        self.bar = QFrame()
        self.bar.setProperty("edge", "bottom")
        row = QVBoxLayout(self.bar)
        row.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        row.addWidget(Flow((self.book_button, self.withdraw_button), spacing=SPACE[1], before=1))
        content = panel_column((self.head, self.facts, self.bar), self.tabs, self.close_button, _("Esc"))
        for page in (QWidget(), content, self._state):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._loading.raise_()

    def _join(self) -> None:
        self.book_button.clicked.connect(self._book)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.close_button.clicked.connect(self.closed)
        self._again.clicked.connect(self.reload)
        self.facts.appointment_wanted.connect(self.appointment_wanted)
        self._context.changes.changed.connect(self._changed)

    def show_request(self, request_id: int) -> None:
        """Show this request; the one before stays until it is read."""
        if request_id != self.request_id:
            self.view = None
            self._withdraw_when_read = False
        self.request_id = request_id
        self.reload()

    def reload(self) -> None:
        """Read it again."""
        wanted, requests = self.request_id, self._context.clinic.requests
        if wanted is not None:
            self._loading.start()
            self._context.tasks.run(lambda: requests.view(wanted), self._read, self._failed, key="requests.panel")

    def withdraw(self) -> None:
        """Ask whether it is meant, then withdraw the request."""
        if self.view is None:
            self._withdraw_when_read = True
            return
        if self._sheet is not None or self.view.line.state is not RequestState.ACTIVE:
            return
        self._command_id = new_command_id()
        self._sheet = WithdrawSheet(self, self.view.line)
        self._sheet.accepted.connect(self._withdraw)
        self._sheet.left.connect(self._left)
        self._sheet.open()

    def _left(self) -> None:
        self._sheet = None

    def _book(self) -> None:
        if self.view is not None:
            self.book_wanted.emit(self.view.line.id)

    def _withdraw(self) -> None:
        if self.view is None:
            return
        line, command_id, requests = self.view.line, self._command_id, self._context.clinic.requests
        self._context.tasks.run(
            lambda: requests.withdraw(line.id, line.version, command_id), self._withdrawn, self._not_withdrawn
        )

    def _withdrawn(self, done: Requested) -> None:
        self._close_sheet()
        if self.view is not None:
            words = _("The request of {consumer} is withdrawn.")
            self._context.notices.show(words.format(consumer=self.view.line.consumer))
        self._context.changes.changed.emit(done.changes)

    def _not_withdrawn(self, problem: Problem) -> None:
        if isinstance(problem, ChangedElsewhere):
            self._close_sheet()
            self._context.notices.problem(problem)
            self.reload()
        elif self._sheet is not None:
            self._sheet.refuse(problem)
        else:
            self._context.notices.problem(problem)

    def _close_sheet(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.close_sheet()

    def _read(self, view: RequestView) -> None:
        self._loading.stop()
        self.view = view
        now = self._context.clinic.now()
        zone = next((one.zone for one in self._context.choices.centers if one.id == view.line.center_id), "UTC")
        waits = view.line.state is RequestState.ACTIVE
        self.head.show_view(view)
        self.facts.show_view(view, now, zone)
        self.answers.show_view(view)
        self.history.show_view(view, now, zone)
        self.bar.setVisible(waits)
        self.tabs.set_count("answers", len(view.answers) + len(view.own))
        self.setAccessibleDescription(f"{view.line.consumer}, {view.line.wanted}")
        self._pages.setCurrentIndex(1)
        if self._withdraw_when_read:
            self._withdraw_when_read = False
            self.withdraw()

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        if self.view is not None:
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This request cannot be shown"), sentence(problem))
        self._pages.setCurrentIndex(2)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.everything or self.request_id in changes.requests):
            self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            focused.click() if isinstance(focused, QPushButton) else self._book()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._loading.setGeometry(0, 0, self.width(), 6)
