"""Some weeks of a center at a glance: what each day counts, what is closed, and the first of its appointments."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import Connection, insert

from frontdesk.clinic import Clinic
from frontdesk.database.tables import OpeningHours, WorkScheduleLine
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from frontdesk.views.calendar_filters import Filters, Told
from frontdesk.views.month import MonthDay, MonthView
from tests.little import CHEN, CONSULTATION, INFLUENZA, RIVERSIDE, ROY, TODAY, Clock, at, away
from tests.views.overview import booked, closed, statements, thirty

FIRST = date(2026, 10, 26)
"""The Monday on which November's six weeks begin."""


def day_of(month: MonthView, day: date) -> MonthDay:
    return next(one for one in month.days if one.day == day)


@pytest.mark.feature("APT-1")
def test_each_day_counts_what_is_booked_and_how_much_of_the_working_time_it_takes(clinic: Clinic) -> None:
    thirty(clinic)
    month = clinic.calendar.month(RIVERSIDE, FIRST)
    assert (month.center, month.first, len(month.days)) == ("Riverside", FIRST, 42)
    today, sunday = day_of(month, TODAY), day_of(month, date(2026, 11, 29))
    assert (today.appointments, today.booked_minutes, today.working_minutes) == (15, 300, 960)
    assert (sunday.appointments, sunday.booked_minutes, sunday.working_minutes) == (0, 0, 0)
    starts = [(card.start, card.clinician_id) for card in today.cards]
    assert starts == sorted(starts)
    assert len(today.cards) == 8
    assert today.cards[0].consumer == "Maria Silva"


@pytest.mark.feature("APT-1")
def test_closures_and_leave_take_working_time_away_and_a_closure_is_named(clinic: Clinic) -> None:
    away(clinic, at(9), at(13))
    closed(clinic, at(0, days=1), at(0, days=2), "Painters")
    month = clinic.calendar.month(RIVERSIDE, FIRST)
    assert (day_of(month, TODAY).closures, day_of(month, TODAY).working_minutes) == ((), 960 - 240)
    tomorrow = day_of(month, TODAY + timedelta(days=1))
    assert (tomorrow.closures, tomorrow.working_minutes) == (("Painters",), 0)
    assert day_of(month, TODAY + timedelta(days=2)).closures == ()


@pytest.mark.feature("APT-1", "APT-12")
def test_what_is_over_without_an_outcome_is_counted_as_unresolved(clinic: Clinic, clock: Clock) -> None:
    first, second, _third = booked(clinic, 3, at(11))
    clock.to(11, 45)
    clinic.appointments.act(Act(Action.CHECK_IN, first, version=1), new_command_id())
    today = day_of(clinic.calendar.month(RIVERSIDE, FIRST), TODAY)
    assert (today.appointments, today.unresolved) == (3, 1)
    past = clinic.calendar.month(RIVERSIDE, FIRST, filters=Filters(statuses=frozenset({Told.PAST})))
    assert [card.id for card in day_of(past, TODAY).cards] == [second]


@pytest.mark.feature("APT-1")
def test_filters_decide_what_counts_and_whose_working_time_it_is_beside(clinic: Clinic) -> None:
    thirty(clinic)
    roys = day_of(clinic.calendar.month(RIVERSIDE, FIRST, filters=Filters(frozenset({ROY}))), TODAY)
    assert (roys.appointments, roys.booked_minutes, roys.working_minutes) == (7, 140, 480)
    assert {card.clinician_id for card in roys.cards} == {ROY}
    consultations = Filters(services=frozenset({CONSULTATION}))
    others = day_of(clinic.calendar.month(RIVERSIDE, FIRST, filters=consultations), TODAY)
    assert (others.appointments, others.cards, others.booked_minutes) == (0, (), 300)
    both = Filters(frozenset({CHEN}), frozenset({INFLUENZA}), frozenset({Told.UPCOMING}))
    assert day_of(clinic.calendar.month(RIVERSIDE, FIRST, filters=both), TODAY).appointments == 8


@pytest.mark.feature("AVL-5")
@pytest.mark.parametrize(
    ("day", "minutes"), [(date(2026, 10, 25), 4 * 60), (date(2026, 11, 1), 3 * 60), (date(2027, 3, 28), 2 * 60)]
)
def test_on_the_day_on_which_clocks_change_real_minutes_are_counted(clinic: Clinic, day: date, minutes: int) -> None:
    def night(connection: Connection) -> None:
        connection.execute(
            insert(OpeningHours), {"center_id": RIVERSIDE, "weekday": 6, "starts": time(0), "ends": time(3)}
        )
        connection.execute(
            insert(WorkScheduleLine), {"schedule_id": CHEN, "weekday": 6, "starts": time(0), "ends": time(3)}
        )

    clinic.desk.database.write(night)
    assert day_of(clinic.calendar.month(RIVERSIDE, day, days=7), day).working_minutes == minutes


def test_an_unknown_center_is_refused(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"center\.unknown"):
        clinic.calendar.month(99, FIRST)


def test_a_month_takes_as_many_statements_with_one_appointment_as_with_thirty(clinic: Clinic) -> None:
    with statements(clinic) as none:
        clinic.calendar.month(RIVERSIDE, FIRST)
    booked(clinic, 1, at(16, 30))
    with statements(clinic) as one:
        clinic.calendar.month(RIVERSIDE, FIRST)
    thirty(clinic)
    with statements(clinic) as many:
        clinic.calendar.month(RIVERSIDE, FIRST)
    assert len(none) == len(one) == len(many)
    assert len(many) <= 9  # with those that begin and end the reading
