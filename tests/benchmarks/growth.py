"""Every query a person waits for, on a small and on a large clinic, and a day's read beside the bare driver.

Run: `python -m tests.benchmarks.growth [--appointments 1000000 --consumers 500000 --clinicians 400] [--keep FOLDER]`.
SQLite, or with `--postgres` a PostgreSQL from a wheel, without the driver's part; figures are the best of 30 calls, the
two clinics in turns. With `--keep` the large clinic is made once.
"""

import argparse
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import func, select

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add_all
from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment, Setting
from frontdesk.demo.build import build
from frontdesk.rules.words import Action, OutboxState
from frontdesk.services.escalating import Escalating
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.freed import Freed
from frontdesk.services.reminders import Reminders
from frontdesk.services.windows import WindowQuery
from frontdesk.views.card_rows import CARDS, read_cards
from frontdesk.views.choices import ServiceChoice
from frontdesk.views.lists import Narrow, Tab, Wish
from frontdesk.views.many import ManyScope
from frontdesk.views.today import Part
from tests.databases import database_address, running_postgres

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)
MAIL = {"mail.host": "127.0.0.1", "mail.sender": "desk@example.org", "reminders.hours": [2]}
"""Set up as far as reminders need it; nobody sends."""
ROUNDS = 30
Size = tuple[int, int, int]
"""Appointments, consumers, clinicians."""
SMALL: Size = (1000, 400, 12)


def main() -> None:
    """Print a line for each query."""
    options = argparse.ArgumentParser()
    options.add_argument("--appointments", type=int, default=50_000)
    options.add_argument("--consumers", type=int, default=25_000)
    options.add_argument("--clinicians", type=int, default=60)
    options.add_argument("--keep", type=Path)
    options.add_argument("--postgres", action="store_true")
    told = options.parse_args()
    size = (told.appointments, told.consumers, told.clinicians)
    if told.postgres:
        with running_postgres(durable=False) as server:
            compare(on_server(server, "small", SMALL), on_server(server, "large", size), size)
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = told.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        large = in_file(kept / f"large-{told.appointments}.sqlite", size)
        compare(in_file(kept / "small.sqlite", SMALL), large, size)
        day_beside_driver(large)


def compare(small: Clinic, large: Clinic, size: Size) -> None:
    """Print each query's time on both."""
    print(f"{size[0]} appointments, {size[1]} consumers, beside 1,000 and 400:")
    small_queries, large_queries = queries(small), queries(large)
    for name, query in large_queries.items():
        slow, fast = in_turns(query, small_queries[name])
        print(f"  {name}: {slow * 1000:.2f} ms, {fast * 1000:.2f} ms, ratio {slow / fast:.2f} (aim 2.00)", flush=True)


def in_file(path: Path, size: Size) -> Clinic:
    """The clinic in an embedded file, made where it is not there yet."""
    if not path.exists():
        made(str(path), size)
    return opened(str(path))


def on_server(server: str, name: str, size: Size) -> Clinic:
    """The clinic in a database of its own on a server, as its statistics are after a night."""
    url = database_address(server, name)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    made(url, size)
    with psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:"), autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
    return opened(url)


def made(url: str, size: Size) -> None:
    begun = perf_counter()
    database = Database.create(url)
    build(database, day=DAY, appointments=size[0], consumers=size[1], clinicians=size[2])
    database.write(lambda connection: add_all(connection, Setting, [{"name": n, "value": v} for n, v in MAIL.items()]))
    database.close()
    print(f"made {size[0]} appointments and {size[1]} consumers in {perf_counter() - begun:.0f} s", flush=True)


def opened(url: str) -> Clinic:
    """At the desk."""
    clinic = Clinic.open(url, now=lambda: NOW)
    clinic.sign_in("reception", "demo")
    return clinic


def queries(clinic: Clinic) -> dict[str, Callable[[], object]]:
    """What a person waits for, by name. The day is one with about as many cards in both clinics."""
    choices = clinic.choices()
    center = choices.centers[0]
    service = next(one for one in choices.services if one.code == "influenza")
    day = quiet_day(clinic, center.id)
    cards = [card for column in clinic.calendar.day(center.id, day).columns for card in column.cards]
    card = cards[0]
    some = clinic.consumers.page(limit=50)[-1]
    scope = ManyScope(ids=tuple(one.id for one in cards[:20]))
    return {
        "an appointment with its tabs": lambda: clinic.appointments.view(card.id),
        "an appointment by its code": lambda: clinic.appointments.find(card.code),
        "the first page of consumers": lambda: clinic.consumers.page(limit=100),
        "a page in the middle": lambda: clinic.consumers.page((some.sort_name, some.id), limit=100),
        "consumers by two parts of a name": lambda: clinic.consumers.search("silva mar"),
        "a consumer's appointments": lambda: clinic.consumers.bookings(card.consumer_id),
        "a scanned code": lambda: clinic.scanning.scan(card.code, center.id),
        "six openings with one clinician": lambda: clinic.booking.openings(
            OpeningQuery(service.id, center.id, service.clinician_ids[0], from_=NOW + timedelta(days=60))
        ),
        "the desk's start page": lambda: clinic.today.read(Part.DESK, center.id),
        "what the forms offer": clinic.choices,
        "the first rows of what is upcoming": lambda: clinic.lists.begin(Wish(Tab.UPCOMING, Narrow(center.id))),
        "the first rows of what is completed": lambda: clinic.lists.begin(Wish(Tab.COMPLETED, Narrow(center.id))),
        "the next appointments of who is found": lambda: clinic.finding.find("silva mar", day),
        "how sending stands": clinic.outgoing.state,
        "messages that wait": lambda: clinic.outgoing.queue([OutboxState.WAITING]),
        "messages that failed": lambda: clinic.outgoing.queue([OutboxState.FAILED]),
        "messages sent lately": lambda: clinic.outgoing.queue([OutboxState.SENT]),
        "twenty chosen, to be cancelled": lambda: clinic.many.candidates(scope, Action.CANCEL),
        "reminders due by now": lambda: Reminders(clinic.desk).plan(),
        **triage_queries(clinic, center.id, service),
    }


def triage_queries(clinic: Clinic, center_id: int, service: ServiceChoice) -> dict[str, Callable[[], object]]:
    """Those of the Requests page and of what leads from it."""
    request = next(one for one in clinic.requests.open(center_id) if one.times)
    start = NOW + timedelta(days=3)
    freed = Freed(center_id, service.clinician_ids[0], start, start + timedelta(minutes=30))
    wished = WindowQuery(service.id, center_id, request.consumer_id, service.clinician_ids[0], (start,))
    return {
        "requests that wait": lambda: clinic.requests.open(center_id),
        "who could take a request": lambda: clinic.requests.assignment(request.id),
        "what is to dispatch": lambda: clinic.dispatch.open(center_id),
        "the waiting list": lambda: clinic.waiting.line(center_id),
        "whom a freed time suits": lambda: clinic.waiting.fits(freed),
        "times that suit": lambda: clinic.windows.suggest(wished),
        "lines to rebook into": lambda: clinic.rebooking.lines(service.clinician_ids[0], service.id, center_id, DAY),
        "requests nobody took": lambda: Escalating(clinic.desk).plan(),
    }


def quiet_day(clinic: Clinic, center_id: int) -> date:
    """The first day from today on that has a card."""
    for number in range(60):
        day = DAY + timedelta(days=number)
        if any(column.cards for column in clinic.calendar.day(center_id, day).columns):
            return day
    raise SystemExit("no day has a card")


def day_beside_driver(clinic: Clinic) -> None:
    """The cards of the busiest center's day: our objects, and the driver's tuples of the same SQL."""
    database = clinic.desk.database
    with database.read() as connection:
        busiest = connection.execute(
            select(Appointment.center_id, Appointment.day)
            .where(Appointment.day.in_([DAY + timedelta(days=number) for number in range(7)]))
            .group_by(Appointment.center_id, Appointment.day)
            .order_by(func.count().desc())
        ).first()
        assert busiest is not None
        wanted = CARDS.params(center=busiest.center_id, days=[busiest.day])
        sql = wanted.compile(connection, compile_kwargs={"literal_binds": True})
    file = sqlite3.connect(database.url.removeprefix("sqlite:///"))
    view = clinic.calendar.day(busiest.center_id, busiest.day)
    cards = sum(len(column.cards) for column in view.columns)

    def ours() -> Any:
        with database.read() as connection:
            return read_cards(connection, busiest.center_id, view.zone, [busiest.day])

    text = str(sql)
    mine, driver = in_turns(ours, lambda: file.execute(text).fetchall())
    whole, _ = in_turns(lambda: clinic.calendar.day(busiest.center_id, busiest.day), lambda: None)
    print(
        f"a day of {len(view.columns)} clinicians, {cards} cards: our objects {mine * 1000:.2f} ms, "
        f"driver {driver * 1000:.2f} ms, ratio {mine / driver:.2f} (aim 2.50); "
        f"whole read with working times {whole * 1000:.2f} ms"
    )


def in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The best of both, in seconds, called in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, times in zip((one, other), taken, strict=True):
            begun = perf_counter()
            work()
            times.append(perf_counter() - begun)
    return min(taken[0]), min(taken[1])


if __name__ == "__main__":
    main()
