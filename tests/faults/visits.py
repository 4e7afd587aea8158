"""Every writing call that is built, each with a clinic in which it may be made: for cutting it short at any place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booking, ConsumerForm, new_command_id
from frontdesk.services.record import differences
from tests.little import ALLERGY, BOSS, CHEN, CONSULTATION, FEVER, INFLUENZA, NOW, RIVERSIDE, ROY, at, influenza, maria

MARIA = ConsumerForm("new.maria", "Maria", "da Silva", email="new@example.org", zone="Europe/Lisbon", remarks="Tall")


@dataclass(frozen=True)
class Call:
    """A writing call: what comes before it, the call itself, and how many entries of history it leaves."""

    prepare: Callable[[Clinic], None]
    make: Callable[[Clinic, str], Any]
    entries: int = 1


def nothing(_clinic: Clinic) -> None:
    """Nobody is known yet."""


def known(clinic: Clinic) -> None:
    """A consumer, 1."""
    maria(clinic)


def booked(clinic: Clinic) -> None:
    """One appointment, 1, for a consumer, 1, that began a little ago by the clock of the calls."""
    clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(10, 30)), new_command_id())


def after(*actions: Action) -> Callable[[Clinic], None]:
    """That appointment after these actions."""

    def prepare(clinic: Clinic) -> None:
        booked(clinic)
        for version, action in enumerate(actions, 1):
            clinic.appointments.act(Act(action, 1, version, confirmed=True), new_command_id())

    return prepare


def act(action: Action, version: int, **more: Any) -> Callable[[Clinic, str], Any]:
    """This action on it, with a message to the consumer."""
    wanted = Act(action, 1, version, message="See you", **more)
    return lambda clinic, command_id: clinic.appointments.act(wanted, command_id)


def two_doses(clinic: Clinic) -> None:
    """Appointments 1 and 2 are the doses of one program; there is no service yet that books them together."""
    consumer = maria(clinic)
    for days in (0, 14):
        wish = Booking(CONSULTATION, RIVERSIDE, consumer, start=at(15) + timedelta(days=days))
        clinic.booking.book(wish, new_command_id())
    database = clinic.desk.database
    with database.read() as connection:
        rows = connection.execute(select(t.Appointment.__table__).order_by(t.Appointment.id)).mappings().all()

    def join(connection: Any) -> None:
        connection.execute(insert(t.Program), [{"id": 1, "code": "two", "name": "Two doses"}])
        dose = {"program_id": 1, "service_id": CONSULTATION}
        days = ((0, 0), (7, 21))
        connection.execute(
            insert(t.Dose),
            [{"id": n, "number": n, "least_days": days[n - 1][0], "most_days": days[n - 1][1], **dose} for n in (1, 2)],
        )
        for number, row in enumerate(rows, 1):
            values = {"dose_id": number, "request_id": rows[0]["request_id"]}
            connection.execute(update(t.Appointment).where(t.Appointment.id == row["id"]).values(**values, version=2))
            entry = {"action": "joined", "actor_id": BOSS, "desk": "Desk 1", "at": NOW, "message": "", "version": 2}
            entry |= {
                "appointment_id": row["id"],
                "changes": differences(dict(row), values),
                "command_id": new_command_id(),
            }
            connection.execute(insert(t.History).values(entry))

    database.write(join)


def answered(clinic: Clinic) -> None:
    """That appointment with a note."""
    booked(clinic)
    clinic.appointments.add_note(1, "Prefers mornings", new_command_id())


def book_with_all(clinic: Clinic, command_id: str) -> Any:
    """A booking with a consumer made on the spot, answers and a note."""
    wish = Booking(
        INFLUENZA,
        RIVERSIDE,
        new_consumer=MARIA,
        start=at(15),
        answers={FEVER: "no", ALLERGY: "Nuts"},
        note="First visit",
    )
    return clinic.booking.book(wish, command_id)


A = Action
CALLS = {
    "book": Call(nothing, book_with_all, entries=3),
    "book the earliest": Call(known, lambda clinic, command: clinic.booking.book(influenza(1), command)),
    "check-in": Call(booked, act(A.CHECK_IN, 1)),
    "commence": Call(after(A.CHECK_IN), act(A.COMMENCE, 2)),
    "complete": Call(after(A.CHECK_IN, A.COMMENCE), act(A.COMPLETE, 3, reason_id=2, remark="Fine")),
    "no-show": Call(booked, act(A.NO_SHOW, 1)),
    "left": Call(after(A.CHECK_IN), act(A.LEFT, 2)),
    "step-back": Call(after(A.CHECK_IN), act(A.STEP_BACK, 2)),
    "reopen": Call(after(A.CHECK_IN, A.COMMENCE, A.COMPLETE), act(A.REOPEN, 4)),
    "cancel": Call(booked, act(A.CANCEL, 1, reason_id=1)),
    "reschedule": Call(booked, act(A.RESCHEDULE, 1, start=at(15), agreed=True)),
    "reschedule and wait": Call(booked, act(A.RESCHEDULE, 1, start=at(15), clinician_id=ROY)),
    "reassign": Call(booked, act(A.REASSIGN, 1, clinician_id=ROY)),
    "cancel two doses": Call(two_doses, act(A.CANCEL, 2), entries=2),
    "add a note": Call(booked, lambda clinic, command: clinic.appointments.add_note(1, "Late", command)),
    "edit a note": Call(answered, lambda clinic, command: clinic.appointments.edit_note(1, 1, "Evenings", command)),
    "correct an answer": Call(
        booked, lambda clinic, command: clinic.appointments.correct_answer(1, FEVER, 1, "yes", command)
    ),
    "make a consumer": Call(nothing, lambda clinic, command: clinic.consumers.make(MARIA, command)),
    "edit a consumer": Call(known, lambda clinic, command: clinic.consumers.edit(1, 1, MARIA, command)),
}
"""By name; every action that is built is among them."""
