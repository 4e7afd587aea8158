"""Opening hours, rooms, services and booking in the window: keys, mistakes at their fields, impact shown first."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import Modality
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import SettingsForm
from frontdesk.views.choices import BookingSettings
from tests.little import INFLUENZA, LAKESIDE, RIVERSIDE
from tests.ui.administration.conftest import Typist, book
from tests.ui.desks import Desk
from ui.administration.booking import BookingSection
from ui.administration.hours import HoursSection, hours_form
from ui.administration.impact_sheet import ImpactSheet
from ui.administration.page import AdministrationPage
from ui.administration.rooms import RoomsSection
from ui.administration.service_form import service_form
from ui.administration.services import ServicesSection
from ui.widgets import Choice, Sheet


@pytest.fixture
def hours(desk: Desk, page: AdministrationPage) -> HoursSection:
    found = page.show_section("hours")
    desk.settle()
    assert isinstance(found, HoursSection)
    found.setFocus()
    return found


@pytest.fixture
def rooms(desk: Desk, page: AdministrationPage) -> RoomsSection:
    found = page.show_section("rooms")
    desk.settle()
    assert isinstance(found, RoomsSection)
    found.setFocus()
    return found


@pytest.fixture
def services(desk: Desk, page: AdministrationPage) -> ServicesSection:
    found = page.show_section("services")
    desk.settle()
    assert isinstance(found, ServicesSection)
    found.setFocus()
    return found


@pytest.fixture
def booking(desk: Desk, page: AdministrationPage) -> BookingSection:
    found = page.show_section("booking")
    desk.settle()
    assert isinstance(found, BookingSection)
    found.setFocus()
    return found


def _sheet(page: AdministrationPage) -> ImpactSheet:
    (found,) = [one for one in page.findChildren(ImpactSheet) if one.isVisible()]
    return found


def _choose(box: Choice, words: str) -> None:
    """As a person does from the list."""
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


@pytest.mark.feature("AVL-1")
def test_opening_hours_are_changed_with_the_keyboard(desk: Desk, hours: HoursSection, typist: Typist) -> None:
    assert [(row.starts.text(), row.ends.text()) for row in hours.editor.lines.rows] == [("08:00", "18:00")]
    typist.fill(line_0_starts="9", line_0_ends="5 pm")
    typist.press(Qt.Key.Key_Return)
    view = desk.clinic.schedules.hours(RIVERSIDE)
    assert view.hours == tuple((day, time(9), time(17)) for day in range(5))
    assert desk.notices.text == "Saved: the opening hours"
    assert not hours.editor.typed()


@pytest.mark.feature("AVL-2")
def test_country_and_region_decide_the_public_holidays(desk: Desk, hours: HoursSection, typist: Typist) -> None:
    _choose(hours.editor.country, "Germany")
    desk.settle()
    _choose(hours.editor.region, "Bayern")
    typist.go("line_0_ends")
    typist.press(Qt.Key.Key_Return)
    view = desk.clinic.schedules.hours(RIVERSIDE)
    assert (view.country, view.region) == ("DE", "BY")
    assert "Epiphany" in {one.name for one in desk.clinic.schedules.holidays(RIVERSIDE, 2027)}


def test_a_line_that_ends_too_soon_is_said_there_and_the_zone_of_promises_at_the_zone(
    desk: Desk, hours: HoursSection, typist: Typist
) -> None:
    book(desk, 15)
    typist.fill(line_0_ends="07:00")
    typist.press(Qt.Key.Key_Return)
    row = hours.editor.lines.rows[0]
    said = row.findChild(QLabel, "line_0_error")
    assert said is not None
    assert "ends before it starts" in said.text()
    assert row.ends.hasFocus()
    typist.type("18:00")
    hours.editor.zone_box.set_value("Asia/Tokyo")
    hours.editor.save()
    desk.settle()
    assert "1 appointments are ahead here" in hours.editor.fields["zone"].error
    assert desk.clinic.schedules.hours(RIVERSIDE).zone == "Europe/Lisbon"


@pytest.mark.feature("AVL-10")
def test_shorter_hours_show_whom_they_break_before_they_are_saved(
    desk: Desk, page: AdministrationPage, hours: HoursSection, typist: Typist
) -> None:
    book(desk, 16)
    typist.fill(line_0_ends="15:00")
    typist.press(Qt.Key.Key_Return)
    assert (
        "Maria Silva" in " ".join(one.text() for one in _sheet(page).findChildren(QLabel)) or _sheet(page).isVisible()
    )
    assert desk.clinic.schedules.hours(RIVERSIDE).version == 1
    typist.press(Qt.Key.Key_Escape)
    assert desk.clinic.schedules.hours(RIVERSIDE).version == 1
    assert hours.editor.form().hours[0] == (0, "08:00", "15:00")


def test_hours_of_another_center_wait_until_nothing_typed_would_be_lost(
    desk: Desk, page: AdministrationPage, hours: HoursSection, typist: Typist
) -> None:
    typist.fill(line_0_ends="15:00")
    page.show_center(LAKESIDE)
    desk.settle()
    assert hours.editor.form().center_id == RIVERSIDE
    hours.editor.foot.question.leave.click()
    desk.settle()
    assert hours.editor.form().center_id == LAKESIDE
    assert hours.editor.form().zone == "America/Chicago"


def test_hours_changed_elsewhere_are_shown_at_once_unless_something_is_typed(
    desk: Desk, hours: HoursSection, typist: Typist
) -> None:
    with desk.other() as other:
        form = hours_form(other.schedules.hours(RIVERSIDE))
        lines = tuple((day, "10:00", "12:00") for day in range(7))
        saved = other.schedules.save(type(form)(RIVERSIDE, 1, lines, form.zone, form.country), new_command_id())
    desk.context.changes.changed.emit(saved.changes)
    desk.settle()
    assert hours.editor.lines.rows[0].starts.text() == "10:00"
    typist.fill(line_0_starts="11:00")
    desk.context.changes.changed.emit(saved.changes)
    desk.settle()
    assert hours.editor.lines.rows[0].starts.text() == "11:00"


@pytest.mark.feature("AVL-3")
def test_a_room_is_made_with_the_keyboard_and_closed_again(desk: Desk, rooms: RoomsSection, typist: Typist) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.fill(room_name="Room 2", room_code="r2", room_capacity="3")
    typist.press(Qt.Key.Key_Return)
    assert [(one.name, one.kind, one.capacity) for one in desk.clinic.schedules.rooms(RIVERSIDE)] == [
        ("Room 1", "room", 2),
        ("Room 2", "room", 3),
    ]
    spoken = [f"{row.title}, {row.line}, {row.right}" for row in rooms.list.model_.rows]
    assert spoken == ["Room 1, room · r1, 2 places", "Room 2, room · r2, 3 places"]
    rooms.edit(rooms.list.model_.rows[1].key)
    typist.go("room_active")
    typist.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert [one.active for one in desk.clinic.schedules.rooms(RIVERSIDE)] == [True, False]
    assert rooms.list.model_.rows[1].right_line == "Not in use"


@pytest.mark.parametrize(
    ("control", "typed", "field", "said"),
    [
        ("room_capacity", "0", "capacity", "between 1 and 500"),
        ("room_capacity", "many", "capacity", "whole number"),
        ("room_code", "R1", "code", "Room 1"),
        ("room_name", " ", "name", "needed"),
    ],
)
def test_what_is_wrong_with_a_room_stands_at_its_field(
    desk: Desk, rooms: RoomsSection, typist: Typist, control: str, typed: str, field: str, said: str
) -> None:
    typist.press(Qt.Key.Key_Insert)
    typist.fill(**({"room_name": "Room 2", "room_code": "r2"} | {control: typed}))
    typist.press(Qt.Key.Key_Return)
    assert said in rooms.editor.fields[field].error
    assert [name for name, one in rooms.editor.fields.items() if one.error and name != field] == []
    assert len(desk.clinic.schedules.rooms(RIVERSIDE)) == 1


@pytest.mark.feature("AVL-3")
def test_a_service_is_given_other_lengths_and_ways(desk: Desk, services: ServicesSection, typist: Typist) -> None:
    services.edit(INFLUENZA)
    typist.fill(service_minutes="25", service_step="10", service_buffer_before="5", service_furthest_days="60")
    typist.go("service_phone")
    typist.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    (view,) = [one for one in desk.clinic.schedules.services() if one.id == INFLUENZA]
    assert (view.minutes, view.step, view.buffer_before, view.furthest_days) == (25, 10, 5, 60)
    assert view.modalities == {Modality.IN_PERSON, Modality.PHONE}
    row = next(row for row in services.list.model_.rows if row.key == INFLUENZA)
    assert (row.right, row.line) == ("25 min", "In person, Phone · starts every 10 min · 5 min before")
    assert services.new_button.isHidden()


@pytest.mark.feature("AVL-10")
def test_a_longer_service_shows_whom_it_breaks_and_is_saved_when_that_is_meant(
    desk: Desk, page: AdministrationPage, services: ServicesSection, typist: Typist
) -> None:
    book(desk, 15)
    book(desk, 15, 20, user_id="ana.lima")
    services.edit(INFLUENZA)
    typist.fill(service_minutes="30")
    typist.press(Qt.Key.Key_Return)
    sheet = _sheet(page)
    assert desk.clinic.schedules.services()[1].version == 1
    sheet.accepted.emit()
    desk.settle()
    assert {one.id: one.minutes for one in desk.clinic.schedules.services()}[INFLUENZA] == 30
    assert desk.clinic.schedules.unsettled(RIVERSIDE).total == 0


@pytest.mark.parametrize(
    ("control", "typed", "field"),
    [
        ("service_minutes", "3000", "minutes"),
        ("service_minutes", "0", "minutes"),
        ("service_step", "0", "step"),
        ("service_buffer_after", "999", "buffer_after"),
        ("service_least_notice", "soon", "least_notice"),
        ("service_furthest_days", "-1", "furthest_days"),
        ("service_name", " ", "name"),
    ],
)
def test_what_is_wrong_with_a_service_stands_at_its_field(
    services: ServicesSection, typist: Typist, control: str, typed: str, field: str
) -> None:
    services.edit(INFLUENZA)
    typist.fill(**{control: typed})
    typist.press(Qt.Key.Key_Return)
    assert [name for name, one in services.editor.fields.items() if one.error] == [field]


def test_a_service_changed_elsewhere_is_compared_and_what_was_typed_is_kept(
    desk: Desk, services: ServicesSection, typist: Typist
) -> None:
    services.edit(INFLUENZA)
    with desk.other() as other:
        (view,) = [one for one in other.schedules.services() if one.id == INFLUENZA]
        form = service_form(view)
        changed = {name: getattr(form, name) for name in form.__dataclass_fields__} | {"step": "10"}
        other.schedules.save(type(form)(**changed), new_command_id())
    typist.fill(service_minutes="25")
    typist.press(Qt.Key.Key_Return)
    (sheet,) = [one for one in services.findChildren(Sheet) if one.isVisible()]
    assert "Starts every (minutes) | 5 | 10" in " | ".join(one.text() for one in sheet.findChildren(QLabel))
    typist.press(Qt.Key.Key_Return)
    assert (services.editor.form().minutes, services.editor.form().step) == ("25", "10")


@pytest.mark.feature("BKG-3")
def test_how_the_clinic_books_is_decided_in_the_window(desk: Desk, booking: BookingSection, typist: Typist) -> None:
    typist.press(Qt.Key.Key_Space)
    typist.fill(booking_hold_minutes="10")
    typist.go("booking_overbook_by_agents")
    typist.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert desk.clinic.settings.booking() == BookingSettings(True, 10, True)
    assert desk.notices.text == "Saved: how the clinic books"
    typist.fill(booking_hold_minutes="90")
    typist.press(Qt.Key.Key_Return)
    assert "between 1 and 60" in booking.editor.fields["hold_minutes"].error
    typist.press(Qt.Key.Key_Escape)
    assert booking.editor.foot.question.asking
    booking.editor.foot.question.leave.click()
    desk.settle()
    assert booking.editor.hold_minutes.text() == "10"


def test_settings_changed_elsewhere_are_compared(desk: Desk, booking: BookingSection, typist: Typist) -> None:
    with desk.other() as other:
        other.schedules.save(SettingsForm(True, "5", False, BookingSettings()), new_command_id())
    typist.fill(booking_hold_minutes="7")
    typist.press(Qt.Key.Key_Return)
    (sheet,) = [one for one in booking.findChildren(Sheet) if one.isVisible()]
    assert "The desk chooses the time | no | yes" in " | ".join(one.text() for one in sheet.findChildren(QLabel))
    typist.press(Qt.Key.Key_Return)
    booking.editor.save()
    desk.settle()
    assert desk.clinic.settings.booking() == BookingSettings(True, 7, False)


def test_a_form_that_cannot_be_read_says_so_and_can_be_tried_again(
    desk: Desk, page: AdministrationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = desk.clinic.settings.booking
    lost = [Unavailable("database.lost")]

    def once() -> BookingSettings:
        if lost:
            raise lost.pop()
        return read()

    monkeypatch.setattr(desk.clinic.settings, "booking", once)
    section = page.show_section("booking")
    desk.settle()
    assert isinstance(section, BookingSection)
    again = section.findChild(QPushButton, "booking_again")
    assert again is not None
    assert again.isVisible()
    again.click()
    desk.settle()
    assert section.editor.isVisible()
    assert section.editor.hold_minutes.text() == "5"
