"""The page of one consumer: everything about them, and from there to booking, printing and each appointment."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from tests.little import CHEN, at, influenza
from tests.ui.desks import Desk
from ui.consumers.page import ConsumersPage
from ui.consumers.record import ConsumerRecord

pytestmark = pytest.mark.feature("CON-4")


def _book(desk: Desk, hour: int, days: int = 0) -> int:
    wish = influenza(1, clinician_id=CHEN, start=at(hour, days=days))
    return desk.clinic.booking.book(wish, new_command_id()).appointment_id


@pytest.fixture
def record(desk: Desk, page: ConsumersPage) -> ConsumerRecord:
    """Maria's page: one appointment ahead, one cancelled, one that is over."""
    _book(desk, 11)
    cancelled = _book(desk, 13)
    desk.clinic.appointments.act(Act(Action.CANCEL, cancelled, 1, reason_id=1), new_command_id())
    _book(desk, 15)
    desk.clock.to(12)
    page.show_consumer(1)
    desk.settle()
    return page.record


def _rows(record: ConsumerRecord, key: str) -> list[tuple[str, str]]:
    return [(row.title, row.right) for row in record.lists[key].list.model_.rows]


def _tab(desk: Desk, record: ConsumerRecord, key: str) -> None:
    record.tabs.set_current(key)
    desk.settle()


def test_who_it_is_stands_above_and_what_is_known_at_the_side(record: ConsumerRecord) -> None:
    assert record.name.text() == "Maria Silva"
    assert record.facts.text().startswith("14 Mar 1987 (39 years) · +351 912 345 678")
    assert ("User ID", "maria.silva") in record.details.rows()
    assert ("Language", "English") in record.details.rows()


def test_upcoming_and_past_appointments_stand_apart_with_their_status(desk: Desk, record: ConsumerRecord) -> None:
    """What was cancelled stands where somebody looks for it who asks about that time."""
    assert _rows(record, "upcoming") == [
        ("Tue 24 Nov, 13:00–13:20", "Cancelled"),
        ("Tue 24 Nov, 15:00–15:20", "Upcoming"),
    ]
    _tab(desk, record, "past")
    assert _rows(record, "past") == [("Tue 24 Nov, 11:00–11:20", "Past")]


def test_requests_messages_and_history_are_read_when_they_are_looked_at(desk: Desk, record: ConsumerRecord) -> None:
    assert record.lists["messages"].list.model_.rows == []
    _tab(desk, record, "messages")
    assert {right for _title, right in _rows(record, "messages")} >= {"Waiting to be sent"}
    assert "Confirmation · Influenza" in [title for title, _right in _rows(record, "messages")]
    _tab(desk, record, "requests")
    assert len(_rows(record, "requests")) == 3
    _tab(desk, record, "history")
    assert [title for title, _right in _rows(record, "history")] == ["Record made"]


def test_booking_again_and_printing_are_for_the_appointment_that_is_chosen(
    desk: Desk, record: ConsumerRecord, page: ConsumersPage, qtbot: QtBot
) -> None:
    assert not record.again_button.isEnabled()
    _tab(desk, record, "past")
    record.lists["past"].setFocus()
    with qtbot.waitSignal(page.appointment_chosen) as chosen:
        record.lists["past"].list.select_first()
    for button, signal in ((record.again_button, page.rebook_wanted), (record.print_button, page.print_wanted)):
        with qtbot.waitSignal(signal) as wanted:
            button.click()
        assert wanted.args == chosen.args
    with qtbot.waitSignal(page.appointment_opened) as opened:
        QTest.keyClick(record.lists["past"].list, Qt.Key.Key_Return)
    assert opened.args == chosen.args


def test_booking_is_the_one_prominent_button_and_is_for_this_consumer(
    record: ConsumerRecord, page: ConsumersPage, qtbot: QtBot
) -> None:
    shown = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.property("primary")]
    assert shown == [record.book_button]
    with qtbot.waitSignal(page.book_wanted) as wanted:
        record.book_button.click()
    assert wanted.args == [1]


def test_what_another_desk_does_shows_and_what_is_chosen_stays_chosen(
    desk: Desk, record: ConsumerRecord, page: ConsumersPage, qtbot: QtBot
) -> None:
    record.lists["upcoming"].list.select_first()
    chosen = record.current()
    with desk.other() as other:
        booked = other.booking.book(influenza(1, clinician_id=CHEN, start=at(14)), new_command_id())
    with qtbot.assertNotEmitted(page.appointment_chosen):
        desk.context.changes.changed.emit(booked.changes)
        desk.settle()
    assert [title[-11:] for title, _ in _rows(record, "upcoming")] == ["13:00–13:20", "14:00–14:20", "15:00–15:20"]
    assert record.current() == chosen


def test_what_changes_for_somebody_else_reads_nothing(desk: Desk, record: ConsumerRecord) -> None:
    desk.context.changes.changed.emit(Changes(consumers=frozenset({2})))
    assert not record.loading.isVisible()


def test_a_long_list_is_read_as_it_is_scrolled(desk: Desk, page: ConsumersPage) -> None:
    for n in range(60):
        _book(desk, 9 + n % 8, days=(n // 8) + 6 + 2 * ((n // 8) // 5))
    page.show_consumer(1)
    desk.settle()
    rows = page.record.lists["upcoming"].list.model_.rows
    assert len(rows) == 50
    bar = page.record.lists["upcoming"].list.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.settle()
    assert len(rows) == len({row.key for row in rows}) == 60


def test_a_consumer_that_cannot_be_read_is_said_in_words(
    desk: Desk, page: ConsumersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_given: object, **_more: object) -> None:
        raise Unavailable("database.lost", path="clinic")

    for name in ("overview", "appointments"):
        monkeypatch.setattr(desk.clinic.consumers, name, lost)
    page.show_consumer(1)
    desk.settle()
    assert "This consumer cannot be shown" in {one.text() for one in page.record.state.findChildren(QLabel)}
    assert page.record.state.isVisible()
    assert not page.record.lists["upcoming"].isVisible()  # which would say that nothing is booked
    monkeypatch.undo()
    page.record.state_button.click()
    desk.settle()
    assert page.record.name.text() == "Maria Silva"
    assert page.record.lists["upcoming"].isVisible()


def test_controls_are_named_apart(record: ConsumerRecord) -> None:
    controls = [one for one in record.findChildren(QPushButton) if one.isVisible()]
    names = [one.objectName() for one in controls]
    assert all(names)
    assert len(names) == len(set(names))


def test_where_there_is_little_room_the_details_stand_behind_a_tab(
    desk: Desk, record: ConsumerRecord, page: ConsumersPage
) -> None:
    tab = record.findChild(QPushButton, "record_tabs_details")
    assert tab is not None
    page.resize(900, 600)
    desk.settle()
    assert record.details.isVisible()
    assert not tab.isVisible()
    page.resize(720, 560)
    desk.settle()
    assert not record.details.isVisible()
    assert {one.text() for one in record.tabs.findChildren(QPushButton)} >= {"Upcoming  1", "Requests  3", "History"}
    tab.click()
    desk.settle()
    assert record.details.isVisible()
    assert record.current() is None
    page.resize(900, 600)
    desk.settle()
    assert record.details.isVisible()
    assert not tab.isVisible()
    assert record.lists["upcoming"].isVisible()
