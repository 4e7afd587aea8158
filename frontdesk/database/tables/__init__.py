"""The schema, a file for each family of nouns; import tables from here."""

from frontdesk.database.tables.appointments import (
    Answer,
    Appointment,
    Confirmation,
    MetadataValue,
    Note,
    Request,
    Suggestion,
    Task,
)
from frontdesk.database.tables.base import Base
from frontdesk.database.tables.catalogue import Dose, Program, Question, Questionnaire, Service, ServiceModality
from frontdesk.database.tables.clinic import (
    Center,
    Clinic,
    Department,
    MetadataField,
    OpeningHours,
    Reason,
    Room,
    RoomUnit,
    Setting,
)
from frontdesk.database.tables.people import (
    Account,
    Consumer,
    ConsumerWord,
    Staff,
    StaffCenter,
    StaffRole,
    StaffService,
)
from frontdesk.database.tables.records import Command, History, Outbox
from frontdesk.database.tables.schedules import (
    LineModality,
    LineService,
    ScheduleException,
    WorkSchedule,
    WorkScheduleLine,
)

__all__ = [
    "Account",
    "Answer",
    "Appointment",
    "Base",
    "Center",
    "Clinic",
    "Command",
    "Confirmation",
    "Consumer",
    "ConsumerWord",
    "Department",
    "Dose",
    "History",
    "LineModality",
    "LineService",
    "MetadataField",
    "MetadataValue",
    "Note",
    "OpeningHours",
    "Outbox",
    "Program",
    "Question",
    "Questionnaire",
    "Reason",
    "Request",
    "Room",
    "RoomUnit",
    "ScheduleException",
    "Service",
    "ServiceModality",
    "Setting",
    "Staff",
    "StaffCenter",
    "StaffRole",
    "StaffService",
    "Suggestion",
    "Task",
    "WorkSchedule",
    "WorkScheduleLine",
]
