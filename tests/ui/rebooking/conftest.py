"""The whole window over the little clinic, with a session that can be rebooked from."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Executable

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booking, new_command_id
from tests.little import CHEN, CONSULTATION, FEVER, INFLUENZA, RIVERSIDE, at, maria
from tests.ui.shell.conftest import Desk, aside, desk, no_sql_on_the_window, session, url
from ui.rebooking.sheet import RebookSheet

__all__ = ["desk", "no_sql_on_the_window", "session", "url"]


def clinic_of(desk: Desk) -> Clinic:
    found = desk.session.clinic
    assert found is not None
    return found


def session_of(desk: Desk, service_id: int = CONSULTATION, action: Action | None = Action.COMPLETE, **more: str) -> int:
    """Maria's appointment with Dr Chen today at 11, completed unless told otherwise."""
    clinic = clinic_of(desk)

    def work() -> int:
        answers = {FEVER: "no"} if service_id == INFLUENZA else {}
        wish = Booking(service_id, RIVERSIDE, maria(clinic, **more), clinician_id=CHEN, start=at(11), answers=answers)
        made = clinic.booking.book(wish, new_command_id()).appointment_id
        if action is not None:
            clinic.sign_in("manager", "demo")
            clinic.appointments.act(Act(action, made, 1, confirmed=True), new_command_id())
            clinic.sign_in("reception", "demo")
        return made

    return aside(desk.session.tasks, work)


def opened(desk: Desk, appointment_id: int) -> RebookSheet:
    desk.shell.journeys.rebook(appointment_id)
    desk.settle()
    sheet = desk.shell.journeys.rebooking.sheet
    assert sheet is not None
    return sheet


@pytest.fixture
def write(desk: Desk) -> Callable[..., None]:
    """Writes rows of set-up aside."""

    def done(*statements: Executable) -> None:
        database = clinic_of(desk).desk.database

        def work(connection: Connection) -> None:
            for one in statements:
                connection.execute(one)

        aside(desk.session.tasks, lambda: database.write(work))

    return done
