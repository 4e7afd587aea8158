"""A message of each kind that tells everything it can, for looking at a template before anybody gets it."""

from datetime import UTC, datetime

from frontdesk.messages.places import Links, links_of
from frontdesk.rules.messages import CARRIES
from frontdesk.rules.words import Action, MessageKind, Modality, StaffMessage, Status
from frontdesk.views.message import MessageView

_WAITS = {MessageKind.NEW_TIME_PROPOSED, MessageKind.SLOT_OFFERED, MessageKind.ASKED_TO_RESCHEDULE}
_MOVED = {MessageKind.RESCHEDULED, MessageKind.NEW_TIME_PROPOSED, MessageKind.WAITING_LIST}
_GONE = {MessageKind.CANCELLED, MessageKind.DECLINED}


def sample(kind: MessageKind, language: str, clinic: str = "Riverside Clinic") -> MessageView:
    """Maria Silva's influenza vaccination on Tuesday 24 November 2026 at 15:00 in Lisbon; nobody's real data."""
    waits, timed = kind in _WAITS, kind is not MessageKind.WAITING_LIST
    start = datetime(2026, 11, 24, 15, tzinfo=UTC)
    wall, end = datetime.fromisoformat("2026-11-24T15:00"), datetime.fromisoformat("2026-11-24T15:20")
    return MessageView(
        id=0,
        kind=kind,
        language=language,
        recipient="maria.silva@example.org",
        message_id="0" * 32,
        created_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        texts=("We look forward to meeting you.",) if kind is MessageKind.MESSAGE else (),
        appointment_id=1,
        version=2,
        clinic=clinic,
        mark="SAMPLE",
        clinic_language="en",
        consumer="Maria Silva",
        first_name="Maria",
        service="Influenza vaccination",
        dose=1,
        doses=2,
        clinician="Dr Mei Chen",
        center="Riverside",
        address="Rua do Alecrim 74, 1200-018 Lisboa",
        phone="+351 21 346 0112",
        room="Room 2",
        start=start if timed else None,
        end=start.replace(minute=20) if timed else None,
        wall_start=wall if timed else None,
        wall_end=end if timed else None,
        zone="Europe/Lisbon",
        consumer_zone="Europe/Lisbon",
        status=Status.PENDING if waits else Status.CANCELLED if kind in _GONE else Status.BOOKED,
        modality=Modality.IN_PERSON,
        what_to_bring="Identity card\nVaccination record",
        code="K7M-4XQ",
        qr="FD1.SAMPLE.AAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA" if timed else "",
        was_wall_start=wall.replace(day=23, hour=10) if kind in _MOVED else None,
        was_clinician="Nurse Iris Roy" if kind is MessageKind.REASSIGNED else "",
        suggestions=(wall.replace(day=25), wall.replace(day=26)) if kind is MessageKind.SUGGESTION_RECEIVED else (),
        answer_by=start.replace(day=23) if waits else None,
    )


def sample_links(kind: MessageKind | StaffMessage) -> Links:
    """Addresses that lead nowhere, of the actions that the kind allows."""
    allowed = CARRIES[kind].links

    def link(action: Action) -> str:
        return f"https://appointments.example.org/sample/{action.value}" if action in allowed else ""

    return links_of(link)
