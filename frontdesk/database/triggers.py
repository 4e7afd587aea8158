"""The triggers: no overlaps on SQLite; on both engines history only grows, versions never fall, plans are stamped."""

from collections.abc import Iterable, Iterator
from typing import Final

from frontdesk.rules.words import HOLDS_SLOT

_DAY: Final = 24 * 3600 * 1_000_000
_SLOT: Final = "clinician_id, room_id, room_unit, status, starts_at, busy_from, busy_to, overbooked"
_SAME: Final = {"clinician": ("clinician_id",), "room": ("room_id", "room_unit")}

_ONLY_GROWS: Final = "history is only ever added to"
NEVER_DELETED: Final = "appointments are never deleted, only cancelled"
_IDENTITY: Final = "an appointment keeps its id and code"
_STEP: Final = "a version stays or rises by one"

PLANNED: Final = (
    *("center", "opening_hours", "room", "room_unit"),
    *("service", "service_modality", "questionnaire", "question", "program", "dose"),
    *("staff", "staff_role", "staff_center", "staff_service"),
    *("work_schedule", "work_schedule_line", "line_service", "line_modality", "schedule_exception"),
    *("setting", "form_field", "webhook"),
)
"""The tables of plans: what is offered, by whom, where, when, by which settings and forms; a write changes it."""
_STAMP: Final = (
    "INSERT INTO plan_stamp (id, stamp) VALUES (1, {random}) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;"
)


def quoted(words: Iterable[str]) -> str:
    """Codes as a list of SQL strings; only for the fixed vocabularies of `rules.words`."""
    return ", ".join(f"'{word}'" for word in words)


def holds(row: str = "") -> str:
    """The SQL for "this appointment keeps everybody else off its time", said here only; `row` is `NEW.` or nothing."""
    return f"{row}status IN ({quoted(HOLDS_SLOT)}) AND {row}starts_at IS NOT NULL AND NOT {row}overbooked"


def triggers(dialect: str, versioned: Iterable[str]) -> tuple[str, ...]:
    """The SQL that makes them all; `versioned` are the tables whose `version` may only stay or rise by one."""
    versions = [table for table in versioned if table != "history"]
    return tuple(_sqlite(versions) if dialect == "sqlite" else _postgresql(versions))


def _sqlite(versioned: Iterable[str]) -> Iterator[str]:
    for name, columns in _SAME.items():
        yield _overlap(name, columns, "insert", "INSERT")
        yield _overlap(name, columns, "update", f"UPDATE OF {_SLOT}")
    yield _refuse("history_no_update", "UPDATE ON history", "", _ONLY_GROWS)
    yield _refuse("history_no_delete", "DELETE ON history", "", _ONLY_GROWS)
    # REPLACE deletes the row in its way without asking the delete triggers.
    yield _refuse(
        "history_no_replace",
        "INSERT ON history",
        "EXISTS (SELECT 1 FROM history WHERE id = NEW.id"
        " OR (appointment_id = NEW.appointment_id AND version = NEW.version))",
        _ONLY_GROWS,
    )
    yield _refuse("appointment_no_delete", "DELETE ON appointment", "", NEVER_DELETED)
    yield _refuse(
        "appointment_no_replace",
        "INSERT ON appointment",
        "EXISTS (SELECT 1 FROM appointment WHERE id = NEW.id OR code = NEW.code)",
        NEVER_DELETED,
    )
    yield _refuse(
        "appointment_identity",
        "UPDATE OF id, code ON appointment",
        "NEW.id <> OLD.id OR NEW.code <> OLD.code",
        _IDENTITY,
    )
    for table in versioned:
        condition = "NEW.version NOT IN (OLD.version, OLD.version + 1)"
        yield _refuse(f"{table}_version_step", f"UPDATE OF version ON {table}", condition, _STEP)
    stamp = _STAMP.format(random="lower(hex(randomblob(16)))")
    for table in PLANNED:
        for event in ("insert", "update", "delete"):
            name = f"{table}_stamp_{event}"
            yield f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table}\nBEGIN\n  {stamp}\nEND"


def _overlap(name: str, columns: Iterable[str], when: str, event: str) -> str:
    """After the row is in place and its CHECKs held: is there another one in its way?

    A busy span is at most 24 hours (CHECK), so none that began earlier than that can reach into this one.
    """
    first = next(iter(columns))
    others = [
        f"FROM appointment INDEXED BY ix_appointment_{name}_busy",
        f"WHERE {holds()} AND {first} IS NOT NULL",
        *(f"AND {column} = NEW.{column}" for column in columns),
        f"AND busy_from < NEW.busy_to AND busy_from > NEW.busy_from - {_DAY} AND busy_to > NEW.busy_from",
        "AND id <> NEW.id;",
    ]
    return "\n".join(
        (
            f"CREATE TRIGGER appointment_{name}_overlap_{when} AFTER {event} ON appointment",
            f"WHEN {holds('NEW.')} AND NEW.{first} IS NOT NULL",
            f"BEGIN\n  SELECT RAISE(ABORT, 'overlap {name}')",
            *(f"  {line}" for line in others),
            "END",
        )
    )


def _refuse(name: str, event: str, condition: str, words: str) -> str:
    when = f"\nWHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {event}{when}\nBEGIN\n  SELECT RAISE(ABORT, '{words}');\nEND"


def _postgresql(versioned: Iterable[str]) -> Iterator[str]:
    yield (
        "CREATE FUNCTION frontdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation';\n"
        "END $$"
    )
    for table, words in (("history", _ONLY_GROWS), ("appointment", NEVER_DELETED)):
        yield _call(f"{table}_no_truncate", f"TRUNCATE ON {table} FOR EACH STATEMENT", words)
        yield _call(f"{table}_no_delete", f"DELETE ON {table} FOR EACH ROW", words)
    yield _call("history_no_update", "UPDATE ON history FOR EACH ROW", _ONLY_GROWS)
    yield _call(
        "appointment_identity",
        "UPDATE ON appointment FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.code <> OLD.code)",
        _IDENTITY,
    )
    for table in versioned:
        condition = "NEW.version NOT IN (OLD.version, OLD.version + 1)"
        yield _call(f"{table}_version_step", f"UPDATE ON {table} FOR EACH ROW WHEN ({condition})", _STEP)
    stamp = _STAMP.format(random="replace(gen_random_uuid()::text, '-', '')")
    yield (
        "CREATE FUNCTION frontdesk_stamp_plans() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN\n  {stamp}\n  RETURN NULL;\nEND $$"
    )
    for table in PLANNED:
        yield (
            f"CREATE TRIGGER {table}_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION frontdesk_stamp_plans()"
        )


def _call(name: str, event: str, words: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} EXECUTE FUNCTION frontdesk_refuse('{words}')"
