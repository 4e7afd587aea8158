"""What is known already when the booking form opens: from where it was opened, and what was pointed at there."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.rules.words import Modality


@dataclass(frozen=True, slots=True)
class Given:
    """The center, and what else is known. `start` and `end` are aware instants, `end` only where a length was drawn.

    Without `service_id` what was booked last is proposed, without `modality` the first that the service has.
    """

    center_id: int
    clinician_id: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    consumer_id: int | None = None
    service_id: int | None = None
    modality: Modality | None = None
    follows_id: int | None = None
    """The completed appointment that is followed up."""
    by_phone: bool = False
    """It is a request that is taken down by telephone: without a time, but with those that are wished."""

    def minutes(self) -> int | None:
        """The length as drawn."""
        if self.start is None or self.end is None:
            return None
        return round((self.end - self.start).total_seconds() / 60)
