"""Changes several of a series at once, each by the one way there is to change one: all that are meant, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Appointment
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_utc, to_wall
from frontdesk.rules.words import Action, SeriesScope, Status
from frontdesk.services.acting import changed_elsewhere, perform
from frontdesk.services.desk import Work
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Act, OpeningQuery
from frontdesk.services.placing import lock
from frontdesk.services.series_forms import ActedOnSeries, SeriesAct

ACTIONS = (Action.CANCEL, Action.RESCHEDULE, Action.REASSIGN)
"""What is done with several of a series."""
Row = Mapping[str, Any]
_STANDS = frozenset({Status.PROPOSED, Status.PENDING, Status.WAITLIST, Status.BOOKED})
_OF = select(Appointment.series_id).where(Appointment.id == bindparam("id")).scalar_subquery()
_ROWS = select(Appointment.__table__).where(Appointment.series_id == _OF).order_by(Appointment.id)
_LOCKED = _ROWS.with_for_update(key_share=True)


def act_on_series(work: Work, wanted: SeriesAct) -> ActedOnSeries:
    """Take the action on all that the scope means, in the transaction of `work`, or on none.

    Raises RuleBroken `action.unknown`, `series.none`, `series.seen`, and `series.date` (params `position`, `wall`,
    `problem`: its own refusal) for one that is refused; ChangedElsewhere when one is not as it was shown.
    """
    act = wanted.act
    if act.action not in ACTIONS:
        raise RuleBroken("action.unknown", action=str(act.action))
    anchor, meant = meant_by(series_rows(work.connection, act.appointment_id, locked=True), act, wanted.scope)
    _check_seen(work, wanted, meant)
    chosen = [row for row in meant if row["id"] not in wanted.left_out and not stays(row, anchor, act, work.at)]
    if act.action is not Action.CANCEL:
        _lock(work, chosen, act.clinician_id)
    changes, instead = Changes(), {one.id: one for one in wanted.instead}
    for row in _in_turn(chosen, anchor, act):
        one = replace(act, appointment_id=row["id"], version=row["version"])
        other = instead.get(row["id"])
        if other is not None:
            one = replace(one, start=other.start, clinician_id=other.clinician_id)
        changes |= _performed(work, one, row, anchor, shifts=other is None)
    return ActedOnSeries(tuple(row["id"] for row in chosen), changes)


def series_rows(connection: Connection, appointment_id: int, *, locked: bool = False) -> Sequence[Row]:
    """All of the series that an appointment is of, by id; RuleBroken `series.none` where it is of none."""
    rows = connection.execute(_LOCKED if locked else _ROWS, {"id": appointment_id}).mappings()
    found = [dict(row) for row in rows]
    if not found:
        raise RuleBroken("series.none", appointment=str(appointment_id))
    return found


def meant_by(rows: Iterable[Row], act: Act, scope: SeriesScope) -> tuple[Row, list[Row]]:
    """The one that the action names, and all that the scope shows, in the order of the series."""
    ordered = sorted(rows, key=lambda row: row["series_position"])
    anchor = next(row for row in ordered if row["id"] == act.appointment_id)
    if scope is SeriesScope.ONE:
        return anchor, [anchor]
    following = scope is SeriesScope.FOLLOWING
    return anchor, [row for row in ordered if not following or row["series_position"] >= anchor["series_position"]]


def stays(row: Row, anchor: Row, act: Act, at: datetime) -> str:
    """Why the action is not for this one of the scope: a code; empty where it is, as for the one that it names."""
    if row["id"] == anchor["id"]:
        return ""
    if row["status"] not in _STANDS:
        return "series.settled"
    if row["starts_at"] is None:
        return "" if act.action is Action.CANCEL else "move.no-time"
    if row["starts_at"] <= at:
        return "series.past"
    same = act.action is Action.REASSIGN and row["clinician_id"] == act.clinician_id
    return "move.same-clinician" if same else ""


def moved(row: Row, anchor: Row, start: datetime) -> datetime:
    """Where one goes when another of its series goes to `start` (aware): as many days and hours away by the clock.

    Raises RuleBroken `time.skipped` where no clock shows that time, `start.missing` where one has no time.
    """
    if row["id"] == anchor["id"]:
        return start
    if row["wall_start"] is None or anchor["wall_start"] is None:
        raise RuleBroken("start.missing", fields=("start",))
    shift: timedelta = to_wall(start, anchor["zone"]) - anchor["wall_start"]
    return to_utc(row["wall_start"] + shift, row["zone"])


def _check_seen(work: Work, wanted: SeriesAct, meant: Sequence[Row]) -> None:
    """What was shown is what there is: every one of the scope, in the version that was shown."""
    versions = {row["id"]: row["version"] for row in meant}
    seen = {one.id: one.version for one in wanted.seen} | {wanted.act.appointment_id: wanted.act.version}
    if versions.keys() != seen.keys():
        raise RuleBroken("series.seen", fields=("scope",))
    for appointment_id, version in seen.items():
        if versions[appointment_id] != version:
            raise changed_elsewhere(work, appointment_id, version, versions[appointment_id])


def _lock(work: Work, chosen: Sequence[Row], clinician_id: int | None) -> None:
    """Every calendar that any of them has or gets, at once, so that two desks never wait for each other in a ring."""
    places = {(row["service_id"], row["center_id"], row["modality"]) for row in chosen}
    diaries = [
        Diary(work.connection, OpeningQuery(service, center, modality=modality), work.at, work.plans)
        for service, center, modality in sorted(places)
    ]
    clinicians = {row["clinician_id"] for row in chosen if row["clinician_id"] is not None}
    if clinician_id is not None:
        clinicians.add(clinician_id)
    if any(row["clinician_id"] is None for row in chosen):
        clinicians |= {able.id for diary in diaries for able in diary.able}
    rooms = {row["room_id"] for row in chosen if row["room_id"] is not None}
    lock(work.connection, work.memory, diaries, clinicians, rooms)


def _in_turn(chosen: Sequence[Row], anchor: Row, act: Act) -> list[Row]:
    """Those that go to a later time from the last one on, so that none comes where the next one still is."""
    later = act.start is not None and anchor["starts_at"] is not None and act.start > anchor["starts_at"]
    return sorted(chosen, key=lambda row: (row["starts_at"] is None, row["starts_at"]), reverse=later)


def _performed(work: Work, act: Act, row: Row, anchor: Row, *, shifts: bool) -> Changes:
    """Take the action on one; a refusal says which one it is about."""
    try:
        if act.start is not None and shifts:
            act = replace(act, start=moved(row, anchor, act.start))
        return perform(work, act).changes
    except RuleBroken as problem:
        if row["id"] == anchor["id"]:
            raise
        told = {"position": row["series_position"], "wall": row["wall_start"], "problem": problem}
        raise RuleBroken("series.date", fields=("scope",), **told) from problem
