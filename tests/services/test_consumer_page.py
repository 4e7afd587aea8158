"""The page of one consumer: everything that is known, page by page, of merged records too."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action, OutboxState, Status
from frontdesk.services.forms import Act, ConsumerForm, new_command_id
from frontdesk.services.merge_forms import Merge
from tests.little import CHEN, Clock, at, fill, influenza, maria

pytestmark = pytest.mark.feature("CON-4")


def _book(clinic: Clinic, consumer_id: int, hour: int, days: int = 0) -> int:
    wish = influenza(consumer_id, clinician_id=CHEN, start=at(hour, days=days))
    return clinic.booking.book(wish, new_command_id()).appointment_id


def test_what_is_ahead_and_what_is_over_are_apart(clinic: Clinic, clock: Clock) -> None:
    who = maria(clinic)
    over, later, sooner = (_book(clinic, who, hour) for hour in (11, 15, 14))
    clock.to(12)
    overview = clinic.consumers.overview(who)
    assert (overview.upcoming, overview.past, overview.requests) == (2, 1, 3)
    assert [one.id for one in clinic.consumers.appointments(who, ahead=True)] == [sooner, later]
    past = clinic.consumers.appointments(who, ahead=False)
    assert [(one.id, one.status, one.past) for one in past] == [(over, Status.BOOKED, True)]


def test_a_cancelled_appointment_of_a_coming_day_is_not_past(clinic: Clinic, clock: Clock) -> None:
    """Who asks about tomorrow hears that it was cancelled; it is no visit of the past, and none that is expected."""
    who = maria(clinic)
    today, tomorrow, after = _book(clinic, who, 11), _book(clinic, who, 9, days=1), _book(clinic, who, 9, days=2)
    for each in (today, tomorrow):
        clinic.appointments.act(Act(Action.CANCEL, each, 1, reason_id=1), new_command_id())
    clock.to(12)
    ahead, past = (clinic.consumers.appointments(who, ahead=ahead) for ahead in (True, False))
    assert [(one.id, one.status) for one in ahead] == [(tomorrow, Status.CANCELLED), (after, Status.BOOKED)]
    assert [(one.id, one.status) for one in past] == [(today, Status.CANCELLED)]
    overview = clinic.consumers.overview(who)
    assert (overview.upcoming, overview.past) == (1, 1)


def test_a_visit_that_was_completed_early_is_past_at_once(boss: Clinic, clock: Clock) -> None:
    who = maria(boss)
    done = _book(boss, who, 11)
    clock.to(11)
    for version, action in enumerate((Action.CHECK_IN, Action.COMMENCE, Action.COMPLETE), 1):
        boss.appointments.act(Act(action, done, version), new_command_id())
    assert boss.consumers.appointments(who, ahead=True) == ()
    past = boss.consumers.appointments(who, ahead=False)
    assert [(one.id, one.status) for one in past] == [(done, Status.FULFILLED)]


def test_lists_are_read_page_by_page(clinic: Clinic) -> None:
    who = maria(clinic)
    booked = [_book(clinic, who, 9 + n % 8, days=1 + n // 8) for n in range(10)]
    first = clinic.consumers.appointments(who, ahead=True, limit=4)
    second = clinic.consumers.appointments(who, ahead=True, after=(first[-1].starts_at, first[-1].id), limit=4)
    assert [one.id for one in (*first, *second)] == booked[:8]
    requests = clinic.consumers.requests(who, limit=3)
    assert [one.id for one in (*requests, *clinic.consumers.requests(who, requests[-1].id))] == list(range(10, 0, -1))
    messages = clinic.consumers.messages(who, limit=3)
    assert len({one.id for one in (*messages, *clinic.consumers.messages(who, messages[-1].id))}) == 10
    assert {one.state for one in messages} == {OutboxState.WAITING}
    assert messages[0].service == "Influenza"


def test_everything_of_merged_records_stands_on_one_page(clinic: Clinic, boss: Clinic) -> None:
    who, twin = maria(clinic), maria(clinic, "m.silva")
    clinic.consumers.edit(twin, 1, replace(ConsumerForm("m.silva", "Maria", "Silva"), zone="UTC"), new_command_id())
    booked = _book(clinic, twin, 15)
    boss.merging.merge(Merge(who, 1, twin, 2), new_command_id())
    overview = clinic.consumers.overview(twin)
    assert (overview.details.id, overview.merged, overview.upcoming) == (who, ("m.silva",), 1)
    assert [one.id for one in clinic.consumers.appointments(twin, ahead=True)] == [booked]
    told = [(one.action, one.record) for one in clinic.consumers.history(twin)]
    assert told == [
        ("merged-away", "m.silva"),
        ("consumers-merged", ""),
        ("consumer-edited", "m.silva"),
        ("consumer-made", "m.silva"),
        ("consumer-made", ""),
    ]


def test_who_may_merge_is_said_with_the_page(clinic: Clinic, boss: Clinic) -> None:
    who = maria(clinic)
    assert not clinic.consumers.overview(who).may_merge
    assert boss.consumers.overview(who).may_merge


@contextmanager
def _said() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile, with what is bound in them."""
    said: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:
        said.append((call[2], call[3]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_page_takes_the_same_few_statements_whatever_there_is(clinic: Clinic) -> None:
    few, many = maria(clinic), maria(clinic, "busy")
    for hour in range(11, 17):
        _book(clinic, many, hour)
    counts = []
    for who in (few, many):
        with _said() as said:
            clinic.consumers.overview(who)
            clinic.consumers.appointments(who, ahead=True)
            clinic.consumers.messages(who)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_a_long_list_is_read_in_the_order_of_its_index(sqlite_url: str, clock: Clock) -> None:
    """A page of two thousand appointments of one consumer costs what one of twenty does."""
    clinic = Clinic.open(sqlite_url, now=clock)
    fill(clinic.desk.database)
    clinic.sign_in("reception", "demo")
    who = maria(clinic)
    with _said() as said:
        clinic.consumers.appointments(who, ahead=False, after=(at(9), 1))
        clinic.consumers.messages(who, 7)
    with clinic.desk.database.read() as connection:
        plans = [
            " ".join(str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given))
            for statement, given in said
            if "LIMIT" in statement
        ]
    clinic.close()
    assert len(plans) == 2
    assert "ix_appointment_consumer_start" in plans[0]
    assert "ix_outbox_consumer" in plans[1]
    assert not any("TEMP B-TREE" in plan for plan in plans)
