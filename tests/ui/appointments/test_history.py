"""The History tab: readable, narrowed, searched in, copied, and quick however long it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, new_command_id
from frontdesk.views.appointment import AppointmentView
from tests.little import FEVER, ROY, at
from tests.ui.desks import Desk
from ui.appointments.detail import DetailPage
from ui.appointments.history import AT_ONCE, History

pytestmark = pytest.mark.feature("APT-7")


def _shown(history: History) -> list[str]:
    """What each entry says, from the newest to the oldest."""
    return [" | ".join(entry.words()) for entry in history._entries]


@pytest.fixture
def busy(desk: Desk, appointment: int) -> AppointmentView:
    """The appointment after much has happened to it."""
    appointments = desk.clinic.appointments
    appointments.act(Act(Action.RESCHEDULE, appointment, 1, start=at(11), agreed=True, message="As asked"), _id())
    appointments.act(Act(Action.REASSIGN, appointment, 2, clinician_id=ROY), _id())
    appointments.add_note(appointment, "Prefers the left arm", _id())
    appointments.correct_answer(appointment, FEVER, 1, "yes", _id())
    appointments.set_metadata(appointment, 1, "", "884", _id())
    command = _id()
    appointments.act(Act(Action.CHECK_IN, appointment, 3), command)
    appointments.undo(command, _id())
    desk.clock.to(11, 5)
    appointments.act(Act(Action.CHECK_IN, appointment, 5), _id())
    appointments.act(Act(Action.COMMENCE, appointment, 6), _id())
    appointments.act(Act(Action.COMPLETE, appointment, 7, reason_id=2, remark="No reaction"), _id())
    return appointments.view(appointment)


def _id() -> str:
    return new_command_id()


@pytest.fixture
def history(desk: Desk, busy: AppointmentView, open_detail: Callable[[], DetailPage]) -> History:
    page = open_detail()
    page.tabs.tabs.set_current("history")
    desk.settle()
    return page.tabs.history


def test_every_change_is_told_in_words_from_what_to_what(history: History) -> None:
    told = _shown(history)
    by = "Bo Ss, Desk 1"
    assert told == [
        f"Today 11:05 | Completed | {by} | Taken 11:05–11:05 · As planned · No reaction",
        f"Today 11:05 | Commenced | {by}",
        f"Today 11:05 | Checked in | {by}",
        (
            f"Today 10:22 | Undone | {by} | Taken back: Checked in · Status: Arrived → Upcoming · "
            "Arrived: Tue 24 Nov, 10:22 → nothing"
        ),
        f"Today 10:22 | Checked in | {by}",
        f"Today 10:22 | Metadata changed | {by} | Case number: 884",
        f"Today 10:22 | Answer corrected | {by} | Fever in the last 48 hours? No → Yes",
        f"Today 10:22 | Note added | {by} | “Prefers the left arm”",
        (
            f"Today 10:22 | Reassigned | {by} | Clinician: Dr Mei Chen → Nurse Iris Roy | "
            "Other clinician, e-mail to maria.silva@example.org: waiting to be sent"
        ),
        (
            f"Today 10:22 | Rescheduled | {by} | From Tue 24 Nov, 10:40 to Tue 24 Nov, 11:00 · “As asked” | "
            "Rescheduled, e-mail to maria.silva@example.org: waiting to be sent"
        ),
        (
            f"Today 10:22 | Booked | {by} | Influenza, Tue 24 Nov, 10:40 with Dr Mei Chen, Room 1 | "
            "Confirmation, e-mail to maria.silva@example.org: waiting to be sent"
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "count"), [("all", 11), ("steps", 8), ("notes", 1), ("answers", 1), ("metadata", 1), ("messages", 3)]
)
def test_the_history_is_narrowed_to_a_kind_of_change(history: History, kind: str, count: int) -> None:
    history.tools.kinds.setCurrentIndex(history.tools.kinds.findData(kind))
    assert len(_shown(history)) == count


def test_words_are_found_in_it_in_any_order_and_case(desk: Desk, history: History) -> None:
    history.tools.search.setText("chen REASSIGNED")
    history.tools.search.ask_now()
    assert [text.split(" | ")[1] for text in _shown(history)] == ["Reassigned"]
    history.tools.search.setText("nobody")
    history.tools.search.ask_now()
    assert _shown(history) == []
    assert not history._nothing.isHidden()


def test_what_is_found_is_copied_as_text(desk: Desk, history: History, busy: AppointmentView) -> None:
    history.tools.kinds.setCurrentIndex(history.tools.kinds.findData("answers"))
    history.tools.copy.click()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied == [
        f"History of appointment {busy.code[:3]}-{busy.code[3:]}, Maria Silva",
        "Today 10:22  Answer corrected  Bo Ss, Desk 1",
        "    Fever in the last 48 hours? No → Yes",
    ]
    assert desk.notices.text == "1 entry copied."


def _long(view: AppointmentView, count: int) -> AppointmentView:
    first = view.history[0]
    lines = (replace(first, id=number, at=first.at - timedelta(minutes=number)) for number in range(count, 0, -1))
    return replace(view, history=tuple(lines))


def test_a_long_history_is_laid_out_as_far_as_it_is_looked_at(
    desk: Desk, history: History, busy: AppointmentView
) -> None:
    view = _long(busy, 1000)
    history.show_view(view, desk.clock())
    desk.settle()
    assert len(history._entries) == AT_ONCE
    history.verticalScrollBar().setValue(history.verticalScrollBar().maximum())
    desk.settle()
    shown = len(history._entries)
    assert AT_ONCE < shown < 1000
    assert [entry.shows[0] for entry in history._entries] == list(view.history[:shown])


def test_a_new_entry_keeps_what_shows_and_the_scroll(desk: Desk, history: History, busy: AppointmentView) -> None:
    view = _long(busy, 100)
    history.show_view(replace(view, history=view.history[1:]), desk.clock())
    desk.settle()
    history.verticalScrollBar().setValue(300)
    kept = history._entries[5]
    history.show_view(view, desk.clock())
    desk.settle()
    assert history._entries[6] is kept
    assert history.verticalScrollBar().value() == 300
    inside = history.widget()
    assert inside is not None
    assert [child for child in inside.children() if child in history._entries] == history._entries
