"""A row that was damaged by hand never hides a day: it is marked, logged once, and found by verify (APT-13)."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from frontdesk.clinic import Clinic
from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Status
from frontdesk.services.forms import new_command_id
from frontdesk.services.verify import verify
from frontdesk.views.day import Card, Damaged, DayView
from tests.little import INFLUENZA, RIVERSIDE, TODAY, at, influenza, maria
from tests.views.damage import BOTH, DAMAGE, SQLITE, plant
from tests.views.overlooked import names_in_agenda, names_in_month, names_of_today


def of_both(both: bool) -> list[tuple[str, str, type]]:
    return [(statement, problem, kind) for _name, statement, on_both, problem, kind in DAMAGE if on_both is both]


def ids_of(both: bool) -> list[str]:
    return [name for name, _statement, on_both, *_more in DAMAGE if on_both is both]


@pytest.fixture
def booked(clinic: Clinic) -> Clinic:
    """Four people, of whom the first will be damaged: today at 11, 12 and 13, and on the day after tomorrow."""
    for number, start in enumerate((at(11), at(12), at(13), at(11, days=2)), 1):
        who = maria(clinic, f"person.{number}", first_name=f"Person{number}", phone="+351912345678")
        clinic.booking.book(influenza(who, start=start), new_command_id())
    return clinic


def found(view: DayView) -> Iterator[Card | Damaged]:
    """What the day shows as damaged."""
    yield from view.damaged
    yield from (card for column in view.columns for card in column.cards if card.problem)


def names(view: DayView) -> set[str]:
    return {card.consumer for column in view.columns for card in column.cards if not card.problem}


def nothing_else_is_hidden(booked: Clinic) -> None:
    """The month, the agenda and the start pages have what is sound, whatever they make of the damaged one."""
    two, all_of_them = {"Person2 Silva", "Person3 Silva"}, {"Person2 Silva", "Person3 Silva", "Person4 Silva"}
    assert names_in_month(booked) >= all_of_them
    for most in (1, 2, 80):
        for back in (False, True):
            agenda = [name for name in names_in_agenda(booked, most, back=back) if name in all_of_them]
            assert sorted(agenda) == sorted(all_of_them)
    mine, desk = names_of_today(booked)
    assert mine >= two
    assert desk >= two


def check(booked: Clinic, statement: str, problem: str, kind: type) -> None:
    """The day shows the others as ever, the damaged one as such; verify finds it, and its panel opens or says no."""
    plant(booked, statement)
    day = date(2026, 11, 26) if statement.startswith("day") else TODAY
    others = {"Person4 Silva"} if day != TODAY else {"Person2 Silva", "Person3 Silva"}
    for view in (booked.calendar.day(RIVERSIDE, day), booked.calendar.day(RIVERSIDE, day, by="room")):
        assert names(view) >= others
        marked = [one for one in found(view) if one.id == 1]
        nothing = problem == "clinician.missing" and view.by == "room"
        assert [(one.problem, type(one)) for one in marked] == ([] if nothing else [(problem, kind)])
        assert all(card.wall_start is not None and card.end >= card.start for card in marked if isinstance(card, Card))
    nothing_else_is_hidden(booked)
    try:
        assert booked.appointments.view(1).id == 1
    except RuleBroken as refused:
        assert refused.code == "appointment.damaged"  # noqa: PT017  either is right
    found_too = {finding.code for finding in verify(booked.desk.database)}
    assert found_too & {"row.damaged", "engine.foreign-key", "task.disagrees", "time.drift"}


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment 1 is damaged|cannot be read")
@pytest.mark.parametrize(("statement", "problem", "kind"), of_both(BOTH), ids=ids_of(BOTH))
def test_a_damaged_row_is_marked_and_hides_nothing(booked: Clinic, statement: str, problem: str, kind: type) -> None:
    check(booked, statement, problem, kind)


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment 1 is damaged|cannot be read")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("statement", "problem", "kind"), of_both(SQLITE), ids=ids_of(SQLITE))
def test_what_only_sqlite_lets_in_hides_nothing(booked: Clinic, statement: str, problem: str, kind: type) -> None:
    check(booked, statement, problem, kind)


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment 1 is damaged: status.unknown")
def test_it_is_logged_once_and_without_a_word_about_a_person(booked: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    plant(booked, "status = 'lost'")
    with caplog.at_level(logging.WARNING):
        for _look in range(3):
            booked.calendar.day(RIVERSIDE, TODAY)
        booked.calendar.week(RIVERSIDE, TODAY)
    told = [record.getMessage() for record in caplog.records]
    assert told == ["appointment 1 is damaged: status.unknown; frontdesk verify tells more"]
    assert "Person" not in caplog.text


@pytest.mark.feature("APT-13")
@pytest.mark.logs("appointment . is damaged")
def test_many_damaged_rows_among_many_hide_none(clinic: Clinic) -> None:
    for number in range(16):
        who = maria(clinic, f"person.{number}", first_name=f"Person{number}")
        clinic.booking.book(influenza(who, start=at(9 + number // 3, number % 3 * 20, days=1)), new_command_id())
    plant(clinic, "UPDATE appointment SET status = 'lost' WHERE id IN (1, 7, 8)")
    view = clinic.calendar.day(RIVERSIDE, TODAY + timedelta(days=1))
    assert len(names(view)) == 13
    marked = list(found(view))
    assert sorted(one.id for one in marked) == [1, 7, 8]
    assert all(card.status is Status.ENTERED_IN_ERROR for card in marked if isinstance(card, Card))
    assert all(isinstance(card, Card) and card.service_id == INFLUENZA for card in marked)
