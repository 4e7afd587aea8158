"""Who works at the demo clinic and when: a dozen people written by hand, and as many more as a load needs."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from frontdesk.database import tables as t
from frontdesk.demo import catalogue as c
from frontdesk.demo.load import Row, Rows, row
from frontdesk.demo.names import CHICAGO, LISBON, latin, native
from frontdesk.rules.words import CalendarType, Modality, Role

DOCTOR, CHILDREN, NURSE, PHYSIO, TRAVEL = "doctor", "children", "nurse", "physio", "travel"
SERVICES_OF: dict[str, tuple[tuple[c.ServicePlan, int], ...]] = {
    DOCTOR: ((c.CONSULTATION, 6), (c.INFLUENZA, 3), (c.COVID, 1)),
    CHILDREN: ((c.CHILD_CHECK, 6), (c.CONSULTATION, 2), (c.INFLUENZA, 2)),
    NURSE: ((c.INFLUENZA, 6), (c.COVID, 3), (c.BLOOD_TEST, 4), (c.NURSE_VISIT, 4)),
    PHYSIO: ((c.PHYSIOTHERAPY, 1),),
    TRAVEL: ((c.TRAVEL_ADVICE, 3), (c.CONSULTATION, 3)),
}
"""What a clinician of a kind gives, and how often compared with the rest."""


class Line(NamedTuple):
    """Weekly lines: the weekdays (0 is Monday) as digits, and the hours on each, such as "08:30-12:30 13:30-16:00"."""

    weekdays: str
    hours: str
    center: int = 0
    """0 for the clinician's own center."""
    calendar: CalendarType = CalendarType.AD_HOC
    first: int | None = None
    last: int | None = None
    """First and last day it is valid, in days from the demo's day; None for open."""
    services: tuple[str, ...] = ()
    modalities: tuple[Modality, ...] = ()


class Clinician(NamedTuple):
    id: int
    code: str
    name: str
    sort_name: str
    kind: str
    center: int
    lines: tuple[Line, ...]
    room: int | None = None
    """The consultation room of their own, if they consult."""
    unit: int = 0
    """Their place in the room they share with others."""


class Span(NamedTuple):
    """A stretch of one day in which a clinician works at a center, on its wall clock."""

    start: time
    end: time
    center: int
    line: Line


_RAPID = CalendarType.RAPID_RESPONSE
_Plan = tuple[str, str, str, int, tuple[Line, ...]]
"""First name with title, last name, kind, center, weekly lines."""


def _week(*lines: str) -> tuple[Line, ...]:
    """Lines from texts such as "0123 08:30-12:30 13:30-16:30"."""
    return tuple(Line(weekdays, hours) for weekdays, _, hours in (line.partition(" ") for line in lines))


_BASE: tuple[_Plan, ...] = (
    ("Dr Mei", "Chen", DOCTOR, 1, _week("0123 08:30-12:30 13:30-16:30", "4 09:00-13:00", "6 09:00-14:00")),
    (
        "Dr Ade", "Okafor", DOCTOR, 1,
        (*_week("01 09:00-14:00", "34 13:00-18:30", "5 09:00-14:00"), Line("2", "16:00-18:30", calendar=_RAPID)),
    ),
    (
        "Nurse Iris", "Roy", NURSE, 1,
        (
            Line("01234", "08:00-12:00 12:45-16:00", last=13), Line("01234", "11:00-14:00 14:45-19:00", first=14),
            Line("5", "09:00-14:00"),
        ),
    ),
    ("Dr Paul", "Weber", CHILDREN, 1, _week("024 09:30-13:00 14:00-17:30", "13 08:30-12:00")),
    ("Mara", "Lopes", PHYSIO, 1, _week("0134 10:00-13:20 14:30-18:40", "2 08:00-13:20")),
    ("Nurse Tiago", "Ferreira", NURSE, 1, _week("01234 10:00-14:00 15:00-19:00", "6 09:00-14:00")),
    (
        "Dr Leila", "Haddad", TRAVEL, 1,
        (
            *_week("02 08:00-13:00", "14 14:00-18:00"),
            Line("2", "09:30-11:30", 2, services=(c.TRAVEL_ADVICE.code,), modalities=(Modality.VIDEO, Modality.PHONE)),
        ),
    ),
    ("Dr Jana", "Novak", DOCTOR, 2, _week("0124 08:00-12:00 13:00-16:30", "3 12:00-18:00")),
    ("Dr Marcus", "Williams", DOCTOR, 2, _week("01234 09:00-12:30 13:15-17:00", "5 08:00-13:00")),
    ("Nurse Linh", "Nguyen", NURSE, 2, _week("0123 07:30-11:30 12:15-15:30", "45 08:00-13:00")),
    ("Elena", "García", PHYSIO, 2, _week("023 09:00-12:45 13:45-17:30", "14 08:15-12:45")),
    (
        "Dr Anil", "Patel", CHILDREN, 2,
        (*_week("0134 08:30-12:00 13:00-16:00"), Line("2", "13:00-18:00", calendar=_RAPID)),
    ),
)  # fmt: skip
_PATTERNS = (
    _week("01234 08:00-12:00 13:00-16:30"),
    _week("0134 09:00-13:00 13:45-17:30"),
    _week("012 08:00-13:00", "34 13:00-18:00"),
    _week("0124 10:00-14:00 14:30-18:00", "5 09:00-13:00"),
    _week("01234 12:00-18:00"),
    _week("234 08:00-12:30 13:30-17:30", "5 09:00-13:00"),
)
_KINDS = (DOCTOR, NURSE, DOCTOR, NURSE, CHILDREN, NURSE, PHYSIO, DOCTOR, NURSE, TRAVEL)
_TITLES = {DOCTOR: "Dr ", CHILDREN: "Dr ", TRAVEL: "Dr ", NURSE: "Nurse ", PHYSIO: ""}

DESK_STAFF = (
    ("reception", "Ana Souza", "Souza, Ana", (Role.AGENT,), (1, 2)),
    ("becker", "Tom Becker", "Becker, Tom", (Role.AGENT,), (2,)),
    ("duarte", "Helena Duarte", "Duarte, Helena", (Role.MANAGER,), (1, 2)),
    ("whitfield", "Sam Whitfield", "Whitfield, Sam", (Role.ADMINISTRATOR,), (1, 2)),
)
"""Code, name, sorted name, roles and centers of those who do not treat; their ids follow from 1."""
RECEPTION, LAKESIDE_DESK, MANAGER, ADMINISTRATOR = range(1, 5)
ACCOUNTS = {"reception": RECEPTION, "manager": MANAGER, "admin": ADMINISTRATOR, "clinician": len(DESK_STAFF) + 1}
"""The demo's accounts: sign-in name and staff id; "clinician" is the first of the team."""


GROUPS = {
    c.NURSES: ("nurses", "Nurses’ line", (NURSE,)),
    c.DOCTORS: ("doctors", "Doctors", (DOCTOR, TRAVEL)),
    c.CHILDREN: ("children", "Children’s team", (CHILDREN, NURSE)),
    c.PHYSIOS: ("physiotherapy", "Physiotherapy", (PHYSIO,)),
}
"""Groups of clinicians by id: code, name, and the kinds that belong to them."""


class Team:
    """The clinicians with their rooms; `count` of them, the first ones always the same."""

    def __init__(self, count: int, rng: Random) -> None:
        people = [*_BASE[:count], *_more(count - len(_BASE), rng)]
        places: dict[tuple[int, str], int] = {}
        self.clinicians: list[Clinician] = []
        codes: set[str] = set()
        for number, (first, last, kind, center, lines) in enumerate(people, len(DESK_STAFF) + 1):
            code = _code(last, codes)
            unit = places[center, _shared(kind)] = places.get((center, _shared(kind)), 0) + 1
            own = None
            if _consults(kind):
                own = places[center, "own"] = places.get((center, "own"), 0) + 1
            full, sort = f"{first} {native(last)}", f"{native(last)}, {first}"
            self.clinicians.append(Clinician(number, code, full, sort, kind, center, lines, own, unit))
        centers = [plan.id for plan in c.CENTERS]
        self.rooms = c.rooms(
            {center: places.get((center, "own"), 0) for center in centers},
            {center: places.get((center, "station"), 0) for center in centers},
            {center: places.get((center, "gym"), 0) for center in centers},
        )
        self._rooms = {(plan.center, plan.kind): plan.id for plan in reversed(self.rooms)}

    def room(self, clinician: Clinician, center: int, kind: str | None) -> tuple[int | None, int | None]:
        """Room and unit that this clinician works in at the center for a service that needs that kind of room."""
        if kind is None:
            return None, None
        first = self._rooms[center, kind]
        if kind == "consultation":
            return first + (clinician.room or 1) - 1, 1
        return first, clinician.unit

    def rows(self, day: date, password_hash: str) -> Iterator[Rows]:
        """Every row about staff and their schedules, tables in the order in which they may be written."""
        desk = [(number, *one) for number, one in enumerate(DESK_STAFF, 1)]
        yield (
            t.Staff,
            [
                *(_staff(number, code, name, sort) for number, code, name, sort, _, _ in desk),
                *(_staff(who.id, who.code, who.name, who.sort_name, self._usual_room(who)) for who in self.clinicians),
            ],
        )
        yield (
            t.StaffRole,
            [
                *((number, role) for number, _, _, _, roles, _ in desk for role in roles),
                *((who.id, Role.CLINICIAN) for who in self.clinicians),
            ],
        )
        yield (
            t.StaffCenter,
            [
                *((number, center) for number, _, _, _, _, centers in desk for center in centers),
                *((who.id, center) for who in self.clinicians for center in _centers(who)),
            ],
        )
        yield t.StaffService, [(who.id, plan.id) for who in self.clinicians for plan, _ in SERVICES_OF[who.kind]]
        known = {who.id for who in self.clinicians} | set(range(1, len(DESK_STAFF) + 1))
        yield (
            t.Account,
            [
                row(t.Account, staff_id=staff, name=name, password_hash=password_hash)
                for name, staff in ACCOUNTS.items()
                if staff in known
            ],
        )
        yield from self._groups()
        yield from schedule_rows(self.clinicians, day)

    def _groups(self) -> Iterator[Rows]:
        yield (
            t.ClinicianGroup,
            [
                row(t.ClinicianGroup, id=number, code=code, name=name, position=number)
                for number, (code, name, _) in GROUPS.items()
            ],
        )
        yield (
            t.ClinicianGroupMember,
            [
                (number, who.id)
                for number, (_, _, kinds) in GROUPS.items()
                for who in self.clinicians
                if who.kind in kinds
            ],
        )

    def on_demand(self, now: datetime) -> Rows:
        """At each center the first doctor and the first nurse are available for requests now."""
        first: dict[tuple[int, str], Clinician] = {}
        for who in self.clinicians:
            if who.kind in {DOCTOR, NURSE}:
                first.setdefault((who.center, who.kind), who)
        since = now - timedelta(minutes=90)
        return t.OnDemand, [(who.id, who.center, since, who.id) for who in first.values()]

    def _usual_room(self, who: Clinician) -> int:
        kind = "consultation" if who.room else _shared(who.kind)
        room, _ = self.room(who, who.center, kind)
        assert room is not None  # noqa: S101 - a kind was given, so there is a room
        return room


def _staff(number: int, code: str, name: str, sort_name: str, room: int | None = None) -> Row:
    return row(t.Staff, id=number, code=code, name=name, sort_name=sort_name, email=f"{code}@example.org", room_id=room)


def _centers(who: Clinician) -> list[int]:
    return sorted({who.center, *(line.center for line in who.lines if line.center)})


def schedule_rows(clinicians: list[Clinician], day: date) -> Iterator[Rows]:
    """Work schedules, their lines, and what the lines are limited to."""
    schedules: list[Row] = []
    lines: list[Row] = []
    services: list[Row] = []
    modalities: list[Row] = []
    ids = {plan.code: plan.id for plan in c.SERVICES}
    for who in clinicians:
        groups: dict[tuple[int, CalendarType, int | None, int | None], list[Line]] = {}
        for line in who.lines:
            groups.setdefault((line.center or who.center, line.calendar, line.first, line.last), []).append(line)
        for (center, calendar, first, last), members in groups.items():
            name = "Rapid response" if calendar is _RAPID else "Late shift" if first is not None else "Week"
            valid_from = day + timedelta(first) if first is not None else FROM
            valid_to = day + timedelta(last) if last is not None else None
            schedules.append((len(schedules) + 1, who.id, center, name, calendar, valid_from, valid_to, 1))
            for line in members:
                for weekday in line.weekdays:
                    for starts, ends in hours(line):
                        lines.append((len(lines) + 1, len(schedules), int(weekday), starts, ends))
                        services += [(len(lines), ids[code]) for code in line.services]
                        modalities += [(len(lines), modality) for modality in line.modalities]
    yield t.WorkSchedule, schedules
    yield t.WorkScheduleLine, lines
    yield t.LineService, services
    yield t.LineModality, modalities


FROM = date(2000, 1, 1)
"""Schedules hold from this day on: earlier than any appointment of the largest demo."""


def hours(line: Line) -> list[tuple[time, time]]:
    """The stretches of each of its weekdays, wall clock."""
    return [
        (time.fromisoformat(start), time.fromisoformat(end))
        for start, end in (stretch.split("-") for stretch in line.hours.split())
    ]


def _more(count: int, rng: Random) -> list[_Plan]:
    people: list[_Plan] = []
    for number in range(max(0, count)):
        center = 1 if number % 5 < 3 else 2
        cultures = LISBON if center == 1 else CHICAGO
        culture = rng.choices([one for one, _ in cultures], [weight for _, weight in cultures])[0]
        first = native(rng.choice(culture.women + culture.men))
        kind = _KINDS[number % len(_KINDS)]
        week = _PATTERNS[number % len(_PATTERNS)]
        people.append((_TITLES[kind] + first, rng.choice(culture.surnames), kind, center, week))
    return people


def _code(last_name: str, taken: set[str]) -> str:
    stem = "".join(latin(last_name).lower().split())
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}{number}"
    taken.add(code)
    return code


def _consults(kind: str) -> bool:
    return any(plan.room_kind == "consultation" for plan, _ in SERVICES_OF[kind])


def _shared(kind: str) -> str:
    return "gym" if kind == PHYSIO else "station"
