"""To whom a request can be given: who could take each of its times, and what they have around it."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.problems import RuleBroken
from frontdesk.views.requests import RequestView


@dataclass(frozen=True, slots=True)
class Nearby:
    """What a clinician has within two hours of a wished time, by the center's clock.

    An appointment; or, with a `note` of `leave`, `block` or `closure`, time that is not worked: then `remark` says why.
    """

    appointment_id: int | None
    wall_start: datetime
    wall_end: datetime
    consumer: str = ""
    service: str = ""
    note: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AssignAt:
    """Whether a clinician can take a time; else `why` is the kind of what stands in the way, see `ConflictKind`."""

    available: bool
    why: str
    nearby: tuple[Nearby, ...]


@dataclass(frozen=True, slots=True)
class AssignClinician:
    """A clinician who gives the service here, or whom the request is to; `at` runs beside the times.

    `in_group`: the request is to them, to a group that they are in, or to anybody.
    """

    id: int
    name: str
    in_group: bool
    on_demand: bool
    at: tuple[AssignAt, ...]

    @property
    def available(self) -> bool:
        """Whether they can take one of the times."""
        return any(one.available for one in self.at)


@dataclass(frozen=True, slots=True)
class AssignTime:
    """A time that is wished; for what is wanted now the next start.

    `note` says why nobody can take it: `past`, `outside-hours` (nobody works then), `taken` (whatever else).
    """

    start: datetime
    wall_start: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """A request with its times, and the clinicians who come into question: whom it is to first, then by name.

    A request without wished times has none. `problem` says why nobody can be asked at all, such as a service that is
    not offered any more; it can be declined still.
    """

    request: RequestView
    times: tuple[AssignTime, ...]
    clinicians: tuple[AssignClinician, ...]
    problem: RuleBroken | None = None
