"""Invariants of history: it tells all that happened to an appointment, and what is said of it is in it."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select

from frontdesk.database.tables import Appointment, History, Signature
from frontdesk.rules.words import Action
from frontdesk.services.replay import replayed
from frontdesk.services.verify_findings import Finding, each


def versions(connection: Connection) -> Iterator[Finding]:
    """An appointment of version n has history entries 1 to n."""
    counted = (
        select(
            History.appointment_id.label("id"),
            func.count().label("entries"),
            func.max(History.version).label("last"),
        )
        .where(History.version.is_not(None))
        .group_by(History.appointment_id)
        .subquery()
    )
    rows = connection.execute(
        select(Appointment.code, Appointment.version, counted.c.entries, counted.c.last)
        .join(counted, counted.c.id == Appointment.id, isouter=True)
        .where(
            or_(
                counted.c.entries.is_(None),
                counted.c.entries != Appointment.version,
                counted.c.last != Appointment.version,
            )
        )
    )
    for row in rows:
        yield Finding(
            "history.versions", f"appointment {row.code}", f"version {row.version}, {row.entries or 0} entries"
        )


def history(connection: Connection) -> Iterator[Finding]:
    """Replaying an appointment's history gives its present row."""
    for code, column, told, present in replayed(connection):
        yield Finding("history.replay", f"appointment {code}", f"{column}: history says {told!r}, it is {present!r}")


def signatures(connection: Connection) -> Iterator[Finding]:
    """A signature belongs to the entry of history that says that its appointment's completion is confirmed."""
    own = (History.appointment_id == Signature.appointment_id, History.version == Signature.appointment_version)
    said = select(History.id).where(*own, History.action == Action.CONFIRM_COMPLETION.value)
    yield from each(connection, "signature.stray", select(Signature.id).where(~said.exists()))
