"""Suggested windows: judged one by one, best first, a choice without two that overlap."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.rules.times import Interval
from frontdesk.rules.windows import FreeTime, Preference, WindowReason, rank, worth

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def free(days: int, hour: int, minute: int = 0, clinician: int = 1, minutes: int = 30) -> FreeTime:
    start = MONDAY.replace(hour=hour, minute=minute) + timedelta(days=days)
    return FreeTime(Interval(start, start + timedelta(minutes=minutes)), start.replace(tzinfo=None), clinician)


def wish(*times: tuple[int, int], clinician: int | None = None, comes_on: tuple[date, ...] = ()) -> Preference:
    starts = [MONDAY.replace(hour=hour) + timedelta(days=days) for days, hour in times]
    return Preference(MONDAY, clinician, tuple((one, one.replace(tzinfo=None)) for one in starts), frozenset(comes_on))


times = st.lists(
    st.builds(free, st.integers(0, 14), st.integers(8, 17), st.sampled_from((0, 10, 20, 45)), st.integers(1, 4)),
    max_size=30,
)
wishes = st.builds(
    lambda starts, clinician, days: wish(*starts, clinician=clinician, comes_on=tuple(days)),
    st.lists(st.tuples(st.integers(0, 14), st.integers(8, 17)), max_size=3),
    st.none() | st.integers(1, 4),
    st.lists(st.dates(date(2026, 11, 23), date(2026, 12, 6)), max_size=3),
)


@pytest.mark.feature("TSK-4")
@given(times, wishes, st.integers(1, 6), st.randoms())
def test_the_order_is_that_of_worth_whatever_order_times_are_found_in(
    found: list[FreeTime], about: Preference, limit: int, random: object
) -> None:
    ranked = rank(found, about, limit)
    random.shuffle(found)  # type: ignore[attr-defined]
    assert rank(found, about, limit) == ranked
    worths = [worth(one.free, about) for one in ranked]
    assert worths == sorted(worths, reverse=True)
    spans = [one.free.span for one in ranked]
    assert not any(one.overlaps(other) for number, one in enumerate(spans) for other in spans[:number])
    assert [WindowReason.NEAREST in one.reasons for one in ranked].count(True) == bool(ranked)
    best = max((worth(one, about) for one in found), default=None)
    assert (worths[0] if worths else None) == best


@pytest.mark.feature("TSK-4")
@given(times, wishes, st.integers(1, 6))
def test_what_is_left_out_changes_nothing_between_those_that_stay(
    found: list[FreeTime], about: Preference, limit: int
) -> None:
    ranked = [one.free for one in rank(found, about, limit)]
    assert [one.free for one in rank(ranked, about, limit)] == ranked


@pytest.mark.feature("TSK-4")
def test_each_reason_is_told_where_it_holds() -> None:
    about = wish((1, 10), clinician=2, comes_on=(date(2026, 11, 26),))
    told = {(one.free.wall_start.day, one.free.wall_start.hour): one.reasons for one in rank(
        [free(1, 10, clinician=2), free(1, 15), free(3, 10, 20), free(8, 12, clinician=2), free(4, 9)], about, 9
    )}  # fmt: skip
    reason = WindowReason
    assert told == {
        (24, 10): (
            *(reason.WISHED, reason.SAME_CLINICIAN, reason.SAME_DAY, reason.SAME_TIME),
            reason.NEAREST,
        ),
        (24, 15): (reason.SAME_DAY,),
        (26, 10): (reason.SAME_TIME, reason.ONE_TRIP),
        (1, 12): (reason.SAME_CLINICIAN, reason.SAME_WEEKDAY),
        (27, 9): (),
    }


@pytest.mark.feature("TSK-4")
def test_their_own_clinician_is_worth_some_days_and_a_wished_time_more_than_all() -> None:
    about = wish((1, 10), clinician=1)
    colleague, later, next_week = free(1, 11, clinician=2), free(4, 10), free(12, 10)
    assert [one.free for one in rank([next_week, colleague, later], about, 3)] == [later, colleague, next_week]
    assert rank([*(free(1, 11, 30), free(1, 9)), free(1, 10, clinician=3)], about, 1)[0].free.clinician_id == 3


@pytest.mark.feature("TSK-4")
def test_with_nothing_wished_the_soonest_with_their_clinician_is_first() -> None:
    about = Preference(MONDAY, 1)
    ranked = rank([free(2, 9), free(0, 11, clinician=2), free(0, 12)], about, 3)
    assert [(one.free.wall_start.hour, one.reasons) for one in ranked] == [
        (12, (WindowReason.SAME_CLINICIAN,)),
        (9, (WindowReason.SAME_CLINICIAN,)),
        (11, (WindowReason.NEAREST,)),
    ]
