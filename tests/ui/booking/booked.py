"""What the tests of the booking form do again and again: a consumer, a service, other settings."""

from dataclasses import replace

from PySide6.QtCore import Qt

from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.words import Modality
from frontdesk.views.choices import BookingSettings
from tests.little import maria, program
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.wanted import Wanted

ENTER = Qt.Key.Key_Return


def choose_maria(desk: Desk, keys: Keys) -> int:
    """Maria Silva is known and chosen; the focus is at the service."""
    consumer_id = maria(desk.clinic)
    keys.type_freely("silv")
    keys.press(ENTER)
    return consumer_id


def offer_program(desk: Desk, *doses: tuple[int, int, int], questionnaire: int | None = None) -> int:
    """A program of two doses (or these) that the forms offer from now on."""
    made = program(desk.clinic, *doses, questionnaire=questionnaire)
    desk.context.choices = desk.clinic.choices()
    return made


def choose_program(desk: Desk, form: BookingForm, program_id: int) -> None:
    """As by its letters."""
    box = form.fields.service
    box.choose_key(("program", program_id))
    box.chosen.emit(box.wish())
    desk.settle()


def choose_clinician(desk: Desk, form: BookingForm, clinician_id: int) -> None:
    """As from the list."""
    box = form.fields.clinician
    box.setCurrentIndex(box.findData(clinician_id))
    box.activated.emit(box.currentIndex())
    desk.settle()


def offer_by_phone(desk: Desk, service_id: int) -> None:
    """The service is given by telephone too from now on."""
    row = {"service_id": service_id, "modality": Modality.PHONE}
    desk.clinic.desk.database.write(lambda connection: add(connection, t.ServiceModality, **row))
    desk.context.choices = desk.clinic.choices()


def book_by(desk: Desk, **settings: object) -> None:
    """The clinic books by these settings."""
    booking = BookingSettings(**settings)  # type: ignore[arg-type]  # tests name the settings they mean
    desk.context.choices = replace(desk.context.choices, booking=booking)


def wanted(form: BookingForm) -> Wanted | None:
    """The time that would be booked now."""
    return form.fields.time.wanted
