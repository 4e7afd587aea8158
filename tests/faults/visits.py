"""Every writing call that is built, each with a clinic in which it may be made: for cutting it short at any place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.words import (
    Action,
    CalendarType,
    ExceptionKind,
    FormKind,
    QuestionKind,
    SeriesScope,
    SeriesUnit,
)
from frontdesk.services import links
from frontdesk.services.effects import EFFECTS
from frontdesk.services.form_layout import LayoutForm
from frontdesk.services.forms import AcceptRequest, Act, Booking, Chosen, ConsumerForm, DeclineRequest, new_command_id
from frontdesk.services.merge_forms import Merge
from frontdesk.services.schedule_forms import ExceptionForm, LineForm, ScheduleForm
from frontdesk.services.series_forms import Seen, SeriesAct, SeriesOrder
from frontdesk.views.form_layout import DELIVERED, FieldLayout
from frontdesk.views.message_read import read_messages
from tests.little import ALLERGY, CHEN, CONSULTATION, FEVER, INFLUENZA, RIVERSIDE, ROY, TRAVEL, at, influenza, maria

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


def busy_at_three(clinic: Clinic) -> None:
    """An appointment, 1, at 15:00."""
    clinic.booking.book(influenza(maria(clinic), clinician_id=CHEN, start=at(15)), new_command_id())


def after(*actions: Action) -> Callable[[Clinic], None]:
    """That appointment after these actions."""

    def prepare(clinic: Clinic) -> None:
        booked(clinic)
        for version, action in enumerate(actions, 1):
            clinic.appointments.act(Act(action, 1, version, confirmed=True), new_command_id())

    return prepare


def by_hand(clinic: Clinic) -> None:
    """A request, appointment 1, for advice at 15:00: that service is confirmed by hand."""
    clinic.booking.book(Booking(TRAVEL, RIVERSIDE, maria(clinic), start=at(15)), new_command_id())


def then(prepare: Callable[[Clinic], None], *acts: tuple[Action, dict[str, Any]]) -> Callable[[Clinic], None]:
    """The same after these actions on it."""

    def prepared(clinic: Clinic) -> None:
        prepare(clinic)
        for version, (action, more) in enumerate(acts, 1):
            clinic.appointments.act(Act(action, 1, version, **more), new_command_id())

    return prepared


def act(action: Action, version: int, **more: Any) -> Callable[[Clinic, str], Any]:
    """This action on it, with a message to the consumer."""
    wanted = Act(action, 1, version, message="See you", **more)
    return lambda clinic, command_id: clinic.appointments.act(wanted, command_id)


def program(clinic: Clinic) -> None:
    """A program, 1, of two consultations 7 to 21 days apart, and a consumer, 1."""
    maria(clinic)
    days = ((0, 0), (7, 21))

    def work(connection: Connection) -> None:
        connection.execute(insert(t.Program), [{"id": 1, "code": "two", "name": "Two doses"}])
        connection.execute(
            insert(t.Dose),
            [
                {"program_id": 1, "number": n, "service_id": CONSULTATION, "least_days": least, "most_days": most}
                for n, (least, most) in enumerate(days, 1)
            ],
        )

    clinic.desk.database.write(work)


def both_doses(clinic: Clinic, command_id: str) -> Any:
    """Books its doses 14 days apart."""
    doses = (Chosen(at(15)), Chosen(at(15, days=14)))
    return clinic.booking.book(Booking(None, RIVERSIDE, 1, program_id=1, doses=doses), command_id)


def two_doses(clinic: Clinic) -> None:
    """Appointments 1 and 2 are the doses of that program."""
    program(clinic)
    both_doses(clinic, new_command_id())


WEEKS = SeriesOrder(
    influenza(1, clinician_id=CHEN), 1, SeriesUnit.WEEK, tuple(Chosen(at(15, days=7 * n), CHEN) for n in range(3)), 3
)
"""Three vaccinations at 15:00, a week apart."""


def series(clinic: Clinic) -> None:
    """Appointments 1 to 3 are a series."""
    known(clinic)
    clinic.series.book(WEEKS, new_command_id())


def on_all(action: Action, **more: Any) -> Callable[[Clinic, str], Any]:
    """This action on all of that series."""
    wanted = SeriesAct(Act(action, 1, 1, **more), SeriesScope.ALL, tuple(Seen(one, 1) for one in (1, 2, 3)))
    return lambda clinic, command_id: clinic.series.act(wanted, command_id)


def requested(clinic: Clinic) -> None:
    """A request, 1, that waits to be booked."""
    clinic.booking.take_request(influenza(maria(clinic)), new_command_id())


def cancelled(clinic: Clinic) -> None:
    """That appointment, cancelled; its request, 1, can be booked again."""
    after(Action.CANCEL)(clinic)


def with_a_system(clinic: Clinic) -> None:
    """That appointment, and another system that is told of every change."""
    booked(clinic)
    row = {"id": 1, "name": "Records", "url": "https://records.example/events", "active": True, "version": 1}
    clinic.desk.database.write(lambda connection: connection.execute(insert(t.Webhook), [row]))


def beside_a_room(clinic: Clinic) -> None:
    """That appointment, and a room, 2, that it could be in."""
    booked(clinic)
    room = {"id": 2, "center_id": RIVERSIDE, "code": "r2", "name": "Room 2", "kind": "room", "capacity": 1}

    def work(connection: Connection) -> None:
        connection.execute(insert(t.Room), [room])
        connection.execute(insert(t.RoomUnit), [{"room_id": 2, "number": 1}])

    clinic.desk.database.write(work)


def answered(clinic: Clinic) -> None:
    """That appointment with a note."""
    booked(clinic)
    clinic.appointments.add_note(1, "Prefers mornings", new_command_id())


def with_a_link(clinic: Clinic) -> None:
    """An appointment, 1, at 15:00, and a link in the message that tells of it."""
    busy_at_three(clinic)

    def work(connection: Connection) -> None:
        links.make(connection, [(view, TOKEN) for view in read_messages(connection, [1])], clinic.now())

    clinic.desk.database.write(work)


def by_link(clinic: Clinic, command_id: str) -> Any:
    """The consumer confirms it by that link."""
    return clinic.by_link.answer(TOKEN, Action.CONSUMER_CONFIRMS, command_id, message="I come by bus")


def both_booked(clinic: Clinic) -> None:
    """Two records of Maria, 1 and 2, each with an appointment, the second with a request too and a blood group."""
    booked(clinic)
    lay_out(clinic, new_command_id())
    clinic.consumers.make(replace(MARIA, own={"own-1": "A"}), new_command_id())
    clinic.booking.book(influenza(2, clinician_id=CHEN, start=at(15)), new_command_id())
    clinic.booking.take_request(influenza(2), new_command_id())


def merge_them(clinic: Clinic, command_id: str) -> Any:
    """The second becomes part of the first, which takes its name and blood group."""
    taken = frozenset({"last_name", "remarks", "own-1"})
    return clinic.merging.merge(Merge(1, 1, 2, 1, taken), command_id)


def lay_out(clinic: Clinic, command_id: str) -> Any:
    """The consumer form asks for the blood group."""
    own = FieldLayout("", name="Blood group", kind=QuestionKind.CHOICE, choices=("A", "B"))
    seen = DELIVERED[FormKind.CONSUMER]
    return clinic.form_layouts.save(LayoutForm(FormKind.CONSUMER, (*seen, own), seen), command_id)


def asking_who_pays(clinic: Clinic) -> None:
    """The booking form asks who pays."""
    own = FieldLayout("", name="Who pays", kind=QuestionKind.TEXT)
    seen = DELIVERED[FormKind.REQUEST]
    clinic.form_layouts.save(LayoutForm(FormKind.REQUEST, (*seen, own), seen), new_command_id())


def asked_who_pays(clinic: Clinic) -> None:
    """A request, 1, that waits to be booked, and says who pays."""
    asking_who_pays(clinic)
    clinic.booking.take_request(replace(influenza(maria(clinic)), own={"own-1": "Public"}), new_command_id())


def book_with_all(clinic: Clinic, command_id: str) -> Any:
    """A booking with a consumer made on the spot, answers, a note and who pays."""
    wish = Booking(
        INFLUENZA,
        RIVERSIDE,
        new_consumer=MARIA,
        start=at(15),
        answers={FEVER: "no", ALLERGY: "Nuts"},
        note="First visit",
        own={"own-1": "Public"},
    )
    return clinic.booking.book(wish, command_id)


TOKEN = "the-token-of-a-message"
DRAWN = (((0, 0), (500, 200)), ((10, 20),))
DONE = "d0" * 16
"""The command that is undone."""


def undoing(prepare: Callable[[Clinic], None], make: Callable[[Clinic, str], Any], entries: int = 1) -> Call:
    """Taking back what this call did, while its message has not gone out."""

    def done(clinic: Clinic) -> None:
        clinic.desk.database.write(
            lambda connection: connection.execute(insert(t.Setting), [{"name": "undo.seconds", "value": 7200}])
        )
        prepare(clinic)
        clinic.desk.now = lambda: at(10, 45)
        make(clinic, DONE)

    return Call(done, lambda clinic, command_id: clinic.appointments.undo(DONE, command_id), entries)


A = Action
LEAVE = ExceptionForm(ExceptionKind.LEAVE, "2026-12-01", "2026-12-04", clinician_id=CHEN, remark="Skiing")
HOURS = ScheduleForm(
    CHEN, RIVERSIDE, "Week", CalendarType.AD_HOC, "2026-01-01", "", (LineForm(0, "08:00", "12:00"),), CHEN, 1
)
SUGGESTS: tuple[Action, dict[str, Any]] = (A.CONSUMER_SUGGESTS, {"suggestions": (at(15), at(16))})
LISTED: tuple[Action, dict[str, Any]] = (A.TO_WAITING_LIST, {})
OFFERED: tuple[Action, dict[str, Any]] = (A.OFFER_SLOT, {"start": at(16)})
REJECTED: tuple[Action, dict[str, Any]] = (A.REJECT_TASK, {"remark": "On leave then"})
CALLS = {
    "book": Call(asking_who_pays, book_with_all, entries=4),
    "book the earliest": Call(known, lambda clinic, command: clinic.booking.book(influenza(1), command)),
    "check-in": Call(booked, act(A.CHECK_IN, 1)),
    "commence": Call(after(A.CHECK_IN), act(A.COMMENCE, 2)),
    "complete": Call(after(A.CHECK_IN, A.COMMENCE), act(A.COMPLETE, 3, reason_id=2, remark="Fine")),
    "no-show": Call(booked, act(A.NO_SHOW, 1)),
    "left": Call(after(A.CHECK_IN), act(A.LEFT, 2)),
    "step-back": Call(after(A.CHECK_IN), act(A.STEP_BACK, 2)),
    "reopen": Call(after(A.CHECK_IN, A.COMMENCE, A.COMPLETE), act(A.REOPEN, 4)),
    "accept": Call(then(booked, SUGGESTS), act(A.ACCEPT, 2, start=at(16))),
    "accept its own time": Call(by_hand, act(A.ACCEPT, 1)),
    "decline": Call(by_hand, act(A.DECLINE, 1, reason_id=1)),
    "decline an offer": Call(then(by_hand, LISTED, OFFERED), act(A.DECLINE, 3)),
    "ask-to-reschedule": Call(booked, act(A.ASK_TO_RESCHEDULE, 1)),
    "consumer-accepts": Call(then(by_hand, (A.ASK_TO_RESCHEDULE, {})), act(A.CONSUMER_ACCEPTS, 2)),
    "consumer-suggests": Call(booked, act(A.CONSUMER_SUGGESTS, 1, suggestions=(at(15), at(16)), remark="Or later")),
    "to-waiting-list": Call(by_hand, act(A.TO_WAITING_LIST, 1)),
    "offer-slot": Call(then(by_hand, LISTED), act(A.OFFER_SLOT, 2, start=at(16))),
    "restore": Call(then(busy_at_three, (A.CANCEL, {})), act(A.RESTORE, 2)),
    "entered-by-mistake": Call(busy_at_three, act(A.MISTAKE, 1, remark="Another Maria")),
    "two doses by mistake": Call(two_doses, act(A.MISTAKE, 1, reason_id=1), entries=2),
    "confirm-completion": Call(
        after(A.CHECK_IN, A.COMMENCE, A.COMPLETE), act(A.CONFIRM_COMPLETION, 4, signer="Maria", strokes=DRAWN)
    ),
    "answer by a link": Call(with_a_link, by_link),
    "accept-task": Call(busy_at_three, act(A.ACCEPT_TASK, 1)),
    "reject-task": Call(busy_at_three, act(A.REJECT_TASK, 1, remark="On leave then")),
    "find another clinician": Call(then(busy_at_three, REJECTED), act(A.ACCEPT, 2, clinician_id=ROY)),
    "consumer-confirms": Call(busy_at_three, act(A.CONSUMER_CONFIRMS, 1)),
    "consumer-declines": Call(then(by_hand, (A.ASK_TO_RESCHEDULE, {})), act(A.CONSUMER_DECLINES, 2)),
    "consumer declines an offer": Call(then(by_hand, LISTED, OFFERED), act(A.CONSUMER_DECLINES, 3)),
    "cancel": Call(booked, act(A.CANCEL, 1, reason_id=1)),
    "cancel and tell a system": Call(with_a_system, act(A.CANCEL, 1)),
    "reschedule": Call(booked, act(A.RESCHEDULE, 1, start=at(15), agreed=True)),
    "reschedule and wait": Call(booked, act(A.RESCHEDULE, 1, start=at(15), clinician_id=ROY)),
    "another room": Call(beside_a_room, act(A.RESCHEDULE, 1, room_id=2)),
    "reassign": Call(booked, act(A.REASSIGN, 1, clinician_id=ROY)),
    "book two doses": Call(program, both_doses, entries=2),
    "cancel two doses": Call(two_doses, act(A.CANCEL, 1), entries=2),
    "book a series": Call(known, lambda clinic, command: clinic.series.book(WEEKS, command), entries=3),
    "cancel a series": Call(series, on_all(A.CANCEL, reason_id=1), entries=3),
    "move a series": Call(series, on_all(A.RESCHEDULE, start=at(15, days=7), agreed=True), entries=3),
    "take a request": Call(known, lambda clinic, command: clinic.booking.take_request(influenza(1), command)),
    "book a request": Call(requested, lambda clinic, command: clinic.booking.book(Booking(request_id=1), command)),
    "book again": Call(cancelled, lambda clinic, command: clinic.booking.book(Booking(request_id=1), command)),
    "book a request and change it": Call(
        asked_who_pays,
        lambda clinic, command: clinic.booking.book(Booking(request_id=1, own={"own-1": "Private"}), command),
        entries=2,
    ),
    "take a request with wishes": Call(
        known,
        lambda clinic, command: clinic.booking.take_request(influenza(1, wanted=(at(15), at(16))), command),
    ),
    "accept a request": Call(
        requested,
        lambda clinic, command: clinic.requests.accept(AcceptRequest(1, 1, at(15), response="See you"), command),
        entries=2,
    ),
    "decline a request": Call(
        requested, lambda clinic, command: clinic.requests.decline(DeclineRequest(1, 1, "We are full"), command)
    ),
    "available now": Call(
        nothing, lambda clinic, command: clinic.on_demand.switch(CHEN, RIVERSIDE, on=True, command_id=command)
    ),
    "withdraw a request": Call(requested, lambda clinic, command: clinic.requests.withdraw(1, 1, command)),
    "overbook": Call(
        busy_at_three,
        lambda clinic, command: clinic.booking.book(
            influenza(1, clinician_id=CHEN, start=at(15, 10), overbook_reason="In pain"), command
        ),
    ),
    "work other hours": Call(nothing, lambda clinic, command: clinic.schedules.save(HOURS, command)),
    "go on leave": Call(nothing, lambda clinic, command: clinic.schedules.save(LEAVE, command)),
    "add a note": Call(booked, lambda clinic, command: clinic.appointments.add_note(1, "Late", command)),
    "edit a note": Call(answered, lambda clinic, command: clinic.appointments.edit_note(1, 1, "Evenings", command)),
    "correct an answer": Call(
        booked, lambda clinic, command: clinic.appointments.correct_answer(1, FEVER, 1, "yes", command)
    ),
    "set metadata": Call(booked, lambda clinic, command: clinic.appointments.set_metadata(1, 1, "", "884", command)),
    "make a consumer": Call(nothing, lambda clinic, command: clinic.consumers.make(MARIA, command)),
    "merge two consumers": Call(both_booked, merge_them, entries=5),
    "edit a consumer": Call(known, lambda clinic, command: clinic.consumers.edit(1, 1, MARIA, command)),
}
"""By name; every action that is built is among them."""
CALLS |= {
    f"undo {name}": undoing(CALLS[name].prepare, CALLS[name].make, entries)
    for name, entries in (
        *((action.value, 1) for action in EFFECTS),
        ("reschedule and wait", 1),
        ("another room", 1),
        ("cancel and tell a system", 1),
        ("accept its own time", 1),
        ("decline an offer", 1),
        ("consumer declines an offer", 1),
        ("find another clinician", 1),
        ("two doses by mistake", 2),
        ("cancel two doses", 2),
        ("book two doses", 2),
        ("book a request", 1),
        ("accept a request", 1),
        ("book again", 1),
        ("add a note", 1),
        ("edit a note", 1),
        ("correct an answer", 1),
        ("set metadata", 1),
    )
}
