"""Many appointments at once: cancelled, moved or given away in pieces, each by the one way there is to change one."""

import itertools
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from frontdesk.database.changes import Stop
from frontdesk.database.tables import Appointment, History, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken, Unavailable
from frontdesk.rules.times import day_bounds, to_utc
from frontdesk.rules.words import Action
from frontdesk.services.acting import perform
from frontdesk.services.desk import Desk, Work
from frontdesk.services.forms import Act
from frontdesk.services.many_forms import Item, ManyForm, Outcome, Piece, PieceDone, Result
from frontdesk.services.next_place import free_colleague, next_free
from frontdesk.services.typed import typed_text
from frontdesk.views.many import MOST, Candidate, ManyScope
from frontdesk.views.many_read import read_candidates

ACTIONS = (Action.CANCEL, Action.RESCHEDULE, Action.REASSIGN)
"""What is done with many at once."""
PIECE = 25
"""So many are cancelled in one transaction: a desk beside it waits for no more than these.

One that is moved or given away locks calendars, in the order in which every desk does: it has a transaction of its own.
"""
RACES = 3
"""How often another time or colleague is looked for when another desk was quicker."""
_PAUSE = 0.005
"""Seconds between two transactions, in which the others have their turn."""
_PAUSE_OF_EACH = 0.002
"""The same for each that was done, where one transaction keeps all others waiting: they look again after 50 ms."""
LONGEST_MESSAGE = 4000
_FURTHEST_SHIFT = 366
_PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds until a lost answer is asked for again."""
_RUN_DIGITS = 24
"""The command ids of one run begin alike; its pieces are counted by the rest."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What a piece keeps with its command: those done, and those that another one had taken along."""

    ids: tuple[int, ...]
    already: tuple[int, ...]
    changes: Changes


class Many:
    """What a person does with all of a day, of a clinician, or of a selection."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def candidates(self, scope: ManyScope, action: Action) -> tuple[Candidate, ...]:
        """Those that it is about, by start, each with why it cannot; RuleBroken `many.too-many`."""
        person = self._desk.person()
        with self._desk.database.read() as connection:
            return read_candidates(connection, scope, action, self._desk.now(), person)

    def pieces(self, form: ManyForm) -> tuple[Piece, ...]:
        """The form in pieces, to be given to `do` one after another.

        Raises RuleBroken `action.unknown`, `many.too-many`, `shift.range`, and `text.*` at field `message`.
        """
        if form.action not in ACTIONS:
            raise RuleBroken("action.unknown", action=str(form.action))
        if len(form.items) > MOST:
            raise RuleBroken("many.too-many", fields=("scope",), most=MOST)
        if form.shift_days is not None and not 1 <= form.shift_days <= _FURTHEST_SHIFT:
            raise RuleBroken("shift.range", fields=("shift",), most=_FURTHEST_SHIFT)
        form = replace(form, message=typed_text(form.message, "message", LONGEST_MESSAGE))
        run, size = secrets.token_hex(_RUN_DIGITS // 2), PIECE if form.action is Action.CANCEL else 1
        return tuple(
            Piece(replace(form, items=items), f"{run}{number:08x}")
            for number, items in enumerate(_parted(form.items, size))
        )

    def do(self, piece: Piece) -> PieceDone:
        """Do one piece in one transaction; an item that is refused leaves the others alone.

        Raises Unavailable: nobody knows then whether it was done; the same piece may be given again, and is answered.
        """
        refused: dict[int, Problem] = {}
        try:
            done = self._desk.command(piece.command_id, _Done, lambda work: _worked(work, piece, refused))
        except RuleBroken as problem:
            if not problem.code.startswith("slot."):
                raise
            # The database itself has kept somebody off a slot: nothing of the piece was saved.
            done, refused = _Done((), (), Changes()), {one.id: problem for one in piece.form.items}
        self._desk.undoable = None  # what was done before it is not what a person would mean to undo now
        results = self._results(piece.form.items, done, refused)
        lost = tuple(one for one in piece.form.items if one.id not in results)
        if not lost:
            return self._told(piece, results, done.changes)
        # Answered from before: why others were refused is not kept. They were not done, so they are tried once more.
        again = self.do(Piece(replace(piece.form, items=lost), secrets.token_hex(16)))
        results |= {one.id: one for one in again.results}
        return self._told(piece, results, done.changes | again.changes)

    def _told(self, piece: Piece, results: dict[int, Result], changes: Changes) -> PieceDone:
        """The results in the form's order, and for how long others have their turn."""
        pause = _PAUSE
        if self._desk.database.dialect == "sqlite":
            pause = max(pause, _PAUSE_OF_EACH * len(results))
        return PieceDone(tuple(results[one.id] for one in piece.form.items), changes, pause)

    def run(self, form: ManyForm, told: Callable[[tuple[Result, ...]], None], stop: Stop) -> tuple[Result, ...]:
        """Do all of it, piece by piece, until it is done or `stop` is set; `told` hears the results of each piece.

        Every item has a result: those that were not begun are `left`. Raises what `pieces` raises.
        """
        results: list[Result] = []
        for piece in self.pieces(form):
            gone = bool(results) and results[-1].outcome in (Outcome.UNKNOWN, Outcome.LEFT)
            if gone or stop.is_set():
                found = _all(piece, Outcome.LEFT)
            else:
                done = self._asked(piece, stop)
                found = done.results
                told(found)
                stop.wait(done.pause)
            results += found
        return tuple(results)

    def _asked(self, piece: Piece, stop: Stop) -> PieceDone:
        """Ask until it is known what became of it, for some seconds at most."""
        for pause in (*_PAUSES, None):
            try:
                return self.do(piece)
            except Unavailable as problem:
                if pause is None or stop.wait(pause):
                    return PieceDone(_all(piece, Outcome.UNKNOWN, problem), Changes())
        raise AssertionError("unreachable")

    def _results(self, items: Iterable[Item], done: _Done, refused: dict[int, Problem]) -> dict[int, Result]:
        results = {
            one.id: Result(
                one.id,
                Outcome.REFUSED,
                problem.now if isinstance(problem, ChangedElsewhere) else one.version,
                problem=problem,
            )
            for one in items
            if (problem := refused.get(one.id)) is not None
        }
        with self._desk.database.read() as connection:
            rows = connection.execute(_STAND, {"ids": [*done.ids, *done.already]}).all()
        already = set(done.already)
        for row in rows:
            outcome = Outcome.ALREADY if row.id in already else Outcome.DONE
            results[row.id] = Result(row.id, outcome, row.version, row.wall_start, row.clinician or "")
        return results


def _parted(items: tuple[Item, ...], size: int) -> Iterator[tuple[Item, ...]]:
    return (items[first : first + size] for first in range(0, len(items), size))


def _all(piece: Piece, outcome: Outcome, problem: Problem | None = None) -> tuple[Result, ...]:
    return tuple(Result(one.id, outcome, one.version, problem=problem) for one in piece.form.items)


def _worked(work: Work, piece: Piece, refused: dict[int, Problem]) -> _Done:
    """Each item by `perform`, in a savepoint of its own."""
    refused.clear()  # a transaction that lost a race for a lock is run again
    form, done, already, changes = piece.form, list[int](), list[int](), Changes()
    rows = {row.id: row for row in work.connection.execute(_LOCKED, {"ids": sorted(one.id for one in form.items)})}
    for item in form.items:
        try:
            changes |= _in_savepoint(work, form, item, rows.get(item.id))
            done.append(item.id)
        except ChangedElsewhere as problem:
            if _taken_along(work, item.id):
                already.append(item.id)
            else:
                refused[item.id] = problem
        except RuleBroken as problem:
            refused[item.id] = problem
    return _Done(tuple(done), tuple(already), changes)


def _in_savepoint(work: Work, form: ManyForm, item: Item, row: Any) -> Changes:
    """Try it; a time or a colleague that somebody else was quicker to take is looked for again."""
    looked_for = form.action is not Action.CANCEL and form.shift_days is None and form.clinician_id is None
    for race in itertools.count(1):
        try:
            with work.connection.begin_nested():
                return perform(work, _act(work, form, item, row)).changes
        except RuleBroken as problem:
            if not looked_for or race == RACES or not problem.code.startswith("slot."):
                raise
    raise AssertionError("unreachable")


def _act(work: Work, form: ManyForm, item: Item, row: Any) -> Act:
    act = Act(form.action, item.id, item.version, message=form.message, notify=form.notify)
    if form.action is Action.CANCEL:
        return replace(act, reason_id=form.reason_id, cancel_class=form.cancel_class)
    if row is None or row.version != item.version:
        return act  # refused as unknown or stale before anything else of it is looked at
    if form.action is Action.RESCHEDULE:
        return replace(act, start=_start(work, form, row), agreed=form.agreed)
    if form.clinician_id is None and row.starts_at is not None:
        return replace(act, clinician_id=free_colleague(work.connection, work.at, row, work.plans))
    return replace(act, clinician_id=form.clinician_id)


def _start(work: Work, form: ManyForm, row: Any) -> datetime:
    """Where it is moved to."""
    if form.shift_days is not None:
        if row.wall_start is None:
            raise RuleBroken("start.missing", fields=("start",))
        return to_utc(row.wall_start + timedelta(days=form.shift_days), row.zone)
    from_ = row.starts_at or work.at
    if form.from_day is not None:
        from_ = day_bounds(form.from_day, row.zone).start
    return next_free(work.connection, work.at, row, from_, work.plans)


def _taken_along(work: Work, appointment_id: int) -> bool:
    """Whether this run has cancelled it already, with a dose before it."""
    last = work.connection.execute(_LAST, {"id": appointment_id}).scalar()
    return last is not None and last[:_RUN_DIGITS] == work.command_id[:_RUN_DIGITS]


_LOCKED = (
    select(Appointment.__table__)
    .where(Appointment.id.in_(bindparam("ids", expanding=True)))
    .order_by(Appointment.id)
    .with_for_update(key_share=True)
)
"""All of a piece at once, in the order of their ids: two desks with the same selection never wait for each other."""
_LAST = (
    select(History.command_id)
    .where(History.appointment_id == bindparam("id"), History.version.is_not(None))
    .order_by(History.version.desc())
    .limit(1)
)
_STAND = (
    select(Appointment.id, Appointment.version, Appointment.wall_start, Staff.name.label("clinician"))
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .where(Appointment.id.in_(bindparam("ids", expanding=True)))
)
