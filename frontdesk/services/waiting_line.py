"""The waiting list as a person works with it: who waits, whom a freed time suits, put on it, other wishes, off it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.database.adding import add
from frontdesk.database.tables import Appointment, History, Task
from frontdesk.qr import new_code
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import Subject, may_book
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.times import MIDNIGHT, to_wall
from frontdesk.rules.transitions import task_state
from frontdesk.rules.waiting import Wish, check_wish
from frontdesk.rules.words import Action, RequestState, Status
from frontdesk.services.acting import perform, standing
from frontdesk.services.booking import BookingDesk
from frontdesk.services.desk import Desk, Work
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Act, Booking
from frontdesk.services.freed import Freed, Search
from frontdesk.services.orders import Order, read_order
from frontdesk.services.record import differences, history_row
from frontdesk.services.requests import book_request, set_state, write_request
from frontdesk.services.typed import typed_text
from frontdesk.services.undo import note_undoable
from frontdesk.services.waiting import (
    CHANGED,
    WISHED,
    give_up_wish,
    locked_wish,
    rewrite_wish,
    told,
    write_wish,
)
from frontdesk.services.webhooks import tell_systems
from frontdesk.services.written import tell_written
from frontdesk.views.waiting import WaitingLine, read_waiting, read_waiting_line

REMARK_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class WaitForm:
    """Somebody who found no time: what a booking would say, without one, and what they wait for."""

    booking: Booking
    wish: Wish


@dataclass(frozen=True, slots=True)
class Waits:
    """Who was put on the list, as the booking of an appointment without a time."""

    appointment_id: int
    version: int
    code: str
    request_id: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish that was saved; `version` is its own, 0 for none any more."""

    appointment_id: int
    version: int
    changes: Changes


class WaitingList:
    """What a person does with those who wait, and with those who want an earlier time than theirs."""

    def __init__(self, desk: Desk, booking: BookingDesk) -> None:
        self._desk = desk
        self._booking = booking

    def line(self, center_id: int) -> tuple[WaitingLine, ...]:
        """Who waits at a center: first come first served by priority, at most `views.waiting.MOST`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_waiting_line(connection, center_id, self._desk.now())

    def one(self, appointment_id: int) -> WaitingLine | None:
        """What is waited for with this appointment; None where there is no wish."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_waiting(connection, (appointment_id,)).get(appointment_id)

    def fits(self, freed: Freed, limit: int = 20) -> tuple[WaitingLine, ...]:
        """The first so many of the line who could have what was freed, each with the start that suits (`fits_at`).

        It is looked whether it is free still. Raises RuleBroken `center.unknown`.
        """
        self._desk.signed_in()
        known = self._booking.index.known
        with self._desk.database.read() as connection:
            plans = self._desk.memory.plans(connection) if known is None else known.plans
            return Search(connection, freed, self._desk.now(), plans, known).first(limit)

    def put(self, form: WaitForm, command_id: str) -> Waits:
        """Put somebody on the list who found no time: request and appointment, or of the request that waits.

        Raises RuleBroken `waiting.*`, `hours.order`, `dose.waitlist` for a program, rights as row 10 of the table, and
        what booking raises about anything but times.
        """
        wish = _typed(form.wish)
        made = self._desk.command(command_id, Waits, lambda work: _put(work, form.booking, wish))
        self._desk.undoable = None  # what was done before it is not what a person would mean to undo now
        return made

    def change(self, appointment_id: int, wish: Wish, version: int, command_id: str) -> Wished:
        """Wish for something else, or, with `version` 0, for an earlier time than that of a booked appointment.

        Raises ChangedElsewhere when the wish is newer than it was seen; RuleBroken `waiting.*`, `hours.order`,
        `clinician.not-able`, `not.your-center`, `appointment.unknown`.
        """
        wanted = _typed(wish)
        return self._undoable(command_id, lambda work: _change(work, appointment_id, wanted, version))

    def remove_wish(self, appointment_id: int, version: int, command_id: str) -> Wished:
        """No earlier time is wanted any more; who is on the list itself is cancelled, or declined, instead.

        Raises what `change` raises, and RuleBroken `waiting.listed`.
        """
        return self._undoable(command_id, lambda work: _remove(work, appointment_id, version))

    def _undoable(self, command_id: str, change: Callable[[Work], Wished]) -> Wished:
        """Change a wish so that the desk can undo it."""

        def work(work: Work) -> Wished:
            wished = change(work)
            self._desk.undoable = note_undoable(work)
            return wished

        return self._desk.command(command_id, Wished, work)


def _typed(wish: Wish) -> Wish:
    """The wish as it is kept: midnight begins and ends every day, and is no wish."""
    starts, ends = (None if clock == MIDNIGHT else clock for clock in (wish.from_time, wish.to_time))
    remark = typed_text(wish.remark, "remark", REMARK_LENGTH)
    return replace(wish, from_time=starts, to_time=ends, remark=remark)


def _put(work: Work, booking: Booking, wish: Wish) -> Waits:
    if booking.program_id is not None:
        raise RuleBroken("dose.waitlist", fields=("service",))
    order = read_order(work, replace(booking, start=None, overbook_reason="", clinician_id=wish.clinician_id))
    diary = order.visits.each[0].diary
    check_wish(wish, to_wall(work.at, diary.zone).date())
    if order.booking.request_id is None:
        request_id = write_request(work, order, RequestState.ACTIVE)
        set_state(work, request_id, RequestState.COMPLETED)
    else:
        request_id = order.booking.request_id
        book_request(work, order, request_id)
    row = _appointment(work, order, diary) | {"request_id": request_id}
    row["id"] = add(work.connection, Appointment, **row, version=1)
    stamp = {"state": task_state(row["status"], assigned=False), "assigned_to": None, "changed_at": work.at}
    add(work.connection, Task, appointment_id=row["id"], **stamp)
    wished = told({}, write_wish(work, row, wish, work.at))
    taken = differences({}, {name: value for name, value in row.items() if name != "id"}) | wished
    entry = history_row(work, Action.TAKE_REQUEST, taken, appointment_id=row["id"], version=1)
    tell_systems(work, [(add(work.connection, History, **entry), row["id"])])
    acted = perform(work, Act(Action.TO_WAITING_LIST, row["id"], 1, notify=booking.notify))
    return Waits(row["id"], acted.version, row["code"], request_id, acted.changes)


def _appointment(work: Work, order: Order, diary: Diary) -> dict[str, Any]:
    """The columns of what is proposed without a time."""
    return {
        "code": new_code(),
        "consumer_id": order.consumer.id,
        "service_id": diary.query.service_id,
        "center_id": diary.query.center_id,
        "status": Status.PROPOSED,
        "zone": diary.zone,
        "modality": diary.modality,
        "overbooked": False,
        "follows_id": order.booking.follows_id,
        "late": False,
        "outcome_remark": "",
        "created_at": work.at,
        "created_by": work.staff.staff_id,
    }


def _change(work: Work, appointment_id: int, wish: Wish, version: int) -> Wished:
    appointment = _waiting_on(work, appointment_id)
    check_wish(wish, to_wall(work.at, appointment["zone"]).date())
    if wish.clinician_id is not None:
        head = work.plans.head(work.connection, appointment["service_id"], appointment["center_id"])
        if wish.clinician_id not in {one.id for one in head.able}:
            raise RuleBroken("clinician.not-able", fields=("clinician",))
    before = locked_wish(work, appointment_id)
    _check_version(work, before, version)
    if before is None:
        _tell(work, appointment, told({}, write_wish(work, appointment, wish, work.at)))
    else:
        values = {name: getattr(wish, name) for name in WISHED if name != "since"}
        _tell(work, appointment, told(before, values))
        rewrite_wish(work, before, values)
    return Wished(appointment_id, version + 1, _changes(appointment))


def _remove(work: Work, appointment_id: int, version: int) -> Wished:
    appointment = _waiting_on(work, appointment_id)
    if appointment["status"] is not Status.BOOKED:
        raise RuleBroken("waiting.listed")
    before = locked_wish(work, appointment_id)
    _check_version(work, before, version)
    if before is not None:
        _tell(work, appointment, give_up_wish(work, before))
    return Wished(appointment_id, 0, _changes(appointment))


def _waiting_on(work: Work, appointment_id: int) -> Mapping[str, Any]:
    """The appointment, locked: on the list (or offered a time from it) or booked ahead, and this person's to book."""
    appointment = standing(work, appointment_id)
    if not may_book(work.person, Subject(appointment["clinician_id"], appointment["center_id"])):
        raise RuleBroken("not.your-center")
    listed = appointment["waiting_since"] is not None
    ahead = appointment["status"] is Status.BOOKED and appointment["starts_at"] > work.at
    if not listed and not ahead:
        raise RuleBroken("waiting.not-ahead")
    return dict(appointment)


def _check_version(work: Work, before: Mapping[str, Any] | None, seen: int) -> None:
    now = 0 if before is None else before["version"]
    if now != seen:
        changes = {"wish_version": (seen, now)}
        raise ChangedElsewhere(seen=seen, now=now, by="", at=work.at, changes=changes)


def _tell(work: Work, appointment: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    if changes:
        tell_written(work, CHANGED, changes, appointment["id"])


def _changes(appointment: Mapping[str, Any]) -> Changes:
    return Changes(
        appointments=frozenset({appointment["id"]}),
        consumers=frozenset({appointment["consumer_id"]}),
        requests=frozenset({appointment["request_id"]}),
    )
