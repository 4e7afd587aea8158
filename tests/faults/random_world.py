"""The clinic that random staff work in, and how each of their calls is made, repeated and told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from frontdesk.clinic import Clinic
from frontdesk.database.engine import Database
from frontdesk.database.tables import Outbox
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import Role, Status
from frontdesk.services import links
from frontdesk.services.forms import Act, Booked, Booking, new_command_id
from frontdesk.services.groups import ClinicianGroupLine
from frontdesk.services.schedule_forms import PlanForm
from frontdesk.views.message_read import read_messages
from tests.faults.test_races_paths import add_program
from tests.little import CHEN, FEVER, INFLUENZA, RIVERSIDE, ROY, fill, maria, sign_in

CONSUMERS = 3


class World:
    """One clinic on one engine with four desks, and what was made in it, in the order in which it was made."""

    def __init__(self, url: str, clock: Callable[[], datetime]) -> None:
        self.database = Database.open(url)
        fill(self.database)
        self.database.write(add_program)
        names = ("reception", "manager", "clinician", "manager")
        self.desks = [sign_in(url, clock, name, f"Desk {number}") for number, name in enumerate(names, 1)]
        admin = self.desks[3].desk
        admin.staff = replace(admin.signed_in(), roles=frozenset({Role.ADMINISTRATOR}))
        self.consumers = [maria(self.desks[0], f"maria.{number}") for number in range(CONSUMERS)]
        self.tokens = [new_command_id() for _ in self.desks]
        both = (ClinicianGroupLine(None, "Both", members=(CHEN, ROY)),)
        self.desks[1].groups.save_clinician_groups(both, (), new_command_id())
        self.group = self.desks[1].groups.read().clinician[0].id
        self.appointments: list[int] = []
        self.requests: list[int] = []
        self.exceptions: list[int] = []

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.database.close()


def answered(world: World, call: Callable[[World], Any]) -> Any:
    """What the caller is told, without what differs between two clinics that did the same: ids and codes."""
    try:
        return ("saved", *call(world))
    except RuleBroken as problem:
        return ("refused", problem.code, problem.fields)
    except ChangedElsewhere as problem:
        return ("changed elsewhere", problem.seen, problem.now, sorted(problem.changes))


def book_for(world: World, desk: int, who: int, **wish: Any) -> Any:
    return book_twice(world, desk, wish_for(world, who, **wish))


def wish_for(world: World, who: int, **wish: Any) -> Booking:
    answers = {FEVER: "no"} if wish.get("service_id") == INFLUENZA or "program_id" in wish else {}
    return Booking(center_id=RIVERSIDE, consumer_id=world.consumers[who], answers=answers, **wish)


def book_request(world: World, desk: int, request_id: int, start: datetime | None) -> Any:
    return book_twice(world, desk, Booking(request_id=request_id, start=start))


def book_twice(world: World, desk: int, booking: Booking) -> Any:
    """Book twice with the same command id, as after a lost answer: it is done once."""
    command = new_command_id()
    booked = world.desks[desk].booking.book(booking, command)
    assert world.desks[desk].booking.book(booking, command) == booked
    return noted(world, booked)


def noted(world: World, booked: Booked) -> Any:
    world.appointments += booked.appointments or (booked.appointment_id,)
    return booked.start.isoformat(), booked.clinician_id, booked.status, len(booked.appointments)


def nth(made: list[int], place: int) -> int:
    if not made:
        raise RuleBroken("nothing.yet")
    return made[place % len(made)]


def link_to(world: World, appointment: int) -> str:
    """The token that stands in the last message to its consumer."""
    last = select(func.max(Outbox.id)).where(Outbox.appointment_id == appointment, Outbox.staff_id.is_(None))
    token = links.new_link_token()

    def work(connection: Connection) -> None:
        views = read_messages(connection, [connection.execute(last).scalar_one()])
        links.make(connection, [(view, token) for view in views], world.desks[0].now())

    world.database.write(work)
    return token


def save_plan(world: World, form: PlanForm, made: list[int]) -> tuple[int]:
    saved = world.desks[1].schedules.save(form, new_command_id())
    made.append(saved.id)
    return (saved.version,)


def act_twice(desk: Clinic, act: Act) -> tuple[Status, int]:
    command = new_command_id()
    acted = desk.appointments.act(act, command)
    assert desk.appointments.act(act, command) == acted
    return acted.status, acted.version
