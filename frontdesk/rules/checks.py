"""What a transition asks of the moment and of the appointment, beyond its status: answered here, once, for all.

The same answers disable a button (with its reason) and refuse a call, so the two cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.transitions import Check, Transition


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks look at. Instants are aware UTC; `same_day` compares wall-clock dates at the center."""

    now: datetime
    start: datetime | None
    end: datetime | None
    same_day: bool
    earlier_dose_stands: bool = False
    """It is a later dose of a program, and the one before it is not cancelled."""
    of_program: bool = False
    completion_confirmed: bool = False
    assigned: bool = True
    """A clinician has its task."""
    task_accepted: bool = False
    consumer_confirmed: bool = False
    confirmed: bool = False
    has_reason: bool = False
    has_remark: bool = False
    reason_required: bool = False

    @property
    def started(self) -> bool:
        """Whether its start has come."""
        return self.start is not None and self.start <= self.now

    @property
    def over(self) -> bool:
        """Whether its end has come."""
        return self.end is not None and self.end <= self.now


_REFUSED: dict[Check, tuple[str, Callable[[Facts], bool]]] = {
    Check.TODAY: ("confirm.other-day", lambda facts: not facts.same_day and not facts.confirmed),
    Check.STARTED_OR_CONFIRMED: ("confirm.before-start", lambda facts: not facts.started and not facts.confirmed),
    Check.STARTED: ("not.before-start", lambda facts: not facts.started),
    Check.REASON: ("reason.required", lambda facts: facts.reason_required and not facts.has_reason),
    Check.DOSES: ("dose.later", lambda facts: facts.earlier_dose_stands),
    Check.TIMED: ("move.no-time", lambda facts: facts.start is None),
    Check.NO_DOSE: ("dose.waitlist", lambda facts: facts.of_program),
    Check.ONCE: ("completion.confirmed", lambda facts: facts.completion_confirmed),
    Check.ASSIGNED: ("task.nobody", lambda facts: not facts.assigned),
    Check.AHEAD: ("task.over", lambda facts: facts.over),
    Check.TASK_ONCE: ("task.accepted", lambda facts: facts.task_accepted),
    Check.CONFIRMED_ONCE: ("answer.confirmed", lambda facts: facts.consumer_confirmed),
    Check.REMARK: ("remark.required", lambda facts: not facts.has_remark),
}


def refusal(row: Transition, facts: Facts) -> str | None:
    """Code of the first check of `row` that the facts fail, or None.

    Codes that begin with `confirm.` can be answered by asking the person and calling again with `confirmed`.
    Overlaps, hours and limits are not facts of the appointment alone; the services check them.
    """
    return next((code for check, (code, fails) in _REFUSED.items() if check in row.checks and fails(facts)), None)
