"""A walk-in from the first key to the check-in: the product's main job, in the real window and in the services."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booking, OpeningQuery, new_command_id
from frontdesk.services.verify import verify
from tests.little import CHEN, CONSULTATION, NOW, RIVERSIDE, TODAY, Clock, at, maria
from tests.stories.conftest import Window
from tests.ui.calendar.acting import drag, free_point

CTRL = Qt.KeyboardModifier.ControlModifier


def clinic_of(window: Window) -> Clinic:
    assert window.start.session is not None
    assert window.start.session.clinic is not None
    return window.start.session.clinic


@pytest.mark.feature("BKG-7", "APT-1", "DOC-1", "DOC-2", "DOC-3", "ACT-10", "ADM-1", "UX-2")
def test_a_walk_in_is_booked_printed_scanned_and_checked_in(window: Window, tmp_path: Path) -> None:
    window.sign_in("reception")
    clinic = clinic_of(window)
    maria(clinic)

    window.press(Qt.Key.Key_N, CTRL)
    window.type("silv")
    window.press(Qt.Key.Key_Return)
    window.type("cons")
    window.press(Qt.Key.Key_Return)
    window.until(lambda: bool(clinic.consumers.bookings(1)))
    (booked,) = clinic.consumers.bookings(1)
    assert (booked.service, booked.start) == ("Consultation", at(10, 25))

    preview = window.shell.journeys.preview
    window.until(lambda: preview.isVisible() and preview.pdf.startswith(b"%PDF"))
    paper = tmp_path / "confirmation.pdf"
    preview.save_to(paper)
    window.until(paper.exists)
    assert paper.stat().st_mode & 0o777 == 0o600

    window.press(Qt.Key.Key_Escape)
    cards = [placed.card for placed in window.shell.journeys.calendar.view.placed.cards]
    assert [(card.consumer, card.wall_start.hour, card.wall_start.minute) for card in cards] == [
        ("Maria Silva", 10, 25)
    ]

    window.shell.scan_desk.scan_file(paper)
    window.until(lambda: bool(window.frame.findChildren(QLabel, "scan_name")))
    name = window.find("scan_name")
    assert isinstance(name, QLabel)
    assert name.text() == "Maria Silva"
    window.press(Qt.Key.Key_Return)
    window.until(lambda: clinic.appointments.view(booked.appointment_id).status is Status.ARRIVED)
    assert [line.action for line in clinic.appointments.view(booked.appointment_id).history] == ["check-in", "book"]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("DOC-3")
def test_a_keyboard_scanner_finds_the_appointment_from_the_calendar(window: Window) -> None:
    window.sign_in("reception")
    clinic = clinic_of(window)
    booking = Booking(CONSULTATION, RIVERSIDE, consumer_id=maria(clinic), clinician_id=CHEN)
    booked = clinic.booking.book(booking, new_command_id())
    text = clinic.documents.confirmation_sheet(booked.appointment_id).qr
    window.shell.journeys.calendar.setFocus()
    handle = window.frame.windowHandle()
    assert handle is not None
    for letter in text:
        QTest.keyClick(handle, ord(letter))
    QTest.keyClick(handle, Qt.Key.Key_Return)
    window.until(lambda: bool(window.frame.findChildren(QLabel, "scan_name")))
    name = window.find("scan_name")
    assert isinstance(name, QLabel)
    assert name.text() == "Maria Silva"


@pytest.mark.feature("BKG-8")
def test_dragging_on_free_time_books_that_time(window: Window) -> None:
    window.sign_in("reception")
    clinic = clinic_of(window)
    maria(clinic)
    view = window.shell.journeys.calendar.view
    window.until(lambda: bool(view.placed.columns))
    view.scroll_to_minute(13 * 60)
    drag(view, free_point(view, 0, at(14)), free_point(view, 0, at(14, 40)))
    window.settle()
    window.type("silv")
    window.press(Qt.Key.Key_Return)
    window.type("cons")
    window.press(Qt.Key.Key_Return)
    window.until(lambda: bool(clinic.consumers.bookings(1)))
    (booked,) = clinic.consumers.bookings(1)
    assert (booked.start, booked.clinician) == (at(14), "Dr Mei Chen")
    assert (booked.wall_end.hour, booked.wall_end.minute) == (14, 50)


@pytest.mark.feature("BKG-9")
def test_a_time_taken_by_another_desk_is_said_and_everything_typed_is_kept(window: Window) -> None:
    window.sign_in("reception")
    clinic = clinic_of(window)
    maria(clinic)
    other = maria(clinic, "ana.lima", first_name="Ana", last_name="Lima")
    window.press(Qt.Key.Key_N, CTRL)
    window.type("maria.s")
    window.press(Qt.Key.Key_Return)
    window.type("cons")
    holding = window.shell.journeys.booking.holding
    holding.settles.setInterval(10**8)  # nor is it held anew, however slow this is
    holding.release()  # as when the hold had run out
    window.settle()
    desk = Clinic(clinic.desk.database, now=lambda: NOW, desk="Desk 2")
    desk.sign_in("reception", "demo")
    desk.booking.book(Booking(CONSULTATION, RIVERSIDE, consumer_id=other), new_command_id())
    window.press(Qt.Key.Key_Return)
    assert clinic.consumers.bookings(1) == ()
    form = window.shell.journeys.booking
    assert form.isVisible()
    window.press(Qt.Key.Key_Return)
    window.until(lambda: bool(clinic.consumers.bookings(1)))
    assert clinic.consumers.bookings(1)[0].start == at(11)


@pytest.mark.feature("BKG-7", "DOC-3")
def test_the_same_journey_through_the_services_on_both_engines(
    clinic: Clinic, clock: Clock, database: Database
) -> None:
    consumer = maria(clinic)
    (found,) = clinic.consumers.search("silv")
    assert found.id == consumer
    (earliest,) = clinic.booking.openings(OpeningQuery(CONSULTATION, RIVERSIDE, limit=1))
    booking = Booking(CONSULTATION, RIVERSIDE, consumer_id=consumer, start=earliest.start)
    booked = clinic.booking.book(booking, new_command_id())
    cards = [card.id for column in clinic.calendar.day(RIVERSIDE, TODAY).columns for card in column.cards]
    assert cards == [booked.appointment_id]
    scan = clinic.scanning.scan_picture(clinic.documents.confirmation(booked.appointment_id), RIVERSIDE)
    assert (scan.outcome, scan.appointment_id) == ("valid", booked.appointment_id)
    clock.to(10, 24)
    arrived = clinic.appointments.act(Act(Action.CHECK_IN, booked.appointment_id, scan.version), new_command_id())
    assert arrived.status is Status.ARRIVED
    assert verify(database) == ()
