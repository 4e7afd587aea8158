"""With slot choice on, saving makes a request; its time is chosen from it, at once or later, or again."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Action, CancelClass, Modality, RequestState
from frontdesk.services.forms import Act, Booking, new_command_id
from tests.little import CHEN, CONSULTATION, FEVER, INFLUENZA, RIVERSIDE, at, influenza, maria
from tests.ui.booking.booked import ENTER, book_by, choose_maria, offer_by_phone, offer_program
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given


@pytest.mark.feature("BKG-3")
def test_saving_makes_the_request_without_an_appointment(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    book_by(desk, slot_choice=True)
    form.start(Given(RIVERSIDE))
    consumer_id = choose_maria(desk, keys)
    keys.type("con")
    assert form.footer.book.text() == "Save request"
    assert not form.fields.time.isVisible()
    with qtbot.waitSignal(form.requested) as requested:
        keys.press(ENTER)
    assert requested.args is not None
    line = desk.clinic.requests.view(requested.args[0]).line
    assert (line.consumer, line.wanted, line.state) == ("Maria Silva", "Consultation", RequestState.ACTIVE)
    assert desk.clinic.consumers.bookings(consumer_id) == ()


@pytest.mark.feature("BKG-3")
def test_only_the_time_of_a_request_is_left_to_choose_and_enter_books_it(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    book_by(desk, slot_choice=True)
    wanted = influenza(maria(desk.clinic))
    request = desk.clinic.booking.take_request(wanted, new_command_id())
    form.start_request(request.request_id)
    desk.settle()
    assert form.footer.book.text() == "Book"
    assert not form.fields.service.isEnabled()
    assert not form.fields.consumer.chosen.isEnabled()
    given = form.findChild(QLabel, "answers_given")
    assert given is not None
    assert given.text() == "Fever in the last 48 hours? No"
    assert FEVER not in form.fields.questions.editors
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    view = desk.clinic.appointments.view(booked.args[0])
    assert (view.request_id, view.consumer, view.service) == (request.request_id, "Maria Silva", "Influenza")


@pytest.mark.feature("BKG-3")
def test_how_it_is_given_is_booked_as_it_was_asked_for(desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot) -> None:
    offer_by_phone(desk, CONSULTATION)
    wanted = Booking(CONSULTATION, RIVERSIDE, maria(desk.clinic), modality=Modality.PHONE)
    request = desk.clinic.booking.take_request(wanted, new_command_id())
    form.start_request(request.request_id)
    desk.settle()
    assert form.fields.modality() is Modality.PHONE
    with qtbot.waitSignal(form.booked) as booked:
        keys.press(ENTER)
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).modality is Modality.PHONE


@pytest.mark.feature("BKG-6")
def test_a_request_whose_appointment_was_cancelled_is_booked_again_with_its_answers(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    booked = desk.clinic.booking.book(influenza(maria(desk.clinic), start=at(15), clinician_id=CHEN), new_command_id())
    cancel = Act(Action.CANCEL, booked.appointment_id, booked.version, cancel_class=CancelClass.CONSUMER, reason_id=1)
    desk.clinic.appointments.act(cancel, new_command_id())
    form.start_request(booked.request_id)
    desk.settle()
    with qtbot.waitSignal(form.booked) as again:
        keys.press(ENTER)
    assert again.args is not None
    view = desk.clinic.appointments.view(again.args[0])
    assert view.request_id == booked.request_id
    assert [line.value for line in view.answers if line.question_id == FEVER] == ["no"]


@pytest.mark.feature("BKG-3", "BKG-4")
def test_a_program_is_requested_and_its_doses_placed_later(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    program_id = offer_program(desk, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9))
    wanted = Booking(center_id=RIVERSIDE, consumer_id=maria(desk.clinic), program_id=program_id)
    request = desk.clinic.booking.take_request(wanted, new_command_id())
    form.start_request(request.request_id)
    desk.settle()
    assert form.footer.book.text() == "Book 2 doses"
    with qtbot.waitSignal(form.booked):
        keys.press(ENTER)
    assert len(desk.clinic.requests.view(request.request_id).appointments) == 2


def test_a_request_that_is_booked_already_says_so_and_books_nothing(desk: Desk, form: BookingForm, keys: Keys) -> None:
    consumer_id = maria(desk.clinic)
    wanted = Booking(CONSULTATION, RIVERSIDE, consumer_id, start=at(15), clinician_id=CHEN)
    booked = desk.clinic.booking.book(wanted, new_command_id())
    form.start_request(booked.request_id)
    desk.settle()
    form.fields.consumer.show_today.click()  # Enter offers what stands today first
    keys.press(ENTER)
    keys.press(ENTER)
    form.submit()
    desk.settle()
    problem = form.findChild(QLabel, "booking_problem")
    assert problem is not None
    assert "booked this request meanwhile" in problem.text()
    assert len(desk.clinic.consumers.bookings(consumer_id)) == 1


@pytest.mark.feature("BKG-8")
def test_a_time_pointed_at_in_the_calendar_is_booked_at_once_with_slot_choice_too(
    desk: Desk, form: BookingForm, qtbot: QtBot
) -> None:
    book_by(desk, slot_choice=True)
    form.start(Given(RIVERSIDE, CHEN, at(14), at(14, 30), maria(desk.clinic), CONSULTATION))
    desk.settle()
    with qtbot.waitSignal(form.booked) as booked:
        form.submit()
        desk.settle()
    assert booked.args is not None
    assert desk.clinic.appointments.view(booked.args[0]).start == at(14)


def test_the_next_form_is_free_again_after_a_request(desk: Desk, form: BookingForm, keys: Keys) -> None:
    request = desk.clinic.booking.take_request(influenza(maria(desk.clinic)), new_command_id())
    form.start_request(request.request_id)
    desk.settle()
    form.start(Given(RIVERSIDE))
    desk.settle()
    assert form.fields.service.isEnabled()
    assert form.fields.consumer.consumer_id is None
    form.fields.service.choose(INFLUENZA)
    form.fields.service.chosen.emit(form.fields.service.wish())
    assert FEVER in form.fields.questions.editors


def test_a_request_for_what_is_not_offered_any_more_says_so_and_changes_nothing(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    request = desk.clinic.booking.take_request(influenza(maria(desk.clinic)), new_command_id())
    services = tuple(one for one in desk.context.choices.services if one.id != INFLUENZA)
    desk.context.choices = replace(desk.context.choices, services=services)
    form.start_request(request.request_id)
    desk.settle()
    problem = form.findChild(QLabel, "booking_problem")
    assert problem is not None
    assert problem.text().startswith("Influenza is not offered at Riverside any more.")
    keys.press(ENTER)
    assert not form.saving.busy
