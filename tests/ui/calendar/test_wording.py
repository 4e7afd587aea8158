"""What the calendar says, and how it is cut to its room."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.rules.words import ExceptionKind, Status
from frontdesk.views.day import Card
from tests.ui.calendar.days import TUESDAY, DayMaker, instant
from ui.calendar.damage import damage_words
from ui.calendar.lettering import Lettering
from ui.calendar.wording import booked_line, full_card, said_of, shade_lines, span_line, spoken_card
from ui.theme import font
from ui.widgets.ellipsis import ELLIPSIS

NOW = instant(TUESDAY, "10:22")


def only_card(**other: object) -> Card:
    made = DayMaker().column().card("10:00", 20, **other)  # type: ignore[arg-type]  # what the test wants
    return made.made().columns[0].cards[0]


@pytest.mark.parametrize(
    ("other", "service"),
    [
        ({}, "Influenza"),
        ({"dose": 1}, "Influenza, dose 1 of 2"),
        ({"overbooked": True}, "Overbooked · Influenza"),
        ({"problem": "room.missing"}, "10:00 · Maria Silva · Influenza"),
    ],
)
def test_what_is_out_of_the_ordinary_stands_first(other: dict[str, object], service: str) -> None:
    assert said_of(only_card(**other), NOW).service == service


@pytest.mark.parametrize(
    ("status", "minutes", "icon"),
    [
        (Status.BOOKED, -10, None),
        (Status.BOOKED, 10, "ph.warning-circle"),
        (Status.PENDING, 10, "ph.question"),
        (Status.ARRIVED, 10, "ph.circle-half-fill"),
        (Status.CHECKED_IN, 10, "ph.play-fill"),
        (Status.FULFILLED, 10, "ph.check-bold"),
    ],
)
@pytest.mark.feature("APT-1")
def test_each_status_has_its_sign(status: Status, minutes: int, icon: str | None) -> None:
    said = said_of(only_card(status=status), instant(TUESDAY, "10:20") + timedelta(minutes=minutes))
    assert (said.sign[0] if said.sign else None) == icon
    assert said.request == (status is Status.PENDING)
    assert said.over == (status is Status.FULFILLED)


@pytest.mark.feature("BKG-13", "UX-4")
def test_what_is_overbooked_is_called_so_to_a_screen_reader() -> None:
    assert spoken_card(only_card(overbooked=True), NOW) == (
        "Maria Silva, influenza, Tuesday 24 November 10:00 to 10:20, Past, overbooked"
    )


@pytest.mark.feature("APT-13")
def test_a_damaged_row_says_what_is_wrong_with_it() -> None:
    card = only_card(consumer="", problem="consumer.missing")
    assert said_of(card, NOW).title == "Damaged: the consumer is missing"
    assert spoken_card(card, NOW) == (
        "Unreadable appointment, influenza, Tuesday 24 November 10:00 to 10:20, Damaged: the consumer is missing"
    )
    assert full_card(card, "Europe/Lisbon").splitlines()[:2] == [
        "Damaged: the consumer is missing",
        "Unreadable appointment",
    ]
    assert damage_words("something.new") == "its record cannot be read"


@pytest.mark.parametrize(
    ("kind", "end", "remark", "lines"),
    [
        (ExceptionKind.LEAVE, "10:00", "", ("Leave until 10:00",)),
        (ExceptionKind.LEAVE, "12:00", "", ("Leave all day",)),
        (ExceptionKind.BLOCK, "11:00", "Team meeting", ("Blocked until 11:00", "Team meeting")),
        (ExceptionKind.CLOSURE, "24:00", "", ("Closed all day",)),
    ],
)
def test_leave_says_until_when(kind: ExceptionKind, end: str, remark: str, lines: tuple[str, ...]) -> None:
    day = DayMaker().column().shade("09:00", end, kind, remark).made()
    assert shade_lines(day.columns[0].shades[0], day.columns[0], day.zone) == lines


def test_a_header_counts_what_is_booked() -> None:
    assert booked_line(DayMaker().column("A", "Room 1").made().columns[0]) == "Room 1"
    assert booked_line(DayMaker().column("A", "Room 1").card("09:00", 5).made().columns[0]) == "Room 1 · 1 booked"


def test_a_span_is_said_by_the_centers_clock() -> None:
    start = instant(TUESDAY, "11:10", "Asia/Tokyo")
    assert span_line(start, start + timedelta(minutes=30), "Asia/Tokyo") == "11:10–11:40 · 30 min"


@pytest.mark.usefixtures("qapp")
@given(said=st.text("aÑж-. ,李محمд\n1", max_size=40), width=st.integers(0, 200))
def test_a_cut_text_fits_its_room(said: str, width: int) -> None:
    letters = Lettering(font("small", tabular=True), 1.0)
    wide = letters.metrics.horizontalAdvance(letters.cut(said, width))
    assert wide < width + 0.5 or width < 14  # Qt shapes the letters before an ellipsis anew, some a hair wider


@pytest.mark.usefixtures("qapp")
def test_a_service_is_cut_between_words() -> None:
    letters = Lettering(font("small"), 1.0)
    room = letters.metrics.horizontalAdvance("Travel vaccination, do")
    assert letters.cut("Travel vaccination, dose 1 of 2", room, whole_words=True) == f"Travel vaccination{ELLIPSIS}"
