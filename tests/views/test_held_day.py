"""The day of a center shows what other desks hold there, and nothing that is over, elsewhere or one's own (BKG-10)."""

from datetime import datetime, timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add
from frontdesk.database.engine import Database
from frontdesk.database.tables import Hold
from frontdesk.services.forms import new_command_id
from frontdesk.views.day import Held
from tests.little import CHEN, LAKESIDE, RIVERSIDE, ROY, SOUZA, TODAY, Clock, at

UNTIL = at(10, 26)


def hold(database: Database, start: datetime, **more: object) -> str:
    """A hold of 20 minutes at Desk 2; its token."""
    token = new_command_id()
    end = start + timedelta(minutes=20)
    row: dict[str, object] = {"token": token, "desk": "Desk 2", "staff_id": SOUZA, "center_id": RIVERSIDE}
    row |= {"clinician_id": CHEN, "room_id": None, "room_unit": None, "day": start.date(), "made_at": at(10, 21)}
    row |= {"starts_at": start, "ends_at": end, "busy_from": start, "busy_to": end, "expires_at": UNTIL}
    database.write(lambda connection: add(connection, Hold, **{**row, **more}))
    return token


def held(clinic: Clinic) -> dict[int | None, tuple[Held, ...]]:
    """What the day shows as held, by clinician."""
    return {column.clinician_id: column.held for column in clinic.calendar.day(RIVERSIDE, TODAY).columns if column.held}


@pytest.mark.feature("BKG-10")
def test_what_another_desk_holds_stands_in_the_column_of_its_clinician(clinic: Clinic, database: Database) -> None:
    hold(database, at(15))
    hold(database, at(14))
    hold(database, at(15), clinician_id=ROY, desk="Desk 3")
    first, second = (Held(at(hour), at(hour, 20), "Desk 2", "Ana Souza", UNTIL) for hour in (14, 15))
    assert held(clinic) == {CHEN: (first, second), ROY: (second._replace(desk="Desk 3"),)}


@pytest.mark.feature("BKG-10")
def test_what_is_over_elsewhere_or_ones_own_does_not(clinic: Clinic, database: Database, clock: Clock) -> None:
    hold(database, at(15), center_id=LAKESIDE)
    hold(database, at(15, days=1))
    clinic.desk.own_holds.add(hold(database, at(16)))
    assert held(clinic) == {}
    hold(database, at(15))
    assert list(held(clinic)) == [CHEN]
    clock.to(10, 26)
    assert held(clinic) == {}
