"""What is handed to, and given back by, what does many appointments at once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action, CancelClass


class Outcome(StrEnum):
    """What became of one of many."""

    DONE = "done"
    ALREADY = "already"
    """It was cancelled with the first dose, a moment before."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The database does not say; the same piece may be asked for again."""
    LEFT = "left"
    """It was not begun: somebody said stop, or the database was gone by then."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of many, as the list showed it."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class ManyForm:
    """What is done with these: cancelled, moved (`reschedule`) or given to a colleague (`reassign`), with one message.

    A move goes to the next free time of the same clinician from `from_day` on (None: after the present time), or with
    `shift_days` to the same time of day so many days later; it waits for the consumer's answer unless `agreed`. They
    are given to `clinician_id`, or to whoever is free.
    """

    action: Action
    items: tuple[Item, ...]
    message: str = ""
    notify: bool = True
    reason_id: int | None = None
    cancel_class: CancelClass = CancelClass.CLINIC
    from_day: date | None = None
    shift_days: int | None = None
    agreed: bool = False
    clinician_id: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one: its version now, and when and with whom it takes place; a refusal with its problem."""

    id: int
    outcome: Outcome
    version: int
    wall_start: datetime | None = None
    clinician: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the form that is done in one transaction, under a command id of its own."""

    form: ManyForm
    command_id: str


@dataclass(frozen=True, slots=True)
class PieceDone:
    """The results of a piece, in the form's order, and what it changed."""

    results: tuple[Result, ...]
    changes: Changes
    pause: float = 0.0
    """Seconds until the next one may begin, in which the other desks have their turn."""
