"""Where: one line that opens; the preferred center and the location must be the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.little import LAKESIDE
from tests.ui.booking.booked import ENTER, choose_maria
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm


def _prefer_lakeside(form: BookingForm, desk: Desk) -> None:
    where = form.fields.where
    where.open_link.click()
    row = where.preferred.findData(LAKESIDE)
    where.preferred.setCurrentIndex(row)
    where.preferred.activated.emit(row)
    desk.settle()


@pytest.mark.feature("BKG-2")
def test_another_location_than_the_preferred_center_is_an_error_at_the_field_and_nothing_is_saved(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    consumer_id = choose_maria(desk, keys)
    keys.type("con")
    _prefer_lakeside(form, desk)
    where = form.fields.where
    assert where.location_field.error == "This must be the preferred center, Lakeside."
    keys.press(ENTER)
    form.submit()
    desk.settle()
    assert form.focusWidget() is where.location
    assert desk.clinic.consumers.bookings(consumer_id) == ()
    assert form.fields.consumer.consumer_id == consumer_id
    assert form.fields.service.wish() is not None


@pytest.mark.feature("BKG-2")
def test_one_press_takes_the_preferred_center_for_both_and_says_what_is_not_given_there(
    desk: Desk, form: BookingForm, keys: Keys
) -> None:
    choose_maria(desk, keys)
    keys.type("con")
    _prefer_lakeside(form, desk)
    form.fields.where.both_link.click()
    desk.settle()
    assert form.fields.where.center().id == LAKESIDE
    assert form.fields.where.location_field.error == ""
    assert form.fields.time.wanted is None  # nobody works there
    assert "is not given at Lakeside" in form.fields.service_error()


@pytest.mark.feature("BKG-1")
def test_both_are_the_windows_center_at_first_and_stay_out_of_the_way(form: BookingForm, keys: Keys) -> None:
    where = form.fields.where
    assert (where.preferred_center().name, where.center().name) == ("Riverside", "Riverside")
    assert where.open_link.isVisible()
    assert form.findChild(QWidget, "location_box") is None
    where.open_link.click()
    boxes = [form.findChild(QWidget, name) for name in ("preferred_center_box", "location_box")]
    assert [box is not None and box.isVisible() for box in boxes] == [True, True]
    assert form.focusWidget() is boxes[0]
    keys.press(Qt.Key.Key_Tab)
    assert form.focusWidget() is boxes[1]
