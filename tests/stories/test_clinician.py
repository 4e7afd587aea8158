"""A clinician's day, by keyboard alone: commence, note, complete, not attended, correct an answer, reopen, undo."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, new_command_id
from frontdesk.services.verify import verify
from tests.little import ALLERGY, CHEN, Clock, sign_in
from tests.stories.conftest import Window
from tests.stories.today import (
    CTRL,
    CTRL_SHIFT,
    ENTER,
    ESCAPE,
    SPACE,
    book,
    chosen,
    clinic_of,
    go_to,
    said,
    start,
    status,
)

pytestmark = pytest.mark.feature("UX-2", "QCK-1")


class Booked:
    """Dr Chen's day at 10:22: one who did not come, one who waits, one still to come."""

    def __init__(self, url: str, clock: Clock) -> None:
        clock.to(8)
        desk = sign_in(url, clock, "reception", "Desk 9")
        self.missed = book(desk, "Tom Brien", 9, CHEN)
        self.waits = book(desk, "Hoa Nguyen", 10, CHEN)
        self.later = book(desk, "Ana Lima", 12, CHEN)
        clock.to(9, 58)
        view = desk.appointments.view(self.waits)
        desk.appointments.act(Act(Action.CHECK_IN, self.waits, view.version), new_command_id())
        desk.close()
        clock.to(10, 22)


@pytest.fixture
def books(window: Window, sqlite_url: str, clock: Clock) -> Booked:
    return Booked(sqlite_url, clock)


@pytest.mark.feature("ACT-11", "ACT-7", "ACT-9", "APT-6")
def test_from_who_waits_to_what_is_done_with_a_note(window: Window, books: Booked) -> None:
    page = start(window, "clinician")
    clinic = clinic_of(window)
    assert page.header.greeting.text() == "Good morning, Dr Chen"

    go_to(window, books.waits)
    window.press(SPACE)
    window.until(lambda: status(window, books.waits) is Status.CHECKED_IN)
    window.until(lambda: chosen(window) == books.later)

    go_to(window, books.waits)
    window.press(ENTER)
    window.tab_to("appointment_tabs_answers")
    window.press(Qt.Key.Key_Right)
    window.press(Qt.Key.Key_Right)
    window.tab_to("note_text")
    window.type("Prefers the left arm")
    window.press(ENTER, CTRL)
    window.until(
        lambda: [note.text for note in clinic.appointments.view(books.waits).notes] == ["Prefers the left arm"]
    )
    window.press(ESCAPE)
    assert page.isVisible()
    assert chosen(window) == books.waits

    window.press(Qt.Key.Key_C)
    window.tab_to("reason_box")
    window.type("as")
    window.press(ENTER)
    window.until(lambda: status(window, books.waits) is Status.FULFILLED)
    assert clinic.appointments.view(books.waits).outcome_reason == "As planned"

    go_to(window, books.missed)
    window.press(Qt.Key.Key_N)
    window.press(ENTER)
    window.until(lambda: status(window, books.missed) is Status.NOSHOW)
    assert verify(clinic.desk.database) == ()


@pytest.mark.feature("ACT-8", "APT-10")
def test_what_was_done_too_soon_is_taken_back_or_opened_again(window: Window, books: Booked) -> None:
    start(window, "clinician")
    go_to(window, books.waits)
    window.press(SPACE)
    window.until(lambda: status(window, books.waits) is Status.CHECKED_IN)
    window.press(Qt.Key.Key_Z, CTRL)
    window.until(lambda: status(window, books.waits) is Status.ARRIVED)

    go_to(window, books.missed)
    window.press(Qt.Key.Key_C)
    window.press(ENTER)
    window.until(lambda: status(window, books.missed) is Status.FULFILLED)
    go_to(window, books.missed)
    window.press(Qt.Key.Key_O, CTRL_SHIFT)
    window.until(lambda: status(window, books.missed) is Status.BOOKED)
    assert "open again" in said(window)


@pytest.mark.feature("APT-4")
def test_an_answer_is_corrected_beside_the_row(window: Window, books: Booked) -> None:
    start(window, "clinician")
    go_to(window, books.later)
    window.press(ENTER)
    window.tab_to(f"correct_answers_{ALLERGY}")
    window.press(SPACE)
    window.type("Nuts")
    window.press(ENTER)
    clinic = clinic_of(window)

    def answers() -> list[str | None]:
        return [line.value for line in clinic.appointments.view(books.later).answers]

    window.until(lambda: answers() == ["no", "Nuts"])
    window.press(ESCAPE)
    assert chosen(window) == books.later
