"""Cut, copy, paste and select all: in texts by the menu Edit, on the pinboard by every menu of an appointment."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from tests.little import TODAY
from tests.ui.shell.conftest import Desk, aside
from ui.shell.edit_menu import EditMenu

ENTRIES = ("cut_entry", "copy_entry", "paste_entry", "select_all_entry")


def edit_menu(desk: Desk) -> EditMenu:
    """The menu Edit, as it is when it is opened."""
    found = desk.session.frame.menuBar().findChild(EditMenu, "edit_menu")
    assert found is not None
    found.aboutToShow.emit()
    return found


def entry(found: QMenu, name: str) -> QAction:
    return next(one for one in found.actions() if one.objectName() == name)


def on(found: QMenu) -> list[str]:
    return [name for name in ENTRIES if entry(found, name).isEnabled()]


def appointment_menu(desk: Desk) -> QMenu:
    found = desk.session.frame.menuBar().findChild(QMenu, "appointment_menu")
    assert found is not None
    found.aboutToShow.emit()
    return found


def pinned(desk: Desk) -> list[int]:
    return [pin.card.id for pin in desk.shell.journeys.calendar.moving.board.pins]


@pytest.mark.feature("UX-2", "APT-9")
def test_the_menu_edit_acts_on_the_text_that_has_the_focus(desk: Desk) -> None:
    desk.ctrl(Qt.Key.Key_N)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QGuiApplication.clipboard().setText("Silva")
    assert on(edit_menu(desk)) == ["paste_entry"]
    entry(edit_menu(desk), "paste_entry").trigger()
    assert field.text() == "Silva"
    entry(edit_menu(desk), "select_all_entry").trigger()
    assert field.selectedText() == "Silva"
    assert on(edit_menu(desk)) == list(ENTRIES)
    entry(edit_menu(desk), "cut_entry").trigger()
    assert (field.text(), QGuiApplication.clipboard().text()) == ("", "Silva")
    assert entry(edit_menu(desk), "copy_entry").toolTip() == "Mark what is to be copied first."
    desk.settle()


def test_text_of_several_lines_is_copied_and_what_cannot_be_changed_is_not_cut(desk: Desk) -> None:
    text = QPlainTextEdit("Two\nlines", desk.shell)
    text.show()
    text.setFocus()
    text.selectAll()
    entry(edit_menu(desk), "copy_entry").trigger()
    assert QGuiApplication.clipboard().text() == "Two\nlines"
    text.setReadOnly(True)
    assert on(edit_menu(desk)) == ["copy_entry", "select_all_entry"]
    assert entry(edit_menu(desk), "cut_entry").toolTip() == "This text cannot be changed."
    text.setParent(None)
    text.deleteLater()


def test_a_password_is_never_copied(desk: Desk) -> None:
    secret = QLineEdit("1234", desk.shell)
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    secret.show()
    secret.setFocus()
    secret.selectAll()
    assert not {"cut_entry", "copy_entry"} & set(on(edit_menu(desk)))
    secret.setParent(None)
    secret.deleteLater()


@pytest.mark.feature("APT-9", "APT-11")
def test_without_a_text_cut_and_paste_mean_the_pinboard_by_the_same_keys(desk: Desk) -> None:
    assert on(edit_menu(desk)) == []
    assert entry(edit_menu(desk), "cut_entry").toolTip() == "Choose an appointment first."
    booked = desk.book(15).appointment_id
    desk.shell.journeys.go_to(booked)
    desk.settle()
    menu = edit_menu(desk)
    assert on(menu) == ["cut_entry"]
    assert entry(menu, "cut_entry").shortcut() == QKeySequence(QKeySequence.StandardKey.Cut)
    entry(menu, "cut_entry").trigger()
    assert pinned(desk) == [booked]
    assert on(edit_menu(desk)) == ["paste_entry"]
    desk.settle()


@pytest.mark.feature("APT-9", "APT-11")
def test_the_menu_appointment_cuts_from_any_page_and_puts_down_in_the_calendar(desk: Desk) -> None:
    booked = desk.book(15).appointment_id
    desk.go("today")
    desk.shell.journeys.choose(booked)
    desk.settle()
    entry(appointment_menu(desk), "pin_cut").trigger()
    desk.settle()
    assert pinned(desk) == [booked]
    notice = desk.find("notice_text")
    assert isinstance(notice, QLabel)
    assert notice.text() == "Maria Silva is on the pinboard of the calendar."
    again = entry(appointment_menu(desk), "pin_cut")
    assert (again.isEnabled(), again.toolTip()) == (False, "Maria Silva is on the pinboard already.")
    calendar = desk.shell.journeys.calendar
    calendar.show_day(TODAY.replace(day=TODAY.day + 1))
    desk.settle()
    put = entry(appointment_menu(desk), "pin_put_down")
    assert put.text() == "Put Maria Silva down in the calendar"
    put.trigger()
    desk.settle()
    assert calendar.isVisible()
    assert calendar.view.air is not None
    assert calendar.view.air.carried.card.id == booked
    calendar.view.leave_move()


def context_menu(desk: Desk, appointment: int) -> QMenu:
    desk.shell.journeys.on_chosen.open_menu(appointment, QPoint(5, 5))
    desk.settle()
    return desk.shell.findChildren(QMenu, "appointment_menu")[-1]


@pytest.mark.feature("APT-9")
def test_the_context_menu_offers_the_same_and_says_why_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_where: None)  # no screen to show it on
    booked = desk.book(15).appointment_id
    clinic = desk.session.clinic
    assert clinic is not None
    shown = context_menu(desk, booked)
    assert entry(shown, "pin_cut").isEnabled()
    assert entry(shown, "pin_put_down").toolTip() == "Nothing is pinned."
    aside(desk.session.tasks, lambda: clinic.appointments.act(Act(Action.CANCEL, booked, 1), new_command_id()))
    again = context_menu(desk, booked)
    assert not entry(again, "pin_cut").isEnabled()
    assert "cannot be moved" in entry(again, "pin_cut").toolTip()


@pytest.mark.feature("APT-11")
def test_in_a_text_the_keys_stay_the_texts_own(desk: Desk) -> None:
    booked = desk.book(15).appointment_id
    desk.shell.journeys.go_to(booked)
    desk.settle()
    desk.ctrl(Qt.Key.Key_N)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Silva")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), pinned(desk)) == ("", [])
    desk.settle()
