"""The queue of messages in the window: what waits, failed and was sent, why, and what can be done about it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select, update

from frontdesk.database.tables import Outbox
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import OutboxState
from frontdesk.services.forms import Booked
from frontdesk.services.outgoing import MailState
from tests.little import NOW
from tests.ui.shell.conftest import Desk, aside
from ui.shell.message_queue import MessageQueue
from ui.shell.message_queue_words import age_words, state_words

pytestmark = pytest.mark.feature("MSG-1")


@pytest.fixture
def booked(desk: Desk) -> Booked:
    """An influenza vaccination this afternoon, whose confirmation waits."""
    made = desk.book(15)
    desk.shell.messages.read()
    desk.settle()
    return made


def make(desk: Desk, state: OutboxState, error: str = "", attempts: int = 0) -> None:
    """Every message of the outbox stands so."""
    database = desk.shell.context.clinic.desk.database
    sent = NOW if state is OutboxState.SENT else None
    again = NOW + timedelta(hours=1)
    change = update(Outbox).values(state=state, error=error, attempts=attempts, sent_at=sent, next_at=again)
    aside(desk.session.tasks, lambda: database.write(lambda connection: connection.execute(change)))
    desk.shell.messages.read()
    desk.settle()


def states(desk: Desk) -> list[OutboxState]:
    def read() -> list[OutboxState]:
        with desk.shell.context.clinic.desk.database.read() as connection:
            return list(connection.execute(select(Outbox.state)).scalars())

    return aside(desk.session.tasks, read)


def opened(desk: Desk) -> MessageQueue:
    """By the menu Tools, Messages…"""
    desk.shell.commands.named("messages_command").trigger()
    desk.settle()
    sheet = desk.shell.message_queue.sheet
    assert sheet is not None
    return sheet


def test_what_waits_says_what_it_is_for_whom_and_since_when(desk: Desk, booked: Booked) -> None:
    sheet = opened(desk)
    assert sheet.state.text() == "E-mail is not set up: messages wait."
    (row,) = sheet.list.model_.rows
    assert row.title == "Confirmation · Maria Silva"
    assert row.line.startswith("maria.silva@example.org")
    assert (row.right, row.right_line) == ("Waiting", "just now")
    assert not sheet.resend.isEnabled()
    desk.press(Qt.Key.Key_Escape)
    assert desk.shell.message_queue.sheet is None


def test_the_status_line_counts_and_leads_there_by_tab_and_enter(desk: Desk, booked: Booked) -> None:
    make(desk, OutboxState.FAILED, "550 no such user", 1)
    line = desk.find("messages_waiting")
    assert isinstance(line, QPushButton)
    assert line.text() == "1 not sent"
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    line.setFocus()
    desk.press(Qt.Key.Key_Return)
    sheet = desk.shell.message_queue.sheet
    assert sheet is not None
    assert sheet.states.value() is OutboxState.FAILED
    assert sheet.list.model_.rows[0].line.startswith("550 no such user")


def test_what_failed_is_sent_again_by_keyboard(desk: Desk, booked: Booked) -> None:
    make(desk, OutboxState.FAILED, "mail.too-old", 9)
    sheet = opened(desk)
    assert "five days" in sheet.list.model_.rows[0].line
    while desk.shell.window().focusWidget() is not sheet.resend:
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert states(desk) == [OutboxState.WAITING]
    assert not sheet.list.model_.rows
    sheet.show_state(OutboxState.WAITING)
    desk.settle()
    assert [row.right for row in sheet.list.model_.rows] == ["Waiting"]


def test_what_is_refused_for_now_says_when_it_is_tried_again(desk: Desk, booked: Booked) -> None:
    make(desk, OutboxState.WAITING, "451 try later", 2)
    sheet = opened(desk)
    assert sheet.list.model_.rows[0].right == "Tried again at 11:22"
    assert sheet.resend.isEnabled()


def test_what_another_desk_sends_follows_while_it_is_open(desk: Desk, booked: Booked) -> None:
    sheet = opened(desk)
    make(desk, OutboxState.SENT)
    desk.shell.context.changes.changed.emit(booked.changes)
    sheet._pause.timeout.emit()
    desk.settle()
    assert not sheet.list.model_.rows
    sheet.show_state(OutboxState.SENT)
    desk.settle()
    assert [(row.right, row.right_line) for row in sheet.list.model_.rows] == [("Sent", "Today 10:22")]


def test_enter_opens_the_appointment(desk: Desk, booked: Booked) -> None:
    sheet = opened(desk)
    sheet.list.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.message_queue.sheet is None
    assert desk.shell.journeys.chosen == booked.appointment_id


def test_the_state_of_sending_is_one_sentence() -> None:
    assert "certificate is not valid" in state_words(MailState(True, "mail.certificate", 3, 0, NOW))[0]
    assert "messages wait" in state_words(MailState(True, "moon.away", 3, 0, NOW))[0]
    assert state_words(MailState(True, "", 0, 0, None))[0] == "Nothing waits to be sent."
    ages = [timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=5), timedelta(days=3)]
    assert [age_words(NOW - age, NOW) for age in ages] == ["just now", "1 minute", "5 hours", "3 days"]


def test_the_count_is_read_though_changes_come_faster_than_it_waits(desk: Desk, booked: Booked) -> None:
    """As they do while thousands of messages go out, each of which is a change."""
    messages, changes = desk.shell.messages, Changes(appointments=frozenset({booked.appointment_id}))
    messages._pause.setInterval(60)
    seen: list[bool] = []
    messages._pause.timeout.connect(lambda: seen.append(True))
    for _ in range(30):
        desk.session.changes.changed.emit(changes)
        QTest.qWait(10)
    assert seen
