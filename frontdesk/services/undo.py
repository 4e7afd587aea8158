"""Takes the last action back while its message has not gone out: the reverse of a row of the table, kept in history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Date, DateTime, select, update

from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Appointment, Command, History, Outbox, Request
from frontdesk.database.types import Code, UtcDateTime
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import Subject, may_book, why_not
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.transitions import transition
from frontdesk.rules.words import HOLDS_SLOT, Action, OutboxState, RequestState, Status
from frontdesk.services.acting import changed, changed_elsewhere, write_row
from frontdesk.services.closed_requests import DECLINED, WITHDRAWN
from frontdesk.services.desk import Undoable, Work
from frontdesk.services.effects import EFFECTS
from frontdesk.services.forms import Acted
from frontdesk.services.moving import keep_dose_days, still_free
from frontdesk.services.record import FOLLOWED, differences, undo_seconds, write_history
from frontdesk.services.requests import GONE, booked_again, follow_appointments, set_state
from frontdesk.services.waiting import CHANGED, restore_wish, wish_back
from frontdesk.services.webhooks import tell_systems
from frontdesk.services.written import WRITINGS, to_write_on, write_back, written_on

UNDONE: Final = "undone"
"""The action of the entry that says so; its `changes` name under the same word what was taken back."""
_OF_REQUESTS = (Action.TAKE_REQUEST.value, WITHDRAWN, DECLINED)
_WRITTEN = WRITINGS | {CHANGED}
_PLACE = ("clinician_id", "room_id", "room_unit", "busy_from", "busy_to")


@dataclass(frozen=True, slots=True)
class _Step:
    """One appointment that goes back: what was done to it, how it stands, and the values it had."""

    entry: Any
    before: dict[str, Any]
    values: dict[str, Any]

    @property
    def after(self) -> dict[str, Any]:
        """The appointment as it will stand."""
        return {**self.before, **self.values}

    @property
    def returns(self) -> bool:
        """Whether it takes a slot that it has not got now."""
        holds = self.after["status"] in HOLDS_SLOT
        moved = any(self.before[name] != self.after[name] for name in _PLACE)
        return holds and (moved or self.before["status"] not in HOLDS_SLOT)

    @property
    def stands_otherwise(self) -> bool:
        """Whether it goes, or comes back, for its request."""
        return (self.before["status"] in GONE) is not (self.after["status"] in GONE)


def note_undoable(work: Work) -> Undoable:
    """What the desk remembers of the action that this call takes: until when it can be undone."""
    return Undoable(work.command_id, work.staff.staff_id, work.at + timedelta(seconds=undo_seconds(work)))


def undo(work: Work, command_id: str) -> Acted:
    """Take back what the command did, all of it, in this transaction.

    Raises RuleBroken `undo.nothing`, `undo.not-yours`, `undo.too-late`, `undo.message-gone`, `undo.taken`,
    `undo.booked-again`, `undo.written-again`, those of doses and of rights; ChangedElsewhere when somebody changed it
    since.
    """
    entries = _entries(work, command_id)
    if entries[0].version is None:
        return _undo_writing(work, entries[0])
    steps = _steps(work, entries)
    _stop_messages(work, steps)
    for step in steps:
        _may(work, step)
    requests = _locked_requests(work, steps)
    _take_slots(work, steps)
    versions = [_write(work, step) for step in reversed(steps)][::-1]  # of a series one came where another had been
    _keep_doses(work, steps)
    for request in requests:
        _follow(work, request, steps)
    changes = Changes()
    for step in steps:
        changes |= changed(step.before, step.values)
    first = steps[0]
    return Acted(first.before["id"], versions[0], first.after["status"], changes)


def _undo_writing(work: Work, entry: Any) -> Acted:
    """The same of what was written on an appointment, or wished for with it."""
    if entry.action == CHANGED:
        before = to_write_on(work, entry.appointment_id)
        acted = written_on(before)
        changes: Mapping[str, Any] = wish_back(work, dict(before), entry.changes)
    else:
        acted, changes = write_back(work, entry)
    told = {UNDONE: [entry.action, None], **changes}
    undone = write_history(work, UNDONE, told, appointment_id=entry.appointment_id)
    tell_systems(work, [(undone, entry.appointment_id)])
    return acted


def _entries(work: Work, command_id: str) -> list[Any]:
    """What the command did to appointments, or else the one thing that it wrote on one; that it may be undone still."""
    done = work.connection.execute(
        select(Command.staff_id, Command.at, Command.result).where(Command.id == command_id)
    ).first()
    if done is None:
        raise RuleBroken("undo.nothing")
    ids = Changes.from_document(done.result.get("changes", {})).appointments
    told = _told(work, command_id, ids)
    entries = [one for one in told if one.version is not None] or [one for one in told if one.action in _WRITTEN]
    may_be = _WRITTEN if entries and entries[0].version is None else {*EFFECTS, Action.BOOK}
    if not entries or not all(one.action in may_be for one in entries):
        raise RuleBroken("undo.nothing")
    if done.staff_id != work.staff.staff_id or any(one.desk != work.desk for one in entries):
        raise RuleBroken("undo.not-yours")
    if work.at >= done.at + timedelta(seconds=undo_seconds(work)):
        raise RuleBroken("undo.too-late")
    return entries


def _steps(work: Work, entries: Sequence[Any]) -> list[_Step]:
    rows = _locked(work, [one.appointment_id for one in entries])
    for one in entries:
        if rows[one.appointment_id]["version"] != one.version:
            raise changed_elsewhere(work, one.appointment_id, one.version, rows[one.appointment_id]["version"])
    return [_Step(one, rows[one.appointment_id], _values(one)) for one in entries]


def _told(work: Work, command_id: str, ids: frozenset[int]) -> Sequence[Any]:
    wanted = (
        select(History.id, History.appointment_id, History.version, History.action, History.desk, History.changes)
        .where(History.appointment_id.in_(sorted(ids)), History.command_id == command_id)
        .order_by(History.id)
    )
    return work.connection.execute(wanted).all()


def _locked(work: Work, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The appointments as they stand, locked in id order for this transaction."""
    wanted = select(Appointment.__table__).where(Appointment.id.in_(ids)).order_by(Appointment.id)
    rows = work.connection.execute(wanted.with_for_update(key_share=True)).mappings()
    return {row["id"]: dict(row) for row in rows}


def _values(entry: Any) -> dict[str, Any]:
    """The values before the action; a booking that is taken back was entered in error."""
    if entry.action == Action.BOOK:
        return {"status": Status.ENTERED_IN_ERROR}
    columns = Appointment.__table__.columns
    return {name: _typed(columns[name].type, old) for name, (old, _) in entry.changes.items() if name in FOLLOWED}


def _typed(kind: Any, value: Any) -> Any:
    """A value of history as its column keeps it: what `desk.plain` made plain."""
    if value is None:
        return None
    if isinstance(kind, Code):
        return kind.words(value)
    if isinstance(kind, UtcDateTime | DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _stop_messages(work: Work, steps: Sequence[_Step]) -> None:
    """What waits to be sent never will be; one that is gone, or on its way, cannot be called back."""
    own = Outbox.appointment_id.in_([step.before["id"] for step in steps])
    told = own & Outbox.history_id.in_([step.entry.id for step in steps])
    wanted = select(Outbox.state, Outbox.attempts, Outbox.claimed_by).where(told)
    rows = work.connection.execute(wanted.with_for_update()).all()
    if any(row.state is not OutboxState.WAITING or row.attempts or row.claimed_by is not None for row in rows):
        raise RuleBroken("undo.message-gone")
    if rows:
        work.connection.execute(update(Outbox).where(told).values(state=OutboxState.SUPERSEDED))


def _may(work: Work, step: _Step) -> None:
    """Who may take the action on what it was may take it back, though it may be nobody of theirs any more."""
    action, after = Action(step.entry.action), step.after
    subject = Subject(after["clinician_id"], after["center_id"])
    if action is Action.BOOK:
        code = None if may_book(work.person, subject) else "not.your-center"
    else:
        agents_complete = bool(work.setting("complete.by_agents", default=False))
        code = why_not(transition(after["status"], action), work.person, subject, agents_complete=agents_complete)
    if code is not None:
        raise RuleBroken(code, action=action)


def _locked_requests(work: Work, steps: Sequence[_Step]) -> list[int]:
    """The requests that lose or get back an appointment; locked before calendars are, as a booking locks them."""
    ids = sorted({step.before["request_id"] for step in steps if step.stands_otherwise})
    if ids:
        wanted = select(Request.id).where(Request.id.in_(ids)).order_by(Request.id)
        work.connection.execute(wanted.with_for_update(key_share=True)).all()
    return ids


def _take_slots(work: Work, steps: Sequence[_Step]) -> None:
    """The slots that come back are nobody else's now; nobody can take one meanwhile."""
    for step in steps:
        returns = step.stands_otherwise and step.after["status"] not in GONE
        if returns and booked_again(work, step.before):  # then that one stands for it
            raise RuleBroken("undo.booked-again")
    back = [step.after for step in steps if step.returns and step.after["starts_at"] is not None]
    clinicians, rooms = ({row[name] for row in back} - {None} for name in ("clinician_id", "room_id"))
    lock_calendars(work.connection, clinicians, rooms)
    for row in back:
        try:
            still_free(work, row, beside=[step.before["id"] for step in steps])
        except RuleBroken as problem:
            raise RuleBroken("undo.taken") from problem


def _write(work: Work, step: _Step) -> int:
    """The values it had, its task, and the entry that says what was taken back; returns the new version."""
    appointment_id = step.before["id"]
    version = write_row(work, step.before, step.values)
    changes = {UNDONE: [step.entry.action, None], **differences(step.before, step.values)}
    changes |= restore_wish(work, step.before, step.entry.changes)
    entry = write_history(work, UNDONE, changes, appointment_id=appointment_id, version=version)
    tell_systems(work, [(entry, appointment_id)])
    return version


def _keep_doses(work: Work, steps: Sequence[_Step]) -> None:
    """Another dose may have moved since, or gone: the days between them hold all the same."""
    for step in steps:
        if step.after["status"] not in GONE and step.after["starts_at"] is not None:
            keep_dose_days(work, step.after)


def _follow(work: Work, request_id: int, steps: Sequence[_Step]) -> None:
    """The request is what it was before the action."""
    booked = [step for step in steps if step.before["request_id"] == request_id and step.entry.action == Action.BOOK]
    before = _before_booking(work, request_id, booked) if booked else None
    if before is not None and before.action == Action.TAKE_REQUEST:
        set_state(work, request_id, RequestState.ACTIVE)
        return
    follow_appointments(work, request_id)
    if before is not None and before.action == DECLINED:
        said = {"answered_at": before.at, "answered_by": before.actor_id, "response": before.message, "declined": True}
        work.connection.execute(update(Request).where(Request.id == request_id).values(**said))


def _before_booking(work: Work, request_id: int, booked: Sequence[_Step]) -> Any:
    """What was last done with a request before its first appointments were booked; None where others were before."""
    ids = [step.before["id"] for step in booked]
    others = select(Appointment.id).where(
        Appointment.request_id == request_id,
        Appointment.id.not_in(ids),
        Appointment.status != Status.ENTERED_IN_ERROR,
    )
    if work.connection.execute(others.limit(1)).first() is not None:
        return None
    told = (
        select(History.action, History.at, History.actor_id, History.message)
        .where(History.request_id == request_id, History.action.in_(_OF_REQUESTS))
        .order_by(History.id.desc())
        .limit(1)
    )
    return work.connection.execute(told).first()
