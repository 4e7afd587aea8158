"""What the merging of two consumers is handed and gives back: plain frozen values."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.changes import Changes
from frontdesk.views.consumers import ConsumerDetails


@dataclass(frozen=True, slots=True)
class Merge:
    """Two records that are one person. `stays` keeps its user ID, and its values but for the fields in `taken`.

    `taken` are the fields (columns of the consumer, codes of own fields) in which the other's value is the right one.
    """

    stays: int
    stays_version: int
    other: int
    other_version: int
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    """The record that stayed, with its new version."""

    consumer_id: int
    version: int
    appointments: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Belongings:
    """What hangs on a record."""

    upcoming: int
    appointments: int
    requests: int
    messages: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two standing appointments, one of each record, at the same time; wall-clock times with their zones."""

    service: str
    wall_start: datetime
    zone: str
    other_service: str
    other_wall_start: datetime
    other_zone: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The two records as they are now. `differing` are the fields in which both say something else.

    `only_other` are those that only the other record fills, which are taken unless somebody says otherwise.
    """

    stays: ConsumerDetails
    other: ConsumerDetails
    of_stays: Belongings
    of_other: Belongings
    differing: tuple[str, ...]
    only_other: tuple[str, ...]
    clashes: tuple[Clash, ...]
