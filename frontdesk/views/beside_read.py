"""Reads what stands beside an appointment's status: rejection, signature, series, what it waits for, video platform."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from frontdesk.database.tables import Appointment, Series, Signature, Staff, VideoPlatform, Waiting
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.words import Action, Status
from frontdesk.views.appointment import HistoryLine, Rejected, SeriesPlace, SignatureView, WaitingWish

_wished = aliased(Staff)
_WISH = ("priority", "first_day", "last_day", "weekdays", "from_time", "to_time", "remark", "version")
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    VideoPlatform.__table__.c.name.label("video_platform"),
    Waiting.__table__.c.appointment_id.label("wish"),
    *(Waiting.__table__.c[name].label(f"wish_{name}") for name in _WISH),
    _wished.name.label("wish_clinician"),
)
_SIGNATURE = select(Signature.signer, Signature.signed_at, Signature.strokes).where(
    Signature.appointment_id == bindparam("appointment"),
    Signature.signed_at == bindparam("confirmed", type_=UtcDateTime()),
)
_LAST_OF_SERIES = (
    select(func.max(Appointment.series_position)).where(Appointment.series_id == Series.id).scalar_subquery()
)
_SERIES = select(Series.every, Series.unit, _LAST_OF_SERIES.label("last")).where(Series.id == bindparam("series"))
_STANDS_AHEAD = (Status.PROPOSED, Status.PENDING, Status.BOOKED)


def with_beside(summary: Select[Any]) -> Select[Any]:
    """The statement of an appointment with what hangs on its row by a key."""
    return (
        summary.add_columns(*_COLUMNS)
        .join(VideoPlatform, VideoPlatform.id == Appointment.video_platform_id, isouter=True)
        .join(Waiting, Waiting.appointment_id == Appointment.id, isouter=True)
        .join(_wished, _wished.id == Waiting.clinician_id, isouter=True)
    )


def read_beside(connection: Connection, a: Any, history: Sequence[HistoryLine], now: datetime) -> dict[str, Any]:
    """The fields of the view, of a row of `with_beside`; a further statement only where there is something to read."""
    return {
        "task_accepted_at": a["task_accepted_at"],
        "consumer_confirmed_at": a["consumer_confirmed_at"],
        "rejected": _rejected(a, history),
        "signature": _signature(connection, a),
        "series": _series(connection, a),
        "video_platform": a["video_platform"] or "",
        "video_link": a["video_link"] or "",
        "waiting": _waiting(a, now),
    }


def _rejected(a: Any, history: Sequence[HistoryLine]) -> Rejected | None:
    if a["status"] is not Status.PROPOSED or a["clinician_id"] is not None:
        return None
    line = next((one for one in history if one.action == Action.REJECT_TASK), None)
    if line is None:
        return None
    why = next((new for name, _old, new in line.changes if name == "remark"), "")
    return Rejected(line.actor, line.at, why)


def _signature(connection: Connection, a: Any) -> SignatureView | None:
    """That of the confirmation which stands; one that was taken back is kept and not shown."""
    confirmed = a["completion_confirmed_at"]
    if confirmed is None:
        return None
    row = connection.execute(_SIGNATURE, {"appointment": a["id"], "confirmed": confirmed}).first()
    if row is None:
        return None
    strokes = tuple(tuple((x, y) for x, y in stroke) for stroke in row.strokes)
    return SignatureView(row.signer, row.signed_at, strokes)


def _series(connection: Connection, a: Any) -> SeriesPlace | None:
    if a["series_id"] is None:
        return None
    row = connection.execute(_SERIES, {"series": a["series_id"]}).one()
    return SeriesPlace(a["series_id"], a["series_position"], row.last or 0, row.every, row.unit)


def _waiting(a: Any, now: datetime) -> WaitingWish | None:
    ahead = a["status"] in _STANDS_AHEAD and a["starts_at"] is not None and a["starts_at"] > now
    if a["wish"] is None or not (ahead or a["status"] is Status.WAITLIST):
        return None
    return WaitingWish(clinician=a["wish_clinician"] or "", **{name: a[f"wish_{name}"] for name in _WISH})
