"""The on-demand switch: by the clinician, or by the desk for them; at one center at a time; told to every desk."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.forms import new_command_id
from frontdesk.views.today import MyDay, Part
from tests.little import CHEN, LAKESIDE, NOW, RIVERSIDE, ROY, SOUZA, Clock, sign_in


def switch(clinic: Clinic, staff: int, on: bool = True, center: int = RIVERSIDE) -> frozenset[int]:
    """The centers where it made a difference."""
    return clinic.on_demand.switch(staff, center, on, new_command_id()).changes.on_demand


@pytest.mark.feature("AVL-6")
def test_a_clinician_says_that_they_are_available_now_and_that_they_are_not(clinic: Clinic, clock: Clock) -> None:
    chen = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
    assert switch(chen, CHEN) == {RIVERSIDE}
    assert [(one.staff_id, one.name, one.since) for one in clinic.on_demand.at(RIVERSIDE)] == [
        (CHEN, "Dr Mei Chen", NOW)
    ]
    assert (clinic.on_demand.is_on(CHEN), clinic.on_demand.is_on(ROY)) == (True, False)
    assert switch(chen, CHEN) == set()
    with pytest.raises(RuleBroken, match=r"not\.your-role"):
        switch(chen, ROY)
    assert switch(chen, CHEN, on=False) == {RIVERSIDE}
    assert clinic.on_demand.at(RIVERSIDE) == ()
    with clinic.desk.database.read() as connection:
        entries = connection.execute(select(func.count()).where(t.History.action == "on-demand")).scalar_one()
    assert entries == 2
    chen.close()


@pytest.mark.feature("AVL-6")
def test_who_forgot_to_switch_off_is_not_available_the_next_day(clinic: Clinic, clock: Clock) -> None:
    chen = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
    switch(chen, CHEN)
    clock.instant += timedelta(hours=13)
    assert (clinic.on_demand.at(RIVERSIDE), clinic.on_demand.is_on(CHEN)) == ((), False)
    mine = chen.today.read(Part.MINE, RIVERSIDE).content
    assert isinstance(mine, MyDay)
    assert mine.available is False
    assert switch(chen, CHEN) == {RIVERSIDE}
    assert [one.since for one in clinic.on_demand.at(RIVERSIDE)] == [clock.instant]
    chen.close()


@pytest.mark.feature("AVL-6")
def test_who_was_switched_by_a_clock_that_went_far_ahead_is_not_available_for_months(
    clinic: Clinic, clock: Clock
) -> None:
    chen = sign_in(clinic.desk.database.url, clock, "clinician", "Room 1")
    clock.instant += timedelta(days=120)
    switch(chen, CHEN)
    clock.instant -= timedelta(days=120)
    assert (clinic.on_demand.at(RIVERSIDE), clinic.on_demand.is_on(CHEN)) == ((), False)
    mine = chen.today.read(Part.MINE, RIVERSIDE).content
    assert isinstance(mine, MyDay)
    assert mine.available is False
    assert switch(chen, CHEN) == {RIVERSIDE}
    clock.instant -= timedelta(minutes=10)  # the next desk's clock is behind
    assert clinic.on_demand.is_on(CHEN)
    chen.close()


@pytest.mark.feature("AVL-6")
def test_the_desk_switches_those_of_its_center_and_nobody_else(clinic: Clinic, boss: Clinic) -> None:
    switch(clinic, ROY)
    assert [one.name for one in clinic.on_demand.at(RIVERSIDE)] == ["Nurse Iris Roy"]
    with pytest.raises(RuleBroken, match=r"clinician\.not-here") as desk:
        switch(clinic, SOUZA)
    assert desk.value.params["clinician"] == "Ana Souza"
    with pytest.raises(RuleBroken, match=r"not\.your-center"):
        switch(clinic, ROY, center=LAKESIDE)
    with pytest.raises(RuleBroken, match=r"clinician\.not-here"):
        switch(boss, ROY, center=LAKESIDE)
    with pytest.raises(RuleBroken, match=r"clinician\.unknown"):
        switch(boss, 999)
    with pytest.raises(RuleBroken, match=r"center\.unknown"):
        switch(boss, ROY, center=999)
    assert clinic.on_demand.is_on(ROY)


@pytest.mark.feature("AVL-6")
def test_a_clinician_is_available_at_one_center_at_a_time(clinic: Clinic, boss: Clinic) -> None:
    works = insert(t.StaffCenter).values(staff_id=ROY, center_id=LAKESIDE)
    clinic.desk.database.write(lambda connection: connection.execute(works))
    switch(boss, ROY)
    assert switch(boss, ROY, center=LAKESIDE) == {RIVERSIDE, LAKESIDE}
    assert ([*clinic.on_demand.at(RIVERSIDE)], [one.staff_id for one in clinic.on_demand.at(LAKESIDE)]) == ([], [ROY])
    with pytest.raises(RuleBroken, match=r"not\.your-center"):  # who is available there is not Riverside's to take away
        switch(clinic, ROY, on=False)
    gone = update(t.Staff).where(t.Staff.id == ROY).values(active=False)
    clinic.desk.database.write(lambda connection: connection.execute(gone))
    assert clinic.on_demand.at(LAKESIDE) == ()
    assert switch(boss, ROY, on=False, center=LAKESIDE) == {LAKESIDE}
