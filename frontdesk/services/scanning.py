"""Scanning a confirmation: within a second the desk knows who it is and what to do (DOC-3)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.database.tables import Appointment, Center, Clinic, Confirmation, Consumer, Service, Staff
from frontdesk.qr import Kind, Reading, read_text
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import Status
from frontdesk.services.desk import Desk
from frontdesk.services.forms import Scan

_FINISHED = (Status.FULFILLED, Status.NOSHOW)
_IN = (Status.ARRIVED, Status.CHECKED_IN)
_GONE = (Status.CANCELLED, Status.ENTERED_IN_ERROR)


class Scanning:
    """What a person does with a QR confirmation that is held out to them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def scan(self, text: str, center_id: int | None = None) -> Scan:
        """What a scanned or typed code is, seen from this center (from anywhere when it is None)."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return _scanned(self._desk, connection, text, center_id)

    def scan_picture(self, data: bytes, center_id: int | None = None) -> Scan:
        """The same for a picture or PDF file; of several codes the first that is one of ours.

        Raises RuleBroken `picture.unreadable`, `picture.no-code`, `picture.too-large`.
        """
        # Readers of pictures are heavy; a desk with a keyboard scanner never loads them.
        from frontdesk.documents.reading import codes_in_picture  # noqa: PLC0415  see above

        found = [self.scan(text, center_id) for text in codes_in_picture(data)]
        return next((scan for scan in found if scan.appointment_id is not None), found[0])


def _scanned(desk: Desk, connection: Connection, text: str, center_id: int | None) -> Scan:
    clinic = connection.execute(select(Clinic.mark, Clinic.key)).one()
    reading = read_text(text, clinic.mark, clinic.key)
    if reading.kind in {Kind.FOREIGN, Kind.FORGED}:
        return Scan(reading.kind.value)
    row = _found(connection, reading)
    if row is None:
        return Scan("unknown")
    plans = desk.memory.plans(connection)
    early = int(plans.setting(connection, "check-in.early_minutes", default=60))
    late = int(plans.setting(connection, "check-in.late_minutes", default=10))
    outcome = _outcome(row, center_id, desk.now(), early, late)
    return Scan(
        outcome=outcome,
        appointment_id=row.id,
        version=row.version,
        consumer=row.consumer,
        service=row.service,
        clinician=row.clinician or "",
        center=row.center,
        wall_start=row.wall_start,
        zone=row.zone,
        can_check_in=outcome in {"valid", "early", "late"},
    )


def _found(connection: Connection, reading: Reading) -> Any:
    """The appointment behind a token or short code, with the start its confirmation promised."""
    wanted = (
        select(
            Appointment.id,
            Appointment.version,
            Appointment.status,
            Appointment.starts_at,
            Appointment.wall_start,
            Appointment.day,
            Appointment.zone,
            Appointment.center_id,
            Confirmation.starts_at.label("promised"),
            (Consumer.first_name + " " + Consumer.last_name).label("consumer"),
            Service.name.label("service"),
            Staff.name.label("clinician"),
            Center.name.label("center"),
        )
        .join(Consumer, Consumer.id == Appointment.consumer_id)
        .join(Service, Service.id == Appointment.service_id)
        .join(Center, Center.id == Appointment.center_id)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .join(Confirmation, Confirmation.appointment_id == Appointment.id, isouter=True)
        .order_by(Confirmation.id.desc())
    )
    if reading.kind is Kind.OURS:
        return connection.execute(wanted.where(Confirmation.token == reading.token)).first()
    if reading.kind is Kind.SHORT_CODE:
        return connection.execute(wanted.where(Appointment.code == reading.code)).first()
    return None


_BY_STATUS = {
    **dict.fromkeys(_GONE, "cancelled"),
    **dict.fromkeys(_FINISHED, "finished"),
    **dict.fromkeys(_IN, "already-in"),
}


def _outcome(row: Any, center_id: int | None, now: datetime, early: int, late: int) -> str:
    """The first of these that holds; `early` and `late` are minutes from the start."""
    if row.status in _BY_STATUS:
        return _BY_STATUS[row.status]
    if row.starts_at is None:
        return "moved"
    minutes = (now - row.starts_at).total_seconds() / 60
    told = {
        "moved": row.promised is not None and row.promised != row.starts_at,
        "other-day": row.day != to_wall(now, row.zone).date(),
        "other-center": center_id is not None and row.center_id != center_id,
        "not-confirmed": row.status is not Status.BOOKED,
        "late": minutes > late,
        "early": minutes < -early,
    }
    return next((outcome for outcome, holds in told.items() if holds), "valid")
