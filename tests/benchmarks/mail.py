"""Messages a second: confirmations with their PDF, written and handed to a mail server in a process of its own.

Run it from the project's folder: `python -m tests.benchmarks.mail [--messages 10000] [--only sqlite]`. The floor hands
over ready-made bytes of the same size, by smtplib, with nothing written down. Aim: 200 a second on one core.
"""

import argparse
import multiprocessing
import smtplib
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller
from sqlalchemy import Connection, delete, select

from frontdesk.clinic import Clinic
from frontdesk.database.adding import add, add_all
from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment, Consumer, History, Outbox, Setting
from frontdesk.demo.build import build
from frontdesk.rules.words import OutboxState
from tests.databases import database_address, running_postgres

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 22, tzinfo=UTC)
HOST = "127.0.0.1"
FLOOR = 1000


class Sink:
    """Takes everything and keeps nothing but how much it was."""

    def __init__(self) -> None:
        self.count, self.size = 0, 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  as aiosmtpd calls it
        self.count += 1
        self.size += len(envelope.content)
        return f"250 {self.count} {self.size}"


def serve(line: Any) -> None:
    """The mail server's process."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    controller = Controller(Sink(), hostname=HOST, port=port)
    controller.start()
    line.send(port)
    line.recv()
    controller.stop()


@contextmanager
def mail_server() -> Iterator[int]:
    """Its port."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("end")
        process.join()


def fill(database: Database, messages: int, port: int) -> None:
    """A demo clinic with so many confirmations to send."""
    build(database, day=DAY, clinicians=40, consumers=2_000, appointments=messages + messages // 10)
    settings = {"mail.host": HOST, "mail.port": port, "mail.security": "none", "mail.sender": "desk@clinic.example"}

    def work(connection: Connection) -> None:
        connection.execute(delete(Outbox))
        for name, value in settings.items():
            add(connection, Setting, name=name, value=value)
        rows = connection.execute(
            select(
                Appointment.id, Appointment.consumer_id, History.id.label("entry"), Consumer.email, Consumer.language
            )
            .join(History, (History.appointment_id == Appointment.id) & (History.version == Appointment.version))
            .join(Consumer, Consumer.id == Appointment.consumer_id)
            .where(Appointment.starts_at.is_not(None))
            .order_by(Appointment.id)
            .limit(messages)
        )
        add_all(connection, Outbox, [_row(row) for row in rows])

    database.write(work)


def _row(row: Any) -> dict[str, Any]:
    return {
        "appointment_id": row.id,
        "consumer_id": row.consumer_id,
        "history_id": row.entry,
        "kind": "confirmation",
        "channel": "email",
        "recipient": row.email or f"consumer{row.consumer_id}@example.org",
        "language": row.language or "en",
        "payload": {"message": ""},
        "message_id": f"{row.id:032x}",
        "state": OutboxState.WAITING,
        "created_at": NOW,
        "next_at": NOW,
        "attempts": 0,
        "error": "",
    }


def floor(port: int, size: int) -> float:
    """Messages a second, ready-made, by smtplib alone."""
    line = (b"x" * 76 + b"\r\n") * (size // 78)
    body = b"From: desk@clinic.example\r\nTo: one@example.org\r\nSubject: floor\r\n\r\n" + line
    with smtplib.SMTP(HOST, port, local_hostname="localhost") as client:
        begun = time.perf_counter()
        for _ in range(FLOOR):
            client.sendmail("desk@clinic.example", ["one@example.org"], body)
        return FLOOR / (time.perf_counter() - begun)


def taken(port: int) -> tuple[int, int]:
    """How many messages the server has taken, and how many bytes."""
    with smtplib.SMTP(HOST, port, local_hostname="localhost") as client:
        client.ehlo()
        client.mail("desk@clinic.example")
        client.rcpt("one@example.org")
        _code, said = client.data(b"Subject: how many\r\n\r\n")
    count, size = said.split()
    return int(count), int(size)


def measure(name: str, url: str, messages: int) -> None:
    """Prints the line of one database."""
    with mail_server() as port:
        database = Database.create(url)
        fill(database, messages, port)
        clinic = Clinic(database, now=lambda: NOW + timedelta(minutes=1))
        clinic.sending.send_due(most=50)  # fonts, templates and statements are made once
        begun, work = time.perf_counter(), time.process_time()
        tally = clinic.sending.send_due()
        seconds, worked = time.perf_counter() - begun, time.process_time() - work
        database.close()
        count, size = taken(port)
        each = size // max(1, count)
        plain = floor(port, each)
    rate = tally.sent / seconds
    print(
        f"{name:11} {tally.sent} sent, {tally.failed} failed, {each / 1024:.1f} KiB each: {rate:.0f} a second by the "
        f"clock, {tally.sent / worked:.0f} a second of one core's work; floor {plain:.0f} a second, "
        f"{plain / rate:.1f} x"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_args()
    if asked.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            measure("SQLite", f"sqlite:///{Path(folder) / 'clinic.sqlite'}", asked.messages)
    if asked.only != "sqlite":
        with running_postgres(durable=True) as server:
            with psycopg.connect(server, autocommit=True) as admin:
                admin.execute("CREATE DATABASE mail")
            measure("PostgreSQL", database_address(server, "mail"), asked.messages)


if __name__ == "__main__":
    main()
