"""The panel of a request: answer it with one of its times and somebody who can, or look up what was said and done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.rules.words import RequestState
from frontdesk.services.forms import AcceptRequest, Booked, DeclineRequest, Requested
from frontdesk.views.assignment import Assignment
from frontdesk.views.requests import RequestView
from ui.problems import sentence
from ui.requests.answering import Answering
from ui.requests.assign_part import AssignPart
from ui.requests.closing_sheets import ClosingSheet, DeclineSheet, WithdrawSheet
from ui.requests.panel_foot import PanelFoot
from ui.requests.parts import Details, Head, History
from ui.requests.words import Moment, closed_words
from ui.saving import checking_words
from ui.shell.context import Context
from ui.texts import _, local
from ui.widgets import EmptyState, Loading, Tabs, button
from ui.widgets.page_stack import PageStack

WIDTH = 380
_SECOND = 1000


class RequestPanel(QFrame):
    """`show_request` it. Signals carry ids: of the request to book, with a clinician or None, of an appointment.

    `accepted` with Booked when it was accepted here, `answered` when it leaves the list by what was done here, `left`
    when the keys go back to the list.
    """

    book_wanted = Signal(int, object)
    appointment_wanted = Signal(int)
    accepted = Signal(object)
    answered = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("request_panel")
        self.setAccessibleName(_("Request"))
        self.setProperty("surface", True)
        self.setFixedWidth(WIDTH)
        self._context = context
        self.request_id: int | None = None
        self.view: RequestView | None = None
        self._sheet: ClosingSheet | None = None
        self._when_read: Callable[[], None] | None = None
        self.answering = Answering(context, self)
        self.head, self.assign, self.foot = Head(), AssignPart(context), PanelFoot()
        self.details, self.history = Details(), History()
        self.tabs = Tabs(name="request_tabs", what=_("About this request"))
        self._again = button(_("Try again"), name="request_again")
        self._state = EmptyState("ph.warning-circle", "", "", self._again, name="request_state")
        self._loading = Loading(_("Reading the request"), name="request_loading", parent=self)
        self._pages = PageStack()
        self._second = QTimer(self, interval=_SECOND, timerType=Qt.TimerType.PreciseTimer)
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        self.tabs.add_tab("assign", _("Answer"), self.assign)
        self.tabs.add_tab("answers", _("Details"), self.details)
        self.tabs.add_tab("history", _("History"), self.history)
        content = QWidget()
        inside = QVBoxLayout(content)
        column = QVBoxLayout(self)
        for each in (inside, column):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self.tabs, 1)
        inside.addWidget(self.foot)
        for page in (QWidget(), content, self._state):
            self._pages.addWidget(page)
        column.addWidget(self._pages)
        self._loading.raise_()

    def _join(self) -> None:
        foot, assign, answering = self.foot, self.assign, self.answering
        foot.accept.clicked.connect(self.accept)
        foot.decline.clicked.connect(self.decline)
        foot.withdraw.clicked.connect(self.withdraw)
        assign.changed.connect(lambda: foot.show_answer(assign.answer))
        for rows in (assign.times, assign.clinicians):
            rows.chosen.connect(lambda _key: self._chosen_anew())
        assign.windows.chosen.connect(lambda _window: self._chosen_anew())
        assign.meant.connect(self.accept)
        assign.other_time_wanted.connect(self._book)
        self.details.appointment_wanted.connect(self.appointment_wanted)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            now = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            now.activated.connect(self.accept)
        answering.accepted.connect(self._accepted)
        answering.closed.connect(self._done)
        answering.refused.connect(self._refused)
        answering.checking.connect(lambda: foot.say_problem(checking_words()))
        answering.busy_changed.connect(foot.set_busy)
        self._again.clicked.connect(self.reload)
        self._second.timeout.connect(self._grow_older)
        self._context.changes.changed.connect(self._changed)

    # What the shell calls

    def show_request(self, request_id: int) -> None:
        """Show this request; the one before stays until it is read."""
        if request_id != self.request_id:
            self.view = self._when_read = None
            self.answering.look_away()
            self._close_sheet()
            self.foot.say_problem("")
            self.foot.accept.setEnabled(False)
            self.assign.begin(notify=self._context.choices.actions.notify)
        self.request_id = request_id
        self.reload()

    def reload(self) -> None:
        """Read it again; what is chosen and typed stays."""
        wanted = self.request_id
        if wanted is not None:
            self._loading.start()
            self._context.tasks.run(partial(self._look, wanted), self._read, self._failed, key="requests.panel")

    def typed(self) -> bool:
        """Whether something would be lost if another request was shown."""
        return self.view is not None and self.assign.typed()

    def go_to_accept(self) -> None:
        """Give the keys to the next thing to do."""
        if self.view is None:
            self._when_read = self.go_to_accept
        elif self._waits():
            self.tabs.set_current("assign")
            (self.foot.accept if self.foot.accept.isEnabled() else self._first_choice()).setFocus()

    def accept(self) -> None:
        """Say yes with what is chosen, once that is read."""
        if self.view is None:
            self._when_read = self.accept
            return
        answer, line = self.assign.answer, self.view.line
        if not self._waits() or self._sheet is not None or self.answering.busy:
            return
        if answer.books:
            self._book()
        elif answer.why_not:
            self.tabs.set_current("assign")
            self.foot.say_problem(answer.why_not)
            self._first_choice().setFocus()
        else:
            self.foot.say_problem("")
            form = AcceptRequest(line.id, line.version, answer.start, answer.clinician_id, *self._told())
            self.answering.accept(form)

    def decline(self) -> None:
        """Ask whether it is meant, then say no."""
        if self.view is not None:
            response, notify = self._told()
            self._ask(DeclineSheet(self, self.view.line, response, notify=notify), self._decline)

    def withdraw(self) -> None:
        """Ask whether it is meant, then withdraw the request."""
        if self.view is None:
            self._when_read = self.withdraw
        elif self._sheet is None and self._waits():
            self._ask(WithdrawSheet(self, self.view.line), self._withdraw)

    # Answering

    def _waits(self) -> bool:
        return self.view is not None and self.view.line.state is RequestState.ACTIVE

    def _chosen_anew(self) -> None:
        """What was refused is not what is chosen now."""
        if self._waits() and not self.answering.busy:
            self.foot.say_problem("")

    def _first_choice(self) -> QWidget:
        rows = (self.assign.clinicians, self.assign.times)
        return next((one for one in rows if not one.isHidden()), self.assign.other_time)

    def _told(self) -> tuple[str, bool]:
        return self.assign.response.toPlainText().strip(), self.assign.notify.isChecked()

    def _book(self) -> None:
        if self.view is not None:
            self.book_wanted.emit(self.view.line.id, self.assign.answer.clinician_id)

    def _ask(self, sheet: ClosingSheet, then: Callable[[], None]) -> None:
        self._sheet = sheet
        sheet.accepted.connect(then)
        sheet.left.connect(self._left_sheet)
        sheet.open()

    def _left_sheet(self) -> None:
        self._sheet = None

    def _decline(self) -> None:
        if self.view is not None and not self.answering.busy:
            line = self.view.line
            self.answering.decline(DeclineRequest(line.id, line.version, *self._told()), line)

    def _withdraw(self) -> None:
        if self.view is not None and not self.answering.busy:
            self.answering.withdraw(self.view.line)

    def _accepted(self, done: Booked) -> None:
        self._done(done)
        self.accepted.emit(done)

    def _done(self, done: Booked | Requested) -> None:
        """It leaves the list; with it goes what was typed, unless another one shows by now."""
        if done.request_id == self.request_id:
            self._close_sheet()
            self.assign.response.clear()
            self.foot.say_problem("")
            self.answered.emit()
        self._context.changes.changed.emit(done.changes)

    def _refused(self, problem: Problem) -> None:
        """Say why, where it was asked; what stands there now is read anew, and what was typed is kept."""
        if self._sheet is not None and not isinstance(problem, ChangedElsewhere):
            self._sheet.refuse(problem)
            return
        self._close_sheet()
        self.tabs.set_current("assign")
        self.foot.say_problem(sentence(problem))
        self.assign.look_anew()
        self.reload()

    def _close_sheet(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.close_sheet()

    # Reading

    def _look(self, request_id: int) -> RequestView | Assignment:
        """What is known of it, and who could take it while it waits; aside from the window."""
        requests = self._context.clinic.requests
        view = requests.view(request_id)
        return requests.assignment(request_id) if view.line.state is RequestState.ACTIVE else view

    def _read(self, found: RequestView | Assignment) -> None:
        self._loading.stop()
        view = found if isinstance(found, RequestView) else found.request
        fresh = self.view is None
        self.view = view
        at = self._moment(view)
        if isinstance(found, Assignment):
            self.assign.show_assignment(found, at.today, view.line.note)
        self.head.show_view(view, at)
        self.details.show_view(view, at)
        self.history.show_view(view, at.now, at.zone)
        self.tabs.set_count("answers", len(view.answers) + len(view.own))
        self._show_open(waits=self._waits(), fresh=fresh)
        self.setAccessibleDescription(f"{view.line.consumer}, {view.line.wanted}")
        self._pages.setCurrentIndex(1)
        if (then := self._when_read) is not None:
            self._when_read = None
            then()

    def _show_open(self, *, waits: bool, fresh: bool) -> None:
        """What waits can be answered; what was typed to one that waits no longer stays in sight."""
        open_ = waits or self.assign.typed()
        self.tabs.set_tab_visible("assign", open_)
        self.foot.setVisible(open_)
        if fresh:
            self.tabs.set_current("assign" if waits else "answers")
        if self.view is not None:
            self.foot.show_open(waits=waits, words=closed_words(self.view.line, self._moment(self.view)))

    def _moment(self, view: RequestView) -> Moment:
        now, choices = self._context.clinic.now(), self._context.choices
        zone = choices.zone_of(view.line.center_id)
        return Moment(now, zone, local(now, zone).date(), choices.request_late_minutes)

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        if self.view is not None:
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("This request cannot be shown"), sentence(problem))
        self._pages.setCurrentIndex(2)

    def _changed(self, changes: Changes) -> None:
        """Read anew what others changed: the request, or, while it waits, who could take it."""
        view = self.view
        could = changes.on_demand | changes.plans if view is not None and self._waits() else frozenset()
        concerned = view is not None and (view.line.center_id in could or (self._waits() and bool(changes.calendars)))
        if self.isVisible() and (changes.everything or concerned or self.request_id in changes.requests):
            self.reload()

    def _grow_older(self) -> None:
        if self.view is None or not self._waits():
            return
        at = self._moment(self.view)
        self.head.grow_older(self.view, at)
        if self.assign.is_stale(at.now) and not self.answering.busy and not self._context.tasks.busy:
            self.reload()

    # Qt's events

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        super().showEvent(event)
        self._grow_older()
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        self._second.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter accepts, or presses the button it stands on; Escape gives the keys back to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            focused.click() if isinstance(focused, QPushButton) else self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._loading.setGeometry(0, 0, self.width(), 6)
