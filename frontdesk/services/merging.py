"""Two records of one person become one (CON-5): all that hangs on the other follows, and both histories stay."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, and_, func, select, update
from sqlalchemy.orm import aliased

from frontdesk.database.adding import add_all
from frontdesk.database.search import sort_name_of, unindex_consumer
from frontdesk.database.tables import Appointment, Consumer, History, Outbox, Request, Service
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import may_merge_consumers
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import HOLDS_SLOT, FormKind
from frontdesk.services.consumers import changed_elsewhere, index_values
from frontdesk.services.desk import Desk, Work
from frontdesk.services.form_layout import write_values
from frontdesk.services.merge_forms import Belongings, Clash, Merge, Merged, MergePreview
from frontdesk.services.record import differences, history_row, write_history
from frontdesk.views.consumers import ConsumerDetails, read_consumer
from frontdesk.views.form_layout import Layout, read_layout, read_own_values

MERGED: Final = "consumers-merged"
"""The history's action at the record that stays and at all that follows; `merged-away` at the other."""

FIELDS: Final = (
    *("first_name", "last_name", "title", "phone", "email", "birth_date"),
    *("department_id", "group_id", "language", "zone", "remarks"),
)
"""The columns that may be taken from the other record: all that a person fills in but the user ID."""

_MOST_CLASHES: Final = 20
_MOST_TOLD: Final = 500
"""So many appointments are told of one by one; of more, that everything is to be read anew."""


class Merging:
    """What a person does about records that are one person's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, stays: int, other: int) -> MergePreview:
        """Both records side by side, what would follow, and what stands at the same time in both.

        Raises RuleBroken `consumer.unknown`; `merge.same` also when one of them is part of the other by now.
        """
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            kept, gone = read_consumer(connection, stays), read_consumer(connection, other)
            if kept.id == gone.id:
                raise RuleBroken("merge.same")
            mine, theirs = _values(kept), _values(gone)
            names = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
            return MergePreview(
                kept,
                gone,
                self._belongings(connection, kept.id),
                self._belongings(connection, gone.id),
                differing=tuple(name for name in names if mine.get(name) and theirs.get(name)),
                only_other=tuple(name for name in names if theirs.get(name) and not mine.get(name)),
                clashes=_clashes(connection, kept.id, gone.id),
            )

    def merge(self, wanted: Merge, command_id: str) -> Merged:
        """Make one record of two, whole or not at all.

        Raises RuleBroken `not.your-role`, `merge.same`, `consumer.unknown`, `consumer.merged`; ChangedElsewhere when
        one of them is newer than it was seen.
        """
        return self._desk.command(command_id, Merged, lambda work: _merge(work, wanted))

    def _belongings(self, connection: Connection, consumer_id: int) -> Belongings:
        ahead = and_(Appointment.ends_at > self._desk.now(), Appointment.status.in_(HOLDS_SLOT))
        counts = (
            select(func.count()).where(Appointment.consumer_id == consumer_id, ahead),
            *(select(func.count()).where(table.consumer_id == consumer_id) for table in (Appointment, Request, Outbox)),
        )
        row = connection.execute(select(*(one.scalar_subquery() for one in counts))).one()
        return Belongings(*row)


def _merge(work: Work, wanted: Merge) -> Merged:
    if not may_merge_consumers(work.person):
        raise RuleBroken("not.your-role")
    if wanted.stays == wanted.other:
        raise RuleBroken("merge.same")
    stays, other = _both(work, wanted)
    _take(work, wanted, stays, other)
    unindex_consumer(work.connection, wanted.other)
    into = {"merged_into": wanted.stays}
    work.connection.execute(
        update(Consumer).where(Consumer.id == wanted.other).values(**into, version=wanted.other_version + 1)
    )
    work.connection.execute(update(Consumer).where(Consumer.merged_into == wanted.other).values(**into))
    write_history(work, "merged-away", differences(other, into), consumer_id=wanted.other)
    changes = _follow(work, wanted.other, wanted.stays)
    return Merged(wanted.stays, wanted.stays_version + 1, len(changes.appointments), _bounded(changes))


def _both(work: Work, wanted: Merge) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both rows, locked in the order of their ids: nobody is booked, edited or merged meanwhile.

    The lock lets those pass who only refer to the rows: who has locked an appointment never waits for its consumer.
    """
    query = select(Consumer.__table__).where(Consumer.id.in_((wanted.stays, wanted.other))).order_by(Consumer.id)
    rows = {row["id"]: dict(row) for row in work.connection.execute(query.with_for_update(key_share=True)).mappings()}
    for consumer_id, version in ((wanted.stays, wanted.stays_version), (wanted.other, wanted.other_version)):
        row = rows.get(consumer_id)
        if row is None:
            raise RuleBroken("consumer.unknown", fields=("consumer",), consumer=str(consumer_id))
        if row["merged_into"] is not None:
            raise RuleBroken("consumer.merged")
        if row["version"] != version:
            raise changed_elsewhere(work, consumer_id, version, row["version"])
    return rows[wanted.stays], rows[wanted.other]


def _take(work: Work, wanted: Merge, stays: dict[str, Any], other: dict[str, Any]) -> None:
    """Write what the record that stays takes over, and its history entry, which names the other."""
    connection, layout = work.connection, read_layout(work.connection, FormKind.CONSUMER)
    own, others = (read_own_values(connection, row["id"], layout) for row in (stays, other))
    unknown = wanted.taken - set(FIELDS) - {one.code for one in layout if one.own}
    if unknown:
        raise RuleBroken("field.unknown", fields=tuple(sorted(unknown)))
    values: dict[str, Any] = {name: other[name] for name in FIELDS if name in wanted.taken}
    if wanted.taken & {"first_name", "last_name"}:
        now = {**stays, **values}
        values["sort_name"] = sort_name_of(now["first_name"], now["last_name"])
    taken = {code: others.get(code, "") for code in _own_codes(layout) if code in wanted.taken}
    connection.execute(
        update(Consumer).where(Consumer.id == stays["id"]).values(**values, version=wanted.stays_version + 1)
    )
    write_values(work, FormKind.CONSUMER, stays["id"], layout, own, taken)
    index_values(connection, stays["id"], {**stays, **values})
    named = {"merged": [None, f"{other['first_name']} {other['last_name']} ({other['user_id']})"]}
    changes = differences(stays, values) | differences(own, taken) | named
    write_history(work, MERGED, changes, consumer_id=stays["id"])


def _follow(work: Work, other: int, stays: int) -> Changes:
    """Appointments, requests and messages of the other are those of the one that stays, each with its history."""
    connection = work.connection
    seen = select(Appointment.id, Appointment.version, Appointment.center_id, Appointment.clinician_id, Appointment.day)
    mine = seen.where(Appointment.consumer_id == other).order_by(Appointment.id)
    rows: Sequence[Any] = connection.execute(mine.with_for_update(key_share=True)).all()
    moved = {"consumer_id": [other, stays]}
    entries = [history_row(work, MERGED, moved, appointment_id=row.id, version=row.version + 1) for row in rows]
    add_all(connection, History, entries)
    theirs = update(Appointment).where(Appointment.consumer_id == other)
    connection.execute(theirs.values(consumer_id=stays, version=Appointment.version + 1))
    asked = update(Request).where(Request.consumer_id == other).returning(Request.id)
    requests = sorted(connection.execute(asked.values(consumer_id=stays, version=Request.version + 1)).scalars())
    for request_id in requests:
        write_history(work, MERGED, moved, request_id=request_id)
    connection.execute(update(Outbox).where(Outbox.consumer_id == other).values(consumer_id=stays))
    return Changes(
        days=frozenset((row.center_id, row.day) for row in rows if row.day is not None),
        appointments=frozenset(row.id for row in rows),
        consumers=frozenset({other, stays}),
        requests=frozenset(requests),
    )


def _bounded(changes: Changes) -> Changes:
    if len(changes.appointments) + len(changes.requests) <= _MOST_TOLD:
        return changes
    return Changes(consumers=changes.consumers, everything=True)


def _own_codes(layout: Layout) -> list[str]:
    return [one.code for one in layout if one.own]


def _values(details: ConsumerDetails) -> dict[str, object]:
    """What two records are compared by."""
    told = {one.name: getattr(details, one.name) for one in fields(details)}
    return {name: told[name] for name in FIELDS} | dict(details.own)


def _clashes(connection: Connection, stays: int, other: int) -> tuple[Clash, ...]:
    """Standing appointments of the two that overlap, the first ones: nobody is in two places at once."""
    mine, theirs = aliased(Appointment), aliased(Appointment)
    service, their_service = aliased(Service), aliased(Service)
    rows: Iterable[Any] = connection.execute(
        select(service.name, mine.wall_start, mine.zone, their_service.name, theirs.wall_start, theirs.zone)
        .join(theirs, and_(theirs.starts_at < mine.ends_at, theirs.ends_at > mine.starts_at))
        .join(service, service.id == mine.service_id)
        .join(their_service, their_service.id == theirs.service_id)
        .where(mine.consumer_id == stays, theirs.consumer_id == other)
        .where(mine.status.in_(HOLDS_SLOT), theirs.status.in_(HOLDS_SLOT))
        .order_by(mine.starts_at, theirs.starts_at)
        .limit(_MOST_CLASHES)
    )
    return tuple(Clash(*row) for row in rows)
