"""A clinician answers the requests to them on the start page, and says there whether they are available for more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from frontdesk.rules.words import RequestKind
from frontdesk.services.forms import AcceptRequest, new_command_id
from tests.little import CHEN, LAKESIDE, RIVERSIDE, ROY, Clock, at, influenza, maria
from tests.ui.today.conftest import Front
from ui.today.answer_sheet import AnswerSheet
from ui.today.request_words import pending_look

pytestmark = pytest.mark.feature("REQ-2")


def ask(
    front: Front, *wanted: datetime, name: str = "Maria Silva", kind: RequestKind | None = None, to: int = CHEN
) -> int:
    """A request to Dr Chen that reception takes down at the other desk."""
    first, _space, last = name.partition(" ")
    made = maria(front.other, f"u{len(front.other.consumers.page(limit=100))}", first_name=first, last_name=last)
    booking = replace(influenza(made, clinician_id=to), wanted=tuple(wanted), kind=kind)
    taken = front.other.booking.take_request(booking, new_command_id())
    front.hub.changed.emit(taken.changes)
    front.settle()
    return taken.request_id


def sheet(front: Front) -> AnswerSheet:
    found = [one for one in front.page.findChildren(AnswerSheet) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def answers(front: Front) -> list[tuple[str, bool]]:
    """What the page says was done, from now on."""
    said: list[tuple[str, bool]] = []
    front.page.answered.connect(lambda words, undo: said.append((words, undo)))
    return said


def line_of(front: Front, request: int) -> tuple[str, str, str, str]:
    entry = next(one for one in front.entries() if one.asked is not None and one.asked.id == request)
    return entry.day, entry.time, entry.title, entry.line


def messages(front: Front) -> Sequence[str]:
    consumer = front.other.consumers.page(limit=100)[0]
    return [one.kind for one in front.other.consumers.messages(consumer.id)]


def test_requests_to_oneself_stand_first_with_their_times_note_and_how_long_they_wait(front: Front) -> None:
    front.clock.to(10)
    first = ask(front, at(15), at(9, days=1), at(10, days=3))
    front.clock.to(10, 7)
    page = front.open("clinician")
    second = ask(front, kind=RequestKind.NOW, name="Rui Lima")
    ask(front, at(16), to=ROY)
    assert front.sections()["requests"] == [first, second]
    assert next(one.section for one in front.entries()) == "requests"
    assert line_of(front, first) == ("", "15:00", "Maria Silva", "Influenza · or tomorrow 09:00, Fri 27 Nov 10:00")
    assert line_of(front, second) == ("", "Now", "Rui Lima", "Influenza · since 10:07")
    assert front.buttons()[:4] == [("Accept", False), ("Decline", False), ("Accept", False), ("Decline", False)]
    said = "Request of Maria Silva, 15:00, Influenza, or tomorrow 09:00, Fri 27 Nov 10:00, Pending 7 min"
    assert front.spoken()[0] == said
    front.clock.to(10, 9)
    page.show_time()
    assert front.spoken()[0].endswith("Pending 9 min")


def test_how_long_it_waits_is_told_by_sign_and_colour_too(front: Front, clock: Clock) -> None:
    request = ask(front, at(15))
    front.open("clinician")
    entry = next(one for one in front.entries() if one.asked is not None)
    assert entry.asked is not None
    assert entry.asked.id == request
    early = pending_look(entry.asked, front.clock.instant + timedelta(minutes=4), entry.late_minutes)
    late = pending_look(entry.asked, front.clock.instant + timedelta(minutes=5), entry.late_minutes)
    assert (early.icon, early.colour) != (late.icon, late.colour)
    assert (early.word, late.word) == ("Pending 4 min", "Pending 5 min")


def test_it_is_accepted_by_keys_at_one_of_its_times_with_a_note_to_the_consumer(front: Front) -> None:
    request = ask(front, at(15), at(16))
    front.open("clinician")
    said = answers(front)
    front.press(Qt.Key.Key_Home)
    assert front.chosen() == request
    front.press(Qt.Key.Key_A)
    asked = sheet(front)
    assert QApplication.focusWidget() is asked.times
    front.press(Qt.Key.Key_Down)
    front.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is asked.response
    QTest.keyClicks(asked.response, "Bring your card")
    front.press(Qt.Key.Key_Return)
    assert said == [("Accepted: Maria Silva, Tue 24 Nov, 16:00", True)]
    view = front.other.requests.view(request)
    [booked] = view.appointments
    assert booked.wall_start == at(16).replace(tzinfo=None)
    assert view.line.response == "Bring your card"
    assert front.sections() == {"not_started": [booked.appointment_id]}
    assert "confirmation" in messages(front)


def test_a_wished_time_that_is_taken_is_marked_and_the_first_free_one_is_chosen(front: Front) -> None:
    request = ask(front, at(15), at(16), at(3, days=1))
    other = maria(front.other, "rui.costa")
    front.other.booking.book(influenza(other, clinician_id=CHEN, start=at(15)), new_command_id())
    front.open("clinician")
    front.press(Qt.Key.Key_Home)
    front.press(Qt.Key.Key_A)
    asked = sheet(front)
    assert [(row.title, row.line, row.right) for row in asked.times.model_.rows] == [
        ("Tue 24 Nov, 15:00", "You have something else then", "Not free"),
        ("Tue 24 Nov, 16:00", "", ""),
        ("Wed 25 Nov, 03:00", "You do not work then", "Not free"),
    ]
    front.press(Qt.Key.Key_Return)
    [booked] = front.other.requests.view(request).appointments
    assert booked.wall_start == at(16).replace(tzinfo=None)


def test_the_one_wished_time_says_why_it_is_not_free(front: Front) -> None:
    ask(front, at(3, days=1))
    front.open("clinician")
    front.press(Qt.Key.Key_Home)
    front.press(Qt.Key.Key_A)
    assert sheet(front).not_free.isVisible()
    assert sheet(front).not_free.text() == "You do not work then"


def test_what_is_wanted_now_is_booked_with_who_accepts_at_the_next_start(front: Front) -> None:
    front.clock.to(10, 22)
    request = ask(front, kind=RequestKind.NOW)
    front.open("clinician")
    front.press(Qt.Key.Key_Home)
    front.press(Qt.Key.Key_Space)
    assert sheet(front).findChild(QLabel, "answer_when") is not None
    front.press(Qt.Key.Key_Return)
    [booked] = front.other.requests.view(request).appointments
    assert booked.wall_start == at(10, 25).replace(tzinfo=None)


def test_it_is_declined_with_a_note(front: Front) -> None:
    request = ask(front, at(15))
    following = ask(front, at(16), name="Rui Lima")
    front.open("clinician")
    said = answers(front)
    front.press(Qt.Key.Key_Home)
    front.press(Qt.Key.Key_D)
    QTest.keyClicks(sheet(front).response, "I am away")
    front.press(Qt.Key.Key_Return)
    line = front.other.requests.view(request).line
    assert (line.declined, line.response) == (True, "I am away")
    assert said == [("Declined: Maria Silva, Influenza", False)]
    assert front.sections()["requests"] == [following]
    assert front.chosen() == following


def test_escape_leaves_it_as_it_was(front: Front) -> None:
    request = ask(front, at(15))
    front.open("clinician")
    for key in (Qt.Key.Key_A, Qt.Key.Key_D):
        front.press(Qt.Key.Key_Home)
        front.press(key)
        sheet(front)
        front.press(Qt.Key.Key_Escape)
        assert front.sections()["requests"] == [request]
    assert not front.other.requests.view(request).appointments


def test_who_is_too_late_is_told_and_keeps_what_was_typed(front: Front) -> None:
    request = ask(front, at(15))
    front.open("clinician")
    front.press(Qt.Key.Key_Home)
    front.press(Qt.Key.Key_A)
    QTest.keyClicks(sheet(front).response, "See you")
    front.other.requests.accept(AcceptRequest(request, 1), new_command_id())
    front.press(Qt.Key.Key_Return)
    asked = sheet(front)
    assert asked.problem.isVisible()
    assert "Ana Souza" in asked.problem.text()
    assert asked.response.toPlainText() == "See you"
    assert "requests" not in front.sections()
    front.press(Qt.Key.Key_Escape)
    assert len(front.other.requests.view(request).appointments) == 1


def test_enter_opens_all_of_a_request(front: Front) -> None:
    request = ask(front, at(15))
    front.open("clinician")
    wanted: list[int] = []
    front.page.request_wanted.connect(wanted.append)
    front.press(Qt.Key.Key_Home)
    front.press(Qt.Key.Key_Return)
    assert wanted == [request]


def test_the_newest_of_a_narrow_page_has_its_buttons_too(front: Front) -> None:
    page = front.open("clinician")
    page.resize(596, 560)
    front.settle()
    for number in range(3):
        ask(front, at(12), name=f"Rui {number}")
    assert front.buttons() == [("Accept", False), ("Decline", False)] * 3
    shown = [one for one in page.list.findChildren(QPushButton) if one.isVisible()]
    assert all(one.visibleRegion().boundingRect().size() == one.size() for one in shown)


def segment(front: Front, on: bool) -> QPushButton:
    buttons = front.page.header.available.findChildren(QPushButton)
    return buttons[1 if on else 0]


@pytest.mark.feature("AVL-6")
def test_a_clinician_switches_on_that_they_are_available_now_and_every_desk_sees_it(front: Front) -> None:
    page = front.open("clinician")
    assert page.header.available.value() is False
    assert segment(front, on=True).accessibleName() == "Available for requests now: On"
    segment(front, on=True).click()
    front.settle()
    assert [one.staff_id for one in front.other.on_demand.at(RIVERSIDE)] == [CHEN]
    done = front.other.on_demand.switch(CHEN, RIVERSIDE, False, new_command_id())
    front.hub.changed.emit(done.changes)
    front.settle()
    assert page.header.available.value() is False
    segment(front, on=False).setFocus()
    front.press(Qt.Key.Key_Right)
    assert page.header.available.value() is True
    assert front.other.on_demand.is_on(CHEN)
    front.press(Qt.Key.Key_Left)
    assert not front.other.on_demand.is_on(CHEN)


@pytest.mark.feature("AVL-6")
def test_the_switch_says_what_it_switches_on_a_narrow_page_too(front: Front) -> None:
    page = front.open("clinician")
    page.resize(600, 560)
    front.settle()
    assert page.header.available.isVisible()
    words = page.findChild(QLabel, "today_available_words")
    assert words is not None
    assert words.isVisible()
    assert words.width() >= words.sizeHint().width()
    page.resize(1100, 560)
    front.settle()
    assert page.header.greeting.isVisible()


@pytest.mark.feature("AVL-6")
def test_the_switch_is_a_clinicians_own_and_of_the_centers_where_they_work(front: Front) -> None:
    page = front.open("clinician")
    assert page.header.available.isVisible()
    page.show_center(LAKESIDE)
    front.settle()
    assert not page.header.available.isVisible()
    page.close()
    assert not front.open("reception").header.available.isVisible()


@pytest.mark.feature("AVL-6")
def test_what_could_not_be_switched_shows_as_it_is(front: Front) -> None:
    page = front.open("clinician")
    page.header.available_chosen.emit(True)
    front.settle()
    page._available._center = LAKESIDE
    page.header.available.set_value(False)
    segment(front, on=False).setFocus()
    front.press(Qt.Key.Key_Right)
    assert page.header.available.value() is True
    assert front.bar.text
