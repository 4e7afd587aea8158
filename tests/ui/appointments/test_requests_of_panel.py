"""The panel of an appointment and its request: doses that go together, booking again, overbooking on purpose."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from frontdesk.rules.words import Action, CancelClass, Status
from frontdesk.services.forms import Act, Booking, new_command_id
from tests.little import CHEN, FEVER, RIVERSIDE, at, influenza, maria, program
from tests.ui.desks import Desk
from ui.appointments.actions import actions_menu, offered
from ui.appointments.detail import DetailPage
from ui.appointments.history_entry import Entry
from ui.appointments.panel import AppointmentPanel
from ui.appointments.sheets import CancelSheet
from ui.widgets import Sheet


def texts(panel: QWidget) -> str:
    """All that the labels, links and entries of the history say that show."""
    shown: list[QLabel | QPushButton] = [*panel.findChildren(QLabel), *panel.findChildren(QPushButton)]
    told = [words for entry in panel.findChildren(Entry) if entry.isVisible() for words in entry.words()]
    return " | ".join([*(one.text() for one in shown if one.isVisible()), *told])


def sheet_of(panel: QWidget) -> Sheet:
    (shown,) = [one for one in panel.findChildren(Sheet) if one.isVisible()]
    return shown


def cancel(desk: Desk, appointment_id: int) -> None:
    """The consumer called off."""
    view = desk.clinic.appointments.view(appointment_id)
    act = Act(Action.CANCEL, view.id, view.version, cancel_class=CancelClass.CONSUMER)
    desk.context.changes.changed.emit(desk.clinic.appointments.act(act, new_command_id()).changes)
    desk.settle()


@pytest.fixture
def doses(desk: Desk) -> tuple[int, ...]:
    """Two doses of Maria Silva, three weeks apart."""
    wish = Booking(
        program_id=program(desk.clinic), center_id=RIVERSIDE, consumer_id=maria(desk.clinic, "m.s"),
        start=at(10, 40), answers={FEVER: "no"},
    )  # fmt: skip
    return desk.clinic.booking.book(wish, new_command_id()).appointments


@pytest.mark.feature("BKG-5")
def test_the_panel_of_a_dose_shows_the_others_with_their_dates_and_leads_to_them(
    desk: Desk, panel: AppointmentPanel, doses: tuple[int, ...]
) -> None:
    panel.show_appointment(doses[0])
    desk.settle()
    assert "Influenza, dose 1 of 2" in texts(panel)
    link = panel.findChild(QPushButton, "next_dose_link")
    assert link is not None
    assert link.text().startswith("Tue 15 Dec")
    link.click()
    desk.settle()
    assert "Influenza, dose 2 of 2" in texts(panel)
    first = panel.findChild(QPushButton, "dose_1_link")
    assert first is not None
    assert first.text() == "Tue 24 Nov, 10:40"


@pytest.mark.feature("BKG-5")
def test_cancelling_the_first_dose_names_those_it_cancels_too_before_it_is_confirmed(
    desk: Desk, panel: AppointmentPanel, doses: tuple[int, ...]
) -> None:
    panel.show_appointment(doses[0])
    desk.settle()
    panel.act(Action.CANCEL)
    sheet = sheet_of(panel)
    assert isinstance(sheet, CancelSheet)
    said = sheet.findChild(QLabel, "cancel_doses")
    assert said is not None
    assert said.text() == "This cancels dose 2 (Tue 15 Dec, 09:00) too: a later dose does not stand alone."
    QTest.keyClick(sheet.message, Qt.Key.Key_Return)
    desk.settle()
    assert [desk.clinic.appointments.view(one).status for one in doses] == [Status.CANCELLED] * 2


@pytest.mark.feature("BKG-5", "APT-9")
def test_a_later_dose_cannot_be_cancelled_alone_by_button_menu_or_shortcut_and_each_says_why(
    desk: Desk, panel: AppointmentPanel, doses: tuple[int, ...]
) -> None:
    panel.show_appointment(doses[1])
    desk.settle()
    why = "A later dose cannot be cancelled alone. Cancelling the first dose cancels all."
    assert not panel.bar.cancel.isEnabled()
    assert panel.bar.cancel.accessibleDescription() == why
    assert panel.view is not None
    menu = actions_menu(panel.view, panel.act)
    (entry,) = [each for each in menu.actions() if each.text() == "Cancel appointment"]
    assert not entry.isEnabled()
    assert entry.toolTip() == why
    menu.deleteLater()
    panel.act(Action.CANCEL)
    assert not [one for one in panel.findChildren(Sheet) if one.isVisible()]


@pytest.mark.feature("BKG-6", "APT-9")
def test_a_cancelled_appointment_is_booked_again_from_its_request(
    desk: Desk, panel: AppointmentPanel, appointment: int
) -> None:
    wanted: list[int] = []
    panel.again_wanted.connect(wanted.append)
    cancel(desk, appointment)
    assert panel.bar.next.text() == "Book again"
    assert panel.view is not None
    assert Action.BOOK in {offer.action for offer in offered(panel.view)}
    panel.bar.next.click()
    assert wanted == [panel.view.request_id]
    menu = actions_menu(panel.view, panel.act)
    (entry,) = [each for each in menu.actions() if each.text() == "Book again"]
    entry.trigger()
    menu.deleteLater()
    assert wanted == [panel.view.request_id] * 2


@pytest.mark.feature("BKG-6")
def test_once_booked_again_the_old_and_the_new_lead_to_each_other_and_keep_answers_and_history(
    desk: Desk, panel: AppointmentPanel, appointment: int
) -> None:
    cancel(desk, appointment)
    assert panel.view is not None
    again = desk.clinic.booking.book(
        Booking(request_id=panel.view.request_id, start=at(15), clinician_id=CHEN), new_command_id()
    )
    desk.context.changes.changed.emit(again.changes)
    desk.settle()
    assert panel.view.again is not None
    assert panel.view.again.why_not == "request.booked"
    later = panel.findChild(QPushButton, "booked_again_link")
    assert later is not None
    assert later.text() == "Tue 24 Nov, 15:00"
    later.click()
    desk.settle()
    assert panel.view.id == again.appointment_id
    assert [(one.question_id, one.value) for one in panel.view.answers if one.value] == [(FEVER, "no")]
    before = panel.findChild(QPushButton, "booked_before_link")
    assert before is not None
    assert before.text() == "Tue 24 Nov, 10:40 · Cancelled"
    before.click()
    desk.settle()
    assert panel.view.id == appointment
    assert [line.action for line in panel.view.history] == ["cancel", "book"]


@pytest.mark.feature("BKG-6", "BKG-5")
def test_a_program_booked_again_shows_only_its_new_doses_together(
    desk: Desk, open_detail: Callable[[], DetailPage], doses: tuple[int, ...]
) -> None:
    cancel(desk, doses[0])
    request = desk.clinic.appointments.view(doses[0]).request_id
    again = desk.clinic.booking.book(Booking(request_id=request, start=at(15)), new_command_id())
    assert len(again.appointments) == 2
    page = open_detail()
    page.show_appointment(again.appointments[1])
    desk.settle()
    assert page.view is not None
    assert [one.appointment_id for one in page.view.doses] == list(again.appointments)
    assert [one.status for one in page.view.others] == [Status.CANCELLED] * 2
    before = page.findChild(QPushButton, "booked_before_link")
    assert before is not None
    before.click()
    desk.settle()
    assert page.view.id == doses[1]


@pytest.mark.feature("BKG-13")
def test_an_overbooked_appointment_says_so_and_why_on_its_panel_and_in_its_history(
    desk: Desk, panel: AppointmentPanel, appointment: int
) -> None:
    over = influenza(
        maria(desk.clinic, "over"), start=at(10, 45), clinician_id=CHEN, overbook_reason="Fainted <b>here</b>"
    )
    booked = desk.clinic.booking.book(over, new_command_id())
    panel.show_appointment(booked.appointment_id)
    desk.settle()
    assert "On purpose: Fainted <b>here</b>" in texts(panel)
    panel.tabs.tabs.set_current("history")
    desk.settle()
    assert "Overbooked on purpose: Fainted <b>here</b>" in texts(panel)
    panel.show_appointment(appointment)
    desk.settle()
    assert "On purpose" not in texts(panel)
