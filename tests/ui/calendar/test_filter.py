"""The calendar's filter: ticks for clinicians, services and statuses, by mouse and by keys, in every mode."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from frontdesk.rules.words import ConfirmationMode, Status
from frontdesk.views.calendar_filters import Filters, Told
from frontdesk.views.choices import ServiceChoice
from tests.ui.calendar.acting import card_of
from tests.ui.calendar.clinics import ClinicInMemory, context_of
from tests.ui.calendar.days import SERVICES, TUESDAY, DayMaker, clinic_day
from ui.calendar.filter_box import TickList
from ui.calendar.layout import Part
from ui.calendar.page import CalendarPage
from ui.shell.context import Context
from ui.tasks import Tasks

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def context(clinic: ClinicInMemory, tasks: Tasks) -> Context:
    made = context_of(clinic, tasks)
    services = tuple(
        ServiceChoice(number, name, name, 20, number, (), ConfirmationMode.AUTOMATIC, (), ())
        for number, name in enumerate(SERVICES, 1)
    )
    made.choices = replace(made.choices, services=services)
    return made


def lists(page: CalendarPage) -> dict[str, TickList]:
    """Opens the filter, if it is not open."""
    found = {each.objectName().removeprefix("filter_"): each for each in page.findChildren(TickList)}
    if not found["clinicians"].isVisible():
        QTest.mouseClick(button(page), Qt.MouseButton.LeftButton)
    return found


def button(page: CalendarPage) -> QPushButton:
    found = page.findChild(QPushButton, "filter_button")
    assert isinstance(found, QPushButton)
    return found


def tick(ticks: TickList, words: str) -> None:
    row = next(row for row in range(ticks.count()) if ticks.item(row).text() == words)
    place = ticks.visualItemRect(ticks.item(row))
    QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 8, place.center().y()))


def shown(page: CalendarPage) -> list[str]:
    return [column.column.name for column in page.view.placed.columns]


@pytest.mark.feature("APT-1")
def test_only_the_ticked_clinicians_are_shown_day_after_day(page: CalendarPage, context: Context) -> None:
    names = [column.name for column in clinic_day().columns]
    assert [lists(page)["clinicians"].item(row).text() for row in range(5)] == names
    tick(lists(page)["clinicians"], "Dr Ade Okafor")
    assert shown(page) == ["Dr Ade Okafor"]
    tick(lists(page)["clinicians"], "Mara Lopes")
    assert shown(page) == ["Dr Ade Okafor", "Mara Lopes"]
    assert "2" in button(page).text()
    assert button(page).accessibleName() == "Filter, 2 active"
    page.show_day(WEDNESDAY)
    assert context.tasks.wait()
    empty = page.findChild(QWidget, "calendar_empty")
    assert empty is not None
    assert empty.isVisible()
    page.show_day(TUESDAY)
    assert context.tasks.wait()
    assert shown(page) == ["Dr Ade Okafor", "Mara Lopes"]
    clear = page.window().findChild(QPushButton, "filter_clear")
    assert clear is not None
    QTest.mouseClick(button(page), Qt.MouseButton.LeftButton)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 5
    assert button(page).accessibleName() == "Filter"


@pytest.mark.feature("APT-1")
def test_time_of_appointments_that_are_filtered_out_is_not_offered_as_free(
    page: CalendarPage, clinic: ClinicInMemory, context: Context
) -> None:
    leo = card_of(page.view, "Leo")
    others = {card.card.service for card in page.view.placed.cards} - {leo.card.service}
    page.show_mode("day")
    tick(lists(page)["services"], min(others))
    assert {card.card.service for card in page.view.placed.cards} == {min(others)}
    assert page.view.placed.hit(leo.box.x + 4, leo.box.y + 4).part is Part.CLOSED


@pytest.mark.feature("APT-1")
def test_statuses_are_told_as_a_person_sees_them(page: CalendarPage, clinic: ClinicInMemory, context: Context) -> None:
    day = DayMaker(WEDNESDAY).column().card("09:00", 20, "Asked", status=Status.PENDING).card("10:00", 20, "Agreed")
    clinic.calendar.days[WEDNESDAY] = day.made()
    page.show_day(WEDNESDAY)
    assert context.tasks.wait()
    ticks = lists(page)["statuses"]
    assert [ticks.item(row).text() for row in range(ticks.count())] == [
        "Request", "Upcoming", "Past", "Arrived", "In progress", "Completed",
    ]  # fmt: skip
    tick(ticks, "Request")
    assert [card.card.consumer for card in page.view.placed.cards] == ["Asked"]


@pytest.mark.feature("APT-1", "UX-2")
def test_the_filter_works_by_keys_alone_and_applies_to_the_month_too(page: CalendarPage, context: Context) -> None:
    button(page).setFocus()
    QTest.keyClick(button(page), Qt.Key.Key_Space)
    ticks = lists(page)["clinicians"]
    assert ticks.hasFocus()
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert shown(page) == ["Dr Ade Okafor"]
    QTest.keyClick(ticks, Qt.Key.Key_Escape)
    assert not ticks.isVisible()
    assert button(page).hasFocus()
    QTest.keyClick(page, Qt.Key.Key_M)
    assert context.tasks.wait()
    month = page._modes["month"].widget
    assert month.isVisible()
    tuesday = month.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)  # type: ignore[attr-defined]
    assert "7 appointments" in tuesday


def test_filters_of_the_center_before_do_not_hide_everything_at_the_next(page: CalendarPage, context: Context) -> None:
    other = replace(context.choices.centers[0], id=2)
    context.choices = replace(context.choices, centers=(*context.choices.centers, other))
    first = context.choices.clinicians[0].id
    filters = Filters(frozenset({first}), statuses=frozenset({Told.UPCOMING}))
    assert page._of_center(filters, 1) == filters
    assert page._of_center(filters, 2) == Filters(statuses=frozenset({Told.UPCOMING}))
