"""The index of openings of a desk: built aside from the database, kept up to date from what changes, and searched."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Final

from frontdesk.database.engine import Database
from frontdesk.database.types import to_microseconds
from frontdesk.mistakes import log_mistake
from frontdesk.rules.changes import Changes
from frontdesk.rules.free_days import FreeDay, Search, Taken, free_days
from frontdesk.rules.free_gaps import NOTHING, Timeline
from frontdesk.rules.free_index import FreeIndex
from frontdesk.rules.problems import Unavailable
from frontdesk.services.index_read import CenterPlan, Fresh, Held, read_all, read_calendars, read_plans
from frontdesk.services.plans import Plans

DAYS: Final = 90
"""How many days ahead the index reaches; days beyond are read when they are asked for."""

_log = logging.getLogger(__name__)


class Known:
    """What the index knows as of one snapshot and the changes since."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._free = FreeIndex(timeline)
        self._held: Held = {}
        self._plans: dict[int, CenterPlan] = {}
        self.plans = Plans()
        """The plans as they were when the index was last told that they changed."""

    def days(self, search: Search, first: date, last: date) -> Iterator[FreeDay]:
        """The days from the first on that the index reaches; none when it does not reach the first."""
        if self._free.reaches(first) and search.asked.center_id in self._plans:
            yield from free_days(self._free, search, first, last)

    def held(self, now: datetime, own: str) -> tuple[Taken, ...]:
        """What others than the token `own` hold at an instant."""
        at = to_microseconds(now)
        return tuple(
            one.taken for some in list(self._held.values()) for one in some if one.until > at and one.token != own
        )

    def take(self, fresh: Fresh) -> None:
        """Take what was read in the place of what was known of it."""
        emptied = set(fresh.calendars)
        for clinician_id, day, rows in fresh.busy:
            self._free.put(clinician_id, day, rows)
            emptied.discard((clinician_id, day))
        for clinician_id, day in emptied:
            self._free.put(clinician_id, day, NOTHING)
        self._held = {key: held for key, held in self._held.items() if key not in fresh.calendars} | fresh.held
        if fresh.plans:
            self._take_plans(fresh)

    def _take_plans(self, fresh: Fresh) -> None:
        self.plans = Plans()
        for gone in fresh.plans - {one.id for one in fresh.centers}:
            self._plans.pop(gone, None)
        for one in fresh.centers:
            if self._plans.get(one.id) != one:
                self._free.plan(one.id, one.zone, one.plan, one.clinician_ids)
                self._plans[one.id] = one


class OpeningsIndex:
    """The index of one desk; it may be called from any thread.

    `known` is what may be searched, None while nothing is known or something may be missing: then days are read.
    """

    def __init__(self, database: Database, now: Callable[[], datetime], days: int = DAYS) -> None:
        self._database = database
        self._now = now
        self._days = days
        self._building = Lock()
        self._changing = Lock()
        self._missed = Changes()
        self.known: Known | None = None

    @property
    def ready(self) -> bool:
        """Whether it answers."""
        return self.known is not None

    def build(self) -> None:
        """Read everything anew, a second's work for a large clinic; until it is done nothing is answered.

        What is told meanwhile is read again at the end. Raises Unavailable; then it is as if it had not been built.
        """
        with self._building:
            with self._changing:
                self.known, self._missed = None, Changes()
            now = self._now()
            # In some zones it is still yesterday, in others tomorrow.
            known = Known(Timeline(now.astimezone(UTC).date() - timedelta(days=1), self._days + 2))
            with self._database.read() as connection:
                fresh = read_all(connection, known.timeline)
            known.take(fresh)
            with self._changing:
                self._renew(known, self._missed)
                self.known = known

    def apply(self, changes: Changes) -> None:
        """Take what was changed, here or elsewhere, once it is committed; `everything` builds the index anew.

        Nothing is raised, since what was saved is saved: if it cannot follow, the index rests until it is built again.
        """
        try:
            if changes.everything:
                self.build()
                return
            with self._changing:
                if self.known is not None:
                    self._renew(self.known, changes)
                elif self._building.locked():
                    self._missed |= changes
        except Unavailable as problem:
            self.known = None
            _log.info("the index of openings rests: %s", problem.code)
        except Exception as mistake:  # noqa: BLE001  the call that it follows has saved, and must say so
            self.known = None
            log_mistake(_log, mistake)

    def _renew(self, known: Known, changes: Changes) -> None:
        """Read again what was changed."""
        if changes.calendars:
            known.take(read_calendars(self._database, known.timeline, changes.calendars))
        if changes.plans:
            with self._database.read() as connection:
                fresh = read_plans(connection, known.timeline, changes.plans)
            known.take(fresh)
