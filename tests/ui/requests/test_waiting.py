"""The waiting list in the window: who waits, a time offered by Enter, other wishes, who fits what became free."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from frontdesk.rules.waiting import SOON, URGENT, Wish
from frontdesk.rules.words import Action, Status
from frontdesk.services.forms import Act, Booked, new_command_id
from frontdesk.services.waiting_line import WaitForm, Waits
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.waiting import WaitingLine
from tests.little import CHEN, RIVERSIDE, TODAY, Clock, at, influenza, maria
from tests.ui.shell.conftest import Desk, aside
from ui.appointments.history_words import history_changes
from ui.appointments.reschedule_sheet import OfferSheet, RescheduleSheet
from ui.requests.candidates import CandidatesSheet
from ui.requests.waiting import WaitingList
from ui.texts import done_word
from ui.theme import font
from ui.wish_sheet import WishSheet


@pytest.fixture
def put(desk: Desk) -> Callable[..., int]:
    """Puts somebody on the list for influenza; gives the appointment's id."""

    def work(user_id: str, wish: Wish | None = None, **more: str) -> int:
        clinic = desk.session.clinic
        assert clinic is not None

        def do() -> Waits:
            form = WaitForm(influenza(maria(clinic, user_id, **more)), wish or Wish())
            return clinic.waiting.put(form, new_command_id())

        made = aside(desk.session.tasks, do)
        desk.session.changes.changed.emit(made.changes)
        desk.settle()
        return made.appointment_id

    return work


def waiting_list(desk: Desk) -> WaitingList:
    desk.shell.journeys.show_page("requests")
    page = desk.shell.journeys.requests.page
    page.show_part("waiting")
    desk.settle()
    return page.waiting


def line_of(desk: Desk, appointment: int) -> WaitingLine | None:
    clinic = desk.session.clinic
    assert clinic is not None
    return aside(desk.session.tasks, lambda: clinic.waiting.one(appointment))


def view_of(desk: Desk, appointment: int) -> AppointmentView:
    clinic = desk.session.clinic
    assert clinic is not None
    return aside(desk.session.tasks, lambda: clinic.appointments.view(appointment))


def booked(desk: Desk, user_id: str, hour: int) -> int:
    clinic = desk.session.clinic
    assert clinic is not None

    def do() -> Booked:
        return clinic.booking.book(
            influenza(maria(clinic, user_id), clinician_id=CHEN, start=at(hour)), new_command_id()
        )

    made = aside(desk.session.tasks, do)
    desk.session.changes.changed.emit(made.changes)
    desk.settle()
    return made.appointment_id


@pytest.mark.feature("BKG-12")
def test_who_waits_stands_in_the_order_in_which_they_are_served(desk: Desk, put: Callable[..., int]) -> None:
    late = put("late", first_name="Late")
    urgent = put("urgent", Wish(URGENT, weekdays=0b10101, from_time=time(9), to_time=time(12), clinician_id=CHEN))
    part = waiting_list(desk)
    assert [line.appointment_id for line in part.model.rows] == [urgent, late]
    cells = [[part.model.index(row, column).data() for column in range(5)] for row in range(2)]
    assert cells[0][:4] == ["Urgent", "Maria Silva", "Influenza", "Mon, Wed, Fri, 09:00–12:00, with Dr Mei Chen"]
    assert cells[1][:4] == ["Routine", "Late Silva", "Influenza", "Any time"]
    soon = put("soon", Wish(SOON))  # alive: another desk, or the booking form
    assert part.model.rows[0].appointment_id == soon
    assert part.words() == "3 wait"


@pytest.mark.feature("BKG-12", "UX-6")
def test_a_narrow_list_gives_up_since_when_rather_than_cut_a_number(desk: Desk, put: Callable[..., int]) -> None:
    put("maria", phone="+351 912 345 678")
    part = waiting_list(desk)
    for room in (500, 900):
        widths = part.model.widths(room)
        assert sum(widths) <= room
        assert (widths[4] == 0) == (room < 680)
    number = QFontMetrics(font()).horizontalAdvance("+351 912 345 678")
    assert part.model.widths(600)[1] > number + 20


@pytest.mark.feature("BKG-12")
def test_enter_offers_the_earliest_free_time_that_suits(desk: Desk, put: Callable[..., int]) -> None:
    one = put("maria", Wish(from_time=time(14), to_time=time(16)))
    part = waiting_list(desk)
    part.table.selectRow(0)
    desk.settle()
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    desk.settle()
    (sheet,) = [each for each in desk.shell.findChildren(OfferSheet) if each.isVisible()]
    assert sheet.start == at(14)
    sheet.accepted.emit()
    desk.settle()
    view = view_of(desk, one)
    assert (view.status, view.start) == (Status.PENDING, at(14))
    assert part.model.index(0, 2).data(int(Qt.ItemDataRole.UserRole) + 1).startswith("Offered Tue 24 Nov, 14:00")


@pytest.mark.feature("BKG-12")
def test_a_wish_is_changed_in_a_sheet_which_says_what_it_cannot_read(desk: Desk, put: Callable[..., int]) -> None:
    one = put("maria")
    part = waiting_list(desk)
    part.wish_wanted.emit(one)
    desk.settle()
    (sheet,) = [each for each in desk.shell.findChildren(WishSheet) if each.isVisible()]
    sheet.part.priority.set_value(SOON)
    sheet.part.starts.setText("half nine")
    sheet.accepted.emit()
    desk.settle()
    assert sheet.part.fields["from_time"].error
    sheet.part.starts.setText("9:30")
    sheet.part.ends.setText("8")
    sheet.accepted.emit()
    desk.settle()
    assert "end before they begin" in sheet.part.fields["to_time"].error
    sheet.part.ends.clear()
    sheet.accepted.emit()
    desk.settle()
    line = line_of(desk, one)
    assert line is not None
    assert line.wish == Wish(SOON, from_time=time(9, 30))


@pytest.mark.feature("BKG-12")
def test_what_a_wish_says_is_read_as_the_same_again_also_once_its_days_are_over(
    desk: Desk, put: Callable[..., int], clock: Clock
) -> None:
    days = Wish(SOON, TODAY + timedelta(days=1), TODAY + timedelta(days=2), remark="By phone")
    one = put("maria", days)
    for later, first, last in ((0, days.first_day, days.last_day), (1, None, days.last_day), (3, None, days.last_day)):
        clock.instant = at(10, days=later)
        waiting_list(desk).wish_wanted.emit(one)
        desk.settle()
        (sheet,) = [each for each in desk.shell.findChildren(WishSheet) if each.isVisible()]
        wish = sheet.part.wish()
        assert wish == replace(days, first_day=first, last_day=last)
        sheet.leave()
        desk.settle()


@pytest.mark.feature("BKG-12")
def test_who_is_booked_and_wants_an_earlier_time_is_put_down_in_the_panel_which_tells_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = booked(desk, "later", 16)
    desk.shell.journeys.choose(later)
    desk.settle()
    panel = desk.shell.journeys.panel
    monkeypatch.setattr(QMenu, "popup", lambda *_where: None)  # no window of its own without a screen
    panel.bar.open_menu()
    (menu,) = panel.bar.findChildren(QMenu)
    (entry,) = [each for each in menu.actions() if each.objectName() == "wish_action"]
    assert entry.text() == "Wants an earlier time…"
    entry.trigger()
    desk.settle()
    (sheet,) = [each for each in desk.shell.findChildren(WishSheet) if each.isVisible()]
    sheet.part.priority.set_value(URGENT)
    sheet.part.starts.setText("9:30")
    sheet.accepted.emit()
    desk.settle()
    told = panel.facts.values["waiting"]
    assert told.isVisible()
    assert told.text() == "Wants an earlier time, urgent\nFrom 09:30"


@pytest.mark.feature("BKG-12")
def test_what_a_cancellation_frees_leads_to_who_would_fit_and_to_the_offer(desk: Desk, put: Callable[..., int]) -> None:
    taken, later = booked(desk, "rui.costa", 15), booked(desk, "later", 16)
    one = put("waits", Wish(URGENT), first_name="Wanda", phone="+351 912 345 678")
    view = view_of(desk, later)
    desk.shell.journeys.waiting.change_wish(later)
    desk.settle()
    (wish,) = [each for each in desk.shell.findChildren(WishSheet) if each.isVisible()]
    wish.accepted.emit()
    desk.settle()
    assert line_of(desk, view.id) is not None
    gone = view_of(desk, taken)
    journeys = desk.shell.journeys
    journeys.acting._view = gone
    journeys.acting._send(Act(Action.CANCEL, taken, gone.version, notify=False))
    desk.settle()
    bar = desk.shell._notice_bar
    assert "2 on the waiting list would fit." in bar.text
    bar._action.click()
    desk.settle()
    (sheet,) = [each for each in desk.shell.findChildren(CandidatesSheet) if each.isVisible()]
    assert [row.line.appointment_id for row in sheet.rows] == [one, later]
    assert sheet.rows[1].offer.text() == "Move to 15:00…"
    sheet.rows[1].offer.click()
    desk.settle()
    (move,) = [each for each in desk.shell.findChildren(RescheduleSheet) if each.isVisible()]
    assert (move.start, move.agreed.isChecked()) == (at(15), True)
    move.accepted.emit()
    desk.settle()
    assert view_of(desk, later).start == at(15)
    assert [line.appointment_id for line in aside_line(desk)] == [one]


def aside_line(desk: Desk) -> tuple[WaitingLine, ...]:
    clinic = desk.session.clinic
    assert clinic is not None
    return aside(desk.session.tasks, lambda: clinic.waiting.line(RIVERSIDE))


@pytest.mark.feature("BKG-12", "APT-7")
def test_history_tells_in_words_what_was_wished_for(desk: Desk, put: Callable[..., int]) -> None:
    one = put("maria", Wish(URGENT, weekdays=0b101, from_time=time(9), clinician_id=CHEN))
    clinic = desk.session.clinic
    assert clinic is not None
    aside(desk.session.tasks, lambda: clinic.waiting.change(one, Wish(URGENT, weekdays=127), 1, new_command_id()))
    newest, *_middle, oldest = view_of(desk, one).history
    assert done_word(newest.action) == "What they wait for changed"
    assert history_changes(newest, "Europe/Lisbon") == [
        "Weekdays: Mon, Wed → any day",
        "Not before: 09:00 → nothing",
        "With: Dr Mei Chen → nothing",
    ]
    told = history_changes(oldest, "Europe/Lisbon")
    assert {"Not before: 09:00", "With: Dr Mei Chen"} <= set(told)
