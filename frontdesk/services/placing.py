"""Puts a new appointment into the calendar: choose, lock, check again, write; all in the transaction under way."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from frontdesk.database.locks import lock_calendars
from frontdesk.database.tables import Appointment, Consumer, Staff
from frontdesk.rules.conflicts import Conflict, Surroundings, Wanted, conflicts, room_for
from frontdesk.rules.openings import Slot, earliest
from frontdesk.rules.permissions import Subject, may_book
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.services.consumers import make_consumer
from frontdesk.services.desk import Work
from frontdesk.services.diary import Able, Diary
from frontdesk.services.forms import Booked, Booking, OpeningQuery
from frontdesk.services.questions import checked_answers
from frontdesk.services.typed import typed_text
from frontdesk.services.writing import NewAppointment, write_booking

LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot that was found free after its calendars were locked."""

    start: datetime
    clinician_id: int
    room: tuple[int, int] | None


def place_booking(work: Work, booking: Booking) -> Booked:
    """Book in the transaction of `work`; see `BookingDesk.book`."""
    if booking.service_id is None:
        raise RuleBroken("service.missing", fields=("service",))
    query = OpeningQuery(
        booking.service_id, booking.center_id, booking.clinician_id, booking.start or booking.from_, booking.modality
    )
    diary = Diary(work.connection, query, work.at)
    if booking.length_minutes is not None:
        diary.rule = replace(diary.rule, minutes=_length(booking.length_minutes))
    note = typed_text(booking.note, "note", 4000)
    answers = checked_answers(work.connection, diary.service.questionnaire_id, booking.answers)
    consumer_id = _consumer(work, booking)
    placed = _place(work, diary, booking, consumer_id)
    if not may_book(work.person, Subject(placed.clinician_id, booking.center_id)):
        raise RuleBroken("not.your-center", fields=("center",))
    return write_booking(
        work, diary, booking, NewAppointment(consumer_id, placed.start, placed.clinician_id, placed.room, answers, note)
    )


def _length(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise RuleBroken("length.range", fields=("length",), longest=LONGEST_MINUTES)
    return minutes


def _consumer(work: Work, booking: Booking) -> int:
    if booking.new_consumer is not None:
        return make_consumer(work, booking.new_consumer)
    if booking.consumer_id is None:
        raise RuleBroken("consumer.missing", fields=("consumer",))
    known = work.connection.execute(select(Consumer.id).where(Consumer.id == booking.consumer_id)).scalar()
    if known is None:
        raise RuleBroken("consumer.unknown", fields=("consumer",), consumer=str(booking.consumer_id))
    return known


def _place(work: Work, diary: Diary, booking: Booking, consumer_id: int) -> Placed:
    if not diary.able:
        raise RuleBroken("slot.none", fields=("service",))
    if booking.start is not None:
        return _at(work, diary, booking.start, consumer_id)
    slot = earliest(diary.want, diary.days())
    if slot is None:
        raise RuleBroken("slot.none", fields=("service",))
    able = diary.clinician(slot.clinician_id)
    if not lock_calendars(work.connection, [able.id], diary.room_ids()):
        return Placed(slot.start, able.id, _room(slot))
    placed, in_the_way = _check(work, diary, slot.start, able, consumer_id)
    if placed is None:
        raise _taken(work, in_the_way)
    return placed


def _room(slot: Slot) -> tuple[int, int] | None:
    return None if slot.room_id is None or slot.room_unit is None else (slot.room_id, slot.room_unit)


def _at(work: Work, diary: Diary, start: datetime, consumer_id: int) -> Placed:
    """The chosen start with the wanted clinician, or with whoever of those able is free then and has least that day."""
    in_the_way: tuple[Conflict, ...] = ()
    lock_calendars(work.connection, [one.id for one in diary.able], diary.room_ids())
    for able in _by_load(diary, start):
        placed, found = _check(work, diary, start, able, consumer_id)
        if placed is not None:
            return placed
        in_the_way = in_the_way or found
    raise _taken(work, in_the_way)


def _by_load(diary: Diary, start: datetime) -> list[Able]:
    if len(diary.able) == 1:
        return list(diary.able)
    day = to_wall(start, diary.zone).date()
    (inputs,) = diary.days(day, day)
    booked = {one.clinician_id: one.booked for one in inputs.clinicians}
    return sorted(diary.able, key=lambda one: (booked[one.id], one.id))


def _check(
    work: Work, diary: Diary, start: datetime, able: Able, consumer_id: int
) -> tuple[Placed | None, tuple[Conflict, ...]]:
    """See what stands in the way of this slot, now that its calendars are locked."""
    wanted = Wanted(
        start=start,
        rule=diary.rule,
        asked=diary.asked(able.id),
        consumer_id=consumer_id,
        own_room_id=able.room_id,
    )
    around = _surroundings(diary, wanted)
    blocking = tuple(one for one in conflicts(wanted, around, work.at) if one.blocks)
    if blocking:
        return None, blocking
    unit = room_for(wanted, around)
    return Placed(start, able.id, None if unit is None else (unit.room_id, unit.number)), ()


def _surroundings(diary: Diary, wanted: Wanted) -> Surroundings:
    first = to_wall(wanted.start, diary.zone).date() - timedelta(days=1)
    last = first + timedelta(days=2 + wanted.rule.minutes // LONGEST_MINUTES)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    standing = tuple(one for _, one in diary.standing(days, [wanted.asked.clinician_id], wanted.consumer_id))
    return Surroundings(diary.plan(first, last), standing, rooms=diary.room_units())


def _taken(work: Work, in_the_way: tuple[Conflict, ...]) -> RuleBroken:
    """The refusal that names all that stands in the way: the rule's code when it is not somebody else's booking."""
    kinds = {one.kind for one in in_the_way}
    ids = [one.appointment_id for one in in_the_way if one.appointment_id is not None]
    if not ids:
        worst = in_the_way[0]
        told = {"remark": worst.remark, "limit": worst.limit, "desk": worst.desk}
        return RuleBroken(f"slot.{worst.kind}", fields=("start",), **told)
    rows = work.connection.execute(
        select(
            (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
            Staff.name.label("clinician"),
            Appointment.wall_start,
            Appointment.wall_end,
        )
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .where(Appointment.id.in_(ids))
        .order_by(Appointment.starts_at)
    )
    names = tuple((row.consumer, row.clinician or "", row.wall_start, row.wall_end) for row in rows)
    return RuleBroken("slot.taken", fields=("start",), conflicts=names, kinds=tuple(sorted(kinds)))
