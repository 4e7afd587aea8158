"""Which appointments ahead a change of set-up would break: found by the rules, before it and after it.

The change is saved in a transaction that is rolled back, so that what is judged is what would really be there. Only
set-up is read in it: the appointments are read and judged afterwards, when every desk may write again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment, History
from frontdesk.rules.availability import Plan, ScheduleException
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.standing import Ahead, Away, Hours, Judge, Kinds, Needs, Others
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.desk import Desk, Work
from frontdesk.services.reseating import Place, Taken, moves
from frontdesk.services.schedule_forms import PlanForm, Saved, ServiceForm
from frontdesk.services.trial import SetUp, Trial, parts, tried
from frontdesk.views.ahead import (
    Rooming,
    pages_ahead,
    read_broken,
    read_rooming,
    read_zones,
    standing_ahead,
)
from frontdesk.views.plan import read_plan
from frontdesk.views.schedules import Impact

LIMIT = 500
"""So many of the broken appointments are listed."""
MOST_NEWER = 1_000
"""So many changes since the impact was looked at are judged while saving."""
_A_DAY = timedelta(days=1)

Found = dict[int, Kinds]
"""What breaks each appointment, by its id, in order of their start."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a form would break, as a desk was shown it: all ids, the last history entry and the services of then."""

    form: PlanForm
    impact: Impact
    ids: frozenset[int]
    mark: int
    rooming: Rooming


def look(desk: Desk, form: PlanForm, save: Callable[[Work], Saved]) -> Look:
    """What saving the form would break of what is fine now. Raises what `save` raises; nothing is saved."""
    now = desk.now()
    with desk.database.read() as connection:
        wanted = parts(connection, now, form)
    trial = desk.database.write(lambda connection: tried(connection, desk, wanted, save))
    found = _Impact(desk.database, now, trial).found()
    with desk.database.read() as connection:
        return Look(form, _listed(connection, found), frozenset(found), trial.mark, trial.before.rooming)


def unsettled_at(desk: Desk, center_id: int) -> Impact:
    """The appointments ahead at a center that its set-up, as it is, breaks; not what was overbooked on purpose."""
    now = desk.now()
    rows = pages_ahead(desk.database, now, Appointment.center_id == center_id)
    with desk.database.read() as connection:
        judge = _judge(connection, rows)
    found = _broken(judge, ((one, one.ends) for one in rows))
    with desk.database.read() as connection:
        return _listed(connection, found)


def refuse_unseen(work: Work, saved: Saved, seen: Look) -> None:
    """What was booked or moved since somebody looked must not be broken unseen: it is judged by what is saved now.

    Call it once the form is saved, its calendars locked. Raises RuleBroken `impact.grown`: look again.
    """
    newer = select(History.appointment_id).where(History.id > seen.mark, History.appointment_id.is_not(None))
    ids = set(work.connection.execute(newer.distinct().limit(MOST_NEWER)).scalars())
    centers = Appointment.center_id.in_(saved.changes.plans)
    rows = standing_ahead(work.connection, work.at, Appointment.id.in_(ids), centers) if ids else []
    if not rows:
        return
    others = None
    if isinstance(seen.form, ServiceForm):
        beside = Appointment.clinician_id.in_({one.clinician_id for one in rows})
        days = Appointment.day.in_({one.day for one in rows})
        rows = standing_ahead(work.connection, work.at, centers, beside, days)
        others = Others(rows)
    judge = _judge(work.connection, rows, others)
    was, will = (seen.rooming.needs, judge.needs or {})
    grown = _broken(judge, ((one, _end(one, was, will)) for one in rows)).keys() - seen.ids
    if grown or len(ids) == MOST_NEWER:
        raise RuleBroken("impact.grown", number=max(len(grown), 1))


@dataclass(frozen=True, slots=True)
class _Judged:
    """An appointment before and after, and until when it would last after."""

    before: Ahead
    after: Ahead
    end: int


class _Impact:
    """Finds what a trial breaks: the appointments that what differs may concern, judged before and after."""

    def __init__(self, database: Database, now: datetime, trial: Trial) -> None:
        self._database = database
        self._now = now
        self._trial = trial

    def found(self) -> Found:
        """Each appointment that is broken afterwards by what does not break it now, with that."""
        return self._by_hours() or self._by_services()

    def _by_hours(self) -> Found:
        """By weekly lines, opening hours, leave, blocks, extra hours, closures."""
        before, after = self._trial.before, self._trial.after
        differ = before.exceptions ^ after.exceptions
        if not differ and before.plans == after.plans:
            return {}
        read = {one.id: one for wanted in self._wanted(differ) for one in self._standing(*wanted)}
        theirs = (one for one in read.values() if one.center_id in self._trial.centers)
        rows = sorted(theirs, key=lambda one: (one.starts, one.id))
        worked = bool(after.plans) or any(one.kind is ExceptionKind.EXTRA for one in differ)
        was, will = (self._judge_of_hours(one, rows if worked else []) for one in (before, after))
        return _newly(was, will, (_Judged(one, one, one.ends) for one in rows))

    def _wanted(self, differ: Iterable[ScheduleException]) -> Iterator[list[Any]]:
        """Conditions on the appointments that may be concerned: whose lines differ, or in what differs."""
        for center_id, plan in self._trial.after.plans.items():
            was = self._trial.before.plans[center_id]
            lines = set(was.lines) ^ set(plan.lines)
            if was.opening != plan.opening:
                yield [Appointment.center_id == center_id]
            elif lines:
                whose = {one.clinician_id for one in lines}
                yield [Appointment.center_id == center_id, Appointment.clinician_id.in_(whose)]
        for one in differ:
            first, last = (edge.date() for edge in one.span)
            days = [Appointment.day >= first - _A_DAY, Appointment.day <= last + _A_DAY]
            within = [Appointment.starts_at < one.span.end, Appointment.ends_at > one.span.start]
            if one.clinician_id is None:
                yield [Appointment.center_id.in_(self._trial.centers), *days, *within]
            else:
                yield [Appointment.clinician_id == one.clinician_id, *days, *within]

    def _judge_of_hours(self, set_up: SetUp, rows: Sequence[Ahead]) -> Judge:
        """By leave and the like; where there are rows, also by the working time on their days."""
        away = {one: Away(set_up.exceptions, one) for one in self._trial.centers}
        if not rows:
            return Judge(None, away)
        exceptions = tuple(set_up.exceptions)
        with self._database.read() as connection:
            plans = set_up.plans or _plans(connection, rows)
            plans = {one: replace(plan, exceptions=exceptions) for one, plan in plans.items()}
            return Judge(_hours(connection, rows, plans), away)

    def _by_services(self) -> Found:
        """By timing, modalities, kinds of room and places."""
        was, will = self._trial.before.rooming, self._trial.after.rooming
        changed = {one for one in will.needs if _asks(was.needs[one]) != _asks(will.needs[one])}
        timed = any(_timing(was.needs[one]) != _timing(will.needs[one]) for one in changed)
        kinds = any(was.needs[one].room_kind != will.needs[one].room_kind for one in changed)
        roomed = kinds or was.units != will.units
        if not changed and not roomed:
            return {}
        of_services = [] if timed or roomed else [Appointment.service_id.in_(changed)]
        rows = self._standing(Appointment.center_id.in_(self._trial.centers), *of_services)
        places = dict(moves(rows, self._taken(rows), will)) if roomed else {}
        later = [_seated(one, places) for one in rows] if places else rows
        judged = [
            _Judged(one, then, _end(one, was.needs, will.needs))
            for one, then in zip(rows, later, strict=True)
            if one.service_id in changed or not will.is_placed(then)
        ]
        before, after = Judge(needs=was.needs, units=was.units), Judge(needs=will.needs, units=will.units)
        if timed:
            before.others = Others(rows)
            after.others = before.others if later is rows else Others(later)
            self._add_hours([one.before for one in judged], before, after)
        return _newly(before, after, judged)

    def _add_hours(self, rows: Sequence[Ahead], *judges: Judge) -> None:
        """Working time, leave and closures, which services do not change but longer appointments may run into."""
        if not rows:
            return
        with self._database.read() as connection:
            plans = _plans(connection, rows)
            hours = _hours(connection, rows, plans)
        for judge in judges:
            judge.hours, judge.away = hours, _away(plans)

    def _taken(self, rows: Sequence[Ahead]) -> Taken:
        """The places of these, and of what began before them."""
        if not rows:
            return Taken(())
        first = rows[0].day
        with self._database.read() as connection:
            taken = Taken.read(connection, self._trial.centers, first, first)
        taken.add(rows)
        return taken

    def _standing(self, *wanted: Any) -> list[Ahead]:
        return pages_ahead(self._database, self._now, *wanted)


def _asks(needs: Needs) -> tuple[object, ...]:
    """What of a service's needs may break an appointment; notice, horizon and step are for booking."""
    return _timing(needs), needs.modalities, needs.room_kind


def _timing(needs: Needs) -> tuple[int, ...]:
    return needs.rule.minutes, needs.rule.buffer_before, needs.rule.buffer_after


def _end(one: Ahead, was: Mapping[int, Needs], will: Mapping[int, Needs]) -> int:
    """Until when it would last: one that is as long as its service gets longer with it, another keeps its length."""
    before, after = was.get(one.service_id), will.get(one.service_id)
    if before is None or after is None or one.ends - one.starts != before.rule.minutes * 60:
        return one.ends
    return one.starts + after.rule.minutes * 60


def _seated(one: Ahead, places: Mapping[Ahead, Place]) -> Ahead:
    place = places.get(one)
    return one if place is None else one._replace(room_id=place[0], room_unit=place[1])


def _newly(before: Judge, after: Judge, judged: Iterable[_Judged]) -> Found:
    """Those that are broken afterwards by what does not break them now; all of that for those that are listed."""
    found: Found = {}
    for one in judged:
        kinds = after.kinds(one.after, one.end, brief=len(found) >= LIMIT)
        was = before.kinds(one.before, one.before.ends) if kinds else kinds
        if was:
            kinds = after.kinds(one.after, one.end) - was
        if kinds:
            found[one.before.id] = kinds
    return found


def _plans(connection: Connection, rows: Sequence[Ahead]) -> dict[int, Plan]:
    """The plans of the centers of these appointments, for their days, as they stand."""
    zones = read_zones(connection, {one.center_id for one in rows})
    first, last = min(one.day for one in rows), max(one.day for one in rows) + 2 * _A_DAY
    return {one: read_plan(connection, one, zone, first, last) for one, zone in zones.items()}


def _hours(connection: Connection, rows: Sequence[Ahead], plans: Mapping[int, Plan]) -> dict[int, Hours]:
    days = (min(one.day for one in rows), max(one.day for one in rows))
    return {one: Hours(plans[one], one, zone, days) for one, zone in read_zones(connection, plans).items()}


def _away(plans: Mapping[int, Plan]) -> dict[int, Away]:
    return {one: Away(plan.exceptions, one) for one, plan in plans.items()}


def _judge(connection: Connection, rows: Sequence[Ahead], others: Others | None = None) -> Judge:
    """By set-up as it stands."""
    if not rows:
        return Judge()
    plans, rooming = _plans(connection, rows), read_rooming(connection)
    return Judge(_hours(connection, rows, plans), _away(plans), rooming.needs, rooming.units, others)


def _broken(judge: Judge, rows: Iterable[tuple[Ahead, int]]) -> Found:
    """What breaks these, each with until when it would last."""
    found = ((one.id, judge.kinds(one, end)) for one, end in rows)
    return {number: kinds for number, kinds in found if kinds}


def _listed(connection: Connection, found: Found) -> Impact:
    """The first of them, which are in order of their start, and how many there are."""
    first = {number: tuple(sorted(found[number])) for number in islice(found, LIMIT)}
    return Impact(read_broken(connection, first), len(found))
