"""The appointment pages over the little clinic, with one influenza appointment of Maria Silva today."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.services.forms import new_command_id
from tests.little import CHEN, at, influenza, maria
from tests.ui.desks import Desk, open_desk
from ui.appointments.detail import DetailPage
from ui.appointments.panel import AppointmentPanel
from ui.tasks import Tasks


@pytest.fixture
def desk(sqlite_url: str, tasks: Tasks) -> Iterator[Desk]:
    """A manager's desk: every action of the table is theirs."""
    made = open_desk(sqlite_url, tasks, "manager")
    yield made
    made.settle()
    made.notices.close()
    made.notices.deleteLater()
    made.clinic.close()


@pytest.fixture
def appointment(desk: Desk) -> int:
    """Today at 10:40 with Dr Chen."""
    booking = influenza(maria(desk.clinic), start=at(10, 40), clinician_id=CHEN)
    return desk.clinic.booking.book(booking, new_command_id()).appointment_id


@pytest.fixture
def panel(desk: Desk, appointment: int, qtbot: QtBot) -> AppointmentPanel:
    made = AppointmentPanel(desk.context)
    made.resize(344, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.show_appointment(appointment)
    desk.settle()
    return made


@pytest.fixture
def open_detail(desk: Desk, appointment: int, qtbot: QtBot) -> Callable[[], DetailPage]:
    """Opens the detail page of the appointment."""

    def opened() -> DetailPage:
        made = DetailPage(desk.context)
        made.resize(1100, 700)
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        made.show_appointment(appointment)
        desk.settle()
        return made

    return opened
