"""Who may do what, and with which record: roles, own appointments, own centers."""

from dataclasses import dataclass

from frontdesk.rules.transitions import Transition
from frontdesk.rules.words import Action, Role

_OVER_ALL = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
_STAFF = frozenset({Role.AGENT, Role.CLINICIAN, Role.MANAGER})


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: a signed-in staff member, or the consumer who holds a link, which is to one appointment."""

    staff_id: int
    roles: frozenset[Role]
    center_ids: frozenset[int]
    by_link: bool = False
    """It is the consumer; nobody of the staff."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about: whose appointment, and where."""

    clinician_id: int | None
    center_id: int


def why_not(row: Transition, person: Person, subject: Subject, *, agents_complete: bool = False) -> str | None:
    """Code of the reason why `person` may not take `row` on `subject`; None when they may.

    A clinician acts on their own appointments, an agent on their centers', managers and administrators on all.
    `agents_complete` is the clinic's setting that lets agents complete appointments.
    """
    if person.roles & _OVER_ALL and row.roles & _STAFF:
        return None
    roles = row.roles
    if row.action is Action.COMPLETE and not agents_complete:
        roles = roles - {Role.AGENT}
    able = person.roles & roles
    if not able:
        return "not.your-role"
    if Role.CONSUMER in able and person.by_link:
        return None
    if Role.AGENT in able and subject.center_id in person.center_ids:
        return None
    if Role.CLINICIAN in able and subject.clinician_id == person.staff_id:
        return None
    return "not.your-center" if Role.AGENT in able else "not.yours"


def may_book(person: Person, subject: Subject) -> bool:
    """Whether `person` may put a new appointment into this calendar (row 2 of the table)."""
    if person.roles & _OVER_ALL:
        return True
    if Role.AGENT in person.roles and subject.center_id in person.center_ids:
        return True
    return Role.CLINICIAN in person.roles and subject.clinician_id == person.staff_id


def may_plan(person: Person, center_id: int, clinician_id: int | None) -> bool:
    """Whether `person` may enter leave, a block or extra hours of this clinician there; None is a center's closure.

    The desk that takes the call of a clinician who is ill enters it: an agent for those of their centers. Clinicians
    enter their own. A center is closed by those who set it up.
    """
    if may_set_up(person):
        return True
    if clinician_id is None:
        return False
    if Role.AGENT in person.roles and center_id in person.center_ids:
        return True
    return Role.CLINICIAN in person.roles and clinician_id == person.staff_id


def may_set_up(person: Person) -> bool:
    """Whether `person` may change work schedules, opening hours, services, rooms and settings."""
    return bool(person.roles & _OVER_ALL)


def may_write_on(person: Person, subject: Subject) -> bool:
    """Whether `person` may correct answers and metadata of an appointment: who may book there."""
    return may_book(person, subject)


def may_overbook(person: Person, subject: Subject, *, by_agents: bool = False) -> bool:
    """Whether `person` may book over what stands in the way on purpose, of those who may book there at all.

    Managers and administrators anywhere, clinicians in their own calendar, agents where the clinic's setting says so.
    """
    roles = person.roles if by_agents else person.roles - {Role.AGENT}
    return may_book(Person(person.staff_id, roles, person.center_ids), subject)


def may_take_request(person: Person, center_id: int) -> bool:
    """Whether `person` may take down, and close, a request at this center (row 1 of the table)."""
    if person.roles & _OVER_ALL:
        return True
    return bool(person.roles & {Role.AGENT, Role.CLINICIAN}) and center_id in person.center_ids


def may_answer_request(person: Person, center_id: int, to: frozenset[int] | None) -> bool:
    """Whether `person` may accept or decline a request at this center; `to` are the clinicians it is to, None for any.

    Agents for everybody at their centers; clinicians what is to them, or to anybody where they work.
    """
    if person.roles & _OVER_ALL or (Role.AGENT in person.roles and center_id in person.center_ids):
        return True
    theirs = center_id in person.center_ids if to is None else person.staff_id in to
    return Role.CLINICIAN in person.roles and theirs


def may_edit_consumers(person: Person) -> bool:
    """Whether `person` may make and change consumers: everybody who works with them."""
    return bool(person.roles & (_STAFF | {Role.ADMINISTRATOR}))


def may_merge_consumers(person: Person) -> bool:
    """Whether `person` may make one record of two: nothing undoes it, so managers and administrators."""
    return bool(person.roles & _OVER_ALL)
