"""Consumers: find, make and edit them; the form is checked field by field as it is typed."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from frontdesk.database.search import index_consumer, search
from frontdesk.database.tables import Consumer, History, Staff
from frontdesk.rules.changes import Changes
from frontdesk.rules.permissions import may_edit_consumers, may_merge_consumers
from frontdesk.rules.problems import ChangedElsewhere, RuleBroken
from frontdesk.rules.words import FormKind
from frontdesk.services.consumer_form import checked_form, suggested_user_ids
from frontdesk.services.desk import Desk, Work
from frontdesk.services.form_layout import checked_values, write_values
from frontdesk.services.forms import ConsumerForm, ConsumerSaved
from frontdesk.services.record import differences, write_history
from frontdesk.views.consumer_page import (
    PAGE,
    AppointmentItem,
    ChangeItem,
    ConsumerOverview,
    MessageItem,
    RequestItem,
    read_appointments,
    read_changes,
    read_messages,
    read_overview,
    read_requests,
)
from frontdesk.views.consumers import (
    ConsumerBooking,
    ConsumerDetails,
    ConsumerRow,
    consumer_rows,
    page_of_consumers,
    read_bookings,
    read_consumer,
)
from frontdesk.views.form_layout import Layout, missing, read_layout, read_own_values

EDITS: Final = ("consumer-edited", "consumers-merged")
"""The history's actions that make a version of a consumer."""


class Consumers:
    """What a person does with the records of consumers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def search(self, text: str, limit: int = 20) -> tuple[ConsumerRow, ...]:
        """Consumers found by parts of name, phone, e-mail, user ID or date of birth, best first."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return consumer_rows(connection, search(connection, text[:200], limit))

    def page(self, after: tuple[str, int] | None = None, limit: int = 100) -> tuple[ConsumerRow, ...]:
        """The next rows of the list in the order of names, after the row with this (sort name, id)."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return page_of_consumers(connection, after, limit)

    def details(self, consumer_id: int) -> ConsumerDetails:
        """Everything of one consumer's form; RuleBroken `consumer.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_consumer(connection, consumer_id)

    def by_user_id(self, user_id: str) -> int:
        """Id of the consumer with this user ID, or that it was merged into; RuleBroken `consumer.unknown`."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            wanted = user_id.replace("\0", "").strip().lower()[:64]
            stays = func.coalesce(Consumer.merged_into, Consumer.id)
            found = connection.execute(select(stays).where(Consumer.user_id == wanted)).scalar()
        if found is None:
            raise RuleBroken("consumer.unknown", fields=("consumer",), consumer=user_id[:40])
        return found

    def bookings(self, consumer_id: int) -> tuple[ConsumerBooking, ...]:
        """The consumer's standing appointments that have not ended, earliest first, and those of today."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_bookings(connection, consumer_id, self._desk.now())

    def overview(self, consumer_id: int) -> ConsumerOverview:
        """Who it is and how much there is of them, of a merged record those of the one that stays."""
        self._desk.signed_in()
        may_merge = may_merge_consumers(self._desk.person())
        with self._desk.database.read() as connection:
            return read_overview(connection, consumer_id, self._desk.now(), may_merge=may_merge)

    def appointments(
        self, consumer_id: int, *, ahead: bool, after: tuple[datetime, int] | None = None, limit: int = PAGE
    ) -> tuple[AppointmentItem, ...]:
        """The next appointments ahead, or else those that are over, after the one with this start and id."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_appointments(connection, consumer_id, self._desk.now(), ahead=ahead, after=after, limit=limit)

    def requests(self, consumer_id: int, after: int | None = None, limit: int = PAGE) -> tuple[RequestItem, ...]:
        """The consumer's requests, the latest first, after the one with this id."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_requests(connection, consumer_id, after, limit)

    def messages(self, consumer_id: int, after: int | None = None, limit: int = PAGE) -> tuple[MessageItem, ...]:
        """What was written to the consumer, the latest first, after the one with this id."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_messages(connection, consumer_id, after, limit)

    def history(self, consumer_id: int, after: int | None = None, limit: int = PAGE) -> tuple[ChangeItem, ...]:
        """What was changed of the record and of those that became part of it, the latest first."""
        self._desk.signed_in()
        with self._desk.database.read() as connection:
            return read_changes(connection, consumer_id, after, limit)

    def suggest_user_id(self, first_name: str, last_name: str) -> str:
        """A free user ID made from the name."""
        with self._desk.database.read() as connection:
            return next(
                wanted for wanted in suggested_user_ids(first_name, last_name) if _owner(connection, wanted) is None
            )

    def check(self, form: ConsumerForm, consumer_id: int | None = None) -> dict[str, RuleBroken]:
        """What is wrong with the form as typed so far, by field; empty when it could be saved."""
        _values, wrong = checked_form(form, self._desk.now().date())
        with self._desk.database.read() as connection:
            layout = read_layout(connection, FormKind.CONSUMER)
            own, wrong_own = _own(connection, layout, form, consumer_id)
            wrong |= wrong_own
            return wrong | _missing(layout, form, own, wrong) | _taken(connection, form, consumer_id, wrong)

    def make(self, form: ConsumerForm, command_id: str) -> ConsumerSaved:
        """Make a consumer. Raises the RuleBroken of the first field that is wrong; nothing is saved then."""

        def work(work: Work) -> ConsumerSaved:
            consumer_id = make_consumer(work, form)
            return ConsumerSaved(consumer_id, 1, Changes(consumers=frozenset({consumer_id})))

        return self._desk.command(command_id, ConsumerSaved, work)

    def edit(self, consumer_id: int, version: int, form: ConsumerForm, command_id: str) -> ConsumerSaved:
        """Save the changed form. Raises ChangedElsewhere when the record is newer than `version`."""
        return self._desk.command(command_id, ConsumerSaved, lambda work: _edit(work, consumer_id, version, form))


def make_consumer(work: Work, form: ConsumerForm) -> int:
    """Write a new consumer in the transaction under way; returns its id."""
    layout = read_layout(work.connection, FormKind.CONSUMER)
    values, own = _accepted(work, form, layout, None)
    consumer_id = work.connection.execute(
        insert(Consumer).values(**values, created_at=work.at, version=1).returning(Consumer.id)
    ).scalar_one()
    write_values(work, FormKind.CONSUMER, consumer_id, layout, {}, own)
    index_values(work.connection, consumer_id, values)
    write_history(work, "consumer-made", differences({}, values | own), consumer_id=consumer_id)
    return consumer_id


def _edit(work: Work, consumer_id: int, version: int, form: ConsumerForm) -> ConsumerSaved:
    before = (
        work.connection.execute(select(Consumer.__table__).where(Consumer.id == consumer_id).with_for_update())
        .mappings()
        .first()
    )
    if before is None:
        raise RuleBroken("consumer.unknown")
    if before["merged_into"] is not None:
        raise RuleBroken("consumer.merged")
    if before["version"] != version:
        raise changed_elsewhere(work, consumer_id, version, before["version"])
    layout = read_layout(work.connection, FormKind.CONSUMER)
    stored = read_own_values(work.connection, consumer_id, layout)
    values, own = _accepted(work, form, layout, consumer_id)
    changes = differences(dict(before), values) | differences(stored, own)
    if not changes:
        return ConsumerSaved(consumer_id, version, Changes())
    work.connection.execute(update(Consumer).where(Consumer.id == consumer_id).values(**values, version=version + 1))
    write_values(work, FormKind.CONSUMER, consumer_id, layout, stored, own)
    index_values(work.connection, consumer_id, values)
    write_history(work, "consumer-edited", changes, consumer_id=consumer_id)
    return ConsumerSaved(consumer_id, version + 1, Changes(consumers=frozenset({consumer_id})))


def _accepted(
    work: Work, form: ConsumerForm, layout: Layout, consumer_id: int | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The columns and the own values as they are kept; raises the RuleBroken of the first field that is wrong."""
    if not may_edit_consumers(work.person):
        raise RuleBroken("not.your-role")
    values, wrong = checked_form(form, work.at.date())
    own, wrong_own = _own(work.connection, layout, form, consumer_id)
    wrong |= wrong_own
    wrong = wrong | _missing(layout, form, own, wrong) | _taken(work.connection, form, consumer_id, wrong)
    if wrong:
        raise next(iter(wrong.values()))
    return values, own


def _own(
    connection: Connection, layout: Layout, form: ConsumerForm, consumer_id: int | None
) -> tuple[dict[str, str], dict[str, RuleBroken]]:
    stored = {} if consumer_id is None else read_own_values(connection, consumer_id, layout)
    return checked_values(layout, form.own, stored)


def _missing(
    layout: Layout, form: ConsumerForm, own: dict[str, str], wrong: dict[str, RuleBroken]
) -> dict[str, RuleBroken]:
    """What this clinic requires beyond what everybody does, and is not there."""
    told = {name.name: getattr(form, name.name) for name in fields(form)} | own
    typed = {code: value.strip() if isinstance(value, str) else value for code, value in told.items()}
    empty = (code for code in missing(layout, typed) if code not in wrong)
    return {code: RuleBroken("text.missing", fields=(code,)) for code in empty}


def _owner(connection: Connection, user_id: str) -> int | None:
    return connection.execute(select(Consumer.id).where(Consumer.user_id == user_id)).scalar()


def _taken(
    connection: Connection, form: ConsumerForm, consumer_id: int | None, wrong: dict[str, RuleBroken]
) -> dict[str, RuleBroken]:
    if "user_id" in wrong:
        return {}
    owner = _owner(connection, form.user_id.strip().lower())
    if owner is None or owner == consumer_id:
        return {}
    free = next(
        wanted for wanted in suggested_user_ids(form.first_name, form.last_name) if _owner(connection, wanted) is None
    )
    return {"user_id": RuleBroken("user-id.taken", fields=("user_id",), suggestion=free)}


def index_values(connection: Connection, consumer_id: int, values: Mapping[str, Any]) -> None:
    """Write anew what a consumer with these columns is found by."""
    index_consumer(
        connection,
        consumer_id,
        values["first_name"],
        values["last_name"],
        values["user_id"],
        values["email"],
        values["phone"],
    )


def changed_elsewhere(work: Work, consumer_id: int, seen: int, now: int) -> ChangedElsewhere:
    """What the edits since the caller's version changed: as many of the latest entries as versions lie between."""
    entries = work.connection.execute(
        select(History.at, History.changes, Staff.name)
        .join(Staff, Staff.id == History.actor_id, isouter=True)
        .where(History.consumer_id == consumer_id, History.action.in_(EDITS))
        .order_by(History.id.desc())
        .limit(now - seen)
    ).all()
    changes: dict[str, tuple[object, object]] = {}
    for entry in reversed(entries):
        for name, (old, new) in entry.changes.items():
            changes[name] = (changes[name][0] if name in changes else old, new)
    by, at = (entries[0].name or "", entries[0].at) if entries else ("", work.at)
    return ChangedElsewhere(seen=seen, now=now, by=by, at=at, changes=changes)
