"""A receptionist's day, by keyboard alone: the start page, a walk-in, the telephone, what was left from yesterday."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import Status
from frontdesk.services.verify import verify
from frontdesk.views.today import DeskDay, Part
from tests.little import CHEN, RIVERSIDE, ROY, Clock, at, maria, sign_in
from tests.stories.conftest import Window
from tests.stories.today import (
    CTRL,
    DOWN,
    ENTER,
    ESCAPE,
    SPACE,
    book,
    chosen,
    clinic_of,
    go_to,
    said,
    shown,
    start,
    status,
)

pytestmark = pytest.mark.feature("UX-2")


class Booked:
    """What stood in the books before the day began."""

    def __init__(self, url: str, clock: Clock) -> None:
        clock.instant = at(8, days=-1)
        desk = sign_in(url, clock, "reception", "Desk 9")
        self.left = book(desk, "Łukasz Zieliński", 9, CHEN, days=-1)
        clock.to(8)
        self.late = book(desk, "Ana Lima", 10, ROY)
        self.next = book(desk, "Maria Fernandes", 11, CHEN)
        maria(desk)
        desk.close()
        clock.to(10, 22)


@pytest.fixture
def books(window: Window, sqlite_url: str, clock: Clock) -> Booked:
    """Filled while the sign-in page stands before the person."""
    return Booked(sqlite_url, clock)


@pytest.mark.feature("QCK-1", "ACT-10", "APT-12")
def test_who_arrives_is_checked_in_from_today_and_what_was_left_from_yesterday_is_settled(
    window: Window, books: Booked
) -> None:
    start(window, "reception")
    window.press(DOWN)
    assert chosen(window) == books.next
    window.press(SPACE)
    window.until(lambda: status(window, books.next) is Status.ARRIVED)
    assert "Maria Fernandes is checked in." in said(window)
    go_to(window, books.left)
    window.press(Qt.Key.Key_N)
    window.press(ENTER)
    window.until(lambda: status(window, books.left) is Status.NOSHOW)
    window.settle()
    assert chosen(window) == books.late, "the next that was left behind"
    day = clinic_of(window).today.read(Part.DESK, RIVERSIDE).content
    assert isinstance(day, DeskDay)
    assert (day.unresolved.count, [row.id for row in day.waiting]) == (1, [books.next])
    assert verify(clinic_of(window).desk.database) == ()


@pytest.mark.feature("APT-2", "APT-12")
def test_the_figure_of_the_unresolved_leads_to_their_list_where_a_key_settles_each(
    window: Window, books: Booked
) -> None:
    start(window, "reception")
    window.tab_to("today_unresolved_card")
    window.press(SPACE)
    lists = window.shell.journeys.desks["appointments"].page
    window.until(lists.isVisible)
    assert lists.tabs.current() == "past"
    window.tab_to("appointment_list")
    for _row in range(2):
        window.press(Qt.Key.Key_Home)
        window.press(Qt.Key.Key_N)
        window.press(ENTER)
    window.until(lambda: status(window, books.left) is Status.NOSHOW and status(window, books.late) is Status.NOSHOW)


@pytest.mark.feature("BKG-7")
def test_a_walk_in_takes_at_most_six_keys_besides_the_search(window: Window, books: Booked) -> None:
    start(window, "reception")
    clinic = clinic_of(window)
    window.keys = 0
    window.press(Qt.Key.Key_N, CTRL)
    window.search("silv")
    window.press(ENTER)
    window.type("c")
    window.press(ENTER)
    assert window.keys <= 6
    consumer = clinic.consumers.search("silv")[0].id
    window.until(lambda: bool(clinic.consumers.bookings(consumer)))
    (booked,) = clinic.consumers.bookings(consumer)
    assert (booked.service, booked.start) == ("Consultation", at(10, 25))
    preview = window.shell.journeys.preview
    window.until(lambda: preview.isVisible() and preview.pdf.startswith(b"%PDF"))
    window.press(ESCAPE)
    assert not preview.isVisible()


@pytest.mark.feature("AVL-9")
def test_what_about_thursday_is_answered_and_booked_on_the_telephone(window: Window, books: Booked) -> None:
    start(window, "reception")
    clinic = clinic_of(window)
    window.press(Qt.Key.Key_O, CTRL)
    window.type("c")
    window.press(DOWN)
    window.press(DOWN)
    window.press(ENTER)
    window.search("silv")
    window.press(ENTER)
    window.press(ENTER)
    consumer = clinic.consumers.search("silv")[0].id
    window.until(lambda: bool(clinic.consumers.bookings(consumer)))
    assert [one.start for one in clinic.consumers.bookings(consumer)] == [at(9, days=2)]


@pytest.mark.feature("ACT-2")
def test_an_appointment_is_moved_on_the_telephone(window: Window, books: Booked) -> None:
    start(window, "reception")
    go_to(window, books.next)
    window.press(Qt.Key.Key_R, CTRL)
    window.type("thu 14:10")
    window.tab_to("reschedule_agreed")
    window.press(SPACE)
    window.press(ENTER)
    clinic = clinic_of(window)
    window.until(lambda: clinic.appointments.view(books.next).start == at(14, 10, days=2))
    assert status(window, books.next) is Status.BOOKED
    assert "Maria Fernandes comes Thu 26 Nov, 14:10 now." in said(window)
    window.until(lambda: books.next not in shown(window))


@pytest.mark.feature("DOC-4", "ADM-2")
def test_somebody_is_found_the_schedule_printed_and_the_desk_locked(window: Window, books: Booked) -> None:
    start(window, "reception")
    window.press(Qt.Key.Key_K, CTRL)
    window.search("fernandes")
    window.press(ENTER)
    window.until(window.shell.journeys.consumers.isVisible)
    window.press(Qt.Key.Key_2, CTRL)
    window.press(Qt.Key.Key_P, CTRL)
    preview = window.shell.journeys.preview
    window.until(lambda: preview.isVisible() and preview.pdf.startswith(b"%PDF"))
    window.press(ESCAPE)
    window.press(Qt.Key.Key_L, CTRL)
    window.until(window.frame.sign_in.isVisible)
    assert not window.shell.isVisible()
