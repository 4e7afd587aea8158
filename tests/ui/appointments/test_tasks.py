"""What clinicians say to their tasks and consumers to what is booked, by keys, and who then has it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.rules.words import Action, Status, TaskState
from frontdesk.services.forms import Act, new_command_id
from tests.little import at
from tests.ui.desks import Desk
from ui.appointments.actions import action_text, offered
from ui.appointments.detail import DetailPage
from ui.appointments.history_words import history_lines
from ui.appointments.panel import AppointmentPanel
from ui.appointments.reassign_sheet import ReassignSheet
from ui.appointments.signature_picture import SignaturePicture
from ui.appointments.task_sheets import ConsumerDeclinesSheet, RejectSheet
from ui.shell.context import Context


def press(desk: Desk, panel: AppointmentPanel, action: Action) -> None:
    """The keys of that action."""
    panel.keys.press(action)
    desk.settle()


def said(panel: AppointmentPanel | DetailPage, name: str) -> str:
    """What that fact of the summary says; empty where it does not show."""
    found = panel.facts.findChild(QLabel, f"summary_{name}")
    assert found is not None
    return found.text() if found.isVisible() else ""


@pytest.fixture
def chens(desk: Desk, appointment: int, qtbot: QtBot) -> Iterator[AppointmentPanel]:
    """The panel on the screen of Dr Chen, whose appointment it is."""
    here = desk.context
    with desk.other("clinician") as clinic:
        panel = AppointmentPanel(Context(clinic, here.tasks, here.changes, here.notices, here.choices))
        panel.resize(344, 700)
        qtbot.addWidget(panel)
        panel.show()
        panel.show_appointment(appointment)
        desk.settle()
        yield panel
        desk.settle()


@pytest.mark.feature("TSK-2")
def test_a_clinician_accepts_a_task_by_one_button_and_everybody_sees_it(
    desk: Desk, chens: AppointmentPanel, panel: AppointmentPanel, appointment: int
) -> None:
    accept = chens.findChild(QPushButton, "accept_task_button")
    assert accept is not None
    assert accept.isVisible()
    accept.click()
    desk.settle()
    assert said(chens, "task") == "Accepted by Dr Mei Chen, Tue 24 Nov, 10:22"
    assert not accept.isVisible()
    panel.show_appointment(appointment)
    desk.settle()
    assert panel.view is not None
    assert panel.view.task is TaskState.ACCEPTED
    assert said(panel, "task") == "Accepted by Dr Mei Chen, Tue 24 Nov, 10:22"


def reject(desk: Desk, chens: AppointmentPanel) -> None:
    """Dr Chen says why, after Enter without a word was not enough."""
    press(desk, chens, Action.REJECT_TASK)
    (sheet,) = chens.findChildren(RejectSheet)
    QTest.keyClick(sheet.why, Qt.Key.Key_Return)
    assert sheet.fields["remark"].error == "Say why in a few words."
    QTest.keyClicks(sheet.why, "At a congress")
    QTest.keyClick(sheet.why, Qt.Key.Key_Return)
    desk.settle()


@pytest.mark.feature("TSK-2")
def test_a_rejected_task_says_by_whom_and_why_and_is_given_to_a_colleague_who_is_free(
    desk: Desk, chens: AppointmentPanel, panel: AppointmentPanel, appointment: int
) -> None:
    reject(desk, chens)
    panel.show_appointment(appointment)
    desk.settle()
    view = panel.view
    assert view is not None
    assert (view.status, view.task, view.clinician_id) == (Status.PROPOSED, TaskState.PENDING_DISPATCH, None)
    assert view.start == at(10, 40)
    assert said(panel, "task") == "Rejected by Dr Mei Chen: At a congress"
    assert panel.bar.next.text() == action_text(Action.ACCEPT, view) == "Give to a clinician"
    assert Action.REASSIGN not in [offer.action for offer in offered(view)], "it would give it without booking it"
    assert "Remark: At a congress" in " ".join(history_lines(view.history[0], view.zone))
    panel.bar.next.click()
    desk.settle()
    (sheet,) = panel.findChildren(ReassignSheet)
    rows = [(row.title, row.line, row.right) for row in sheet.list.model_.rows]
    assert rows == [("Nurse Iris Roy", "", "Free"), ("Dr Mei Chen", "Rejected it", "Free")]
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    desk.settle()
    view = desk.clinic.appointments.view(appointment)
    assert (view.status, view.clinician, view.rejected) == (Status.BOOKED, "Nurse Iris Roy", None)
    assert desk.notices.text == "The appointment of Maria Silva has a clinician now."


@pytest.mark.feature("TSK-3")
def test_a_consumer_confirms_by_telephone_and_the_panel_says_when(desk: Desk, panel: AppointmentPanel) -> None:
    press(desk, panel, Action.CONSUMER_CONFIRMS)
    assert said(panel, "confirmed") == "By the consumer, Tue 24 Nov, 10:22"
    assert desk.notices.text == "Recorded that Maria Silva confirmed to come."
    press(desk, panel, Action.CONSUMER_CONFIRMS)
    assert "has confirmed this time already" in desk.notices.text


@pytest.mark.feature("TSK-3")
def test_a_consumer_declines_the_time_that_was_proposed_and_what_they_said_is_kept(
    desk: Desk, panel: AppointmentPanel, appointment: int
) -> None:
    view = desk.clinic.appointments.view(appointment)
    asked = Act(Action.ASK_TO_RESCHEDULE, view.id, view.version, notify=False)
    desk.context.changes.changed.emit(desk.clinic.appointments.act(asked, new_command_id()).changes)
    desk.settle()
    press(desk, panel, Action.CONSUMER_DECLINES)
    (sheet,) = panel.findChildren(ConsumerDeclinesSheet)
    QTest.keyClicks(sheet.said, "Moved to Porto")
    QTest.keyClick(sheet.said, Qt.Key.Key_Return)
    desk.settle()
    view = desk.clinic.appointments.view(appointment)
    assert view.status is Status.CANCELLED
    assert "Moved to Porto" in " ".join(history_lines(view.history[0], view.zone))


@pytest.mark.feature("TSK-6")
def test_the_detail_page_shows_the_signature_with_who_and_when(
    desk: Desk, appointment: int, open_detail: Callable[[], DetailPage]
) -> None:
    desk.clock.to(11, 10)
    for act in (
        Act(Action.COMPLETE, appointment, 1, taken_start=at(10, 40), taken_end=at(11)),
        Act(Action.CONFIRM_COMPLETION, appointment, 2, signer="Rui Silva", strokes=(((1, 2), (300, 200)),)),
    ):
        desk.clinic.appointments.act(act, new_command_id())
    page = open_detail()
    assert said(page, "completion") == "Signed by Rui Silva, Tue 24 Nov, 11:10"
    picture = page.findChild(SignaturePicture, "summary_signature")
    assert picture is not None
    assert picture.isVisible()
    assert picture.accessibleName() == "Signature of Rui Silva"
