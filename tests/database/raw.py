"""One row in every table by plain inserts, for tests that attack the database itself."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

from frontdesk.database.tables import Base
from frontdesk.rules.words import (
    CalendarType,
    ConfirmationMode,
    ExceptionKind,
    FormKind,
    MessageKind,
    Modality,
    OutboxState,
    QuestionKind,
    ReasonKind,
    RequestKind,
    Role,
    SeriesUnit,
    Source,
    Status,
    TaskState,
    VideoKind,
)

NINE: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
TABLES: Final[dict[str, Table]] = dict(Base.metadata.tables)

_STAFF = [{"id": n, "code": f"s{n}", "name": f"Dr {n}", "sort_name": str(n)} for n in (1, 2, 3)]
_UNITS = [{"room_id": 1, "number": n} for n in (1, 2)]
_WALL = {"wall_start": NINE.replace(tzinfo=None), "zone": "UTC"}

ROWS: Final[dict[str, list[dict[str, Any]]]] = {
    "clinic": [{"id": 1, "name": "Clinic", "mark": "m", "key": "k", "language": "en"}],
    "center": [
        {"id": 1, "code": "c", "name": "C", "address": "", "phone": "", "zone": "UTC", "country": "GB", "region": None}
    ],
    "opening_hours": [{"id": 1, "center_id": 1, "weekday": 0, "starts": time(8), "ends": time(0)}],
    "room": [{"id": 1, "center_id": 1, "code": "r", "name": "R", "kind": "room", "capacity": 2}],
    "room_unit": _UNITS,
    "department": [{"id": 1, "code": "d", "name": "D"}],
    "reason": [{"id": 1, "kind": ReasonKind.CANCEL, "code": "r", "name": "R"}],
    "metadata_field": [{"id": 1, "code": "m", "name": "M"}],
    "setting": [{"name": "s", "value": {"a": 1}}],
    "questionnaire": [{"id": 1, "code": "q", "name": "Q"}],
    "question": [
        {"id": 1, "questionnaire_id": 1, "position": 0, "text": "?", "kind": QuestionKind.TEXT, "choices": ["a"]}
    ],
    "service": [
        {
            "id": 1,
            "code": "s",
            "name": "S",
            "minutes": 15,
            "confirmation_mode": ConfirmationMode.AUTOMATIC,
            "what_to_bring": "",
            "colour": 0,
        }
    ],
    "service_modality": [{"service_id": 1, "modality": Modality.PHONE}],
    "program": [{"id": 1, "code": "p", "name": "P"}],
    "dose": [{"id": 1, "program_id": 1, "number": 1, "service_id": 1, "least_days": 0, "most_days": 0}],
    "staff": _STAFF,
    "staff_role": [{"staff_id": 1, "role": Role.AGENT}],
    "staff_center": [{"staff_id": 1, "center_id": 1}],
    "staff_service": [{"staff_id": 1, "service_id": 1}],
    "account": [{"staff_id": 1, "name": "a", "password_hash": "h"}],
    "consumer": [
        {
            "id": 1,
            "user_id": "u",
            "first_name": "U",
            "last_name": "V",
            "sort_name": "v u",
            "birth_date": date(1980, 2, 29),
            "language": "en",
            "zone": "UTC",
            "remarks": "",
            "created_at": NINE,
        }
    ],
    "form_field": [
        {
            "id": 1,
            "form": FormKind.CONSUMER,
            "code": "own-1",
            "name": "F",
            "kind": QuestionKind.TEXT,
            "choices": ["a"],
            "position": 0,
            "shown": True,
            "required": False,
        }
    ],
    "consumer_value": [{"consumer_id": 1, "field_id": 1, "value": "v"}],
    "consumer_word": [{"word": "u", "consumer_id": 1}],
    "request": [
        {
            "id": 1,
            "kind": RequestKind.NOW,
            "source": Source.DESK,
            "consumer_id": 1,
            "service_id": 1,
            "preferred_center_id": 1,
            "location_id": 1,
            "goals": "",
            "created_at": NINE,
        }
    ],
    "request_value": [{"request_id": 1, "field_id": 1, "value": "v"}],
    "work_schedule": [
        {
            "id": 1,
            "clinician_id": 1,
            "center_id": 1,
            "name": "W",
            "calendar_type": CalendarType.AD_HOC,
            "valid_from": date(2026, 1, 1),
        }
    ],
    "work_schedule_line": [{"id": 1, "schedule_id": 1, "weekday": 6, "starts": time(8), "ends": time(12)}],
    "line_service": [{"line_id": 1, "service_id": 1}],
    "line_modality": [{"line_id": 1, "modality": Modality.VIDEO}],
    "schedule_exception": [
        {
            "id": 1,
            "kind": ExceptionKind.LEAVE,
            "clinician_id": 1,
            "starts_at": NINE,
            "ends_at": NINE + MINUTE,
            "wall_end": _WALL["wall_start"],
            "remark": "",
            **_WALL,
        }
    ],
    "hold": [
        {
            "id": 1,
            "token": "t",
            "desk": "1",
            "staff_id": 1,
            "center_id": 1,
            "clinician_id": 1,
            "room_id": 1,
            "room_unit": 1,
            "day": NINE.date(),
            **dict.fromkeys(("starts_at", "busy_from", "made_at"), NINE),
            **dict.fromkeys(("ends_at", "busy_to", "expires_at"), NINE + MINUTE),
        }
    ],
    "suggestion": [{"id": 1, "request_id": 1, "starts_at": NINE, "note": "", "created_at": NINE, **_WALL}],
    "answer": [{"id": 1, "request_id": 1, "question_id": 1, "value": "", "answered_at": NINE}],
    "task": [{"id": 1, "appointment_id": 1, "state": TaskState.ASSIGNED, "changed_at": NINE}],
    "metadata_value": [{"appointment_id": 1, "field_id": 1, "value": ""}],
    "note": [{"id": 1, "appointment_id": 1, "text": "", "author_id": 1, "created_at": NINE}],
    "confirmation": [{"id": 1, "appointment_id": 1, "token": "t", "starts_at": NINE, "created_at": NINE}],
    "history": [
        {
            "id": 1,
            "appointment_id": 1,
            "version": 1,
            "action": "book",
            "desk": "1",
            "at": NINE,
            "changes": {"status": [None, "booked"]},
            "message": "",
            "command_id": "c",
        }
    ],
    "outbox": [
        {
            "id": 1,
            "consumer_id": 1,
            "history_id": 1,
            "kind": "confirmation",
            "channel": "email",
            "recipient": "a@example.org",
            "language": "en",
            "payload": {},
            "message_id": "m",
            "state": OutboxState.WAITING,
            "created_at": NINE,
            "next_at": NINE,
            "error": "",
        }
    ],
    "command": [{"id": "0" * 32, "at": NINE, "result": {}}],
    "message_template": [
        {"id": 1, "kind": MessageKind.CONFIRMATION, "language": "en", "subject": "s", "text": "t", "html": ""}
    ],
    "webhook": [{"id": 1, "name": "Billing", "url": "https://example.org"}],
    "clinician_group": [{"id": 1, "code": "g", "name": "G"}],
    "clinician_group_member": [{"group_id": 1, "staff_id": 1}],
    "consumer_group": [{"id": 1, "code": "g", "name": "G"}],
    "on_demand": [{"staff_id": 1, "center_id": 1, "since": NINE, "set_by": 1}],
    "video_platform": [{"id": 1, "name": "V", "kind": VideoKind.MANUAL, "address": "", "answer_path": ""}],
    "series": [{"id": 1, "request_id": 1, "every": 1, "unit": SeriesUnit.WEEK, "count": 2, "created_at": NINE}],
    "waiting": [
        {
            "appointment_id": 1,
            "center_id": 1,
            "service_id": 1,
            "priority": 2,
            "since": NINE,
            "first_day": NINE.date(),
            "last_day": NINE.date(),
            "weekdays": 127,
            "from_time": time(8),
            "to_time": time(9),
            "remark": "",
        }
    ],
    "signature": [
        {"id": 1, "appointment_id": 1, "appointment_version": 1, "signer": "S", "strokes": [], "signed_at": NINE}
    ],
    "link": [
        {
            "id": 1,
            "appointment_id": 1,
            "token_hash": "h",
            "actions": "cancel",
            "appointment_version": 1,
            "created_at": NINE,
            "expires_at": NINE,
        }
    ],
}


def appointment(number: int, start: datetime = NINE, minutes: int = 15, /, **changes: Any) -> dict[str, Any]:
    """The row of a booked appointment of clinician 1, of `minutes` from `start`, without buffers."""
    end = start + minutes * MINUTE
    row: dict[str, Any] = {
        "id": number,
        "code": f"K{number}",
        "request_id": 1,
        "consumer_id": 1,
        "service_id": 1,
        "center_id": 1,
        "clinician_id": 1,
        "status": Status.BOOKED,
        "modality": Modality.PHONE,
        "outcome_remark": "",
        "created_at": NINE,
        "zone": "UTC",
        **times(start, end),
    }
    return row | changes


def times(start: datetime, end: datetime) -> dict[str, Any]:
    """The columns of a time from `start` to `end`, in the zone UTC."""
    return {
        "day": start.date(),
        "starts_at": start,
        "ends_at": end,
        "busy_from": start,
        "busy_to": end,
        "wall_start": start.replace(tzinfo=None),
        "wall_end": end.replace(tzinfo=None),
    }


NO_TIME: Final[dict[str, Any]] = dict.fromkeys(times(NINE, NINE))


def fill(connection: Connection) -> None:
    """One row in every table but those that hang on an appointment."""
    for table in Base.metadata.sorted_tables:
        rows = ROWS.get(table.name, [])
        if rows and table.name not in AFTER:
            connection.execute(insert(table), rows)


AFTER: Final = ("task", "metadata_value", "note", "confirmation", "link", "history", "outbox", "waiting", "signature")
"""The tables whose rows hang on an appointment."""


def fill_all(connection: Connection) -> None:
    """One row in every table, the appointment with a room."""
    fill(connection)
    connection.execute(insert(TABLES["appointment"]), [appointment(1, room_id=1, room_unit=1)])
    for name in AFTER:
        connection.execute(insert(TABLES[name]), ROWS[name])
