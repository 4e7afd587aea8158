"""Which actions a person may take, as they travel with a read model."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from frontdesk.database.tables import Setting
from frontdesk.rules.checks import Facts, refusal
from frontdesk.rules.permissions import Person, Subject, why_not
from frontdesk.rules.times import to_wall
from frontdesk.rules.transitions import Transition, known_from
from frontdesk.rules.words import Action, Status


@dataclass(frozen=True, slots=True)
class Offer:
    """One action that the appointment's status knows: allowed, or not with the code of the reason.

    Actions that the status does not know at all are not offered.
    """

    action: Action
    allowed: bool = True
    why_not: str | None = None
    """Code of the reason, such as `not.yours` or `dose.later`, when it is not allowed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about an appointment's offers."""

    status: Status
    start: datetime | None
    wall_day: date | None
    zone: str
    clinician_id: int | None
    center_id: int
    earlier_dose_stands: bool = False
    of_program: bool = False
    completion_confirmed: bool = False
    end: datetime | None = None
    task_accepted: bool = False
    consumer_confirmed: bool = False


def offers(connection: Connection, standing: Standing, now: datetime, person: Person) -> tuple[Offer, ...]:
    """The actions of the table that lead on from here, each allowed or with the reason why not."""
    return offers_of(standing, now, person, agents_complete=may_agents_complete(connection))


def may_agents_complete(connection: Connection) -> bool:
    """The clinic's setting that lets agents complete appointments; read once for many appointments."""
    return bool(connection.execute(select(Setting.value).where(Setting.name == "complete.by_agents")).scalar())


def offers_of(standing: Standing, now: datetime, person: Person, *, agents_complete: bool) -> tuple[Offer, ...]:
    """The same without a query, for those who judge many appointments."""
    facts = Facts(
        now=now,
        start=standing.start,
        end=standing.end,
        same_day=standing.wall_day == to_wall(now, standing.zone).date(),
        earlier_dose_stands=standing.earlier_dose_stands,
        of_program=standing.of_program,
        completion_confirmed=standing.completion_confirmed,
        assigned=standing.clinician_id is not None,
        task_accepted=standing.task_accepted,
        consumer_confirmed=standing.consumer_confirmed,
        confirmed=True,
        has_reason=True,
        has_remark=True,
    )
    rows = known_from(standing.status)
    return tuple(_offer(row, standing, facts, person, agents_complete) for row in rows)


def _offer(row: Transition, standing: Standing, facts: Facts, person: Person, agents_complete: bool) -> Offer:
    subject = Subject(standing.clinician_id, standing.center_id)
    code = why_not(row, person, subject, agents_complete=agents_complete) or refusal(row, facts)
    return Offer(row.action, code is None, code)
