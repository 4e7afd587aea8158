"""Half-open intervals of time, and the way between a center's wall clock and UTC.

An interval holds its start and not its end, so touching intervals do not overlap. Instants are aware and in UTC;
wall-clock times are naive and always travel with an IANA zone.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Interval(NamedTuple):
    """Half-open span of instants, `start <= t < end`, both aware UTC."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share an instant; touching is free."""
        return self.start < other.end and other.start < self.end
