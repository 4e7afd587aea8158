"""What one desk does is heard by every other within moments, on both engines; nothing is missed for good."""

import contextlib
import json
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import reduce

import psycopg
import pytest
from sqlalchemy import Connection, text

from frontdesk.clinic import Clinic
from frontdesk.database import changes as watching
from frontdesk.database.changes import CHANNEL, tell
from frontdesk.database.engine import Database
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.forms import Act, Booked, ConsumerForm, new_command_id
from tests.little import CHEN, RIVERSIDE, TODAY, Clock, at, fill, influenza, maria, sign_in

LINES = f"pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN {CHANNEL}'"
PATIENCE = 10.0
"""Seconds after which what was not heard is taken for lost."""
EVERYTHING = Changes(everything=True)


class Ears:
    """A desk that listens, on a thread of its own as in the window."""

    def __init__(self, watch: Callable[..., None]) -> None:
        self._heard: queue.Queue[Changes] = queue.Queue()
        self.stop = threading.Event()
        self.thread = threading.Thread(target=watch, args=(self.stop, self._heard.put))

    def next(self) -> Changes:
        """What is told next."""
        return self._heard.get(timeout=PATIENCE)

    def is_silent(self) -> bool:
        """Whether nothing more was told so far."""
        return self._heard.empty()


@contextmanager
def listening(watch: Callable[..., None]) -> Iterator[Ears]:
    ears = Ears(watch)
    ears.thread.start()
    try:
        assert ears.next() == EVERYTHING  # nobody knows what happened before it listened
        yield ears
    finally:
        ears.stop.set()
        ears.thread.join(PATIENCE)
        assert not ears.thread.is_alive()


@contextmanager
def little(url: str, clock: Clock) -> Iterator[Clinic]:
    """A desk at the little clinic on that engine alone."""
    database = Database.open(url)
    with contextlib.suppress(RuleBroken):  # the first desk fills it
        fill(database)
    database.close()
    clinic = sign_in(url, clock)
    try:
        yield clinic
    finally:
        clinic.close()


@pytest.fixture
def other(clinic: Clinic, database: Database, clock: Clock) -> Iterator[Clinic]:
    """The manager at another desk, which has the same name."""
    opened = sign_in(database.url, clock, "manager")
    yield opened
    opened.close()


def book(clinic: Clinic, consumer: int, hour: int = 15) -> Booked:
    return clinic.booking.book(influenza(consumer, start=at(hour), clinician_id=CHEN), new_command_id())


@pytest.mark.feature("AVL-8")
def test_a_booking_is_heard_at_the_other_desk_as_exactly_what_it_changed(clinic: Clinic, other: Clinic) -> None:
    consumer = maria(other)
    with listening(clinic.watch) as ears:
        booked = book(other, consumer)
        assert ears.next() == booked.changes
        assert booked.changes.days == {(RIVERSIDE, TODAY)}
        assert booked.changes.calendars == {(CHEN, TODAY)}


@pytest.mark.feature("AVL-8")
def test_a_cancellation_is_heard(clinic: Clinic, other: Clinic) -> None:
    booked = book(other, maria(other))
    cancel = Act(Action.CANCEL, booked.appointment_id, 1, cancel_class=CancelClass.CONSUMER, reason_id=1)
    with listening(clinic.watch) as ears:
        other.appointments.act(cancel, new_command_id())
        heard = ears.next()
        assert heard.days == {(RIVERSIDE, TODAY)}
        assert heard.appointments == {booked.appointment_id}


def test_a_desk_does_not_hear_of_its_own_changes(clinic: Clinic, other: Clinic) -> None:
    consumer = maria(clinic)
    with listening(clinic.watch) as ears:
        book(clinic, consumer)
        theirs = book(other, consumer, 16)
        assert ears.next() == theirs.changes


def test_both_desks_hear_each_other_at_once(clinic: Clinic, other: Clinic) -> None:
    consumer = maria(clinic)
    with listening(clinic.watch) as ours, listening(other.watch) as theirs:
        first, second = book(clinic, consumer), book(other, consumer, 16)
        assert theirs.next() == first.changes
        assert ours.next() == second.changes
        assert ours.is_silent()
        assert theirs.is_silent()


@pytest.mark.feature("AVL-8")
def test_nothing_of_a_burst_from_three_desks_is_lost(clinic: Clinic, database: Database, clock: Clock) -> None:
    others = [sign_in(database.url, clock) for _desk in range(3)]
    made: list[Changes] = []

    def work(number: int) -> None:
        for one in range(8):
            name = f"burst{number}.{one}"
            form = ConsumerForm(name, "Maria", name, f"{name}@example.org", zone="Europe/Lisbon")
            made.append(others[number].consumers.make(form, new_command_id()).changes)

    with listening(clinic.watch) as ears:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wanted = reduce(Changes.__or__, made)
        assert len(wanted.consumers) == 24
        heard = Changes()
        while heard != wanted:
            heard |= ears.next()
            assert not heard.everything
        for desk in others:
            desk.close()


def test_what_was_not_saved_is_not_told(clinic: Clinic, database: Database, other: Clinic) -> None:
    consumer = maria(other)

    def fail(connection: Connection) -> None:
        tell(connection, other.desk.run, Changes(plans=frozenset({99})))
        raise ArithmeticError

    with listening(clinic.watch) as ears:
        with pytest.raises(ArithmeticError):
            database.write(fail)
        booked = book(other, consumer)
        assert ears.next() == booked.changes


def test_a_command_that_is_asked_for_again_answers_the_same_and_is_told_once(clinic: Clinic, other: Clinic) -> None:
    consumer, command = maria(other), new_command_id()
    booking = influenza(consumer, start=at(15), clinician_id=CHEN)
    with listening(clinic.watch) as ears:
        once = other.booking.book(booking, command)
        assert ears.next() == once.changes
        assert other.booking.book(booking, command) == once
        later = book(other, consumer, 16)
        assert ears.next() == later.changes


@pytest.mark.feature("AVL-8")
def test_what_nobody_could_list_is_told_as_everything(clinic: Clinic, database: Database, other: Clinic) -> None:
    many = Changes(appointments=frozenset(range(10_000)))
    with listening(clinic.watch) as ears:
        database.write(lambda connection: _write_by_hand(connection, other, many))
        assert ears.next() == EVERYTHING


def test_what_changes_nothing_is_not_told(clinic: Clinic, other: Clinic) -> None:
    consumer = maria(other)
    same = ConsumerForm("maria.silva", "Maria", "Silva", "maria.silva@example.org", zone="Europe/Lisbon")
    with listening(clinic.watch) as ears:
        assert other.consumers.edit(consumer, 1, same, new_command_id()).changes == Changes()
        booked = book(other, consumer)
        assert ears.next() == booked.changes


def _write_by_hand(connection: Connection, teller: Clinic, changes: Changes) -> None:
    """No command: on PostgreSQL only the telling is seen, on SQLite only that somebody wrote."""
    connection.execute(text("UPDATE staff SET name = 'Dr Mei Chen-Roy' WHERE id = 1"))
    tell(connection, teller.desk.run, changes)


@pytest.mark.feature("AVL-8")
def test_what_is_written_by_hand_into_the_file_is_seen(sqlite_url: str, clock: Clock) -> None:
    with little(sqlite_url, clock) as clinic, listening(clinic.watch) as ears:
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as hand, hand:
            hand.execute("UPDATE service SET name = 'Flu' WHERE id = 1")
        assert ears.next() == EVERYTHING


def test_what_this_desk_writes_without_a_command_is_not_taken_for_a_strange_hand(sqlite_url: str, clock: Clock) -> None:
    with little(sqlite_url, clock) as clinic, little(sqlite_url, clock) as other, listening(clinic.watch) as ears:
        consumer = maria(other)
        ears.next()
        with pytest.raises(RuleBroken):
            clinic.sign_in("manager", "wrong")  # the failure is written
        booked = book(other, consumer)
        assert ears.next() == booked.changes


@pytest.mark.feature("ADM-4", "AVL-8")
def test_a_line_that_was_cut_comes_back_and_says_that_anything_may_have_changed(
    postgres_url: str, clock: Clock
) -> None:
    with little(postgres_url, clock) as clinic, little(postgres_url, clock) as other, listening(clinic.watch) as ears:
        consumer = maria(other)
        ears.next()
        for hour in (15, 16):
            with psycopg.connect(postgres_url, autocommit=True) as admin:
                admin.execute(f"SELECT pg_terminate_backend(pid) FROM {LINES}".encode())
            assert ears.next() == EVERYTHING
            booked = book(other, consumer, hour)
            assert ears.next() == booked.changes


@pytest.mark.parametrize(
    "noise",
    ["", "hello", "24", "[]", "{}", '{"changes": 3}', '{"changes": {"appointments": ["x\' OR 1=1"]}}', "[" * 7000],
)
def test_noise_on_the_line_is_taken_for_anything_and_the_desk_listens_on(
    postgres_url: str, clock: Clock, noise: str
) -> None:
    stranger = psycopg.connect(postgres_url, autocommit=True)
    with stranger, little(postgres_url, clock) as clinic, listening(clinic.watch) as ears:
        stranger.execute("SELECT pg_notify(%s, %s)", (CHANNEL, noise))
        assert ears.next() == EVERYTHING
        told = {"from": "", "changes": {"plans": [RIVERSIDE]}}
        stranger.execute("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(told)))
        assert ears.next() == Changes(plans=frozenset({RIVERSIDE}))


def test_history_that_grew_unheard_is_found_by_the_slow_look(
    postgres_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SAFETY_SECONDS", 0.0)
    with little(postgres_url, clock) as clinic, listening(clinic.watch) as ears:
        with psycopg.connect(postgres_url, autocommit=True) as hand:
            hand.execute(
                "INSERT INTO history (action, desk, at, changes, message, command_id)"
                " VALUES ('by-hand', 'psql', now(), '{}', '', '')"
            )
        assert ears.next() == EVERYTHING


@pytest.mark.logs("unexpected ArithmeticError")
def test_a_mistake_of_ours_does_not_make_the_desk_deaf(clinic: Clinic, other: Clinic) -> None:
    heard: list[Changes] = []

    def stumble_once(changes: Changes) -> None:
        heard.append(changes)
        if len(heard) == 1:
            raise ArithmeticError
        stop.set()

    stop = threading.Event()
    clinic.watch(stop, stumble_once)
    assert heard == [EVERYTHING, EVERYTHING]


def test_a_desk_that_stops_listening_leaves_no_line_behind(postgres_url: str, clock: Clock) -> None:
    count = f"SELECT count(*) FROM {LINES}".encode()
    with little(postgres_url, clock) as clinic, psycopg.connect(postgres_url, autocommit=True) as admin:
        with listening(clinic.watch):
            assert admin.execute(count).fetchone() == (1,)
        for _ in range(1000):  # the server notices a closed line when it looks
            if admin.execute(count + b" AND pg_sleep(0.01) IS NOT NULL").fetchone() == (0,):
                break
        assert admin.execute(count).fetchone() == (0,)
