"""Appointments as long as a day, and what is prepared for the one after them."""

from datetime import time
from typing import Any

import pytest
from sqlalchemy import update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.services.forms import Booking, OpeningQuery, new_command_id
from tests.little import CHEN, CONSULTATION, RIVERSIDE, TRAVEL, at, maria


def around_the_clock(clinic: Clinic) -> None:
    """Everybody works day and night; travel advice takes 24 hours, a consultation is prepared for four."""

    def work(connection: Any) -> None:
        connection.execute(update(t.WorkScheduleLine).values(starts=time(0), ends=time(0)))
        connection.execute(update(t.OpeningHours).values(starts=time(0), ends=time(0)))
        connection.execute(update(t.Service).where(t.Service.id == TRAVEL).values(minutes=1440))
        connection.execute(update(t.Service).where(t.Service.id == CONSULTATION).values(buffer_before_minutes=240))

    clinic.desk.database.write(work)


@pytest.mark.feature("AVL-5")
def test_what_is_prepared_at_midnight_waits_for_an_appointment_that_began_two_days_before(clinic: Clinic) -> None:
    around_the_clock(clinic)
    long = Booking(TRAVEL, RIVERSIDE, maria(clinic), clinician_id=CHEN, start=at(23))
    clinic.booking.book(long, new_command_id())
    query = OpeningQuery(CONSULTATION, RIVERSIDE, CHEN, from_=at(22, days=1), limit=1)
    (found,) = clinic.booking.openings(query)
    assert found.start == at(3, days=2)  # 24 hours from 23:00, and four hours
    booked = clinic.booking.book(
        Booking(CONSULTATION, RIVERSIDE, maria(clinic, "M-2"), clinician_id=CHEN, start=found.start), new_command_id()
    )
    assert booked.start == found.start
