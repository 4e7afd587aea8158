"""Tries a change of set-up: it is saved, what it makes of the set-up is read, and all of it is rolled back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from frontdesk.database.tables import History
from frontdesk.rules.availability import Plan, ScheduleException
from frontdesk.services.desk import Desk, Work
from frontdesk.services.forms import new_command_id
from frontdesk.services.schedule_forms import (
    HoursForm,
    PlanForm,
    Removal,
    Removing,
    RoomForm,
    Saved,
    ScheduleForm,
    ServiceForm,
)
from frontdesk.views.ahead import Rooming, last_day_ahead, read_exceptions, read_rooming, read_zones
from frontdesk.views.plan import read_plan

_A_DAY = timedelta(days=1)
_Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a form may change besides exceptions; only that is read, since nobody else may write meanwhile.

    `days` are those ahead, where weekly lines or opening hours may change; `rooming` whether services or rooms may.
    """

    days: _Days | None
    rooming: bool


@dataclass(frozen=True, slots=True)
class SetUp:
    """Set-up of some centers at one moment; `plans` and `rooming` are empty where the form cannot change them."""

    exceptions: frozenset[ScheduleException]
    plans: Mapping[int, Plan]
    rooming: Rooming


@dataclass(frozen=True, slots=True)
class Trial:
    """Set-up of the centers concerned before and after saving, and the last history entry that was there."""

    centers: frozenset[int]
    before: SetUp
    after: SetUp
    mark: int


def parts(connection: Connection, now: datetime, form: PlanForm) -> Parts:
    """What the form may change."""
    days = None
    if isinstance(form, ScheduleForm | HoursForm) or (isinstance(form, Removal) and form.kind is Removing.SCHEDULE):
        first = now.date() - _A_DAY
        days = first, max(first, last_day_ahead(connection) or first) + 2 * _A_DAY
    return Parts(days, isinstance(form, RoomForm | ServiceForm))


def tried(connection: Connection, desk: Desk, wanted: Parts, save: Callable[[Work], Saved]) -> Trial:
    """Save in this transaction, look, and roll it back."""
    trial = connection.begin_nested()
    try:
        work = Work(connection, desk.now(), new_command_id(), desk.person(), desk.signed_in(), desk.name)
        centers = save(work).changes.plans
        after = _set_up(connection, work.at, centers, wanted)
        # While the calendars are locked: whoever books in them later writes later entries.
        known = select(History.id).where(History.command_id != work.command_id).order_by(History.id.desc()).limit(1)
        mark = connection.execute(known).scalar() or 0
    finally:
        trial.rollback()
    return Trial(centers, _set_up(connection, work.at, centers, wanted), after, mark)


def _set_up(connection: Connection, now: datetime, centers: Iterable[int], wanted: Parts) -> SetUp:
    plans: dict[int, Plan] = {}
    if wanted.days is not None:
        zones = read_zones(connection, centers)
        plans = {one: read_plan(connection, one, zone, *wanted.days) for one, zone in zones.items()}
    rooming = read_rooming(connection) if wanted.rooming else Rooming({}, {})
    return SetUp(read_exceptions(connection, now, centers), plans, rooming)
