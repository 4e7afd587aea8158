"""Every action on an appointment, whole service calls, beside the same writing statements in one durable transaction
by the bare driver.

Run: `python -m tests.benchmarks.actions [--rounds N] [--only WORD]`. Both engines, one desk, disks really waited for;
the two take turns, so that a slow moment hits both. What an action writes is listened to, and the driver writes it
once more with the same keys, indices and guards: the same rows anew, the same insertions under fresh ids.
"""

import argparse
import re
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import event

from frontdesk.clinic import Clinic, system_clock
from frontdesk.database.engine import Database
from frontdesk.demo.build import build
from frontdesk.rules.words import Action, CancelClass
from frontdesk.services.forms import Act, Booking, OpeningQuery, new_command_id
from tests.benchmarks.booking import postgresql, seconds

A = Action
LATER = "a free time some days later"
_FRESH = ("command_id", "message_id", "token", "id")
_INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")
_numbers = count(1)


@dataclass(frozen=True)
class Play:
    """An action with those that come before it, each with what is filled in."""

    action: Action
    before: tuple[tuple[Action, Mapping[str, Any]], ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


_SUGGESTED = (A.CONSUMER_SUGGESTS, {"suggestions": LATER})
_COMPLETED = ((A.COMPLETE, {"confirmed": True}),)
_WAITING: tuple[tuple[Action, Mapping[str, Any]], ...] = (_SUGGESTED, (A.TO_WAITING_LIST, {}))
PLAYS = (
    Play(A.CANCEL, given={"cancel_class": CancelClass.CONSUMER, "message": "Get well"}),
    Play(A.RESCHEDULE, given={"start": LATER, "agreed": True}),
    Play(A.RESCHEDULE, given={"start": LATER}),
    Play(A.ASK_TO_RESCHEDULE, given={"message": "Please choose another time"}),
    Play(A.CONSUMER_SUGGESTS, given={"suggestions": LATER}),
    Play(A.ACCEPT, (_SUGGESTED,), {"start": LATER}),
    Play(A.DECLINE, (_SUGGESTED,)),
    Play(A.CONSUMER_ACCEPTS, ((A.ASK_TO_RESCHEDULE, {}),)),
    Play(A.TO_WAITING_LIST, (_SUGGESTED,)),
    Play(A.OFFER_SLOT, _WAITING, {"start": LATER}),
    Play(A.CHECK_IN, given={"confirmed": True}),
    Play(A.COMMENCE),
    Play(A.COMPLETE, given={"confirmed": True, "remark": "Went well"}),
    Play(A.STEP_BACK, ((A.CHECK_IN, {"confirmed": True}),)),
    Play(A.LEFT, ((A.CHECK_IN, {"confirmed": True}),)),
    Play(A.REOPEN, _COMPLETED),
    Play(A.CONFIRM_COMPLETION, _COMPLETED),
    Play(A.ACCEPT_TASK),
    Play(A.REJECT_TASK, given={"remark": "On leave then"}),
    Play(A.ACCEPT, ((A.REJECT_TASK, {"remark": "On leave then"}),)),
    Play(A.CONSUMER_CONFIRMS),
    Play(A.CONSUMER_DECLINES, ((A.ASK_TO_RESCHEDULE, {}),)),
    Play(A.RESTORE, ((A.CANCEL, {}),)),
    Play(A.MISTAKE, given={"remark": "Booked twice"}),
)
"""Didn't show waits for the start, which no appointment ahead has; it writes what completing writes."""


def main() -> None:
    """Print a line for each action and engine."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=25)
    options.add_argument("--only", default="")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/clinic.sqlite", server):
            database = Database.create(url)
            build(database, day=system_clock().date())
            clinic = Clinic(database)
            clinic.sign_in("manager", "demo")
            clinic.booking.index.build()
            for play in PLAYS:
                if given.only in play.action.value:
                    measure(clinic, url, play, given.rounds)
            database.close()


def measure(clinic: Clinic, url: str, play: Play, rounds: int) -> None:
    """The action in turns with its statements, each time on another appointment."""
    database, heard = clinic.desk.database, list[tuple[str, Any]]()
    replay = Replay(url, database.dialect)
    asked = [0]

    def hear(*told: Any) -> None:
        asked[0] += 1
        if told[2].lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            heard.append((told[2], told[3]))

    service, floor, begun = [], [], 0
    for number in range(rounds + 2):
        act = ready(clinic, play)
        heard.clear()
        asked[0] = 0
        event.listen(database._writing, "before_cursor_execute", hear)  # a benchmark looks inside
        took = seconds(lambda act=act: clinic.appointments.act(act, new_command_id()))  # type: ignore[misc]  # bound
        event.remove(database._writing, "before_cursor_execute", hear)
        bare = seconds(lambda: replay.write(heard))
        if number > 1:  # the first make statements ready
            service.append(took)
            floor.append(bare)
        begun = asked[0]
    ratio = median(service) / median(floor)
    print(
        f"{database.dialect}: {play.action.value:20} {median(service) * 1000:6.2f} ms, "
        f"{len(heard)} writes by the bare driver {median(floor) * 1000:5.2f} ms, ratio {ratio:4.2f} (aim 4.00); "
        f"{begun} statements"
    )


def ready(clinic: Clinic, play: Play) -> Act:
    """A new appointment some days ahead after what comes before, and the act that is measured."""
    choices = clinic.choices()
    service = next(one for one in choices.services if one.code == "consultation")
    consumers = clinic.consumers.page(limit=50)
    number = next(_numbers)
    from_ = system_clock() + timedelta(days=14 + number % 40)
    wish = Booking(service.id, choices.centers[0].id, consumer_id=consumers[number % 50].id, from_=from_)
    booked = clinic.booking.book(wish, new_command_id())
    later = booked.start + timedelta(days=3)
    query = OpeningQuery(service.id, choices.centers[0].id, booked.clinician_id, later, limit=1)
    free = clinic.booking.openings(query)[0].start
    version = booked.version
    for action, given in play.before:
        act = _act(action, booked.appointment_id, version, free, given)
        version = clinic.appointments.act(act, new_command_id()).version
    return _act(play.action, booked.appointment_id, version, free, play.given)


def _act(action: Action, appointment: int, version: int, free: datetime, given: Mapping[str, Any]) -> Act:
    values: dict[str, Any] = {name: free if value is LATER else value for name, value in given.items()}
    if "suggestions" in values:
        values["suggestions"] = (free,)
    return Act(action, appointment, version, **values)


class Replay:
    """Writes what was heard once more by the driver alone, in one transaction."""

    def __init__(self, url: str, dialect: str) -> None:
        if dialect == "sqlite":
            file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", "foreign_keys = ON"):
                file.execute(f"PRAGMA {pragma}")
            self._run: Callable[..., Any] = file.execute
            self._begin = "BEGIN IMMEDIATE"
        else:
            self._run = psycopg.connect(url, autocommit=True).execute
            self._begin = "BEGIN"

    def write(self, heard: Sequence[tuple[str, Any]]) -> None:
        """One transaction."""
        self._run(self._begin)
        for statement, values in heard:
            self._run(_over(statement), _anew(statement, values))
        self._run("COMMIT")


def _over(statement: str) -> str:
    """A wish of the waiting list has no other key than its appointment: it is written over that which is there."""
    if not statement.lstrip().startswith("INSERT INTO waiting "):
        return statement
    insertion, returning, names = statement.partition(" RETURNING ")
    return f"{insertion} ON CONFLICT (appointment_id) DO UPDATE SET remark = excluded.remark{returning}{names}"


def _anew(statement: str, values: Any) -> Any:
    """The values of an insertion under fresh ids and a version that nobody has; all others as they were."""
    found = _INSERT.match(statement.lstrip())
    if found is None:
        return values
    names = [name.strip() for name in found[2].split(",")]
    number = next(_numbers)
    fresh = dict.fromkeys(_FRESH, f"{number:032x}") | {"version": 1000 + number}
    if isinstance(values, Mapping):
        return {name: _other(name, value, fresh) for name, value in values.items()}
    return tuple(
        _other(names[place % len(names)], value, fresh, place // len(names)) for place, value in enumerate(values)
    )


def _other(name: str, value: Any, fresh: Mapping[str, Any], row: int = 0) -> Any:
    bare = re.sub(r"(__|_m)\d+$", "", name)
    if bare not in fresh or value is None or (bare == "id" and isinstance(value, int)):
        return value
    return f"{fresh[bare]}{row}"[-len(str(value)) :] if isinstance(value, str) else fresh[bare]


if __name__ == "__main__":
    main()
