"""The earliest slot among 40 clinicians: what the rules take once a day is read, beside the least there is to do.

Run: `python -m tests.benchmarks.openings`. The floor is one pass in Python that only looks at each busy time. Figures
are the best of 15 rounds.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from time import perf_counter

from frontdesk.rules.availability import Asked, OpeningLine, Plan, ScheduleLine, working_time
from frontdesk.rules.openings import ClinicianDay, DayInputs, RoomUnit, ServiceRule, Want, earliest, first
from frontdesk.rules.times import Interval

ZONE = "Europe/Lisbon"
FIRST_DAY = date(2026, 11, 2)
CLINICIANS = 40
APPOINTMENTS = 30
DAYS = 20
WANT = Want(ServiceRule(20, buffer_after=5), ZONE, datetime.combine(FIRST_DAY, time(0), UTC))


def _plan() -> Plan:
    lines = tuple(
        ScheduleLine(who, 1, ZONE, weekday, time(8), time(18), FIRST_DAY)
        for who in range(CLINICIANS)
        for weekday in range(7)
    )
    return Plan(lines, tuple(OpeningLine(1, ZONE, weekday, time(7), time(20)) for weekday in range(7)))


def _day(plan: Plan, day: date, rng: Random, *, full: bool) -> DayInputs:
    """A day of 30 appointments for each clinician: of 20 minutes and full, or with gaps by chance."""
    eight = datetime.combine(day, time(8), UTC)
    clinicians = []
    for who in range(CLINICIANS):
        starts = [eight + timedelta(minutes=20 * n) for n in range(APPOINTMENTS) if full or rng.random() < 0.9]
        busy = tuple(Interval(start, start + timedelta(minutes=20)) for start in starts)
        working = working_time(plan, Asked(who, 1, ZONE), day)
        clinicians.append(ClinicianDay(who, working, busy, booked=len(busy)))
    return DayInputs(day, tuple(clinicians), tuple(RoomUnit(1, n) for n in range(CLINICIANS)))


def _milliseconds(work: Callable[[], object], rounds: int = 15) -> float:
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        work()
        taken.append((perf_counter() - begun) * 1000)
    return min(taken)


def _touch(days: list[DayInputs]) -> int:
    """The floor: every busy time is looked at once."""
    return sum(one.start < one.end for inputs in days for who in inputs.clinicians for one in who.busy)


def main() -> None:
    rng, plan = Random(7), _plan()  # noqa: S311 - a seeded benchmark
    dates = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    roomy = [_day(plan, FIRST_DAY, rng, full=False)]
    full = [_day(plan, day, rng, full=True) for day in dates]
    then_free = [*full, _day(plan, dates[-1] + timedelta(days=1), rng, full=False)]
    asked = [Asked(who, 1, ZONE) for who in range(CLINICIANS)]
    cases: tuple[tuple[str, Callable[[], object], list[DayInputs]], ...] = (
        ("earliest slot, a day with gaps", lambda: earliest(WANT, roomy), roomy),
        ("first 6 openings, the same day", lambda: first(WANT, roomy, 6), roomy),
        (f"earliest slot behind {DAYS} full days", lambda: earliest(WANT, then_free), then_free),
    )
    for title, work, floor in cases:
        taken, least = _milliseconds(work), _milliseconds(partial(_touch, floor))
        print(f"{title}: {taken:.2f} ms, {taken / least:.1f} x looking at each busy time once ({least:.2f} ms)")
    taken = _milliseconds(lambda: [working_time(plan, one, FIRST_DAY) for one in asked])
    print(f"working time of {CLINICIANS} clinicians on a day, from {len(plan.lines)} weekly lines: {taken:.2f} ms")


if __name__ == "__main__":
    main()
