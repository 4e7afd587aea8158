"""Days by clinicians or rooms, and seven of them at once: the same rows, as many statements for one as for a week."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import ExceptionKind
from frontdesk.services.forms import new_command_id
from frontdesk.views.day import By
from tests.little import CHEN, CONSULTATION, RIVERSIDE, ROY, TODAY, at, away, influenza, maria

MONDAY = TODAY - timedelta(days=1)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to any database meanwhile."""
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def book(clinic: Clinic, *starts: Any, **more: object) -> None:
    who = maria(clinic, f"person.{starts[0]:%d.%H.%M}")
    for start in starts:
        clinic.booking.book(influenza(who, start=start, **more), new_command_id())


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize("by", ["clinician", "room"])
def test_a_week_is_its_seven_days(clinic: Clinic, by: By) -> None:
    book(clinic, at(11), at(14), at(11, days=1), at(11, days=3))
    away(clinic, at(9, days=2), at(13, days=2))
    week = clinic.calendar.week(RIVERSIDE, MONDAY, by=by)
    assert [view.day for view in week.days] == [MONDAY + timedelta(days=number) for number in range(7)]
    assert week.days == tuple(clinic.calendar.day(RIVERSIDE, view.day, by=by) for view in week.days)
    assert (week.center_id, week.first) == (RIVERSIDE, MONDAY)
    assert sum(len(column.cards) for view in week.days for column in view.columns) == 4
    assert all(column.day == view.day for view in week.days for column in view.columns)


@pytest.mark.feature("APT-1")
@pytest.mark.parametrize("by", ["clinician", "room"])
def test_days_on_which_nobody_works_have_no_columns(clinic: Clinic, by: By) -> None:
    week = clinic.calendar.week(RIVERSIDE, MONDAY, by=by)
    assert [len(view.columns) for view in week.days] == [2, 2, 2, 2, 2, 0, 0]


@pytest.mark.feature("APT-1")
def test_each_unit_of_a_room_has_a_column_while_the_center_is_open(clinic: Clinic) -> None:
    book(clinic, at(11), clinician_id=CHEN)
    book(clinic, at(11, 5), clinician_id=ROY)
    view = clinic.calendar.day(RIVERSIDE, TODAY, by="room")
    assert [(column.name, column.room_id, column.unit) for column in view.columns] == [
        ("Room 1 · 1", 1, 1),
        ("Room 1 · 2", 1, 2),
    ]
    assert all(column.clinician_id is None for column in view.columns)
    assert [[card.clinician_id for card in column.cards] for column in view.columns] == [[CHEN], [ROY]]
    assert view.columns[0].working == ((at(8), at(18)),)


@pytest.mark.feature("APT-1")
def test_what_needs_no_room_stands_in_a_column_of_its_own(clinic: Clinic) -> None:
    who = maria(clinic)
    clinic.booking.book(influenza(who, service_id=CONSULTATION, start=at(14), answers={}), new_command_id())
    last = clinic.calendar.day(RIVERSIDE, TODAY, by="room").columns[-1]
    assert (last.room_id, last.clinician_id, last.working) == (None, None, ())
    (card,) = last.cards
    assert (card.busy_from, card.busy_to) == (at(14), at(14, 35))


@pytest.mark.feature("APT-1")
def test_leave_of_a_clinician_closes_no_room(clinic: Clinic) -> None:
    away(clinic, at(9), at(13))
    by_clinician, by_room = (clinic.calendar.day(RIVERSIDE, TODAY, by=by) for by in ("clinician", "room"))
    assert [shade.kind for column in by_clinician.columns for shade in column.shades] == [ExceptionKind.LEAVE]
    assert [column.shades for column in by_room.columns] == [(), ()]


@pytest.mark.parametrize("by", ["clinician", "room"])
def test_a_week_costs_the_statements_of_a_day_however_much_is_booked(clinic: Clinic, by: By) -> None:
    counts = []
    for number in range(30):
        book(clinic, at(9 + number % 5, number // 5 * 10, days=1 + number % 2))
        if number in {0, 29}:
            with statements() as seen:
                clinic.calendar.day(RIVERSIDE, TODAY, by=by)
            counts.append(_reads(seen))
            with statements() as seen:
                clinic.calendar.week(RIVERSIDE, MONDAY, by=by)
            counts.append(_reads(seen))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 7


def _reads(seen: list[str]) -> int:
    return len([one for one in seen if one.lstrip().upper().startswith(("SELECT", "WITH"))])


def test_a_center_that_is_none_has_no_week(clinic: Clinic) -> None:
    with pytest.raises(RuleBroken, match=r"center\.unknown"):
        clinic.calendar.week(99, date(2026, 11, 23))
