"""Assigning on behalf: who can take which wished time and why not, with what they have within two hours of it."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, delete, event, insert, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Modality, RequestKind
from frontdesk.services.forms import Booking, Requested, new_command_id
from frontdesk.texts import sentence
from frontdesk.views.assignment import Assignment
from tests.little import (
    CHEN,
    CONSULTATION,
    FEVER,
    INFLUENZA,
    NOW,
    RIVERSIDE,
    ROY,
    Clock,
    at,
    away,
    influenza,
    maria,
    program,
)
from tests.services.test_triage import accept, group, taken


def assignment(clinic: Clinic, made: Requested) -> Assignment:
    return clinic.requests.assignment(made.request_id)


def availability(found: Assignment) -> dict[str, list[str]]:
    """Why each clinician cannot take each time; empty where they can."""
    return {one.name: [each.why for each in one.at] for one in found.clinicians}


def book(clinic: Clinic, start: datetime, **more: Any) -> int:
    wish = influenza(maria(clinic, f"somebody.{start:%H%M}"), start=start, **more)
    return clinic.booking.book(wish, new_command_id()).appointment_id


@pytest.mark.feature("REQ-3")
def test_each_clinician_is_available_or_not_at_each_time_and_says_why(clinic: Clinic) -> None:
    book(clinic, at(15, 10), clinician_id=CHEN)
    away(clinic, at(9, days=1), at(17, days=1), ROY, remark="Course")
    made = taken(clinic, at(15), at(10, days=1), at(20, days=2))
    found = assignment(clinic, made)
    assert availability(found) == {
        "Dr Mei Chen": ["clinician-busy", "", "outside-hours"],
        "Nurse Iris Roy": ["", "leave", "outside-hours"],
    }
    assert [one.available for one in found.clinicians] == [True, True]
    assert [(one.start, one.wall_start, one.note) for one in found.times] == [
        (at(15), at(15).replace(tzinfo=None), ""),
        (at(10, days=1), at(10, days=1).replace(tzinfo=None), ""),
        (at(20, days=2), at(20, days=2).replace(tzinfo=None), "outside-hours"),
    ]
    assert found.request.line.id == made.request_id
    assert found.problem is None


@pytest.mark.feature("REQ-3")
def test_what_they_have_within_two_hours_is_told_with_leave(clinic: Clinic) -> None:
    for start in (at(12, 20), at(12, 45), at(14)):
        book(clinic, start, clinician_id=CHEN)
    away(clinic, at(16, 30), at(18), CHEN, remark="Dentist")
    made = taken(clinic, at(15), clinician_id=ROY)
    found = assignment(clinic, made)
    near = {one.name: one.at[0].nearby for one in found.clinicians}
    assert near["Nurse Iris Roy"] == ()
    told = [(f"{one.wall_start:%H:%M}–{one.wall_end:%H:%M}", one.service, one.note) for one in near["Dr Mei Chen"]]
    assert told == [
        ("12:45–13:05", "Influenza", ""),
        ("14:00–14:20", "Influenza", ""),
        ("16:30–18:00", "", "leave"),
    ]
    assert near["Dr Mei Chen"][2].remark == "Dentist"
    assert near["Dr Mei Chen"][0].consumer == "Maria Silva"


@pytest.mark.feature("REQ-3")
def test_whom_it_is_to_comes_first_also_who_cannot_give_it(clinic: Clinic, boss: Clinic) -> None:
    made = taken(clinic, at(15), clinician_id=ROY)
    assert [(one.id, one.in_group) for one in assignment(clinic, made).clinicians] == [(ROY, True), (CHEN, False)]
    wish = Booking(CONSULTATION, RIVERSIDE, maria(clinic, "ana"), wanted=(at(15),), clinician_group_id=group(boss, ROY))
    found = assignment(clinic, clinic.booking.take_request(wish, new_command_id()))
    assert availability(found) == {"Nurse Iris Roy": ["not-able"], "Dr Mei Chen": [""]}
    anybody = assignment(clinic, taken(clinic, number=3))
    assert [(one.in_group, one.at) for one in anybody.clinicians] == [(True, ()), (True, ())]
    assert anybody.times == ()


@pytest.mark.feature("REQ-3", "AVL-6")
def test_for_now_the_next_start_counts_and_who_is_on_demand_is_available(clinic: Clinic, clock: Clock) -> None:
    clock.to(19, 2)
    made = taken(clinic, kind=RequestKind.NOW)
    assert availability(assignment(clinic, made)) == {
        "Dr Mei Chen": ["outside-hours"],
        "Nurse Iris Roy": ["outside-hours"],
    }
    clinic.on_demand.switch(ROY, RIVERSIDE, True, new_command_id())
    found = assignment(clinic, made)
    assert [(one.start, one.note) for one in found.times] == [(at(19, 5), "")]
    assert [(one.on_demand, one.available) for one in found.clinicians] == [(False, False), (True, True)]
    accept(clinic, made)
    taken_now = assignment(clinic, taken(clinic, kind=RequestKind.NOW, number=2))
    assert availability(taken_now)["Nurse Iris Roy"] == ["clinician-busy"]
    assert taken_now.times[0].note == "taken"


def doing(statement: Any) -> Any:
    return lambda connection: connection.execute(statement)


@pytest.mark.feature("REQ-3")
def test_full_rooms_the_past_and_what_is_held_keep_everybody_off(clinic: Clinic, clock: Clock) -> None:
    made = taken(clinic, at(10, 30), at(15))
    for fewer in (update(t.Room).values(capacity=1), delete(t.RoomUnit).where(t.RoomUnit.number == 2)):
        clinic.desk.database.write(doing(fewer))
    book(clinic, at(15), clinician_id=CHEN)
    clock.to(10, 40)
    found = assignment(clinic, made)
    assert availability(found) == {"Dr Mei Chen": ["past", "clinician-busy"], "Nurse Iris Roy": ["past", "room-full"]}
    assert [one.note for one in found.times] == ["past", "taken"]


@pytest.mark.feature("REQ-3")
def test_what_is_not_offered_any_more_says_so_and_can_be_declined(clinic: Clinic) -> None:
    made = taken(clinic, at(15))
    gone = update(t.Service).where(t.Service.id == INFLUENZA).values(active=False)
    clinic.desk.database.write(lambda connection: connection.execute(gone))
    found = assignment(clinic, made)
    assert (found.clinicians, found.problem is not None) == ((), True)
    assert found.problem is not None
    assert sentence(found.problem) == "There is no service “Influenza”."


@pytest.mark.feature("REQ-3")
def test_a_program_is_asked_for_its_first_dose(clinic: Clinic) -> None:
    wish = Booking(
        program_id=program(clinic),
        center_id=RIVERSIDE,
        consumer_id=maria(clinic),
        answers={FEVER: "no"},
        wanted=(at(15),),
    )
    found = assignment(clinic, clinic.booking.take_request(wish, new_command_id()))
    assert availability(found) == {"Dr Mei Chen": [""], "Nurse Iris Roy": [""]}


def accepted(clinic: Clinic, made: Requested) -> bool:
    try:
        accept(clinic, made)
    except RuleBroken:
        return False
    return True


@pytest.mark.feature("REQ-3")
def test_what_is_said_to_be_free_is_accepted_and_what_is_not_is_refused(clinic: Clinic) -> None:
    """The list and the booking look at the same things, at every quarter of an hour of a mixed day."""
    book(clinic, at(11), clinician_id=CHEN)
    book(clinic, at(14, 30), clinician_id=ROY)
    away(clinic, at(15), at(15, 40), CHEN)
    consumer = maria(clinic)
    for minutes in range(0, 8 * 60, 45):
        start = at(10, 30).replace(hour=10 + minutes // 60, minute=minutes % 60)
        if start <= NOW:
            continue
        wish = {"consumer_id": consumer, "modality": Modality.IN_PERSON}
        for clinician in (CHEN, ROY):
            made = taken(clinic, start, clinician_id=clinician, **wish)
            found = assignment(clinic, made)
            said = next(one for one in found.clinicians if one.id == clinician).at[0]
            assert said.available is accepted(clinic, made), (start, clinician)


def test_more_clinicians_need_no_more_statements(clinic: Clinic) -> None:
    made = taken(clinic, at(15), at(16))
    assignment(clinic, made)

    def statements() -> int:
        seen: list[str] = []

        def count(*args: Any) -> None:
            seen.append(args[2])

        event.listen(Engine, "before_cursor_execute", count)
        assignment(clinic, made)
        event.remove(Engine, "before_cursor_execute", count)
        return len(seen)

    few = statements()

    def more(connection: Any) -> None:
        for number in range(30):
            who = add(connection, t.Staff, code=f"c{number}", name=f"Dr {number}", sort_name=f"{number}")
            connection.execute(insert(t.StaffRole).values(staff_id=who, role="clinician"))
            connection.execute(insert(t.StaffCenter).values(staff_id=who, center_id=RIVERSIDE))
            connection.execute(insert(t.StaffService).values(staff_id=who, service_id=INFLUENZA))

    clinic.desk.database.write(more)
    assert len(assignment(clinic, made).clinicians) == 32
    assert statements() == few
