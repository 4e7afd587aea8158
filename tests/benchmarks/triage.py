"""Triage on a large clinic: who could take a request, a list of 1,000 that wait, and accepting one.

Run: `python -m tests.benchmarks.triage [--rounds N] [--appointments N]`. Both engines, 50 clinicians who give the
service at the center, three wished times. Beside what reads stands the bare driver with the same statements, beside
accepting a booking of the same kind, in turns, so that a slow moment hits both. Aim: to assign within 50 ms.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from frontdesk.services.forms import AcceptRequest, Booking, OpeningQuery, new_command_id
from tests.benchmarks.bare_driver import Heard
from tests.benchmarks.booking import postgresql, seconds

CLINICIANS = 100
"""Of whom half work at the first center."""
OPEN = 1_000


def main() -> None:
    """Print a line for each call and engine."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=25)
    options.add_argument("--appointments", type=int, default=20_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/clinic.sqlite", server):
            database = Database.create(url)
            build(database, day=system_clock().date(), clinicians=CLINICIANS, appointments=given.appointments)
            Triage(Clinic(database), url, given.rounds).run()
            database.close()


class Triage:
    """One clinic with requests that wait."""

    def __init__(self, clinic: Clinic, url: str, rounds: int) -> None:
        self.clinic, self.rounds = clinic, rounds
        self.dialect = clinic.desk.database.dialect
        self.heard = Heard(url, self.dialect)
        clinic.sign_in("manager", "demo")
        clinic.booking.index.build()
        choices = clinic.choices()
        self.center = choices.centers[0].id
        self.service = next(one for one in choices.services if one.code == "influenza")
        self.consumers = [one.id for one in clinic.consumers.page(limit=200)]

    def run(self) -> None:
        """Take the requests down, then measure."""
        start = self._free(3)
        wished = (start, start + timedelta(days=1, hours=2), start + timedelta(days=2, hours=1))
        first = self._take(0, wished)
        asked = self.clinic.requests.assignment(first)
        who = f"{len(asked.clinicians)} clinicians x {len(asked.times)} times"
        self._reads(f"assign, {who} (aim 50 ms)", lambda: self.clinic.requests.assignment(first))
        for number in range(1, OPEN):
            self._take(number, wished)
        self._reads(f"open, {OPEN:,} wait", lambda: self.clinic.requests.open(self.center))
        self._accepts()

    def _reads(self, name: str, call: Callable[[], object]) -> None:
        taken = self.heard.beside(call, self.rounds)
        self._print(name, taken.call, taken.bare, "bare driver", f"; processor {min(taken.used) * 1000:.1f} ms")

    def _accepts(self) -> None:
        """Beside a booking of the same kind, which writes the request too."""
        taken, booked = [], []
        for number in range(self.rounds):
            start = self._free(5 + number % 20)
            form = AcceptRequest(self._take(number, (start,)), 1, response="See you then")
            taken.append(seconds(lambda form=form: self.clinic.requests.accept(form, new_command_id())))  # type: ignore[misc]  # bound
            wish = replace(self._wish(number), start=self._free(5 + number % 20))
            booked.append(seconds(lambda wish=wish: self.clinic.booking.book(wish, new_command_id())))  # type: ignore[misc]  # bound
        self._print("accept", taken[2:], booked[2:], "booking")

    def _print(self, name: str, taken: list[float], floor: list[float], beside: str, more: str = "") -> None:
        ours, theirs = median(taken) * 1000, median(floor) * 1000
        told = f"{ours:.1f} ms, best {min(taken) * 1000:.1f}, {beside} {theirs:.1f} ms, ratio {ours / theirs:.1f}"
        print(f"{self.dialect}: {name}: {told}{more}", flush=True)

    def _free(self, days: int) -> Any:
        query = OpeningQuery(self.service.id, self.center, from_=system_clock() + timedelta(days=days), limit=1)
        return self.clinic.booking.openings(query)[0].start

    def _take(self, number: int, wished: tuple[Any, ...]) -> int:
        wish = replace(self._wish(number), wanted=wished)
        return self.clinic.booking.take_request(wish, new_command_id()).request_id

    def _wish(self, number: int) -> Booking:
        consumer = self.consumers[number % len(self.consumers)]
        answers = {one.id: "no" for one in self.service.questions if one.required}
        return Booking(self.service.id, self.center, consumer, answers=answers)


if __name__ == "__main__":
    main()
