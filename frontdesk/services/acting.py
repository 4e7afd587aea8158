"""The one way to change an appointment: look the transition up, check, write, log, queue the message.

Every action on an appointment goes through `perform`, one at a time or many; what differs between actions is the
`Effect` that gives the new values of columns, and the checks its row of the table names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import RowMapping, Table, bindparam, select, update

from frontdesk.database.tables import Appointment, Dose, History, Reason, Staff, Task
from frontdesk.rules.changes import NOBODY, Changes
from frontdesk.rules.checks import Facts, refusal
from frontdesk.rules.permissions import Subject, why_not
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.rules.transitions import Check, task_state, transition
from frontdesk.rules.words import HOLDS_SLOT, Action, CancelClass, Status
from frontdesk.services.desk import Work
from frontdesk.services.effects import EFFECTS, GONE_WITH, ONLY_WHILE, REASONS
from frontdesk.services.forms import Act, Acted
from frontdesk.services.record import FOLLOWED, confirm, differences, write_history
from frontdesk.services.requests import GONE, follow_appointments
from frontdesk.services.reschedule_limits import check_limits, limits_of
from frontdesk.services.telling import tell_consumer, tell_staff_of
from frontdesk.services.under_way import Acting
from frontdesk.services.waiting import follow_wish
from frontdesk.services.webhooks import tell_systems

_ROWS, _TASKS = cast("Table", Appointment.__table__), cast("Table", Task.__table__)
_STANDING = select(_ROWS).where(_ROWS.c.id == bindparam("row")).with_for_update(key_share=True)
_WRITE_ROW = update(_ROWS).where(_ROWS.c.id == bindparam("row"))
_WRITE_TASK = update(_TASKS).where(_TASKS.c.appointment_id == bindparam("of"))
"""Of the tables, not of their classes: those would be compiled anew by the object-relational mapper each time."""
_TAKES_ALONG = frozenset({Action.CANCEL, Action.LEFT, Action.DECLINE, Action.CONSUMER_DECLINES, Action.MISTAKE})
_CLASSES = {Action.DECLINE: CancelClass.DECLINED, Action.CONSUMER_DECLINES: CancelClass.CONSUMER}
_SAID = frozenset(
    {
        *(Action.REJECT_TASK, Action.CONSUMER_ACCEPTS, Action.CONSUMER_CONFIRMS, Action.CONSUMER_DECLINES),
        *(Action.CANCEL,),
    }
)
"""Whose remark is kept with the change alone: no column has it."""
_FIELDS = {"reason.required": ("reason",), "remark.required": ("remark",)}
_REASON = select(Reason.id).where(
    Reason.id == bindparam("reason"), Reason.kind == bindparam("kind", type_=Reason.kind.type), Reason.active
)


def perform(work: Work, act: Act, *, cascade: bool = False) -> Acted:
    """Take one action on one appointment, with its history entry, task and message.

    Raises ChangedElsewhere when the caller saw an older version, RuleBroken when the table, a permission or a check
    refuses; nothing is written then.
    """
    before = standing(work, act.appointment_id)
    if before["version"] != act.version:
        raise changed_elsewhere(work, act.appointment_id, act.version, before["version"])
    acting = Acting(work, act, transition(before["status"], act.action), before, cascade)
    if not cascade:
        _may(acting)
    _check(acting)
    _check_reason(acting)
    values = EFFECTS[act.action](acting)
    values |= _taken_away(before, values)
    version = write(acting, values)
    later = [perform(work, follow, cascade=True) for follow in _cascades(acting)]
    if not cascade and (before["status"] in GONE) != (values["status"] in GONE):
        follow_appointments(work, before["request_id"], stands=values["status"] not in GONE)
    changes = changed(dict(before), values)
    for other in later:
        changes |= other.changes
    return Acted(act.appointment_id, version, values["status"], changes)


def standing(work: Work, appointment_id: int) -> RowMapping:
    """The appointment as it stands, locked for this transaction; raises RuleBroken `appointment.unknown`."""
    found = work.connection.execute(_STANDING, {"row": appointment_id}).mappings().first()
    if found is None:
        raise RuleBroken("appointment.unknown", appointment=appointment_id)
    return found


def write_row(work: Work, before: Mapping[str, Any], values: dict[str, Any]) -> int:
    """Write the new values of an appointment and its task; returns the new version."""
    version = int(before["version"]) + 1
    work.connection.execute(_WRITE_ROW, {"row": before["id"], **values, "version": version})
    assigned = values.get("clinician_id", before["clinician_id"])
    accepted = values.get("task_accepted_at", before["task_accepted_at"]) is not None
    state = task_state(values.get("status", before["status"]), assigned=assigned is not None, accepted=accepted)
    task = {"of": before["id"], "state": state, "assigned_to": assigned, "changed_at": work.at}
    work.connection.execute(_WRITE_TASK, task)
    return version


def _taken_away(before: RowMapping, values: Mapping[str, Any]) -> dict[str, None]:
    """What it has no longer: what belongs to other statuses, and what was said of another time or clinician."""
    gone = [name for name, statuses in ONLY_WHILE.items() if values["status"] not in statuses]
    for name, columns in GONE_WITH.items():
        if name not in values and any(values.get(one, before[one]) != before[one] for one in columns):
            gone.append(name)
    return dict.fromkeys(gone)


def write(acting: Acting, values: dict[str, Any]) -> int:
    """Write the new values, the task, the history entry and the message; returns the new version."""
    work, before, act = acting.work, acting.before, acting.act
    version = write_row(work, dict(before), values)
    if values.get("starts_at") not in (None, before["starts_at"]):
        confirm(work, act.appointment_id, values["starts_at"])
    changes = differences(dict(before), values) | follow_wish(acting, values)
    if act.action is Action.CONSUMER_SUGGESTS:
        changes["suggestions"] = ["", _told_times(act.suggestions, before["zone"])]
    if act.remark and act.action in _SAID:
        changes["remark"] = ["", act.remark]
    if act.signer and act.action is Action.CONFIRM_COMPLETION:
        changes["signer"] = ["", act.signer]
    history_id = write_history(
        work,
        act.action,
        changes,
        appointment_id=act.appointment_id,
        version=version,
        message=act.message,
    )
    tell_systems(work, [(history_id, act.appointment_id)])
    tell_consumer(acting, values, history_id)
    tell_staff_of(acting, values, history_id)
    return version


def _told_times(starts: Sequence[datetime], zone: str) -> str:
    """The times that were suggested, as history keeps them: by the center's clock, in ISO 8601, with commas."""
    return ", ".join(to_wall(start, zone).isoformat() for start in dict.fromkeys(starts))


def _may(acting: Acting) -> None:
    subject = Subject(acting.before["clinician_id"], acting.before["center_id"])
    agents_complete = bool(acting.work.setting("complete.by_agents", default=False))
    code = why_not(acting.row, acting.work.person, subject, agents_complete=agents_complete)
    if code is not None:
        raise RuleBroken(code, action=acting.act.action)


def _check(acting: Acting) -> None:
    work, before, act = acting.work, acting.before, acting.act
    facts = Facts(
        now=work.at,
        start=before["starts_at"],
        end=before["ends_at"],
        same_day=before["day"] == to_wall(work.at, before["zone"]).date(),
        confirmed=act.confirmed,
        has_reason=act.reason_id is not None or (act.action is Action.MISTAKE and bool(act.remark)),
        reason_required=Check.REASON in acting.row.checks and _reason_required(acting),
        earlier_dose_stands=Check.DOSES in acting.row.checks
        and not acting.cascade
        and earlier_dose_stands(work, before),
        of_program=before["dose_id"] is not None,
        completion_confirmed=before["completion_confirmed_at"] is not None,
        assigned=before["clinician_id"] is not None,
        task_accepted=before["task_accepted_at"] is not None,
        consumer_confirmed=before["consumer_confirmed_at"] is not None,
        has_remark=bool(act.remark),
    )
    code = refusal(acting.row, facts)
    if code is None and Check.LIMITS in acting.row.checks and work.person.by_link:
        check_limits(work.connection, limits_of(work.setting), dict(before), act.suggestions, work.at)
    if code is not None:
        fields = _FIELDS.get(code, ())
        raise RuleBroken(code, fields=fields, action=act.action, start=before["wall_start"])


def _reason_required(acting: Acting) -> bool:
    """Who enters something as a mistake always says why; the rest is the clinic's to say, of its own staff."""
    if acting.cascade or acting.work.person.by_link:
        return False
    action = acting.act.action
    return action is Action.MISTAKE or bool(acting.work.setting(f"{action}.reason_required", default=False))


def _check_reason(acting: Acting) -> None:
    """A reason is of the list that the action takes reasons from; RuleBroken `reason.unknown`."""
    kind, reason_id = REASONS.get(acting.act.action), acting.act.reason_id
    if kind is None or reason_id is None or acting.cascade:
        return
    wanted = {"reason": reason_id, "kind": kind}
    if acting.work.connection.execute(_REASON, wanted).first() is None:
        raise RuleBroken("reason.unknown", fields=("reason",), reason=str(reason_id))


def earlier_dose_stands(work: Work, before: RowMapping) -> bool:
    """Whether it is a later dose of a program whose first dose has not been cancelled."""
    if before["dose_id"] is None:
        return False
    number = select(Dose.number).where(Dose.id == before["dose_id"]).scalar_subquery()
    earlier = (
        select(Appointment.id)
        .join(Dose, Dose.id == Appointment.dose_id)
        .where(
            Appointment.request_id == before["request_id"],
            Dose.number < number,
            Appointment.status.not_in([Status.CANCELLED, Status.ENTERED_IN_ERROR]),
        )
        .limit(1)
    )
    return work.connection.execute(earlier).first() is not None


def _cascades(acting: Acting) -> list[Act]:
    """With a dose that goes, those after it go, in the same transaction; entered by mistake, so are they."""
    act, before = acting.act, acting.before
    goes = act.action in _TAKES_ALONG and before["status"] not in GONE
    if not goes or before["dose_id"] is None or acting.cascade:
        return []
    later = (
        select(Appointment.id, Appointment.version)
        .join(Dose, Dose.id == Appointment.dose_id)
        .where(
            Appointment.request_id == before["request_id"],
            Appointment.id != act.appointment_id,
            Appointment.status.in_([*HOLDS_SLOT, Status.WAITLIST]),
            Dose.number > select(Dose.number).where(Dose.id == before["dose_id"]).scalar_subquery(),
        )
        .order_by(Dose.number)
    )
    action = Action.MISTAKE if act.action is Action.MISTAKE else Action.CANCEL
    same = replace(act, action=action, cancel_class=_CLASSES.get(act.action, act.cancel_class))
    return [
        replace(same, appointment_id=found.id, version=found.version) for found in acting.work.connection.execute(later)
    ]


def changed_elsewhere(work: Work, appointment_id: int, seen: int, version: int) -> ChangedElsewhere:
    """What others changed since the version that was seen, from history."""
    entries = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.appointment_id == appointment_id, History.version > seen)
        .order_by(History.version)
    ).all()
    changes: dict[str, tuple[object, object]] = {}
    for entry in entries:
        for name, (old, new) in entry.changes.items():
            if name not in FOLLOWED:
                continue
            changes[name] = (changes[name][0] if name in changes else old, new)
    by, at = (entries[-1].name or "", entries[-1].at) if entries else ("", work.at)
    return ChangedElsewhere(seen=seen, now=version, by=by, at=at, changes=changes)


def changed(before: Mapping[str, Any], values: dict[str, Any]) -> Changes:
    """What a change of this appointment touches, where it was and where it is."""
    days = {before["day"], values.get("day", before["day"])} - {None}
    clinicians = {before["clinician_id"] or NOBODY, values.get("clinician_id", before["clinician_id"]) or NOBODY}
    return Changes(
        days=frozenset((before["center_id"], day) for day in days),
        appointments=frozenset({before["id"]}),
        consumers=frozenset({before["consumer_id"]}),
        calendars=frozenset((clinician, day) for clinician in clinicians for day in days),
        requests=frozenset({before["request_id"]}),
    )
