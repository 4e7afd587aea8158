"""`Database`: what a transaction promises, and which words are used when it cannot keep them."""

import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from frontdesk.database.engine import Database
from frontdesk.database.locks import lock_calendars
from frontdesk.database.sqlite import WAIT_SECONDS
from frontdesk.database.tables import Consumer, Department, History, Staff
from frontdesk.rules.problems import RuleBroken, Unavailable
from tests.database.raw import ROWS, fill


def _add(code: str) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(insert(Department).values(code=code, name=code))

    return work


def _codes(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(Department.code).order_by(Department.code)).scalars())


@pytest.fixture
def second(database_url: str, database: Database) -> Iterator[Database]:
    """The same clinic as another desk has it open."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Database]:
    """A clinic on PostgreSQL, for what only a server can do."""
    opened = Database.open(postgres_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    """A clinic in a SQLite file, for what only a file can do."""
    opened = Database.open(sqlite_url)
    yield opened
    opened.close()


def test_what_is_written_is_read_back(database: Database) -> None:
    """Names of all scripts, days, and instants in whatever zone they were given."""
    noon = datetime(2026, 3, 29, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    row = ROWS["consumer"][0] | {
        "first_name": "محمد \u202eŁukasz",
        "last_name": "李 <b>Nguyễn</b> 🩺",
        "birth_date": date(1900, 1, 1),
        "created_at": noon,
    }
    database.write(lambda connection: connection.execute(insert(Consumer), row))
    with database.read() as connection:
        found = connection.execute(
            select(Consumer.first_name, Consumer.last_name, Consumer.birth_date, Consumer.created_at, Consumer.version)
        ).one()
    assert found == (row["first_name"], row["last_name"], date(1900, 1, 1), noon, 1)
    assert found.created_at.tzinfo is UTC


def test_words_and_documents_come_back_as_they_were(database: Database) -> None:
    database.write(fill)
    history = ROWS["history"][0] | {"appointment_id": None, "consumer_id": 1, "changes": {"name": ["Ł", None]}}
    database.write(lambda connection: connection.execute(insert(History), history))
    with database.read() as connection:
        assert connection.execute(select(History.changes)).scalar_one() == {"name": ["Ł", None]}


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    row = ROWS["consumer"][0] | {"created_at": datetime(2026, 3, 2, 9, 0)}  # noqa: DTZ001  that is what is refused
    with pytest.raises(StatementError, match="needs a zone"):
        database.write(lambda connection: connection.execute(insert(Consumer), row))


def test_what_raises_leaves_nothing(database: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(insert(Department).values(code="a", name="A"))
        raise RuleBroken("some.rule")

    with pytest.raises(RuleBroken, match=r"some\.rule"):
        database.write(work)
    assert _codes(database) == []


def test_a_taken_name_is_told_by_its_column(database: Database) -> None:
    database.write(_add("a"))
    with pytest.raises(RuleBroken) as caught:
        database.write(_add("a"))
    assert (caught.value.code, caught.value.fields) == ("value.taken", ("code",))
    assert caught.value.params["table"] == "department"


def test_a_bug_stays_a_bug(database: Database) -> None:
    with pytest.raises(DBAPIError):
        database.write(lambda connection: connection.execute(text("SELECT * FROM nowhere")))
    with pytest.raises(DBAPIError):
        database.write(lambda connection: connection.execute(insert(Department).values(code="a", name="n" * 101)))


def test_an_error_that_was_swallowed_is_never_called_saved(database: Database) -> None:
    """PostgreSQL would answer such a COMMIT with ROLLBACK and no error."""

    def work(connection: Connection) -> None:
        connection.execute(insert(Department).values(code="a", name="A"))
        with pytest.raises(IntegrityError):
            connection.execute(insert(Department).values(code="a", name="A"))

    if database.dialect == "sqlite":  # a failed statement leaves the rest of the transaction whole there
        database.write(work)
        assert _codes(database) == ["a"]
        return
    with pytest.raises(AssertionError, match="swallowed"):
        database.write(work)
    assert _codes(database) == []


def test_a_part_can_be_taken_back(database: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(insert(Department).values(code="a", name="A"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(insert(Department).values(code="a", name="A"))
        connection.execute(insert(Department).values(code="b", name="B"))

    database.write(work)
    assert _codes(database) == ["a", "b"]


def test_nothing_is_written_while_reading(database: Database) -> None:
    database.write(_add("a"))
    with pytest.raises((DBAPIError, Unavailable)), database.read() as connection:
        connection.execute(delete(Department))
    assert _codes(database) == ["a"]
    database.write(_add("b"))  # and the connection is good for writing again


def test_a_read_sees_one_moment(database: Database, second: Database) -> None:
    database.write(_add("a"))
    with database.read() as connection:
        first = connection.execute(select(Department.code)).scalars().all()
        if database.dialect == "postgresql":  # on SQLite the commit waits for the reader to end
            second.write(_add("b"))
        assert connection.execute(select(Department.code)).scalars().all() == first
    if database.dialect == "sqlite":
        second.write(_add("b"))
    assert _codes(database) == ["a", "b"]


def test_many_threads_share_it(database: Database) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(5):
                database.write(_add(f"{number}-{step}"))
                assert f"{number}-{step}" in _codes(database)
        except BaseException as error:  # noqa: BLE001  handed to the test below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(_codes(database)) == 40


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_a_lost_race_is_run_again_up_to_five_times(postgres: Database, state: str) -> None:
    runs = 0

    def work(connection: Connection, succeed_at: int) -> None:
        nonlocal runs
        runs += 1
        connection.execute(insert(Department).values(code=str(runs), name="A"))
        if runs < succeed_at:
            connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$"))

    postgres.write(lambda connection: work(connection, 5))
    assert _codes(postgres) == ["5"]
    with pytest.raises(Unavailable, match=r"database\.busy"):
        postgres.write(lambda connection: work(connection, 99))
    assert runs == 10
    assert _codes(postgres) == ["5"]


def test_sqlite_waits_for_another_writer_and_then_says_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.database.sqlite.WAIT_SECONDS", 0.02)
    monkeypatch.setattr("frontdesk.database.sqlite.settings", lambda: {"foreign_keys": 1})
    database = Database.open(sqlite_url)
    runs = 0

    def work(connection: Connection) -> None:
        nonlocal runs
        runs += 1
        connection.execute(insert(Department).values(code="a", name="A"))

    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match=r"database\.busy"):
            database.write(work)
        assert runs == 0  # the write lock comes first, so no work is done in vain
        other.execute("ROLLBACK")
    database.write(work)
    assert runs == 1
    database.close()


def test_a_calendar_that_another_desk_holds_is_waited_for(postgres_url: str) -> None:
    one, other = Database.open(postgres_url), Database.open(postgres_url)
    one.write(fill)
    entered = threading.Event()
    order: list[str] = []

    def slow(connection: Connection) -> None:
        lock_calendars(connection, [2, 1, 1], [1])
        entered.set()
        _wait_for_a_waiter(postgres_url)
        order.append("first")

    def quick(connection: Connection) -> None:
        lock_calendars(connection, [1], [])
        order.append("second")

    thread = threading.Thread(target=one.write, args=(slow,))
    thread.start()
    entered.wait()
    other.write(lambda connection: connection.execute(update(Staff).where(Staff.id == 3).values(name="free")))
    other.write(quick)
    thread.join()
    assert order == ["first", "second"]
    one.close()
    other.close()


def _wait_for_a_waiter(url: str) -> None:
    """Returns as soon as somebody queues for a lock."""
    with psycopg.connect(url, autocommit=True) as watcher:
        while watcher.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone() is None:
            pass


def test_locking_calendars_is_nothing_on_sqlite(sqlite: Database) -> None:
    sqlite.write(lambda connection: lock_calendars(connection, [1], [1]))


def test_a_lock_that_does_not_come_is_busy(postgres: Database, postgres_url: str) -> None:
    postgres.write(fill)
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT id FROM staff WHERE id = 1 FOR UPDATE")

        def work(connection: Connection) -> None:
            connection.execute(text("SET LOCAL lock_timeout = '20ms'"))
            lock_calendars(connection, [1], [])

        with pytest.raises(Unavailable, match=r"database\.busy"):
            postgres.write(work)


def test_a_statement_without_end_is_slow(postgres: Database) -> None:

    def work(connection: Connection) -> None:
        connection.execute(text("SET LOCAL statement_timeout = '20ms'"))
        connection.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(Unavailable, match=r"database\.slow"):
        postgres.write(work)


def test_a_lost_connection_is_told_and_the_next_call_connects_anew(postgres: Database, postgres_url: str) -> None:

    def work(connection: Connection) -> None:
        connection.execute(insert(Department).values(code="a", name="A"))
        with psycopg.connect(postgres_url) as other:
            own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (own,))
        connection.execute(insert(Department).values(code="b", name="B"))

    with pytest.raises(Unavailable) as caught:
        postgres.write(work)
    assert (caught.value.code, caught.value.params["maybe_saved"]) == ("database.lost", False)
    postgres.write(_add("c"))
    assert _codes(postgres) == ["c"]


def test_a_connection_lost_with_the_commit_on_its_way_may_have_saved(postgres: Database) -> None:

    def work(connection: Connection) -> None:
        connection.execute(insert(Department).values(code="a", name="A"))
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        _shut(driver)

    with pytest.raises(Unavailable) as caught:
        postgres.write(work)
    assert (caught.value.code, caught.value.params["maybe_saved"]) == ("database.lost", True)
    assert _codes(postgres) == []


def _shut(driver: psycopg.Connection) -> None:
    """Cuts the line under a connection, as a network does."""
    with socket.socket(fileno=os.dup(driver.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


def test_a_full_or_read_only_disk_is_told(sqlite: Database) -> None:

    def full(connection: Connection) -> None:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.execute(insert(Department), [{"code": f"{n}", "name": "n" * 100} for n in range(1000)])

    with pytest.raises(Unavailable, match=r"database\.full"):
        sqlite.write(full)
    assert _codes(sqlite) == []


def test_a_server_that_may_only_be_read_is_told(postgres: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(insert(Department).values(code="a", name="A"))

    with pytest.raises(Unavailable, match=r"database\.read-only"):
        postgres.write(work)


def test_who_waited_for_the_write_lock_waits_as_long_as_ever_for_readers_after_it(sqlite_url: str) -> None:
    """It is asked for in short steps; the commit has to wait for readers longer than a step."""
    database = Database.open(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    let_go = threading.Timer(0.1, other.rollback)  # several steps later
    let_go.start()
    found = database.write(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout").scalar())
    let_go.join()
    assert found == WAIT_SECONDS * 1000
    other.close()
    database.close()
