"""Holds: the slot on the screen of a desk is kept for it for a few minutes, and given up when the desk dies."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from frontdesk.database.adding import add_all
from frontdesk.database.changes import tell
from frontdesk.database.tables import Hold
from frontdesk.database.types import UtcDateTime
from frontdesk.rules.changes import Changes
from frontdesk.rules.conflicts import Standing
from frontdesk.rules.permissions import Subject, may_book
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.times import to_wall
from frontdesk.services.desk import Desk
from frontdesk.services.diary import Diary
from frontdesk.services.forms import Held, HeldSlot, OpeningQuery
from frontdesk.services.placing import Claim, lock, place_at
from frontdesk.services.plans import Plans

LEASE_SECONDS: Final = 60
"""How long a hold stands without being renewed: so long a desk that died keeps others off."""
MOST_SLOTS: Final = 20
"""How many slots one desk may hold at once: the doses of a program."""

_MINE = select(Hold.__table__).where(Hold.token == bindparam("hold")).order_by(Hold.id)
_TAKEN = (Hold.center_id, Hold.clinician_id, Hold.day)
_GIVE_UP = delete(Hold).where(Hold.token == bindparam("hold")).returning(*_TAKEN)
_SWEEP = (
    delete(Hold)
    .where(or_(Hold.expires_at <= bindparam("now", type_=UtcDateTime()), Hold.token == bindparam("hold")))
    .returning(*_TAKEN)
)
"""What has run out goes with what the same form held before."""
_RENEW = update(Hold).where(Hold.token == bindparam("hold")).values(expires_at=bindparam("until", type_=UtcDateTime()))


class Holds:
    """What an open booking form does with the slot that it shows.

    The token is the form's own, 32 hexadecimal digits, the same for as long as it is open. Calls may be repeated. A
    form renews its hold every half `LEASE_SECONDS`, at most until `booking.hold_minutes` after it was placed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def place(self, center_id: int, slots: tuple[HeldSlot, ...], token: str) -> Held:
        """Hold these slots, and none that the token held before.

        Raises RuleBroken `slot.taken`, `slot.held` and the like (param `obstacles`) when one of them is not free: then
        the token holds what it held before. Also `not.your-center`, `hold.form`, and those of the diary.
        """
        if not _is_token(token) or not 1 <= len(slots) <= MOST_SLOTS:
            raise RuleBroken("hold.form")
        self._desk.signed_in()
        self._desk.own_holds.add(token)
        held = self._desk.database.write(lambda connection: self._place(connection, center_id, slots, token))
        self._desk.follow(held.changes)
        return held

    def renew(self, token: str) -> Held:
        """Keep the hold for another while; RuleBroken `hold.over` when it has run out, or may not be kept longer."""
        self._desk.signed_in()
        return self._desk.database.write(lambda connection: self._renew(connection, token))

    def release(self, token: str) -> Changes:
        """Give up whatever the token holds; says what is free again."""
        self._desk.signed_in()
        changes = self._desk.database.write(lambda connection: self._release(connection, token))
        self._desk.own_holds.discard(token)
        self._desk.follow(changes)
        return changes

    def _place(self, connection: Connection, center_id: int, slots: Sequence[HeldSlot], token: str) -> Held:
        now = self._desk.now()
        plans = self._desk.memory.plans(connection)
        diaries = [Diary(connection, _query(center_id, slot, token), now, plans) for slot in slots]
        lock(connection, self._desk.memory, diaries)
        before = connection.execute(_MINE, {"hold": token}).all()
        if before and _same(before, diaries, slots):
            return self._renew(connection, token)
        gone = connection.execute(_SWEEP, {"now": now, "hold": token}).all()
        until = now + min(timedelta(seconds=LEASE_SECONDS), _longest(connection, plans))
        stamp = {"token": token, "desk": self._desk.name, "staff_id": self._desk.signed_in().staff_id}
        stamp |= {"center_id": center_id, "made_at": now, "expires_at": until}
        rows = [row | stamp for row in self._rows(connection, diaries, slots)]
        add_all(connection, Hold, rows)
        changes = _changes([(row["center_id"], row["clinician_id"], row["day"]) for row in rows] + [*map(tuple, gone)])
        tell(connection, self._desk.run, changes)
        return Held(token, until, changes)

    def _rows(
        self, connection: Connection, diaries: Sequence[Diary], slots: Sequence[HeldSlot]
    ) -> Iterator[dict[str, Any]]:
        """The columns of each slot, none in the way of another."""
        person, beside = self._desk.person(), list[Standing]()
        for diary, slot in zip(diaries, slots, strict=True):
            if not may_book(person, Subject(slot.clinician_id, diary.query.center_id)):
                raise RuleBroken("not.your-center", fields=("center",))
            placed = place_at(connection, diary, slot.start, Claim(beside=tuple(beside)))
            span, busy = diary.rule.span(placed.start), diary.rule.busy(placed.start)
            room_id, room_unit = placed.room or (None, None)
            beside.append(Standing(0, placed.clinician_id, 0, span, busy, room_id, room_unit))
            yield {
                "clinician_id": placed.clinician_id,
                "room_id": room_id,
                "room_unit": room_unit,
                "day": to_wall(span.start, diary.zone).date(),
                "starts_at": span.start,
                "ends_at": span.end,
                "busy_from": busy.start,
                "busy_to": busy.end,
            }

    def _renew(self, connection: Connection, token: str) -> Held:
        now = self._desk.now()
        rows = connection.execute(_MINE, {"hold": token}).all()
        if not rows or min(row.expires_at for row in rows) <= now:
            raise RuleBroken("hold.over")
        until = min(
            now + timedelta(seconds=LEASE_SECONDS),
            rows[0].made_at + _longest(connection, self._desk.memory.plans(connection)),
        )
        if until <= now:
            raise RuleBroken("hold.over")
        connection.execute(_RENEW, {"hold": token, "until": until})
        changes = _changes((row.center_id, row.clinician_id, row.day) for row in rows)
        tell(connection, self._desk.run, changes)
        return Held(token, until, changes)

    def _release(self, connection: Connection, token: str) -> Changes:
        changes = _changes(map(tuple, connection.execute(_GIVE_UP, {"hold": token})))
        tell(connection, self._desk.run, changes)
        return changes


def _query(center_id: int, slot: HeldSlot, token: str) -> OpeningQuery:
    return OpeningQuery(slot.service_id, center_id, slot.clinician_id, slot.start, minutes=slot.minutes, hold=token)


def _same(rows: Sequence[Any], diaries: Sequence[Diary], slots: Sequence[HeldSlot]) -> bool:
    """Whether these very slots are held already."""
    wanted = [
        (diary.query.center_id, slot.clinician_id, *diary.rule.span(slot.start))
        for diary, slot in zip(diaries, slots, strict=True)
    ]
    return wanted == [(row.center_id, row.clinician_id, row.starts_at, row.ends_at) for row in rows]


def _longest(connection: Connection, plans: Plans) -> timedelta:
    return timedelta(minutes=int(plans.setting(connection, "booking.hold_minutes", default=5)))


def _changes(held: Iterable[Any]) -> Changes:
    """What of calendars and days a hold takes or gives back, from (center, clinician, day)."""
    places = list(held)
    return Changes(
        days=frozenset((center, day) for center, _, day in places),
        calendars=frozenset((clinician, day) for _, clinician, day in places),
    )


def _is_token(token: str) -> bool:
    return len(token) == 32 and all(letter in "0123456789abcdef" for letter in token)
