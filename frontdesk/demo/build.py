"""Builds the demo clinic in an empty database."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from sqlalchemy import Connection

from frontdesk.database import tables as t
from frontdesk.database.engine import Database
from frontdesk.database.search import index_many, sort_name_of
from frontdesk.demo import catalogue as c
from frontdesk.demo.days import Diary, Slot, exception_rows
from frontdesk.demo.fates import Fates
from frontdesk.demo.load import Loader, Rows, continue_numbers, is_empty, row
from frontdesk.demo.people import Crowd, Person, Public
from frontdesk.demo.requests import open_requests, waiting_requests
from frontdesk.demo.stories import Book
from frontdesk.demo.team import Team
from frontdesk.rules.problems import RuleBroken

T = TypeVar("T")

PASSWORD = "demo"  # noqa: S105 - the demo's public password, printed by the command
CLOCK = time(10, 22)
"""What the clock at Riverside shows on the demo's day."""
_BATCH = {"sqlite": 20_000, "postgresql": 2_000}
"""Appointments a transaction: a server has a statement time-out; a file rewrites many index pages each time."""
_PAIRS = 0.22
"""How many influenza slots are a first dose, where a second finds its place."""


def build(
    database: Database,
    *,
    day: date,
    seed: int = 1,
    clinicians: int = 12,
    consumers: int = 400,
    appointments: int = 900,
) -> None:
    """Fill a new database with the demo clinic as it stands on `day` at 10:22 in Lisbon.

    The same arguments give the same rows. The clinic's own row is written last, so an interrupted build is no clinic.
    Raises RuleBroken `demo.not-empty`, and `demo.does-not-fit` when so few people cannot have so many appointments.
    """
    rng = Random(seed)  # noqa: S311 - the demo is the same each time; nothing here guards anything
    now = datetime.combine(day, CLOCK, ZoneInfo(c.CENTERS[0].zone)).astimezone(UTC)
    with database.read() as connection:
        if not is_empty(connection, t.Center):
            raise RuleBroken("demo.not-empty", fields=("database",))
    team = Team(clinicians, rng)
    open_count = max(min(8, appointments // 5), min(60, appointments // 100))
    diary = Diary(team, day, appointments - open_count, rng)
    if not diary.fits:
        raise RuleBroken("demo.does-not-fit", fields=("appointments", "clinicians"), most=diary.most)
    _write(
        database, [*c.rows(team.rooms), *team.rows(day, _hash(seed)), team.on_demand(now), exception_rows(team, day)]
    )
    known = _consumers(database, consumers, diary.first_day, rng)
    _appointments(database, diary, Book(team, now, rng), Public(known, diary.first_day, rng), open_count)
    _finish(database, rng)


def _hash(seed: int) -> str:
    """The password's argon2id hash, once for the four accounts; its salt comes from the seed, so builds are alike."""
    return PasswordHasher().hash(PASSWORD, salt=seed.to_bytes(16, "big", signed=True))


def _write(database: Database, parts: Iterable[Rows]) -> None:
    held = [(entity, list(rows)) for entity, rows in parts]

    def work(connection: Connection) -> None:
        loader = Loader(connection)
        for entity, rows in held:
            loader.write(entity, rows)

    database.write(work)


def _consumers(database: Database, count: int, first_day: date, rng: Random) -> list[Person]:
    known: list[Person] = []
    for batch in _batches(Crowd(first_day, rng).people(count), 2 * _BATCH[database.dialect]):
        known += batch
        _write_consumers(database, batch)
    return known


def _write_consumers(database: Database, batch: list[Person]) -> None:
    rows = [(*who[:4], sort_name_of(who.first_name, who.last_name), *who[4:13], 1, None, who.group_id) for who in batch]
    known_by = [(who.id, who.first_name, who.last_name, who.user_id, who.email, who.phone) for who in batch]

    def work(connection: Connection) -> None:
        Loader(connection).write(t.Consumer, rows)
        index_many(connection, known_by)

    database.write(work)


def _appointments(database: Database, diary: Diary, book: Book, public: Public, open_count: int) -> None:
    fates = Fates(book, public)
    recent: list[Slot] = []
    for slots in _paired(diary, book.rng):
        for slot in slots:
            fates.tell(slot)
            if len(book.rows[t.Appointment]) >= _BATCH[database.dialect]:
                _flush(database, book)
        recent = slots or recent
    if recent:
        open_requests(book, public, recent, open_count)
    waiting_requests(book, public)
    _flush(database, book)


def _flush(database: Database, book: Book) -> None:
    book.number_messages()
    _write(database, book.rows.items())
    book.empty()


def _paired(diary: Diary, rng: Random) -> Iterator[list[Slot]]:
    """The days' slots, some influenza slots joined to one 21 to 35 days later at the same center."""
    _, _, _, least, most = c.DOSES[1]
    ahead: deque[tuple[date, list[Slot]]] = deque()
    days = diary.days()
    while True:
        ahead.extend(islice(days, most + 1 - len(ahead)))
        if not ahead:
            return
        today, slots = ahead.popleft()
        later = [slot for day, those in ahead if least <= (day - today).days <= most for slot in those]
        free = [slot for slot in later if slot.plan is c.INFLUENZA and slot.pair is None]
        for slot in slots:
            if slot.plan is c.INFLUENZA and slot.pair is None and free and rng.random() < _PAIRS:
                _join(slot, free, rng)
        yield slots


def _join(slot: Slot, free: list[Slot], rng: Random) -> None:
    place = rng.randrange(len(free))
    if free[place].center == slot.center:
        second = free.pop(place)
        second.pair, slot.has_second = slot, True


def _finish(database: Database, rng: Random) -> None:
    mark = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6))
    clinic = row(t.Clinic, id=1, name="Riverside Clinic", mark=mark, key=rng.randbytes(32).hex(), language="en")

    def work(connection: Connection) -> None:
        Loader(connection).write(t.Clinic, [clinic])
        continue_numbers(connection, t.Base.metadata.sorted_tables)

    database.write(work)


def _batches(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(rows, size)):
        yield batch
