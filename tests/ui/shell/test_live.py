"""What another desk does shows in the open window by itself, and disturbs nobody who is at work there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.forms import Act, Booked, HeldSlot, new_command_id
from tests.little import CHEN, INFLUENZA, RIVERSIDE, Clock, at, fill, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.widgets import Sheet

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def other(desk: Desk, url: str, clock: Clock) -> Iterator[Clinic]:
    """The manager at another desk."""
    clinic = aside(desk.session.tasks, lambda: sign_in(url, clock, "manager", "Desk 3"))
    yield clinic
    clinic.close()


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Waits for what must come from the other desk."""
    return lambda holds: qtbot.waitUntil(holds, timeout=10_000)


def book(desk: Desk, clinic: Clinic, hour: int, user_id: str = "rui.silva") -> Booked:
    """What the other desk books."""

    def work() -> Booked:
        booking = influenza(maria(clinic, user_id), start=at(hour), clinician_id=CHEN)
        return clinic.booking.book(booking, new_command_id())

    return aside(desk.session.tasks, work)


def shown(desk: Desk) -> set[int]:
    """The appointments that the calendar shows."""
    return {placed.card.id for placed in desk.shell.journeys.calendar.view.placed.cards}


@pytest.mark.feature("AVL-8")
def test_a_booking_at_another_desk_appears_in_the_calendar_and_a_cancelled_one_goes(
    desk: Desk, other: Clinic, until: Until
) -> None:
    theirs = book(desk, other, 15).appointment_id
    until(lambda: theirs in shown(desk))
    cancel = Act(Action.CANCEL, theirs, 1, cancel_class=CancelClass.CONSUMER, reason_id=1)
    aside(desk.session.tasks, lambda: other.appointments.act(cancel, new_command_id()))
    until(lambda: theirs not in shown(desk))


class TestOnAServer:
    """The same on PostgreSQL, where many desks share one clinic."""

    @pytest.fixture
    def url(self, postgres_url: str) -> str:
        database = Database.open(postgres_url)
        fill(database)
        database.close()
        return postgres_url

    @pytest.mark.feature("AVL-8")
    def test_a_booking_at_another_desk_appears_in_the_calendar(self, desk: Desk, other: Clinic, until: Until) -> None:
        theirs = book(desk, other, 15).appointment_id
        until(lambda: theirs in shown(desk))


@pytest.mark.feature("AVL-8")
def test_who_looks_at_an_appointment_stays_where_they_are(desk: Desk, other: Clinic, until: Until) -> None:
    ours = desk.book(14).appointment_id
    desk.shell.journeys.go_to(ours)
    desk.settle()
    view = desk.shell.journeys.calendar.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    before = view.verticalScrollBar().value()
    theirs = book(desk, other, 15).appointment_id
    until(lambda: theirs in shown(desk))
    assert view.verticalScrollBar().value() == before
    assert view.chosen is not None
    assert view.chosen.card.id == ours
    assert desk.shell.journeys.chosen == ours


@pytest.mark.feature("AVL-8")
def test_the_panel_shows_what_another_desk_did_with_its_appointment(desk: Desk, other: Clinic, until: Until) -> None:
    ours = desk.book(14).appointment_id
    desk.shell.journeys.go_to(ours)
    desk.settle()
    cancel = Act(Action.CANCEL, ours, 1, cancel_class=CancelClass.CONSUMER, reason_id=1)
    aside(desk.session.tasks, lambda: other.appointments.act(cancel, new_command_id()))

    def tells() -> bool:
        shown_view = desk.shell.journeys.panel.view
        return shown_view is not None and shown_view.version == 2

    until(tells)


@pytest.mark.feature("AVL-8")
def test_what_is_typed_stays_while_others_book(desk: Desk, other: Clinic, until: Until) -> None:
    desk.ctrl(Qt.Key.Key_N)
    desk.type("sil")
    search = desk.find("consumer_search")
    assert isinstance(search, QLineEdit)
    theirs = book(desk, other, 15).appointment_id
    until(lambda: theirs in shown(desk))
    desk.settle()
    assert search.text() == "sil"
    assert search.hasFocus()


@pytest.mark.feature("AVL-8", "ADM-2")
def test_a_locked_desk_reads_nothing_and_shows_what_it_missed_to_whoever_comes_back(
    desk: Desk, other: Clinic, until: Until
) -> None:
    desk.session.lock()
    desk.settle()
    told: list[Changes] = []
    desk.session.changes.changed.connect(told.append)
    theirs = book(desk, other, 15).appointment_id
    until(lambda: theirs in desk.session._missed.appointments)
    assert told == []
    desk.session.sign_in("reception", "demo")
    desk.settle()
    assert theirs in shown(desk)
    assert [theirs in changes.appointments for changes in told] == [True]
    assert not desk.session.frame.findChildren(Sheet)


@pytest.mark.feature("AVL-8")
def test_what_the_forms_offer_follows_the_set_up(desk: Desk, url: str, until: Until) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as hand, hand:
        hand.execute("UPDATE service SET name = 'Flu' WHERE id = ?", (INFLUENZA,))
    until(lambda: "Flu" in {service.name for service in desk.shell.context.choices.services})


@pytest.mark.feature("BKG-10", "AVL-8")
def test_what_another_desk_holds_shows_until_it_lets_go(desk: Desk, other: Clinic, until: Until) -> None:
    slot = HeldSlot(INFLUENZA, CHEN, at(15))
    token = new_command_id()
    aside(desk.session.tasks, lambda: other.holds.place(RIVERSIDE, (slot,), token))
    until(lambda: held(desk) == {"Desk 3"})
    aside(desk.session.tasks, lambda: other.holds.release(token))
    until(lambda: held(desk) == set())
    ours = desk.session.clinic
    assert ours is not None
    aside(desk.session.tasks, lambda: ours.holds.place(RIVERSIDE, (slot,), token))
    desk.shell.journeys.refresh()
    desk.settle()
    assert held(desk) == set()  # one's own is on the screen already


def held(desk: Desk) -> set[str]:
    """The desks that hold something in the calendar."""
    columns = desk.shell.journeys.calendar.view.placed.columns
    return {placed.held.desk for column in columns for placed in column.held}
