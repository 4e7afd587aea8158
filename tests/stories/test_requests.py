"""From somebody who wants something to all of its appointments, in the real window: a program, and the slot choice."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import insert

from frontdesk.clinic import Clinic
from frontdesk.database import tables as t
from frontdesk.services.verify import verify
from tests.little import CONSULTATION, Clock, maria, program, sign_in
from tests.stories.conftest import Window
from tests.stories.test_walk_in import clinic_of

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def _set_up(url: str, clock: Clock) -> None:
    """The clinic books by slot choice, and has a program of two consultations."""
    boss = sign_in(url, clock, "manager", "Desk 9")
    row = {"name": "booking.slot_choice", "value": True}
    boss.desk.database.write(lambda connection: connection.execute(insert(t.Setting), [row]))
    program(boss, (CONSULTATION, 0, 0), (CONSULTATION, 7, 9), code="two", name="Two consultations")
    boss.close()


def _print_nothing(window: Window) -> None:
    window.shell.journeys.booking.fields.print_it.setChecked(False)


@pytest.mark.feature("BKG-3", "BKG-4", "BKG-1")
def test_a_program_is_requested_and_its_doses_are_booked_from_the_notice(
    window: Window, sqlite_url: str, clock: Clock
) -> None:
    _set_up(sqlite_url, clock)
    window.sign_in("reception")
    clinic = clinic_of(window)
    maria(clinic)
    window.press(Qt.Key.Key_N, CTRL)
    _print_nothing(window)
    window.type("silv")
    window.press(ENTER)
    window.type("two")
    window.press(ENTER)
    window.until(lambda: len(_open(clinic)) == 1)
    assert clinic.consumers.bookings(1) == ()
    window.click("notice_action")
    window.until(lambda: window.shell.journeys.booking.fields.time.wanted is not None)
    window.press(ENTER)
    window.until(lambda: len(clinic.consumers.bookings(1)) == 2)
    assert _open(clinic) == ()
    assert verify(clinic.desk.database) == ()


def _open(clinic: Clinic) -> tuple[object, ...]:
    return clinic.requests.open(1)
