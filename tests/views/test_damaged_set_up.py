"""A damaged exception, room or member of staff hides no day: it is left out, and the log says so (APT-13)."""

from datetime import timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.views.agenda import Place
from frontdesk.views.today_read import Asking, read_desk
from tests.little import CHEN, RIVERSIDE, TODAY, at, influenza, maria
from tests.views.damage import plant
from tests.views.overlooked import names_in_month, names_of_today
from tests.views.overview import booked, closed

LEFT_OUT = "cannot be read and are left out|is damaged"


def ids_of_today(clinic: Clinic, by: str = "clinician") -> set[int]:
    view = clinic.calendar.day(RIVERSIDE, TODAY, by="room" if by == "room" else "clinician")
    return {card.id for column in view.columns for card in column.cards}


@pytest.mark.feature("APT-13")
@pytest.mark.logs(LEFT_OUT)
def test_a_closure_of_an_unknown_kind_is_left_out_and_the_day_shown(clinic: Clinic) -> None:
    made = set(booked(clinic, 2, at(11)))
    closed(clinic, at(15), at(16), "Works")
    closed(clinic, at(16), at(16, 30), "Training")
    plant(clinic, "UPDATE schedule_exception SET kind = 'party' WHERE remark = 'Works'")
    assert ids_of_today(clinic) == made
    (today,) = clinic.calendar.month(RIVERSIDE, TODAY, days=1).days
    assert today.closures == ("Training",)
    names_of_today(clinic)


@pytest.mark.feature("APT-13")
@pytest.mark.logs(LEFT_OUT)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "damage",
    [
        f"UPDATE staff SET name = CAST(x'ff' AS TEXT) WHERE id = {CHEN}",
        f"UPDATE staff SET name = x'00ff' WHERE id = {CHEN}",
        "UPDATE room SET name = CAST(x'ff' AS TEXT)",
        "UPDATE schedule_exception SET ends_at = 'late'",
        "UPDATE schedule_exception SET remark = CAST(x'ff' AS TEXT)",
        "UPDATE work_schedule_line SET starts = 'nine' WHERE id = 1",
        "UPDATE opening_hours SET ends = 'six' WHERE id = 1",
    ],
)
def test_what_is_damaged_of_the_set_up_leaves_the_day_with_its_appointments(clinic: Clinic, damage: str) -> None:
    made = set(booked(clinic, 2, at(11)))
    closed(clinic, at(15), at(16), "Works")
    plant(clinic, damage)
    assert ids_of_today(clinic) == made
    assert ids_of_today(clinic, "room") == made
    assert names_in_month(clinic) <= {"Maria Silva", ""}
    names_of_today(clinic)


@pytest.mark.feature("APT-13")
@pytest.mark.logs("cannot be read")
def test_the_log_says_once_what_is_left_out(clinic: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    booked(clinic, 2, at(11))
    plant(clinic, "modality = 'fax'")
    asking = Asking(RIVERSIDE, clinic.desk.person(), clinic.desk.now())
    for _look in range(3):
        with clinic.desk.database.read() as connection:
            assert len(read_desk(connection, asking).content.arrivals) == 1
    told = [record.getMessage() for record in caplog.records if "cannot be read" in record.getMessage()]
    assert told == ["1 of the appointments of the start page cannot be read and are left out"]


@pytest.mark.feature("APT-13")
@pytest.mark.parametrize("damage", ["wall_start = NULL", "wall_end = NULL", "wall_start = NULL, wall_end = NULL"])
def test_the_start_page_puts_in_the_clock_time_that_a_row_lacks(clinic: Clinic, damage: str) -> None:
    clinic.booking.book(influenza(maria(clinic), start=at(11)), "0" * 32)
    plant(clinic, damage)
    asking = Asking(RIVERSIDE, clinic.desk.person(), clinic.desk.now())
    with clinic.desk.database.read() as connection:
        (row,) = read_desk(connection, asking).content.arrivals
    assert (row.wall_start, row.wall_end) == (at(11).replace(tzinfo=None), at(11, 20).replace(tzinfo=None))
    assert row.fits


@pytest.mark.feature("APT-13")
@pytest.mark.logs(LEFT_OUT)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("day", "back"), [("2027-01-99", False), ("2026-11-3x", True)])
def test_the_agenda_goes_on_beyond_a_day_that_is_none(clinic: Clinic, day: str, back: bool) -> None:
    booked(clinic, 1, at(11, days=1))
    booked(clinic, 1, at(11) if back else at(11, days=87))
    plant(clinic, f"day = '{day}'")
    place = Place(TODAY + timedelta(days=100) if back else TODAY)
    page = clinic.calendar.agenda(RIVERSIDE, place, back=back)
    found = [row.card.id for row in page.rows]
    while page.more is not None:
        page = clinic.calendar.agenda(RIVERSIDE, page.more, back=back)
        found += [row.card.id for row in page.rows]
    assert found == [2]
