"""The whole table: in every status every action by everybody, allowed and refused as the product says, and undone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from frontdesk.clinic import Clinic
from frontdesk.database.tables import Appointment, Task
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.transitions import TASK_STATE
from frontdesk.rules.words import Action, Role, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.choices import SignedIn
from tests.faults.snapshots import snapshot
from tests.faults.told import mistold
from tests.little import BOSS, CHEN, LAKESIDE, RIVERSIDE, ROY, SOUZA, Clock, at, influenza, maria
from tests.rules.test_transitions import ROWS

S, A = Status, Action
TOMORROW = at(9, days=1)
GIVEN: dict[Action, dict[str, Any]] = {
    A.ACCEPT: {"start": TOMORROW},
    A.CONSUMER_SUGGESTS: {"suggestions": (at(15, days=1), at(15, days=2))},
    A.RESCHEDULE: {"start": at(14, days=1)},
    A.REASSIGN: {"clinician_id": ROY},
    A.OFFER_SLOT: {"start": at(16, days=1), "clinician_id": CHEN},
    A.CANCEL: {"reason_id": 1},
    A.COMPLETE: {"reason_id": 2, "remark": "Fine"},
    A.MISTAKE: {"remark": "Another Maria"},
    A.REJECT_TASK: {"remark": "On leave"},
    A.CONFIRM_COMPLETION: {"signer": "Maria Silva", "strokes": (((1, 2), (3, 4)),)},
}
SUGGESTED = (A.CONSUMER_SUGGESTS, {"suggestions": (TOMORROW,)})
WAY: dict[Status, tuple[Action | tuple[Action, dict[str, Any]], ...]] = {
    S.PROPOSED: (SUGGESTED,),
    S.PENDING: (A.ASK_TO_RESCHEDULE,),
    S.WAITLIST: (SUGGESTED, A.TO_WAITING_LIST),
    S.BOOKED: (),
    S.ARRIVED: (A.CHECK_IN,),
    S.CHECKED_IN: (A.CHECK_IN, A.COMMENCE),
    S.FULFILLED: (A.COMPLETE,),
    S.NOSHOW: (A.NO_SHOW,),
    S.CANCELLED: (A.CANCEL,),
    S.ENTERED_IN_ERROR: (A.MISTAKE,),
}
"""How an appointment that is booked comes to be so."""
AGENTS, CLINICIANS, BOTH = frozenset({Role.AGENT}), frozenset({Role.CLINICIAN}), frozenset({Role.AGENT, Role.CLINICIAN})
NOBODY = frozenset[Role]()
WHO: dict[int, frozenset[Role]] = {
    **dict.fromkeys((3, 4, 5, 8, 9, 15, 19, 22), BOTH),
    **dict.fromkeys((6, 7, 10, 11, 12, 16, 25, 26), AGENTS),
    **dict.fromkeys((13, 14, 18, 23, 24), CLINICIANS),
    **dict.fromkeys((20, 21), NOBODY),
}
"""Besides managers and administrators, who may take every row; agents complete only where a setting lets them."""
TARGETS = {(source, action): to for action, sources, to in ROWS.values() for source in sources} | {
    (S.ARRIVED, A.STEP_BACK): {S.BOOKED},
    (S.CHECKED_IN, A.STEP_BACK): {S.ARRIVED},
}
PEOPLE = {
    "agent": (SOUZA, Role.AGENT, RIVERSIDE),
    "agent elsewhere": (SOUZA, Role.AGENT, LAKESIDE),
    "its clinician": (CHEN, Role.CLINICIAN, RIVERSIDE),
    "another clinician": (ROY, Role.CLINICIAN, RIVERSIDE),
    "manager": (BOSS, Role.MANAGER, LAKESIDE),
    "administrator": (BOSS, Role.ADMINISTRATOR, LAKESIDE),
}


def expected(status: Status, action: Action, who: str, clinician: int | None) -> str | None:
    """The code of the refusal, None where it is allowed."""
    row = next((number for number, (known, sources, _) in ROWS.items() if known is action and status in sources), None)
    if row is None:
        return "not.from-here"
    staff, role, center = PEOPLE[who]
    if role in (Role.MANAGER, Role.ADMINISTRATOR):
        return None
    allowed = {S.ARRIVED: AGENTS, S.CHECKED_IN: CLINICIANS}[status] if row == 17 else WHO[row]
    if role not in allowed:
        return "not.your-role"
    if role is Role.AGENT:
        return None if center == RIVERSIDE else "not.your-center"
    return None if staff == clinician else "not.yours"


def taken(clinic: Clinic, appointment: int, version: int, action: Action, **more: Any) -> Any:
    wanted = Act(action, appointment, version, confirmed=True, message="See you", **{**GIVEN.get(action, {}), **more})
    command = new_command_id()
    acted = clinic.appointments.act(wanted, command)
    assert clinic.appointments.act(wanted, command) == acted
    return acted, command


def start_of(number: int) -> datetime:
    """One after another from nine."""
    return at(9 + number // 3, number % 3 * 20)


def in_status(clinic: Clinic, clock: Clock, number: int, status: Status) -> int:
    """An appointment of Dr Chen's today, brought to that status in the middle of its time."""
    clock.to(8)
    booking = influenza(maria(clinic, f"maria.{number}"), clinician_id=CHEN, start=start_of(number))
    appointment = clinic.booking.book(booking, new_command_id()).appointment_id
    clock.instant = start_of(number) + timedelta(minutes=10)
    for version, step in enumerate(WAY[status], 1):
        action, more = step if isinstance(step, tuple) else (step, {})
        taken(clinic, appointment, version, action, **more)
    return appointment


def stands(clinic: Clinic, appointment: int) -> Mapping[str, Any]:
    """Its row and its task."""
    with clinic.desk.database.read() as connection:
        wanted = select(Appointment.__table__, Task.state, Task.assigned_to, Task.changed_at).join(Task)
        return dict(connection.execute(wanted.where(Appointment.id == appointment)).mappings().one())


def signed_in(clinic: Clinic, who: str) -> None:
    staff, role, center = PEOPLE[who]
    clinic.desk.staff = SignedIn(staff, who, who, frozenset({role}), (center,))


def refused(clinic: Clinic, appointment: int, version: int, action: Action) -> str:
    """The code of the refusal."""
    with pytest.raises((RuleBroken, ChangedElsewhere)) as problem:
        taken(clinic, appointment, version, action)
    return str(problem.value.code)  # type: ignore[attr-defined]  # both have one


def taken_and_undone(clinic: Clinic, appointment: int, status: Status, action: Action) -> None:
    """An allowed action leads where the table says, with its task; undone, all stands as it stood before."""
    before = stands(clinic, appointment)
    assert refused(clinic, appointment, before["version"] - 1, action) == "changed.elsewhere"
    acted, command = taken(clinic, appointment, before["version"], action)
    after = stands(clinic, appointment)
    assert after["status"] is acted.status
    assert acted.status in TARGETS[status, action], (status, action)
    assert after["state"] in TASK_STATE[acted.status]
    assert after["assigned_to"] == after["clinician_id"]
    clinic.appointments.undo(command, new_command_id())
    undone = {"version": before["version"] + 2, "changed_at": clinic.desk.now()}
    assert stands(clinic, appointment) == {**before, **undone}, (status, action)


@pytest.mark.feature("ACT-1", "ACT-4", "ACT-5", "TSK-1", "TSK-2", "TSK-3", "APT-9")
def test_every_action_in_every_status_by_everybody_is_as_the_table_says(clinic: Clinic, clock: Clock) -> None:
    signed_in(clinic, "manager")
    made = {status: in_status(clinic, clock, number, status) for number, status in enumerate(S)}
    done = set[tuple[Status, Action]]()
    for number, (status, appointment) in enumerate(made.items()):
        clock.instant = start_of(number) + timedelta(minutes=10)
        before, everything = stands(clinic, appointment), snapshot(clinic.desk.database)
        assert before["status"] is status
        codes = {one: expected(status, *one, before["clinician_id"]) for one in product(A, PEOPLE)}
        for who in PEOPLE:
            signed_in(clinic, who)
            offers = {one.action: one.why_not for one in clinic.appointments.view(appointment).offers}
            known = {one: code for (one, person), code in codes.items() if person == who}
            assert offers == {one: code for one, code in known.items() if code != "not.from-here"}, (status, who)
        for (action, who), code in codes.items():
            if code is not None:
                signed_in(clinic, who)
                assert refused(clinic, appointment, before["version"], action) == code, (status, action, who)
        assert snapshot(clinic.desk.database) == everything, status
        for action, who in (one for one, code in codes.items() if code is None):
            signed_in(clinic, who)
            taken_and_undone(clinic, appointment, status, action)
            done.add((status, action))
    assert done == {pair for pair in TARGETS if pair[0] is not None}
    assert mistold(clinic.desk.database) == []
    assert verify(clinic.desk.database) == ()
