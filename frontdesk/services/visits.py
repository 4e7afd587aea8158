"""The visits that a booking asks for: that of a service, or each dose of a program, with where they may be placed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from frontdesk.rules.doses import DoseTime, DoseWant, NotPlaced, broken_rules, place
from frontdesk.rules.openings import Slot, earliest
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Booking, Chosen, OpeningQuery, ProgramQuery
from frontdesk.services.openings_index import Known
from frontdesk.services.plans import Plans


@dataclass(frozen=True, slots=True)
class Visit:
    """One appointment to be made, in the diary of its service; of a program with its dose and days."""

    diary: Diary
    dose_id: int | None = None
    number: int = 1
    least_days: int = 0
    most_days: int = 0
    series_id: int | None = None
    """Of a series, whose `number` it then is."""


@dataclass(frozen=True, slots=True)
class Visits:
    """All that belong together, in their order, and the questionnaire that is asked for them."""

    each: tuple[Visit, ...]
    questionnaire_id: int | None


def read_visits(
    connection: Connection, booking: Booking, now: datetime, plans: Plans, known: Known | None = None
) -> Visits:
    """The visits of a booking's service or program.

    Raises RuleBroken `service.missing`, `program.unknown`, `program.no-doses`, `dose.count`, and those of the diary.
    """
    if (booking.service_id is None) == (booking.program_id is None):
        raise RuleBroken("service.missing", fields=("service",))
    if booking.program_id is None:
        diary = Diary(connection, _query(booking), now, plans, known)
        return Visits((Visit(diary),), diary.service.questionnaire_id)
    query = ProgramQuery(
        booking.program_id,
        booking.center_id,
        booking.clinician_id,
        booking.from_,
        booking.modality,
        hold=booking.hold,
        among=booking.among,
    )
    return program_visits(connection, query, now, plans, known, booking.doses)


def program_visits(
    connection: Connection,
    query: ProgramQuery,
    now: datetime,
    plans: Plans,
    known: Known | None = None,
    chosen: Sequence[Chosen] = (),
) -> Visits:
    """The doses of a program, each in the diary of its service and, where one was chosen, of its clinician."""
    rows = plans.doses(connection, query.program_id)
    if not rows:
        raise RuleBroken("program.unknown", fields=("service",), program=str(query.program_id))
    if rows[0].id is None:
        raise RuleBroken("program.no-doses", fields=("service",))
    if chosen and len(chosen) != len(rows):
        raise RuleBroken("dose.count", fields=("doses",), doses=len(rows))
    diaries: dict[tuple[int, int | None], Diary] = {}
    visits = []
    for index, row in enumerate(rows):
        clinician_id = (chosen[index].clinician_id if chosen else None) or query.clinician_id
        key = (row.service_id, clinician_id)
        if key not in diaries:
            wanted = _query_of_dose(query, row.service_id, clinician_id)
            diaries[key] = Diary(connection, wanted, now, plans, known)
        visits.append(Visit(diaries[key], row.id, row.number, row.least_days, row.most_days))
    questionnaire_id = rows[0].questionnaire_id or visits[0].diary.service.questionnaire_id
    return Visits(tuple(visits), questionnaire_id)


def find_slots(visits: Visits, chosen: tuple[Slot, ...] = ()) -> tuple[Slot, ...]:
    """The earliest slot of each visit, doses within their days; the first ones may be chosen already.

    Raises RuleBroken `slot.none`, and `dose.not-placed` that says which dose, which rule, and what would help.
    """
    first = visits.each[0].diary
    if visits.each[0].dose_id is None:
        slot = earliest(first.want, first.days())
        if slot is None:
            raise RuleBroken("slot.none", fields=("service",))
        return (slot,)
    wants = [_want(visit, later=index > 0) for index, visit in enumerate(visits.each)]
    from_day = to_wall(max(first.query.from_ or first.now, first.now), first.zone).date()
    found = place(wants, from_day, first.rule.last_day(first.now, first.zone), chosen)
    if isinstance(found, NotPlaced):
        raise _not_placed(visits, found)
    return found


def check_days(visits: Visits, starts: Sequence[datetime]) -> None:
    """Raises RuleBroken `dose.least-days`, `dose.most-days` or `dose.order` when chosen starts break them."""
    times: list[DoseTime] = []
    for visit, start in zip(visits.each, starts, strict=True):
        day = to_wall(start, visit.diary.zone).date()
        times.append(DoseTime(visit.number, day, visit.diary.rule.span(start), visit.least_days, visit.most_days))
        broken = broken_rules(times[-1], times[-2:-1])
        if len(times) > 1 and broken:
            worst = broken[0]
            told = {"number": worst.number, "days": worst.days, "limit": worst.limit}
            raise RuleBroken(f"dose.{worst.rule}", fields=(f"dose:{worst.number}",), **told)


def _want(visit: Visit, *, later: bool) -> DoseWant:
    """A later dose is bound by its days after the one before, not by notice and horizon."""
    want = visit.diary.want
    if later:
        want = replace(want, not_before=None, horizon=False)
    return DoseWant(visit.number, want, visit.least_days, visit.most_days, visit.diary.days)


def _not_placed(visits: Visits, found: NotPlaced) -> RuleBroken:
    visit = next(one for one in visits.each if one.number == found.number)
    return RuleBroken(
        "dose.not-placed",
        fields=("service",),
        number=found.number,
        service=visit.diary.service.name,
        rule=found.rule,
        first_day=found.first_day,
        last_day=found.last_day,
        next=found.next and to_wall(found.next.start, visit.diary.zone),
    )


def _query(booking: Booking) -> OpeningQuery:
    return OpeningQuery(
        service_id=booking.service_id or 0,
        center_id=booking.center_id,
        clinician_id=booking.clinician_id,
        from_=booking.from_,
        modality=booking.modality,
        minutes=booking.length_minutes,
        hold=booking.hold,
        among=booking.among,
    )


def _query_of_dose(query: ProgramQuery, service_id: int, clinician_id: int | None) -> OpeningQuery:
    return OpeningQuery(
        service_id=service_id,
        center_id=query.center_id,
        clinician_id=clinician_id,
        from_=query.from_,
        modality=query.modality,
        weekdays=query.weekdays,
        hours=query.hours,
        hold=query.hold,
        among=query.among,
    )
