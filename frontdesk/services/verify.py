"""Checks every invariant of a database: what is found is told by code, with the record it is about.

Run by `frontdesk verify`, by tests after every step, and by the demo's builder. It only reads.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from frontdesk.database.engine import Database
from frontdesk.database.tables import (
    Answer,
    Appointment,
    Confirmation,
    Consumer,
    ConsumerValue,
    ConsumerWord,
    Dose,
    FormField,
    History,
    Outbox,
    Question,
    Request,
    RequestValue,
    Room,
    RoomUnit,
    ScheduleException,
    Series,
    Signature,
    Suggestion,
    Task,
    Waiting,
)
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import nearest_instant, to_wall
from frontdesk.rules.transitions import TASK_STATE
from frontdesk.rules.words import (
    HOLDS_SLOT,
    Action,
    FormKind,
    MessageKind,
    OutboxState,
    RequestState,
    Status,
    TaskState,
)
from frontdesk.services.closed_requests import ACCEPTED, DECLINED
from frontdesk.services.effects import ONLY_WHILE
from frontdesk.services.replay import replayed
from frontdesk.services.requests import GONE
from frontdesk.services.waiting import WISH_ENDS
from frontdesk.services.webhooks import CHANNEL
from frontdesk.views.card_rows import UNREADABLE
from frontdesk.views.damaged_rows import damaged_rows
from frontdesk.views.requests import ASKED


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which invariant, and the record."""

    code: str
    record: str
    detail: str = ""


Rule = Callable[[Connection], Iterator[Finding]]


def verify(database: Database, *, most: int = 100) -> tuple[Finding, ...]:
    """Everything that is wrong with the database, at most `most` findings of each invariant; empty when it is sound."""
    findings: list[Finding] = []
    with database.read() as connection:
        for rule in RULES:
            findings += _found(rule, connection, most)
    return tuple(findings)


def _found(rule: Rule, connection: Connection, most: int) -> Iterator[Finding]:
    """What a rule finds; one that stumbles over a value that cannot be read says so, and the others go on."""
    try:
        yield from islice(rule(connection), most)
    except (*UNREADABLE, RuleBroken) as problem:
        yield Finding("row.unreadable", rule.__name__.strip("_"), f"stopped at a damaged row: {type(problem).__name__}")
    except DBAPIError as problem:
        if "decode" not in str(problem.orig):
            raise
        yield Finding("row.unreadable", rule.__name__.strip("_"), "stopped at a text that is no UTF-8")


def _damaged(connection: Connection) -> Iterator[Finding]:
    """Each appointment can be read and shown as it should; of drifted times `_wall_clock` tells."""
    for _id, code, problem in damaged_rows(connection):
        if problem != "wall.other":
            yield Finding("row.damaged", f"appointment {code}", problem)


def _engine(connection: Connection) -> Iterator[Finding]:
    """What the engine itself knows: pages and foreign keys on SQLite, constraints switched off on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield Finding("engine.damaged", "database", str(row[0])[:200])
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield Finding("engine.foreign-key", f"{row[0]} {row[1]}", f"points to nothing in {row[2]}")
        return
    for row in connection.execute(text("SELECT conname FROM pg_constraint WHERE NOT convalidated")):
        yield Finding("engine.constraint", row[0], "is not validated")


def _overlaps(column: Any, code: str, *also: Any) -> Rule:
    """No two standing appointments of the same `column` (and `also`) overlap with their buffers."""

    def rule(connection: Connection) -> Iterator[Finding]:
        keys = (column, *also)
        before = func.max(Appointment.busy_to).over(
            partition_by=keys, order_by=(Appointment.busy_from, Appointment.id), rows=(None, -1)
        )
        ordered = (
            select(Appointment.id, Appointment.code, Appointment.busy_from, before.label("before"))
            .where(
                Appointment.status.in_(HOLDS_SLOT),
                Appointment.busy_from.is_not(None),
                Appointment.overbooked.is_(False),
                column.is_not(None),
            )
            .subquery()
        )
        for row in connection.execute(select(ordered).where(ordered.c.before > ordered.c.busy_from)):
            yield Finding(code, f"appointment {row.code}", "overlaps one before it")

    return rule


def _room_units(connection: Connection) -> Iterator[Finding]:
    """A room has its numbered units from 1 to its capacity; those above are of a time when it had more."""
    here = (RoomUnit.room_id == Room.id, RoomUnit.number <= Room.capacity)
    units = select(func.count()).where(*here).scalar_subquery()
    for row in connection.execute(select(Room.code, Room.capacity, units.label("units")).where(Room.capacity != units)):
        yield Finding("room.units", f"room {row.code}", f"{row.units} units for a capacity of {row.capacity}")


def _versions(connection: Connection) -> Iterator[Finding]:
    """An appointment of version n has history entries 1 to n."""
    counted = (
        select(
            History.appointment_id.label("id"),
            func.count().label("entries"),
            func.max(History.version).label("last"),
        )
        .where(History.version.is_not(None))
        .group_by(History.appointment_id)
        .subquery()
    )
    rows = connection.execute(
        select(Appointment.code, Appointment.version, counted.c.entries, counted.c.last)
        .join(counted, counted.c.id == Appointment.id, isouter=True)
        .where(
            or_(
                counted.c.entries.is_(None),
                counted.c.entries != Appointment.version,
                counted.c.last != Appointment.version,
            )
        )
    )
    for row in rows:
        yield Finding(
            "history.versions", f"appointment {row.code}", f"version {row.version}, {row.entries or 0} entries"
        )


def _history(connection: Connection) -> Iterator[Finding]:
    """Replaying an appointment's history gives its present row."""
    for code, column, told, present in replayed(connection):
        yield Finding("history.replay", f"appointment {code}", f"{column}: history says {told!r}, it is {present!r}")


def _tasks(connection: Connection) -> Iterator[Finding]:
    """Each appointment has one task, in a state that agrees with it and with what was answered, of its clinician."""
    agree = or_(*(and_(Appointment.status == status, Task.state.in_(states)) for status, states in TASK_STATE.items()))
    accepted = Appointment.task_accepted_at.is_not(None) != (Task.state == TaskState.ACCEPTED)
    dispatch = Appointment.clinician_id.is_(None) != (Task.state == TaskState.PENDING_DISPATCH)
    otherwise = or_(
        and_(Appointment.status == Status.BOOKED, accepted), and_(Appointment.status == Status.PROPOSED, dispatch)
    )
    rows = connection.execute(
        select(Appointment.code, Appointment.status, Task.state)
        .join(Task, Task.appointment_id == Appointment.id, isouter=True)
        .where(or_(Task.id.is_(None), ~agree, otherwise, Task.assigned_to.is_distinct_from(Appointment.clinician_id)))
    )
    for row in rows:
        yield Finding("task.disagrees", f"appointment {row.code}", f"{row.status} with task {row.state}")


def _outbox(connection: Connection) -> Iterator[Finding]:
    """A message belongs to the change it tells of, and a sent one says when."""
    rows = connection.execute(
        select(Outbox.id, Outbox.state)
        .join(History, History.id == Outbox.history_id, isouter=True)
        .where(
            or_(
                History.id.is_(None),
                History.appointment_id.is_distinct_from(Outbox.appointment_id),
                and_(Outbox.state == OutboxState.SENT, Outbox.sent_at.is_(None)),
                and_(Outbox.state != OutboxState.SENT, Outbox.sent_at.is_not(None)),
            )
        )
    )
    for row in rows:
        yield Finding("outbox.stray", f"message {row.id}", f"state {row.state}")


def _told_once(connection: Connection) -> Iterator[Finding]:
    """Each is told a change once on a channel; what supersedes a message is a later one; an event has where to go."""
    later = aliased(Outbox)
    told_by = (later.id > Outbox.id) & later.appointment_id.is_not_distinct_from(Outbox.appointment_id)
    yield from _each(
        connection,
        "outbox.superseded",
        select(Outbox.id)
        .join(later, later.id == Outbox.superseded_by)
        .where(or_(~told_by, Outbox.state != OutboxState.SUPERSEDED, later.channel != Outbox.channel)),
    )
    planned = (MessageKind.REMINDER, MessageKind.FOLLOW_UP)
    told = select(Outbox.history_id).where(Outbox.kind.not_in(planned), Outbox.webhook_id.is_(None))
    twice = told.group_by(Outbox.history_id, Outbox.channel, Outbox.staff_id).having(func.count() > 1)
    yield from _each(connection, "outbox.twice", twice)
    webhook = Outbox.channel == CHANNEL
    yield from _each(connection, "outbox.webhook", select(Outbox.id).where(webhook != Outbox.webhook_id.is_not(None)))


def _confirmations(connection: Connection) -> Iterator[Finding]:
    """Each appointment with a time has a confirmation for that time."""
    has = select(Confirmation.id).where(
        Confirmation.appointment_id == Appointment.id, Confirmation.starts_at == Appointment.starts_at
    )
    wanted = Appointment.status.in_([Status.BOOKED, Status.ARRIVED, Status.CHECKED_IN])
    for row in connection.execute(select(Appointment.code).where(wanted, ~has.exists())):
        yield Finding("confirmation.missing", f"appointment {row.code}")


def _wall_clock(connection: Connection) -> Iterator[Finding]:
    """The instants mean the promised wall-clock times, and the day is theirs."""
    rows: Iterable[Any] = connection.execution_options(yield_per=5000).execute(
        select(
            Appointment.code,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.wall_start,
            Appointment.wall_end,
            Appointment.day,
            Appointment.zone,
        ).where(Appointment.starts_at.is_not(None))
    )
    for code, starts_at, ends_at, wall_start, wall_end, day, zone in rows:
        right = _shows(zone, starts_at, wall_start) and _shows(zone, ends_at, wall_end)
        if not right or wall_start.date() != day:
            yield Finding("time.drift", f"appointment {code}", f"{wall_start} in {zone} is not {starts_at}")


def _shows(zone: str, instant: datetime | None, wall: datetime | None) -> bool:
    """Whether the clocks of the zone show that time at that instant; never where it is no zone, or one is missing."""
    try:
        return instant is not None and to_wall(instant, zone) == wall
    except RuleBroken:
        return False


def _exceptions(connection: Connection) -> Iterator[Finding]:
    """The instants of leave, blocks, extra hours and closures mean their wall-clock times."""
    for row in connection.execute(select(ScheduleException.__table__)):
        for wall, instant in ((row.wall_start, row.starts_at), (row.wall_end, row.ends_at)):
            if nearest_instant(wall, row.zone, instant) != instant:
                yield Finding("time.drift", f"exception {row.id}", f"{wall} in {row.zone} is not {instant}")


def _doses(connection: Connection) -> Iterator[Finding]:
    """A later dose that is to be given has a standing dose before it, and all keep their least and most days."""
    earlier, earlier_dose = Appointment.__table__.alias("earlier"), Dose.__table__.alias("earlier_dose")
    rows = connection.execute(
        select(Appointment.code, Appointment.status, Appointment.day, earlier.c.day.label("before"))
        .add_columns(Dose.least_days, Dose.most_days)
        .join(Dose, Dose.id == Appointment.dose_id)
        .join(
            earlier_dose,
            and_(earlier_dose.c.program_id == Dose.program_id, earlier_dose.c.number == Dose.number - 1),
        )
        .join(
            earlier,
            and_(
                earlier.c.request_id == Appointment.request_id,
                earlier.c.dose_id == earlier_dose.c.id,
                earlier.c.status.not_in(GONE),
            ),
            isouter=True,
        )
        .where(Appointment.status.not_in(GONE))
    )
    for row in rows:
        if row.before is None:
            if row.status in HOLDS_SLOT:
                yield Finding("dose.alone", f"appointment {row.code}", "the dose before it does not stand")
        elif not timedelta(days=row.least_days) <= row.day - row.before <= timedelta(days=row.most_days):
            yield Finding("dose.days", f"appointment {row.code}", f"{(row.day - row.before).days} days after")


def _marks(connection: Connection) -> Iterator[Finding]:
    """What an appointment has only in some statuses it has in no other: a term to answer, a place on the list."""
    for name, statuses in ONLY_WHILE.items():
        has = Appointment.__table__.c[name].is_not(None)
        wrong = select(Appointment.code).where(has, Appointment.status.not_in(statuses))
        yield from _each(connection, f"mark.{name.replace('_', '-')}", wrong)
    classed = select(Appointment.code).where(Appointment.cancel_class.is_not(None), Appointment.status.not_in(GONE))
    yield from _each(connection, "mark.cancel-class", classed)
    waits = Appointment.status == Status.WAITLIST
    has_place = or_(*(column.is_not(None) for column in (Appointment.starts_at, Appointment.room_id)))
    never = or_(has_place, Appointment.dose_id.is_not(None))
    yield from _each(connection, "waitlist.place", select(Appointment.code).where(waits, never))


def _waiting(connection: Connection) -> Iterator[Finding]:
    """Who is on the waiting list has a wish; a wish is of its appointment's center and service, and ends with it."""
    wish = Waiting.appointment_id == Appointment.id
    listed = select(Appointment.code).where(Appointment.status == Status.WAITLIST)
    yield from _each(connection, "waiting.missing", listed.where(~select(Waiting.since).where(wish).exists()))
    wished = select(Appointment.code).join(Waiting, wish)
    other = or_(Waiting.center_id != Appointment.center_id, Waiting.service_id != Appointment.service_id)
    yield from _each(connection, "waiting.stray", wished.where(other))
    yield from _each(connection, "waiting.over", wished.where(Appointment.status.in_(WISH_ENDS)))


def _signatures(connection: Connection) -> Iterator[Finding]:
    """A signature belongs to the entry of history that says that its appointment's completion is confirmed."""
    own = (History.appointment_id == Signature.appointment_id, History.version == Signature.appointment_version)
    said = select(History.id).where(*own, History.action == Action.CONFIRM_COMPLETION.value)
    yield from _each(connection, "signature.stray", select(Signature.id).where(~said.exists()))


def _suggestions(connection: Connection) -> Iterator[Finding]:
    """What a consumer suggests for an appointment is of its request."""
    yield from _each(
        connection,
        "suggestion.stray",
        select(Suggestion.id)
        .join(Appointment, Appointment.id == Suggestion.appointment_id)
        .where(Appointment.request_id != Suggestion.request_id),
    )


def _requests(connection: Connection) -> Iterator[Finding]:
    """A request is completed while one of its appointments stands; revoked, or not booked yet, while none does."""
    stands = select(Appointment.id).where(Appointment.request_id == Request.id, Appointment.status.not_in(GONE))
    booked = Request.state == RequestState.COMPLETED
    wrong = select(Request.id, Request.state).where(or_(booked & ~stands.exists(), ~booked & stands.exists()))
    for row in connection.execute(wrong):
        yield Finding("request.state", f"request {row.id}", f"is {row.state}")


def _series(connection: Connection) -> Iterator[Finding]:
    """The appointments of a series are of its request (which has one consumer), each at a place of its own."""
    place = (Appointment.series_id, Appointment.series_position)
    twice = select(*place).where(place[0].is_not(None)).group_by(*place).having(func.count() > 1)
    for series, position in connection.execute(twice):
        yield Finding("series.position", f"series {series}", f"has more than one appointment {position}")
    half = place[0].is_(None) != place[1].is_(None)
    yield from _each(connection, "series.position", select(Appointment.code).where(half))
    other = Series.request_id != Appointment.request_id
    strays = select(Appointment.code).join(Series, Series.id == Appointment.series_id).where(other)
    yield from _each(connection, "series.request", strays)
    empty = select(Series.id).where(~select(Appointment.id).where(Appointment.series_id == Series.id).exists())
    yield from _each(connection, "series.empty", empty)


def _answered(connection: Connection) -> Iterator[Finding]:
    """What was answered says who, when and what, as history does; declined is closed; what waits was not answered."""
    parts = (Request.answered_at, Request.answered_by, Request.response)
    some, every = or_(*(one.is_not(None) for one in parts)), and_(*(one.is_not(None) for one in parts))
    told = select(History.id).where(
        History.request_id == Request.id, History.action.in_((ACCEPTED, DECLINED)), History.at == Request.answered_at
    )
    wrong = or_(
        some & ~every,
        some & (Request.state == RequestState.ACTIVE),
        Request.declined & or_(~some, Request.state != RequestState.REVOKED),
        every & ~told.exists(),
    )
    yield from _each(connection, "request.answer", select(Request.id).where(wrong))
    both = Request.clinician_id.is_not(None) & Request.clinician_group_id.is_not(None)
    yield from _each(connection, "request.to-both", select(Request.id).where(both))
    wished = select(Suggestion.id).join(Request, Request.id == Suggestion.request_id)
    late = or_(Suggestion.created_at < Request.created_at, Suggestion.starts_at <= Suggestion.created_at)
    yield from _each(connection, "request.wish", wished.where(Suggestion.appointment_id.is_(None), late))


def _overbooked(connection: Connection) -> Iterator[Finding]:
    """What is overbooked says why, and nothing else does."""
    yield from _each(
        connection,
        "overbooked.reason",
        select(Appointment.code).where(Appointment.overbooked != Appointment.overbook_reason.is_not(None)),
    )


def _belongings(connection: Connection) -> Iterator[Finding]:
    """Answers, values and requests hang on what they belong to: questionnaire, form and consumer."""
    yield from _each(
        connection,
        "answer.stray",
        select(Answer.id)
        .join(Request, Request.id == Answer.request_id)
        .join(Question, Question.id == Answer.question_id)
        .where(Question.questionnaire_id.is_distinct_from(ASKED)),
    )
    for form, table in ((FormKind.CONSUMER, ConsumerValue), (FormKind.REQUEST, RequestValue)):
        of_form = select(FormField.code).join(table, table.field_id == FormField.id).distinct()
        wrong = or_(FormField.form != form, FormField.kind.is_(None))
        yield from _each(connection, "value.stray", of_form.where(wrong))
    yield from _each(
        connection,
        "request.consumer",
        select(Appointment.code)
        .join(Request, Request.id == Appointment.request_id)
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .where(Request.consumer_id != Appointment.consumer_id),
    )
    followed = aliased(Appointment)
    yield from _each(
        connection,
        "follow-up.consumer",
        select(Appointment.code)
        .join(followed, followed.id == Appointment.follows_id)
        .where(followed.consumer_id != Appointment.consumer_id),
    )


def _merged(connection: Connection) -> Iterator[Finding]:
    """A merged record points to one that stands, and nothing hangs on it any more but its own history."""
    into = aliased(Consumer)
    yield from _each(
        connection,
        "consumer.merged",
        select(Consumer.user_id).join(into, into.id == Consumer.merged_into).where(into.merged_into.is_not(None)),
    )
    for table in (Appointment, Request, Outbox, ConsumerWord):
        hangs = select(table.consumer_id).where(table.consumer_id == Consumer.id)
        merged = select(Consumer.user_id).where(Consumer.merged_into.is_not(None), hangs.exists())
        yield from _each(connection, "consumer.left-behind", merged)


def _each(connection: Connection, code: str, wrong: Select[Any]) -> Iterator[Finding]:
    for row in connection.execute(wrong):
        yield Finding(code, str(row[0]))


RULES: tuple[Rule, ...] = (
    _engine,
    _damaged,
    _overlaps(Appointment.clinician_id, "overlap.clinician"),
    _overlaps(Appointment.room_id, "overlap.room", Appointment.room_unit),
    _room_units,
    _versions,
    _history,
    _tasks,
    _outbox,
    _told_once,
    _confirmations,
    _wall_clock,
    _exceptions,
    _doses,
    _marks,
    _signatures,
    _waiting,
    _suggestions,
    _requests,
    _answered,
    _series,
    _overbooked,
    _belongings,
    _merged,
)
"""Every invariant, in the order in which they are told."""
