"""The queue of messages as a sheet: what waits, failed and went out lately, each with its age and its reason."""

from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import OutboxState
from frontdesk.services.outgoing import MOST_SHOWN, MailState, QueuedMessage
from frontdesk.services.schedule_forms import Saved
from ui.problems import sentence
from ui.saving import Saving
from ui.shell.context import Context
from ui.shell.message_queue_words import message_row, state_words
from ui.texts import _, local
from ui.theme import SPACE, icon
from ui.widgets import EmptyState, Row, RowList, Segmented, Sheet, button, label
from ui.widgets.flow import Flow
from ui.widgets.page_stack import PageStack

_WIDTH, _HEIGHT = 720, 380
_SIGN = 16
_KEY = "shell.queue"
_PAUSE, _TURN = 300, 30_000
"""Milliseconds after a change, and between two looks while it is open: ages grow."""
Page = tuple[QueuedMessage, ...]


class MessageQueue(Sheet):
    """`appointment_wanted` with the id of the one that a message is about."""

    appointment_wanted = Signal(int)

    def __init__(self, parent: QWidget, context: Context, zone: str) -> None:
        super().__init__(parent, _("Messages"), name="message_queue", width=_WIDTH)
        self._context, self._zone = context, zone
        self._shown: dict[int, QueuedMessage] = {}
        self._more = False
        self._sign = label("")
        self.state = label("", wrap=True, name="message_queue_state")
        self.states = Segmented(_states(), name="message_queue_which", what=_("Messages"))
        self.states.set_value(OutboxState.WAITING)
        self.list = RowList(name="message_queue_list", what=_("Messages"), framed=True)
        self._nothing = EmptyState("ph.envelope-simple", *_empty(OutboxState.WAITING), name="message_queue_nothing")
        self.problem = label("", style="error", wrap=True, name="message_queue_problem")
        self.resend = button(_("Send again"), name="message_resend", icon="ph.paper-plane-tilt")
        self.open_appointment = button(_("Open appointment"), name="message_open", icon="ph.calendar-blank")
        self._saving = Saving(context.tasks, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._turn = QTimer(self, interval=_TURN)
        self._fill()
        self._join()
        self._offer()

    def show_state(self, which: OutboxState) -> None:
        """Show the messages in that state."""
        self.states.set_value(which)
        self.list.set_rows([], keep=False)
        self.look()

    def look(self) -> None:
        """Read how sending stands, and as many messages as show."""
        outgoing, which = self._context.clinic.outgoing, self._which()
        self._context.tasks.run(
            lambda: (outgoing.state(), outgoing.queue([which])), self._found, self._failed, key=_KEY
        )

    # Inside

    def _fill(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(SPACE[1])
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.state, 1)
        self._pages = PageStack()
        for page in (self.list, self._nothing):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(_HEIGHT)
        self.problem.hide()
        self.body.addLayout(said)
        self.body.addWidget(self.states)
        self.body.addWidget(self._pages)
        self.body.addWidget(self.problem)
        self.body.addWidget(Flow((self.resend, self.open_appointment), spacing=SPACE[1], before=0))

    def _join(self) -> None:
        self.states.chosen.connect(self.show_state)
        self.list.chosen.connect(lambda _key: self._offer())
        self.list.opened.connect(lambda _key: self._go())
        self.list.end_near.connect(self._read_more)
        self.resend.clicked.connect(self._send_again)
        self.open_appointment.clicked.connect(self._go)
        self._saving.saved.connect(self._sent_again)
        self._saving.refused.connect(self._refused)
        self._saving.checking.connect(lambda problem: self._say(sentence(problem)))
        self._pause.timeout.connect(self.look)
        self._turn.timeout.connect(self.look)
        self._context.changes.changed.connect(self._changed)
        self._turn.start()
        self.left.connect(self._rest)

    def _rest(self) -> None:
        self._turn.stop()
        self._pause.stop()
        self._saving.stop()
        self._context.tasks.drop(_KEY)

    def _which(self) -> OutboxState:
        which = self.states.value()
        return which if isinstance(which, OutboxState) else OutboxState.WAITING

    def _today(self) -> date:
        return local(self._context.clinic.now(), self._zone).date()

    def _found(self, found: tuple[MailState, Page]) -> None:
        state, page = found
        words, sign, colour = state_words(state)
        self.state.setText(words)
        self._sign.setPixmap(icon(sign, colour).pixmap(QSize(_SIGN, _SIGN)))
        self._shown = {}
        self.list.set_rows(self._rows(page))
        if self.list.current_key() is None:
            self.list.select_first()
        if not page:
            self._nothing.set_words(*_empty(self._which()))
        had = self._pages.isAncestorOf(self.focusWidget() or self)
        self._pages.setCurrentIndex(0 if page else 1)
        if had and page:
            self.list.setFocus()
        self._offer()

    def _rows(self, page: Page) -> list[Row]:
        now, today = self._context.clinic.now(), self._today()
        self._shown |= {one.id: one for one in page}
        self._more = len(page) == MOST_SHOWN
        return [message_row(one, now, self._zone, today) for one in page]

    def _read_more(self) -> None:
        if not self._more:
            return
        self._more = False
        outgoing, which, after = self._context.clinic.outgoing, self._which(), min(self._shown)
        self._context.tasks.run(
            lambda: outgoing.queue([which], after), lambda page: self.list.append_rows(self._rows(page)), key=_KEY
        )

    def _failed(self, problem: Problem) -> None:
        if self._shown:  # what shows stays
            self._say(sentence(problem))
            return
        self._nothing.set_words(_("This cannot be shown"), sentence(problem))
        self._pages.setCurrentIndex(1)

    def _changed(self, changes: Changes) -> None:
        if (changes.appointments or changes.consumers or changes.everything) and self.isVisible():
            self._pause.start()

    def _chosen(self) -> QueuedMessage | None:
        key = self.list.current_key()
        return self._shown.get(key) if isinstance(key, int) else None

    def _offer(self) -> None:
        """Send again what failed, or waits after a refusal."""
        one = self._chosen()
        tried = one is not None and (one.state is OutboxState.FAILED or bool(one.attempts and one.sent_at is None))
        self.resend.setEnabled(tried and not self._saving.busy)
        self.open_appointment.setEnabled(one is not None and one.appointment_id is not None)

    def _send_again(self) -> None:
        one = self._chosen()
        if one is not None and not self._saving.busy:
            outgoing, number = self._context.clinic.outgoing, one.id
            self._say("")
            self._saving.save(lambda command_id: outgoing.resend(number, command_id))
            self._offer()

    def _sent_again(self, saved: Saved) -> None:
        self._context.notices.show(_("It is sent again"))
        self._context.changes.changed.emit(saved.changes)
        self.look()

    def _refused(self, problem: Problem) -> None:
        self._say(sentence(problem))
        self._offer()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _go(self) -> None:
        one = self._chosen()
        if one is not None and one.appointment_id is not None:
            self.leave()
            self.appointment_wanted.emit(one.appointment_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)


def _states() -> tuple[tuple[OutboxState, str], ...]:
    return (
        (OutboxState.WAITING, _("Waiting")),
        (OutboxState.FAILED, _("Not sent")),
        (OutboxState.SENT, _("Sent lately")),
    )


def _empty(which: OutboxState) -> tuple[str, str]:
    """That there is nothing, and what would be there."""
    return {
        OutboxState.WAITING: (
            _("Nothing waits to be sent"),
            _("What consumers, the staff and other systems are told shows here until it is sent."),
        ),
        OutboxState.FAILED: (_("Nothing failed"), _("What was refused for good, or for days, shows here.")),
    }.get(which, (_("Nothing was sent yet"), _("What was sent shows here, the latest first.")))
