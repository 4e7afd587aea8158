"""Series: looked at date by date, booked together or not at all, by the wall clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import func, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import ExceptionKind, SeriesUnit, Status
from frontdesk.services.forms import Booked, Booking, Chosen, new_command_id
from frontdesk.services.series_forms import SeriesForm, SeriesOrder
from frontdesk.services.verify import verify
from frontdesk.views.series import SeriesDate
from tests.little import (
    CHEN,
    CONSULTATION,
    RIVERSIDE,
    ROY,
    Clock,
    at,
    away,
    influenza,
    maria,
    program,
)

pytestmark = pytest.mark.feature("BKG-11")


def weekly(booking: Booking, count: int = 4) -> SeriesForm:
    return SeriesForm(booking, 1, SeriesUnit.WEEK, count)


def order(form: SeriesForm, found: tuple[SeriesDate, ...], **more: object) -> SeriesOrder:
    """The free dates of what was looked at."""
    chosen = tuple(Chosen(one.start, one.clinician_id) for one in found if one.free and one.start)
    wanted = SeriesOrder(form.booking, form.every, form.unit, chosen, form.count, form.until)
    return replace(wanted, **more)  # type: ignore[arg-type]  # tests name the fields they mean


def book(clinic: Clinic, form: SeriesForm) -> Booked:
    return clinic.series.book(order(form, clinic.series.preview(form)), new_command_id())


def close(clinic: Clinic, day: date) -> None:
    """The center is closed on a day in winter."""
    start, end = datetime.combine(day, time(0), UTC), datetime.combine(day, time(23, 59), UTC)
    row = {
        "kind": ExceptionKind.CLOSURE, "clinician_id": None, "center_id": RIVERSIDE, "zone": "Europe/Lisbon",
        "starts_at": start, "ends_at": end, "wall_start": start.replace(tzinfo=None),
        "wall_end": end.replace(tzinfo=None), "remark": "Christmas", "version": 1,
    }  # fmt: skip
    clinic.desk.database.write(lambda connection: add(connection, t.ScheduleException, **row))


def test_a_free_series_is_booked_as_one_request_with_all_that_belongs_to_each(clinic: Clinic) -> None:
    form = weekly(influenza(maria(clinic), clinician_id=CHEN, start=at(11), note="Bring the card"))
    found = clinic.series.preview(form)
    assert [one.wall_start for one in found] == [at(11, 0, 7 * n).replace(tzinfo=None) for n in range(4)]
    assert [(one.position, one.free, one.clinician) for one in found] == [(n, True, "Dr Mei Chen") for n in range(1, 5)]
    booked = clinic.series.book(order(form, found), new_command_id())
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert [view.start for view in views] == [at(11, 0, 7 * n) for n in range(4)]
    assert {view.status for view in views} == {Status.BOOKED}
    assert {view.request_id for view in views} == {booked.request_id}
    places = [view.series for view in views]
    assert [(one.position, one.count) for one in places if one is not None] == [(n, 4) for n in range(1, 5)]
    assert len({view.code for view in views}) == 4
    assert [len(view.notes) for view in views] == [1, 0, 0, 0]
    assert all(view.others == () for view in views)
    with clinic.desk.database.read() as connection:
        counted = [
            connection.execute(select(func.count()).select_from(table)).scalar()
            for table in (t.Task, t.Confirmation, t.Outbox, t.Request, t.Series)
        ]
    assert counted == [4, 4, 4, 1, 1]
    shown = clinic.series.view(places[0].series_id if places[0] else 0)
    assert (shown.every, shown.unit, shown.count, shown.consumer) == (1, SeriesUnit.WEEK, 4, "Maria Silva")
    assert [one.appointment_id for one in shown.lines] == list(booked.appointments)
    assert verify(clinic.desk.database) == ()


def test_each_date_says_what_is_in_its_way_and_what_is_free_instead(clinic: Clinic) -> None:
    other = maria(clinic, "other", first_name="Olga")
    clinic.booking.book(influenza(other, clinician_id=CHEN, start=at(11, 0, 7)), new_command_id())
    away(clinic, at(0, 0, 14), at(23, 59, 14))
    close(clinic, date(2026, 12, 15))
    found = clinic.series.preview(weekly(influenza(maria(clinic), clinician_id=CHEN, start=at(11)), 5))
    assert [one.why for one in found] == ["", "slot.taken", "slot.leave", "slot.closure", ""]
    taken, leave, closure = found[1:4]
    assert [one.consumer for one in taken.obstacles] == ["Olga Silva"]
    assert taken.alternative is not None
    assert taken.alternative.start == at(10, 40, 7)
    assert leave.obstacles[0].remark == "Holiday"
    assert leave.alternative is not None
    assert (leave.alternative.start, leave.alternative.clinician_id) == (at(11, 0, 13), CHEN)
    assert closure.obstacles[0].remark == "Christmas"
    assert closure.alternative is not None
    assert closure.alternative.start == at(11, 0, 20)


def test_what_is_taken_instead_is_booked_with_the_others_and_left_out_dates_are_not(clinic: Clinic) -> None:
    away(clinic, at(0, 0, 7), at(23, 59, 7))
    form = weekly(influenza(maria(clinic), clinician_id=CHEN, start=at(11)), 4)
    found = clinic.series.preview(form)
    instead = found[1].alternative
    assert instead is not None
    starts = (found[0].start, instead.start, found[3].start)
    chosen = tuple(Chosen(one, CHEN) for one in starts if one is not None)
    booked = clinic.series.book(order(form, found, dates=chosen), new_command_id())
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert tuple(view.start for view in views) == starts
    assert [(one.position, one.count) for one in (view.series for view in views) if one] == [(1, 3), (2, 3), (3, 3)]
    assert verify(clinic.desk.database) == ()


def test_when_nobody_is_named_the_first_clinician_stays_as_long_as_they_can(clinic: Clinic) -> None:
    away(clinic, at(0, 0, 7), at(23, 59, 7))
    found = clinic.series.preview(weekly(influenza(maria(clinic), start=at(11)), 3))
    assert [one.clinician_id for one in found] == [CHEN, ROY, CHEN]
    assert all(one.free for one in found)
    wanted = weekly(influenza(maria(clinic, "second"), clinician_id=CHEN, start=at(11)), 20)
    away(clinic, at(0, 0, 14), at(23, 59, 41))
    third = clinic.series.preview(wanted)[3]
    assert third.alternative is not None
    assert (third.alternative.clinician_id, third.alternative.start) == (ROY, at(11, 0, 21))


def test_every_tuesday_at_nine_stays_nine_across_the_change_of_clocks(clinic: Clinic, clock: Clock) -> None:
    clock.instant = datetime(2027, 3, 16, 8, 0, tzinfo=UTC)
    start = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)
    booked = book(clinic, weekly(influenza(maria(clinic), clinician_id=CHEN, start=start), 4))
    views = [clinic.appointments.view(one) for one in booked.appointments]
    assert {view.wall_start.time() for view in views if view.wall_start} == {time(9)}
    assert [view.start.hour for view in views if view.start] == [9, 9, 8, 8]
    assert verify(clinic.desk.database) == ()


def test_a_time_that_the_clocks_skip_is_said_to_be_none(clinic: Clinic, clock: Clock) -> None:
    clock.instant = datetime(2027, 3, 13, 0, 0, tzinfo=UTC)
    start = datetime(2027, 3, 14, 1, 30, tzinfo=UTC)
    found = clinic.series.preview(weekly(influenza(maria(clinic), clinician_id=CHEN, start=start), 3))
    assert [one.why for one in found] == ["slot.outside-hours", "slot.outside-hours", "time.skipped"]
    assert found[2].start is None
    assert found[2].alternative is not None


def test_a_date_that_somebody_took_meanwhile_leaves_all_of_the_series_undone(clinic: Clinic, boss: Clinic) -> None:
    form = weekly(influenza(maria(clinic), clinician_id=CHEN, start=at(11)))
    found = clinic.series.preview(form)
    other = maria(boss, "other")
    boss.booking.book(influenza(other, clinician_id=CHEN, start=at(11, 0, 14)), new_command_id())
    with pytest.raises(RuleBroken, match=r"series\.taken") as caught:
        clinic.series.book(order(form, found), new_command_id())
    assert caught.value.params["position"] == 3
    assert isinstance(caught.value.params["problem"], RuleBroken)
    assert caught.value.params["problem"].code == "slot.taken"
    with clinic.desk.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(t.Appointment)).scalar() == 1
        assert connection.execute(select(func.count()).select_from(t.Series)).scalar() == 0
    assert [one.free for one in clinic.series.preview(form)] == [True, True, False, True]
    assert verify(clinic.desk.database) == ()


def test_the_same_command_books_a_series_once(clinic: Clinic) -> None:
    form = weekly(influenza(maria(clinic), clinician_id=CHEN, start=at(11)))
    wanted, command = order(form, clinic.series.preview(form)), new_command_id()
    assert clinic.series.book(wanted, command) == clinic.series.book(wanted, command)
    assert [one.why for one in clinic.series.preview(form)] == ["slot.taken"] * 4


def test_what_cannot_be_a_series_is_refused_before_anything_is_saved(clinic: Clinic) -> None:
    consumer = maria(clinic)
    form = weekly(influenza(consumer, clinician_id=CHEN, start=at(11)))
    found = clinic.series.preview(form)
    several = Booking(center_id=RIVERSIDE, consumer_id=consumer, program_id=program(clinic), start=at(11))
    for code, wrong in (
        ("series.dates", order(form, found, dates=())),
        ("series.dates", order(form, found, dates=(Chosen(at(11)), Chosen(at(11))))),
        ("series.overbooked", order(form, found, booking=replace(form.booking, overbook_reason="Urgent"))),
        ("series.program", order(form, found, booking=several)),
        ("series.end", order(form, found, count=None)),
        ("slot.past", order(form, found, dates=(Chosen(at(9)), Chosen(at(9, 0, 7))))),
    ):
        with pytest.raises(RuleBroken) as caught:
            clinic.series.book(wrong, new_command_id())
        inner = caught.value.params.get("problem", caught.value)
        assert isinstance(inner, RuleBroken)
        assert inner.code == code
    with pytest.raises(RuleBroken, match=r"series\.program"):
        clinic.series.preview(weekly(several))


def test_dates_further_ahead_than_the_service_may_be_booked_are_not_free(clinic: Clinic) -> None:
    found = clinic.series.preview(weekly(influenza(maria(clinic), clinician_id=CHEN, start=at(11)), 14))
    assert [one.why for one in found] == [""] * 13 + ["slot.too-far"]
    assert found[-1].alternative is None or found[-1].alternative.start <= at(23, 0, 90)


def test_what_the_consumer_has_already_is_a_warning_only(clinic: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, clinician_id=ROY, start=at(11, 0, 7)), new_command_id())
    found = clinic.series.preview(weekly(influenza(consumer, clinician_id=CHEN, start=at(11))))
    assert [one.free for one in found] == [True] * 4
    assert [one.kind for one in found[1].obstacles] == [ConflictKind.CONSUMER_BUSY]


def test_a_request_that_waits_is_booked_as_a_series(clinic: Clinic) -> None:
    consumer = maria(clinic)
    made = clinic.booking.take_request(influenza(consumer), new_command_id())
    wanted = weekly(influenza(consumer, request_id=made.request_id, start=at(11), clinician_id=CHEN), 3)
    booked = book(clinic, wanted)
    assert booked.request_id == made.request_id
    assert len(clinic.requests.view(made.request_id).appointments) == 3
    assert verify(clinic.desk.database) == ()


def test_a_long_series_is_one_of_104_and_no_more(clinic: Clinic) -> None:
    far = update(t.Service).where(t.Service.id == CONSULTATION).values(furthest_days=800)
    clinic.desk.database.write(lambda connection: connection.execute(far))
    wanted = influenza(maria(clinic), service_id=CONSULTATION, clinician_id=CHEN, start=at(11), answers={})
    booked = book(clinic, weekly(wanted, 104))
    assert len(booked.appointments) == 104
    with pytest.raises(RuleBroken, match=r"series\.count"):
        clinic.series.preview(weekly(wanted, 105))
    assert verify(clinic.desk.database) == ()
