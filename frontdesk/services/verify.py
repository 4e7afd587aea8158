"""Checks every invariant of a database: what is found is told by code, with the record it is about.

Run by `frontdesk verify`, by tests after every step, and by the demo's builder. It only reads.
The invariants stand beside it by subject, in `verify_*`; `RULES` lists them all.
"""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.verify_appointments import doses, marks, overbooked, series, tasks, waiting
from frontdesk.services.verify_findings import Finding, Rule
from frontdesk.services.verify_history import history, signatures, versions
from frontdesk.services.verify_messages import confirmations, outbox, told_once
from frontdesk.services.verify_requests import answered, belongings, merged, requests, suggestions
from frontdesk.services.verify_times import exceptions, overlaps, room_units, wall_clock
from frontdesk.views.card_rows import UNREADABLE
from frontdesk.views.damaged_rows import damaged_rows


def verify(database: Database, *, most: int = 100) -> tuple[Finding, ...]:
    """Everything that is wrong with the database, at most `most` findings of each invariant; empty when it is sound."""
    findings: list[Finding] = []
    with database.read() as connection:
        for rule in RULES:
            findings += _found(rule, connection, most)
    return tuple(findings)


def _found(rule: Rule, connection: Connection, most: int) -> Iterator[Finding]:
    """What a rule finds; one that stumbles over a value that cannot be read says so, and the others go on."""
    try:
        yield from islice(rule(connection), most)
    except (*UNREADABLE, RuleBroken) as problem:
        yield Finding("row.unreadable", rule.__name__.strip("_"), f"stopped at a damaged row: {type(problem).__name__}")
    except DBAPIError as problem:
        if "decode" not in str(problem.orig):
            raise
        yield Finding("row.unreadable", rule.__name__.strip("_"), "stopped at a text that is no UTF-8")


def _damaged(connection: Connection) -> Iterator[Finding]:
    """Each appointment can be read and shown as it should; of drifted times `wall_clock` tells."""
    for _id, code, problem in damaged_rows(connection):
        if problem != "wall.other":
            yield Finding("row.damaged", f"appointment {code}", problem)


def _engine(connection: Connection) -> Iterator[Finding]:
    """What the engine itself knows: pages and foreign keys on SQLite, constraints switched off on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield Finding("engine.damaged", "database", str(row[0])[:200])
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield Finding("engine.foreign-key", f"{row[0]} {row[1]}", f"points to nothing in {row[2]}")
        return
    for row in connection.execute(text("SELECT conname FROM pg_constraint WHERE NOT convalidated")):
        yield Finding("engine.constraint", row[0], "is not validated")


RULES: tuple[Rule, ...] = (
    _engine,
    _damaged,
    overlaps(Appointment.clinician_id, "overlap.clinician"),
    overlaps(Appointment.room_id, "overlap.room", Appointment.room_unit),
    room_units,
    versions,
    history,
    tasks,
    outbox,
    told_once,
    confirmations,
    wall_clock,
    exceptions,
    doses,
    marks,
    signatures,
    waiting,
    suggestions,
    requests,
    answered,
    series,
    overbooked,
    belongings,
    merged,
)
"""Every invariant, in the order in which they are told."""
