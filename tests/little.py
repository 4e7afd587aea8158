"""A little clinic with everything the services need, small enough to know by heart.

Riverside in Lisbon, Lakeside in Chicago; Dr Chen and Nurse Roy give influenza (20 minutes, rooms of kind `room`, of
which Riverside has one with two places) on weekdays 09:00–17:00; only Dr Chen gives consultations (30 minutes, 5
minutes after, by hand confirmed travel advice too). Tuesday 24 November 2026, 10:22 in Lisbon, is now.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, insert, text

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.database.adding import add, add_all
from frontdesk.database.engine import Database
from frontdesk.rules.words import (
    CalendarType,
    ConfirmationMode,
    ExceptionKind,
    Modality,
    QuestionKind,
    ReasonKind,
    Role,
)
from frontdesk.services.forms import Booking, ConsumerForm, new_command_id

NOW = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)
TODAY = date(2026, 11, 24)
RIVERSIDE, LAKESIDE = 1, 2
INFLUENZA, CONSULTATION, TRAVEL = 1, 2, 3
CHEN, ROY, SOUZA, BOSS = 1, 2, 3, 4
FEVER, ALLERGY = 1, 2
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("demo")
"""As quick as argon2id can be made: what is tested is not how slow it is."""


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.instant = NOW

    def __call__(self) -> datetime:
        return self.instant

    def to(self, hour: int, minute: int = 0) -> None:
        """Today at this time in Lisbon."""
        self.instant = NOW.replace(hour=hour, minute=minute)


def fill(database: Database) -> None:
    """Write the little clinic."""

    def work(connection: Connection) -> None:
        for table, rows in _rows():
            connection.execute(insert(table), rows)
            if connection.dialect.name == "postgresql" and "id" in rows[0]:
                _count_on(connection, table.__tablename__)

    database.write(work)


def _count_on(connection: Connection, table: str) -> None:
    """Let the next id that the server gives follow those that were written here."""
    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"))


def _rows() -> Iterator[tuple[type[t.Base], list[dict[str, object]]]]:
    yield t.Clinic, [{"name": "Riverside Clinic", "mark": "RVRSD", "key": "ab" * 32, "language": "en"}]
    yield t.Center, [
        {
            "id": RIVERSIDE, "code": "riverside", "name": "Riverside", "address": "Rua do Rio 1, Lisbon",
            "phone": "+351 210 000 000", "zone": "Europe/Lisbon", "country": "PT",
        },
        {
            "id": LAKESIDE, "code": "lakeside", "name": "Lakeside", "address": "Lake Shore 2, Chicago",
            "phone": "+1 312 000 0000", "zone": "America/Chicago", "country": "US",
        },
    ]  # fmt: skip
    yield (
        t.OpeningHours,
        [
            {"center_id": center, "weekday": day, "starts": time(8), "ends": time(18)}
            for center in (RIVERSIDE, LAKESIDE)
            for day in range(5)
        ],
    )
    yield t.Room, [{"id": 1, "center_id": RIVERSIDE, "code": "r1", "name": "Room 1", "kind": "room", "capacity": 2}]
    yield t.RoomUnit, [{"room_id": 1, "number": 1}, {"room_id": 1, "number": 2}]
    yield t.Questionnaire, [{"id": 1, "code": "pre", "name": "Before a vaccination"}]
    yield t.Question, [
        {
            "id": FEVER, "questionnaire_id": 1, "position": 1, "text": "Fever in the last 48 hours?",
            "kind": QuestionKind.YES_NO, "required": True, "choices": [],
        },
        {
            "id": ALLERGY, "questionnaire_id": 1, "position": 2, "text": "Any allergy?",
            "kind": QuestionKind.TEXT, "required": False, "choices": [],
        },
    ]  # fmt: skip
    service = {
        "buffer_before_minutes": 0, "buffer_after_minutes": 0, "step_minutes": 5, "least_notice_minutes": 0,
        "furthest_days": 90, "room_kind": None, "questionnaire_id": None, "what_to_bring": "",
        "confirmation_mode": ConfirmationMode.AUTOMATIC,
    }  # fmt: skip
    yield t.Service, [
        {**service, "id": INFLUENZA, "code": "influenza", "name": "Influenza", "minutes": 20, "colour": 0,
         "room_kind": "room", "questionnaire_id": 1, "what_to_bring": "Your vaccination card"},
        {**service, "id": CONSULTATION, "code": "consultation", "name": "Consultation", "minutes": 30, "colour": 1,
         "buffer_after_minutes": 5},
        {**service, "id": TRAVEL, "code": "travel", "name": "Travel advice", "minutes": 30, "colour": 2,
         "confirmation_mode": ConfirmationMode.MANUAL},
    ]  # fmt: skip
    yield (
        t.ServiceModality,
        [
            {"service_id": INFLUENZA, "modality": Modality.IN_PERSON},
            {"service_id": CONSULTATION, "modality": Modality.IN_PERSON},
            {"service_id": TRAVEL, "modality": Modality.PHONE},
        ],
    )
    yield (
        t.Staff,
        [
            {"id": CHEN, "code": "chen", "name": "Dr Mei Chen", "sort_name": "chen mei", "room_id": 1},
            {"id": ROY, "code": "roy", "name": "Nurse Iris Roy", "sort_name": "roy iris", "room_id": None},
            {"id": SOUZA, "code": "souza", "name": "Ana Souza", "sort_name": "souza ana", "room_id": None},
            {"id": BOSS, "code": "boss", "name": "Bo Ss", "sort_name": "ss bo", "room_id": None},
        ],
    )
    yield (
        t.StaffRole,
        [
            {"staff_id": CHEN, "role": Role.CLINICIAN},
            {"staff_id": ROY, "role": Role.CLINICIAN},
            {"staff_id": SOUZA, "role": Role.AGENT},
            {"staff_id": BOSS, "role": Role.MANAGER},
        ],
    )
    yield t.StaffCenter, [{"staff_id": one, "center_id": RIVERSIDE} for one in (CHEN, ROY, SOUZA)]
    yield (
        t.StaffService,
        [
            {"staff_id": staff, "service_id": service}
            for staff, service in ((CHEN, INFLUENZA), (CHEN, CONSULTATION), (CHEN, TRAVEL), (ROY, INFLUENZA))
        ],
    )
    yield (
        t.Account,
        [
            {"staff_id": CHEN, "name": "clinician", "password_hash": _HASH, "failures": 0},
            {"staff_id": SOUZA, "name": "reception", "password_hash": _HASH, "failures": 0},
            {"staff_id": BOSS, "name": "manager", "password_hash": _HASH, "failures": 0},
            {"staff_id": ROY, "name": "nurse", "password_hash": _HASH, "failures": 0},
        ],
    )
    yield t.WorkSchedule, [
        {
            "id": one, "clinician_id": one, "center_id": RIVERSIDE, "name": "Week", "valid_from": date(2026, 1, 1),
            "calendar_type": CalendarType.AD_HOC, "version": 1,
        }
        for one in (CHEN, ROY)
    ]  # fmt: skip
    yield (
        t.WorkScheduleLine,
        [
            {"schedule_id": one, "weekday": day, "starts": time(9), "ends": time(17)}
            for one in (CHEN, ROY)
            for day in range(5)
        ],
    )
    yield (
        t.Reason,
        [
            {"id": 1, "kind": ReasonKind.CANCEL, "code": "ill", "name": "Ill", "position": 1},
            {"id": 2, "kind": ReasonKind.COMPLETE, "code": "done", "name": "As planned", "position": 1},
        ],
    )
    yield t.MetadataField, [{"id": 1, "code": "case", "name": "Case number", "position": 1}]


def sign_in(url: str, clock: Callable[[], datetime], name: str = "reception", desk: str = "Desk 1") -> Clinic:
    """Another desk on the same clinic."""
    clinic = Clinic.open(url, now=clock, desk=desk)
    clinic.sign_in(name, "demo")
    return clinic


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clinic(database_url: str, clock: Clock) -> Iterator[Clinic]:
    """Ana Souza at the desk of the little clinic; the test runs once on each engine."""
    opened = Clinic.open(database_url, now=clock)
    fill(opened.desk.database)
    opened.sign_in("reception", "demo")
    yield opened
    opened.close()


def maria(clinic: Clinic, user_id: str = "maria.silva", **more: str) -> int:
    """A consumer, Maria Silva unless told otherwise."""
    form = {"first_name": "Maria", "last_name": "Silva", "email": f"{user_id}@example.org", "zone": "Europe/Lisbon"}
    made = ConsumerForm(user_id=user_id, **{**form, **more})  # type: ignore[arg-type]  # tests name the fields they mean
    return clinic.consumers.make(made, new_command_id()).consumer_id


def influenza(consumer_id: int, **more: object) -> Booking:
    """An influenza vaccination at Riverside, without fever."""
    wish = {"service_id": INFLUENZA, "center_id": RIVERSIDE, "consumer_id": consumer_id, "answers": {FEVER: "no"}}
    return Booking(**{**wish, **more})  # type: ignore[arg-type]  # tests name the fields they mean


Dose = tuple[int, int, int]
"""Service, least and most days after the dose before."""


def program(
    clinic: Clinic, *doses: Dose, code: str = "influenza-2", name: str = "Two doses", questionnaire: int | None = None
) -> int:
    """A program of these doses, of two influenza vaccinations three to five weeks apart unless told otherwise."""

    def work(connection: Connection) -> int:
        made = add(connection, t.Program, code=code, name=name, questionnaire_id=questionnaire, active=True)
        wanted = doses or ((INFLUENZA, 0, 0), (INFLUENZA, 21, 35))
        rows = [
            {"program_id": made, "number": number, "service_id": service, "least_days": least, "most_days": most}
            for number, (service, least, most) in enumerate(wanted, 1)
        ]
        add_all(connection, t.Dose, rows)
        return made

    return clinic.desk.database.write(work)


def away(clinic: Clinic, start: datetime, end: datetime, clinician_id: int = CHEN, remark: str = "Holiday") -> None:
    """A clinician is on leave; the instants are also the clock of Lisbon, in winter."""
    row = {
        "kind": ExceptionKind.LEAVE, "clinician_id": clinician_id, "center_id": None, "zone": "Europe/Lisbon",
        "starts_at": start, "ends_at": end, "wall_start": start.replace(tzinfo=None),
        "wall_end": end.replace(tzinfo=None), "remark": remark, "version": 1,
    }  # fmt: skip
    clinic.desk.database.write(lambda connection: add(connection, t.ScheduleException, **row))


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """An instant today (or days later) by the clock of Lisbon, which is UTC in winter."""
    return NOW.replace(hour=hour, minute=minute) + timedelta(days=days)
