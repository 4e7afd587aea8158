"""Another time or another clinician for an appointment that stands: what it needs to be free, and what it then is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, RowMapping, and_, bindparam, or_, select

from frontdesk.database.aside import aside
from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Appointment, Dose, Hold, Staff
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.doses import DoseTime, broken_rules
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.words import HOLDS_SLOT, Status
from frontdesk.services.desk import Work
from frontdesk.services.diary import Diary, checked_length, near_days
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.obstacles import taken_by
from frontdesk.services.placing import Claim, Placed, lock, place_at
from frontdesk.services.under_way import Acting

OF_THE_TIME = frozenset({ConflictKind.PAST, ConflictKind.NOTICE, ConflictKind.TOO_FAR})
"""What is no reason against another clinician: the time is not the new thing."""
LATER_DOSE = frozenset({ConflictKind.NOTICE, ConflictKind.TOO_FAR})
"""What is no reason against a later dose: it is bound by its days after the one before."""
_GONE = (Status.CANCELLED, Status.ENTERED_IN_ERROR)
_DOSES = (
    select(Dose.number, Dose.least_days, Dose.most_days, Appointment.id, Appointment.day)
    .add_columns(Appointment.starts_at, Appointment.ends_at)
    .join(Appointment, Appointment.dose_id == Dose.id)
    .where(Appointment.request_id == bindparam("request"))
    .where(or_(Appointment.status.not_in(_GONE), Appointment.id == bindparam("own")))
    .where(Appointment.starts_at.is_not(None))
)


def _in_its_place(kind: type[Appointment] | type[Hold]) -> ColumnElement[bool]:
    """Whether it overlaps a slot and has its clinician or its place in a room."""
    near = kind.day.in_(bindparam("days", expanding=True))
    return and_(
        kind.busy_from < bindparam("busy_to", type_=UtcDateTime()),
        kind.busy_to > bindparam("busy_from", type_=UtcDateTime()),
        or_(
            and_(kind.clinician_id == bindparam("clinician_id", type_=Integer), near),
            and_(
                kind.center_id == bindparam("center_id", type_=Integer),
                near,
                kind.room_id == bindparam("room_id", type_=Integer),
                kind.room_unit == bindparam("room_unit", type_=Integer),
            ),
        ),
    )


_IN_ITS_PLACE = select(Appointment.id).where(
    Appointment.id != bindparam("id"),
    aside(Appointment.status).in_(HOLDS_SLOT),
    Appointment.overbooked.is_(False),
    _in_its_place(Appointment),
)
_HELD_THERE = (
    select(Hold.desk, Staff.name.label("staff"))
    .join(Staff, Staff.id == Hold.staff_id)
    .where(Hold.expires_at > bindparam("now", type_=UtcDateTime()), _in_its_place(Hold))
    .limit(1)
)


def reschedule(acting: Acting) -> dict[str, Any]:
    """Another time, length, clinician or room (row 8): waits for the consumer's answer unless they have agreed.

    Another room alone is nothing to be asked: the status stays. Raises RuleBroken `start.missing`, `move.same`,
    `room.not-fit`, those of the dose's neighbours, and whatever stands in the way.
    """
    act, before = acting.act, acting.before
    start = before["starts_at"] if act.start is None and act.room_id is not None else act.start
    if start is None:
        raise RuleBroken("start.missing", fields=("start",))
    values = slot_at(acting, start)
    if all(before[name] == values[name] for name in ("starts_at", "ends_at", "clinician_id")):
        if act.room_id in (None, before["room_id"]):
            raise RuleBroken("move.same", fields=("start",))
        return {"status": before["status"], **values}
    if act.agreed:
        return {"status": Status.BOOKED, **values, "consumer_confirmed_at": acting.work.at}
    return {"status": Status.PENDING, "answer_by": answer_by(acting.work, values["starts_at"]), **values}


def slot_at(acting: Acting, start: datetime) -> dict[str, Any]:
    """The columns of a slot for it that begins then: with whom and where was asked, else as it was, else who is free.

    Locked and looked at in this transaction, the appointment itself is not in its own way. Raises RuleBroken of the
    diary, of what stands in the way (`slot.taken` …), and of the days between doses (`dose.least-days` …).
    """
    act, before = acting.act, acting.before
    diary = _diary(acting, act.clinician_id or before["clinician_id"], start)
    if act.length_minutes is not None:
        diary.rule = replace(diary.rule, minutes=checked_length(act.length_minutes))
    doses = _doses(acting.work, dict(before))
    placed = _placed(acting, diary, start, _passed_over(diary, start, before, doses))
    values = _times(diary, placed)
    if any(before[name] != values[name] for name in ("starts_at", "ends_at")):
        _keep_dose_days(doses, before["id"], values)
    return values


def time_kept(acting: Acting) -> dict[str, Any]:
    """What changes of one that is to stand at the time it has: nothing, or its place where that is given otherwise.

    Whether somebody works then is asked for what is ahead. Raises what `slot_at` and `still_free` raise.
    """
    act, before = acting.act, acting.before
    asked = act.clinician_id or act.room_id or act.length_minutes
    settled = before["overbooked"] or before["starts_at"] <= acting.work.at
    if settled and not asked and before["clinician_id"] is not None:
        still_free(acting.work, dict(before))
        return {}
    values = slot_at(acting, before["starts_at"])
    same = all(before[name] == values[name] for name in ("ends_at", "clinician_id", "room_id"))
    return {} if same and before["status"] in HOLDS_SLOT else values


def answer_by(work: Work, start: datetime) -> datetime:
    """Until when the consumer is asked to answer: so many days from now, but not after a start that is ahead.

    Setting `answer.days`.
    """
    until = work.at + timedelta(days=max(1, int(work.setting("answer.days", default=3))))
    return min(until, start) if start > work.at else until


def reassign(acting: Acting) -> dict[str, Any]:
    """The same time with a colleague who is able and free (row 9).

    Raises RuleBroken `clinician.missing`, `move.same-clinician`, `clinician.not-able`, and whatever stands in the way.
    """
    act, before = acting.act, acting.before
    if act.clinician_id is None:
        raise RuleBroken("clinician.missing", fields=("clinician",))
    if act.clinician_id == before["clinician_id"]:
        raise RuleBroken("move.same-clinician", fields=("clinician",))
    diary = _diary(acting, act.clinician_id, before["starts_at"])
    placed = _placed(acting, diary, before["starts_at"], OF_THE_TIME)
    return {"status": before["status"], **_times(diary, placed)}


def _diary(acting: Acting, clinician_id: int | None, start: datetime) -> Diary:
    """The diary of the service with the length that was promised, for one clinician or anybody."""
    before = acting.before
    where = (before["service_id"], before["center_id"], clinician_id, start, before["modality"])
    query, work = OpeningQuery(*where, room_id=acting.act.room_id), acting.work
    diary = Diary(work.connection, query, work.at, work.plans)
    if before["starts_at"] is not None:
        minutes = round((before["ends_at"] - before["starts_at"]).total_seconds() / 60)
        diary.rule = replace(diary.rule, minutes=minutes)
    return diary


def _passed_over(diary: Diary, start: datetime, before: RowMapping, doses: Sequence[Any]) -> frozenset[ConflictKind]:
    """What is no reason against it: of the time, where that is what it was; for a later dose, notice."""
    if (start, diary.rule.span(start).end) == (before["starts_at"], before["ends_at"]):
        return OF_THE_TIME
    return LATER_DOSE if any(row.id == before["id"] and row.number > 1 for row in doses) else frozenset()


def _placed(acting: Acting, diary: Diary, start: datetime, passed_over: frozenset[ConflictKind]) -> Placed:
    """The wanted slot, its calendars locked; the appointment's own old time is not in the way.

    At the time that it has already it stays in its room, where that is free with the other clinician.
    """
    work, before = acting.work, acting.before
    if not diary.able:
        raise RuleBroken("slot.none", fields=("service",))
    old = {before["clinician_id"]} - {None}
    clinicians = {one.id for one in diary.able} | old
    lock(work.connection, work.memory, [diary], clinicians, {before["room_id"]} - {None})
    if start == before["starts_at"]:
        diary.able = tuple(replace(one, room_id=before["room_id"] or one.room_id) for one in diary.able)
    return place_at(work.connection, diary, start, Claim(before["consumer_id"], before["id"], passed_over))


def _times(diary: Diary, placed: Placed) -> dict[str, Any]:
    """The columns of the new slot."""
    span, busy = diary.rule.span(placed.start), diary.rule.busy(placed.start)
    wall_start = to_wall(span.start, diary.zone)
    return {
        "clinician_id": placed.clinician_id,
        "room_id": placed.room and placed.room[0],
        "room_unit": placed.room and placed.room[1],
        "day": wall_start.date(),
        "starts_at": span.start,
        "ends_at": span.end,
        "busy_from": busy.start,
        "busy_to": busy.end,
        "wall_start": wall_start,
        "wall_end": to_wall(span.end, diary.zone),
        "zone": diary.zone,
        "overbooked": False,
        "overbook_reason": None,
    }


def _doses(work: Work, appointment: Mapping[str, Any]) -> Sequence[Any]:
    """The standing doses of its program, and itself however it stands; none when it is not of a program."""
    if appointment["dose_id"] is None:
        return ()
    return work.connection.execute(_DOSES, {"request": appointment["request_id"], "own": appointment["id"]}).all()


def doses_around(connection: Connection, appointment: Any) -> tuple[tuple[DoseTime, ...], DoseTime]:
    """The standing doses of the program of an appointment's row that has a time, and itself as one of them."""
    rows = connection.execute(_DOSES, {"request": appointment.request_id, "own": appointment.id}).all()
    doses = {row.id: _dose(row, row.day, Interval(row.starts_at, row.ends_at)) for row in rows}
    return tuple(doses.values()), doses[appointment.id]


def keep_dose_days(work: Work, appointment: Mapping[str, Any]) -> None:
    """Refuse an appointment that is to stand and does not keep its days to the doses before and after it.

    Raises RuleBroken `dose.least-days`, `dose.most-days`, `dose.order`, and `dose.alone` where that before is gone.
    """
    _keep_dose_days(_doses(work, appointment), appointment["id"], appointment)


def _keep_dose_days(rows: Sequence[Any], appointment_id: int, values: Mapping[str, Any]) -> None:
    """A dose keeps its days to the doses before and after it; raises `dose.least-days`, `dose.most-days`, …"""
    own = next((row for row in rows if row.id == appointment_id), None)
    if own is None:
        return
    doses = {row.id: _dose(row, row.day, Interval(row.starts_at, row.ends_at)) for row in rows}
    wanted = _dose(own, values["day"], Interval(values["starts_at"], values["ends_at"]))
    broken = broken_rules(wanted, doses.values())
    if broken:
        worst = broken[0]
        told = {"number": worst.number, "days": worst.days, "limit": worst.limit}
        raise RuleBroken(f"dose.{worst.rule}", fields=("start",), **told)


def _dose(row: Any, day: date, span: Interval) -> DoseTime:
    return DoseTime(row.number, day, span, row.least_days, row.most_days)


def still_free(work: Work, before: Mapping[str, Any], beside: Sequence[int] = ()) -> None:
    """The slot that an appointment had must be nobody else's now, and nobody's who is booking it just then.

    Those `beside` leave theirs in the same transaction.

    Raises RuleBroken `slot.taken` with who has it, `slot.held` with who holds it.
    """
    if before["starts_at"] is None or before["overbooked"]:
        return
    connection = work.connection
    clinicians = [one for one in (before["clinician_id"],) if one is not None]
    lock_calendars(connection, clinicians, [one for one in (before["room_id"],) if one is not None])
    names = ("center_id", "clinician_id", "room_id", "room_unit", "busy_from", "busy_to")
    slot = {name: before[name] for name in names} | {
        "days": near_days(to_wall(before["starts_at"], before["zone"]).date())
    }
    found = connection.execute(_IN_ITS_PLACE, {**slot, "id": before["id"]}).scalars()
    ids = tuple(one for one in found if one not in beside)
    if ids:
        raise taken_by(connection, before["zone"], ids)
    held = connection.execute(_HELD_THERE, {**slot, "now": work.at}).first()
    if held is not None:
        raise RuleBroken("slot.held", fields=("start",), desk=held.desk, staff=held.staff)
