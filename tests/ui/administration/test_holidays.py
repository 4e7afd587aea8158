"""Public holidays in the window: ticked from the list of the center's country, closed in one go."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from frontdesk.rules.problems import Unavailable
from frontdesk.rules.words import ExceptionKind
from tests.little import RIVERSIDE
from tests.ui.administration.conftest import Typist, book
from tests.ui.desks import Desk
from ui.administration.holidays import HolidaysSection
from ui.administration.page import AdministrationPage


@pytest.fixture
def section(desk: Desk, page: AdministrationPage) -> HolidaysSection:
    found = page.show_section("holidays")
    desk.settle()
    assert isinstance(found, HolidaysSection)
    found.setFocus()
    return found


def _spoken(section: HolidaysSection) -> list[str]:
    return [row.spoken for row in section.list.model_.rows]


@pytest.mark.feature("AVL-2")
def test_days_of_the_centers_country_are_ticked_and_closed_with_the_keyboard(
    desk: Desk, section: HolidaysSection, typist: Typist
) -> None:
    assert "Friday 1 May 2026, Labor Day, Past" in _spoken(section)
    typist.press(Qt.Key.Key_Right)
    assert section.year.text() == "2027"
    assert _spoken(section)[0] == "Friday 1 January 2027, New Year's Day, not ticked"
    typist.press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert section.close_button.text() == "Close on 2 days"
    typist.press(Qt.Key.Key_Return)
    closed = desk.clinic.schedules.exceptions(RIVERSIDE)
    assert [(view.kind, f"{view.wall_start:%d.%m.%Y}", view.remark) for view in closed] == [
        (ExceptionKind.CLOSURE, "01.01.2027", "New Year's Day"),
        (ExceptionKind.CLOSURE, "26.03.2027", "Good Friday"),
    ]
    assert _spoken(section)[:2] == [
        "Friday 1 January 2027, New Year's Day, Closed",
        "Friday 26 March 2027, Good Friday, Closed",
    ]
    assert desk.notices.text == "Closed on 2 days"
    assert not section.close_button.isEnabled()
    typist.press(Qt.Key.Key_Space)
    assert not section.close_button.isEnabled()


@pytest.mark.feature("AVL-10")
def test_a_holiday_over_booked_appointments_shows_them_first(
    desk: Desk, section: HolidaysSection, typist: Typist
) -> None:
    book(desk, 15, days=7)  # 1 December is a holiday in Portugal
    section.tick_all()
    typist.press(Qt.Key.Key_Return)
    assert desk.clinic.schedules.exceptions(RIVERSIDE) == ()
    typist.press(Qt.Key.Key_Return)
    assert len(desk.clinic.schedules.exceptions(RIVERSIDE)) == 3
    assert desk.clinic.schedules.unsettled(RIVERSIDE).total == 1


def test_a_list_that_does_not_come_can_be_asked_for_again(
    desk: Desk, section: HolidaysSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_center_id: int, _year: int) -> object:
        raise Unavailable("database.unreachable", path="clinic")

    with monkeypatch.context() as patch:
        patch.setattr(desk.clinic.schedules, "holidays", away)
        section.go(1)
        desk.settle()
    assert _spoken(section) == []
    again = section.findChild(QPushButton, "holidays_again")
    assert again is not None
    again.click()
    desk.settle()
    assert _spoken(section)
