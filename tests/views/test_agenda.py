"""The appointments of a center one after another, in pages that meet without a gap and without repeating any."""

from datetime import date, timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.views.agenda import AgendaRow, Place
from frontdesk.views.calendar_filters import Filters, Told
from tests.little import RIVERSIDE, ROY, TODAY, Clock, at
from tests.views.overview import booked, statements, thirty

NO_FILTERS = Filters()


def all_from(
    clinic: Clinic, place: Place | None, most: int, *, back: bool = False, filters: Filters = NO_FILTERS
) -> list[AgendaRow]:
    found: list[AgendaRow] = []
    while place is not None:
        page = clinic.calendar.agenda(RIVERSIDE, place, back=back, filters=filters, most=most)
        assert len(page.rows) <= most
        found = [*page.rows, *found] if back else [*found, *page.rows]
        place = page.more
    return found


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize("most", [1, 7, 30, 80])
def test_pages_of_any_length_give_each_appointment_once_and_in_order(clinic: Clinic, most: int) -> None:
    made = thirty(clinic)
    forward = all_from(clinic, Place(TODAY), most)
    assert sorted(row.card.id for row in forward) == sorted(made)
    places = [row.place for row in forward]
    assert places == sorted(places)
    assert all_from(clinic, Place(TODAY + timedelta(days=9)), most, back=True) == forward
    assert all_from(clinic, forward[9].place, most) == forward[10:]
    assert all_from(clinic, forward[9].place, most, back=True) == forward[:9]


@pytest.mark.feature("APT-1")
def test_a_row_says_who_is_seen_by_whom_when(clinic: Clinic) -> None:
    booked(clinic, 1, at(11))
    (row,) = all_from(clinic, Place(TODAY), 5)
    assert (row.day, row.clinician, row.card.consumer, row.card.service) == (
        TODAY,
        "Dr Mei Chen",
        "Maria Silva",
        "Influenza",
    )
    assert row.card.wall_start == at(11).replace(tzinfo=None)


@pytest.mark.feature("APT-1")
def test_months_without_appointments_are_leapt_over(clinic: Clinic, clock: Clock) -> None:
    booked(clinic, 1, at(11, days=87))
    first = clinic.calendar.agenda(RIVERSIDE, Place(TODAY))
    assert (first.rows, first.more) == ((), Place(TODAY + timedelta(days=87)))
    assert len(all_from(clinic, Place(TODAY), 5)) == 1
    assert len(all_from(clinic, Place(TODAY + timedelta(days=400)), 5, back=True)) == 1
    assert all_from(clinic, Place(date.max), 5) == []
    assert all_from(clinic, Place(date.min), 5, back=True) == []


@pytest.mark.feature("APT-1")
def test_filters_apply_to_the_agenda(clinic: Clinic, clock: Clock) -> None:
    thirty(clinic)
    roys = all_from(clinic, Place(TODAY), 4, filters=Filters(frozenset({ROY})))
    assert {row.clinician for row in roys} == {"Nurse Iris Roy"}
    assert len(roys) == 14
    clock.to(12)
    past = all_from(clinic, Place(TODAY), 4, filters=Filters(statuses=frozenset({Told.PAST})))
    upcoming = all_from(clinic, Place(TODAY), 4, filters=Filters(statuses=frozenset({Told.UPCOMING})))
    assert (len(past), len(upcoming)) == (6, 24)


@pytest.mark.feature("AVL-8")
def test_single_days_are_read_again_whole(clinic: Clinic) -> None:
    thirty(clinic)
    rows = clinic.calendar.agenda_days(RIVERSIDE, [TODAY])
    assert rows == tuple(row for row in all_from(clinic, Place(TODAY), 80) if row.day == TODAY)
    assert len(rows) == 15


def test_a_page_takes_as_many_statements_with_one_appointment_as_with_thirty(clinic: Clinic) -> None:
    booked(clinic, 1, at(16, 30))
    with statements(clinic) as one:
        clinic.calendar.agenda(RIVERSIDE, Place(TODAY))
    thirty(clinic)
    with statements(clinic) as many:
        clinic.calendar.agenda(RIVERSIDE, Place(TODAY))
    assert len(one) == len(many)
    assert len(many) <= 5  # with those that begin and end the reading
