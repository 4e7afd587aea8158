"""Who is told of an action on an appointment: its consumer, the clinician it is given to or taken from, the desk."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select

from frontdesk.database.tables import History
from frontdesk.rules.words import Action, CancelClass, MessageKind, StaffMessage, Status
from frontdesk.services.desk import Work
from frontdesk.services.effects import kind_told
from frontdesk.services.record import queue_message
from frontdesk.services.staff_messages import at_desk, tell_staff
from frontdesk.services.under_way import Acting

_ANSWERS: Final = frozenset(
    {Action.CONSUMER_ACCEPTS, Action.CONSUMER_CONFIRMS, Action.CONSUMER_DECLINES, Action.CONSUMER_SUGGESTS}
)
_WHEN_AND_WHO: Final = ("starts_at", "ends_at", "clinician_id")
_GIVES: Final = frozenset({Action.REASSIGN, Action.ACCEPT, Action.RESCHEDULE})
_NEWEST_FIRST: Final = (
    select(History.action, History.changes)
    .where(History.appointment_id == bindparam("appointment"), History.version.is_not(None))
    .order_by(History.version.desc())
)


def tell_consumer(acting: Acting, values: Mapping[str, Any], history_id: int) -> None:
    """Queue the message that the consumer is owed, unless the desk wants none."""
    act, before = acting.act, acting.before
    if not act.notify:
        return
    after = {**before, **values}
    kind = kind_told(act.action, dict(before), after, acting.work.at)
    if act.action is Action.ACCEPT and before["clinician_id"] is None and _knows_the_time(acting, after):
        kind = MessageKind.REASSIGNED
    if kind or act.message:
        queue_message(
            acting.work,
            kind or MessageKind.MESSAGE,
            history_id,
            appointment_id=act.appointment_id,
            consumer_id=before["consumer_id"],
            payload={"message": act.message},
        )


def tell_staff_of(acting: Acting, values: Mapping[str, Any], history_id: int) -> None:
    """Queue the e-mails to the staff: what was rejected, what the consumer answered, what somebody was given."""
    work, act, before = acting.work, acting.act, acting.before
    told = {"consumer_id": before["consumer_id"], "appointment_id": act.appointment_id}
    words = {"message": act.remark}
    if act.action is Action.REJECT_TASK:
        desk = at_desk(work, before["center_id"])
        tell_staff(work, StaffMessage.TASK_REJECTED, history_id, desk, payload=words, **told)
    elif _is_answer(acting):
        clinician = [before["clinician_id"]]
        tell_staff(work, StaffMessage.CONSUMER_ANSWERED, history_id, clinician, payload=words, **told)
    elif act.action in _GIVES:
        clinician = values.get("clinician_id", before["clinician_id"])
        if act.action is Action.ACCEPT or any(values.get(one, before[one]) != before[one] for one in _WHEN_AND_WHO):
            tell_clinicians_of(work, before["consumer_id"], [history_id], [act.appointment_id], [clinician])


def tell_clinicians_of(
    work: Work, consumer_id: int, history_ids: Sequence[int], ids: Sequence[int], clinicians: Sequence[int | None]
) -> None:
    """Queue an e-mail to each clinician in whose calendar somebody else put one of these appointments.

    Only where the clinic wishes it (setting `tasks.tell_clinicians`).
    """
    if not work.setting("tasks.tell_clinicians", default=False):
        return
    for history_id, appointment_id, clinician in zip(history_ids, ids, clinicians, strict=True):
        about = {"consumer_id": consumer_id, "appointment_id": appointment_id}
        tell_staff(work, StaffMessage.TASK_ASSIGNED, history_id, [clinician], payload={}, **about)


def _is_answer(acting: Acting) -> bool:
    """Whether the consumer said yes or no, or wants another time; of the doses that go with one, the one is told."""
    act = acting.act
    if act.action in _ANSWERS:
        return True
    return act.action is Action.CANCEL and not acting.cascade and act.cancel_class is CancelClass.CONSUMER


def _knows_the_time(acting: Acting, after: Mapping[str, Any]) -> bool:
    """Whether the consumer was told of it at this time before its clinician rejected it."""
    before = acting.before
    if before["starts_at"] is None or after["starts_at"] != before["starts_at"]:
        return False
    for entry in acting.work.connection.execute(_NEWEST_FIRST, {"appointment": before["id"]}):
        if entry.action == Action.REJECT_TASK and _was_booked(entry.changes):  # rejected again, it was not any more
            return True
        if "starts_at" in entry.changes:
            return False
    return False


def _was_booked(changes: Mapping[str, Any]) -> bool:
    return "status" in changes and changes["status"][0] == Status.BOOKED
