"""How full each day of the demo is: what is wanted of its appointments, spread over the days by one measure."""

from collections.abc import Sequence

NEAR = (0.68, 0.55, 0.42, 0.32, 0.24, 0.18, 0.14)
"""How full the demo's day and the next ones are at least: a front desk sees a day that is booked, and books ahead."""
MOST = 0.88
"""Fullest a clinician's day gets."""
EACH = 24.0
"""Minutes that an appointment takes on average."""
AHEAD = 21
"""Days after the demo's day that have appointments."""
_PART_OF_NEAR = 0.6
"""Most of all the appointments that the floors of the next days take, in a clinic of few appointments."""
_ROUNDS = 40


class Demand:
    """Spreads appointments over the days from `-past` to `AHEAD`, counted from the demo's day.

    `minutes` are those that the clinicians work on each weekday together, from that of the demo's day on.
    """

    def __init__(self, minutes: Sequence[int], past: int, appointments: int) -> None:
        week = sum(minutes)
        floors = sum(minutes[offset] * floor for offset, floor in enumerate(NEAR) if offset) / EACH
        rest = max(0.0, appointments * _PART_OF_NEAR - minutes[0] * NEAR[0] / EACH)
        self._scale = min(1.0, rest / floors) if floors else 1.0
        low, high = 0.0, 2.0
        for _ in range(_ROUNDS):
            self._share = (low + high) / 2
            ahead = sum(minutes[offset % 7] * self.fullness(offset) for offset in range(AHEAD + 1))
            if (past / 7 * week * self.fullness(-1) + ahead) / EACH < appointments:
                low = self._share
            else:
                high = self._share

    def least(self, offset: int) -> float:
        """How much of each clinician's minutes is booked at least, `offset` days from the demo's day."""
        if not 0 <= offset < len(NEAR):
            return 0.0
        return NEAR[offset] if offset == 0 else NEAR[offset] * self._scale

    def fullness(self, offset: int) -> float:
        """How much of the minutes is booked as a rule."""
        return min(MOST, max(self.least(offset), self._share * _weight(offset)))


def _weight(offset: int) -> float:
    """How full a day is, compared with others."""
    if offset < 0:
        return 1.0
    return 2.4 if offset == 0 else 1.5 - offset * 0.045
