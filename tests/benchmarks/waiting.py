"""A freed time among 10,000 who wait at one center: who could have it, at worst nobody, beside the bare driver.

Run: `python -m tests.benchmarks.waiting [--waiting N] [--appointments N] [--rounds N]`. Both engines, a desk as the
window has it, with its index of openings, and as the command line has it, without. Beside each stands the bare driver
with the same statements, in turns. Each case lets the whole line be looked at for another reason. Aim: 50 ms.
"""

import argparse
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.database.tables import Appointment, Request, Waiting
from frontdesk.demo.build import build
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import Modality, RequestKind, RequestState, Source, Status
from frontdesk.services.forms import OpeningQuery
from frontdesk.services.freed import Freed
from frontdesk.views.openings import Opening
from tests.benchmarks.bare_driver import Heard
from tests.benchmarks.booking import postgresql

AIM = 0.05
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_ANY: dict[str, Any] = {
    **dict.fromkeys(("clinician_id", "first_day", "last_day", "from_time", "to_time")),
    "weekdays": 127,
}
_NONE: dict[str, Any] = dict.fromkeys(("starts_at", "ends_at", "busy_from", "busy_to", "day", "wall_start", "wall_end"))
_BUSY = {"busy": True}
"""No column: that everybody has something at the freed time."""


def main() -> None:
    """Print a line for each case, engine and way."""
    options = argparse.ArgumentParser()
    options.add_argument("--waiting", type=int, default=10_000)
    options.add_argument("--appointments", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/clinic.sqlite", server):
            database = Database.create(url)
            build(database, day=system_clock().date(), clinicians=40, appointments=given.appointments, consumers=12_000)
            Line(Clinic(database), url, given.waiting, given.rounds).run()
            database.close()


class Line:
    """One clinic with a long waiting list."""

    def __init__(self, clinic: Clinic, url: str, number: int, rounds: int) -> None:
        self.clinic, self.number, self.rounds = clinic, number, rounds
        self.dialect = clinic.desk.database.dialect
        self.heard = Heard(url, self.dialect)
        clinic.sign_in("manager", "demo")
        choices = clinic.choices()
        self.center = choices.centers[0]
        self.service = next(one for one in choices.services if one.code == "influenza")
        self.slot = self._slot()

    def run(self) -> None:
        """Every case without the index, then with it."""
        self.clinic.desk.database.write(self._fill)
        index = self.clinic.booking.index
        index.build()
        known = index.known
        for name, wish, appointment in self._cases():
            self.clinic.desk.database.write(lambda one, w=wish, a=appointment: self._set(one, w, a))  # type: ignore[misc]
            for indexed in (False, True):
                index.known = known if indexed else None
                self._measure(f"{name}, {'with' if indexed else 'without'} index")

    def _slot(self) -> Opening:
        """The first free time tomorrow or later."""
        query = OpeningQuery(self.service.id, self.center.id, from_=system_clock() + timedelta(days=1))
        return self.clinic.booking.openings(query)[0]

    def _fill(self, connection: Connection) -> None:
        """Everybody waits for the same, taken down one after another, and nobody else waits."""
        connection.execute(delete(Waiting))
        consumers = [one.id for one in self.clinic.consumers.page(limit=200)]
        first = (connection.execute(select(func.max(Appointment.id))).scalar() or 0) + 1
        request = (connection.execute(select(func.max(Request.id))).scalar() or 0) + 1
        at = _LONG_AGO
        whole = range(self.number)
        connection.execute(insert(Request), [self._request(request + n, consumers[n % 200], at) for n in whole])
        rows = [self._appointment(first + n, request + n, consumers[n % 200], at) for n in whole]
        connection.execute(insert(Appointment), rows)
        shared = {"center_id": self.center.id, "service_id": self.service.id, "remark": "", "version": 1, **_ANY}
        wishes = [
            {"appointment_id": first + n, "priority": n % 3, "since": at + timedelta(minutes=n), **shared}
            for n in whole
        ]
        connection.execute(insert(Waiting), wishes)
        self.first = first

    def _request(self, number: int, consumer: int, at: datetime) -> dict[str, Any]:
        here = {"preferred_center_id": self.center.id, "location_id": self.center.id, "service_id": self.service.id}
        stamp = {"created_at": at, "goals": "", "state": RequestState.COMPLETED, "version": 1}
        kind = {"kind": RequestKind.SCHEDULED, "source": Source.DESK}
        return {"id": number, "consumer_id": consumer, **here, **stamp, **kind}

    def _appointment(self, number: int, request: int, consumer: int, at: datetime) -> dict[str, Any]:
        whose = {"request_id": request, "consumer_id": consumer, "service_id": self.service.id}
        what = {"status": Status.WAITLIST, "zone": self.center.zone, "modality": Modality.IN_PERSON, "version": 2}
        named = {"id": number, "code": f"W{number}", "center_id": self.center.id, "outcome_remark": ""}
        return {"created_at": at, "waiting_since": at, **named, **whose, **what}

    def _cases(self) -> tuple[tuple[str, dict[str, Any], dict[str, Any]], ...]:
        """What each case is called, what everybody wishes then, and how their appointments stand."""
        slot, waits = self.slot, {"status": Status.WAITLIST, **_NONE}
        day = slot.wall_start.date()
        other = next(one for one in self.service.clinician_ids if one != slot.clinician_id)
        odd = (slot.wall_start + timedelta(minutes=1)).time(), (slot.wall_start + timedelta(minutes=12)).time()
        whose = {"clinician_id": slot.clinician_id, "overbooked": True, "overbook_reason": "to measure"}
        before = self._at(slot.start - timedelta(hours=2))
        return (
            ("everybody fits", {}, waits),
            ("nobody: another clinician", {"clinician_id": other}, waits),
            ("nobody: other weekdays", {"weekdays": 127 & ~(1 << day.weekday())}, waits),
            ("nobody: later days", {"first_day": day + timedelta(days=1)}, waits),
            ("nobody: other hours", {"from_time": time(3), "to_time": time(4)}, waits),
            ("nobody: hours too narrow", {"from_time": odd[0], "to_time": odd[1]}, waits),
            ("nobody: all are offered one", {}, {"status": Status.PENDING, **before, **whose}),
            ("nobody: all have an earlier one", {}, {"status": Status.BOOKED, **before, **whose}),
            ("nobody: all have something else then", {}, {**waits, **_BUSY}),
        )

    def _at(self, start: datetime) -> dict[str, Any]:
        """The columns of a time."""
        wall, end = to_wall(start, self.center.zone), start + timedelta(minutes=20)
        walls = {"wall_start": wall, "wall_end": wall + timedelta(minutes=20), "day": wall.date()}
        return {"starts_at": start, "ends_at": end, "busy_from": start, "busy_to": end, **walls}

    def _set(self, connection: Connection, wish: dict[str, Any], appointment: dict[str, Any]) -> None:
        here = Waiting.appointment_id >= self.first
        connection.execute(update(Waiting).where(here).values(**{**_ANY, **wish}))
        columns = {name: value for name, value in appointment.items() if name not in _BUSY}
        waiting = Appointment.id.between(self.first, self.first + self.number - 1)
        connection.execute(update(Appointment).where(waiting).values(**columns))
        if columns != appointment:
            each = select(func.min(Appointment.request_id).label("request_id"), Appointment.consumer_id)
            rows = connection.execute(each.where(waiting).group_by(Appointment.consumer_id))
            then = {"status": Status.PROPOSED, **self._at(self.slot.start)}
            connection.execute(
                insert(Appointment),
                [
                    self._appointment(self.first + self.number + n, row.request_id, row.consumer_id, _LONG_AGO) | then
                    for n, row in enumerate(rows.all())
                ],
            )

    def _measure(self, name: str) -> None:
        freed = Freed(self.center.id, self.slot.clinician_id, self.slot.start, self.slot.end)
        found = len(self.clinic.waiting.fits(freed))
        taken = self.heard.beside(lambda: self.clinic.waiting.fits(freed), self.rounds)
        ours, least = median(taken.call), median(taken.bare)
        over = "" if ours <= AIM else "  OVER"
        print(
            f"{self.dialect}: {name}: {found} of {self.number:,}, {ours * 1000:.1f} ms, {max(taken.call) * 1000:.1f} "
            f"the longest (aim 50), processor {min(taken.used) * 1000:.1f}; bare driver {least * 1000:.1f} ms, "
            f"ratio {ours / least:.2f}{over}"
        )


if __name__ == "__main__":
    main()
