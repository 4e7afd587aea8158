"""Reads lists of appointments: counts by day from the index of lists alone, rows of a page by their ids.

Nothing is read by offset, and no count goes over everything each time: the cells of the days that changed are counted
again, and a place in the list is found by its day.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, union_all

from frontdesk.database.tables import Appointment, Center, Consumer, Dose, Room, Service, Staff
from frontdesk.rules.words import Status
from frontdesk.views.lists import STATUSES, Cell, ListRow, Narrow, Outline, Sort, Stretch, Tab, Wish, tab_of

_EDGE = timedelta(days=2)
"""So far may the day of what is ending now be from the day it is in UTC."""
_CODES = 200
"""So many appointments are looked at whose short code begins as was typed."""
_OLDEST = date(1850, 1, 1)
_GROUPED: dict[Sort, Any] = {
    Sort.SERVICE: Appointment.service_id,
    Sort.CLINICIAN: Appointment.clinician_id,
    Sort.CENTER: Appointment.center_id,
    Sort.STATUS: Appointment.status,
}
_NAMES: dict[Sort, tuple[Any, Any]] = {
    Sort.SERVICE: (Service.id, Service.name),
    Sort.CLINICIAN: (Staff.id, Staff.sort_name),
    Sort.CENTER: (Center.id, Center.name),
}
_ROWS = (
    select(
        Appointment.id,
        Appointment.version,
        Appointment.code,
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.wall_start,
        Appointment.wall_end,
        Appointment.zone,
        Appointment.status,
        Appointment.consumer_id,
        (Consumer.first_name + " " + Consumer.last_name),
        func.coalesce(Consumer.phone, ""),
        Service.name,
        Service.colour,
        Dose.number,
        func.coalesce(Staff.name, ""),
        Center.name,
        func.coalesce(Room.name, ""),
        Appointment.modality,
        Appointment.late,
        Appointment.overbooked,
        Appointment.created_at,
        Appointment.answer_by,
    )
    .join(Consumer, Consumer.id == Appointment.consumer_id)
    .join(Service, Service.id == Appointment.service_id)
    .join(Center, Center.id == Appointment.center_id)
    .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
    .join(Room, Room.id == Appointment.room_id, isouter=True)
    .join(Dose, Dose.id == Appointment.dose_id, isouter=True)
)


def read_rows(connection: Connection, ids: Sequence[int]) -> tuple[ListRow, ...]:
    """The rows of these ids, in their order."""
    found: Iterable[Any] = connection.execute(_ROWS.where(Appointment.id.in_(ids)))
    known = {row[0]: ListRow(*row) for row in found}
    return tuple(known[number] for number in ids if number in known)


def in_tab(tab: Tab, at: datetime) -> list[ColumnElement[bool]]:
    """Which appointments are in a tab at an instant (aware)."""
    conditions: list[ColumnElement[bool]] = [Appointment.status.in_(STATUSES[tab])]
    if tab is Tab.UPCOMING:
        conditions.append(or_(Appointment.status != Status.BOOKED, Appointment.ends_at > at))
    elif tab is Tab.PAST:
        conditions.append(Appointment.ends_at <= at)
    return conditions


def narrowed(narrow: Narrow) -> list[ColumnElement[bool]]:
    """The conditions of a filter."""
    given: tuple[tuple[Any, Any], ...] = (
        (Appointment.center_id, narrow.center_id),
        (Appointment.clinician_id, narrow.clinician_id),
        (Appointment.service_id, narrow.service_id),
        (Appointment.modality, narrow.modality),
        (Appointment.late, narrow.late or None),
        (Appointment.overbooked, narrow.overbooked or None),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in given if value is not None]
    if narrow.first_day is not None:
        conditions.append(Appointment.day >= narrow.first_day)
    if narrow.last_day is not None:
        conditions.append(Appointment.day <= narrow.last_day)
    return conditions


def groups_of(connection: Connection, sort: Sort) -> tuple[int | str | None, ...]:
    """The groups of an order by rank; none where rows are ordered by time alone."""
    if sort is Sort.STATUS:
        return tuple(Status)
    if sort not in _NAMES:
        return ()
    key, name = _NAMES[sort]
    ids = connection.execute(select(key).order_by(name, key)).scalars()
    return (*ids, None)


def read_span(connection: Connection, wish: Wish, at: datetime) -> tuple[date, date] | None:
    """The first and the last day on which the list may have rows; None where none has a day."""
    ends = [
        part
        for status in STATUSES[wish.tab]
        for part in connection.execute(
            select(
                select(func.min(Appointment.day)).where(Appointment.status == status).scalar_subquery(),
                select(func.max(Appointment.day)).where(Appointment.status == status).scalar_subquery(),
            )
        ).one()
        if part is not None
    ]
    if not ends:
        return None
    first, last = min(ends), max(ends)
    if wish.tab is Tab.PAST:
        last = min(last, at.date() + _EDGE)
    return max(first, wish.narrow.first_day or first), min(last, wish.narrow.last_day or last)


def count_days(
    connection: Connection, wish: Wish, at: datetime, groups: Sequence[int | str | None], days: ColumnElement[bool]
) -> Iterator[Cell]:
    """The cells of the days that `days` is a condition for."""
    group = _GROUPED.get(wish.sort)
    keys = [Appointment.day] if group is None else [group, Appointment.day]
    conditions = (*in_tab(wish.tab, at), *narrowed(wish.narrow), days)
    counted = select(*keys, func.count()).where(*conditions).group_by(Appointment.status, *keys)
    ranks = {number: rank for rank, number in enumerate(groups)}
    found: dict[tuple[int, date | None], int] = {}
    for *of_group, day, count in connection.execute(counted):
        key = (ranks[of_group[0]] if of_group else 0, day)
        found[key] = found.get(key, 0) + count
    for (rank, day), count in found.items():
        yield Cell(rank, day, count)


def between(first: date, last: date) -> ColumnElement[bool]:
    """Days from the first to the last."""
    return Appointment.day.between(first, last)


def timeless() -> ColumnElement[bool]:
    """No day at all."""
    return Appointment.day.is_(None)


def some_days(days: Collection[date]) -> ColumnElement[bool]:
    """These days."""
    return Appointment.day.in_(sorted(days))


def read_place(connection: Connection, one: Outline, part: Stretch) -> list[int]:
    """The ids of a stretch of a list."""
    days = timeless() if part.first is None or part.last is None else between(*sorted((part.first, part.last)))
    conditions = [*in_tab(one.wish.tab, one.at), *narrowed(one.wish.narrow), days]
    if one.groups:
        conditions.append(_is(_GROUPED[one.wish.sort], one.groups[part.group]))
    rows = connection.execute(_by_time(select(Appointment.id), descending=one.wish.descending).where(*conditions))
    return list(rows.scalars())[part.skip : part.skip + part.rows]


def read_first(connection: Connection, wish: Wish, at: datetime, limit: int) -> list[int]:
    """The ids with which a list begins, before anything is counted: as many as `limit`, or all that have a day."""
    groups = groups_of(connection, wish.sort)
    if not groups:
        return _first(connection, wish, at, limit, ())
    found: list[int] = []
    for group in reversed(groups) if wish.descending else groups:
        if len(found) < limit:
            of_group = _is(_GROUPED[wish.sort], group)
            found += _first(connection, wish, at, limit - len(found), (of_group,))
    return found


def _is(column: Any, value: int | str | None) -> ColumnElement[bool]:
    """Equal, or both nothing; PostgreSQL finds IS NOT DISTINCT FROM in no index."""
    condition: ColumnElement[bool] = column.is_(None) if value is None else column == value
    return condition


def _first(
    connection: Connection, wish: Wish, at: datetime, limit: int, also: Sequence[ColumnElement[bool]]
) -> list[int]:
    """The first of each status in the order of the index, then of all of them together."""
    some = []
    for status in STATUSES[wish.tab]:
        conditions = [*in_tab(wish.tab, at), *narrowed(wish.narrow), *also, Appointment.day.is_not(None)]
        if wish.tab is Tab.UPCOMING:
            conditions.append(Appointment.day >= _from_day(status, at))
        keys = select(Appointment.id, Appointment.day, Appointment.starts_at)
        one = _by_time(keys.where(Appointment.status == status, *conditions), descending=wish.descending)
        some.append(select(one.limit(limit).subquery()))
    together = union_all(*some).subquery()
    order = (together.c.day, together.c.starts_at, together.c.id)
    ordered = [column.desc() for column in order] if wish.descending else order
    return list(connection.execute(select(together.c.id).order_by(*ordered).limit(limit)).scalars())


def _from_day(status: Status, at: datetime) -> date:
    """Where in the index what is ahead begins; who has arrived may have been forgotten long ago."""
    return at.date() - _EDGE if status is Status.BOOKED else _OLDEST


def _by_time(statement: Select[*tuple[Any, ...]], *, descending: bool) -> Select[*tuple[Any, ...]]:
    columns = (Appointment.day, Appointment.starts_at, Appointment.id)
    return statement.order_by(*(column.desc() for column in columns) if descending else columns)


def read_ids(connection: Connection, wish: Wish, at: datetime, most: int) -> tuple[int, ...] | None:
    """The ids of a list in any order; None when there are more than `most`."""
    conditions = (*in_tab(wish.tab, at), *narrowed(wish.narrow))
    some = select(Appointment.id).where(*conditions).limit(most + 1).subquery()
    if connection.execute(select(func.count()).select_from(some)).scalar_one() > most:
        return None
    return tuple(connection.execute(_in_any_order(select(Appointment.id), wish).where(*conditions)).scalars())


def read_found(
    connection: Connection, wish: Wish, at: datetime, consumers: Sequence[int], code: str, limit: int
) -> dict[Tab, list[int]]:
    """The ids of all tabs that belong to these consumers or whose short code begins so, in the order wanted."""
    theirs = select(Appointment.id).where(Appointment.consumer_id.in_(consumers))
    if len(code) > 2:
        coded = select(Appointment.id).where(Appointment.code >= code, Appointment.code <= code + "\U0010ffff")
        begins = coded.where(func.substr(Appointment.code, 1, len(code)) == code).limit(_CODES)
        theirs = select(union_all(theirs, select(begins.subquery())).subquery())
    columns = select(Appointment.id, Appointment.status, Appointment.ends_at)
    conditions = (Appointment.id.in_(theirs), *narrowed(wish.narrow))
    statement = _in_any_order(columns, wish).where(*conditions).limit(limit)
    found: dict[Tab, list[int]] = {tab: [] for tab in Tab}
    for number, status, end in connection.execute(statement):
        tab = tab_of(status, end, at)
        if tab is not None:
            found[tab].append(number)
    return found


_KEYS: dict[Sort, Any] = {
    Sort.CONSUMER: Consumer.sort_name,
    Sort.SERVICE: Service.name,
    Sort.CLINICIAN: Staff.sort_name,
    Sort.CENTER: Center.name,
    Sort.STATUS: Appointment.status,
    Sort.BOOKED: Appointment.created_at,
}


def _in_any_order(statement: Select[*tuple[Any, ...]], wish: Wish) -> Select[*tuple[Any, ...]]:
    """Without a time is last, whichever way the rest is turned."""

    def turned(key: Any) -> Any:
        return key.desc() if wish.descending else key

    first = [turned(_KEYS[wish.sort])] if wish.sort in _KEYS else []
    return (
        statement.join(Consumer, Consumer.id == Appointment.consumer_id)
        .join(Service, Service.id == Appointment.service_id)
        .join(Center, Center.id == Appointment.center_id)
        .join(Staff, Staff.id == Appointment.clinician_id, isouter=True)
        .order_by(*first, Appointment.starts_at.is_(None), turned(Appointment.starts_at), turned(Appointment.id))
    )
