"""A request that is taken down by telephone: for whom, at which times, to whom, and whether now or later."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.words import RequestKind, RequestState, Source
from tests.little import CHEN, CONSULTATION, RIVERSIDE, at
from tests.ui.booking.booked import ENTER, choose_clinician, choose_maria
from tests.ui.desks import Desk, Keys
from ui.booking.form import BookingForm
from ui.booking.given import Given


def take_down(desk: Desk, form: BookingForm, keys: Keys) -> None:
    """The form for a consultation of Maria's."""
    form.start(Given(RIVERSIDE, by_phone=True))
    choose_maria(desk, keys)
    keys.type("con")
    desk.settle()


def saved(form: BookingForm, keys: Keys, qtbot: QtBot) -> int:
    with qtbot.waitSignal(form.requested) as requested:
        keys.press(ENTER)
    assert requested.args is not None
    return int(requested.args[0])


@pytest.mark.feature("REQ-4")
def test_a_request_by_telephone_is_quick_and_keeps_the_times_as_they_were_said(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    take_down(desk, form, keys)
    assert form.footer.book.text() == "Save request"
    keys.type("1")  # a digit begins a wished time, wherever the keys are
    keys.type("5:00")
    keys.press(ENTER)
    assert form.fields.wishes.times.line.text() == ""
    keys.type("tomorrow 9:30")
    keys.press(ENTER)
    line = desk.clinic.requests.view(saved(form, keys, qtbot)).line
    assert (line.consumer, line.wanted, line.state) == ("Maria Silva", "Consultation", RequestState.ACTIVE)
    assert (line.kind, line.source, line.clinician) == (RequestKind.SCHEDULED, Source.PHONE, "")
    assert [one.start for one in line.times] == [at(15), at(9, 30, days=1)]


@pytest.mark.feature("REQ-4")
def test_what_is_typed_but_not_added_is_saved_too_and_what_cannot_be_read_is_said(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    take_down(desk, form, keys)
    times = form.fields.wishes.times
    times.type("some day")
    form.submit()
    line = form.findChild(QLabel, "wished_time_line")
    assert line is not None
    assert line.text() == "Type a time such as 15:00, tomorrow 9:30 or 24 Nov 15:00."
    assert times.line.hasFocus()
    times.type("8:00")
    form.submit()
    assert "is over" in line.text()
    times.type("16:00")
    with qtbot.waitSignal(form.requested) as requested:
        form.submit()
    assert requested.args is not None
    assert [one.start for one in desk.clinic.requests.view(requested.args[0]).line.times] == [at(16)]


@pytest.mark.feature("REQ-4")
def test_a_time_outside_hours_is_warned_of_and_allowed_and_can_be_taken_out_again(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    take_down(desk, form, keys)
    times = form.fields.wishes.times
    times.add(at(22))
    times.add(at(15))
    desk.settle()
    warnings = [form.findChild(QLabel, f"wished_warning_{number}") for number in (0, 1)]
    assert [one.text() for one in warnings if one is not None] == ["outside hours", ""]
    said = form.footer.findChild(QLabel, "booking_when")
    assert said is not None
    assert said.text() == "2 wished times"
    remove = form.findChild(type(times.add_button), "remove_wished_time_1")
    assert remove is not None
    remove.click()
    assert times.starts == (at(22),)
    assert [one.start for one in desk.clinic.requests.view(saved(form, keys, qtbot)).line.times] == [at(22)]


@pytest.mark.feature("REQ-4")
def test_no_more_than_ten_times_are_wished_each_once(desk: Desk, form: BookingForm, keys: Keys) -> None:
    take_down(desk, form, keys)
    times = form.fields.wishes.times
    for minutes in (0, 0, *range(15, 180, 15)):
        times.add(at(13) + timedelta(minutes=minutes))
    desk.settle()
    assert len(times.starts) == 10
    assert not times.line.isEnabled()
    assert not times.add_button.isEnabled()


@pytest.mark.feature("REQ-4")
def test_a_free_time_can_be_picked(desk: Desk, form: BookingForm, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_where: None)  # no screen to show it on
    take_down(desk, form, keys)
    form.fields.wishes.times.pick_button.click()
    desk.settle()
    menu = form.findChild(QMenu, "free_times_menu")
    assert menu is not None
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert len(form.fields.wishes.times.starts) == 1


@pytest.mark.feature("REQ-4")
def test_wanted_now_asks_for_no_times_and_is_to_a_clinician_or_a_group(
    desk: Desk, form: BookingForm, keys: Keys, qtbot: QtBot
) -> None:
    def fill(connection: Connection) -> int:
        group = add(connection, t.ClinicianGroup, code="doctors", name="Doctors", active=True, position=1)
        add(connection, t.ClinicianGroupMember, group_id=group, staff_id=CHEN)
        return group

    group = desk.clinic.desk.database.write(fill)
    desk.context.choices = desk.clinic.choices()
    take_down(desk, form, keys)
    times = form.fields.wishes.times
    times.add(at(15))
    kinds = form.fields.wishes.kind
    kinds.set_value(RequestKind.NOW)
    kinds.chosen.emit(RequestKind.NOW)
    assert not times.isVisible()
    box = form.fields.clinician
    assert [box.itemText(row) for row in range(box.count())][-1] == "Group: Doctors"
    box.setCurrentIndex(box.count() - 1)
    line = desk.clinic.requests.view(saved(form, keys, qtbot)).line
    assert (line.kind, line.times, line.clinician_group_id, line.clinician_id) == (RequestKind.NOW, (), group, None)
    form.start(Given(RIVERSIDE, by_phone=True, consumer_id=line.consumer_id, service_id=CONSULTATION))
    desk.settle()
    assert form.fields.wishes.kind.value() is RequestKind.SCHEDULED, "the next request begins anew"
    choose_clinician(desk, form, CHEN)
    keys.press(ENTER)
    assert times.line.hasFocus(), "they are asked when, before it is saved"
    line = desk.clinic.requests.view(saved(form, keys, qtbot)).line
    assert (line.clinician_id, line.clinician_group_id) == (CHEN, None)


@pytest.mark.feature("REQ-4")
def test_times_that_were_said_are_not_lost_without_a_question(desk: Desk, form: BookingForm, keys: Keys) -> None:
    form.start(Given(RIVERSIDE, by_phone=True))
    form.fields.wishes.times.add(at(15))
    keys.press(Qt.Key.Key_Escape)
    assert form.footer.question.asking
    form.start(Given(RIVERSIDE))
    assert not form.fields.wishes.isVisible(), "a booking has its own time"
    assert form.fields.time.isVisible()
