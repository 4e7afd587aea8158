"""What a form lets a person choose from: centers, services, clinicians, reasons; small, read once, kept by the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from frontdesk.database.tables import (
    Center,
    Clinic,
    ClinicianGroup,
    ClinicianGroupMember,
    ConsumerGroup,
    Department,
    Dose,
    Program,
    Question,
    Reason,
    Room,
    Service,
    ServiceModality,
    Setting,
    Staff,
    StaffCenter,
    StaffRole,
    StaffService,
)
from frontdesk.rules.words import ConfirmationMode, FormKind, Modality, QuestionKind, ReasonKind, Role
from frontdesk.views.form_layout import DELIVERED, Layout, read_layout


@dataclass(frozen=True, slots=True)
class CenterChoice:
    id: int
    code: str
    name: str
    zone: str
    country: str


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    id: int
    text: str
    kind: QuestionKind
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    id: int
    code: str
    name: str
    minutes: int
    colour: int
    modalities: tuple[Modality, ...]
    confirmation_mode: ConfirmationMode
    questions: tuple[QuestionChoice, ...]
    clinician_ids: tuple[int, ...]
    """Who is able to give it."""
    step: int = 5
    """Minutes by which its starts go, counted from midnight."""
    room_ids: tuple[int, ...] = ()
    """Rooms of the kind that it needs, at any center; none for one that needs no room."""


@dataclass(frozen=True, slots=True)
class RoomChoice:
    id: int
    code: str
    name: str
    center_id: int


@dataclass(frozen=True, slots=True)
class DoseChoice:
    """One dose; its days are counted from the one before (0 for the first)."""

    id: int
    number: int
    service_id: int
    service: str
    minutes: int
    least_days: int
    most_days: int


@dataclass(frozen=True, slots=True)
class ProgramChoice:
    """A program; `questions` are the program's own, or those of its first dose's service where it has none."""

    id: int
    code: str
    name: str
    doses: tuple[DoseChoice, ...]
    questions: tuple[QuestionChoice, ...]


@dataclass(frozen=True, slots=True)
class BookingSettings:
    """How this clinic books: settings `booking.slot_choice`, `booking.hold_minutes`, `overbook.by_agents`."""

    slot_choice: bool = False
    hold_minutes: int = 5
    overbook_by_agents: bool = False


@dataclass(frozen=True, slots=True)
class ActionSettings:
    """What the sheets of actions ask and say: settings `notify.default`, `*.reason_required`, `cancel.late_hours` …"""

    notify: bool = True
    reason_required: frozenset[ReasonKind] = frozenset()
    cancel_late_hours: int = 24
    answer_days: int = 3
    """How long an answer of the consumer is awaited."""


@dataclass(frozen=True, slots=True)
class ClinicianChoice:
    id: int
    code: str
    name: str
    center_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    id: int
    kind: ReasonKind
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group of consumers, or of clinicians with who is in it."""

    id: int
    name: str
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """All of them, as of one read."""

    clinic: str
    centers: tuple[CenterChoice, ...]
    services: tuple[ServiceChoice, ...]
    clinicians: tuple[ClinicianChoice, ...]
    reasons: tuple[ReasonChoice, ...]
    departments: tuple[tuple[int, str], ...]
    programs: tuple[ProgramChoice, ...] = ()
    booking: BookingSettings = BookingSettings()
    consumer_form: Layout = DELIVERED[FormKind.CONSUMER]
    request_form: Layout = DELIVERED[FormKind.REQUEST]
    rooms: tuple[RoomChoice, ...] = ()
    actions: ActionSettings = ActionSettings()
    consumer_groups: tuple[GroupChoice, ...] = ()
    clinician_groups: tuple[GroupChoice, ...] = ()
    request_late_minutes: int = 5
    """After which a request that nobody took counts as late."""

    def zone_of(self, center_id: int | None) -> str:
        """The zone of a center; UTC where there is none."""
        return next((center.zone for center in self.centers if center.id == center_id), "UTC")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who works at this desk now."""

    staff_id: int
    code: str
    name: str
    roles: frozenset[Role]
    center_ids: tuple[int, ...]
    email: str = ""


def read_choices(connection: Connection) -> Choices:
    """Everything a form offers, of what is active."""
    clinic = connection.execute(select(Clinic.name)).scalar_one_or_none() or ""
    centers = connection.execute(
        select(Center.id, Center.code, Center.name, Center.zone, Center.country)
        .where(Center.active)
        .order_by(Center.id)
    )
    reasons = connection.execute(
        select(Reason.id, Reason.kind, Reason.code, Reason.name).where(Reason.active).order_by(Reason.position)
    )
    departments = connection.execute(
        select(Department.id, Department.name).where(Department.active).order_by(Department.name)
    )
    return Choices(
        clinic=clinic,
        centers=tuple(CenterChoice(*row) for row in centers),
        services=_services(connection),
        clinicians=_clinicians(connection),
        reasons=tuple(ReasonChoice(*row) for row in reasons),
        departments=tuple((row.id, row.name) for row in departments),
        programs=_programs(connection),
        booking=read_booking_settings(connection),
        consumer_form=read_layout(connection, FormKind.CONSUMER),
        request_form=read_layout(connection, FormKind.REQUEST),
        rooms=_rooms(connection),
        actions=read_action_settings(connection),
        consumer_groups=_consumer_groups(connection),
        clinician_groups=_clinician_groups(connection),
        request_late_minutes=_late_minutes(connection),
    )


def read_booking_settings(connection: Connection) -> BookingSettings:
    """The clinic's settings of booking, as delivered where they were never set."""
    names = {"booking.slot_choice": "slot_choice", "booking.hold_minutes": "hold_minutes"}
    names["overbook.by_agents"] = "overbook_by_agents"
    rows = connection.execute(select(Setting.name, Setting.value).where(Setting.name.in_(names)))
    return BookingSettings(**{names[row.name]: row.value for row in rows})


def read_action_settings(connection: Connection) -> ActionSettings:
    """The clinic's settings of actions, as delivered where they were never set."""
    of_reasons = {f"{kind.value}.reason_required": kind for kind in ReasonKind}
    others = ("notify.default", "cancel.late_hours", "answer.days")
    rows = connection.execute(select(Setting.name, Setting.value).where(Setting.name.in_([*others, *of_reasons])))
    found = {row.name: row.value for row in rows}
    return ActionSettings(
        notify=bool(found.get("notify.default", True)),
        reason_required=frozenset(kind for name, kind in of_reasons.items() if found.get(name)),
        cancel_late_hours=int(found.get("cancel.late_hours", 24)),
        answer_days=int(found.get("answer.days", 3)),
    )


def _programs(connection: Connection) -> tuple[ProgramChoice, ...]:
    questions = _questions(connection)
    rows = connection.execute(
        select(Dose.__table__, Service.name, Service.minutes, Service.questionnaire_id)
        .join(Service, Service.id == Dose.service_id)
        .order_by(Dose.program_id, Dose.number)
    ).all()
    of_program = grouped((row.program_id, row) for row in rows)
    found = connection.execute(select(Program.__table__).where(Program.active).order_by(Program.name))
    return tuple(
        ProgramChoice(
            id=row.id,
            code=row.code,
            name=row.name,
            doses=tuple(
                DoseChoice(one.id, one.number, one.service_id, one.name, one.minutes, one.least_days, one.most_days)
                for one in of_program[row.id]
            ),
            questions=tuple(questions.get(row.questionnaire_id or of_program[row.id][0].questionnaire_id, ())),
        )
        for row in found
        if row.id in of_program
    )


def _questions(connection: Connection) -> dict[int, list[QuestionChoice]]:
    """The questions of each questionnaire, in their order."""
    questions: dict[int, list[QuestionChoice]] = {}
    for row in connection.execute(select(Question.__table__).order_by(Question.position)):
        choice = QuestionChoice(row.id, row.text, row.kind, row.required, tuple(row.choices))
        questions.setdefault(row.questionnaire_id, []).append(choice)
    return questions


def _services(connection: Connection) -> tuple[ServiceChoice, ...]:
    modalities = grouped(connection.execute(select(ServiceModality.service_id, ServiceModality.modality)))
    able = grouped(
        connection.execute(
            select(StaffService.service_id, StaffService.staff_id)
            .join(Staff, Staff.id == StaffService.staff_id)
            .where(Staff.active)
            .order_by(Staff.sort_name)
        )
    )
    of_kind = grouped(connection.execute(select(Room.kind, Room.id).where(Room.active).order_by(Room.id)))
    questions = _questions(connection)
    return tuple(
        ServiceChoice(
            id=row.id,
            code=row.code,
            name=row.name,
            minutes=row.minutes,
            colour=row.colour,
            modalities=tuple(modalities.get(row.id, ())),
            confirmation_mode=row.confirmation_mode,
            questions=tuple(questions.get(row.questionnaire_id, ())),
            clinician_ids=tuple(able.get(row.id, ())),
            step=row.step_minutes,
            room_ids=tuple(of_kind.get(row.room_kind, ())),
        )
        for row in connection.execute(select(Service.__table__).where(Service.active).order_by(Service.name))
    )


def _clinicians(connection: Connection) -> tuple[ClinicianChoice, ...]:
    centers = grouped(connection.execute(select(StaffCenter.staff_id, StaffCenter.center_id)))
    rows = connection.execute(
        select(Staff.id, Staff.code, Staff.name)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role == Role.CLINICIAN, Staff.active)
        .order_by(Staff.sort_name, Staff.id)
    )
    return tuple(ClinicianChoice(row.id, row.code, row.name, tuple(centers.get(row.id, ()))) for row in rows)


def _rooms(connection: Connection) -> tuple[RoomChoice, ...]:
    rows = connection.execute(
        select(Room.id, Room.code, Room.name, Room.center_id).where(Room.active).order_by(Room.name, Room.id)
    )
    return tuple(RoomChoice(*row) for row in rows)


def _consumer_groups(connection: Connection) -> tuple[GroupChoice, ...]:
    wanted = select(ConsumerGroup.id, ConsumerGroup.name).where(ConsumerGroup.active)
    rows = connection.execute(wanted.order_by(ConsumerGroup.position, ConsumerGroup.id))
    return tuple(GroupChoice(*row) for row in rows)


def _clinician_groups(connection: Connection) -> tuple[GroupChoice, ...]:
    members = read_members(connection)
    wanted = select(ClinicianGroup.id, ClinicianGroup.name).where(ClinicianGroup.active)
    rows = connection.execute(wanted.order_by(ClinicianGroup.position, ClinicianGroup.id))
    return tuple(GroupChoice(row.id, row.name, members.get(row.id, ())) for row in rows)


def read_members(connection: Connection) -> dict[int, tuple[int, ...]]:
    """Who is in each group of clinicians, of those who work here as such."""
    rows = connection.execute(
        select(ClinicianGroupMember.group_id, ClinicianGroupMember.staff_id)
        .join(Staff, Staff.id == ClinicianGroupMember.staff_id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(Staff.active, StaffRole.role == Role.CLINICIAN)
        .order_by(Staff.sort_name, Staff.id)
    )
    return {group: tuple(members) for group, members in grouped(rows).items()}


def _late_minutes(connection: Connection) -> int:
    value = connection.execute(select(Setting.value).where(Setting.name == "requests.late_minutes")).scalar()
    return 5 if value is None else int(value)


def grouped(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """Pairs (key, value) as lists of values by key, in the order they came."""
    lists: dict[Any, list[Any]] = {}
    for key, value in rows:
        lists.setdefault(key, []).append(value)
    return lists
