"""The index of openings of a desk answers as if the days were read, whoever changed them, and rests when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from frontdesk.clinic import Clinic
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken, Unavailable
from frontdesk.rules.words import Action, ExceptionKind
from frontdesk.services.forms import Act, Acted, Booked, HeldSlot, OpeningQuery, ProgramQuery, new_command_id
from frontdesk.services.index_read import Fresh
from frontdesk.services.openings_index import Known, OpeningsIndex
from frontdesk.services.schedule_forms import ExceptionForm
from tests.little import (
    CHEN,
    CONSULTATION,
    INFLUENZA,
    LAKESIDE,
    RIVERSIDE,
    ROY,
    TODAY,
    TRAVEL,
    Clock,
    at,
    influenza,
    maria,
    program,
    sign_in,
)

TOKEN = "a" * 32
QUERIES = (
    OpeningQuery(INFLUENZA, RIVERSIDE, limit=40),
    OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, limit=40),
    OpeningQuery(INFLUENZA, RIVERSIDE, from_=at(15, days=6), hours=(time(14), time(16)), limit=40),
    OpeningQuery(CONSULTATION, RIVERSIDE, weekdays=frozenset({1, 4}), limit=120),
    OpeningQuery(TRAVEL, RIVERSIDE, minutes=150, hold=TOKEN, limit=100),
)


@pytest.fixture
def reader(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    """Another desk, which has no index and reads."""
    desk = sign_in(clinic.desk.database.url, clock, desk="Desk 2")
    yield desk
    desk.close()


def same(clinic: Clinic, reader: Clinic) -> None:
    """Both answer alike, one of them from its index."""
    assert clinic.booking.index.ready
    assert not reader.booking.index.ready
    for query in QUERIES:
        assert clinic.booking.openings(query) == reader.booking.openings(query)
        assert clinic.booking.first_openings(query) == reader.booking.first_openings(query)


def book(desk: Clinic, **wish: Any) -> Booked:
    people = [one.id for one in desk.consumers.page(limit=1)] or [maria(desk)]
    return desk.booking.book(influenza(people[0], **wish), new_command_id())


def cancel(desk: Clinic, booked: Booked) -> Acted:
    act = Act(Action.CANCEL, booked.appointment_id, booked.version, confirmed=True)
    return desk.appointments.act(act, new_command_id())


@contextmanager
def statements(clinic: Clinic) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    seen: list[str] = []
    engine = clinic.desk.database._reading

    def note(*told: Any) -> None:
        seen.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.feature("AVL-4", "AVL-9")
def test_the_index_answers_as_if_the_days_were_read_and_reads_nothing(clinic: Clinic, reader: Clinic) -> None:
    for minutes in (0, 20, 95, 300):
        book(clinic, start=at(11) + timedelta(minutes=minutes))
    assert not clinic.booking.index.ready
    clinic.booking.index.build()
    same(clinic, reader)
    with statements(clinic) as seen:
        same(clinic, reader)
    assert seen == []


@pytest.mark.feature("AVL-8")
def test_the_index_follows_what_is_booked_and_cancelled_here_and_elsewhere(clinic: Clinic, reader: Clinic) -> None:
    index = clinic.booking.index
    index.build()
    own, other = book(clinic, start=at(11)), book(reader, start=at(11), clinician_id=ROY)
    for done in (own, other):
        index.apply(done.changes)
    same(clinic, reader)
    assert at(11) not in [one.start for one in clinic.booking.openings(QUERIES[0])]
    index.apply(cancel(reader, own).changes)
    same(clinic, reader)
    assert at(11) in [one.start for one in clinic.booking.openings(QUERIES[0])]
    for _ in range(3):
        index.apply(book(clinic).changes)
        same(clinic, reader)


@pytest.mark.feature("BKG-10")
def test_what_another_desk_holds_is_not_offered_until_it_runs_out(clinic: Clinic, reader: Clinic, clock: Clock) -> None:
    index = clinic.booking.index
    index.build()
    held = reader.holds.place(RIVERSIDE, (HeldSlot(TRAVEL, CHEN, at(12)),), TOKEN)
    index.apply(held.changes)
    same(clinic, reader)
    for query, offered in ((QUERIES[4], True), (OpeningQuery(TRAVEL, RIVERSIDE, limit=100), False)):
        assert (at(12) in [one.start for one in clinic.booking.openings(query)]) is offered
    clock.instant = held.until
    same(clinic, reader)
    clock.to(10, 22)
    index.build()
    assert at(12) not in [one.start for one in clinic.booking.openings(OpeningQuery(TRAVEL, RIVERSIDE, limit=100))]
    index.apply(reader.holds.release(TOKEN))
    assert at(12) in [one.start for one in clinic.booking.openings(OpeningQuery(TRAVEL, RIVERSIDE, limit=100))]


@pytest.mark.feature("AVL-2", "AVL-8")
def test_the_index_follows_changed_schedules_and_keeps_what_is_booked(
    clinic: Clinic, reader: Clinic, boss: Clinic
) -> None:
    index = clinic.booking.index
    index.build()
    index.apply(book(clinic, start=at(14)).changes)
    leave = ExceptionForm(ExceptionKind.LEAVE, "2026-11-24 08:00", "2026-11-24 13:00", CHEN)
    index.apply(boss.schedules.save(leave, new_command_id()).changes)
    same(clinic, reader)
    consultations = clinic.booking.openings(OpeningQuery(CONSULTATION, RIVERSIDE))
    assert consultations[0].start == at(13)
    index.apply(Changes(plans=frozenset({RIVERSIDE, LAKESIDE, 99})))
    same(clinic, reader)


def test_what_changes_while_the_index_is_built_is_in_it(
    clinic: Clinic, reader: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, take = clinic.booking.index, Known.take
    booked: list[Booked] = []

    def book_first(known: Known, fresh: Fresh) -> None:
        """Everything was read; then another desk books, and its change is told."""
        if not booked:
            booked.append(book(reader, start=at(11), clinician_id=CHEN))
            index.apply(booked[0].changes)
            assert not index.ready
        take(known, fresh)

    monkeypatch.setattr(Known, "take", book_first)
    index.build()
    same(clinic, reader)
    assert booked


def test_everything_builds_the_index_again(clinic: Clinic, reader: Clinic) -> None:
    clinic.booking.index.build()
    book(reader, start=at(11))
    clinic.booking.index.apply(Changes(everything=True))
    same(clinic, reader)


def test_the_index_rests_when_a_change_cannot_be_read_and_days_are_read_again(
    clinic: Clinic, reader: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, booked = clinic.booking.index, book(reader, start=at(11))
    index.build()

    def away(*_asked: object) -> None:
        raise Unavailable("database.busy")

    with monkeypatch.context() as patched:
        for reading in ("read", "ask"):
            patched.setattr(clinic.desk.database, reading, away)
        index.apply(cancel(reader, booked).changes)
        index.apply(Changes(everything=True))
    assert not index.ready
    for query in QUERIES:
        assert clinic.booking.openings(query) == reader.booking.openings(query)
    index.apply(Changes(everything=True))
    same(clinic, reader)


@pytest.mark.feature("AVL-4")
def test_days_that_the_index_does_not_reach_are_read(clinic: Clinic, reader: Clinic, clock: Clock) -> None:
    index = OpeningsIndex(clinic.desk.database, clinic.now, days=3)
    clinic.booking.index = index
    index.build()
    same(clinic, reader)
    for from_ in (at(12, days=1), at(12, days=40), at(9, days=89)):
        query = OpeningQuery(INFLUENZA, RIVERSIDE, CHEN, from_, limit=300)
        assert clinic.booking.openings(query) == reader.booking.openings(query)
    index.apply(Changes(calendars=frozenset({(CHEN, TODAY + timedelta(days=300)), (CHEN, TODAY - timedelta(days=9))})))
    clock.instant -= timedelta(days=30)
    same(clinic, reader)


@pytest.mark.feature("BKG-4")
def test_a_program_is_found_in_the_index_as_it_is_found_by_reading(clinic: Clinic, reader: Clinic) -> None:
    both = program(clinic, (INFLUENZA, 0, 0), (CONSULTATION, 20, 25))
    clinic.booking.index.build()
    for query in (
        ProgramQuery(both, RIVERSIDE),
        ProgramQuery(both, RIVERSIDE, from_=at(16, 30), hours=(time(9), time(12))),
    ):
        assert clinic.booking.program(query) == reader.booking.program(query)


def test_the_same_is_refused_with_the_index_as_without(clinic: Clinic, reader: Clinic) -> None:
    clinic.booking.index.build()
    for query, code in (
        (OpeningQuery(99, RIVERSIDE), "service.unknown"),
        (OpeningQuery(INFLUENZA, 99), "center.unknown"),
        (OpeningQuery(CONSULTATION, RIVERSIDE, ROY), "clinician.not-able"),
    ):
        for desk in (clinic, reader):
            with pytest.raises(RuleBroken, match=code):
                desk.booking.openings(query)
    assert clinic.booking.openings(OpeningQuery(INFLUENZA, LAKESIDE)) == ()
