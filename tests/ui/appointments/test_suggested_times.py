"""Rescheduling to a time that is taken suggests others with why; one that is chosen stands in the sheet."""

import pytest
from PySide6.QtCore import Qt

from frontdesk.services.forms import new_command_id
from tests.little import CHEN, ROY, at, influenza, maria
from tests.ui.appointments.test_moving import press, reschedule, type_time
from tests.ui.desks import Desk
from ui.appointments.panel import AppointmentPanel


@pytest.mark.feature("TSK-4")
def test_a_taken_time_suggests_a_colleague_and_other_times_and_one_is_taken_over(
    desk: Desk, panel: AppointmentPanel
) -> None:
    taken = influenza(maria(desk.clinic, "rui.costa"), clinician_id=CHEN, start=at(16))
    desk.clinic.booking.book(taken, new_command_id())
    sheet = reschedule(desk, panel)
    type_time(desk, sheet, "16:00")
    windows = sheet.windows
    assert windows.isVisible()
    best = windows.list.model_.rows[0]
    assert (best.title, best.right, best.line) == ("Today, 16:00", "Nurse Iris Roy", "The wished time")
    assert not sheet.free.isVisible(), "free times stand there once"
    press(desk, sheet.when, Qt.Key.Key_Down)
    assert windows.list.hasFocus()
    press(desk, windows.list, Qt.Key.Key_Return)
    act = sheet.act()
    assert act is not None
    assert (act.start, act.clinician_id) == (at(16), ROY)
    assert not windows.isVisible()
    assert sheet.free.isVisible()
