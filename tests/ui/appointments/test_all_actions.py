"""Every row of the table of transitions in the window: offered in its status by every way, and asking what it needs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QMenu, QPlainTextEdit, QWidget

from frontdesk.rules.problems import ChangedElsewhere
from frontdesk.rules.transitions import TABLE, known_from
from frontdesk.rules.words import Action, ReasonKind, Status
from frontdesk.services.forms import Act, Booking, new_command_id
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.found import Found
from tests.little import CHEN, RIVERSIDE, TODAY, TRAVEL, at, influenza, maria
from tests.ui.desks import Desk
from ui.appointments.act_sheet import ActSheet
from ui.appointments.acting import SHEETS
from ui.appointments.actions import KEYS, action_text, actions_menu
from ui.appointments.changed_sheet import ChangedSheet
from ui.appointments.history_words import history_lines, message_words
from ui.appointments.panel import AppointmentPanel
from ui.shell.palette_rows import Asked, Hit, Kind, rows_of

AT_ONCE = {Action.CHECK_IN, Action.COMMENCE, Action.STEP_BACK, Action.REOPEN, Action.ACCEPT_TASK}
AT_ONCE |= {Action.CONSUMER_CONFIRMS}
ELSEWHERE = {Action.BOOK}
"""Booking again and booking a follow-up are the booking form's; a test of the shell books so."""


def take(desk: Desk, appointment_id: int, *acts: Action, **more: object) -> None:
    """Take these actions one after another, as the manager."""
    for action in acts:
        version = desk.clinic.appointments.view(appointment_id).version
        given = {"confirmed": True, "notify": False} | more
        act = Act(action, appointment_id, version, **given)  # type: ignore[arg-type]  # tests name the fields they mean
        desk.clinic.appointments.act(act, new_command_id())


def request(desk: Desk, consumer_id: int, hour: int = 10) -> int:
    """Travel advice is confirmed by hand: tomorrow at that hour it is a request."""
    wish = Booking(TRAVEL, RIVERSIDE, consumer_id, clinician_id=CHEN, start=at(hour, days=1))
    return desk.clinic.booking.book(wish, new_command_id()).appointment_id


def in_each_status(desk: Desk) -> Iterator[tuple[Status, int]]:
    """An appointment in each status that somebody may still do something with, made as people make it."""
    paths: tuple[tuple[int, Status, tuple[Action, ...]], ...] = (
        (10, Status.BOOKED, ()),
        (16, Status.BOOKED, ()),
        (16, Status.ARRIVED, (Action.CHECK_IN,)),
        (16, Status.CHECKED_IN, (Action.COMMENCE,)),
        (16, Status.FULFILLED, (Action.COMPLETE,)),
        (16, Status.NOSHOW, (Action.NO_SHOW,)),
        (16, Status.CANCELLED, (Action.CANCEL,)),
    )
    for number, (hour, status, path) in enumerate(paths):
        desk.clock.to(10)
        start = at(13 + number % 3, 20 * (number // 3))
        wish = influenza(maria(desk.clinic, f"person{number}"), start=start, clinician_id=CHEN)
        made = desk.clinic.booking.book(wish, new_command_id()).appointment_id
        desk.clock.to(hour)
        take(desk, made, *path)
        yield status, made
    desk.clock.to(10)
    asked = (
        (Status.PROPOSED, ()),
        (Status.PENDING, (Action.ASK_TO_RESCHEDULE,)),
        (Status.WAITLIST, (Action.TO_WAITING_LIST,)),
    )
    for number, (status, path) in enumerate(asked):
        made = request(desk, maria(desk.clinic, f"asks{number}"), hour=10 + number)
        take(desk, made, *path)
        yield status, made


def shown(panel: AppointmentPanel) -> AppointmentView:
    """The appointment as the panel shows it now."""
    assert panel.view is not None
    return panel.view


def sheet_of(panel: AppointmentPanel) -> ActSheet | None:
    found = [one for one in panel.findChildren(ActSheet) if one.isVisible()]
    return found[0] if found else None


def in_menu(menu: QMenu) -> dict[str, bool]:
    found = {one.objectName(): one.isEnabled() for one in menu.actions() if one.objectName().startswith("action_")}
    menu.deleteLater()
    return found


def controls(sheet: ActSheet) -> list[QWidget]:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit)
    inside = [one for kind in kinds for one in sheet.panel.findChildren(kind)]
    return [one for one in inside if one.isVisible() and not isinstance(one.parent(), QComboBox)]


def _has_names(sheet: ActSheet) -> None:
    """Every control that somebody uses can be found, heard, and reached by keys; one button is the prominent one."""
    for control in controls(sheet):
        assert control.objectName(), (sheet.objectName(), control)
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or text, (sheet.objectName(), control.objectName())
    buttons = [one for one in controls(sheet) if one.property("primary")]
    assert buttons == [sheet.accept_button], sheet.objectName()


def _press_keys(desk: Desk, panel: AppointmentPanel, action: Action) -> None:
    panel.keys.press(action)
    desk.settle()


@pytest.mark.feature("APT-9", "ACT-1", "ACT-2", "ACT-5", "ACT-8", "ACT-13")
def test_every_action_of_every_status_is_there_by_every_way_and_opens_its_sheet_or_is_done(
    desk: Desk, panel: AppointmentPanel
) -> None:
    seen: set[Action] = set()
    for status, appointment_id in in_each_status(desk):
        panel.show_appointment(appointment_id)
        desk.settle()
        view = panel.view
        assert view is not None
        assert view.status is status
        offers = {one.action: one.allowed for one in view.offers}
        assert set(offers) == {row.action for row in known_from(status)}
        names = {f"action_{action.value.replace('-', '_')}": allowed for action, allowed in offers.items()}
        menu = in_menu(actions_menu(view, panel.act))
        assert {name: menu.get(name) for name in names} == names
        assert set(menu) - set(names) <= {"action_book"}
        for action in [one for one in KEYS if one not in ELSEWHERE]:
            found = rows_of(Asked(action_text(action, view), TODAY), Found((), ()), view, [])
            hits = [row.key for row in found if isinstance(row.key, Hit) and row.key.kind is Kind.OFFER]
            assert any(hit.value.action is action for hit in hits) == (action in offers), (status, action)  # type: ignore[attr-defined]
            version = panel.view.version if panel.view is not None else 0
            if not offers.get(action, False):
                _press_keys(desk, panel, action)
                assert sheet_of(panel) is None, (status, action)
                assert panel.view is not None
                assert panel.view.version == version, (status, action)
                continue
            seen.add(action)
            _try(desk, panel, action)
    assert seen == {row.action for row in TABLE if None not in row.sources}
    assert set(SHEETS) == seen - AT_ONCE


def _try(desk: Desk, panel: AppointmentPanel, action: Action) -> None:
    """By keys: a sheet, which Escape leaves with nothing done; or done at once, which can be undone."""
    before = panel.view
    assert before is not None
    _press_keys(desk, panel, action)
    sheet = sheet_of(panel)
    if action in AT_ONCE and sheet is None:
        assert panel.view is not None
        assert panel.view.version == before.version + 1, action
        panel.acting.undo_last()
        desk.settle()
        assert panel.view.status is before.status, action
        return
    assert sheet is not None, action
    assert type(sheet) is SHEETS[action] or action in AT_ONCE
    _has_names(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    desk.settle()
    assert sheet_of(panel) is None, action
    assert panel.view is not None
    assert (panel.view.version, panel.view.status) == (before.version, before.status), action


def _open(desk: Desk, panel: AppointmentPanel, action: Action) -> ActSheet:
    _press_keys(desk, panel, action)
    sheet = sheet_of(panel)
    assert sheet is not None
    return sheet


def _type(desk: Desk, sheet: ActSheet, name: str, text: str) -> None:
    editor = sheet.findChild(QWidget, name)
    assert editor is not None, name
    editor.setFocus()
    QTest.keyClicks(editor, text)
    desk.settle()


def _enter(desk: Desk, sheet: ActSheet) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()


@pytest.mark.feature("ACT-1", "ACT-5")
def test_asked_for_another_time_the_consumer_says_two_by_telephone_and_one_is_accepted(
    desk: Desk, panel: AppointmentPanel
) -> None:
    sheet = _open(desk, panel, Action.ASK_TO_RESCHEDULE)
    _type(desk, sheet, "ask_message", "Dr Chen is at a congress")
    _enter(desk, sheet)
    assert shown(panel).status is Status.PENDING
    assert panel.facts.values["answer"].text() == "Awaited until Tue 24 Nov, 10:40"
    assert panel.facts.overdue.isHidden()
    assert panel.bar.next.text() == "Consumer accepted"
    sheet = _open(desk, panel, Action.CONSUMER_SUGGESTS)
    _type(desk, sheet, "suggest_time_1", "tomorrow 9:30")
    _type(desk, sheet, "suggest_time_2", "soon")
    _enter(desk, sheet)
    assert sheet.isVisible()
    _type(desk, sheet, "suggest_time_2", "\b\b\b\bthu 14:00")
    _type(desk, sheet, "suggest_note", "Not on Fridays")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    desk.settle()
    assert shown(panel).status is Status.PROPOSED
    assert panel.facts.values["suggested"].text() == "Wed 25 Nov, 09:30\nThu 26 Nov, 14:00\n“Not on Fridays”"
    sheet = _open(desk, panel, Action.ACCEPT)
    assert sheet.accept_button is not None
    assert sheet.accept_button.text() == "Accept Wed 09:30"
    times = sheet.findChild(QListView, "accept_times")
    assert times is not None
    QTest.keyClick(times, Qt.Key.Key_Down)
    assert sheet.accept_button.text() == "Accept Thu 14:00"
    omar = influenza(maria(desk.clinic, "omar"), clinician_id=CHEN, start=at(9, 30, days=1))
    desk.context.changes.changed.emit(desk.clinic.booking.book(omar, new_command_id()).changes)
    desk.settle()
    QTest.keyClick(times, Qt.Key.Key_Up)
    why = sheet.findChild(QWidget, "accept_state")
    assert why is not None
    assert why.property("text").startswith("Wed 25 Nov, 09:30 is not free: Maria Silva, Wed 25 Nov, 09:30")
    assert not sheet.accept_button.isEnabled()
    QTest.keyClick(times, Qt.Key.Key_Down)
    assert why.isHidden()
    QTest.keyClick(times, Qt.Key.Key_Return)
    desk.settle()
    assert (shown(panel).status, shown(panel).start) == (Status.BOOKED, at(14, days=2))
    assert desk.notices.text == "Accepted: Maria Silva comes Thu 26 Nov, 14:00."
    assert panel.facts.values["suggested"].isHidden()


@pytest.mark.feature("ACT-5")
def test_its_own_time_is_not_accepted_by_itself_when_the_one_suggested_is_taken(
    desk: Desk, panel: AppointmentPanel
) -> None:
    sheet = _open(desk, panel, Action.CONSUMER_SUGGESTS)
    _type(desk, sheet, "suggest_time_1", "tomorrow 9:30")
    _enter(desk, sheet)
    omar = influenza(maria(desk.clinic, "omar"), clinician_id=CHEN, start=at(9, 30, days=1))
    desk.context.changes.changed.emit(desk.clinic.booking.book(omar, new_command_id()).changes)
    desk.settle()
    sheet = _open(desk, panel, Action.ACCEPT)
    _enter(desk, sheet)
    assert shown(panel).status is Status.PROPOSED
    times = sheet.findChild(QListView, "accept_times")
    assert times is not None
    QTest.keyClick(times, Qt.Key.Key_Down)
    QTest.keyClick(times, Qt.Key.Key_Return)
    desk.settle()
    assert shown(panel).status is Status.BOOKED


@pytest.mark.feature("ACT-5")
def test_a_request_goes_on_the_waiting_list_is_offered_a_time_and_accepted_by_telephone(
    desk: Desk, panel: AppointmentPanel
) -> None:
    panel.show_appointment(request(desk, maria(desk.clinic, "omar")))
    desk.settle()
    _enter(desk, _open(desk, panel, Action.TO_WAITING_LIST))
    assert (shown(panel).status, shown(panel).start) == (Status.WAITLIST, None)
    assert panel.facts.values["waiting"].text() == "Since Tue 24 Nov, 10:22\nRoutine · Any time"
    assert panel.bar.next.text() == "Offer a time"
    assert not panel.bar.print.isEnabled()
    assert panel.bar.print.accessibleDescription().startswith("This appointment has no time yet")
    sheet = _open(desk, panel, Action.OFFER_SLOT)
    _type(desk, sheet, "offer_time", "thu 15:00")
    _enter(desk, sheet)
    assert (shown(panel).status, shown(panel).start) == (Status.PENDING, at(15, days=2))
    assert desk.notices.text == "Maria Silva is offered Thu 26 Nov, 15:00."
    assert panel.facts.values["answer"].text() == "Awaited until Thu 26 Nov, 15:00"
    desk.clock.instant = at(16, days=2)
    panel.shown.reload()
    desk.settle()
    assert panel.facts.overdue.isVisible()
    assert panel.facts.overdue.accessibleName() == "Overdue"
    desk.clock.to(11)
    _enter(desk, _open(desk, panel, Action.CONSUMER_ACCEPTS))
    assert shown(panel).status is Status.BOOKED
    assert panel.facts.values["waiting"].isHidden()
    assert panel.bar.print.isEnabled()


@pytest.fixture
def another_desk_first(desk: Desk, panel: AppointmentPanel) -> Callable[[Action], None]:
    """Somebody at another desk does something first, and this desk has not heard of it yet."""

    def first(action: Action) -> None:
        with desk.other() as other:
            version = other.appointments.view(shown(panel).id).version
            other.appointments.act(Act(action, shown(panel).id, version, notify=False), new_command_id())

    return first


def _changed(panel: AppointmentPanel) -> QWidget:
    (cover,) = [one for one in panel.findChildren(QWidget, "changed_cover") if one.isVisible()]
    return cover


@pytest.mark.feature("ACT-1", "ACT-4")
def test_who_was_too_late_looks_again_with_all_that_was_typed_or_does_it_all_the_same(
    desk: Desk, panel: AppointmentPanel, another_desk_first: Callable[[Action], None]
) -> None:
    sheet = _open(desk, panel, Action.CANCEL)
    _type(desk, sheet, "cancel_message", "Her car broke down")
    another_desk_first(Action.CHECK_IN)
    _enter(desk, sheet)
    cover = _changed(panel)
    meant = cover.findChild(QWidget, "changed_meant")
    assert meant is not None
    assert meant.property("text") == "Cancel appointment\n“Her car broke down”"
    QTest.keyClick(cover, Qt.Key.Key_Return)  # the safer one is the prominent one
    desk.settle()
    again = sheet_of(panel)
    assert again is not None
    assert (again.view.version, shown(panel).status) == (2, Status.ARRIVED)
    assert again.findChild(QPlainTextEdit, "cancel_message").toPlainText() == "Her car broke down"  # type: ignore[union-attr]
    another_desk_first(Action.STEP_BACK)
    _enter(desk, again)
    insist = _changed(panel).findChild(QAbstractButton, "changed_insist")
    assert insist is not None
    assert insist.accessibleName() == "Cancel appointment all the same"
    insist.click()
    desk.settle()
    assert shown(panel).status is Status.CANCELLED
    assert shown(panel).history[0].message == "Her car broke down"


@pytest.mark.feature("ACT-10")
def test_who_changed_it_meanwhile_and_when_is_a_sentence(desk: Desk, panel: AppointmentPanel) -> None:
    now = desk.clock.instant
    for days, said in ((0, "today at 10:22"), (1, "yesterday at 10:22"), (5, "on Thu 19 Nov at 10:22")):
        problem = ChangedElsewhere(seen=1, now=2, by="Rui Dias", at=now - timedelta(days=days), changes={})
        sheet = ChangedSheet(panel, problem, shown(panel), now)
        words = sheet.findChild(QWidget, "changed_words")
        assert words is not None
        assert words.property("text").startswith(f"Rui Dias changed it {said}. Nothing of yours was saved")


@pytest.mark.feature("ACT-1", "ACT-4")
def test_what_cannot_be_done_any_more_says_why_and_the_words_wait_for_the_next_sheet(
    desk: Desk, panel: AppointmentPanel, another_desk_first: Callable[[Action], None]
) -> None:
    sheet = _open(desk, panel, Action.ASK_TO_RESCHEDULE)
    _type(desk, sheet, "ask_message", "Dr Chen is away")
    another_desk_first(Action.CHECK_IN)
    _enter(desk, sheet)
    cover = _changed(panel)
    assert cover.findChild(QWidget, "changed_insist") is None
    why = cover.findChild(QWidget, "changed_why_not")
    assert why is not None
    assert why.property("text") == "“Ask consumer to reschedule” is not possible as it stands now."
    QTest.keyClick(cover, Qt.Key.Key_Escape)
    desk.settle()
    assert shown(panel).status is Status.ARRIVED
    again = _open(desk, panel, Action.CANCEL)
    assert again.findChild(QPlainTextEdit, "cancel_message").toPlainText() == "Dr Chen is away"  # type: ignore[union-attr]
    again.leave()


@pytest.mark.feature("ACT-4")
def test_what_the_clinic_wants_to_know_is_asked_and_said_beside_its_field(desk: Desk, panel: AppointmentPanel) -> None:
    choices = desk.context.choices
    desk.context.choices = replace(
        choices, actions=replace(choices.actions, reason_required=frozenset({ReasonKind.CANCEL}), notify=False)
    )
    sheet = _open(desk, panel, Action.CANCEL)
    assert sheet.findChild(QWidget, "cancel_late") is not None
    assert not sheet.findChild(QAbstractButton, "cancel_notify").isChecked()  # type: ignore[union-attr]
    _enter(desk, sheet)
    assert sheet.fields["reason"].error == "Choose a reason. The clinic wants one."
    assert sheet.isVisible()
    sheet.leave()
    sheet = _open(desk, panel, Action.MISTAKE)
    _enter(desk, sheet)
    assert sheet.fields["reason"].error
    _type(desk, sheet, "mistake_reason", "Booked for the wrong Maria")
    _enter(desk, sheet)
    assert shown(panel).status is Status.ENTERED_IN_ERROR


@pytest.mark.feature("ACT-1", "ACT-5", "MSG-1")
def test_the_history_says_what_was_suggested_how_long_an_answer_is_awaited_and_why_a_message_was_not_sent(
    desk: Desk, appointment: int
) -> None:
    take(desk, appointment, Action.ASK_TO_RESCHEDULE)
    take(desk, appointment, Action.CONSUMER_SUGGESTS, suggestions=(at(9, 30, days=1), at(14, days=2)))
    suggested, asked = desk.clinic.appointments.view(appointment).history[:2]
    assert history_lines(asked, "Europe/Lisbon") == [
        "Status: Upcoming → Request · Answer awaited until: Tue 24 Nov, 10:40"
    ]
    assert history_lines(suggested, "Europe/Lisbon") == ["Suggested: Wed 25 Nov, 09:30 or Thu 26 Nov, 14:00"]
    told = {
        "slot-offered email a@example.org sent": "Time offered, e-mail to a@example.org: sent",
        "declined email a@example.org failed 550 no such user": (
            "Declined, e-mail to a@example.org: could not be sent (550 no such user)"
        ),
        "confirmation email a@example.org superseded": (
            "Confirmation, e-mail to a@example.org: not sent, a later message says more"
        ),
        "reminder email a@example.org waiting 450 try later": (
            "Reminder, e-mail to a@example.org: not sent yet (450 try later)"
        ),
    }
    assert message_words(replace(asked, sent=tuple(told))) == list(told.values())
