"""What a person may do to the rows of an appointment by hand, and how each is then to be told."""

import sqlite3

import psycopg

from frontdesk.clinic import Clinic
from frontdesk.views.day import Card, Damaged

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
        for table in ("appointment", "schedule_exception"):
            checks = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'x')"
            for (name,) in server.execute(checks, [table]).fetchall():
                server.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
        server.execute(statement.encode())
