"""Whatever is inserted and changed in whatever order: the database takes exactly what overlaps with nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import IntegrityError

from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment
from frontdesk.rules.words import HOLDS_SLOT, Status
from tests.database.raw import MINUTE, NINE, appointment, fill, times

HOUR = 60 * MINUTE

# Few clinicians, units and times, so that most of them meet.
spans = st.tuples(st.integers(-3, 30), st.integers(1, 24)).map(lambda s: (NINE + s[0] * HOUR, NINE + sum(s) * HOUR))
slots = st.fixed_dictionaries(
    {
        "clinician_id": st.integers(1, 2),
        "room": st.sampled_from([None, 1, 2]),
        "status": st.sampled_from([Status.BOOKED, Status.CHECKED_IN, Status.PENDING, Status.CANCELLED, Status.NOSHOW]),
        "overbooked": st.booleans(),
        "span": spans,
    }
)
steps = st.lists(st.tuples(st.integers(1, 4), slots), min_size=2, max_size=12)


def _row(slot: dict[str, Any]) -> dict[str, Any]:
    start, end = slot["span"]
    room = {"room_id": None if slot["room"] is None else 1, "room_unit": slot["room"]}
    return {name: slot[name] for name in ("clinician_id", "status", "overbooked")} | room | times(start, end)


def _stands_in_the_way(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if any(slot["overbooked"] or slot["status"] not in HOLDS_SLOT for slot in (one, other)):
        return False
    same_room = one["room"] is not None and one["room"] == other["room"]
    (start, end), (other_start, other_end) = one["span"], other["span"]
    return (one["clinician_id"] == other["clinician_id"] or same_room) and start < other_end and other_start < end


class _UndoneError(Exception):
    """Takes an example back, so that the next one begins with an empty calendar."""


@pytest.mark.feature("BKG-9")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_database_takes_exactly_what_overlaps_with_nothing(
    filled: Database, steps: list[tuple[int, dict[str, Any]]]
) -> None:
    def work(connection: Connection) -> None:
        kept: dict[int, dict[str, Any]] = {}
        for number, slot in steps:
            others = [other for key, other in kept.items() if key != number]
            fits = not any(_stands_in_the_way(slot, other) for other in others)
            assert _takes(connection, number, number in kept, slot) == fits
            if fits:
                kept[number] = slot
        raise _UndoneError

    with pytest.raises(_UndoneError):
        filled.write(work)


def _takes(connection: Connection, number: int, there: bool, slot: dict[str, Any]) -> bool:
    row = _row(slot)
    try:
        with connection.begin_nested():
            if there:
                connection.execute(update(Appointment).where(Appointment.id == number).values(**row))
            else:
                connection.execute(insert(Appointment), appointment(number) | row)
    except IntegrityError as error:
        if "overlap" in str(error) or "ex_appointment_" in str(error):
            return False
        raise
    return True


@pytest.fixture
def filled(database: Database) -> Database:
    """A clinic without appointments."""
    database.write(fill)
    return database


def test_the_examples_do_meet() -> None:
    one = {"clinician_id": 1, "room": 1, "status": Status.BOOKED, "overbooked": False, "span": (NINE, NINE + HOUR)}
    assert _stands_in_the_way(one, one)
    later: tuple[datetime, datetime] = (NINE + HOUR, NINE + timedelta(hours=2))
    assert not _stands_in_the_way(one, one | {"span": later})
