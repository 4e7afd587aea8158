"""The demo's consumers: believable names, user IDs, numbers and dates, families that share a surname."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from frontdesk.demo import catalogue as c
from frontdesk.demo.names import CHICAGO, KNOWN, LISBON, Culture, latin, native, phone

_DOMAINS = ("example.org", "example.com", "example.net")
_TITLES = ("Dr", "Prof.", "Mr", "Ms", "Mrs")
_REMARKS = (
    "Hard of hearing: please speak slowly.", "Prefers to be called in the afternoon.", "Needs a step-free entrance.",
    "Afraid of needles.", "Comes with an interpreter.", "Has asked for the same clinician each time.",
)  # fmt: skip


class Person(NamedTuple):
    """One consumer; fields as the columns of the same names."""

    id: int
    user_id: str
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    title: str | None
    department_id: int | None
    birth_date: date | None
    language: str
    zone: str
    remarks: str
    created_at: datetime
    home: int
    """Id of the center they go to."""

    @property
    def group_id(self) -> int | None:
        """One in three belongs to a group of consumers."""
        return self.id // 3 % len(c.CONSUMER_GROUPS) + 1 if self.id % 3 == 0 else None


class Crowd:
    """Makes consumers one after another, all known before the first day; the first ones are the same in each clinic."""

    def __init__(self, first_day: date, rng: Random) -> None:
        self._first_day, self._rng = first_day, rng
        self._stems: dict[str, int] = {}
        self._number = 0

    def people(self, count: int) -> Iterator[Person]:
        """The next `count` consumers."""
        rng = self._rng
        last = self._number + count
        while self._number < last:
            known = self._number < len(KNOWN)
            home = 1 if known or rng.random() < 0.62 else 2
            culture, surname = self._family(home)
            size = 1 if known else rng.choice((1, 1, 1, 2, 2, 3, 4))
            for member in range(min(size, last - self._number)):
                first = KNOWN[self._number][0] if known else rng.choice(culture.women + culture.men)
                child = member >= 2 or (not known and rng.random() < 0.08)
                yield self._person(first, surname, culture, home, child=child)

    def _family(self, home: int) -> tuple[Culture, str]:
        if self._number < len(KNOWN):
            return KNOWN[self._number][2], KNOWN[self._number][1]
        rng = self._rng
        cultures = LISBON if home == 1 else CHICAGO
        culture = rng.choices([one for one, _ in cultures], [weight for _, weight in cultures])[0]
        surname = rng.choice(culture.surnames)
        if rng.random() < culture.double:
            surname = f"{surname} {rng.choice(culture.surnames)}"
        return culture, surname

    def _person(self, first: str, last: str, culture: Culture, home: int, *, child: bool) -> Person:
        rng = self._rng
        self._number += 1
        user_id = self._user_id(first, last)
        own = LISBON[0][0] if home == 1 else CHICAGO[0][0]
        caller = culture if rng.random() < 0.15 else own
        return Person(
            id=self._number,
            user_id=user_id,
            first_name=native(first),
            last_name=native(last),
            email=f"{user_id}@{rng.choice(_DOMAINS)}" if rng.random() < 0.86 else None,
            phone=phone(rng, caller) if rng.random() < 0.94 else None,
            title=rng.choice(_TITLES) if not child and rng.random() < 0.12 else None,
            department_id=rng.randint(1, len(c.DEPARTMENTS)) if not child and rng.random() < 0.3 else None,
            birth_date=self._birth(child=child) if rng.random() < 0.97 else None,
            language=culture.language if rng.random() < 0.8 else own.language,
            zone=c.CENTERS[home - 1].zone,
            remarks=rng.choice(_REMARKS) if rng.random() < 0.04 else "",
            created_at=self._moment(),
            home=home,
        )

    def _user_id(self, first: str, last: str) -> str:
        """Such as maria.silva, then maria.silva2: lower case, unique."""
        stem = ".".join(part for part in (_plain(first), _plain(last)) if part)[:50]
        times = self._stems[stem] = self._stems.get(stem, 0) + 1
        return stem if times == 1 else f"{stem}{times}"

    def _birth(self, *, child: bool) -> date:
        years = self._rng.triangular(0.2, 14, 3) if child else self._rng.triangular(17, 96, 41)
        return self._first_day - timedelta(days=int(years * 365.25))

    def _moment(self) -> datetime:
        """Some working hour of the years before."""
        day = self._first_day - timedelta(days=self._rng.randint(2, 900))
        return datetime.combine(day, time(self._rng.randint(9, 17), self._rng.randint(0, 59)), UTC)


class Public:
    """The consumers to choose from: grown-ups and children of each center, nobody twice on one day if possible."""

    def __init__(self, people: list[Person], first_day: date, rng: Random) -> None:
        self._rng = rng
        self._groups: dict[tuple[int, bool], list[Person]] = {}
        for person in people:
            child = person.birth_date is not None and (first_day - person.birth_date).days < 15 * 365
            self._groups.setdefault((person.home, child), []).append(person)
        self._everybody = people
        self._day: date | None = None
        self._seen: set[int] = set()

    def somebody(self, center: int, day: date, *, child: bool = False) -> Person:
        """Who comes to the center on that day."""
        if day != self._day:
            self._day, self._seen = day, set()
        group = self._groups.get((center, child)) or self._everybody
        person = self._rng.choice(group)
        for _ in range(12):
            if person.id not in self._seen:
                break
            person = self._rng.choice(group)
        self._seen.add(person.id)
        return person


def _plain(name: str) -> str:
    return "".join(latin(name).lower().split())
