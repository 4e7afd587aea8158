"""What each action writes into the appointment: the only place where actions differ.

An effect returns the new values of columns, `status` among them; `services.acting` does all the rest.
"""

from typing import Any

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, Status
from frontdesk.services.moving import reassign, reschedule, still_free
from frontdesk.services.under_way import Acting, Effect


def _check_in(acting: Acting) -> dict[str, Any]:
    minutes = int(acting.work.setting("check-in.late_minutes", default=10))
    late = (acting.work.at - acting.before["starts_at"]).total_seconds() > minutes * 60
    return {"status": Status.ARRIVED, "arrived_at": acting.work.at, "late": late}


def _commence(acting: Acting) -> dict[str, Any]:
    return {
        "status": Status.CHECKED_IN,
        "commenced_at": acting.work.at,
        "arrived_at": acting.before["arrived_at"] or acting.work.at,
    }


def _complete(acting: Acting) -> dict[str, Any]:
    act, before = acting.act, acting.before
    start = act.taken_start or before["commenced_at"] or before["starts_at"]
    end = act.taken_end or max(acting.work.at, start)
    if end < start:
        raise RuleBroken("taken.ends-before-start", fields=("taken_end",))
    return {
        "status": Status.FULFILLED,
        "completed_at": acting.work.at,
        "taken_start": start,
        "taken_end": end,
        "outcome_reason_id": act.reason_id,
        "outcome_remark": act.remark,
    }


def _no_show(acting: Acting) -> dict[str, Any]:
    return {
        "status": Status.NOSHOW,
        "completed_at": acting.work.at,
        "outcome_reason_id": acting.act.reason_id,
        "outcome_remark": acting.act.remark,
    }


def _left(acting: Acting) -> dict[str, Any]:
    return {"status": Status.CANCELLED, "cancel_class": CancelClass.LEFT, "outcome_remark": acting.act.remark}


def _step_back(acting: Acting) -> dict[str, Any]:
    (to,) = acting.row.targets
    if to is Status.BOOKED:
        return {"status": to, "arrived_at": None, "late": False}
    return {"status": to, "commenced_at": None}


def _reopen(acting: Acting) -> dict[str, Any]:
    still_free(acting.work, dict(acting.before))
    return {
        "status": Status.BOOKED,
        "completed_at": None,
        "taken_start": None,
        "taken_end": None,
        "outcome_reason_id": None,
        "outcome_remark": "",
    }


def _cancel(acting: Acting) -> dict[str, Any]:
    limit = int(acting.work.setting("cancel.late_hours", default=24))
    start = acting.before["starts_at"]
    late = start is not None and (start - acting.work.at).total_seconds() < limit * 3600
    return {
        "status": Status.CANCELLED,
        "cancel_class": acting.act.cancel_class or CancelClass.OTHER,
        "cancel_reason_id": acting.act.reason_id,
        "late": late,
    }


EFFECTS: dict[Action, Effect] = {
    Action.CHECK_IN: _check_in,
    Action.COMMENCE: _commence,
    Action.COMPLETE: _complete,
    Action.NO_SHOW: _no_show,
    Action.LEFT: _left,
    Action.STEP_BACK: _step_back,
    Action.REOPEN: _reopen,
    Action.CANCEL: _cancel,
    Action.RESCHEDULE: reschedule,
    Action.REASSIGN: reassign,
}
"""What each action writes. An action of the table that is not here yet is not offered and is refused."""

TOLD: dict[Action, str] = {
    Action.CANCEL: "cancelled",
    Action.RESCHEDULE: "rescheduled",
    Action.REASSIGN: "reassigned",
}
"""Actions the consumer is told of even without a message of the desk's own, and by which template."""

OF_CONSUMERS = frozenset({"status", "starts_at", "ends_at", "clinician_id"})
"""What of an appointment concerns its consumer; where nothing of it changes, only the desk's own message is sent."""
