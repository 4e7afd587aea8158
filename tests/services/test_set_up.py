"""Opening hours, services, rooms and the settings of booking: what is kept, what is refused, and who meets it next."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.services.forms import OpeningQuery, new_command_id
from frontdesk.services.schedule_forms import PlanForm, SettingsForm
from frontdesk.services.verify import verify
from frontdesk.views.choices import BookingSettings
from tests.little import CHEN, INFLUENZA, LAKESIDE, RIVERSIDE, ROY, Clock, at, influenza, maria, sign_in
from tests.services.plans import CLOSED, NEW_ROOM, ROOM, SHOT, first_with, hours, save

HOURS = hours(*((day, "10:00", "12:00") for day in range(7)))
SETTINGS = SettingsForm(slot_choice=True, hold_minutes="10", overbook_by_agents=True, seen=BookingSettings())


@pytest.mark.feature("AVL-3")
def test_slots_follow_the_service_as_it_was_saved(clinic: Clinic, boss: Clinic) -> None:
    later = replace(SHOT, minutes="45", buffer_before="10", step="20", least_notice="90", furthest_days="30")
    save(boss, later)
    first = clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE, ROY, limit=2))
    assert [f"{one.wall_start:%H:%M}-{one.end:%H:%M}" for one in first] == ["12:00-12:45", "12:20-13:05"]
    (view,) = [one for one in boss.schedules.services() if one.id == INFLUENZA]
    assert (view.version, view.minutes, view.buffer_before, view.step, view.least_notice) == (2, 45, 10, 20, 90)
    with pytest.raises(RuleBroken, match=r"slot\.too-far"):
        clinic.booking.book(influenza(maria(clinic), start=at(12, days=31)), new_command_id())


@pytest.mark.feature("AVL-3")
def test_a_service_that_needs_no_room_any_more_is_booked_without_one(clinic: Clinic, boss: Clinic) -> None:
    save(boss, replace(SHOT, room_kind=""))
    booked = clinic.booking.book(influenza(maria(clinic)), new_command_id())
    assert clinic.appointments.view(booked.appointment_id).room == ""


@pytest.mark.feature("AVL-3")
def test_a_new_room_gives_slots_and_one_that_is_closed_gives_none(clinic: Clinic, boss: Clinic) -> None:
    made = save(boss, NEW_ROOM)
    save(boss, replace(ROOM, active=False))
    (opening,) = clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, limit=1))
    assert (opening.room, opening.room_id) == ("Room 2", made.id)
    save(boss, replace(NEW_ROOM, room_id=made.id, version=1, active=False))
    assert clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE, CHEN)) == ()
    assert [(one.name, one.active) for one in boss.schedules.rooms(RIVERSIDE)] == [("Room 1", False), ("Room 2", False)]
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-1")
def test_opening_hours_bound_everybodys_slots(clinic: Clinic, boss: Clinic) -> None:
    saved = save(boss, HOURS)
    assert (saved.version, saved.changes.plans, saved.changes.everything) == (2, frozenset({RIVERSIDE}), False)
    assert first_with(clinic, ROY, after=at(11, 45)) == "Wed 25 Nov 10:00"
    assert len(clinic.schedules.hours(RIVERSIDE).hours) == 7


@pytest.mark.parametrize(
    ("form", "change", "field", "code"),
    [
        (SHOT, {"minutes": "0"}, "minutes", "number.range"),
        (SHOT, {"minutes": "3000"}, "minutes", "number.range"),
        (SHOT, {"minutes": "-5"}, "minutes", "number.range"),
        (SHOT, {"minutes": "half an hour"}, "minutes", "number.form"),
        (SHOT, {"minutes": "٣٠"}, "minutes", "number.form"),
        (SHOT, {"minutes": "9" * 10_000_000}, "minutes", "number.range"),
        (SHOT, {"minutes": "1440", "buffer_after": "1"}, "minutes", "service.too-long"),
        (SHOT, {"buffer_before": "241"}, "buffer_before", "number.range"),
        (SHOT, {"buffer_after": "1e2"}, "buffer_after", "number.form"),
        (SHOT, {"step": "0"}, "step", "number.range"),
        (SHOT, {"least_notice": "600000"}, "least_notice", "number.range"),
        (SHOT, {"furthest_days": "99999"}, "furthest_days", "number.range"),
        (SHOT, {"name": ""}, "name", "text.missing"),
        (SHOT, {"name": "x" * 10_000_000}, "name", "text.too-long"),
        (SHOT, {"room_kind": "moon base"}, "room_kind", "room-kind.unknown"),
        (SHOT, {"modalities": frozenset()}, "modalities", "modality.missing"),
        (NEW_ROOM, {"capacity": "0"}, "capacity", "number.range"),
        (NEW_ROOM, {"capacity": "501"}, "capacity", "number.range"),
        (NEW_ROOM, {"code": "R1"}, "code", "room.taken"),
        (NEW_ROOM, {"code": " "}, "code", "text.missing"),
        (NEW_ROOM, {"code": "a\nb"}, "code", "text.control"),
        (NEW_ROOM, {"name": "x" * 101}, "name", "text.too-long"),
        (NEW_ROOM, {"kind": ""}, "kind", "text.missing"),
        (NEW_ROOM, {"center_id": 99}, "center", "center.unknown"),
        (HOURS, {"hours": ((0, "12:00", "08:00"),)}, "hours.0.ends", "line.order"),
        (HOURS, {"hours": ((0, "08:00", "12:00"), (0, "11:00", "13:00"))}, "hours.1.starts", "line.overlap"),
        (HOURS, {"zone": "Mars/Olympus"}, "zone", "zone.unknown"),
        (HOURS, {"zone": "../../etc/passwd"}, "zone", "zone.unknown"),
        (HOURS, {"country": "XX"}, "country", "country.unknown"),
        (HOURS, {"region": "ZZ"}, "region", "region.unknown"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    boss: Clinic, form: PlanForm, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        save(boss, replace(form, **change))
    assert (refused.value.code, refused.value.fields) == (code, (field,))
    assert {one.version for one in boss.schedules.services()} == {1}
    assert (len(boss.schedules.rooms(RIVERSIDE)), boss.schedules.hours(RIVERSIDE).version) == (1, 1)


@pytest.mark.feature("AVL-5")
def test_a_center_keeps_its_zone_while_appointments_are_ahead(clinic: Clinic, boss: Clinic) -> None:
    booked = clinic.booking.book(influenza(maria(clinic), start=at(15)), new_command_id())
    moved = replace(HOURS, zone="Atlantic/Azores", region="20")
    with pytest.raises(RuleBroken, match=r"zone\.promised") as refused:
        save(boss, moved)
    assert (refused.value.fields, refused.value.params["number"]) == (("zone",), 1)
    assert clinic.appointments.view(booked.appointment_id).wall_start == at(15).replace(tzinfo=None)


@pytest.mark.feature("AVL-5")
def test_closures_keep_their_wall_clock_time_when_the_zone_changes(boss: Clinic) -> None:
    closed = save(boss, CLOSED)
    saved = save(boss, replace(HOURS, zone="Atlantic/Azores", region="20"))
    assert saved.changes.everything
    with boss.desk.database.read() as connection:
        row = connection.execute(select(t.ScheduleException.__table__).where(t.ScheduleException.id == closed.id)).one()
    assert (row.zone, row.wall_start.hour, row.starts_at.hour) == ("Atlantic/Azores", 0, 1)
    assert boss.schedules.hours(RIVERSIDE).region == "20"


@pytest.mark.parametrize("form", [SHOT, ROOM, HOURS])
def test_a_stale_form_never_overwrites(boss: Clinic, form: PlanForm) -> None:
    save(boss, form)
    with pytest.raises(ChangedElsewhere) as refused:
        save(boss, form)
    assert (refused.value.by, refused.value.now) == ("Bo Ss", 2)


@pytest.mark.parametrize("form", [SHOT, NEW_ROOM, HOURS])
def test_set_up_is_the_managers(clinic: Clinic, form: PlanForm) -> None:
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        save(clinic, form)


def test_two_centers_may_use_the_same_code_for_a_room(boss: Clinic) -> None:
    save(boss, replace(NEW_ROOM, center_id=LAKESIDE, code="r1"))
    assert [one.code for one in boss.schedules.rooms(LAKESIDE)] == ["r1"]


@pytest.mark.feature("BKG-3")
def test_the_manager_decides_how_the_clinic_books(clinic: Clinic, boss: Clinic) -> None:
    assert boss.settings.booking() == BookingSettings()
    saved = save(boss, SETTINGS)
    assert saved.changes.everything
    assert clinic.choices().booking == BookingSettings(True, 10, True) == boss.settings.booking()
    with pytest.raises(ChangedElsewhere) as stale:
        save(boss, replace(SETTINGS, slot_choice=False))
    assert stale.value.changes["hold_minutes"] == (5, 10)
    assert stale.value.by == "Bo Ss"
    again = replace(SETTINGS, seen=BookingSettings(True, 10, True))
    assert not save(boss, again).changes
    with boss.desk.database.read() as connection:
        (entry,) = connection.execute(select(t.History.changes).where(t.History.action == "set-up-changed")).scalars()
    assert entry["booking.hold_minutes"] == [5, 10]


@pytest.mark.parametrize(("typed", "code"), [("0", "number.range"), ("61", "number.range"), ("", "number.form")])
def test_a_hold_lasts_from_a_minute_to_an_hour(boss: Clinic, typed: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code) as refused:
        save(boss, replace(SETTINGS, hold_minutes=typed))
    assert refused.value.fields == ("hold_minutes",)
    assert boss.settings.booking() == BookingSettings()


def test_settings_are_not_the_front_desks(clinic: Clinic, clock: Clock) -> None:
    nurse = sign_in(clinic.desk.database.url, clock, "nurse")
    for desk in (clinic, nurse):
        with pytest.raises(RuleBroken, match=r"not\.your-role"):
            save(desk, SETTINGS)
    nurse.close()
