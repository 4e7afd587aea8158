"""What another desk does shows in the open window by itself, and disturbs nobody who is at work there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.database.tables import Service
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.desk import Work
from frontdesk.services.forms import Act, Booked, ConsumerSaved, HeldSlot, OpeningQuery, new_command_id
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
def test_what_the_forms_offer_follows_the_set_up(desk: Desk, other: Clinic, until: Until) -> None:
    def rename(work: Work) -> ConsumerSaved:
        work.connection.execute(update(Service).where(Service.id == INFLUENZA).values(name="Flu"))
        return ConsumerSaved(0, 0, Changes(plans=frozenset({RIVERSIDE})))

    aside(desk.session.tasks, lambda: other.desk.command(new_command_id(), ConsumerSaved, rename))
    until(lambda: "Flu" in {service.name for service in desk.shell.context.choices.services})


@pytest.mark.feature("AVL-4", "AVL-8")
def test_the_openings_in_memory_follow_other_desks(desk: Desk, other: Clinic, until: Until) -> None:
    clinic = desk.session.clinic
    assert clinic is not None
    index = clinic.booking.index
    until(lambda: index.ready)
    query = OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, at(15), limit=1)
    first = aside(desk.session.tasks, lambda: clinic.booking.openings(query))
    assert first[0].start == at(15)
    theirs = book(desk, other, 15).appointment_id
    until(lambda: theirs in shown(desk))
    assert index.ready
    then = aside(desk.session.tasks, lambda: clinic.booking.openings(query))
    assert then[0].start == at(15, 20)


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
