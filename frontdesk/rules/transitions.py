"""The appointment's state machine: the table of transitions and the questions asked of it.

Nothing else decides what may follow what. A row says from which statuses an action leads where, who may take it and
which checks the service makes; buttons, command line, history and reports are all read from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, Role, Status, TaskState


class Check(StrEnum):
    """What a row asks to be checked, in the transaction that makes the change."""

    CONSUMER = "consumer"
    OVERLAP = "overlap"
    HOURS = "hours"
    NOTICE = "notice"
    ABLE = "able"
    TODAY = "today"
    STARTED_OR_CONFIRMED = "started-or-confirmed"
    STARTED = "started"
    REASON = "reason"
    DOSES = "doses"
    DOSE_DAYS = "dose-days"
    LIMITS = "limits"
    RESPONSE = "response"
    TIMED = "timed"
    NO_DOSE = "no-dose"
    ONCE = "once"
    AHEAD = "ahead"
    ASSIGNED = "assigned"
    TASK_ONCE = "task-once"
    CONFIRMED_ONCE = "confirmed-once"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `targets` has more than one status only where a fact decides between them."""

    number: int
    sources: frozenset[Status | None]
    action: Action
    targets: tuple[Status, ...]
    roles: frozenset[Role]
    checks: frozenset[Check] = frozenset()


_AGENT = frozenset({Role.AGENT})
_CLINICIAN = frozenset({Role.CLINICIAN})
_DESK = _AGENT | _CLINICIAN
_MANAGER = frozenset({Role.MANAGER})
_CONSUMER = frozenset({Role.CONSUMER})
_S = Status
_EVERY_STATUS: frozenset[Status | None] = frozenset(Status) - {Status.ENTERED_IN_ERROR}


def _row(
    number: int,
    sources: Iterable[Status | None],
    action: Action,
    targets: Iterable[Status],
    roles: frozenset[Role],
    *checks: Check,
) -> Transition:
    return Transition(number, frozenset(sources), action, tuple(targets), roles, frozenset(checks))


TABLE: tuple[Transition, ...] = (
    _row(1, [None], Action.TAKE_REQUEST, [_S.PROPOSED], _DESK | _CONSUMER, Check.CONSUMER),
    _row(
        2,
        [None],
        Action.BOOK,
        [_S.BOOKED, _S.PROPOSED],
        _DESK,
        Check.CONSUMER,
        Check.OVERLAP,
        Check.HOURS,
        Check.NOTICE,
    ),
    _row(3, [_S.PROPOSED], Action.ACCEPT, [_S.BOOKED], _DESK, Check.OVERLAP),
    # A slot offered from the waiting list goes back there when it is refused (row 11).
    _row(
        4,
        [_S.PROPOSED, _S.PENDING],
        Action.DECLINE,
        [_S.CANCELLED, _S.WAITLIST],
        _DESK,
        Check.RESPONSE,
        Check.DOSES,
    ),
    _row(5, [_S.PROPOSED, _S.BOOKED], Action.ASK_TO_RESCHEDULE, [_S.PENDING], _DESK, Check.TIMED),
    _row(6, [_S.PENDING], Action.CONSUMER_ACCEPTS, [_S.BOOKED], _AGENT | _CONSUMER, Check.OVERLAP),
    _row(7, [_S.PENDING, _S.BOOKED], Action.CONSUMER_SUGGESTS, [_S.PROPOSED], _AGENT | _CONSUMER, Check.LIMITS),
    _row(
        8,
        [_S.BOOKED, _S.PROPOSED, _S.PENDING],
        Action.RESCHEDULE,
        [_S.PENDING, _S.BOOKED],
        _DESK,
        Check.OVERLAP,
        Check.DOSE_DAYS,
    ),
    _row(
        9,
        [_S.BOOKED, _S.PROPOSED, _S.PENDING],
        Action.REASSIGN,
        [_S.BOOKED, _S.PROPOSED, _S.PENDING],
        _DESK | _MANAGER,
        Check.TIMED,
        Check.OVERLAP,
        Check.ABLE,
    ),
    _row(10, [_S.PROPOSED], Action.TO_WAITING_LIST, [_S.WAITLIST], _AGENT, Check.NO_DOSE),
    _row(11, [_S.WAITLIST], Action.OFFER_SLOT, [_S.PENDING], _AGENT, Check.OVERLAP),
    _row(12, [_S.BOOKED], Action.CHECK_IN, [_S.ARRIVED], _AGENT, Check.TODAY),
    _row(13, [_S.ARRIVED, _S.BOOKED], Action.COMMENCE, [_S.CHECKED_IN], _CLINICIAN),
    _row(
        14,
        [_S.BOOKED, _S.ARRIVED, _S.CHECKED_IN],
        Action.COMPLETE,
        [_S.FULFILLED],
        _DESK,
        Check.STARTED_OR_CONFIRMED,
        Check.REASON,
    ),
    _row(15, [_S.BOOKED], Action.NO_SHOW, [_S.NOSHOW], _DESK, Check.STARTED, Check.REASON),
    _row(16, [_S.ARRIVED], Action.LEFT, [_S.CANCELLED], _AGENT),
    _row(17, [_S.ARRIVED], Action.STEP_BACK, [_S.BOOKED], _AGENT),
    _row(17, [_S.CHECKED_IN], Action.STEP_BACK, [_S.ARRIVED], _CLINICIAN),
    _row(18, [_S.FULFILLED, _S.NOSHOW], Action.REOPEN, [_S.BOOKED], _CLINICIAN | _MANAGER, Check.OVERLAP),
    _row(
        19,
        [_S.BOOKED, _S.PENDING, _S.PROPOSED, _S.WAITLIST, _S.ARRIVED],
        Action.CANCEL,
        [_S.CANCELLED],
        _DESK | _CONSUMER,
        Check.REASON,
        Check.DOSES,
    ),
    _row(20, [_S.CANCELLED], Action.RESTORE, [_S.BOOKED], _MANAGER, Check.TIMED, Check.OVERLAP),
    _row(21, _EVERY_STATUS, Action.MISTAKE, [_S.ENTERED_IN_ERROR], _MANAGER, Check.REASON),
    _row(22, [_S.FULFILLED], Action.CONFIRM_COMPLETION, [_S.FULFILLED], _DESK | _CONSUMER, Check.ONCE),
    _row(23, [_S.BOOKED], Action.ACCEPT_TASK, [_S.BOOKED], _CLINICIAN, Check.ASSIGNED, Check.AHEAD, Check.TASK_ONCE),
    # Its time and room stay with it, and somebody else is to be found.
    _row(
        24,
        [_S.BOOKED, _S.PROPOSED],
        Action.REJECT_TASK,
        [_S.PROPOSED],
        _CLINICIAN,
        Check.ASSIGNED,
        Check.AHEAD,
        Check.REMARK,
    ),
    _row(
        25,
        [_S.BOOKED],
        Action.CONSUMER_CONFIRMS,
        [_S.BOOKED],
        _AGENT | _CONSUMER,
        Check.AHEAD,
        Check.CONFIRMED_ONCE,
    ),
    # As with row 4: what was offered from the waiting list goes back there.
    _row(
        26,
        [_S.PENDING],
        Action.CONSUMER_DECLINES,
        [_S.CANCELLED, _S.WAITLIST],
        _AGENT | _CONSUMER,
        Check.DOSES,
    ),
)
"""The table of transitions, row by row as the product describes it; the last four are those of decision 0042."""

_BY_ACTION: dict[tuple[Status | None, Action], Transition] = {
    (source, row.action): row for row in TABLE for source in row.sources
}

TASK_STATE: dict[Status, frozenset[TaskState]] = {
    _S.PROPOSED: frozenset({TaskState.PENDING_DISPATCH, TaskState.ASSIGNED}),
    _S.PENDING: frozenset({TaskState.ASSIGNED}),
    _S.WAITLIST: frozenset({TaskState.DRAFT}),
    _S.BOOKED: frozenset({TaskState.ASSIGNED, TaskState.ACCEPTED}),
    _S.ARRIVED: frozenset({TaskState.ACCEPTED}),
    _S.CHECKED_IN: frozenset({TaskState.IN_PROGRESS}),
    _S.FULFILLED: frozenset({TaskState.CLOSED_COMPLETE}),
    _S.NOSHOW: frozenset({TaskState.CLOSED_INCOMPLETE}),
    _S.CANCELLED: frozenset({TaskState.CANCELLED}),
    _S.ENTERED_IN_ERROR: frozenset({TaskState.CANCELLED}),
}
"""Which states of its task agree with a status of the appointment."""


def transition(status: Status | None, action: Action) -> Transition:
    """The row that `action` takes from `status` (None before the appointment is made).

    Raises RuleBroken `not.from-here` (params `status`, `action`) when the table has no such row.
    """
    row = _BY_ACTION.get((status, action))
    if row is None:
        raise RuleBroken("not.from-here", status=status, action=action)
    return row


def known_from(status: Status | None) -> tuple[Transition, ...]:
    """The rows that lead on from `status`, in the table's order."""
    return tuple(row for row in TABLE if status in row.sources)


def task_state(status: Status, *, assigned: bool, accepted: bool = False) -> TaskState:
    """State of the task that goes with `status`; `assigned` says whether somebody is to do it."""
    if status is Status.PROPOSED:
        return TaskState.ASSIGNED if assigned else TaskState.PENDING_DISPATCH
    if status is Status.BOOKED:
        return TaskState.ACCEPTED if accepted else TaskState.ASSIGNED
    (only,) = TASK_STATE[status]
    return only
