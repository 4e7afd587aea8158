"""Statuses, actions, days and times as people say them."""

from datetime import UTC, date, datetime

import pytest

from frontdesk.rules.words import Action, Modality, Role, Status
from ui import texts
from ui.theme import LIGHT
from ui.theme.icons import icon_names

AT = datetime(2026, 11, 24, 15, 0)  # noqa: DTZ001  wall-clock
DAY = date(2026, 11, 24)


def test_every_status_has_word_icon_and_colour() -> None:
    for status in Status:
        look = texts.status_look(status)
        assert look.word
        assert look.icon.removeprefix("ph.") in icon_names()
        assert LIGHT.colour(look.colour).startswith("#")


@pytest.mark.parametrize(
    ("status", "past", "word"),
    [
        (Status.BOOKED, False, "Upcoming"),
        (Status.BOOKED, True, "Past"),
        (Status.NOSHOW, False, "Completed (Didn't show)"),
        (Status.CHECKED_IN, True, "In progress"),
        (Status.PENDING, False, "Request"),
    ],
)
def test_a_status_is_said_as_the_table_says(status: Status, past: bool, word: str) -> None:
    assert texts.status_word(status, past=past) == word


def test_every_action_role_and_modality_has_a_word() -> None:
    assert all(texts.action_word(action) for action in Action)
    assert all(texts.role_word(role) for role in Role)
    assert all(texts.modality_word(modality) for modality in Modality)
    assert texts.action_word(Action.COMPLETE) == "Complete appointment"


def test_days_and_times() -> None:
    end = AT.replace(minute=20)
    assert texts.day_long(DAY) == "Tuesday 24 November 2026"
    assert texts.day_short(DAY) == "Tue 24 Nov"
    assert texts.day_short(DAY, today=date(2027, 1, 1)) == "Tue 24 Nov 2026"
    assert texts.moment(AT) == "Tue 24 Nov, 15:00"
    assert texts.moment_range(AT, end) == "Tue 24 Nov, 15:00\N{EN DASH}15:20"
    assert texts.day_number(date(1987, 5, 14)) == "14 May 1987"
    assert texts.minutes(20) == "20 min"


def test_a_moment_seen_from_today() -> None:
    assert texts.ago(AT, DAY) == "Today 15:00"
    assert texts.ago(AT, date(2026, 11, 25)) == "Yesterday 15:00"
    assert texts.ago(AT, date(2026, 12, 1)) == "24 Nov 15:00"
    assert texts.ago(AT, date(2027, 12, 1)) == "24 Nov 2026 15:00"
    assert texts.relative_day(DAY, DAY) == "Today"
    assert texts.relative_day(date(2026, 11, 26), DAY) == "Thu 26 Nov"


def test_an_instant_is_shown_by_the_clock_of_its_place() -> None:
    assert texts.local(datetime(2026, 7, 1, 9, 0, tzinfo=UTC), "Europe/Lisbon") == datetime(2026, 7, 1, 10, 0)  # noqa: DTZ001
    assert texts.city("America/Sao_Paulo") == "Sao Paulo"
