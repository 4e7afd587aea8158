"""What a desk remembers of the plans: services, people, rooms, working time, programs, questions, settings, systems."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from frontdesk.database.tables import Dose, PlanStamp, Program, Question, Setting, Webhook
from frontdesk.rules.availability import Plan, by_clinician
from frontdesk.rules.words import FormKind
from frontdesk.services.diary_read import Head, read_head
from frontdesk.views.form_layout import Layout, read_layout
from frontdesk.views.plan import read_plan

_AHEAD: Final = timedelta(days=100)
"""How much further than asked working time is read: the next search mostly looks a little further."""

_STAMP = select(PlanStamp.stamp).where(PlanStamp.id == 1)
STAMP = _STAMP.scalar_subquery()
"""For who reads it together with something else."""
_DOSES = (
    select(
        Program.questionnaire_id,
        Dose.id,
        Dose.number,
        Dose.service_id,
        Dose.least_days,
        Dose.most_days,
    )
    .join(Dose, Dose.program_id == Program.id, isouter=True)
    .where(Program.id == bindparam("program"), Program.active)
    .order_by(Dose.number)
)
_QUESTIONS = (
    select(Question.__table__)
    .where(Question.questionnaire_id == bindparam("questionnaire"))
    .order_by(Question.position, Question.id)
)
_SETTINGS = select(Setting.name, Setting.value)
_WEBHOOKS = select(Webhook.id, Webhook.url).where(Webhook.active).order_by(Webhook.id)


@dataclass(frozen=True, slots=True)
class Working:
    """Everybody's working time at a center from the first day to the last, both with it."""

    first: date
    last: date
    everybody: Plan
    each: dict[int, Plan]

    def of(self, clinician_id: int) -> Plan:
        """All that concerns a clinician; of one without lines what concerns everybody."""
        return self.each.get(clinician_id, self.everybody)


class Plans:
    """The plans as they are under one stamp; what was read once is not read again. Any thread may ask."""

    def __init__(self, stamp: str = "") -> None:
        self.stamp = stamp
        self._heads: dict[tuple[int, int], Head] = {}
        self._working: dict[int, Working] = {}
        self._doses: dict[int, Sequence[Any]] = {}
        self._questions: dict[int, Sequence[Any]] = {}
        self._settings: dict[str, Any] | None = None
        self._request_form: Layout | None = None
        self._webhooks: Sequence[Any] | None = None

    def head(self, connection: Connection, service_id: int, center_id: int) -> Head:
        """What a diary begins with; raises what `read_head` raises."""
        key = service_id, center_id
        if key not in self._heads:
            self._heads[key] = read_head(connection, service_id, center_id)
        return self._heads[key]

    def working(self, connection: Connection, center_id: int, zone: str, first: date, last: date) -> Working:
        """Working time at a center, in its `zone`, for these days at least."""
        known = self._working.get(center_id)
        if known is None or first < known.first or last > known.last:
            until = last + _AHEAD
            if known is not None:
                first, until = min(first, known.first), max(until, known.last)
            known = _working(read_plan(connection, center_id, zone, first, until), first, until)
            self._working[center_id] = known
        return known

    def doses(self, connection: Connection, program_id: int) -> Sequence[Any]:
        """The doses of a program in their order; one row without a dose for none, no row for no program."""
        if program_id not in self._doses:
            self._doses[program_id] = connection.execute(_DOSES, {"program": program_id}).all()
        return self._doses[program_id]

    def questions(self, connection: Connection, questionnaire_id: int) -> Sequence[Any]:
        """The questions of a questionnaire in their order."""
        if questionnaire_id not in self._questions:
            given = {"questionnaire": questionnaire_id}
            self._questions[questionnaire_id] = connection.execute(_QUESTIONS, given).all()
        return self._questions[questionnaire_id]

    def setting(self, connection: Connection, name: str, default: Any) -> Any:
        """The clinic's setting `name`, or `default` where it was never set."""
        if self._settings is None:
            self._settings = {row.name: row.value for row in connection.execute(_SETTINGS)}
        value = self._settings.get(name)
        return default if value is None else value

    def webhooks(self, connection: Connection) -> Sequence[Any]:
        """Id and address of each system that is told of changes now."""
        if self._webhooks is None:
            self._webhooks = connection.execute(_WEBHOOKS).all()
        return self._webhooks

    def request_form(self, connection: Connection) -> Layout:
        """What the booking form asks beside what every booking needs."""
        if self._request_form is None:
            self._request_form = read_layout(connection, FormKind.REQUEST)
        return self._request_form


class Memory:
    """What one desk remembers. A stamp never comes back, so what was read while plans changed does no harm later."""

    def __init__(self) -> None:
        self._plans = Plans()

    def plans(self, connection: Connection) -> Plans:
        """The plans as this transaction sees them, as far as they were read since they last changed."""
        return self.as_of(connection.execute(_STAMP).scalar())

    def as_of(self, stamp: str | None) -> Plans:
        """The plans under this stamp; None for a clinic in which none was ever written."""
        plans = self._plans
        if plans.stamp != (stamp or ""):
            plans = self._plans = Plans(stamp or "")
        return plans


def _working(plan: Plan, first: date, last: date) -> Working:
    everybody = Plan((), plan.opening, tuple(one for one in plan.exceptions if one.clinician_id is None))
    return Working(first, last, everybody, by_clinician(plan))
