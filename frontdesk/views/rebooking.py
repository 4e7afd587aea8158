"""What a rebooking is chosen from, and what is known of a choice."""

from dataclasses import dataclass
from datetime import date, datetime, time

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import CalendarType, Modality
from frontdesk.views.openings import Opening


@dataclass(frozen=True, slots=True)
class LineKey:
    """What a line is while a schedule is saved anew: the same hours of the same schedule in the same modalities."""

    schedule_id: int
    starts: time
    ends: time
    modalities: tuple[Modality, ...]


@dataclass(frozen=True, slots=True)
class RebookLine:
    """The days of a work schedule that have the same hours, for one service.

    Times are the center's wall clock in `zone`, an end of 00:00 is midnight; weekday 0 is Monday; `valid_to` is the
    last day, None for open end. `takes_ad_hoc` is whether one may book into it by choosing a time.
    """

    key: LineKey
    name: str
    calendar_type: CalendarType
    takes_ad_hoc: bool
    clinician_id: int
    clinician: str
    center_id: int
    center: str
    zone: str
    weekdays: tuple[int, ...]
    valid_from: date
    valid_to: date | None

    @property
    def modalities(self) -> tuple[Modality, ...]:
        """How the service can be given then."""
        return self.key.modalities


@dataclass(frozen=True, slots=True)
class RebookCheck:
    """What is known of a draft: its time by both clocks, and all that keeps it from being booked, the first first.

    `start` and `end` are aware UTC, `wall_*` the center's clock, `client_*` the client's; all None while the time
    means nothing. `repeated` says that the client's clock shows it twice. `before` and `after` are the free times of
    the line around it, where something is in the way.
    """

    problems: tuple[RuleBroken, ...]
    start: datetime | None = None
    end: datetime | None = None
    wall_start: datetime | None = None
    wall_end: datetime | None = None
    client_start: datetime | None = None
    client_end: datetime | None = None
    repeated: bool = False
    before: Opening | None = None
    after: Opening | None = None
