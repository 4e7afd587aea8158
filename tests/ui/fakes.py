"""A clinic in memory for the forms' tests: small, with the answers and the failures that a test asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.rules.words import (
    Action,
    ConfirmationMode,
    Modality,
    QuestionKind,
    ReasonKind,
    Role,
    Status,
    TaskState,
)
from frontdesk.services.forms import (
    Act,
    Acted,
    Booked,
    Booking,
    Changes,
    ConsumerForm,
    ConsumerSaved,
    Noted,
    OpeningQuery,
)
from frontdesk.views.appointment import AnswerLine, AppointmentView, DoseLine, HistoryLine, MetadataLine, NoteLine
from frontdesk.views.choices import (
    CenterChoice,
    Choices,
    ClinicianChoice,
    QuestionChoice,
    ReasonChoice,
    ServiceChoice,
    SignedIn,
)
from frontdesk.views.consumers import ConsumerBooking, ConsumerDetails, ConsumerRow
from frontdesk.views.offers import Offer
from frontdesk.views.openings import Opening

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)
TODAY = NOW.date()


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    """An instant by the clock of Lisbon, which is UTC in November."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LISBON).astimezone(UTC)


def wall(instant: datetime) -> datetime:
    return instant.astimezone(LISBON).replace(tzinfo=None)


QUESTIONS = (
    QuestionChoice(1, "Fever in the last 48 hours?", QuestionKind.YES_NO, False, ()),
    QuestionChoice(2, "Allergy to eggs or to a vaccine?", QuestionKind.YES_NO, True, ()),
)
SERVICES = (
    ServiceChoice(1, "influenza", "Influenza", 20, 0, (Modality.IN_PERSON,), ConfirmationMode.AUTOMATIC, (), (11, 13)),
    ServiceChoice(
        2, "travel", "Travel vaccine", 20, 1, (Modality.IN_PERSON,), ConfirmationMode.AUTOMATIC, QUESTIONS, (11, 12)
    ),
    ServiceChoice(
        3,
        "consultation",
        "Consultation",
        30,
        3,
        (Modality.IN_PERSON, Modality.VIDEO),
        ConfirmationMode.MANUAL,
        (),
        (12,),
    ),
)
CLINICIANS = (
    ClinicianChoice(11, "chen", "Dr Mei Chen", (1,)),
    ClinicianChoice(12, "okafor", "Dr Ade Okafor", (1,)),
    ClinicianChoice(13, "roy", "Nurse Iris Roy", (1,)),
    ClinicianChoice(14, "weber", "Dr Paul Weber", (2,)),
)
CHOICES = Choices(
    "Riverside Clinic",
    (
        CenterChoice(1, "riverside", "Riverside", "Europe/Lisbon", "PT"),
        CenterChoice(2, "harbour", "Harbour", "America/New_York", "US"),
    ),
    SERVICES,
    CLINICIANS,
    (
        ReasonChoice(1, ReasonKind.CANCEL, "ill", "Ill"),
        ReasonChoice(2, ReasonKind.CANCEL, "travelling", "Travelling"),
        ReasonChoice(3, ReasonKind.COMPLETE, "done", "Done as planned"),
    ),
    ((1, "General practice"), (2, "Vaccinations")),
)

PEOPLE = (
    ("maria.fernandes", "Maria", "Fernandes", date(1987, 3, 14), "+351912345678", "maria.f@example.org", 1),
    ("maria.silva", "Maria", "Silva", date(1990, 7, 2), "+351913000111", "", 0),
    ("lukasz", "Łukasz", "Zieliński", date(1979, 1, 30), "+48601000222", "lukasz@example.org", 0),
    ("markup", "<b>Bold</b>", "<img src=x>", None, "", "", 0),
    ("liwei", "Li Wei", "李伟", date(2001, 12, 5), "+351914000333", "", 0),
)


def details_of(number: int) -> ConsumerDetails:
    user_id, first, last, born, phone, email, no_shows = PEOPLE[number - 1]
    return ConsumerDetails(
        number, 1, user_id, first, last, email, phone, "", None, born, "en", "Europe/Lisbon", "", no_shows
    )


def row_of(details: ConsumerDetails) -> ConsumerRow:
    name = f"{details.first_name} {details.last_name}"
    return ConsumerRow(
        details.id,
        details.user_id,
        name,
        f"{details.last_name} {details.first_name}".lower(),
        details.birth_date,
        details.phone,
        details.email,
    )


def opening(start: datetime, clinician_id: int = 11, minutes: int = 20, room: str = "Room 2") -> Opening:
    name = next(clinician.name for clinician in CLINICIANS if clinician.id == clinician_id)
    return Opening(
        start, start + timedelta(minutes=minutes), wall(start), "Europe/Lisbon", clinician_id, name, 1, 1, room
    )


def openings_by_day() -> tuple[tuple[date, tuple[Opening, ...]], ...]:
    tomorrow = TODAY + timedelta(days=1)
    return (
        (TODAY, (opening(at(10, 40)), opening(at(11, 45)), opening(at(12, 15), 13, room="Station 1"))),
        (tomorrow, (opening(at(8, 30, tomorrow), 13, room="Station 1"), opening(at(9, 0, tomorrow)))),
        (TODAY + timedelta(days=2), (opening(at(9, 0, TODAY + timedelta(days=2))),)),
        (TODAY + timedelta(days=3), (opening(at(9, 20, TODAY + timedelta(days=3))),)),
    )


@dataclass
class Failures:
    """What the next calls raise, by the name of the call."""

    next: dict[str, list[Problem]] = field(default_factory=dict)

    def add(self, call: str, *problems: Problem) -> None:
        self.next.setdefault(call, []).extend(problems)

    def check(self, call: str) -> None:
        if waiting := self.next.get(call):
            raise waiting.pop(0)


class FakeBooking:
    def __init__(self, clinic: "FakeClinic") -> None:
        self.clinic = clinic
        self.days = openings_by_day()
        self.asked: list[tuple[Booking, str]] = []
        self.queries: list[OpeningQuery] = []

    def openings(self, query: OpeningQuery) -> tuple[Opening, ...]:
        self.clinic.failures.check("openings")
        found = tuple(
            free
            for _day, free_times in self.days
            for free in free_times
            if query.clinician_id in (None, free.clinician_id) and (query.from_ is None or free.start >= query.from_)
        )
        return found[: query.limit]

    def first_openings(self, query: OpeningQuery, days: int = 10) -> tuple[tuple[date, tuple[Opening, ...]], ...]:
        self.clinic.failures.check("first_openings")
        self.queries.append(query)
        return tuple(
            (day, mine)
            for day, free_times in self.days[:days]
            if (mine := tuple(free for free in free_times if query.clinician_id in (None, free.clinician_id)))
        )

    def book(self, booking: Booking, command_id: str) -> Booked:
        self.asked.append((booking, command_id))
        self.clinic.failures.check("book")
        changes = Changes(frozenset({(booking.center_id, TODAY)}), frozenset({77}), frozenset({1}))
        return Booked(77, 1, "K7M4XQ", Status.BOOKED, booking.start or at(10, 40), booking.clinician_id or 11, changes)


class FakeConsumers:
    def __init__(self, clinic: "FakeClinic") -> None:
        self.clinic = clinic
        self.people = {number: details_of(number) for number in range(1, len(PEOPLE) + 1)}
        self.saved: list[tuple[ConsumerForm, str]] = []
        self.existing: dict[int, tuple[ConsumerBooking, ...]] = {}

    def search(self, text: str, limit: int = 20) -> tuple[ConsumerRow, ...]:
        self.clinic.failures.check("search")
        words = text.casefold().split()
        rows = [row_of(details) for details in self.people.values()]
        return tuple(row for row in rows if all(word in f"{row.name} {row.phone}".casefold() for word in words))[:limit]

    def page(self, after: tuple[str, int] | None, limit: int = 100) -> tuple[ConsumerRow, ...]:
        self.clinic.failures.check("page")
        rows = sorted((row_of(details) for details in self.people.values()), key=lambda row: (row.sort_name, row.id))
        return tuple(row for row in rows if after is None or (row.sort_name, row.id) > after)[:limit]

    def details(self, consumer_id: int) -> ConsumerDetails:
        self.clinic.failures.check("details")
        return self.people[consumer_id]

    def bookings(self, consumer_id: int) -> tuple[ConsumerBooking, ...]:
        self.clinic.failures.check("bookings")
        return self.existing.get(consumer_id, ())

    def suggest_user_id(self, first_name: str, last_name: str) -> str:
        return ".".join(part for part in (first_name.lower(), last_name.lower()) if part).replace(" ", "")

    def check(self, form: ConsumerForm, consumer_id: int | None = None) -> dict[str, RuleBroken]:
        found: dict[str, RuleBroken] = {}
        for name in ("user_id", "first_name", "last_name"):
            if not getattr(form, name).strip():
                found[name] = RuleBroken("field.required", fields=(name,))
        if form.email and "@" not in form.email:
            found["email"] = RuleBroken("email.wrong", fields=("email",))
        taken = any(other.user_id == form.user_id and other.id != consumer_id for other in self.people.values())
        if taken:
            found["user_id"] = RuleBroken("user-id.taken", fields=("user_id",))
        return found

    def make(self, form: ConsumerForm, command_id: str) -> ConsumerSaved:
        self.clinic.failures.check("make")
        return self._save(max(self.people) + 1, 1, form, command_id)

    def edit(self, consumer_id: int, version: int, form: ConsumerForm, command_id: str) -> ConsumerSaved:
        self.clinic.failures.check("edit")
        return self._save(consumer_id, version + 1, form, command_id)

    def _save(self, number: int, version: int, form: ConsumerForm, command_id: str) -> ConsumerSaved:
        wrong = self.check(form, number)
        if wrong:
            raise next(iter(wrong.values()))
        self.saved.append((form, command_id))
        born = date.fromisoformat(form.birth_date) if form.birth_date[:4].isdecimal() else None
        self.people[number] = ConsumerDetails(
            number,
            version,
            form.user_id,
            form.first_name,
            form.last_name,
            form.email,
            form.phone,
            form.title,
            form.department_id,
            born,
            form.language,
            form.zone,
            form.remarks,
            0,
        )
        return ConsumerSaved(number, version, Changes(consumers=frozenset({number})))


ANSWERS = (
    AnswerLine(1, "Fever in the last 48 hours?", QuestionKind.YES_NO, False, (), "no", at(9), "Ana Souza", 1),
    AnswerLine(
        2,
        "Any allergy to eggs or to a vaccine?",
        QuestionKind.TEXT,
        True,
        (),
        "Yes: mild rash after penicillin, 2019",
        at(9),
        "Ana Souza",
        1,
    ),
    AnswerLine(3, "Are you pregnant?", QuestionKind.YES_NO, False, (), None, None, "", 0),
)
HISTORY = (
    HistoryLine(4, at(10, 21), "commence", "Dr Mei Chen", "Desk 5", (("status", "arrived", "checked-in"),), "", ()),
    HistoryLine(3, at(10, 12), "check-in", "Ana Souza", "Desk 2", (("status", "booked", "arrived"),), "", ()),
    HistoryLine(
        2,
        at(11, 20, date(2026, 11, 14)),
        "reschedule",
        "Ana Souza",
        "Desk 2",
        (
            ("wall_start", "2026-11-23T09:00:00", "2026-11-24T10:20:00"),
            ("wall_end", "2026-11-23T09:20:00", "2026-11-24T10:40:00"),
            ("clinician", "Dr Ade Okafor", "Dr Mei Chen"),
        ),
        "She works on Mondays",
        ("rescheduled email maria.f@example.org sent",),
    ),
    HistoryLine(
        1,
        at(16, 40, date(2026, 11, 12)),
        "book",
        "Ana Souza",
        "Desk 2",
        (),
        "",
        ("confirmation email maria.f@example.org sent",),
    ),
)
OFFERS: dict[Status, tuple[Offer, ...]] = {
    Status.BOOKED: (
        Offer(Action.CHECK_IN),
        Offer(Action.COMMENCE, allowed=False, why_not="not.your-role"),
        Offer(Action.COMPLETE),
        Offer(Action.CANCEL),
    ),
    Status.ARRIVED: (
        Offer(Action.COMMENCE),
        Offer(Action.COMPLETE),
        Offer(Action.STEP_BACK),
        Offer(Action.CANCEL),
    ),
    Status.CHECKED_IN: (Offer(Action.COMPLETE), Offer(Action.STEP_BACK)),
}


def appointment(status: Status = Status.CHECKED_IN, **other: Any) -> AppointmentView:
    """Maria's appointment of the pictures, in `status`."""
    start, end = at(10, 20), at(10, 40)
    later = TODAY + timedelta(days=21)
    arrived = status in (Status.ARRIVED, Status.CHECKED_IN)
    doses = (
        DoseLine(5, 1, wall(start), status, False),
        DoseLine(6, 2, wall(at(10, 20, later)), Status.BOOKED, False),
    )
    view = AppointmentView(
        id=5,
        version=4,
        code="K7M4XQ",
        status=status,
        past=False,
        task=TaskState.IN_PROGRESS,
        consumer_id=1,
        consumer_user_id="maria.fernandes",
        consumer="Maria Fernandes",
        consumer_birth_date=date(1987, 3, 14),
        consumer_phone="+351912345678",
        consumer_email="maria.f@example.org",
        consumer_zone="Europe/Lisbon",
        consumer_language="en",
        consumer_no_shows=1,
        service_id=1,
        service_code="influenza",
        service="Influenza",
        colour=0,
        minutes=20,
        what_to_bring="Vaccination card",
        dose=1,
        doses=doses,
        center_id=1,
        center="Riverside",
        center_address="Rua do Rio 1",
        center_phone="+351210000000",
        clinician_id=11,
        clinician="Dr Mei Chen",
        room="Room 2",
        modality=Modality.IN_PERSON,
        start=start,
        end=end,
        wall_start=wall(start),
        wall_end=wall(end),
        zone="Europe/Lisbon",
        overbooked=False,
        late=False,
        arrived_at=at(10, 12) if arrived else None,
        commenced_at=at(10, 21) if status is Status.CHECKED_IN else None,
        completed_at=None,
        taken_start=None,
        taken_end=None,
        outcome_reason="",
        outcome_remark="",
        cancel_class=None,
        cancel_reason="",
        created_at=at(16, 40, date(2026, 11, 12)),
        created_by="Ana Souza",
        source="phone",
        goals="",
        has_questionnaire=True,
        answers=ANSWERS,
        has_metadata=True,
        metadata=(MetadataLine(1, "Insurance number", "884-221-09"), MetadataLine(2, "Referral", "<i>none</i>")),
        notes=(NoteLine(1, 1, "Prefers the left arm.", "Ana Souza", 1, at(16, 45, date(2026, 11, 12)), None),),
        history=HISTORY,
        offers=OFFERS.get(status, ()),
    )
    return replace(view, **other)


class FakeAppointments:
    def __init__(self, clinic: "FakeClinic") -> None:
        self.clinic = clinic
        self.views = {5: appointment()}
        self.acts: list[tuple[Act, str]] = []
        self.corrected: list[tuple[int, str]] = []

    def view(self, appointment_id: int) -> AppointmentView:
        self.clinic.failures.check("view")
        if appointment_id not in self.views:
            raise RuleBroken("appointment.unknown", appointment=appointment_id)
        return self.views[appointment_id]

    def act(self, act: Act, command_id: str) -> Acted:
        self.acts.append((act, command_id))
        self.clinic.failures.check("act")
        view = self.views[act.appointment_id]
        if view.version != act.version:
            raise ChangedElsewhere(
                seen=act.version,
                now=view.version,
                by="Rui Dias",
                at=at(10, 20),
                changes={"room": ("Room 2", view.room)},
            )
        status = {
            Action.CHECK_IN: Status.ARRIVED,
            Action.COMMENCE: Status.CHECKED_IN,
            Action.COMPLETE: Status.FULFILLED,
            Action.CANCEL: Status.CANCELLED,
            Action.STEP_BACK: Status.BOOKED if view.status is Status.ARRIVED else Status.ARRIVED,
        }[act.action]
        self.views[view.id] = replace(
            view, status=status, version=view.version + 1, offers=OFFERS.get(status, ()), commenced_at=None
        )
        return Acted(view.id, view.version + 1, status, _touched(view))

    def add_note(self, appointment_id: int, text: str, _command_id: str) -> Noted:
        self.clinic.failures.check("add_note")
        view = self.views[appointment_id]
        note = NoteLine(len(view.notes) + 1, 1, text, "Ana Souza", 1, NOW, None)
        self.views[appointment_id] = replace(view, notes=(*view.notes, note))
        return Noted(note.id, 1, _touched(view))

    def edit_note(self, note_id: int, version: int, text: str, _command_id: str) -> Noted:
        self.clinic.failures.check("edit_note")
        for view in list(self.views.values()):
            notes = tuple(
                replace(note, text=text, version=version + 1, edited_at=NOW) if note.id == note_id else note
                for note in view.notes
            )
            self.views[view.id] = replace(view, notes=notes)
        return Noted(note_id, version + 1, Changes(appointments=frozenset({5})))

    def correct_answer(
        self, appointment_id: int, question_id: int, version: int, value: str, _command_id: str
    ) -> Acted:
        self.clinic.failures.check("correct_answer")
        self.corrected.append((question_id, value))
        view = self.views[appointment_id]
        answers = tuple(
            replace(line, value=value, version=version + 1) if line.question_id == question_id else line
            for line in view.answers
        )
        self.views[appointment_id] = replace(view, answers=answers, version=view.version + 1)
        return Acted(view.id, view.version + 1, view.status, _touched(view))


def _touched(view: AppointmentView) -> Changes:
    day = view.wall_start.date() if view.wall_start else TODAY
    return Changes(frozenset({(view.center_id, day)}), frozenset({view.id}), frozenset({view.consumer_id}))


class FakeClinic:
    """As much of a clinic as the forms use. `failures.add("book", problem)` makes the next booking fail."""

    def __init__(self, now: Callable[[], datetime] = lambda: NOW) -> None:
        self.now = now
        self.failures = Failures()
        self.staff = SignedIn(1, "souza", "Ana Souza", frozenset({Role.AGENT}), (1, 2))
        self.booking = FakeBooking(self)
        self.consumers = FakeConsumers(self)
        self.appointments = FakeAppointments(self)

    def choices(self) -> Choices:
        return CHOICES
