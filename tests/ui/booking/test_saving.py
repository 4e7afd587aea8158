"""Nothing is booked twice and nothing typed is lost: a slot just taken, a database that does not answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from frontdesk.rules.problems import Unavailable
from frontdesk.services.forms import Booked, Booking, new_command_id
from tests.little import CHEN, CONSULTATION, RIVERSIDE, maria
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm

ENTER = Qt.Key.Key_Return


def _ready(desk: Desk, keys: Keys) -> int:
    consumer_id = maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    keys.type("con")
    return consumer_id


@pytest.mark.feature("BKG-9")
def test_a_slot_taken_meanwhile_is_said_at_the_list_with_the_next_free_ones(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    _ready(desk, keys)
    wanted = form.fields.time.wanted
    assert wanted is not None
    with desk.other() as other:
        rui = maria(other, "rui.costa", first_name="Rui", last_name="Costa")
        theirs = Booking(CONSULTATION, RIVERSIDE, rui, clinician_id=CHEN, start=wanted.start)
        other.booking.book(theirs, new_command_id())
    keys.press(ENTER)
    why = form.fields.time.why
    assert why.title.text() == f"{wanted.wall_start:%H:%M} was just taken."
    assert ["Rui Costa" in line.text() for line in why.lines] == [True]
    assert form.fields.time.wanted is not None
    assert form.fields.time.wanted.start > wanted.start
    assert form.fields.consumer.known is not None
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)


def test_what_was_booked_is_not_booked_again_by_another_enter(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    consumer_id = _ready(desk, keys)
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)
    keys.press(ENTER)  # the form still stands until what was booked is read
    assert len(desk.clinic.consumers.bookings(consumer_id)) == 1
    with qtbot.waitSignal(form.cancelled):
        keys.press(Qt.Key.Key_Escape)


@pytest.mark.feature("BKG-9")
def test_an_answer_that_got_lost_is_asked_for_again_and_booked_once(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer_id = _ready(desk, keys)
    book = desk.clinic.booking.book
    asked: list[str] = []

    def loses_the_first_answer(booking: Booking, command_id: str) -> Booked:
        asked.append(command_id)
        booked = book(booking, command_id)
        if len(asked) == 1:
            raise Unavailable("database.lost", path="clinic", maybe_saved=True)
        return booked

    monkeypatch.setattr(desk.clinic.booking, "book", loses_the_first_answer)
    form.saving.first_pause = 1
    with qtbot.waitSignal(form.saving.checking):
        QTest.keyClick(form.focusWidget(), ENTER)
    assert form.footer.book.text() == "Checking…"
    assert form.fields.consumer.consumer_id == consumer_id
    with qtbot.waitSignal(form.booked):
        pass
    assert len(asked) == 2
    assert len(set(asked)) == 1
    assert len(desk.clinic.consumers.bookings(consumer_id)) == 1


def test_a_mistake_of_ours_is_said_and_everything_typed_is_kept(
    desk: Desk, form: BookingForm, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer_id = _ready(desk, keys)

    def broken(_booking: Booking, _command_id: str) -> Booked:
        raise Unavailable("unexpected")

    monkeypatch.setattr(desk.clinic.booking, "book", broken)
    keys.press(ENTER)
    problem = form.findChild(QLabel, "booking_problem")
    assert problem is not None
    assert not problem.isHidden()
    assert form.fields.consumer.consumer_id == consumer_id
    assert form.footer.book.isEnabled()


def test_openings_follow_what_other_desks_book(desk: Desk, form: BookingForm, keys: Keys) -> None:
    _ready(desk, keys)
    wanted = form.fields.time.wanted
    assert wanted is not None
    with desk.other() as other:
        rui = maria(other, "rui.costa", first_name="Rui", last_name="Costa")
        theirs = Booking(CONSULTATION, RIVERSIDE, rui, clinician_id=CHEN, start=wanted.start)
        changes = other.booking.book(theirs, new_command_id()).changes
    desk.context.changes.changed.emit(changes)
    desk.settle()
    time = form.fields.time
    assert time.why.title.text() == f"{wanted.wall_start:%H:%M} was just taken."
    assert time.wanted is None  # an Enter under way books nothing that was not read
    keys.press(ENTER)
    assert form.fields.time.wanted is not None
    assert form.fields.time.wanted.start > wanted.start


def test_openings_that_cannot_be_read_are_said_with_a_way_to_ask_again(
    desk: Desk, form: BookingForm, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_query: object) -> object:
        raise Unavailable("database.lost", path="clinic", maybe_saved=False)

    monkeypatch.setattr(desk.clinic.booking, "first_openings", lost)
    _ready(desk, keys)
    state = form.findChild(QLabel, "openings_state")
    assert state is not None
    assert "lost" in state.text()
    monkeypatch.undo()
    form.fields.time.again.click()
    desk.settle()
    assert form.fields.time.wanted is not None
