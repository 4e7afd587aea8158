"""Every way to an action offers the same: buttons, drop-down, context menu and keys, in every status and role."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.rules.permissions import Person
from frontdesk.rules.words import Action, Role, Status
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.offers import Offer, Standing, offers
from tests.little import BOSS, CHEN, RIVERSIDE, ROY, SOUZA, at
from tests.ui.desks import Desk
from ui.appointments.actions import KEYS, actions_menu, keys_text, offered, why_not_text
from ui.appointments.panel import AppointmentPanel

pytestmark = pytest.mark.feature("APT-9")
PEOPLE = {
    "agent": Person(SOUZA, frozenset({Role.AGENT}), frozenset({RIVERSIDE})),
    "agent elsewhere": Person(SOUZA, frozenset({Role.AGENT}), frozenset()),
    "its clinician": Person(CHEN, frozenset({Role.CLINICIAN}), frozenset({RIVERSIDE})),
    "another clinician": Person(ROY, frozenset({Role.CLINICIAN}), frozenset({RIVERSIDE})),
    "manager": Person(BOSS, frozenset({Role.MANAGER}), frozenset()),
    "administrator": Person(BOSS, frozenset({Role.ADMINISTRATOR}), frozenset()),
    "nobody": Person(BOSS, frozenset(), frozenset()),
}


def views(desk: Desk, view: AppointmentView) -> Iterator[AppointmentView]:
    """The appointment in every status, before and after its time, as each of the people is offered it."""
    database = desk.clinic.desk.database
    for status, person, later, dose in product(Status, PEOPLE.values(), (False, True), (False, True)):
        now = at(11, 30) if later else at(10, 22)
        standing = Standing(status, view.start, view.start.date() if view.start else None, view.zone, CHEN, RIVERSIDE)
        with database.read() as connection:
            found = offers(connection, replace(standing, earlier_dose_stands=dose), now, person)
        again = Offer(Action.BOOK, not dose, "request.booked" if dose else None)
        yield replace(
            view,
            status=status,
            past=later and status is Status.BOOKED,
            offers=found,
            again=again if status is Status.CANCELLED else None,
        )


def _expected(view: AppointmentView) -> dict[Action, tuple[bool, str]]:
    """What the services offer: whether it may be done, and why not."""
    all_of_them = (*view.offers, *([view.again] if view.again else []))
    return {one.action: (one.allowed, why_not_text(one)) for one in all_of_them}


def _in_menu(view: AppointmentView) -> dict[Action, tuple[bool, str]]:
    menu = actions_menu(view, lambda _action: None)
    by_name = {f"action_{action.value.replace('-', '_')}": action for action in KEYS}
    found = {}
    for entry in menu.actions():
        if action := by_name.get(entry.objectName()):
            found[action] = (entry.isEnabled(), entry.statusTip())
            assert entry.shortcut() == QKeySequence(KEYS[action])
            assert entry.shortcutContext() == Qt.ShortcutContext.WidgetShortcut
    menu.deleteLater()
    return found


def _on_buttons(panel: AppointmentPanel, view: AppointmentView) -> dict[Action, tuple[bool, str]]:
    """The actions that have a button of their own, and those behind the drop-down."""
    bar, pressed = panel.bar, list[Action]()
    panel.bar.show_view(view)
    bar.action_wanted.connect(pressed.append)
    found: dict[Action, tuple[bool, str]] = {}
    for made in (bar.next, bar.reschedule, bar.reassign, bar.decline, bar.cancel):
        if made.isHidden():
            continue
        enabled, tip = made.isEnabled(), made.accessibleDescription()
        made.setEnabled(True)
        made.click()
        (action,) = pressed
        pressed.clear()
        assert tip == (keys_text(action) if enabled else why_not_text(_offer(view, action)))
        found[action] = (enabled, "" if enabled else tip)
    if not (bar.more.isHidden() and bar.more_alone.isHidden()):
        found = _in_menu(view) | found
    bar.action_wanted.disconnect(pressed.append)
    return found


def _offer(view: AppointmentView, action: Action) -> Offer:
    return next(one for one in offered(view) if one.action is action)


def _by_keys(panel: AppointmentPanel, view: AppointmentView) -> dict[Action, tuple[bool, str]]:
    taken: list[Action] = []
    said: list[str] = []
    panel.shown.view = view
    keys = panel.keys
    keys._take, keys._say = taken.append, said.append
    found: dict[Action, tuple[bool, str]] = {}
    for action in KEYS:
        taken.clear()
        said.clear()
        keys.press(action)
        if taken:
            assert taken == [action]
            found[action] = (True, "")
        elif "not possible as it stands now" not in said[0]:
            found[action] = (False, said[0])
    return found


def test_every_way_to_an_action_offers_what_the_services_offer(desk: Desk, panel: AppointmentPanel) -> None:
    assert panel.view is not None
    panel.acting.begin = lambda *_given: None  # type: ignore[method-assign]  # which actions are offered is the question
    panel.bar.action_wanted.disconnect(panel.act)
    tried, seen = 0, set[Action]()
    for view in views(desk, panel.view):
        expected = _expected(view)
        assert _in_menu(view) == expected
        assert _on_buttons(panel, view) == expected
        assert _by_keys(panel, view) == expected
        tried += 1
        seen |= {action for action, (allowed, _why) in expected.items() if allowed}
    assert tried == len(Status) * len(PEOPLE) * 4
    assert seen == set(Action) - {Action.TAKE_REQUEST} == set(KEYS)


def test_the_keys_of_an_action_work_wherever_the_focus_is_in_its_window(
    desk: Desk, panel: AppointmentPanel, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 700)
    panel.setParent(window)
    beside = QPushButton("Beside", window)
    window.show()
    panel.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.ARRIVED
    with qtbot.waitActive(window):  # the notice of a test is a window of its own
        window.activateWindow()
    QTest.keyClick(beside, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert "not possible as it stands now" in desk.notices.text
    panel.setParent(None)


def test_the_keys_rest_while_a_sheet_asks_something(desk: Desk, panel: AppointmentPanel) -> None:
    panel.act(Action.CANCEL)
    panel.keys.press(Action.CHECK_IN)
    desk.settle()
    assert panel.view is not None
    assert panel.view.status is Status.BOOKED
    assert panel.acting._sheet is not None
    panel.acting._sheet.leave()


def test_no_key_of_an_action_means_anything_while_somebody_types(qtbot: QtBot) -> None:
    for editor in (QLineEdit("text"), QPlainTextEdit("text")):
        qtbot.addWidget(editor)
        for keys in KEYS.values():
            combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stub forgets it
            event = QKeyEvent(QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers())
            event.ignore()
            editor.event(event)
            assert not event.isAccepted(), keys


def test_no_two_actions_have_the_same_keys() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
    assert all(QAction(shortcut=QKeySequence(keys)).shortcut().count() == 1 for keys in KEYS.values())
