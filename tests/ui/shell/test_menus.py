"""The menus: every entry works, Undo says what it takes back, and the settings hold as they are chosen."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QScrollArea

from frontdesk.rules.words import Action, Status
from tests.ui.shell.conftest import Desk, aside
from ui.app import magnify
from ui.appointments.actions import KEYS
from ui.shell.about import PARTS, licences
from ui.shell.memory import Memory
from ui.shell.preferences import preferences_of
from ui.shell.settings_sheet import SettingsSheet
from ui.shell.shortcuts import shortcuts_sheet
from ui.widgets import Sheet

LEADS_AWAY = ("quit_command", "lock_command", "scan_file_command")


def menu(desk: Desk, name: str) -> QMenu:
    """That menu of the menu bar, as it is when it is opened."""
    found = desk.session.frame.menuBar().findChild(QMenu, f"{name}_menu")
    assert found is not None
    found.aboutToShow.emit()
    return found


def words(found: QMenu) -> list[str]:
    """What it offers."""
    return [action.text().replace("&", "") for action in found.actions() if action.text()]


@pytest.mark.feature("UX-2")
def test_every_entry_of_every_menu_works(desk: Desk) -> None:
    booked = desk.book(15)
    for command in list(desk.shell.commands):
        if command.action.objectName() in LEADS_AWAY:
            continue
        desk.shell.journeys.go_to(booked.appointment_id)
        desk.settle()
        desk.shell.commands.look_again()
        assert command.action.isEnabled(), command.name
        command.action.trigger()
        desk.settle()
        desk.shell.palette_box.leave()
        for sheet in desk.shell.findChildren(Sheet):
            sheet.leave()
        desk.shell.journeys.narrow()
        desk.settle()


@pytest.mark.feature("APT-9")
def test_the_menu_appointment_offers_what_the_panel_offers_and_nothing_without_a_choice(desk: Desk) -> None:
    assert not any(action.isEnabled() for action in menu(desk, "appointment").actions())
    desk.shell.journeys.go_to(desk.book(15).appointment_id)
    desk.settle()
    view = desk.shell.journeys.panel.view
    assert view is not None
    offered = {offer.action.value.replace("-", "_"): offer.allowed for offer in view.offers if offer.action in KEYS}
    shown = {
        action.objectName().removeprefix("action_"): action.isEnabled()
        for action in menu(desk, "appointment").actions()
        if action.objectName().startswith("action_")
    }
    assert shown == offered


@pytest.mark.feature("APT-10", "UX-2")
def test_undo_says_what_it_takes_back_and_does_so_with_ctrl_z(desk: Desk) -> None:
    booked = desk.book(10, 40)
    desk.shell.journeys.go_to(booked.appointment_id)
    desk.settle()
    desk.shell.journeys.on_chosen.take(Action.CHECK_IN)
    desk.settle()
    undo = words(menu(desk, "edit"))[0]
    assert undo.startswith("Undo: ")
    assert "Maria Silva" in undo
    desk.shell.journeys.focus_page()
    desk.ctrl(Qt.Key.Key_Z)
    clinic = desk.session.clinic
    assert clinic is not None
    assert aside(desk.session.tasks, lambda: clinic.appointments.view(booked.appointment_id)).status is Status.BOOKED


@pytest.mark.feature("APT-9")
def test_an_action_that_is_not_possible_says_why(desk: Desk) -> None:
    desk.shell.journeys.go_to(desk.book(15).appointment_id)
    desk.settle()
    desk.shell.journeys.on_chosen.take(Action.REOPEN)
    desk.settle()
    notice = desk.find("notice_text")
    assert isinstance(notice, QLabel)
    assert notice.text().startswith("Reopen appointment is not possible")


@pytest.mark.feature("UX-2", "APT-9")
def test_the_sheet_of_shortcuts_has_every_key_of_the_window_and_of_an_appointment(desk: Desk) -> None:
    sheet = shortcuts_sheet(desk.shell, desk.shell.commands)
    said = {label.text() for label in sheet.findChildren(QLabel)}
    keys = {key.toString() for command in desk.shell.commands for key in command.action.shortcuts()[:1]}
    assert keys | set(KEYS.values()) <= said
    assert {"Anywhere", "Appointment", "Calendar", "Lists", "Forms"} <= said
    sheet.deleteLater()


@pytest.mark.feature("UX-2")
def test_the_rest_of_the_shortcuts_is_shown_by_page_down_at_once_and_escape_closes(desk: Desk) -> None:
    sheet = shortcuts_sheet(desk.shell, desk.shell.commands)
    sheet.open()
    desk.settle()
    (rest,) = sheet.findChildren(QScrollArea, "shortcuts_list")
    desk.press(Qt.Key.Key_PageDown)
    assert rest.verticalScrollBar().value() > 0
    desk.press(Qt.Key.Key_Escape)
    assert not desk.shell.findChildren(QScrollArea, "shortcuts_list")


@pytest.mark.feature("UX-3", "UX-7", "ADM-2")
def test_settings_hold_as_they_are_chosen_and_are_remembered(desk: Desk) -> None:
    desk.shell.commands.named("settings_command").trigger()
    sheet = desk.shell.findChild(SettingsSheet)
    assert sheet is not None
    for box, value in ((sheet.lock_minutes, 5), (sheet.start_page, "calendar"), (sheet.scale, 200)):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    assert desk.shell.idle.minutes == 5
    assert desk.shell.staff is not None
    kept = preferences_of(Memory(), desk.shell.staff.staff_id)
    assert (kept.lock_minutes, kept.start_page, Memory().scale) == (5, "calendar", 200)


@pytest.mark.feature("UX-3")
def test_the_size_chosen_is_that_of_the_next_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    monkeypatch.delenv("QT_SCALE_FACTOR")
    magnify(100)
    assert "QT_SCALE_FACTOR" not in os.environ
    magnify(250)
    assert os.environ["QT_SCALE_FACTOR"] == "2.5"
    magnify(300)
    assert os.environ["QT_SCALE_FACTOR"] == "2.5"  # who starts it with a size of their own has that


def test_about_names_all_that_the_product_is_made_of() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [re.split(r"[\[<>=!~]", line)[0] for line in project["dependencies"]]
    assert sorted(PARTS) == sorted(needed)
    assert len(licences()) == len(PARTS)
    assert all(version and licence for _name, version, licence in licences())


def test_the_status_line_says_how_many_messages_wait(desk: Desk) -> None:
    line = desk.find("messages_waiting")
    assert isinstance(line, QPushButton)
    desk.shell.messages.read()
    desk.settle()
    assert not line.isVisible()
    desk.shell.status_line.show_messages(1, 0)
    assert line.text() == "1 message waiting"
    desk.shell.status_line.show_messages(100, 2)
    assert line.text() == "100 messages or more waiting · 2 not sent"
