"""What a desk remembers of the plans is what the database says, whoever changed it and by whatever way."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Insert, Table, event, insert, select, update

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.engine import Database, OutdatedError
from frontdesk.database.locks import lock_calendars
from frontdesk.database.triggers import PLANNED
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import ExceptionKind
from frontdesk.services import placing
from frontdesk.services.forms import Booking, OpeningQuery, new_command_id
from frontdesk.services.plans import Memory, Plans
from tests.database import raw
from tests.little import CHEN, INFLUENZA, NOW, RIVERSIDE, at, fill, influenza, maria

LISBON = "Europe/Lisbon"
pytestmark = [pytest.mark.feature("BKG-9"), pytest.mark.feature("AVL-8")]


@pytest.fixture
def clinic(database: Database) -> Clinic:
    fill(database)
    opened = Clinic(database, now=lambda: NOW)
    opened.sign_in("reception", "demo")
    return opened


def stamp(connection: Connection) -> str | None:
    return connection.execute(select(t.PlanStamp.stamp)).scalar()


@pytest.mark.parametrize("name", PLANNED)
def test_every_write_to_a_table_of_plans_is_seen_by_the_stamp(database: Database, name: str) -> None:
    """Added, changed and deleted by hand, each gives a stamp that never was before."""
    table: Table = t.Base.metadata.tables[name]
    key = next(iter(table.primary_key.columns))

    def write(connection: Connection) -> list[str | None]:
        seen = [stamp(connection)]
        connection.execute(insert(table), raw.ROWS[name])
        seen.append(stamp(connection))
        connection.execute(update(table).values({key: key}))
        seen.append(stamp(connection))
        connection.execute(table.delete())
        seen.append(stamp(connection))
        return seen

    database.write(lambda connection: _before(connection, name))
    seen = database.write(write)
    assert len(set(seen)) == len(seen)


def _before(connection: Connection, name: str) -> None:
    """The rows that a row of this table hangs on, and none in it."""
    raw.fill(connection)
    for other in reversed(t.Base.metadata.sorted_tables):
        if _hangs_on(other, name):
            connection.execute(other.delete())


def _hangs_on(table: Table, name: str) -> bool:
    """Whether rows of the table hang on those of `name`, or it is that table."""
    if table.name == name:
        return True
    return any(_hangs_on(key.column.table, name) for key in table.foreign_keys if key.column.table is not table)


def test_what_is_remembered_is_only_of_tables_that_are_stamped(clinic: Clinic) -> None:
    read: list[str] = []
    engine = clinic.desk.database._reading  # its statements are looked at
    event.listen(engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    plans = Plans()
    with clinic.desk.database.read() as connection:
        plans.head(connection, INFLUENZA, RIVERSIDE)
        plans.working(connection, RIVERSIDE, LISBON, NOW.date(), NOW.date())
        plans.doses(connection, 1)
        plans.questions(connection, 1)
        plans.setting(connection, "any", None)
        plans.request_form(connection)
        words = set(" ".join(read).replace("\n", " ").replace(",", " ").replace("(", " ").split(" "))
    assert words & set(t.Base.metadata.tables) <= set(PLANNED)
    assert words & set(t.Base.metadata.tables)


def test_nothing_is_read_twice_while_the_plans_stay(clinic: Clinic) -> None:
    wish = influenza(maria(clinic), clinician_id=CHEN, start=at(15))
    statements = _statements(clinic, lambda: clinic.booking.book(wish, new_command_id()))
    again = _statements(clinic, lambda: _refused(clinic, wish, "slot.taken"))
    assert any("work_schedule_line" in one for one in statements)
    assert not any("work_schedule_line" in one or "FROM service" in one for one in again)


def _statements(clinic: Clinic, work: Callable[[], object]) -> list[str]:
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    engine = clinic.desk.database._writing  # its statements are looked at
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return seen


def _refused(clinic: Clinic, wish: Booking, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        clinic.booking.book(wish, new_command_id())
    assert refused.value.code == code


def _leave() -> Insert:
    """The clinician is away in the afternoon, as somebody writes it with psql or sqlite3."""
    start, end = at(14), at(18)
    wall = {"wall_start": start.replace(tzinfo=None), "wall_end": end.replace(tzinfo=None), "zone": LISBON}
    return insert(t.ScheduleException).values(
        kind=ExceptionKind.LEAVE, clinician_id=CHEN, center_id=None, remark="", starts_at=start, ends_at=end, **wall
    )


def test_leave_written_by_hand_is_known_to_the_next_booking_and_the_next_search(clinic: Clinic) -> None:
    consumer = maria(clinic)
    clinic.booking.book(influenza(consumer, clinician_id=CHEN, start=at(13)), new_command_id())
    query = OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, at(15), limit=1)
    assert clinic.booking.openings(query)[0].start == at(15)
    clinic.desk.database.write(lambda connection: connection.execute(_leave()))
    assert clinic.booking.openings(query)[0].start > at(18)
    _refused(clinic, influenza(consumer, clinician_id=CHEN, start=at(15)), "slot.leave")


def test_what_was_rolled_back_is_remembered_by_nobody(clinic: Clinic) -> None:
    """A change that is only tried, as the list of what it would break does, leaves the desk's memory right."""
    database, memory = clinic.desk.database, clinic.desk.memory
    day = at(15).date()

    def tried(connection: Connection) -> None:
        connection.execute(_leave())
        assert _away(memory, connection, day)
        raise KeyError("only tried")

    with pytest.raises(KeyError):
        database.write(tried)
    with database.read() as connection:
        assert not _away(memory, connection, day)


def _away(memory: Memory, connection: Connection, day: date) -> bool:
    working = memory.plans(connection).working(connection, RIVERSIDE, LISBON, day, day)
    return any(one.kind is ExceptionKind.LEAVE for one in working.of(CHEN).exceptions)


def test_a_range_of_days_that_grows_keeps_what_it_had(clinic: Clinic) -> None:
    clinic.desk.database.write(lambda connection: connection.execute(_leave()))
    plans, day = Plans(), at(15).date()
    with clinic.desk.database.read() as connection:
        plans.working(connection, RIVERSIDE, LISBON, day + timedelta(days=400), day + timedelta(days=400))
        wide = plans.working(connection, RIVERSIDE, LISBON, day, day)
    assert wide.first <= day
    assert wide.last >= day + timedelta(days=400)
    assert [one.span.start for one in wide.of(CHEN).exceptions] == [datetime.combine(day, at(14).time(), UTC)]


def test_who_waited_for_a_change_of_plans_books_by_what_they_are_then(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service is made longer between the first look of a booking and its turn at the calendars."""
    database = Database.open(postgres_url)
    fill(database)
    clinic = Clinic(database, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    wish, changed = influenza(maria(clinic), clinician_id=CHEN, start=at(15)), list[int]()
    longer = update(t.Service).where(t.Service.id == INFLUENZA, t.Service.minutes < 45).values(minutes=45)
    turn = lock_calendars

    def overtaken(*given: Any) -> bool:
        if not changed:
            changed.append(database.write(lambda connection: connection.execute(longer).rowcount))
        return turn(*given)

    monkeypatch.setattr(placing, "lock_calendars", overtaken)
    booked = clinic.booking.book(wish, new_command_id())
    assert clinic.appointments.view(booked.appointment_id).end == at(15, 45)
    assert changed == [1]
    database.close()


def test_work_that_is_always_outdated_says_that_the_database_is_busy(database: Database) -> None:
    tries = []

    def work(_connection: Connection) -> None:
        tries.append(1)
        raise OutdatedError

    with pytest.raises(Unavailable, match=r"database\.busy"):
        database.write(work)
    assert len(tries) == 5
