"""What a consumer sees and answers by the link of a message, with nobody signed in.

Opening a link changes nothing. Whatever is wrong with one is answered alike, so that nobody learns anything by trying;
and nothing is said that a stranger with the link should not know, such as who has a time that is taken.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from frontdesk.database.tables import Appointment, Center, Clinic, Consumer
from frontdesk.rules.permissions import Person
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Action, CancelClass, Role, Status
from frontdesk.services import links
from frontdesk.services.acting import perform
from frontdesk.services.desk import Desk, Work
from frontdesk.services.forms import Act, Acted
from frontdesk.services.reschedule_limits import check_limits, limits_of
from frontdesk.services.signing import LONGEST_NAME
from frontdesk.services.typed import typed_text
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.appointment_read import read_appointment
from frontdesk.views.damaged_rows import told_of_damage

CONSUMER: Final = Person(0, frozenset({Role.CONSUMER}), frozenset(), by_link=True)
LONGEST_MESSAGE: Final = 1000
_FOR_CONSUMERS: Final = frozenset(
    {
        *("limit.until", "limit.times", "limit.days", "suggestion.missing", "suggestion.too-many", "slot.past"),
        *("time.range", "task.over", "answer.confirmed", "completion.confirmed"),
        *("text.missing", "text.too-long", "text.control"),
    }
)
"""What a consumer is told as it is; the rest is said to be impossible, with the telephone number."""
_SAID: Final = frozenset({"hours", "most", "days", "longest"})
"""What such a refusal names."""
_NAMES = (
    select(Consumer.first_name, select(Clinic.name).limit(1).scalar_subquery().label("clinic"))
    .join(Appointment, Appointment.consumer_id == Consumer.id)
    .where(Appointment.id == bindparam("appointment"))
)
_STANDING = (
    select(Appointment.status, Appointment.starts_at)
    .add_columns(func.coalesce(func.nullif(Center.phone, ""), Center.name).label("phone"))
    .join(Center, Center.id == Appointment.center_id)
    .where(Appointment.id == bindparam("appointment"))
)


@dataclass(frozen=True, slots=True)
class LinkView:
    """What the page of a link says: no surname, no note, nothing internal. `wall_start` is the clock's in `zone`."""

    appointment_id: int
    version: int
    first_name: str
    service: str
    wall_start: datetime | None
    zone: str
    clinic: str
    phone: str
    """Of its center; its name where it has none."""
    actions: tuple[Action, ...]
    refused: tuple[tuple[Action, RuleBroken], ...]
    """What the link was for and is not possible now, with why."""


class ByLink:
    """What the page of a link does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, token: str) -> LinkView:
        """What the link is about and what it allows now; changes nothing. Raises RuleBroken `link.dead`."""
        with self._desk.database.read() as connection:
            now = self._desk.now()
            allowed = links.look(connection, token, now)
            with told_of_damage(connection, allowed.appointment_id):
                view = read_appointment(connection, allowed.appointment_id, now, CONSUMER)
            names = connection.execute(_NAMES, {"appointment": view.id}).one()
            judged = [(one, self._refused(connection, view, one, now)) for one in sorted(allowed.actions)]
        return LinkView(
            appointment_id=view.id,
            version=view.version,
            first_name=names.first_name,
            service=view.service,
            wall_start=view.wall_start,
            zone=view.zone,
            clinic=names.clinic or view.center,
            phone=_phone(view),
            actions=tuple(action for action, problem in judged if problem is None),
            refused=tuple((action, problem) for action, problem in judged if problem is not None),
        )

    def answer(
        self,
        token: str,
        action: Action,
        command_id: str,
        *,
        suggestions: tuple[datetime, ...] = (),
        message: str = "",
        signer: str = "",
    ) -> Acted:
        """Take one action of the link as the consumer, and use the link up; a repeated command is answered again.

        Raises RuleBroken `link.dead`, `limit.*` and `link.refused` (param `phone`), those of `suggestions` (aware
        starts) and of texts.
        """
        remark = typed_text(message, "message", LONGEST_MESSAGE)
        signer = typed_text(signer, "signer", LONGEST_NAME, lines=False)
        cancel_class = CancelClass.CONSUMER if action is Action.CANCEL else None
        wanted = {"remark": remark, "suggestions": suggestions, "signer": signer, "cancel_class": cancel_class}
        return self._desk.command_by_link(
            command_id, Acted, CONSUMER, lambda work: _answer(work, token, action, wanted)
        )

    def _refused(
        self, connection: Connection, view: AppointmentView, action: Action, now: datetime
    ) -> RuleBroken | None:
        """Why the consumer cannot take this action now; None where they can."""
        offer = next((one for one in view.offers if one.action is action), None)
        if offer is None or offer.why_not is not None:
            code = "not.from-here" if offer is None else str(offer.why_not)
            return _told(RuleBroken(code), _phone(view))
        plans = self._desk.memory.plans(connection)
        limits = limits_of(lambda name, default: plans.setting(connection, name, default))
        appointment = {"id": view.id, "status": view.status, "starts_at": view.start}
        try:
            _check_begun(view.status, view.start, action, now)
            if action is Action.CONSUMER_SUGGESTS:
                check_limits(connection, limits, appointment, (), now)
        except RuleBroken as problem:
            return _told(problem, _phone(view))
        return None


def _answer(work: Work, token: str, action: Action, wanted: dict[str, Any]) -> Acted:
    allowed = links.look(work.connection, token, work.at, lock=True)
    if action not in allowed.actions:
        raise RuleBroken("link.dead")
    known: Any = work.connection.execute(_STANDING, {"appointment": allowed.appointment_id}).one()
    phone = known.phone
    try:
        _check_begun(known.status, known.starts_at, action, work.at)
        acted = perform(work, Act(action, allowed.appointment_id, allowed.version, **wanted))
    except ChangedElsewhere as problem:
        raise RuleBroken("link.dead") from problem
    except RuleBroken as problem:
        raise _told(problem, phone) from problem
    links.use_up(work.connection, allowed.link_id, work.at)
    return acted


def _check_begun(status: Status, start: datetime | None, action: Action, now: datetime) -> None:
    """What has begun is not taken, cancelled or moved from outside any more; what became of it, the clinic says."""
    begun = start is not None and start <= now
    settled = status is Status.BOOKED and action in {Action.CANCEL, Action.CONSUMER_SUGGESTS}
    if begun and (settled or action is Action.CONSUMER_ACCEPTS):
        raise RuleBroken("not.from-here", status=status, action=action)


def _told(problem: RuleBroken, phone: str) -> RuleBroken:
    """The problem in words for the consumer, with the number to call."""
    if problem.code not in _FOR_CONSUMERS:
        return RuleBroken("link.refused", phone=phone)
    said = {name: value for name, value in problem.params.items() if name in _SAID}
    return RuleBroken(problem.code, fields=problem.fields, **{**said, "phone": phone})


def _phone(view: AppointmentView) -> str:
    return view.center_phone or view.center
