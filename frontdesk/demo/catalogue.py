"""The demo clinic's fixed parts: centers, rooms, services, questionnaires, the program, reasons, fields, settings."""

from collections.abc import Iterator
from datetime import time
from typing import Any, NamedTuple

from frontdesk.database import tables as t
from frontdesk.demo.load import Rows, row
from frontdesk.rules.words import ConfirmationMode, Modality, QuestionKind, ReasonKind, VideoKind

_ALL = (Modality.IN_PERSON, Modality.PHONE, Modality.VIDEO)
_HERE = (Modality.IN_PERSON,)
_FAR = (Modality.VIDEO, Modality.PHONE)


class CenterPlan(NamedTuple):
    id: int
    code: str
    name: str
    address: str
    phone: str
    zone: str
    country: str
    region: str | None
    week: tuple[str, ...]
    """Opening hours from Monday on, such as "08:00-19:00"; empty when closed."""


class ServicePlan(NamedTuple):
    id: int
    code: str
    name: str
    minutes: int
    before: int
    after: int
    room_kind: str | None
    questionnaire: int | None
    modalities: tuple[Modality, ...]
    mode: ConfirmationMode
    bring: str
    notice: int = 0


CENTERS = (
    CenterPlan(
        1, "riverside", "Riverside", "Rua do Alecrim 74, 1200-018 Lisboa, Portugal", "+351213460112", "Europe/Lisbon",
        "PT", None, ("08:00-19:00",) * 5 + ("09:00-14:00", "09:00-14:00"),
    ),
    CenterPlan(
        2, "lakeside", "Lakeside", "1840 N Lincoln Park West, Chicago, IL 60614, USA", "+13125550142",
        "America/Chicago", "US", "IL", ("07:30-18:00",) * 5 + ("08:00-13:00", ""),
    ),
)  # fmt: skip

_AUTO, _MANUAL = ConfirmationMode.AUTOMATIC, ConfirmationMode.MANUAL
_CARD = "Vaccination card, if you have one"
SERVICES = (
    ServicePlan(1, "influenza", "Influenza vaccination", 20, 0, 0, "station", 1, _HERE, _AUTO, _CARD),
    ServicePlan(2, "covid", "COVID-19 vaccination", 15, 0, 0, "station", 1, _HERE, _AUTO, _CARD),
    ServicePlan(3, "child-check", "Child check", 30, 0, 5, "consultation", 2, _HERE, _AUTO, "Health booklet"),
    ServicePlan(4, "consultation", "Consultation", 30, 0, 0, "consultation", None, _ALL, _AUTO, "Your medicines"),
    ServicePlan(5, "physiotherapy", "Physiotherapy", 40, 0, 5, "gym", None, _HERE, _AUTO, "Light clothes, a towel"),
    ServicePlan(6, "travel-advice", "Travel advice", 30, 0, 0, None, 3, _FAR, _MANUAL, "Your itinerary", 60),
    ServicePlan(7, "blood-test", "Blood test", 10, 0, 5, "station", None, _HERE, _AUTO, "Come fasting"),
    ServicePlan(8, "nurse-visit", "Nurse visit", 15, 0, 0, "station", None, _HERE, _AUTO, ""),
)  # fmt: skip
INFLUENZA, COVID, CHILD_CHECK, CONSULTATION, PHYSIOTHERAPY, TRAVEL_ADVICE, BLOOD_TEST, NURSE_VISIT = SERVICES

PROGRAM = (1, "influenza-2", "Influenza, two doses")
DOSES = ((1, 1, INFLUENZA.id, 0, 0), (2, 2, INFLUENZA.id, 21, 35))
"""Id, number, service, least and most days after the dose before."""

QUESTIONNAIRES = ((1, "vaccination", "Before a vaccination"), (2, "child", "Child check"), (3, "travel", "Travel"))
_YES_NO, _TEXT, _DATE, _CHOICE, _NUMBER = (
    QuestionKind.YES_NO, QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.CHOICE, QuestionKind.NUMBER,
)  # fmt: skip
QUESTIONS: tuple[tuple[int, int, str, QuestionKind, bool, tuple[str, ...]], ...] = (
    (1, 1, "Fever in the last 48 hours?", _YES_NO, False, ()),
    (2, 1, "Allergy to eggs or to a vaccine?", _YES_NO, False, ()),
    (3, 1, "Pregnant?", _YES_NO, False, ()),
    (4, 1, "Anything we should know before the vaccination?", _TEXT, False, ()),
    (5, 2, "Who comes with the child?", _CHOICE, False, ("Mother", "Father", "Grandparent", "Somebody else")),
    (6, 2, "Weight at birth, in grams", _NUMBER, False, ()),
    (7, 2, "What worries you?", _TEXT, False, ()),
    (8, 3, "Where are you going?", _TEXT, True, ()),
    (9, 3, "When do you leave?", _DATE, False, ()),
    (10, 3, "Vaccinated against yellow fever?", _YES_NO, False, ()),
)
"""Id, questionnaire, text, kind, required, choices. Few are required: a walk-in is booked by Enter, or by a command."""

_REASONS = (
    (ReasonKind.CANCEL, "feels-better", "Feels better"), (ReasonKind.CANCEL, "cannot-come", "Cannot come"),
    (ReasonKind.CANCEL, "other-time", "Found another time"), (ReasonKind.CANCEL, "clinician-ill", "Clinician is ill"),
    (ReasonKind.CANCEL, "other", "Other"),
    (ReasonKind.COMPLETE, "done", "Done as planned"), (ReasonKind.COMPLETE, "referred", "Referred"),
    (ReasonKind.COMPLETE, "follow-up", "Follow-up needed"), (ReasonKind.COMPLETE, "not-given", "Vaccine not given"),
    (ReasonKind.NO_SHOW, "no-answer", "No answer by telephone"), (ReasonKind.NO_SHOW, "forgot", "Forgot"),
    (ReasonKind.NO_SHOW, "no-contact", "Could not be reached"),
)  # fmt: skip
REASONS = {kind: tuple(number for number, reason in enumerate(_REASONS, 1) if reason[0] is kind) for kind in ReasonKind}
"""Ids of the reasons of a kind."""

DEPARTMENTS = ("Administration", "School", "Municipal services", "Harbour", "Fire brigade", "Private")
CONSUMER_GROUPS = ("Families", "Harbour company plan", "Seniors")
NURSES, DOCTORS, CHILDREN, PHYSIOS = 1, 2, 3, 4
"""Ids of the groups of clinicians."""
_VIDEO = (
    ("Clinic video", VideoKind.TEMPLATE, "https://video.example.org/{token}"),
    ("Other link", VideoKind.MANUAL, ""),
)
VIDEO_PLATFORM = 1
METADATA_FIELDS = (("referral", "Referral number"), ("insurer", "Insurer"), ("cost-center", "Cost centre"))
SETTINGS: dict[str, Any] = {"booking.slot_choice": False}
LATE_CANCEL_HOURS, LATE_ARRIVAL_MINUTES = 24, 10
"""What counts as late where a clinic has set nothing else."""


class RoomPlan(NamedTuple):
    id: int
    center: int
    code: str
    name: str
    kind: str
    capacity: int


def rooms(consultations: dict[int, int], stations: dict[int, int], gyms: dict[int, int]) -> tuple[RoomPlan, ...]:
    """The rooms of each center for so many who consult, vaccinate or treat there at once."""
    plans: list[RoomPlan] = []

    def add(center: int, code: str, name: str, kind: str, capacity: int) -> None:
        plans.append(RoomPlan(len(plans) + 1, center, code, name, kind, capacity))

    for center in CENTERS:
        for number in range(1, consultations[center.id] + 2):
            add(center.id, f"room-{number}", f"Room {number}", "consultation", 1)
        add(center.id, "station", "Vaccination", "station", max(4, stations[center.id]))
        add(center.id, "gym", "Gym", "gym", max(2, gyms[center.id]))
    return tuple(plans)


def rows(room_plans: tuple[RoomPlan, ...]) -> Iterator[Rows]:
    """Every row of this file, tables in the order in which they may be written."""
    yield (
        t.Department,
        [
            row(t.Department, id=number, code=name.lower().replace(" ", "-"), name=name)
            for number, name in enumerate(DEPARTMENTS, 1)
        ],
    )
    yield (
        t.Reason,
        [
            row(t.Reason, id=number, kind=kind, code=code, name=name, position=number)
            for number, (kind, code, name) in enumerate(_REASONS, 1)
        ],
    )
    yield (
        t.MetadataField,
        [
            row(t.MetadataField, id=number, code=code, name=name, position=number)
            for number, (code, name) in enumerate(METADATA_FIELDS, 1)
        ],
    )
    yield (
        t.ConsumerGroup,
        [
            row(t.ConsumerGroup, id=number, code=name.lower().replace(" ", "-"), name=name, position=number)
            for number, name in enumerate(CONSUMER_GROUPS, 1)
        ],
    )
    yield (
        t.VideoPlatform,
        [
            row(t.VideoPlatform, id=number, name=name, kind=kind, address=address, answer_path="", position=number)
            for number, (name, kind, address) in enumerate(_VIDEO, 1)
        ],
    )
    yield t.Setting, [row(t.Setting, name=name, value=value) for name, value in SETTINGS.items()]
    yield from _places(room_plans)
    yield from _services()


def _places(room_plans: tuple[RoomPlan, ...]) -> Iterator[Rows]:
    yield (
        t.Center,
        [
            row(t.Center, **{name: value for name, value in plan._asdict().items() if name != "week"})
            for plan in CENTERS
        ],
    )
    hours = [
        (plan.id, weekday, *(time.fromisoformat(clock) for clock in span.split("-")))
        for plan in CENTERS
        for weekday, span in enumerate(plan.week)
        if span
    ]
    yield t.OpeningHours, [(number, *span) for number, span in enumerate(hours, 1)]
    yield (
        t.Room,
        [(plan.id, plan.center, plan.code, plan.name, plan.kind, plan.capacity, True, 1) for plan in room_plans],
    )
    yield t.RoomUnit, [(plan.id, unit) for plan in room_plans for unit in range(1, plan.capacity + 1)]


def _services() -> Iterator[Rows]:
    yield t.Questionnaire, list(QUESTIONNAIRES)
    yield (
        t.Question,
        [
            (number, questionnaire, number, text, kind, required, list(choices))
            for number, questionnaire, text, kind, required, choices in QUESTIONS
        ],
    )
    yield t.Service, [
        row(
            t.Service, id=plan.id, code=plan.code, name=plan.name, minutes=plan.minutes,
            buffer_before_minutes=plan.before, buffer_after_minutes=plan.after, least_notice_minutes=plan.notice,
            confirmation_mode=plan.mode, room_kind=plan.room_kind, questionnaire_id=plan.questionnaire,
            what_to_bring=plan.bring, colour=plan.id - 1,
        )
        for plan in SERVICES
    ]  # fmt: skip
    yield t.ServiceModality, [(plan.id, modality) for plan in SERVICES for modality in plan.modalities]
    number, code, name = PROGRAM
    yield t.Program, [row(t.Program, id=number, code=code, name=name, questionnaire_id=1)]
    yield t.Dose, [(dose, number, place, service, least, most) for dose, place, service, least, most in DOSES]
