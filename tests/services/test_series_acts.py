"""Changing a series: one, this and those after it, or all; every one that is meant, or none."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, CancelClass, SeriesScope, SeriesUnit, Status
from frontdesk.services.forms import Act, Chosen, new_command_id
from frontdesk.services.series_forms import Instead, Seen, SeriesAct, SeriesForm, SeriesOrder
from frontdesk.services.verify import verify
from frontdesk.views.series import SeriesLine
from tests.little import CHEN, ROY, Clock, at, away, influenza, maria

pytestmark = pytest.mark.feature("BKG-11")
ONE, FOLLOWING, ALL = SeriesScope.ONE, SeriesScope.FOLLOWING, SeriesScope.ALL


def series(clinic: Clinic, count: int = 4, *, every: int = 1, start: datetime | None = None) -> list[int]:
    """Influenza vaccinations with Dr Chen every so many weeks."""
    wanted = influenza(maria(clinic), clinician_id=CHEN, start=start or at(11))
    form = SeriesForm(wanted, every, SeriesUnit.WEEK, count)
    dates = tuple(Chosen(one.start, one.clinician_id) for one in clinic.series.preview(form) if one.start)
    order = SeriesOrder(wanted, every, SeriesUnit.WEEK, dates, count)
    return list(clinic.series.book(order, new_command_id()).appointments)


def act(clinic: Clinic, action: Action, appointment_id: int, **more: object) -> Act:
    made = Act(action, appointment_id, clinic.appointments.view(appointment_id).version)
    return replace(made, **more)  # type: ignore[arg-type]  # tests name the fields they mean


def wanted(clinic: Clinic, one: Act, scope: SeriesScope, *left_out: int) -> SeriesAct:
    """The act on what the scope shows now."""
    seen = clinic.series.scope_preview(one, scope)
    return SeriesAct(one, scope, tuple(Seen(line.appointment_id, line.version) for line in seen), frozenset(left_out))


def do(clinic: Clinic, one: Act, scope: SeriesScope, *left_out: int) -> tuple[int, ...]:
    return clinic.series.act(wanted(clinic, one, scope, *left_out), new_command_id()).appointments


def statuses(clinic: Clinic, ids: list[int]) -> list[str]:
    return [clinic.appointments.view(one).status.value for one in ids]


def starts(clinic: Clinic, ids: list[int]) -> list[datetime | None]:
    return [clinic.appointments.view(one).start for one in ids]


def conflicts(lines: tuple[SeriesLine, ...]) -> list[str]:
    return [line.why or line.stays for line in lines]


@pytest.mark.parametrize(
    ("scope", "left"),
    [(ONE, ["booked", "cancelled", "booked", "booked"]), (FOLLOWING, ["booked"] + ["cancelled"] * 3)],
)
def test_this_one_or_this_and_those_after_it_are_cancelled(clinic: Clinic, scope: SeriesScope, left: list[str]) -> None:
    ids = series(clinic)
    gone = do(clinic, act(clinic, Action.CANCEL, ids[1], message="We are closed", reason_id=1), scope)
    assert statuses(clinic, ids) == left
    assert list(gone) == [one for one, status in zip(ids, left, strict=True) if status == "cancelled"]
    view = clinic.appointments.view(ids[1])
    assert (view.cancel_reason, view.cancel_class) == ("Ill", CancelClass.OTHER)
    with clinic.desk.database.read() as connection:
        told = connection.execute(select(func.count()).where(t.Outbox.kind == "cancelled")).scalar()
    assert told == len(gone)
    assert verify(clinic.desk.database) == ()


def test_all_leaves_what_is_over_and_what_is_cancelled_as_it_is(clinic: Clinic, clock: Clock) -> None:
    ids = series(clinic, 5)
    clinic.appointments.act(act(clinic, Action.CANCEL, ids[2], notify=False), new_command_id())
    clock.instant += timedelta(days=7, hours=2)
    lines = clinic.series.scope_preview(act(clinic, Action.CANCEL, ids[3]), ALL)
    assert [line.stays for line in lines] == ["series.past", "series.past", "series.settled", "", ""]
    assert do(clinic, act(clinic, Action.CANCEL, ids[3]), ALL) == (ids[3], ids[4])
    assert statuses(clinic, ids) == ["booked", "booked", "cancelled", "cancelled", "cancelled"]
    with clinic.desk.database.read() as connection:
        state = connection.execute(select(t.Request.state)).scalar_one()
    assert state == "completed"
    assert verify(clinic.desk.database) == ()


def test_all_are_moved_by_the_same_days_and_hours_though_one_comes_where_the_next_one_was(clinic: Clinic) -> None:
    ids = series(clinic)
    move = act(clinic, Action.RESCHEDULE, ids[0], start=at(14, 30, 7), agreed=True)
    assert conflicts(clinic.series.scope_preview(move, ALL)) == [""] * 4
    assert do(clinic, move, ALL) == tuple(ids)
    assert starts(clinic, ids) == [at(14, 30, 7 * n) for n in range(1, 5)]
    back = act(clinic, Action.RESCHEDULE, ids[1], start=at(14, 30, 7), agreed=False)
    lines = clinic.series.scope_preview(back, FOLLOWING)
    assert conflicts(lines) == ["slot.taken", "", ""]  # the first one is not moved, and stands there
    assert [one.consumer for one in lines[0].obstacles] == ["Maria Silva", "Maria Silva"]
    everywhere = replace(back, start=at(14, 30, 14 - 7))
    assert conflicts(clinic.series.scope_preview(everywhere, ALL))[1:] == [""] * 3
    do(clinic, replace(back, start=at(14, 50, 7)), FOLLOWING)
    assert starts(clinic, ids) == [at(14, 30, 7), at(14, 50, 7), at(14, 50, 14), at(14, 50, 21)]
    assert statuses(clinic, ids) == ["booked", "pending", "pending", "pending"]
    assert verify(clinic.desk.database) == ()


def test_a_week_later_and_a_week_earlier_go_through_each_others_times(clinic: Clinic) -> None:
    ids = series(clinic, 4, start=at(11, 0, 14))
    same = [at(11, 0, 14 + 7 * n) for n in range(4)]
    for shift in (7, -7):
        now = clinic.appointments.view(ids[2]).start
        assert now is not None
        do(clinic, act(clinic, Action.RESCHEDULE, ids[2], start=now + timedelta(days=shift), agreed=True), ALL)
    assert starts(clinic, ids) == same
    assert verify(clinic.desk.database) == ()


def test_a_date_in_conflict_is_told_with_an_alternative_and_may_be_left_out_or_go_there(clinic: Clinic) -> None:
    ids = series(clinic)
    other = maria(clinic, "other", first_name="Olga")
    clinic.booking.book(influenza(other, clinician_id=CHEN, start=at(15, 0, 14)), new_command_id())
    away(clinic, at(0, 0, 21), at(23, 59, 21))
    move = act(clinic, Action.RESCHEDULE, ids[0], start=at(15), agreed=True)
    lines = clinic.series.scope_preview(move, ALL)
    assert conflicts(lines) == ["", "", "slot.taken", "slot.leave"]
    assert [one.consumer for one in lines[2].obstacles] == ["Olga Silva"]
    instead = lines[2].alternative
    assert instead is not None
    assert instead.start == at(14, 40, 14)
    with pytest.raises(RuleBroken, match=r"series\.date") as caught:
        do(clinic, move, ALL)
    assert caught.value.params["position"] in {3, 4}
    assert starts(clinic, ids) == [at(11, 0, 7 * n) for n in range(4)]
    seen = wanted(clinic, move, ALL, ids[3])
    seen = replace(seen, instead=(Instead(ids[2], instead.start, instead.clinician_id),))
    assert clinic.series.act(seen, new_command_id()).appointments == tuple(ids[:3])
    assert starts(clinic, ids) == [at(15), at(15, 0, 7), at(14, 40, 14), at(11, 0, 21)]
    assert verify(clinic.desk.database) == ()


def test_one_that_is_left_out_is_in_the_way_of_the_one_that_comes_there(clinic: Clinic) -> None:
    ids = series(clinic)
    move = act(clinic, Action.RESCHEDULE, ids[0], start=at(11, 0, 7), agreed=True)
    lines = clinic.series.scope_preview(move, ALL, frozenset({ids[2]}))
    assert conflicts(lines) == ["", "slot.taken", "", ""]
    with pytest.raises(RuleBroken, match=r"series\.date"):
        do(clinic, move, ALL, ids[2])
    assert do(clinic, move, ALL, ids[1], ids[2], ids[0]) == (ids[3],)
    assert starts(clinic, ids) == [at(11), at(11, 0, 7), at(11, 0, 14), at(11, 0, 28)]


def test_one_that_was_moved_by_itself_keeps_its_distance_to_the_others(clinic: Clinic) -> None:
    ids = series(clinic, 3)
    do(clinic, act(clinic, Action.RESCHEDULE, ids[1], start=at(12, 0, 8), agreed=True), ONE)
    do(clinic, act(clinic, Action.RESCHEDULE, ids[0], start=at(13), agreed=True), ALL)
    assert starts(clinic, ids) == [at(13), at(14, 0, 8), at(13, 0, 14)]


def test_a_move_keeps_to_the_wall_clock_when_the_clocks_change(clinic: Clinic, clock: Clock) -> None:
    clock.instant = at(8) + timedelta(days=105)  # 9 March 2027
    start = at(9) + timedelta(days=112)
    ids = series(clinic, 4, start=start)
    do(clinic, act(clinic, Action.RESCHEDULE, ids[0], start=start + timedelta(days=1, hours=1), agreed=True), ALL)
    walls = [clinic.appointments.view(one).wall_start for one in ids]
    assert [(one.hour, one.weekday()) for one in walls if one] == [(10, 2)] * 4
    assert verify(clinic.desk.database) == ()


def test_somebody_elses_change_of_any_of_them_refuses_the_whole_and_says_what_changed(
    clinic: Clinic, boss: Clinic
) -> None:
    ids = series(clinic)
    before = wanted(clinic, act(clinic, Action.CANCEL, ids[0]), ALL)
    boss.appointments.act(Act(Action.REASSIGN, ids[2], 1, clinician_id=ROY), new_command_id())
    with pytest.raises(ChangedElsewhere) as caught:
        clinic.series.act(before, new_command_id())
    assert caught.value.changes["clinician_id"] == (CHEN, ROY)
    assert statuses(clinic, ids) == ["booked"] * 4
    short = replace(before, seen=before.seen[:2])
    with pytest.raises(RuleBroken, match=r"series\.seen"):
        clinic.series.act(short, new_command_id())
    assert do(clinic, act(clinic, Action.CANCEL, ids[0]), ALL) == tuple(ids)


def test_a_colleague_takes_all_that_they_are_free_for(clinic: Clinic) -> None:
    ids = series(clinic, 3)
    do(clinic, act(clinic, Action.REASSIGN, ids[1], clinician_id=ROY), ONE)
    all_of_them = act(clinic, Action.REASSIGN, ids[0], clinician_id=ROY)
    assert conflicts(clinic.series.scope_preview(all_of_them, ALL)) == ["", "move.same-clinician", ""]
    assert do(clinic, all_of_them, ALL) == (ids[0], ids[2])
    assert {clinic.appointments.view(one).clinician_id for one in ids} == {ROY}
    assert verify(clinic.desk.database) == ()


@pytest.mark.parametrize("action", [Action.CANCEL, Action.RESCHEDULE])
def test_what_was_done_to_a_series_is_undone_as_a_whole(clinic: Clinic, action: Action) -> None:
    ids, command = series(clinic), new_command_id()
    more = {"start": at(11, 0, 7), "agreed": True} if action is Action.RESCHEDULE else {}
    clinic.series.act(wanted(clinic, act(clinic, action, ids[0], **more), ALL), command)
    assert clinic.appointments.last_done() == command
    clinic.appointments.undo(command, new_command_id())
    assert statuses(clinic, ids) == ["booked"] * 4
    assert starts(clinic, ids) == [at(11, 0, 7 * n) for n in range(4)]
    with clinic.desk.database.read() as connection:
        kinds = select(t.Outbox.kind).where(t.Outbox.state == "waiting").distinct()
        assert list(connection.execute(kinds).scalars()) == ["confirmation"]
    assert verify(clinic.desk.database) == ()


def test_a_series_that_was_booked_by_mistake_is_taken_back_as_a_whole(clinic: Clinic) -> None:
    ids = series(clinic)
    command = clinic.appointments.last_done()
    assert command is not None
    clinic.appointments.undo(command, new_command_id())
    assert statuses(clinic, ids) == [Status.ENTERED_IN_ERROR.value] * 4
    assert verify(clinic.desk.database) == ()


def test_each_cancelled_date_is_restored_by_itself_until_it_is_booked_again(clinic: Clinic, boss: Clinic) -> None:
    ids = series(clinic, 3)
    do(clinic, act(clinic, Action.CANCEL, ids[0]), ALL)
    boss.appointments.act(act(boss, Action.RESTORE, ids[1]), new_command_id())
    boss.appointments.act(act(boss, Action.RESTORE, ids[2]), new_command_id())
    assert statuses(clinic, ids) == ["cancelled", "booked", "booked"]
    do(clinic, act(clinic, Action.CANCEL, ids[1]), FOLLOWING)
    view = clinic.appointments.view(ids[0])
    again = influenza(view.consumer_id, request_id=view.request_id, start=at(12), clinician_id=CHEN)
    clinic.booking.book(again, new_command_id())
    with pytest.raises(RuleBroken, match="booked-again"):
        boss.appointments.act(act(boss, Action.RESTORE, ids[1]), new_command_id())
    assert verify(clinic.desk.database) == ()


def test_what_is_of_no_series_and_what_no_series_does_is_refused(clinic: Clinic) -> None:
    single = clinic.booking.book(influenza(maria(clinic), start=at(11)), new_command_id()).appointment_id
    with pytest.raises(RuleBroken, match=r"series\.none"):
        do(clinic, act(clinic, Action.CANCEL, single), ALL)
    with pytest.raises(RuleBroken, match=r"action\.unknown"):
        clinic.series.act(SeriesAct(act(clinic, Action.CHECK_IN, single), ALL), new_command_id())
    with pytest.raises(RuleBroken, match=r"series\.unknown"):
        clinic.series.view(7)


def test_verify_tells_of_a_series_that_is_not_sound(clinic: Clinic) -> None:
    ids = series(clinic)

    def spoil(connection: object) -> None:
        rows = update(t.Appointment)
        for one, values in ((ids[1], {"series_position": 1}), (ids[2], {"series_position": None})):
            connection.execute(rows.where(t.Appointment.id == one).values(**values))  # type: ignore[attr-defined]

    clinic.desk.database.write(spoil)
    found = {one.code for one in verify(clinic.desk.database)}
    assert {"series.position"} <= found
