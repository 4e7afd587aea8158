"""What consumers answer by the link of a message: with nobody signed in, once, and no more than it allows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add
from frontdesk.database.tables import Command, History, Link, Outbox, Setting, Staff
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass, MessageKind, StaffMessage, Status
from frontdesk.services import links
from frontdesk.services.forms import Act, Acted, new_command_id
from frontdesk.services.verify import verify
from frontdesk.texts import sentence
from frontdesk.views.message_read import read_messages
from tests.faults.snapshots import snapshot
from tests.faults.told import mistold
from tests.little import CHEN, ROY, Clock, at, away, influenza, maria, program, sign_in
from tests.services.test_acting import booked, take
from tests.services.test_answering import requested

A, S = Action, Status
PHONE = "+351 210 000 000"


def link(clinic: Clinic, appointment: int, kind: MessageKind | None = None) -> str:
    """The token in the newest message to its consumer, or in one of another kind sent now."""
    newest = select(Outbox.id).where(Outbox.appointment_id == appointment, Outbox.staff_id.is_(None))
    token = links.new_link_token()

    def work(connection: Connection) -> None:
        found = connection.execute(newest.order_by(Outbox.id.desc())).scalars().first()
        (view,) = read_messages(connection, [] if found is None else [found])
        if kind is not None:
            view = replace(view, kind=kind, version=clinic.appointments.view(appointment).version)
        links.make(connection, [(view, token)], clinic.now())

    clinic.desk.database.write(work)
    return token


def answer(clinic: Clinic, token: str, action: Action, **more: Any) -> Acted:
    """The answer of the consumer, while nobody is signed in."""
    staff, clinic.desk.staff = clinic.desk.staff, None
    try:
        return clinic.by_link.answer(token, action, new_command_id(), **more)
    finally:
        clinic.desk.staff = staff


def refused(clinic: Clinic, token: str, action: Action, **more: Any) -> RuleBroken:
    """Why not; nothing is written then."""
    before = snapshot(clinic.desk.database)
    with pytest.raises(RuleBroken) as problem:
        answer(clinic, token, action, **more)
    assert snapshot(clinic.desk.database) == before
    return problem.value


def decide(clinic: Clinic, **values: object) -> None:
    """The clinic's settings, with `__` for the dot."""
    rows = [(name.replace("__", "."), value) for name, value in values.items()]

    def work(connection: Connection) -> None:
        for name, value in rows:
            add(connection, Setting, name=name, value=value)

    clinic.desk.database.write(work)


def with_addresses(clinic: Clinic) -> None:
    """Everybody of the staff has an e-mail address."""
    address = update(Staff).values(email=Staff.code + "@clinic.example")
    clinic.desk.database.write(lambda connection: connection.execute(address))


def told_staff(clinic: Clinic) -> list[tuple[str, int | None]]:
    """The e-mails to the staff: what they tell, and whom."""
    wanted = select(Outbox.kind, Outbox.staff_id).where(Outbox.staff_id.is_not(None)).order_by(Outbox.id)
    with clinic.desk.database.read() as connection:
        return [(row.kind, row.staff_id) for row in connection.execute(wanted)]


@pytest.mark.feature("TSK-3")
def test_a_consumer_confirms_by_the_link_of_the_confirmation(clinic: Clinic, clock: Clock) -> None:
    with_addresses(clinic)
    appointment = booked(clinic, 15, 0)
    token = link(clinic, appointment)
    clinic.desk.staff = None
    before = snapshot(clinic.desk.database)
    seen = clinic.by_link.look(token)
    assert (seen.appointment_id, seen.version, seen.first_name, seen.service) == (appointment, 1, "Maria", "Influenza")
    assert (seen.wall_start, seen.zone) == (at(15).replace(tzinfo=None), "Europe/Lisbon")
    assert (seen.clinic, seen.phone) == ("Riverside Clinic", PHONE)
    assert seen.actions == (A.CANCEL, A.CONSUMER_CONFIRMS)
    assert [(action, problem.code) for action, problem in seen.refused] == [(A.CONSUMER_SUGGESTS, "limit.until")]
    assert snapshot(clinic.desk.database) == before
    command = new_command_id()
    acted = clinic.by_link.answer(token, A.CONSUMER_CONFIRMS, command, message="I come by bus")
    assert clinic.by_link.answer(token, A.CONSUMER_CONFIRMS, command) == acted
    clinic.sign_in("reception", "demo")
    view = clinic.appointments.view(appointment)
    assert (view.status, view.consumer_confirmed_at) == (S.BOOKED, clock())
    assert (view.history[0].action, view.history[0].actor, view.history[0].desk) == ("consumer-confirms", "", "link")
    assert ("remark", "", "I come by bus") in view.history[0].changes
    with clinic.desk.database.read() as connection:
        assert connection.execute(select(Command.staff_id).where(Command.id == command)).scalar() is None
    assert told_staff(clinic) == [(StaffMessage.CONSUMER_ANSWERED, CHEN)]
    assert mistold(clinic.desk.database) == []
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-3")
def test_whatever_is_wrong_with_a_link_is_answered_alike(clinic: Clinic, clock: Clock) -> None:
    used, changed, late, fresh = (booked(clinic, hour, 0) for hour in (12, 13, 14, 15))
    tokens = [link(clinic, one) for one in (used, changed, late, fresh)]
    answer(clinic, tokens[0], A.CONSUMER_CONFIRMS)
    take(clinic, A.RESCHEDULE, changed, start=at(13, 20), agreed=True)
    with clinic.desk.database.read() as connection:
        (expires,) = connection.execute(select(Link.expires_at).where(Link.appointment_id == late)).one()
    cases = [(one, A.CANCEL) for one in (*tokens[:2], "unknown", "", "\0" * 99, "\ud800")] + [
        (tokens[3], A.CONSUMER_ACCEPTS)
    ]
    problems = [refused(clinic, token, action) for token, action in cases]
    with pytest.raises(RuleBroken, match="link.dead"):
        clinic.by_link.look(tokens[0])
    clock.instant = expires
    problems.append(refused(clinic, tokens[2], A.CANCEL))
    assert {(one.code, str(one.params), one.fields) for one in problems} == {("link.dead", "{}", ())}


@pytest.mark.feature("TSK-2", "TSK-3")
def test_a_link_lives_on_when_somebody_has_said_yes_meanwhile(clinic: Clinic, clock: Clock) -> None:
    appointment = booked(clinic, 15, 0)
    token = link(clinic, appointment)
    doctor = sign_in(clinic.desk.database.url, clock, "clinician")
    take(doctor, A.ACCEPT_TASK, appointment)
    doctor.close()
    take(clinic, A.CONSUMER_CONFIRMS, appointment)
    seen = clinic.by_link.look(token)
    assert (seen.version, seen.actions) == (3, (A.CANCEL,))
    assert {action: problem.code for action, problem in seen.refused}[A.CONSUMER_CONFIRMS] == "answer.confirmed"
    answer(clinic, token, A.CANCEL, message="I am ill")
    view = clinic.appointments.view(appointment)
    assert (view.status, view.cancel_class, view.late) == (S.CANCELLED, CancelClass.CONSUMER, True)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-3", "TSK-4")
def test_the_clinician_is_told_that_the_consumer_wants_another_time(clinic: Clinic) -> None:
    with_addresses(clinic)
    appointment = booked_at(clinic, at(11, days=2))
    answer(clinic, link(clinic, appointment), A.CONSUMER_SUGGESTS, suggestions=(at(11, days=9),), message="I am away")
    assert told_staff(clinic) == [(StaffMessage.CONSUMER_ANSWERED, CHEN)]


@pytest.mark.feature("TSK-3", "BKG-12")
def test_who_declines_an_offered_slot_waits_on_and_who_declines_another_time_cancels(clinic: Clinic) -> None:
    decide(clinic, cancel__reason_required=True)
    with_addresses(clinic)
    waits, moved = requested(clinic), booked(clinic, 16, 0, ROY)
    take(clinic, A.TO_WAITING_LIST, waits)
    take(clinic, A.OFFER_SLOT, waits, start=at(14, days=1))
    answer(clinic, link(clinic, waits), A.CONSUMER_DECLINES)
    assert clinic.appointments.view(waits).status is S.WAITLIST
    take(clinic, A.RESCHEDULE, moved, start=at(10, days=1))
    take(clinic, A.CONSUMER_DECLINES, moved, remark="By telephone")
    view = clinic.appointments.view(moved)
    assert (view.status, view.cancel_class) == (S.CANCELLED, CancelClass.CONSUMER)
    assert told_staff(clinic) == [(StaffMessage.CONSUMER_ANSWERED, CHEN), (StaffMessage.CONSUMER_ANSWERED, ROY)]
    assert mistold(clinic.desk.database) == []
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-3")
def test_who_cancels_the_first_dose_by_link_cancels_all_and_never_a_later_one_alone(clinic: Clinic) -> None:
    booking = influenza(maria(clinic), service_id=None, program_id=program(clinic))
    first, second = clinic.booking.book(booking, new_command_id()).appointments
    later = link(clinic, second)
    seen = clinic.by_link.look(later)
    assert {action: problem.code for action, problem in seen.refused} == {A.CANCEL: "link.refused"}
    assert refused(clinic, later, A.CANCEL).code == "link.refused"
    answer(clinic, link(clinic, first), A.CANCEL)
    views = [clinic.appointments.view(one) for one in (first, second)]
    assert {(view.status, view.cancel_class) for view in views} == {(S.CANCELLED, CancelClass.CONSUMER)}
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-3")
def test_a_time_that_cannot_be_kept_is_refused_without_a_word_about_others(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, A.RESCHEDULE, appointment, start=at(10, days=1))
    token = link(clinic, appointment)
    away(clinic, at(9, days=1), at(17, days=1), remark="Divorce")
    problem = refused(clinic, token, A.CONSUMER_ACCEPTS)
    assert (problem.code, dict(problem.params)) == ("link.refused", {"phone": PHONE})
    assert "Divorce" not in sentence(problem)


@pytest.mark.feature("TSK-3")
def test_what_has_begun_is_not_cancelled_or_moved_from_outside(clinic: Clinic, clock: Clock) -> None:
    decide(clinic, reschedule__until_hours=0)
    appointment = booked(clinic)
    token = link(clinic, appointment)
    clock.to(10, 30)
    assert clinic.by_link.look(token).actions == (A.CONSUMER_CONFIRMS,)
    for action in (A.CANCEL, A.CONSUMER_SUGGESTS):
        assert refused(clinic, token, action, suggestions=(at(15),)).code == "link.refused"
    waits = booked(clinic, 15, 0)
    take(clinic, A.RESCHEDULE, waits, start=at(16))
    offered = link(clinic, waits)
    clock.to(16)
    assert clinic.by_link.look(offered).actions == (A.CANCEL, A.CONSUMER_SUGGESTS)
    assert refused(clinic, offered, A.CONSUMER_ACCEPTS).code == "link.refused"


@pytest.mark.feature("TSK-3")
def test_nobody_is_asked_to_confirm_what_they_have_just_accepted(clinic: Clinic) -> None:
    appointment = booked(clinic, 15, 0)
    take(clinic, A.RESCHEDULE, appointment, start=at(16))
    answer(clinic, link(clinic, appointment), A.CONSUMER_ACCEPTS)
    assert clinic.by_link.look(link(clinic, appointment)).actions == (A.CANCEL,)


@pytest.mark.feature("TSK-3")
def test_of_two_answers_by_one_link_at_the_same_moment_one_is_taken(clinic: Clinic, clock: Clock) -> None:
    """And the link and the desk answer one after the other."""
    desks = [sign_in(clinic.desk.database.url, clock) for _ in range(2)]
    for hour in range(11, 17):
        appointment = booked(clinic, hour, 0)
        token = link(clinic, appointment)
        by_link = [partial(desk.by_link.answer, token, A.CANCEL, new_command_id()) for desk in desks]
        at_the_desk = partial(desks[1].appointments.act, Act(A.CANCEL, appointment, 1), new_command_id())
        told = together([by_link[0], at_the_desk if hour % 2 else by_link[1]])
        assert sorted(told) in (["link.dead", "saved"], ["changed.elsewhere", "saved"]), told
    for desk in desks:
        desk.close()
    assert verify(clinic.desk.database) == ()
    assert mistold(clinic.desk.database) == []


def together(calls: list[Callable[[], object]]) -> list[str]:
    """What each is told when all begin at the same moment."""
    start = Barrier(len(calls))

    def told(call: Callable[[], object]) -> str:
        start.wait(30)
        try:
            call()
        except Exception as problem:  # noqa: BLE001  whatever it is, it is compared
            return str(getattr(problem, "code", problem))
        return "saved"

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(told, calls))


@pytest.mark.feature("TSK-5")
def test_a_consumer_may_move_an_appointment_until_so_many_hours_before(clinic: Clinic, clock: Clock) -> None:
    appointment = booked_at(clinic, at(11, days=2))
    token = link(clinic, appointment)
    wishes = (at(11, days=9), at(12, days=9))
    clock.instant = at(11, days=1) + timedelta(seconds=1)
    late = refused(clinic, token, A.CONSUMER_SUGGESTS, suggestions=wishes)
    assert (late.code, dict(late.params)) == ("limit.until", {"hours": 24, "phone": PHONE})
    assert PHONE in sentence(late)
    clock.instant = at(11, days=1)
    assert answer(clinic, token, A.CONSUMER_SUGGESTS, suggestions=wishes).status is S.PROPOSED
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-5")
def test_a_consumer_may_move_it_so_many_times_and_so_far_and_the_desk_always(clinic: Clinic, clock: Clock) -> None:
    decide(clinic, reschedule__most=2, reschedule__within_days=30, reschedule__until_hours=0)
    appointment = booked_at(clinic, at(11, days=2))
    far = refused(clinic, link(clinic, appointment), A.CONSUMER_SUGGESTS, suggestions=(at(11, days=31),))
    assert (far.code, far.fields, dict(far.params)) == ("limit.days", ("suggestions",), {"days": 30, "phone": PHONE})
    for days in (3, 6):
        answer(clinic, link(clinic, appointment), A.CONSUMER_SUGGESTS, suggestions=(at(11, days=days),))
        take(clinic, A.ACCEPT, appointment)
    often = refused(clinic, link(clinic, appointment), A.CONSUMER_SUGGESTS, suggestions=(at(11, days=7),))
    assert (often.code, dict(often.params)) == ("limit.times", {"most": 2, "phone": PHONE})
    seen = clinic.by_link.look(link(clinic, appointment))
    assert [(action, problem.code) for action, problem in seen.refused] == [(A.CONSUMER_SUGGESTS, "limit.times")]
    take(clinic, A.CONSUMER_SUGGESTS, appointment, suggestions=(at(11, days=60),))
    command = take_back(clinic, appointment)
    assert command.status is S.BOOKED
    take(clinic, A.ASK_TO_RESCHEDULE, appointment)
    answer(clinic, link(clinic, appointment), A.CONSUMER_SUGGESTS, suggestions=(at(11, days=60),))
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("TSK-5")
def test_what_was_taken_back_was_no_time(clinic: Clinic) -> None:
    decide(clinic, reschedule__most=1)
    appointment = booked_at(clinic, at(11, days=6))
    take(clinic, A.CONSUMER_SUGGESTS, appointment, suggestions=(at(11, days=7),))
    take_back(clinic, appointment)
    answer(
        clinic, link(clinic, appointment, MessageKind.CONFIRMATION), A.CONSUMER_SUGGESTS, suggestions=(at(9, days=8),)
    )
    assert clinic.appointments.view(appointment).status is S.PROPOSED


def booked_at(clinic: Clinic, start: datetime) -> int:
    wish = influenza(maria(clinic), clinician_id=CHEN, start=start)
    return clinic.booking.book(wish, new_command_id()).appointment_id


def take_back(clinic: Clinic, appointment: int) -> Acted:
    """Undo the last action on it."""
    last = select(History.command_id).where(History.appointment_id == appointment).order_by(History.id.desc()).limit(1)
    with clinic.desk.database.read() as connection:
        command = connection.execute(last).scalar_one()
    return clinic.appointments.undo(command, new_command_id())


@pytest.mark.feature("TSK-6")
def test_a_consumer_confirms_the_completion_by_the_link_of_the_follow_up(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    appointment = booked(clinic)
    clock.to(10, 45)
    take(boss, A.COMPLETE, appointment)
    token = link(clinic, appointment, MessageKind.FOLLOW_UP)
    clock.instant += timedelta(days=10)
    assert clinic.by_link.look(token).actions == (A.CONFIRM_COMPLETION,)
    answer(clinic, token, A.CONFIRM_COMPLETION, signer="Maria Silva")
    view = clinic.appointments.view(appointment)
    assert view.completion_confirmed_at == clock()
    assert view.signature is not None
    assert (view.signature.signer, view.signature.strokes) == ("Maria Silva", ())
    assert verify(clinic.desk.database) == ()
