"""What each action writes into the appointment: the only place where actions differ.

An effect returns the new values of columns, `status` among them; `services.acting` does all the rest.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, MessageKind, ReasonKind, Status
from frontdesk.services.answering import (
    accept,
    accept_task,
    ask_to_reschedule,
    confirm_completion,
    consumer_accepts,
    consumer_confirms,
    consumer_declines,
    consumer_suggests,
    decline,
    reject_task,
)
from frontdesk.services.correcting import mistake, reopen, restore
from frontdesk.services.moving import reassign, reschedule
from frontdesk.services.under_way import Acting, Effect
from frontdesk.services.waiting import offer_slot, to_waiting_list


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
    return {
        "status": Status.CANCELLED,
        "cancel_class": CancelClass.LEFT,
        "cancel_reason_id": acting.act.reason_id,
        "outcome_remark": acting.act.remark,
    }


def _step_back(acting: Acting) -> dict[str, Any]:
    (to,) = acting.row.targets
    if to is Status.BOOKED:
        return {"status": to, "arrived_at": None, "late": False}
    return {"status": to, "commenced_at": None}


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
    Action.ACCEPT: accept,
    Action.DECLINE: decline,
    Action.ASK_TO_RESCHEDULE: ask_to_reschedule,
    Action.CONSUMER_ACCEPTS: consumer_accepts,
    Action.CONSUMER_SUGGESTS: consumer_suggests,
    Action.RESCHEDULE: reschedule,
    Action.REASSIGN: reassign,
    Action.TO_WAITING_LIST: to_waiting_list,
    Action.OFFER_SLOT: offer_slot,
    Action.CHECK_IN: _check_in,
    Action.COMMENCE: _commence,
    Action.COMPLETE: _complete,
    Action.NO_SHOW: _no_show,
    Action.LEFT: _left,
    Action.STEP_BACK: _step_back,
    Action.REOPEN: reopen,
    Action.CANCEL: _cancel,
    Action.RESTORE: restore,
    Action.MISTAKE: mistake,
    Action.CONFIRM_COMPLETION: confirm_completion,
    Action.ACCEPT_TASK: accept_task,
    Action.REJECT_TASK: reject_task,
    Action.CONSUMER_CONFIRMS: consumer_confirms,
    Action.CONSUMER_DECLINES: consumer_declines,
}
"""What each action writes into an appointment that is there."""

REASONS: Final[dict[Action, ReasonKind]] = {
    Action.CANCEL: ReasonKind.CANCEL,
    Action.DECLINE: ReasonKind.CANCEL,
    Action.LEFT: ReasonKind.CANCEL,
    Action.MISTAKE: ReasonKind.CANCEL,
    Action.COMPLETE: ReasonKind.COMPLETE,
    Action.NO_SHOW: ReasonKind.NO_SHOW,
}
"""Actions that take a reason of the clinic's lists, and of which; the others keep none."""

_SETTLED: Final = frozenset({Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN, Status.FULFILLED, Status.NOSHOW})
ONLY_WHILE: Final[dict[str, frozenset[Status]]] = {
    "answer_by": frozenset({Status.PENDING}),
    "waiting_since": frozenset({Status.WAITLIST, Status.PENDING, Status.PROPOSED}),
    "completion_confirmed_at": frozenset({Status.FULFILLED}),
    "task_accepted_at": _SETTLED,
    "consumer_confirmed_at": _SETTLED,
}
"""What an appointment has only in these statuses; every action that leads out of them takes it away."""

GONE_WITH: Final[dict[str, tuple[str, ...]]] = {
    "task_accepted_at": ("starts_at", "ends_at", "clinician_id"),
    "consumer_confirmed_at": ("starts_at", "ends_at"),
}
"""What was said of these columns as they are, and is not said of others."""

_KINDS: Final[dict[Action, MessageKind]] = {
    Action.ACCEPT: MessageKind.CONFIRMATION,
    Action.CONSUMER_ACCEPTS: MessageKind.CONFIRMATION,
    Action.ASK_TO_RESCHEDULE: MessageKind.ASKED_TO_RESCHEDULE,
    Action.CONSUMER_SUGGESTS: MessageKind.SUGGESTION_RECEIVED,
    Action.REASSIGN: MessageKind.REASSIGNED,
    Action.TO_WAITING_LIST: MessageKind.WAITING_LIST,
    Action.OFFER_SLOT: MessageKind.SLOT_OFFERED,
    Action.RESTORE: MessageKind.CONFIRMATION,
    Action.MISTAKE: MessageKind.CANCELLED,
}
_OF_CONSUMERS: Final = frozenset({"status", "starts_at", "ends_at", "clinician_id"})
_STOOD: Final = frozenset({Status.PROPOSED, Status.PENDING, Status.WAITLIST, Status.BOOKED})


def kind_told(action: Action, before: Mapping[str, Any], after: Mapping[str, Any], at: datetime) -> MessageKind | None:
    """What the consumer is told of a change of an appointment even without words of the desk's own; None for nothing.

    `before` and `after` are its columns, `at` the instant (aware UTC) of the change. Of one that its clinician had
    rejected see `services.acting`.
    """
    if all(before[name] == after[name] for name in _OF_CONSUMERS):
        return None
    ahead = before["starts_at"] is None or before["starts_at"] > at
    if action in {Action.CANCEL, Action.DECLINE, Action.CONSUMER_DECLINES}:
        return MessageKind.WAITING_LIST if after["status"] is Status.WAITLIST else _kind_gone(after)
    if action is Action.RESCHEDULE:
        agreed = after["status"] is Status.BOOKED
        return MessageKind.RESCHEDULED if agreed else MessageKind.NEW_TIME_PROPOSED
    if action is Action.MISTAKE and not (ahead and before["status"] in _STOOD):
        return None
    return None if action is Action.RESTORE and not ahead else _KINDS.get(action)


def _kind_gone(after: Mapping[str, Any]) -> MessageKind:
    declined = after["cancel_class"] is CancelClass.DECLINED
    return MessageKind.DECLINED if declined else MessageKind.CANCELLED
