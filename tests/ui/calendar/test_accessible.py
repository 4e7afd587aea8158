"""The calendar as a screen reader meets it."""

import gc

import pytest
import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.calendar.acting import card_of
from tests.ui.calendar.conftest import NOW, ShowDay
from tests.ui.calendar.days import TUESDAY, DayMaker, clinic_day, instant
from ui.calendar import accessible
from ui.calendar.view import CalendarView

NAME = QAccessible.Text.Name


def spoken(view: CalendarView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view)


@pytest.mark.feature("UX-4")
def test_each_card_is_an_item_with_who_what_when_and_status(show: ShowDay) -> None:
    made = DayMaker().column("Dr Mei Chen", "Room 2").card("15:00", 20, "Maria Silva")
    calendar = spoken(show(made.made()))
    assert calendar.role() == QAccessible.Role.List
    assert calendar.childCount() == 1
    item = calendar.child(0)
    assert item.role() == QAccessible.Role.ListItem
    assert item.text(NAME) == "Maria Silva, influenza, Tuesday 24 November 15:00 to 15:20, Upcoming"
    assert item.text(QAccessible.Text.Description) == "Dr Mei Chen, Room 2, +351 912 345 678"


@pytest.mark.feature("UX-4")
def test_every_card_of_the_day_has_its_place(view: CalendarView) -> None:
    calendar = spoken(view)
    assert calendar.text(NAME) == "Calendar, Tuesday 24 November 2026, Riverside Clinic, 40 appointments"
    names = [calendar.child(index).text(NAME).split(",")[0] for index in range(calendar.childCount())]
    assert names == [placed.card.consumer for placed in view.placed.cards]
    assert calendar.child(40) is None
    assert all(calendar.indexOfChild(calendar.child(index)) == index for index in (0, 17, 39))


@pytest.mark.feature("BKG-10", "UX-4")
def test_what_another_desk_holds_is_an_item_in_its_place(show: ShowDay) -> None:
    made = DayMaker().column("Dr Mei Chen", "Room 2").card("09:00", 20, "Maria Silva").card("11:00", 20, "Rui Costa")
    view = show(made.held("10:00", 20, "10:26").made())
    calendar = spoken(view)
    names = [calendar.child(index).text(NAME) for index in range(calendar.childCount())]
    assert [name.split(",")[0] for name in names] == ["Maria Silva", "Held by Desk 2", "Rui Costa"]
    held = calendar.child(1)
    assert held.text(NAME) == "Held by Desk 2, Tuesday 24 November 10:00 to 10:20"
    assert held.text(QAccessible.Text.Description) == "Dr Mei Chen, held by Ana Souza"
    assert not held.state().selectable
    middle = held.rect().center()
    assert calendar.childAt(middle.x(), middle.y()).text(NAME) == held.text(NAME)
    assert "2 appointments" in calendar.text(NAME)


def test_what_is_past_is_called_so_as_soon_as_it_is(show: ShowDay) -> None:
    view = show(DayMaker().column().card("10:00", 20).made(), instant(TUESDAY, "10:19"))
    item = spoken(view).child(0)
    assert item.text(NAME).endswith(", Upcoming")
    view.set_now(instant(TUESDAY, "10:20"))
    assert item.text(NAME).endswith(", Past")


@pytest.mark.feature("UX-4")
def test_the_chosen_card_has_the_focus(view: CalendarView, qtbot: QtBot) -> None:
    calendar = spoken(view)
    assert calendar.focusChild() is None
    view.activateWindow()
    view.setFocus()
    view.select(card_of(view, "Leo").card.id)
    item = calendar.focusChild()
    assert item is not None
    assert item.text(NAME).startswith("Leo Martins")
    assert item.state().selected
    assert not calendar.child(0).state().selected
    assert bool(item.state().focused) == view.hasFocus()


def test_focus_is_told_to_whoever_listens(view: CalendarView, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(event: object) -> None:
        heard.append(event.accessibleInterface().text(NAME))  # type: ignore[attr-defined]  # an event of Qt

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    view.select(card_of(view, "Leo").card.id)
    assert [name.split(",")[0] for name in heard] == ["Leo Martins"]


def test_a_point_of_the_screen_leads_to_the_card_there(view: CalendarView) -> None:
    calendar = spoken(view)
    item = calendar.child(view.placed.cards.index(card_of(view, "Leo")))
    middle = item.rect().center()
    assert calendar.childAt(middle.x(), middle.y()).text(NAME) == item.text(NAME)
    assert calendar.rect().contains(item.rect())
    assert item.parent().object() is view


def test_cards_out_of_sight_say_so(view: CalendarView) -> None:
    view.verticalScrollBar().setValue(0)
    item = spoken(view).child(view.placed.cards.index(card_of(view, "Leo")))
    assert item.state().offscreen
    view.reveal(card_of(view, "Leo").box)
    assert not item.state().offscreen


def test_another_day_takes_the_places_of_the_first(view: CalendarView) -> None:
    item = spoken(view).child(3)
    view.show_day(DayMaker().column().card("09:00", 20, "Only One").made(), NOW)
    assert not item.isValid()
    assert item.state().invalid
    assert spoken(view).child(0).text(NAME).startswith("Only One")
    view.show_day(clinic_day(), NOW)
    assert item.isValid()


def test_a_view_that_is_gone_leaves_nothing_behind(qtbot: QtBot) -> None:
    before = len(accessible._lists)
    for _round in range(20):
        holder = QWidget()
        view = CalendarView(holder)
        view.show_day(clinic_day(), NOW)
        calendar = spoken(view)
        texts = [calendar.child(index).text(NAME) for index in range(calendar.childCount())]
        assert len(texts) == 40
        assert calendar.parent().object() is holder
        shiboken6.delete(holder)
    gc.collect()
    assert len(accessible._lists) == before
