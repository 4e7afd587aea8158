"""The desktop and the window call who should look now: once, several things as one, and nobody at a locked desk."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Requested, new_command_id
from tests.little import CHEN, Clock, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside
from ui.session import Session
from ui.shell import notifying
from ui.shell.preferences import Preferences, keep_preferences, preferences_of
from ui.shell.settings_sheet import SettingsSheet

pytestmark = pytest.mark.feature("REQ-5")
Until = Callable[[Callable[[], bool]], None]
_FOR_EVER = 600_000
"""Milliseconds: what waits so long is asked for by the test."""


class Tray(QObject):
    """The desktop's tray, as far as it is used; what was shown there."""

    messageClicked, activated = Signal(), Signal(object)  # noqa: N815  Qt's names
    shown: list[tuple[str, str]] = []  # noqa: RUF012  emptied by each test

    def __init__(self, _icon: object, parent: QObject) -> None:
        super().__init__(parent)

    @staticmethod
    def isSystemTrayAvailable() -> bool:  # noqa: N802  Qt's name
        return True

    @staticmethod
    def supportsMessages() -> bool:  # noqa: N802  Qt's name
        return True

    def showMessage(self, title: str, text: str, _icon: object, _milliseconds: int) -> None:  # noqa: N802  Qt's name
        Tray.shown.append((title, text))

    def show(self) -> None: ...

    def hide(self) -> None: ...


@pytest.fixture(autouse=True)
def tray(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    Tray.shown = []
    monkeypatch.setattr(notifying, "QSystemTrayIcon", Tray)
    monkeypatch.setattr(notifying, "_SOON", 50)
    return Tray.shown


@pytest.fixture
def other(desk: Desk, url: str, clock: Clock) -> Iterator[Clinic]:
    """The manager at another desk."""
    clinic = aside(desk.session.tasks, lambda: sign_in(url, clock, "manager", "Desk 3"))
    yield clinic
    clinic.close()


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda holds: qtbot.waitUntil(holds, timeout=10_000)


def take(desk: Desk, clinic: Clinic, user_id: str = "rui.silva", name: str = "Maria", **more: Any) -> Requested:
    """A request that the other desk takes down."""

    def work() -> Requested:
        return clinic.booking.take_request(influenza(maria(clinic, user_id, first_name=name), **more), new_command_id())

    return aside(desk.session.tasks, work)


def press(desk: Desk, name: str) -> str:
    """Click a button; what it says."""
    button = desk.find(name)
    assert isinstance(button, QPushButton)
    button.click()
    return button.text()


def notice(desk: Desk) -> str:
    return desk.find("notice_bar").accessibleName() if desk.find("notice_bar").isVisible() else ""


def test_a_request_taken_at_another_desk_calls_who_it_is_for_and_leads_to_it(
    desk: Desk, other: Clinic, until: Until, tray: list[tuple[str, str]]
) -> None:
    taken = take(desk, other)
    until(lambda: bool(tray))
    assert tray == [("New request", "Maria Silva · Influenza")]
    assert notice(desk) == "New request: Maria Silva · Influenza"
    assert press(desk, "notice_action") == "Open"
    desk.settle()
    assert desk.shell.journeys.is_on_page("requests")
    assert desk.shell.journeys.requests.chosen == taken.request_id


def test_what_is_for_somebody_else_or_ones_own_calls_nobody(
    desk: Desk, other: Clinic, until: Until, tray: list[tuple[str, str]]
) -> None:
    take(desk, other, clinician_id=CHEN)
    here = desk.session.clinic
    assert here is not None
    desk.shell.context.changes.changed.emit(take(desk, here, "ana.silva").changes)
    last = take(desk, other, "eva.silva")
    until(lambda: bool(tray))
    assert tray == [("New request", "Maria Silva · Influenza")]
    assert last.request_id in {one for _kind, one, _at in desk.shell.notifying._told}


@pytest.mark.feature("TSK-2")
def test_a_task_that_a_clinician_rejects_calls_the_desk_and_leads_to_what_is_to_dispatch(
    desk: Desk, url: str, clock: Clock, until: Until, tray: list[tuple[str, str]]
) -> None:
    desk.shell.notifying._resting.setInterval(_FOR_EVER)
    booked = desk.book(15)
    name = "clinician" if booked.clinician_id == CHEN else "nurse"
    theirs = aside(desk.session.tasks, lambda: sign_in(url, clock, name, "Desk 3"))
    reject = Act(Action.REJECT_TASK, booked.appointment_id, booked.version, remark="I am away")
    aside(desk.session.tasks, lambda: theirs.appointments.act(reject, new_command_id()))
    until(lambda: bool(tray))
    words = ("Rejected, to dispatch again", "Maria Silva · Influenza · Tue 24 Nov, 15:00")
    assert tray == [words]
    clock.instant += timedelta(minutes=1)
    given = Act(Action.ACCEPT, booked.appointment_id, booked.version + 1, clinician_id=booked.clinician_id)
    aside(desk.session.tasks, lambda: desk.shell.context.clinic.appointments.act(given, new_command_id()))
    again = Act(Action.REJECT_TASK, booked.appointment_id, booked.version + 2, remark="Still away")
    aside(desk.session.tasks, lambda: theirs.appointments.act(again, new_command_id()))
    until(lambda: bool(desk.shell.notifying._changes))
    desk.shell.notifying.look()
    desk.settle()
    assert tray == [words, words]
    theirs.close()
    press(desk, "notice_action")
    desk.settle()
    assert desk.shell.journeys.is_on_page("requests")
    assert desk.shell.journeys.requests.page.shown.code == "dispatch"


@pytest.mark.feature("REQ-6")
def test_a_manager_is_called_when_nobody_took_a_request_in_time(
    session: Session, url: str, clock: Clock, until: Until, tray: list[tuple[str, str]]
) -> None:
    session.sign_in("manager", "demo")
    here = Desk(session)
    here.settle()
    theirs = aside(session.tasks, lambda: sign_in(url, clock, "reception", "Desk 3"))
    taken = take(here, theirs)
    clock.instant += timedelta(minutes=30)
    aside(session.tasks, theirs.sending.send_due)
    until(lambda: bool(tray))
    theirs.close()
    assert tray == [("Nobody has taken this request", "Maria Silva · Influenza")]
    press(here, "notice_action")
    here.settle()
    assert here.shell.journeys.requests.chosen == taken.request_id


def test_several_at_once_are_one_call_and_further_ones_wait(
    desk: Desk, other: Clinic, until: Until, tray: list[tuple[str, str]]
) -> None:
    calls = desk.shell.notifying
    calls._soon.setInterval(_FOR_EVER)
    calls._resting.setInterval(_FOR_EVER)
    for number in range(4):
        take(desk, other, f"rui{number}.silva", name=f"Rui {number}")
    until(lambda: len(calls._changes.requests) == 4)
    calls.look()
    desk.settle()
    assert tray == [("4 new requests", "Rui 0 Silva · Rui 1 Silva · Rui 2 Silva …")]
    take(desk, other, "late.silva")
    until(lambda: len(calls._changes.requests) == 1)
    assert len(tray) == 1
    assert not calls._soon.isActive()
    calls._resting.timeout.emit()
    desk.settle()
    assert len(tray) == 2


def test_nobody_is_called_at_a_locked_desk_or_who_wants_no_calls(
    desk: Desk, other: Clinic, until: Until, tray: list[tuple[str, str]]
) -> None:
    calls = desk.shell.notifying
    staff = desk.shell.staff
    assert staff is not None
    desk.shell.commands.named("settings_command").trigger()
    sheet = desk.shell.findChild(SettingsSheet)
    assert sheet is not None
    sheet.notify.click()
    sheet.leave()
    assert preferences_of(desk.shell.memory, staff.staff_id) == Preferences(notify=False)
    heard: list[object] = []
    desk.shell.context.changes.changed.connect(heard.append)
    take(desk, other)
    until(lambda: bool(heard))
    assert not calls._soon.isActive()
    keep_preferences(desk.shell.memory, staff.staff_id, Preferences())
    desk.session.lock()
    desk.shell.context.changes.changed.emit(take(desk, other, "eva.silva").changes)
    assert not calls._soon.isActive()
    calls.tell("New request", "Maria Silva", lambda: None)
    desk.settle()
    assert tray == []


def test_a_call_waits_until_what_the_person_reads_is_gone(desk: Desk) -> None:
    desk.shell.notices.show("Booked: Maria Silva", undo=lambda: None)
    opened: list[int] = []
    desk.shell.notifying.tell("New request", "Rui Silva", lambda: opened.append(1))
    assert notice(desk) == "Booked: Maria Silva"
    press(desk, "notice_close")
    assert notice(desk) == "New request: Rui Silva"
    press(desk, "notice_action")
    assert opened == [1]
    assert notice(desk) == ""


def test_a_desktop_without_a_tray_is_no_problem(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "QSystemTrayIcon", QSystemTrayIcon)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    desk.shell.notifying.tell("New request", "", lambda: None)
    assert notice(desk) == "New request"
