"""Nobody is booked twice, whatever SQL is used: the database itself refuses it, on both engines."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text, update

from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import HOLDS_SLOT, Status
from tests.database.raw import MINUTE, NINE, NO_TIME, appointment, fill, times

pytestmark = pytest.mark.feature("BKG-9")

LATER = NINE + 60 * MINUTE
ROOM: dict[str, Any] = {"room_id": 1, "room_unit": 1}


@pytest.fixture
def clinic(database: Database) -> Iterator[Database]:
    """A clinic with clinician 1 booked (in unit 1 of room 1) from 9:00 to 9:15."""

    def work(connection: Connection) -> None:
        fill(connection)
        connection.execute(insert(Appointment), appointment(1, **ROOM))

    database.write(work)
    yield database
    with database.read() as connection:
        assert _overlapping(connection) == 0


def _overlapping(connection: Connection) -> int:
    """Counts the pairs that overlap by joining everything with everything."""
    one, other = (Appointment.__table__.alias(name) for name in ("one", "other"))
    holding = [
        condition
        for side in (one, other)
        for condition in (side.c.status.in_(HOLDS_SLOT), side.c.starts_at.is_not(None), ~side.c.overbooked)
    ]
    same = (one.c.clinician_id == other.c.clinician_id) | (
        (one.c.room_id == other.c.room_id) & (one.c.room_unit == other.c.room_unit)
    )
    meet = (one.c.busy_from < other.c.busy_to) & (other.c.busy_from < one.c.busy_to)
    return connection.execute(select(func.count()).where(one.c.id < other.c.id, same, meet, *holding)).scalar_one()


def _add(clinic: Database, *rows: dict[str, Any]) -> None:
    clinic.write(lambda connection: connection.execute(insert(Appointment), list(rows)))


def _change(clinic: Database, number: int, **values: Any) -> None:
    clinic.write(
        lambda connection: connection.execute(update(Appointment).where(Appointment.id == number).values(**values))
    )


def _refused(by: str, attack: Callable[[], object]) -> None:
    with pytest.raises(RuleBroken) as caught:
        attack()
    assert caught.value.code == "slot.taken"
    assert caught.value.params["by"] == by
    assert caught.value.fields == ("start",)


@pytest.mark.parametrize(
    ("start", "minutes"),
    [(0, 15), (14, 15), (-14, 15), (5, 5), (-5, 60), (-1425, 1426), (14, 1440), (-1439, 1440), (-60, 61)],
    ids=["same", "end", "start", "inside", "around", "day-before", "day-after", "24 h before", "an hour before"],
)
def test_an_overlapping_insert_is_refused(clinic: Database, start: int, minutes: int) -> None:
    _refused("clinician", lambda: _add(clinic, appointment(2, NINE + start * MINUTE, minutes)))


@pytest.mark.parametrize(("start", "minutes"), [(15, 15), (-15, 15), (-1440, 1440), (15, 1440)])
def test_appointments_may_touch(clinic: Database, start: int, minutes: int) -> None:
    _add(clinic, appointment(2, NINE + start * MINUTE, minutes))


def test_a_microsecond_is_an_overlap(clinic: Database) -> None:
    start = NINE + 15 * MINUTE - timedelta(microseconds=1)
    _refused("clinician", lambda: _add(clinic, appointment(2, start)))


def test_buffers_are_busy_too(clinic: Database) -> None:
    row = appointment(2, NINE + 20 * MINUTE, busy_from=NINE + 14 * MINUTE)
    _refused("clinician", lambda: _add(clinic, row))


@pytest.mark.parametrize("status", list(Status))
def test_the_statuses_that_hold_a_slot_keep_others_off(clinic: Database, status: Status) -> None:
    if status in HOLDS_SLOT:
        _refused("clinician", lambda: _add(clinic, appointment(2, status=status)))
    else:
        _add(clinic, appointment(2, status=status))


@pytest.mark.parametrize("status", list(Status))
def test_only_the_statuses_that_hold_a_slot_are_kept_off(clinic: Database, status: Status) -> None:
    _change(clinic, 1, status=status)
    if status in HOLDS_SLOT:
        _refused("clinician", lambda: _add(clinic, appointment(2)))
    else:
        _add(clinic, appointment(2))


def test_a_unit_of_a_room_is_taken_once_and_the_next_unit_is_free(clinic: Database) -> None:
    _refused("room", lambda: _add(clinic, appointment(2, clinician_id=2, **ROOM)))
    _add(clinic, appointment(2, clinician_id=2, room_id=1, room_unit=2))
    _refused("room", lambda: _change(clinic, 2, room_unit=1))
    _add(clinic, appointment(3, clinician_id=3))
    _refused("room", lambda: _change(clinic, 3, **ROOM))


def test_a_request_without_a_clinician_still_holds_its_room(clinic: Database) -> None:
    wanted = appointment(2, clinician_id=None, status=Status.PROPOSED, **ROOM)
    _refused("room", lambda: _add(clinic, wanted))


def test_moving_into_a_taken_time_is_refused(clinic: Database) -> None:
    _add(clinic, appointment(2, LATER))
    _refused("clinician", lambda: _change(clinic, 2, **times(NINE, NINE + 5 * MINUTE)))
    _refused("clinician", lambda: _change(clinic, 2, busy_from=NINE + 10 * MINUTE))
    _refused("clinician", lambda: _change(clinic, 1, busy_to=LATER + MINUTE))


def test_giving_it_to_a_busy_colleague_is_refused(clinic: Database) -> None:
    _add(clinic, appointment(2, clinician_id=2))
    _refused("clinician", lambda: _change(clinic, 2, clinician_id=1))


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.ENTERED_IN_ERROR, Status.NOSHOW, Status.FULFILLED])
def test_bringing_one_back_into_a_taken_time_is_refused(clinic: Database, status: Status) -> None:
    _add(clinic, appointment(2, status=status))
    _refused("clinician", lambda: _change(clinic, 2, status=Status.BOOKED))


def test_giving_a_time_to_one_that_waited_is_refused_where_it_is_taken(clinic: Database) -> None:
    _add(clinic, appointment(2, status=Status.PROPOSED, **NO_TIME))
    _refused("clinician", lambda: _change(clinic, 2, **times(NINE, NINE + 5 * MINUTE)))


def test_overbooking_on_purpose_is_allowed_and_not_undone_by_the_back_door(clinic: Database) -> None:
    _add(clinic, appointment(2, overbooked=True))
    _refused("clinician", lambda: _change(clinic, 2, overbooked=False))


def test_two_rows_of_one_insert_are_refused_and_neither_stays(clinic: Database) -> None:
    _refused("clinician", lambda: _add(clinic, appointment(2, LATER), appointment(3, LATER)))
    with clinic.read() as connection:
        assert connection.execute(select(Appointment.id)).scalars().all() == [1]


def test_one_update_of_many_rows_is_refused(clinic: Database) -> None:
    _add(clinic, appointment(2, clinician_id=2), appointment(3, clinician_id=3))
    _refused(
        "clinician",
        lambda: clinic.write(lambda connection: connection.execute(update(Appointment).values(clinician_id=1))),
    )


def test_changing_something_else_never_meets_the_guard(clinic: Database) -> None:
    _add(clinic, appointment(2, overbooked=True))
    _change(clinic, 2, late=True, version=2)
    _change(clinic, 1, outcome_remark="x", version=2, **times(NINE + MINUTE, NINE + 10 * MINUTE))


@pytest.mark.parametrize("words", ["INSERT OR IGNORE", "INSERT OR REPLACE", "REPLACE", "INSERT OR FAIL"])
def test_no_conflict_clause_of_sqlite_gets_past(clinic: Database, words: str) -> None:
    if clinic.dialect != "sqlite":
        pytest.skip("SQLite's own words")
    copied = [column.name for column in Appointment.__table__.columns if column.name not in ("id", "code")]
    names = ", ".join(copied)
    statement = text(f"{words} INTO appointment (id, code, {names}) SELECT 2, 'K2', {names} FROM appointment")
    with pytest.raises(RuleBroken, match=r"slot\.taken"):
        clinic.write(lambda connection: connection.execute(statement))


def test_update_or_replace_gets_not_past_either(clinic: Database) -> None:
    if clinic.dialect != "sqlite":
        pytest.skip("SQLite's own words")
    _add(clinic, appointment(2, clinician_id=2))
    statement = text("UPDATE OR REPLACE appointment SET clinician_id = 1 WHERE id = 2")
    _refused("clinician", lambda: clinic.write(lambda connection: connection.execute(statement)))


def test_on_conflict_do_nothing_inserts_nothing(clinic: Database) -> None:
    if clinic.dialect != "postgresql":
        pytest.skip("PostgreSQL's own words")
    copied = [column.name for column in Appointment.__table__.columns if column.name not in ("id", "code")]
    names = ", ".join(copied)
    statement = text(
        f"INSERT INTO appointment (id, code, {names}) SELECT 2, 'K2', {names} FROM appointment ON CONFLICT DO NOTHING"
    )
    clinic.write(lambda connection: connection.execute(statement))
    with clinic.read() as connection:
        assert connection.execute(select(func.count()).select_from(Appointment)).scalar_one() == 1
