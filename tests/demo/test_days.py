"""On whatever day the demo clinic is made, and however large: nobody is booked twice, and the next days are booked."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest

from frontdesk.demo.days import Diary, Slot
from frontdesk.demo.team import Team

SUNDAY = date(2026, 11, 22)
WEEK = [SUNDAY + timedelta(days=number) for number in range(7)]
SIZES = ((900, 12, 1), (2500, 12, 2), (60, 1, 3), (3000, 40, 4), (4500, 60, 5))
"""Appointments, clinicians and seed."""


def planned(day: date, appointments: int, clinicians: int, seed: int) -> tuple[Team, dict[date, list[Slot]]]:
    rng = Random(seed)  # noqa: S311 - as the demo makes it; nothing here guards anything
    team = Team(clinicians, rng)
    return team, dict(Diary(team, day, appointments, rng).days())


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%A}")
@pytest.mark.parametrize(("appointments", "clinicians", "seed"), SIZES)
def test_nobody_and_no_room_is_booked_twice_on_whatever_day_the_demo_is_made(
    day: date, appointments: int, clinicians: int, seed: int
) -> None:
    team, days = planned(day, appointments, clinicians, seed)
    busy: dict[object, list[tuple[datetime, datetime]]] = {}
    for of_day, slots in days.items():
        for slot in slots:
            span = slot.start - timedelta(minutes=slot.plan.before), slot.end + timedelta(minutes=slot.plan.after)
            room = team.room(slot.who, slot.center, slot.plan.room_kind)
            busy.setdefault(slot.who.id, []).append(span)
            if room != (None, None):
                busy.setdefault(room, []).append(span)
            assert slot.wall_start.date() == of_day
            assert time(7) <= slot.wall_start.time() < time(20)
    for spans in busy.values():
        spans.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%A}")
def test_the_next_working_day_is_well_booked_and_those_after_it_less_and_less(day: date) -> None:
    _, days = planned(day, 900, 12, 1)
    working = [each for each in sorted(days) if each > day and each.weekday() < 5]
    following = [len(days[each]) for each in working[:3]]
    assert following == sorted(following, reverse=True)
    assert following[0] >= 60
    assert following[2] >= 30


@pytest.mark.parametrize("appointments", [900, 4000])
@pytest.mark.parametrize("day", WEEK, ids=lambda day: f"{day:%A}")
def test_the_days_hold_nearly_as_many_appointments_as_were_asked_for(day: date, appointments: int) -> None:
    _, days = planned(day, appointments, 12, 1)
    assert 0.95 * appointments <= sum(map(len, days.values())) <= appointments


def test_a_clinic_booked_to_the_last_of_its_years_is_planned_too() -> None:
    rng = Random(1)  # noqa: S311 - as above
    team = Team(1, rng)
    most = Diary(team, date(2002, 11, 26), 1, rng).most
    diary = Diary(team, date(2002, 11, 26), most, rng)
    assert diary.fits
    assert 0.9 * most <= sum(len(slots) for _, slots in diary.days()) <= most
