"""A manager's day, by keyboard alone: the day at a glance, an afternoon closed, a history, a new field, paper."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import ExceptionKind
from frontdesk.services.verify import verify
from tests.little import CHEN, RIVERSIDE, ROY, Clock, at, sign_in
from tests.stories.conftest import Window
from tests.stories.today import CTRL, ENTER, ESCAPE, SPACE, book, chosen, clinic_of, start, words
from ui.administration.impact_sheet import ImpactSheet

pytestmark = pytest.mark.feature("UX-2", "QCK-1")
DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right


class Booked:
    """Riverside's day at 10:22."""

    def __init__(self, url: str, clock: Clock) -> None:
        clock.to(8)
        desk = sign_in(url, clock, "reception", "Desk 9")
        self.morning = book(desk, "Tom Brien", 11, CHEN)
        self.afternoon = book(desk, "Ana Lima", 15, ROY)
        desk.close()
        clock.to(10, 22)


@pytest.fixture
def books(window: Window, sqlite_url: str, clock: Clock) -> Booked:
    return Booked(sqlite_url, clock)


def sheets(window: Window) -> list[ImpactSheet]:
    return [one for one in window.frame.findChildren(ImpactSheet) if one.isVisible()]


def open_section(window: Window, word: str) -> None:
    """Administration, and in its list the section that begins with that word; Right goes into it."""
    window.press(Qt.Key.Key_6, CTRL)
    window.type(word)
    window.press(RIGHT)


def test_the_day_is_seen_at_a_glance_and_the_first_free_time_booked_from_it(window: Window, books: Booked) -> None:
    page = start(window, "manager")
    assert page.layout_state() == {"part": "center"}
    model = page.list.model()
    spoken = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert spoken[1] == "Dr Mei Chen, Room 1, 1 booked, 4 % booked, 6 h 15 min free, first free 10:25"
    window.press(DOWN)
    assert chosen(window) == CHEN
    window.press(SPACE)
    window.until(window.shell.journeys.booking.isVisible)
    window.press(ESCAPE)
    assert page.isVisible()


@pytest.mark.feature("AVL-2", "AVL-10")
def test_an_afternoon_is_closed_once_it_is_seen_what_that_breaks(window: Window, books: Booked) -> None:
    start(window, "manager")
    open_section(window, "time")
    window.press(Qt.Key.Key_Insert)
    window.tab_to("time_off_kind_0")
    for _kind in range(3):
        window.press(RIGHT)
    window.tab_to("time_off_whole_days")
    window.press(SPACE)
    for name, text in {"day": "today", "time": "13:00"}.items():
        window.tab_to(f"time_off_from_{name}")
        window.press(Qt.Key.Key_A, CTRL)
        window.type(text)
    window.tab_to("time_off_to_time")
    window.press(Qt.Key.Key_A, CTRL)
    window.type("18:00")
    window.press(ENTER)
    window.until(lambda: bool(sheets(window)))
    assert "1 booked appointment no longer fits" in words(sheets(window)[0])
    clinic = clinic_of(window)
    assert clinic.schedules.exceptions(RIVERSIDE) == ()
    window.press(ENTER)
    window.until(lambda: bool(clinic.schedules.exceptions(RIVERSIDE)))
    (closure,) = clinic.schedules.exceptions(RIVERSIDE)
    assert (closure.kind, closure.clinician_id) == (ExceptionKind.CLOSURE, None)
    assert clinic.appointments.view(books.afternoon).start == at(15), "nothing is settled by itself"


@pytest.mark.feature("APT-7", "APT-5")
def test_a_history_is_read_and_a_field_added(window: Window, books: Booked) -> None:
    page = start(window, "manager")
    window.tab_to("today_parts_0")
    window.press(SPACE)
    window.until(lambda: page.layout_state() == {"part": "desk"})
    window.tab_to("today_list")
    window.press(DOWN)
    window.until(lambda: chosen(window) == books.morning)
    window.press(ENTER)
    window.tab_to("appointment_tabs_answers")
    for _tab in range(3):
        window.press(RIGHT)
    detail = window.shell.journeys.detail
    window.until(lambda: "Booked" in words(detail))
    assert "Ana Souza" in words(detail)
    window.press(ESCAPE)
    assert page.isVisible()

    open_section(window, "meta")
    window.press(SPACE)
    window.type("Ward")
    window.press(ENTER)
    clinic = clinic_of(window)
    window.until(lambda: "Ward" in [line.name for line in clinic.appointments.view(books.morning).metadata])
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("DOC-4")
def test_the_schedule_of_the_day_is_printed(window: Window, books: Booked) -> None:
    start(window, "manager")
    window.press(Qt.Key.Key_2, CTRL)
    window.press(Qt.Key.Key_P, CTRL)
    preview = window.shell.journeys.preview
    window.until(lambda: preview.isVisible() and preview.pdf.startswith(b"%PDF"))
    window.press(ESCAPE)
    assert window.shell.journeys.calendar.isVisible()
