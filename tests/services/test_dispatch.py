"""What waits for a clinician: rejected tasks, the next to begin first, with by whom and why."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, new_command_id
from tests.little import CHEN, RIVERSIDE, ROY, Clock, at, fill, influenza, maria


def book(clinic: Clinic, hour: int, user_id: str) -> int:
    """With Dr Chen, today at that hour."""
    wish = influenza(maria(clinic, user_id), start=at(hour), clinician_id=CHEN)
    return clinic.booking.book(wish, new_command_id()).appointment_id


def act(clinic: Clinic, action: Action, appointment_id: int, **more: object) -> None:
    """On the appointment as it is now."""
    version = clinic.appointments.view(appointment_id).version
    given = {"notify": False} | more
    clinic.appointments.act(Act(action, appointment_id, version, **given), new_command_id())  # type: ignore[arg-type]  # tests name the fields they mean


@pytest.mark.feature("TSK-2")
def test_what_a_clinician_rejected_waits_for_another_and_leaves_the_list_with_one(
    clinic: Clinic, boss: Clinic, clock: Clock
) -> None:
    late, early = book(clinic, 15, "maria.silva"), book(clinic, 14, "ana.costa")
    book(clinic, 16, "rui.dias")
    clock.to(11)
    act(boss, Action.REJECT_TASK, late, remark="At a congress")
    clock.to(11, 5)
    act(boss, Action.REJECT_TASK, early, remark="Ill")
    act(clinic, Action.ACCEPT, early, clinician_id=CHEN)
    act(boss, Action.REJECT_TASK, early, remark="Ill still")
    found = clinic.dispatch.open(RIVERSIDE)
    assert [(one.id, one.start, one.rejected_by, one.why, one.since) for one in found] == [
        (early, at(14), "Bo Ss", "Ill still", at(11, 5)),
        (late, at(15), "Bo Ss", "At a congress", at(11)),
    ]
    assert (found[0].consumer, found[0].service, found[0].version) == ("Maria Silva", "Influenza", 4)
    act(clinic, Action.ACCEPT, early, clinician_id=ROY)
    act(clinic, Action.CANCEL, late)
    assert clinic.dispatch.open(RIVERSIDE) == ()
    assert clinic.appointments.view(early).status is Status.BOOKED


def test_it_is_found_by_the_index_of_lists(sqlite_url: str, clock: Clock) -> None:
    read: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, said: str, given: Any, *_rest: Any) -> None:
        if "FROM appointment" in said:
            read.append((said, given))

    clinic = Clinic.open(sqlite_url, now=clock)
    fill(clinic.desk.database)
    clinic.sign_in("reception", "demo")
    event.listen(Engine, "before_cursor_execute", remember)
    clinic.dispatch.open(RIVERSIDE)
    event.remove(Engine, "before_cursor_execute", remember)
    ((said, given),) = read
    with clinic.desk.database.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given)
        plan = " ".join(str(row[-1]) for row in rows)
    clinic.close()
    assert "SEARCH appointment USING INDEX ix_appointment_list (status=?" in plan
