"""What a desk does to book looks at the days around it, however many appointments a clinic has had."""

from typing import Any

import pytest
from sqlalchemy import event

from frontdesk.clinic import Clinic
from frontdesk.services.forms import OpeningQuery, new_command_id
from tests.little import INFLUENZA, RIVERSIDE, influenza, maria


def ways(clinic: Clinic, statements: list[tuple[str, Any]]) -> list[str]:
    """How SQLite finds the appointments that these statements read."""
    with clinic.desk.database.read() as connection:
        driver: Any = connection.connection.driver_connection
        plans = [row for said, given in statements for row in driver.execute(f"EXPLAIN QUERY PLAN {said}", given)]
    return [row[3] for row in plans if " appointment " in row[3]]


def test_neither_openings_nor_a_booking_read_all_that_was_ever_booked(clinic: Clinic) -> None:
    if clinic.desk.database.dialect != "sqlite":
        pytest.skip("PostgreSQL knows how many rows an index would give it, and chooses by that")
    read: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, said: str, given: Any, *_rest: Any) -> None:
        if said.startswith("SELECT") and "appointment" in said:
            read.append((said, given))

    consumer = maria(clinic)
    engine = clinic.desk.database._reading  # the one that writes is made of it
    event.listen(engine, "before_cursor_execute", remember)
    clinic.booking.openings(OpeningQuery(INFLUENZA, RIVERSIDE))
    clinic.booking.book(influenza(consumer), new_command_id())
    event.remove(engine, "before_cursor_execute", remember)
    found = ways(clinic, read)
    assert any("ix_appointment_clinician_day (clinician_id=? AND day=?)" in way for way in found)
    assert [way for way in found if way.startswith("SCAN") or way.endswith("(status=?)")] == []
