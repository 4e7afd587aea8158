"""Work schedules and exceptions as a manager enters them: what is kept, what is refused, and who meets it next."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import insert, select

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import CalendarType, ExceptionKind, Modality
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import ExceptionForm, HolidayForm, LineForm, Removal, Removing
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from tests.little import CHEN, INFLUENZA, LAKESIDE, RIVERSIDE, ROY, Clock, at, influenza, maria, sign_in
from tests.services.plans import CLOSED, LEAVE, WEEK, consultation, first_with, save


@pytest.mark.feature("AVL-1")
def test_a_schedule_of_several_weekly_lines_is_kept_and_the_next_opening_follows_it(
    clinic: Clinic, boss: Clinic
) -> None:
    assert first_with(clinic, ROY) == "Tue 24 Nov 10:25"
    lines = (
        LineForm(2, "9:30", "13.00", frozenset({INFLUENZA}), frozenset({Modality.IN_PERSON})),
        LineForm(2, "2000", "24:00"),
    )
    saved = save(boss, replace(WEEK, lines=lines, valid_to="2026-12-31"))
    assert (saved.id, saved.version) == (ROY, 2)
    assert saved.changes.plans == {RIVERSIDE}
    (view,) = [one for one in clinic.schedules.of_center(RIVERSIDE) if one.clinician_id == ROY]
    assert (view.clinician, view.valid_from, view.valid_to) == ("Nurse Iris Roy", date(2026, 1, 1), date(2026, 12, 31))
    assert [(line.weekday, line.starts, line.ends) for line in view.lines] == [
        (2, time(9, 30), time(13)),
        (2, time(20), time(0)),
    ]
    assert view.lines[0].service_ids == {INFLUENZA}
    assert view.lines[1].service_ids == frozenset()
    assert first_with(clinic, ROY) == "Wed 25 Nov 09:30"
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("AVL-1")
def test_another_desk_can_no_longer_book_what_a_saved_schedule_took_away(clinic: Clinic, boss: Clinic) -> None:
    save(boss, WEEK)
    with pytest.raises(RuleBroken, match=r"slot\.outside-hours"):
        clinic.booking.book(influenza(maria(clinic), clinician_id=ROY, start=at(15)), new_command_id())
    booked = clinic.booking.book(influenza(maria(clinic, "m2"), clinician_id=ROY, start=at(13)), new_command_id())
    assert booked.clinician_id == ROY


@pytest.mark.feature("AVL-1")
def test_a_new_schedule_is_made_beside_the_one_that_ends(boss: Clinic) -> None:
    save(boss, replace(WEEK, valid_to="2026-12-31"))
    made = save(boss, replace(WEEK, schedule_id=None, version=0, name="Next year", valid_from="2027-01-01"))
    assert made.version == 1
    assert made.id not in {CHEN, ROY}
    assert [one.name for one in boss.schedules.of_center(RIVERSIDE)] == ["Week", "Week", "Next year"]


@pytest.mark.feature("AVL-1")
@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"lines": (LineForm(0, "14:00", "09:00"),)}, "lines.0.ends", "line.order"),
        ({"lines": (LineForm(0, "09:00", "09:00"),)}, "lines.0.ends", "line.order"),
        ({"lines": (LineForm(0, "00:00", "24:00"), LineForm(0, "23:00", "0:00"))}, "lines.1.starts", "line.overlap"),
        ({"lines": (LineForm(1, "09:00", "12:00"), LineForm(1, "11:59", "13:00"))}, "lines.1.starts", "line.overlap"),
        ({"lines": (LineForm(7, "09:00", "12:00"),)}, "lines.0.weekday", "line.weekday"),
        ({"lines": (LineForm(0, "nine", "12:00"),)}, "lines.0.starts", "clock.form"),
        ({"lines": (LineForm(0, "09:00", "25:00"),)}, "lines.0.ends", "clock.form"),
        ({"lines": (LineForm(0, "09:00", "9" * 10_000_000),)}, "lines.0.ends", "clock.form"),
        ({"lines": (LineForm(0, "09:00", "12:00", frozenset({99})),)}, "lines.0.services", "service.unknown"),
        ({"lines": (LineForm(0, "09:00", "09:05"),) * 71}, "lines", "lines.too-many"),
        ({"lines": ()}, "lines", "schedule.no-lines"),
        ({"valid_to": "2025-12-31"}, "valid_to", "schedule.order"),
        ({"valid_from": "2026-01-01", "valid_to": "2026-11-23"}, "valid_to", "schedule.past"),
        ({"valid_from": "2026-02-30"}, "valid_from", "date.form"),
        ({"valid_from": ""}, "valid_from", "date.form"),
        ({"valid_from": "0001-01-01"}, "valid_from", "time.range"),
        ({"valid_to": "9999-12-31"}, "valid_to", "time.range"),
        ({"name": " \u200f "}, "name", "text.missing"),
        ({"name": "x" * 10_000_000}, "name", "text.too-long"),
        ({"name": "a\0b"}, "name", "text.control"),
        ({"clinician_id": 3}, "clinician", "clinician.unknown"),
        ({"center_id": 99}, "center", "center.unknown"),
        ({"center_id": LAKESIDE}, "clinician", "clinician.not-here"),
    ],
)
def test_what_is_wrong_with_a_schedule_is_said_at_its_field_and_nothing_is_saved(
    boss: Clinic, change: dict[str, Any], field: str, code: str
) -> None:
    before = boss.schedules.of_center(RIVERSIDE)
    with pytest.raises(RuleBroken) as refused:
        save(boss, replace(WEEK, **change))
    assert (refused.value.code, refused.value.fields) == (code, (field,))
    assert len(sentence(refused.value)) < 300
    assert boss.schedules.of_center(RIVERSIDE) == before


@pytest.mark.feature("AVL-1")
def test_a_clinician_is_never_planned_at_two_places_at_a_time(boss: Clinic) -> None:
    """Riverside's 14:00 to 17:00 in Lisbon are 08:00 to 11:00 at Lakeside in Chicago."""
    boss.desk.database.write(
        lambda connection: connection.execute(insert(t.StaffCenter).values(staff_id=ROY, center_id=LAKESIDE))
    )
    far = replace(WEEK, schedule_id=None, center_id=LAKESIDE, name="By video", valid_from="2026-12-01")
    with pytest.raises(RuleBroken, match=r"schedule\.elsewhere") as refused:
        save(boss, replace(far, lines=(LineForm(2, "12:00", "18:00"), LineForm(3, "10:59", "18:00"))))
    assert refused.value.fields == ("lines.1.starts",)
    assert sentence(refused.value) == (
        "Nurse Iris Roy works then already: Thu 3 Dec 2026, 09:00–17:00 at Riverside (“Week”). "
        "Change the hours of one of the two."
    )
    # In the two weeks of March when only Chicago has changed its clocks, 11:00 there is 16:00 in Lisbon.
    with pytest.raises(RuleBroken, match=r"schedule\.elsewhere") as in_march:
        save(boss, replace(far, lines=(LineForm(3, "11:00", "18:00"),)))
    assert in_march.value.params["day"] == date(2027, 3, 18)
    save(boss, replace(far, lines=(LineForm(3, "12:00", "18:00"),)))


@pytest.mark.feature("AVL-1")
def test_hours_are_in_one_schedule_of_a_kind_but_rapid_response_may_share_them(boss: Clinic) -> None:
    again = replace(WEEK, schedule_id=None, name="Again")
    with pytest.raises(RuleBroken, match=r"schedule\.elsewhere"):
        save(boss, again)
    save(boss, replace(again, calendar_type=CalendarType.RAPID_RESPONSE))
    assert len(boss.schedules.of_center(RIVERSIDE)) == 3


def test_a_stale_schedule_never_overwrites_and_says_who_changed_what(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    save(boss, WEEK)
    save(boss, replace(WEEK, version=2, name="Winter", valid_to="2027-03-31"))
    with pytest.raises(ChangedElsewhere) as refused:
        save(boss, replace(WEEK, name="Mine"))
    assert (refused.value.seen, refused.value.now, refused.value.by) == (1, 3, "Bo Ss")
    assert refused.value.changes.keys() == {"lines", "name", "valid_to"}
    assert refused.value.changes["name"] == ("Week", "Winter")
    with pytest.raises(ChangedElsewhere):
        save(boss, Removal(Removing.SCHEDULE, ROY, 1))
    save(boss, Removal(Removing.SCHEDULE, ROY, 3))
    with pytest.raises(RuleBroken, match=r"plan\.gone"):
        save(boss, replace(WEEK, version=3))
    assert first_with(clinic, ROY) == ""


def test_history_says_who_changed_a_schedule_from_what_to_what(boss: Clinic) -> None:
    save(boss, WEEK)
    with boss.desk.database.read() as connection:
        (entry,) = connection.execute(select(t.History.__table__).where(t.History.action == "set-up-changed")).all()
    before, after = entry.changes[f"work schedule {ROY}"]
    assert (entry.actor_id, entry.desk, entry.version) == (4, "Office", 2)
    assert len(before["lines"]) == 5
    assert after["lines"][0]["hours"] == "09:00–14:00"


def test_a_repeated_call_saves_once(boss: Clinic) -> None:
    command = new_command_id()
    made = [boss.schedules.save(LEAVE, command) for _ in range(2)]
    assert made[0] == made[1]
    assert len(boss.schedules.exceptions(RIVERSIDE)) == 1


@pytest.mark.feature("AVL-2")
def test_leave_takes_the_clinicians_days_out_for_every_desk(clinic: Clinic, boss: Clinic) -> None:
    boss_saved = save(boss, replace(LEAVE, starts="2026-11-24"))
    assert consultation(clinic) == "Fri 27 Nov 09:00"
    (view,) = clinic.schedules.exceptions(RIVERSIDE)
    assert view.whole_days
    assert (view.wall_start.day, view.wall_end.day) == (24, 27)
    save(boss, Removal(Removing.EXCEPTION, boss_saved.id, 1))
    assert consultation(clinic) == "Tue 24 Nov 10:25"


@pytest.mark.feature("AVL-2")
def test_a_block_takes_its_hours_and_extra_hours_give_them(clinic: Clinic, boss: Clinic) -> None:
    block = replace(LEAVE, kind=ExceptionKind.BLOCK, starts="2026-11-24T10:00", ends="2026-11-24 12:30")
    save(boss, block)
    assert consultation(clinic) == "Tue 24 Nov 12:30"
    save(boss, replace(block, kind=ExceptionKind.EXTRA, starts="2026-11-28T10:00", ends="2026-11-28T12:00"))
    assert first_with(clinic, CHEN, after=at(0, days=4)) == "Sat 28 Nov 10:00"


@pytest.mark.feature("AVL-2")
def test_extra_hours_are_refused_where_the_clinician_works_at_another_center(boss: Clinic) -> None:
    """15:00 to 17:00 in Lisbon are 09:00 to 11:00 at Lakeside in Chicago."""
    boss.desk.database.write(
        lambda connection: connection.execute(insert(t.StaffCenter).values(staff_id=ROY, center_id=LAKESIDE))
    )
    far = ExceptionForm(ExceptionKind.EXTRA, "2026-11-25T10:59", "2026-11-25T13:00", ROY, LAKESIDE)
    with pytest.raises(RuleBroken, match=r"exception\.elsewhere") as refused:
        save(boss, far)
    assert refused.value.fields == ("starts",)
    assert sentence(refused.value) == (
        "Nurse Iris Roy works then already: Wed 25 Nov 2026, 10:59–11:00 by this center’s clock, at Riverside. "
        "Choose other hours, or enter leave there first."
    )
    made = save(boss, replace(far, starts="2026-11-25T11:00"))
    own = replace(far, center_id=RIVERSIDE, starts="2026-11-25T18:30", ends="2026-11-25T20:00")
    with pytest.raises(RuleBroken, match=r"exception\.elsewhere"):
        save(boss, own)
    save(boss, replace(own, exception_id=made.id, version=1))


@pytest.mark.feature("AVL-1", "AVL-2")
def test_weekly_hours_are_refused_where_the_clinician_has_extra_hours_at_another_center(boss: Clinic) -> None:
    """12:30 to 14:00 at Lakeside in Chicago are 18:30 to 20:00 in Lisbon."""
    boss.desk.database.write(
        lambda connection: connection.execute(insert(t.StaffCenter).values(staff_id=ROY, center_id=LAKESIDE))
    )
    save(boss, ExceptionForm(ExceptionKind.EXTRA, "2026-11-25T12:30", "2026-11-25T14:00", ROY, LAKESIDE))
    later = replace(WEEK, schedule_id=None, clinician_id=ROY, name="Evenings", lines=(LineForm(2, "18:00", "20:00"),))
    with pytest.raises(RuleBroken, match=r"schedule\.extra-elsewhere") as refused:
        save(boss, later)
    assert refused.value.fields == ("lines.0.starts",)
    assert sentence(refused.value) == (
        "Nurse Iris Roy has extra hours then: Wed 25 Nov 2026, 18:30–20:00 by this center’s clock, at Lakeside. "
        "Change these hours, or the extra hours there."
    )
    save(boss, replace(later, lines=(LineForm(2, "17:30", "18:30"),)))
    thursday = replace(later, name="Thursdays", lines=(LineForm(3, "18:00", "20:00"),))
    save(boss, thursday)


@pytest.mark.feature("AVL-2")
def test_who_is_away_from_one_center_may_work_more_at_another(boss: Clinic) -> None:
    boss.desk.database.write(
        lambda connection: connection.execute(insert(t.StaffCenter).values(staff_id=ROY, center_id=LAKESIDE))
    )
    far = ExceptionForm(ExceptionKind.EXTRA, "2026-11-25T09:00", "2026-11-25T11:00", ROY, LAKESIDE)
    with pytest.raises(RuleBroken, match=r"exception\.elsewhere"):
        save(boss, far)
    save(boss, replace(LEAVE, clinician_id=ROY, ends="2026-11-25"))
    save(boss, far)


@pytest.mark.feature("AVL-2")
def test_a_closure_takes_everybodys_time(clinic: Clinic, boss: Clinic) -> None:
    save(boss, replace(CLOSED, starts="2026-11-24"))
    assert (first_with(clinic, CHEN), first_with(clinic, ROY)) == ("Thu 26 Nov 09:00",) * 2


@pytest.mark.feature("AVL-2")
def test_leave_everywhere_goes_by_the_clock_of_the_first_center_and_is_seen_at_each(boss: Clinic) -> None:
    boss.desk.database.write(
        lambda connection: connection.execute(insert(t.StaffCenter).values(staff_id=CHEN, center_id=LAKESIDE))
    )
    saved = save(boss, replace(LEAVE, center_id=None))
    assert saved.changes.plans == {RIVERSIDE, LAKESIDE}
    assert boss.schedules.exceptions(LAKESIDE) == boss.schedules.exceptions(RIVERSIDE)
    (view,) = boss.schedules.exceptions(LAKESIDE)
    assert (view.zone, view.center, view.clinician) == ("Europe/Lisbon", "", "Dr Mei Chen")


@pytest.mark.feature("AVL-2")
@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", 23), ("2027-10-31", 25), ("2027-06-01", 24)])
def test_a_whole_day_lasts_as_long_as_the_centers_clock_says(boss: Clinic, day: str, hours: int) -> None:
    saved = save(boss, replace(CLOSED, starts=day, ends=day))
    with boss.desk.database.read() as connection:
        row = connection.execute(select(t.ScheduleException.__table__).where(t.ScheduleException.id == saved.id)).one()
    assert (row.ends_at - row.starts_at).total_seconds() == hours * 3600


@pytest.mark.feature("AVL-2")
@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"starts": "2026-11-27"}, "ends", "exception.order"),
        ({"starts": "2026-11-25T10:00", "ends": "2026-11-25T10:00"}, "ends", "exception.order"),
        ({"starts": "2027-03-28T01:30"}, "starts", "time.skipped"),
        ({"starts": "2027-03-01", "ends": "2027-03-28T01:00"}, "ends", "time.skipped"),
        ({"starts": "25 November"}, "starts", "date.form"),
        ({"ends": "2026-11-26Tnoon"}, "ends", "clock.form"),
        ({"ends": "2199-12-31"}, "ends", "exception.too-long"),
        ({"ends": "2200-12-31"}, "ends", "time.range"),
        ({"remark": "x" * 1001}, "remark", "text.too-long"),
        ({"remark": "a\x07b"}, "remark", "text.control"),
        ({"clinician_id": None}, "clinician", "exception.clinician-missing"),
        ({"clinician_id": 99}, "clinician", "clinician.unknown"),
        ({"center_id": 99}, "center", "center.unknown"),
        ({"center_id": LAKESIDE}, "clinician", "clinician.not-here"),
        ({"kind": ExceptionKind.EXTRA, "center_id": None}, "center", "exception.center-missing"),
        ({"kind": ExceptionKind.CLOSURE, "center_id": None}, "center", "exception.center-missing"),
    ],
)
def test_what_is_wrong_with_an_exception_is_said_at_its_field_and_nothing_is_saved(
    boss: Clinic, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        save(boss, replace(LEAVE, **change))
    assert (refused.value.code, refused.value.fields) == (code, (field,))
    assert boss.schedules.exceptions(RIVERSIDE) == ()


def test_the_same_leave_is_not_entered_twice_but_may_be_changed(boss: Clinic) -> None:
    saved = save(boss, LEAVE)
    with pytest.raises(RuleBroken, match=r"exception\.duplicate"):
        save(boss, replace(LEAVE, remark="Again"))
    changed = save(boss, replace(LEAVE, exception_id=saved.id, version=1, remark="<b>Course</b> {0}"))
    assert changed.version == 2
    assert [one.remark for one in boss.schedules.exceptions(RIVERSIDE)] == ["<b>Course</b> {0}"]
    with pytest.raises(ChangedElsewhere) as refused:
        save(boss, replace(LEAVE, exception_id=saved.id, version=1, ends="2026-11-27"))
    assert refused.value.changes == {"remark": ("Training", "<b>Course</b> {0}")}


def test_what_is_over_is_listed_apart_the_latest_first(boss: Clinic) -> None:
    for day in ("2026-11-02", "2026-11-09", "2026-12-07"):
        save(boss, replace(LEAVE, starts=day, ends=day))
    assert [one.wall_start.day for one in boss.schedules.exceptions(RIVERSIDE)] == [7]
    assert [one.wall_start.day for one in boss.schedules.exceptions(RIVERSIDE, past=True)] == [9, 2]


@pytest.mark.feature("AVL-2")
def test_public_holidays_of_the_centers_country_close_it_once_each(clinic: Clinic, boss: Clinic) -> None:
    known = {one.day: one for one in boss.schedules.holidays(RIVERSIDE, 2026)}
    restoration = known[date(2026, 12, 1)]
    assert (restoration.name, restoration.closed) == ("Restoration of Independence Day", False)
    save(boss, replace(CLOSED, starts="2026-12-24", ends="2026-12-26"))
    days = tuple((f"2026-12-{day:02}", known[date(2026, 12, day)].name) for day in (1, 8, 25))
    for _ in range(2):
        save(boss, HolidayForm(RIVERSIDE, days))
    closures = [(one.wall_start.day, one.remark) for one in clinic.schedules.exceptions(RIVERSIDE)]
    assert closures == [(1, restoration.name), (8, "Immaculate Conception"), (24, "Painters")]
    shut = [one.day.day for one in clinic.schedules.holidays(RIVERSIDE, 2026) if one.closed]
    assert shut == [1, 8, 25]
    assert first_with(clinic, ROY, after=at(0, days=7)) == "Wed 02 Dec 09:00"


@pytest.mark.feature("AVL-2")
def test_holidays_follow_country_and_region(clinic: Clinic) -> None:
    names = {one.name for one in clinic.schedules.holidays(LAKESIDE, 2027)}
    assert "Thanksgiving Day" in names
    assert "Lincoln's Birthday" not in names
    assert ("IL", "Illinois") in clinic.schedules.regions("US")
    assert ("PT", "Portugal") in clinic.schedules.countries()
    assert clinic.schedules.regions("nowhere") == ()


@pytest.mark.parametrize("who", ["reception", "nurse"])
def test_work_schedules_and_closures_are_the_managers(clinic: Clinic, clock: Clock, who: str) -> None:
    desk = sign_in(clinic.desk.database.url, clock, who)
    for form in (WEEK, CLOSED, Removal(Removing.SCHEDULE, ROY, 1), HolidayForm(RIVERSIDE, (("2026-12-01", "x"),))):
        with pytest.raises(RuleBroken, match=r"not\.your-role"):
            save(desk, form)
    desk.close()


def test_the_front_desk_enters_leave_and_a_clinician_their_own(clinic: Clinic, clock: Clock) -> None:
    save(clinic, LEAVE)
    save(clinic, replace(LEAVE, center_id=None, starts="2026-12-07", ends="2026-12-07"))
    nurse = sign_in(clinic.desk.database.url, clock, "nurse")
    own = replace(LEAVE, clinician_id=ROY)
    saved = save(nurse, own)
    with pytest.raises(RuleBroken, match=r"plan\.not-yours"):
        save(nurse, replace(LEAVE, starts="2026-11-26"))
    with pytest.raises(RuleBroken, match=r"plan\.not-yours"):
        save(nurse, replace(own, clinician_id=CHEN, exception_id=saved.id, version=1))
    save(nurse, Removal(Removing.EXCEPTION, saved.id, 1))
    nurse.close()


def test_nobody_changes_anything_signed_out(clinic: Clinic) -> None:
    clinic.sign_out()
    with pytest.raises(RuleBroken, match=r"sign-in\.needed"):
        save(clinic, LEAVE)
