"""A row that was damaged by hand never hides a day: it is marked, logged once, and found by verify (APT-13)."""

import logging
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.day import Card, Damaged, DayView
from tests.little import INFLUENZA, RIVERSIDE, TODAY, at, influenza, maria

SQLITE, BOTH = False, True
"""Whether PostgreSQL lets such a value in too."""
CARD, LINE = Card, Damaged
NO_TEXT = "UPDATE consumer SET last_name = CAST(x'ff' AS TEXT) WHERE id = 1"
THIRD, FOURTH = "FROM appointment a WHERE a.id = 3", "FROM appointment a WHERE a.id = 4"

DAMAGE: list[tuple[str, str, bool, str, type]] = [
    ("a status of another program", "status = 'lost'", BOTH, "status.unknown", CARD),
    ("a modality of another program", "modality = 'fax'", BOTH, "modality.unknown", CARD),
    ("an end before the start", f"starts_at = (SELECT a.ends_at {THIRD})", BOTH, "time.reversed", CARD),
    ("no length", "ends_at = starts_at", BOTH, "time.reversed", CARD),
    ("no start", "starts_at = NULL", BOTH, "time.missing", LINE),
    ("no end", "ends_at = NULL", BOTH, "time.missing", CARD),
    ("a start in words", "starts_at = 'nine'", SQLITE, "time.unreadable", LINE),
    ("an end in words", "ends_at = 'ten'", SQLITE, "time.unreadable", CARD),
    ("a start beyond all calendars", "starts_at = 9223372036854775807", SQLITE, "time.unreadable", LINE),
    ("no clock time", "wall_start = NULL", BOTH, "wall.missing", CARD),
    ("a clock time in words", "wall_start = 'nine'", SQLITE, "time.unreadable", CARD),
    ("another clock time", f"wall_start = (SELECT a.wall_start {THIRD})", BOTH, "wall.other", CARD),
    ("an unknown zone", "zone = 'Mars/Olympus'", BOTH, "zone.unknown", CARD),
    ("no zone", "zone = ''", BOTH, "zone.unknown", CARD),
    ("a consumer who is gone", "DELETE FROM consumer WHERE id = 1", BOTH, "consumer.missing", CARD),
    ("a consumer that never was", "consumer_id = 999", BOTH, "consumer.missing", CARD),
    (
        "a name that is no text",
        NO_TEXT,
        SQLITE,
        "consumer.missing",
        CARD,
    ),
    ("a phone that is no text", "UPDATE consumer SET phone = x'00ff' WHERE id = 1", SQLITE, "row.unreadable", CARD),
    ("a service that never was", "service_id = 999", BOTH, "service.missing", CARD),
    ("a clinician who never was", "clinician_id = 999", BOTH, "clinician.missing", CARD),
    ("a clinician in words", "clinician_id = 'chen'", SQLITE, "row.unreadable", CARD),
    ("a room that never was", "room_id = 999", BOTH, "room.missing", CARD),
    ("a dose that never was", "dose_id = 999", BOTH, "dose.missing", CARD),
    ("another day", "day = '2026-11-26'", BOTH, "day.other", LINE),
    ("a time on another day", f"starts_at = (SELECT a.starts_at {FOURTH})", BOTH, "time.reversed", LINE),
    ("nothing kept busy", "busy_from = NULL, busy_to = NULL", BOTH, "busy.wrong", CARD),
    ("half of it kept busy", "busy_to = starts_at", BOTH, "busy.wrong", CARD),
    ("a version in words", "version = 'two'", SQLITE, "row.unreadable", CARD),
    ("an arrival in words", "arrived_at = 'soon'", SQLITE, "row.unreadable", CARD),
]


def of_both(both: bool) -> list[tuple[str, str, type]]:
    return [(statement, problem, kind) for _name, statement, on_both, problem, kind in DAMAGE if on_both is both]


def ids_of(both: bool) -> list[str]:
    return [name for name, _statement, on_both, *_more in DAMAGE if on_both is both]


@pytest.fixture
def booked(clinic: Clinic) -> Clinic:
    """Four people, of whom the first will be damaged: today at 11, 12 and 13, and on the day after tomorrow."""
    for number, start in enumerate((at(11), at(12), at(13), at(11, days=2)), 1):
        who = maria(clinic, f"person.{number}", first_name=f"Person{number}", phone="+351912345678")
        clinic.booking.book(influenza(who, start=start), new_command_id())
    return clinic


def plant(clinic: Clinic, damage: str) -> None:
    """What a person does in sqlite3 or psql who has switched everything off that would stop them."""
    url = clinic.desk.database.url
    whole = damage.startswith(("UPDATE", "DELETE"))
    statement = damage if whole else f"UPDATE appointment SET {damage} WHERE id = 1"
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        file.execute("PRAGMA foreign_keys = OFF")
        file.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute(statement)
        file.close()
        return
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        checks = "SELECT conname FROM pg_constraint WHERE conrelid = 'appointment'::regclass AND contype IN ('c', 'x')"
        for (name,) in server.execute(checks).fetchall():
            server.execute(f'ALTER TABLE appointment DROP CONSTRAINT "{name}"'.encode())
        server.execute(statement.encode())


def found(view: DayView) -> Iterator[Card | Damaged]:
    """What the day shows as damaged."""
    yield from view.damaged
    yield from (card for column in view.columns for card in column.cards if card.problem)


def names(view: DayView) -> set[str]:
    return {card.consumer for column in view.columns for card in column.cards if not card.problem}


def check(booked: Clinic, statement: str, problem: str, kind: type) -> None:
    """The day shows the others as ever, the damaged one as such; verify finds it, and its panel opens or says no."""
    plant(booked, statement)
    day = date(2026, 11, 26) if statement.startswith("day") else TODAY
    others = {"Person4 Silva"} if day != TODAY else {"Person2 Silva", "Person3 Silva"}
    for view in (booked.calendar.day(RIVERSIDE, day), booked.calendar.day(RIVERSIDE, day, by="room")):
        assert names(view) >= others
        marked = [one for one in found(view) if one.id == 1]
        nothing = problem == "clinician.missing" and view.by == "room"
        assert [(one.problem, type(one)) for one in marked] == ([] if nothing else [(problem, kind)])
        assert all(card.wall_start is not None and card.end >= card.start for card in marked if isinstance(card, Card))
    try:
        assert booked.appointments.view(1).id == 1
    except RuleBroken as refused:
        assert refused.code == "appointment.damaged"  # noqa: PT017  either is right
    found_too = {finding.code for finding in verify(booked.desk.database)}
    assert found_too & {"row.damaged", "engine.foreign-key", "task.disagrees"}


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment 1 is damaged")
@pytest.mark.parametrize(("statement", "problem", "kind"), of_both(BOTH), ids=ids_of(BOTH))
def test_a_damaged_row_is_marked_and_hides_nothing(booked: Clinic, statement: str, problem: str, kind: type) -> None:
    check(booked, statement, problem, kind)


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment 1 is damaged")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("statement", "problem", "kind"), of_both(SQLITE), ids=ids_of(SQLITE))
def test_what_only_sqlite_lets_in_hides_nothing(booked: Clinic, statement: str, problem: str, kind: type) -> None:
    check(booked, statement, problem, kind)


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment 1 is damaged: status.unknown")
def test_it_is_logged_once_and_without_a_word_about_a_person(booked: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    plant(booked, "status = 'lost'")
    with caplog.at_level(logging.WARNING):
        for _look in range(3):
            booked.calendar.day(RIVERSIDE, TODAY)
        booked.calendar.week(RIVERSIDE, TODAY)
    told = [record.getMessage() for record in caplog.records]
    assert told == ["appointment 1 is damaged: status.unknown; frontdesk verify tells more"]
    assert "Person" not in caplog.text


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment . is damaged")
def test_many_damaged_rows_among_many_hide_none(clinic: Clinic) -> None:
    for number in range(16):
        who = maria(clinic, f"person.{number}", first_name=f"Person{number}")
        clinic.booking.book(influenza(who, start=at(9 + number // 3, number % 3 * 20, days=1)), new_command_id())
    plant(clinic, "UPDATE appointment SET status = 'lost' WHERE id IN (1, 7, 8)")
    view = clinic.calendar.day(RIVERSIDE, TODAY + timedelta(days=1))
    assert len(names(view)) == 13
    marked = list(found(view))
    assert sorted(one.id for one in marked) == [1, 7, 8]
    assert all(card.status is Status.ENTERED_IN_ERROR for card in marked if isinstance(card, Card))
    assert all(isinstance(card, Card) and card.service_id == INFLUENZA for card in marked)
