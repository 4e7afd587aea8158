"""Ctrl+K finds people with what comes next for them, appointments, days and everything that can be done."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.rules.words import Status
from tests.ui.shell.conftest import Desk, aside


def ask(desk: Desk, text: str) -> None:
    """Open the palette, type, and wait for what it finds."""
    desk.ctrl(Qt.Key.Key_K)
    desk.type(text)
    desk.shell.palette_box.box.ask_now()
    desk.settle()


def lines(desk: Desk) -> list[str]:
    """What stands in the list, headings too."""
    return [row.title for row in desk.shell.palette_box.list.model_.rows]


def group(desk: Desk, heading: str) -> list[str]:
    """What stands under a heading."""
    found: list[str] = []
    inside = False
    for row in desk.shell.palette_box.list.model_.rows:
        if getattr(row, "heading", False):
            inside = row.title == heading
        elif inside:
            found.append(row.title)
    return found


@pytest.mark.feature("UX-2")
def test_a_name_shows_the_persons_next_appointments_under_the_person(desk: Desk) -> None:
    booked = desk.book(15)
    ask(desk, "silva")
    assert group(desk, "People") == ["Maria Silva", "Tue 24 Nov, 15:00 · Influenza · Dr Mei Chen"]
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.journeys.chosen == booked.appointment_id
    assert desk.shell.side.shown() is desk.shell.journeys.panel


@pytest.mark.feature("UX-2")
def test_enter_waits_for_the_answer_to_what_was_typed_last(desk: Desk) -> None:
    desk.book(15)
    desk.ctrl(Qt.Key.Key_K)
    desk.type("silva")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.shell.journeys.consumers.record.isVisible()


@pytest.mark.feature("UX-2")
@pytest.mark.parametrize("typed", ["26 nov", "26.11.", "2026-11-26", "thursday"])
def test_a_date_leads_to_its_day_in_the_calendar(desk: Desk, typed: str) -> None:
    ask(desk, typed)
    assert "Thursday 26 November 2026" in group(desk, "Day")
    desk.press(Qt.Key.Key_Return)
    assert desk.shell.journeys.calendar.isVisible()
    assert desk.shell.journeys.calendar.view.day.day == date(2026, 11, 26)


@pytest.mark.feature("UX-2")
def test_a_name_with_a_day_shows_what_the_person_has_on_that_day(desk: Desk) -> None:
    desk.book(15)
    ask(desk, "silva 25 nov")
    assert group(desk, "People") == ["Maria Silva"]
    desk.press(Qt.Key.Key_Escape)
    ask(desk, "silva today")
    assert group(desk, "People") == ["Maria Silva", "Tue 24 Nov, 15:00 · Influenza · Dr Mei Chen"]


@pytest.mark.feature("UX-2", "APT-9")
def test_the_actions_of_the_chosen_appointment_are_offered_and_the_rest_says_why(desk: Desk) -> None:
    booked = desk.book(15)
    desk.shell.journeys.go_to(booked.appointment_id)
    desk.settle()
    view = desk.shell.journeys.panel.view
    assert view is not None
    desk.ctrl(Qt.Key.Key_K)
    assert "Check in" in group(desk, "Maria Silva, Tue 24 Nov, 15:00")
    refused = group(desk, "Not possible now")
    assert len(refused) == sum(not offer.allowed for offer in view.offers)
    desk.type("check in")
    desk.press(Qt.Key.Key_Return)
    clinic = desk.session.clinic
    assert clinic is not None
    now = aside(desk.session.tasks, lambda: clinic.appointments.view(booked.appointment_id))
    assert now.status is Status.ARRIVED


@pytest.mark.feature("UX-2")
def test_headings_are_stepped_over_and_nothing_found_is_said(desk: Desk) -> None:
    ask(desk, "print")
    first = desk.shell.palette_box.list.current_row()
    assert first is not None
    assert not first.heading
    for _ in range(20):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_PageUp)
    row = desk.shell.palette_box.list.current_row()
    assert row is not None
    assert not row.heading
    desk.press(Qt.Key.Key_Escape)
    ask(desk, "qqqqxxzz")
    assert lines(desk) == []
    assert "Nothing found for “qqqqxxzz”" in desk.shell.palette_box.nothing.text()
    assert desk.shell.palette_box.nothing.isVisible()


@pytest.mark.feature("UX-2")
def test_every_command_of_the_window_is_found(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_K)
    shown = set(lines(desk))
    for command in desk.shell.commands:
        if command.action.objectName() != "palette_command" and command.action.isEnabled():
            assert command.action.text().replace("&", "") in shown


class Painted(QObject):
    """Notes when the widget that it watches is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.times += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.feature("UX-2")
def test_what_lies_beneath_is_not_painted_again_for_each_letter(desk: Desk) -> None:
    desk.book(15)
    beneath = desk.shell.stack.currentWidget()
    assert beneath is not None
    ask(desk, "s")
    page, box = Painted(beneath), Painted(desk.shell.palette_box.list.viewport())
    desk.type("ilva")
    desk.shell.palette_box.box.ask_now()
    desk.settle()
    assert box.times > 0, "what was found is painted"
    assert page.times == 0


@pytest.mark.feature("UX-2")
def test_what_is_typed_stays_while_another_window_is_in_front(desk: Desk) -> None:
    ask(desk, "silva")
    box = desk.shell.palette_box.box
    QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert desk.shell.palette_box.isVisible()
    assert box.text() == "silva"
    desk.shell.top_bar.book.setFocus(Qt.FocusReason.TabFocusReason)
    assert not desk.shell.palette_box.isVisible()
