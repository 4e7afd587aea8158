"""A booking whose earliest slot the index finds, though the index hears of other desks a moment later."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, ExceptionKind
from frontdesk.services.forms import Act, Booked, Booking, OpeningQuery, new_command_id
from frontdesk.services.openings_index import Known
from frontdesk.services.schedule_forms import ExceptionForm
from frontdesk.services.verify import verify
from tests.little import CHEN, RIVERSIDE, Clock, at, influenza, maria, sign_in

pytestmark = pytest.mark.feature("BKG-9", "AVL-4")


@pytest.fixture
def indexed(clinic: Clinic) -> Clinic:
    """A desk with its index, as the window has it; what others do is not told to it here."""
    clinic.booking.index.build()
    return clinic


@pytest.fixture
def other(clinic: Clinic, clock: Clock) -> Iterator[Clinic]:
    """Another desk."""
    desk = sign_in(clinic.desk.database.url, clock, "manager", desk="Desk 2")
    yield desk
    desk.close()


def book(clinic: Clinic, booking: Booking) -> Booked:
    return clinic.booking.book(booking, new_command_id())


def test_the_earliest_slot_of_the_index_is_booked(indexed: Clinic) -> None:
    assert book(indexed, influenza(maria(indexed))).start == at(10, 25)


def test_a_slot_that_another_desk_took_unheard_is_not_given_again(indexed: Clinic, other: Clinic) -> None:
    consumer = maria(indexed)
    first = book(other, influenza(consumer, clinician_id=CHEN))
    second = book(indexed, influenza(consumer, clinician_id=CHEN))
    assert second.start == first.start + timedelta(minutes=20)
    assert verify(indexed.desk.database) == ()


def test_nothing_free_is_said_only_after_the_days_themselves_were_looked_at(indexed: Clinic, other: Clinic) -> None:
    """Dr Chen is away from tomorrow on and full today; then one of today's times becomes free unheard."""
    away = ExceptionForm(ExceptionKind.LEAVE, "2026-11-25", "2027-12-31", clinician_id=CHEN)
    indexed.booking.index.apply(other.schedules.save(away, new_command_id()).changes)
    wish = influenza(maria(indexed), clinician_id=CHEN)
    booked = []
    while free := indexed.booking.openings(OpeningQuery(wish.service_id or 0, RIVERSIDE, CHEN, limit=1)):
        booked.append(book(indexed, replace(wish, start=free[0].start)))
    with pytest.raises(RuleBroken, match=r"slot\.none"):
        book(indexed, wish)
    gone = booked[3]
    other.appointments.act(Act(Action.CANCEL, gone.appointment_id, gone.version), new_command_id())
    assert book(indexed, wish).start == gone.start


def test_a_time_unheard_of_is_never_among_what_is_offered_instead(indexed: Clinic, other: Clinic) -> None:
    consumer = maria(indexed)
    for minute in (0, 20):
        book(other, influenza(consumer, clinician_id=CHEN, start=at(15, minute)))
    with pytest.raises(RuleBroken, match=r"slot\.taken") as refused:
        book(indexed, influenza(consumer, clinician_id=CHEN, start=at(15)))
    nearest = refused.value.params["nearest"]
    assert isinstance(nearest, tuple)
    taken = [one for one in nearest if one.clinician_id == CHEN and one.start in {at(15), at(15, 20)}]
    assert nearest
    assert taken == []


def test_a_code_that_an_appointment_has_already_is_drawn_again(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr("frontdesk.services.writing.new_code", lambda: next(drawn))
    consumer = maria(clinic)
    codes = [book(clinic, influenza(consumer)).code for _ in range(2)]
    assert codes == ["AAAAAA", "BBBBBB"]
    assert verify(clinic.desk.database) == ()


@pytest.mark.logs("unexpected ZeroDivisionError")
def test_a_booking_is_saved_and_says_so_though_the_index_stumbles_over_it(
    indexed: Clinic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_given: object) -> None:
        raise ZeroDivisionError("Maria da Silva")

    wish = influenza(maria(indexed), clinician_id=CHEN)
    with monkeypatch.context() as planted, caplog.at_level(logging.ERROR):
        planted.setattr(Known, "take", stumble)
        first = book(indexed, wish)
    assert not indexed.booking.index.ready
    assert "ZeroDivisionError" in caplog.text
    assert "Maria" not in caplog.text
    assert book(indexed, wish).start > first.start
    assert verify(indexed.desk.database) == ()
