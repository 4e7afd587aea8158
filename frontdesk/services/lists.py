"""The lists of appointments by status: their beginnings, their outlines, their pages, and what a search finds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from frontdesk.database.search import search, search_right
from frontdesk.rules.changes import Changes
from frontdesk.services.desk import Desk
from frontdesk.views.lists import (
    IN_MEMORY,
    PAGE,
    SORTABLE,
    Cell,
    ListRow,
    Outline,
    Sort,
    Tab,
    Wish,
    outline,
)
from frontdesk.views.lists_read import (
    between,
    count_days,
    groups_of,
    read_first,
    read_found,
    read_ids,
    read_place,
    read_rows,
    read_span,
    some_days,
    timeless,
)

_PEOPLE = 200
"""So many consumers who fit what was typed are looked at."""
_MISTYPED = 20
_STRIDE = timedelta(days=180)
"""Days counted in one look: on SQLite whoever saves waits for whoever reads."""
_FEW_DAYS = 60
"""So many days are counted again one by one; after more the list is counted anew."""
_QUICK = 20_000
"""A list of so many rows is counted by its groups before a person waits."""
_AROUND = timedelta(days=2)


class Lists:
    """What a person looks through. An `Outline` is kept by who shows the list, and given back for each page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, wish: Wish, expected: int | None = None) -> tuple[tuple[ListRow, ...], Outline | None]:
        """The rows with which the list begins, and its outline where that takes no longer than they do.

        `expected` is how many rows the list is known to have, whatever its order.
        """
        self._desk.signed_in()
        if wish.sort is Sort.WHEN or (wish.sort not in IN_MEMORY and (expected is None or expected > _QUICK)):
            with self._desk.database.read() as connection:
                rows = read_rows(connection, read_first(connection, wish, self._desk.now(), PAGE))
            if len(rows) == PAGE:
                return rows, None
        counted = self.outline(wish)
        return self.page(counted, 0), counted

    def outline(self, wish: Wish) -> Outline:
        """The outline of a list that nothing is typed for, counted from the index of lists.

        One that is too long for its order comes in the order of time.
        """
        self._desk.signed_in()
        at = self._desk.now()
        if wish.sort in IN_MEMORY:
            with self._desk.database.read() as connection:
                ids = read_ids(connection, wish, at, SORTABLE)
            if ids is not None:
                return Outline(wish, at, ids=ids)
            wish = replace(wish, sort=Sort.WHEN)
        with self._desk.database.read() as connection:
            groups = groups_of(connection, wish.sort)
            span = read_span(connection, wish, at)
        return outline(wish, at, self._counted(wish, at, groups, span), groups)

    def renewed(self, one: Outline, changes: Changes) -> Outline:
        """The same list as it is now, after these changes: what they do not touch is not counted again."""
        days = {day for _center, day in changes.days}
        now = self._desk.now()
        if one.wish.tab in (Tab.UPCOMING, Tab.PAST):
            days |= _days_around(one.at, now)
        if changes.everything or one.ids is not None or len(days) > _FEW_DAYS:
            return self.outline(one.wish)
        with self._desk.database.read() as connection:
            fresh = [
                *count_days(connection, one.wish, now, one.groups, some_days(days)),
                *count_days(connection, one.wish, now, one.groups, timeless()),
            ]
        kept = (cell for cell in one.cells if cell.day is not None and cell.day not in days)
        return outline(one.wish, now, (*kept, *fresh), one.groups)

    def page(self, one: Outline, number: int) -> tuple[ListRow, ...]:
        """The rows of a page, counted from 0; fewer than there should be when somebody changed the list meanwhile."""
        self._desk.signed_in()
        first, last = number * PAGE, min((number + 1) * PAGE, one.total)
        with self._desk.database.read() as connection:
            if one.ids is not None:
                return read_rows(connection, one.ids[first:last])
            ids = [found for part in one.stretches(first, last) for found in read_place(connection, one, part)]
            return read_rows(connection, ids)

    def search(self, wish: Wish) -> dict[Tab, Outline]:
        """What is typed for, in every tab: consumers by the index of consumers, short codes by their beginning."""
        self._desk.signed_in()
        at = self._desk.now()
        code = "".join(wish.typed.split()).replace("-", "").upper()
        with self._desk.database.read() as connection:
            # What is sorted by time has no likeliest first: typing errors are for who is found by nothing else.
            people = search_right(connection, wish.typed, _PEOPLE) or search(connection, wish.typed, _MISTYPED)
            found = read_found(connection, wish, at, people, code, SORTABLE)
        return {
            tab: Outline(replace(wish, tab=tab), at, ids=tuple(ids), cut=len(people) == _PEOPLE)
            for tab, ids in found.items()
        }

    def _counted(
        self, wish: Wish, at: datetime, groups: Sequence[int | str | None], span: tuple[date, date] | None
    ) -> Iterator[Cell]:
        for first, last in _strides(span):
            with self._desk.database.read() as connection:
                yield from count_days(connection, wish, at, groups, between(first, last))
        if wish.tab in (Tab.REQUESTS, Tab.CANCELLED):
            with self._desk.database.read() as connection:
                yield from count_days(connection, wish, at, groups, timeless())


def _strides(span: tuple[date, date] | None) -> Iterator[tuple[date, date]]:
    if span is not None:
        first, last = span
        while first <= last:
            yield first, min(last, first + _STRIDE - timedelta(days=1))
            first += _STRIDE


def _days_around(then: datetime, now: datetime) -> set[date]:
    """The days on which something may have ended between two instants, in whatever zone."""
    first, last = then.astimezone(UTC).date() - _AROUND, now.astimezone(UTC).date() + _AROUND
    return {first + timedelta(days=number) for number in range(max(0, (last - first).days) + 1)}
