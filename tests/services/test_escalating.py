"""A request that nobody takes in time goes to the managers once, with a mail server or without (REQ-6)."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.changes import Changes
from frontdesk.rules.words import RequestKind, RequestState, Source, StaffMessage
from frontdesk.services.verify import verify
from tests.little import BOSS, CHEN, INFLUENZA, NOW, RIVERSIDE, Clock, maria, sign_in

pytestmark = pytest.mark.feature("REQ-6")


@pytest.fixture(autouse=True)
def boss(clinic: Clinic) -> None:
    """The manager has an address; nobody else needs one."""
    given = update(t.Staff).where(t.Staff.id.in_((BOSS, CHEN))).values(email="boss@clinic.example")
    clinic.desk.database.write(lambda connection: connection.execute(given))


def requested(clinic: Clinic, **more: object) -> int:
    row = {
        "kind": RequestKind.NOW, "source": Source.PHONE, "consumer_id": 1, "service_id": INFLUENZA,
        "preferred_center_id": RIVERSIDE, "location_id": RIVERSIDE, "goals": "", "created_at": NOW,
        "state": RequestState.ACTIVE, "version": 1,
    }  # fmt: skip
    return clinic.desk.database.write(lambda connection: add(connection, t.Request, **{**row, **more}))


def decide(clinic: Clinic, minutes: int) -> None:
    def work(connection: Connection) -> None:
        add(connection, t.Setting, name="requests.escalate_minutes", value=minutes)

    clinic.desk.database.write(work)


def escalated(clinic: Clinic) -> dict[int, object]:
    with clinic.desk.database.read() as connection:
        return {one: at for one, at in connection.execute(select(t.Request.id, t.Request.escalated_at)) if at}


def told(clinic: Clinic) -> list[tuple[str, int | None]]:
    with clinic.desk.database.read() as connection:
        return [(one.kind, one.staff_id) for one in connection.execute(select(t.Outbox.__table__))]


def test_it_goes_to_the_managers_once_after_the_minutes_of_the_clinic_without_a_mail_server(
    clinic: Clinic, clock: Clock
) -> None:
    maria(clinic)
    late, later = requested(clinic), requested(clinic, created_at=NOW + timedelta(minutes=20))
    done = requested(clinic, state=RequestState.REVOKED)
    heard: list[Changes] = []
    clinic.sign_out()
    for minutes in range(0, 45, 5):
        clock.instant = NOW + timedelta(minutes=minutes)
        clinic.sending.send_due(told=heard.append)
    assert escalated(clinic) == {late: NOW + timedelta(minutes=30)}
    assert [one.requests for one in heard] == [frozenset({late})]
    assert told(clinic) == [(StaffMessage.REQUEST_ESCALATED.value, BOSS)]
    clock.instant = NOW + timedelta(minutes=50)
    clinic.sending.send_due()
    assert set(escalated(clinic)) == {late, later}
    assert done not in escalated(clinic)
    clinic.sign_in("reception", "demo")
    view = clinic.requests.view(late)
    assert [(one.action, one.actor) for one in view.history] == [("escalated", "")]
    assert (view.line.version, view.line.escalated_at) == (1, NOW + timedelta(minutes=30))
    assert verify(clinic.desk.database) == ()


def test_the_clinic_decides_after_how_many_minutes_or_never(clinic: Clinic, clock: Clock) -> None:
    maria(clinic)
    requested(clinic)
    decide(clinic, 0)
    clock.instant = NOW + timedelta(days=3)
    clinic.sending.send_due()
    assert escalated(clinic) == {}


def test_what_was_due_long_ago_does_not_come_all_at_once(clinic: Clinic, clock: Clock) -> None:
    """As after an update, or when the clinic begins to escalate; what a long weekend left does."""
    maria(clinic)
    weekend = requested(clinic, created_at=NOW - timedelta(days=4))
    for days in (5, 30, 300):
        requested(clinic, created_at=NOW - timedelta(days=days))
    clinic.sending.send_due()
    assert set(escalated(clinic)) == {weekend}
    assert len(told(clinic)) == 1


def test_a_clock_that_is_set_back_escalates_nothing_twice_and_goes_on(clinic: Clinic, clock: Clock) -> None:
    maria(clinic)
    first = requested(clinic)
    clock.instant = NOW + timedelta(minutes=31)
    clinic.sending.send_due()
    clock.instant = NOW - timedelta(hours=3)
    clinic.sending.send_due()
    second = requested(clinic, created_at=clock.instant)
    clock.instant += timedelta(minutes=30)
    clinic.sending.send_due()
    assert set(escalated(clinic)) == {first, second}
    assert len(told(clinic)) == 2


def test_of_many_senders_at_one_moment_one_escalates_it(clinic: Clinic, clock: Clock) -> None:
    maria(clinic)
    requests = {requested(clinic) for _ in range(120)}
    clock.instant = NOW + timedelta(minutes=31)
    others = [sign_in(clinic.desk.database.url, clock, desk=f"Desk {number}") for number in range(4)]
    threads = [threading.Thread(target=one.sending.send_due) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in others:
        one.close()
    clock.instant += timedelta(minutes=1)
    clinic.sending.send_due()
    assert set(escalated(clinic)) == requests
    assert len(told(clinic)) == len(requests)
    assert verify(clinic.desk.database) == ()


def test_other_desks_hear_of_it(clinic: Clinic, clock: Clock) -> None:
    maria(clinic)
    late = requested(clinic)
    clock.instant = NOW + timedelta(minutes=31)
    other = sign_in(clinic.desk.database.url, clock, name="manager", desk="Desk 2")
    stop, heard = threading.Event(), list[Changes]()

    def hear(changes: Changes) -> None:
        heard.append(changes)
        stop.set()

    watching = threading.Thread(target=other.watch, args=(stop, hear))
    watching.start()
    try:
        for _try in range(40):
            clinic.sending.send_due()
            if stop.wait(0.25):
                break
    finally:
        stop.set()
        watching.join()
        other.close()
    assert any(late in one.requests or one.everything for one in heard)
