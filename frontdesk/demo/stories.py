"""What became of each slot: the appointment with its task, tokens, notes, messages and history."""

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.database import tables as t
from frontdesk.demo import catalogue as c
from frontdesk.demo.days import Slot
from frontdesk.demo.load import Row, row, table_of
from frontdesk.demo.people import Person
from frontdesk.demo.team import LAKESIDE_DESK, RECEPTION, Team
from frontdesk.qr import ALPHABET, CODE_LENGTH
from frontdesk.rules.words import (
    Action,
    Modality,
    OutboxState,
    RequestState,
    Status,
    TaskState,
)

_COLUMNS = tuple(table_of(t.Appointment).columns.keys())
_WRITTEN = table_of(t.Outbox).columns.keys().index("created_at")
_STATE = table_of(t.Request).columns.keys().index("state")
_CODES = len(ALPHABET) ** CODE_LENGTH
_STRIDE = 48_271_907
"""Coprime to the number of codes, so that counting in such steps meets each code once."""
_NOTES = (
    "Asked to be called when something earlier is free.", "Brings previous results on paper.",
    "Was very nervous last time; take a moment.", "Wheelchair: use the door on the river side.",
    "Left arm, please.", "Daughter translates.", "Insurance card was expired; check again.",
)  # fmt: skip
_INSURERS = ("Médis", "Multicare", "SNS", "Blue Cross", "Aetna", "ADSE", "Self-paying")
_WISHED = (
    (127, ""),
    (127, ""),
    (127, "08:00-12:00"),
    (127, "14:00-19:00"),
    (0b0010101, ""),
    (0b0011111, "09:00-13:00"),
)
"""Bits of weekdays, Monday first, and hours: when those on the waiting list can come."""
_SAYS_WHEN = {"confirmation", "request-received", "rescheduled"}
"""Templates that tell the time."""
_TASKS = {
    Status.PENDING: TaskState.ASSIGNED, Status.WAITLIST: TaskState.DRAFT, Status.ARRIVED: TaskState.ACCEPTED,
    Status.CHECKED_IN: TaskState.IN_PROGRESS, Status.FULFILLED: TaskState.CLOSED_COMPLETE,
    Status.NOSHOW: TaskState.CLOSED_INCOMPLETE, Status.CANCELLED: TaskState.CANCELLED,
    Status.ENTERED_IN_ERROR: TaskState.CANCELLED,
}  # fmt: skip
"""State of the task where there is but one."""


def _plain(value: Any) -> Any:
    """A value as history keeps it: instants and dates in ISO 8601, the rest as it is."""
    return value.isoformat() if isinstance(value, date) else value


class Book:
    """Collects the rows of many appointments, table by table in the order in which they may be written."""

    def __init__(self, team: Team, now: datetime, rng: Random) -> None:
        self.team, self.now, self.rng = team, now, rng
        self.rows: dict[type[t.Base], list[Row]] = {}
        self._ids: dict[type[t.Base], int] = {}
        self._first_code = rng.randrange(_CODES)
        self.empty()

    def empty(self) -> None:
        """Forget the rows collected so far; the numbering goes on."""
        self.rows = {
            entity: []
            for entity in (
                t.Request, t.Appointment, t.Task, t.Suggestion, t.Answer, t.MetadataValue, t.Note,
                t.Confirmation, t.History, t.Outbox, t.Waiting, t.Signature,
            )
        }  # fmt: skip

    def add(self, entity: type[t.Base], **values: Any) -> int:
        """Collect one row of a table that has an id, and return that."""
        number = self._ids[entity] = self._ids.get(entity, 0) + 1
        self.rows[entity].append(row(entity, id=number, **values))
        return number

    def append(self, entity: type[t.Base], *values: Any) -> int:
        """The same from the values of all columns after the id, for the tables with many rows."""
        number = self._ids[entity] = self._ids.get(entity, 0) + 1
        self.rows[entity].append((number, *values))
        return number

    def message(
        self, to: Person, history_id: int, kind: str, at: datetime, payload: dict[str, Any],
        *, appointment_id: int | None = None,
    ) -> None:  # fmt: skip
        """Collect an e-mail about an entry of history; those of the last hour still wait to be sent."""
        waiting = self.now - at < timedelta(hours=1)
        sent = None if waiting else at + timedelta(seconds=self.rng.randint(2, 90))
        state = OutboxState.WAITING if waiting else OutboxState.SENT
        self.append(
            t.Outbox, appointment_id, to.id, history_id, kind, "email", to.email, to.language,
            payload, self.hexadecimal(), state, at, at, sent, 0 if waiting else 1, "", None, None, None, None, None,
        )  # fmt: skip

    def number_messages(self) -> None:
        """Number the messages collected so far in the order in which they were written."""
        told = self.rows[t.Outbox]
        numbers = sorted(number for number, *_ in told)
        written = sorted(told, key=itemgetter(_WRITTEN))
        self.rows[t.Outbox] = [(number, *rest) for number, (_, *rest) in zip(numbers, written, strict=True)]

    def revoke(self, request_id: int) -> None:
        """The request that was told last is as its only appointment, or its first dose: gone."""
        requests = self.rows[t.Request]
        if requests and requests[-1][0] == request_id:
            values = list(requests[-1])
            values[_STATE] = RequestState.REVOKED
            requests[-1] = tuple(values)

    def next_id(self, entity: type[t.Base]) -> int:
        """The id that the next row of the table will get."""
        return self._ids.get(entity, 0) + 1

    def code(self, number: int) -> str:
        """The short code of the appointment of that number; each number has its own."""
        rest = (self._first_code + number * _STRIDE) % _CODES
        signs = []
        for _ in range(CODE_LENGTH):
            rest, sign = divmod(rest, len(ALPHABET))
            signs.append(ALPHABET[sign])
        return "".join(signs)

    def token(self) -> str:
        """128 bits as a confirmation's token."""
        return base64.b32encode(self.rng.randbytes(16)).decode("ascii").rstrip("=")

    def hexadecimal(self) -> str:
        """128 bits as a command's or a message's id."""
        return self.rng.randbytes(16).hex()


class Told:
    """One appointment as it is told, step by step; `end` collects its rows."""

    def __init__(
        self, book: Book, slot: Slot, person: Person, request_id: int, modality: Modality, created: datetime
    ) -> None:
        self.book, self.slot, self.person = book, slot, person
        self.desk_staff = RECEPTION if slot.center == 1 else LAKESIDE_DESK
        self.number = book.next_id(t.Appointment)
        self.state: dict[str, Any] = dict.fromkeys(_COLUMNS)
        self.state |= {
            "code": book.code(self.number), "request_id": request_id, "consumer_id": person.id,
            "service_id": slot.plan.id, "center_id": slot.center, "zone": c.CENTERS[slot.center - 1].zone,
            "modality": modality, "overbooked": False, "late": False, "outcome_remark": "",
            "created_at": created, "created_by": self.desk_staff,
        }  # fmt: skip
        self.created = created
        self.version = 0
        self.cancelled_at: datetime | None = None
        self._history: list[tuple[Any, ...]] = []
        self._messages: list[tuple[int, str, datetime, dict[str, str]]] = []
        self._tokens: list[tuple[datetime, datetime]] = []

    def at(self, slot: Slot) -> dict[str, Any]:
        """The columns that say when, with whom and where, for a slot of this appointment's service."""
        wall_end = slot.wall_start + timedelta(minutes=slot.plan.minutes)
        room, unit = self.book.team.room(slot.who, slot.center, slot.plan.room_kind)
        return {
            "clinician_id": slot.who.id, "room_id": room, "room_unit": unit, "day": slot.wall_start.date(),
            "starts_at": slot.start, "ends_at": slot.end,
            "busy_from": slot.start - timedelta(minutes=slot.plan.before),
            "busy_to": slot.end + timedelta(minutes=slot.plan.after),
            "wall_start": slot.wall_start, "wall_end": wall_end,
        }  # fmt: skip

    def begin(self, action: Action, status: Status, values: Mapping[str, Any]) -> None:
        """The first entry: every column that has a value."""
        self.state |= {**values, "status": status}
        changes = {
            name: [None, _plain(value)]
            for name, value in self.state.items()
            if value is not None and name not in {"id", "version"}
        }
        self._enter(action, self.state["created_by"], self.created, changes)

    def step(
        self, action: Action, actor: int | None, at: datetime, message: str = "", /,
        changes: Mapping[str, Any] | None = None, **values: Any,
    ) -> None:  # fmt: skip
        """One more entry: what changed from what to what, and what else was said with it."""
        state = self.state
        told = {name: [_plain(state[name]), _plain(value)] for name, value in values.items() if state[name] != value}
        state |= values
        self._enter(action, actor, at, {**told, **(changes or {})}, message)

    def tell(self, kind: str, at: datetime) -> None:
        """A message about the latest entry, if the consumer has an address."""
        if self.person.email:
            payload = {"message": self._history[-1][8]}
            if kind in _SAYS_WHEN:
                payload |= {"wall_start": self.state["wall_start"].isoformat(), "zone": self.state["zone"]}
            self._messages.append((len(self._history) - 1, kind, at, payload))

    def suggest(self, at: datetime, *days: int) -> None:
        """What the consumer suggests instead: the same time of day, so many days later."""
        for later in days:
            wall = self.slot.wall_start + timedelta(days=later)
            start = wall.replace(tzinfo=ZoneInfo(self.state["zone"])).astimezone(UTC)
            values = (start, wall, self.state["zone"], "", at)
            self.book.append(t.Suggestion, self.state["request_id"], self.number, *values)

    def sign(self, at: datetime) -> None:
        """What the consumer drew on the screen: a name's first letter and a flourish."""
        left = 120 + self.number % 90
        letter = [[left + 8 * step, 290 - abs(step - 9) * 18] for step in range(19)]
        rest = [[left + 170 + 14 * step, 250 + (-1) ** step * (52 - step)] for step in range(34)]
        name = f"{self.person.first_name} {self.person.last_name}"
        values = (self.number, self.version, name, [letter, rest], at, self.desk_staff)
        self.book.append(t.Signature, *values)

    def wait(self, since: datetime, *, earlier: bool = False) -> None:
        """Its place on the waiting list: most take any day, some only mornings or certain days, some are urgent."""
        rng = self.book.rng
        weekdays, hours = (127, "") if earlier else rng.choice(_WISHED)
        first, last = (time.fromisoformat(clock) for clock in hours.split("-")) if hours else (None, None)
        self.book.rows[t.Waiting].append((
            self.number, self.state["center_id"], self.state["service_id"], None, rng.choice((0, 1, 2, 2, 2, 2)), since,
            None, None, weekdays, first, last, "", 1,
        ))  # fmt: skip

    @property
    def state_at(self) -> datetime:
        """When the latest entry was made."""
        at: datetime = self._history[-1][6]
        return at

    def promise(self, at: datetime) -> None:
        """A token for the time that the appointment has now."""
        self._tokens.append((self.state["starts_at"], at))

    def _enter(
        self, action: Action, actor: int | None, at: datetime, changes: Mapping[str, Any], message: str = ""
    ) -> None:
        self.version += 1
        desk = f"Desk {self.number % 3 + 1}" if actor in {RECEPTION, LAKESIDE_DESK} else "Consulting rooms"
        if actor is None:
            desk = "Web"
        self._history.append((
            self.number, self.person.id, self.version, action, actor, desk, at, changes, message,
            self.book.hexadecimal(), None,
        ))  # fmt: skip

    def end(self) -> None:
        """Collect the appointment and all that hangs on it."""
        book, state = self.book, self.state
        state["version"] = self.version
        status: Status = state["status"]
        del state["id"]
        book.append(t.Appointment, *state.values())
        if status in {Status.CANCELLED, Status.ENTERED_IN_ERROR}:
            book.revoke(state["request_id"])
        book.append(t.Task, self.number, self._task(status), state["clinician_id"], self._history[-1][6])
        ids = [book.append(t.History, *entry) for entry in self._history]
        for starts_at, at in self._tokens:
            book.append(t.Confirmation, self.number, book.token(), starts_at, at)
        for place, kind, at, payload in self._messages:
            book.message(self.person, ids[place], kind, at, payload, appointment_id=self.number)
        self._extras()

    def _task(self, status: Status) -> TaskState:
        if status in _TASKS:
            return _TASKS[status]
        if status is Status.PROPOSED:
            return TaskState.ASSIGNED if self.state["clinician_id"] else TaskState.PENDING_DISPATCH
        return TaskState.ACCEPTED if self.state["task_accepted_at"] else TaskState.ASSIGNED

    def _extras(self) -> None:
        """Metadata and internal notes on some."""
        book, rng = self.book, self.book.rng
        if rng.random() < 0.3:
            values = book.rows[t.MetadataValue]
            values.append((self.number, 1, f"R-{rng.randrange(10**6):06}"))
            if rng.random() < 0.5:
                values.append((self.number, 2, rng.choice(_INSURERS)))
        if rng.random() < 0.1:
            at = min(self.created + timedelta(minutes=rng.randint(1, 30)), book.now)
            book.append(t.Note, self.number, rng.choice(_NOTES), self.desk_staff, at, None, 1)
