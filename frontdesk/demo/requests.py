"""The demo's requests with their answers: of every slot, of appointments without a time yet, and those that wait."""

from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from frontdesk.database import tables as t
from frontdesk.demo import catalogue as c
from frontdesk.demo.days import Slot
from frontdesk.demo.people import Person, Public
from frontdesk.demo.stories import Book, Told
from frontdesk.demo.team import LAKESIDE_DESK, RECEPTION, SERVICES_OF
from frontdesk.rules.words import Action, Modality, QuestionKind, RequestKind, RequestState, Source, Status


class Wish(NamedTuple):
    """What a request that waits asks for; it was taken down so many days before the demo's, by the center's clock.

    Without a plan it is for the program of two doses. `with_somebody`: one clinician and nobody else.
    """

    center: int
    days: int
    clock: str
    source: Source
    plan: c.ServicePlan | None
    with_somebody: bool
    modality: Modality | None
    note: str
    kind: RequestKind = RequestKind.SCHEDULED
    times: str = ""
    """What the consumer wishes: days from the demo's and the center's clock, such as "0 14:50, 1 09:00"."""
    group: int | None = None
    """To which group of clinicians."""


_DESK, _PHONE, _BY_VIDEO, _BY_PHONE = Source.DESK, Source.PHONE, Modality.VIDEO, Modality.PHONE
_NOW = RequestKind.NOW
_WISHES = (
    Wish(1, 4, "11:40", _PHONE, c.PHYSIOTHERAPY, True, None, "Only after 17:00, works until half past four."),
    Wish(2, 3, "14:20", _PHONE, c.CONSULTATION, True, _BY_PHONE, "Has the results of the blood test by Thursday."),
    Wish(1, 1, "09:15", _DESK, None, False, None, "Both doses before the trip at the end of January, please."),
    Wish(2, 1, "10:05", _DESK, None, False, None, ""),
    Wish(1, 1, "16:32", _PHONE, c.CONSULTATION, True, _BY_VIDEO, ""),
    Wish(2, 1, "15:45", _PHONE, c.BLOOD_TEST, False, None, "Mornings only, comes fasting."),
    Wish(1, 0, "08:41", _PHONE, c.CHILD_CHECK, False, None, "Comes with the grandmother, who prefers Portuguese."),
    Wish(1, 0, "09:27", _DESK, c.TRAVEL_ADVICE, False, _BY_PHONE, ""),
    Wish(1, 0, "10:03", _PHONE, c.INFLUENZA, False, None, "Any afternoon this week."),
    Wish(1, 0, "10:04", _PHONE, c.CONSULTATION, False, None, "Dizzy since the morning", _NOW, group=c.DOCTORS),
    Wish(1, 0, "10:15", _PHONE, c.PHYSIOTHERAPY, True, None, "Prefers afternoons", times="0 14:50, 1 09:00, 1 16:00"),
    Wish(1, 0, "10:17", _DESK, None, True, None, ""),
    Wish(1, 0, "10:19", _PHONE, c.CHILD_CHECK, False, None, "First visit", times="2 10:00, 3 10:00", group=c.CHILDREN),
    Wish(1, 0, "10:21", _DESK, c.COVID, False, None, "", _NOW, group=c.NURSES),
)
"""Oldest first, for whoever takes a request down gets the next number."""
_GOALS = ("Wants to travel protected", "Check-up", "Second opinion", "")
_SAY_WHY = 0.2
_PLACES = ("Kenya and Tanzania, 3 weeks", "Viet Nam", "São Tomé", "Peru, hiking", "India, business", "Cabo Verde")
_WORRIES = (
    "Sleeps badly",
    "Does not eat vegetables",
    "Nothing",
    "Speech",
    "A rash that comes and goes",
    "Nothing much",
)


def request(
    book: Book, person: Person, center: int, created: datetime, *, kind: RequestKind, source: Source,
    service: c.ServicePlan | None = None, wish: Wish | None = None,
) -> int:  # fmt: skip
    """Collect a request and its answers; without a service it is for the program of two doses. Returns its id.

    One with a wish waits; the others are booked.
    """
    program = None if service else c.PROGRAM[0]
    staff = None if source is Source.WEB else RECEPTION if center == 1 else LAKESIDE_DESK
    goals = book.rng.choice(_GOALS) if book.rng.random() < _SAY_WHY else ""
    clinician, modality, state, group = None, None, RequestState.COMPLETED, None
    if wish is not None:
        goals, modality, state, group = wish.note, wish.modality, RequestState.ACTIVE, wish.group
        clinician = _wished(book, wish) if wish.with_somebody else None
    number = book.append(
        t.Request, kind, source, person.id, service and service.id, program, center, center, goals, created, staff,
        clinician, modality, state, 1, person.group_id, group, None, None, False, None, None,
    )  # fmt: skip
    questionnaire = service.questionnaire if service else 1
    if questionnaire is not None and book.rng.random() < 0.93:
        _answer(book, number, questionnaire, created, staff)
    return number


def _answer(book: Book, request_id: int, questionnaire: int, at: datetime, staff: int | None) -> None:
    for question, of, text, kind, required, choices in c.QUESTIONS:
        if of == questionnaire and (required or kind is not QuestionKind.TEXT or book.rng.random() < 0.4):
            value = _value(book.rng, text, kind, choices, at)
            book.append(t.Answer, request_id, question, value, at, staff, 1)


def _value(rng: Random, text: str, kind: QuestionKind, choices: tuple[str, ...], at: datetime) -> str:
    if kind is QuestionKind.YES_NO:
        return "yes" if rng.random() < 0.06 else "no"
    if kind is QuestionKind.CHOICE:
        return rng.choice(choices)
    if kind is QuestionKind.NUMBER:
        return str(rng.randrange(2400, 4400, 10))
    if kind is QuestionKind.DATE:
        return (at.date() + timedelta(days=rng.randint(20, 90))).isoformat()
    return rng.choice(_PLACES if "going" in text else _WORRIES)


def open_requests(book: Book, public: Public, slots: list[Slot], count: int) -> None:
    """Requests that have no time yet: some with times that the consumer wishes, some on the waiting list."""
    for number in range(count):
        slot = slots[number * len(slots) // count]
        source = (Source.WEB, Source.PHONE, Source.DESK)[number % 3]
        created = book.now - timedelta(minutes=book.rng.choice((4, 11, 26, 48, 95, 300, 1500, 2900)))
        person = public.somebody(slot.center, book.now.date(), child=slot.plan is c.CHILD_CHECK)
        request_id = request(
            book, person, slot.center, created, kind=RequestKind.SCHEDULED, source=source, service=slot.plan
        )
        told = Told(book, slot, person, request_id, slot.plan.modalities[0], created)
        if source is Source.WEB:
            told.state["created_by"] = None
        told.begin(Action.TAKE_REQUEST, Status.PROPOSED, {})
        if number % 4 == 3:
            at = created + timedelta(minutes=3)
            told.step(Action.TO_WAITING_LIST, told.desk_staff, at, "", status=Status.WAITLIST, waiting_since=at)
            told.wait(at)
        else:
            for later in range(1 + number % 3):
                wall = slot.wall_start + timedelta(days=later)
                start = wall.replace(tzinfo=ZoneInfo(told.state["zone"])).astimezone(UTC)
                note = "Any time that morning" if later else ""
                book.append(t.Suggestion, request_id, told.number, start, wall, told.state["zone"], note, created)
        told.end()


def waiting_requests(book: Book, public: Public) -> None:
    """Requests without an appointment, as they are taken down on the telephone or at the desk to be booked later."""
    for wish in _WISHES:
        zone = ZoneInfo(c.CENTERS[wish.center - 1].zone)
        day = book.now.astimezone(zone).date() - timedelta(days=wish.days)
        at = datetime.combine(day, time.fromisoformat(wish.clock), zone).astimezone(UTC)
        person = public.somebody(wish.center, book.now.date(), child=wish.plan is c.CHILD_CHECK)
        request_id = request(
            book, person, wish.center, at, kind=wish.kind, source=wish.source, service=wish.plan, wish=wish
        )
        _wish_times(book, request_id, wish, at)
        staff, desk = (RECEPTION, "Desk 1") if wish.center == 1 else (LAKESIDE_DESK, "Desk 3")
        entry = book.append(
            t.History, None, None, None, Action.TAKE_REQUEST, staff, desk, at, {"state": [None, RequestState.ACTIVE]},
            "", book.hexadecimal(), request_id,
        )  # fmt: skip
        if person.email:
            book.message(person, entry, "request-received", at, {"message": "", "request": request_id})


def _wish_times(book: Book, request_id: int, wish: Wish, at: datetime) -> None:
    zone = c.CENTERS[wish.center - 1].zone
    today = book.now.astimezone(ZoneInfo(zone)).date()
    for one in filter(None, wish.times.split(", ")):
        days, clock = one.split()
        wall = datetime.combine(today + timedelta(days=int(days)), time.fromisoformat(clock))
        start = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        book.append(t.Suggestion, request_id, None, start, wall, zone, "", at)


def _wished(book: Book, wish: Wish) -> int | None:
    """The clinician whom the consumer wants: the first of the center who gives it."""
    plan = wish.plan or c.INFLUENZA
    able = {kind for kind, given in SERVICES_OF.items() if plan in {one for one, _ in given}}
    return next((who.id for who in book.team.clinicians if who.center == wish.center and who.kind in able), None)
