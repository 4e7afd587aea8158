"""Who on the waiting list a freed stretch of a clinician's day suits, and at which start."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Service, StaffService
from frontdesk.rules.openings import slots
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import Interval, to_wall
from frontdesk.rules.waiting import Wish, suits
from frontdesk.rules.words import Modality
from frontdesk.services.diary import Diary
from frontdesk.services.diary_read import read_zone
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.openings_index import Known
from frontdesk.services.plans import Plans
from frontdesk.views.waiting import Kind, WaitingLine, read_candidates, read_kinds, read_waiting

_GIVEN = (
    select(StaffService.service_id)
    .join(Service, Service.id == StaffService.service_id)
    .where(StaffService.staff_id == bindparam("clinician"), Service.active)
)


@dataclass(frozen=True, slots=True)
class Freed:
    """A stretch of a clinician's day at a center that became free; `start` and `end` are aware."""

    center_id: int
    clinician_id: int
    start: datetime
    end: datetime


class Search:
    """Looks for those whom a freed stretch suits. What each service could begin at is found when it is first asked."""

    def __init__(
        self, connection: Connection, freed: Freed, now: datetime, plans: Plans, known: Known | None = None
    ) -> None:
        self._connection = connection
        self._freed = freed
        self._now = now
        self._plans = plans
        self._known = known
        self._starts: dict[tuple[int, Modality], tuple[int, tuple[tuple[datetime, datetime], ...]]] = {}

    def first(self, limit: int) -> tuple[WaitingLine, ...]:
        """The first so many of the line, each with the start that suits; raises `center.unknown`."""
        freed = self._freed
        if freed.end <= self._now or freed.end <= freed.start:
            return ()
        zone = read_zone(self._connection, freed.center_id)
        with closing(self._fitting(zone)) as fitting:
            found = dict(islice(fitting, limit))
        lines = read_waiting(self._connection, found) if found else {}
        return tuple(replace(lines[one], fits_at=at, fits_wall=wall) for one, (at, wall) in found.items())

    def _fitting(self, zone: str) -> Generator[tuple[int, tuple[datetime, datetime]]]:
        freed, begins = self._freed, to_wall(self._freed.start, zone)
        given = {
            "center": freed.center_id,
            "clinician": freed.clinician_id,
            "services": list(self._connection.execute(_GIVEN, {"clinician": freed.clinician_id}).scalars()),
            "start": freed.start,
            "end": freed.end,
            "day": begins.date(),
            "bit": 1 << begins.weekday(),
        }
        starts = {one: self._starts_for(one) for one in read_kinds(self._connection, given)}
        suit = [one for one, found in starts.items() if found]
        for one in read_candidates(self._connection, given, suit) if suit else ():
            earlier = (at for at in starts[one.kind] if one.start is None or at[0] < one.start)
            start = next(earlier, None)
            if start is not None:
                yield one.appointment_id, start

    def _starts_for(self, kind: Kind) -> tuple[tuple[datetime, datetime], ...]:
        """The starts that suit, those nearest to what was freed first, aware and by the center's clock."""
        key = kind.service_id, kind.modality
        if key not in self._starts:
            self._starts[key] = self._starts_of(*key)
        minutes, starts = self._starts[key]
        wish = Wish(from_time=kind.from_time, to_time=kind.to_time)
        return tuple(one for one in starts if suits(wish, one[1], minutes, self._freed.clinician_id))

    def _starts_of(self, service_id: int, modality: Modality) -> tuple[int, tuple[tuple[datetime, datetime], ...]]:
        """The service's length in minutes, and when it could begin in working time so that it uses the stretch."""
        freed = self._freed
        query = OpeningQuery(service_id, freed.center_id, freed.clinician_id, modality=modality)
        try:
            diary = Diary(self._connection, query, self._now, self._plans, self._known)
        except RuleBroken:  # not given here any more, or not in this way
            return 0, ()
        rule, span = diary.rule, Interval(freed.start, freed.end)
        longest = timedelta(minutes=rule.buffer_before + rule.minutes + rule.buffer_after)
        day = to_wall(freed.start, diary.zone).date()
        want = replace(diary.want, not_before=freed.start - longest)
        found = (slot for one in diary.days(day, day) for slot in slots(want, one) if slot.busy.overlaps(span))
        nearest = sorted((slot.start for slot in found), key=lambda start: (abs(start - freed.start), start))
        return rule.minutes, tuple((start, to_wall(start, diary.zone)) for start in nearest)
