"""The whole window over the little clinic, with appointments in every list."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act, Booked, new_command_id
from tests.little import CHEN, ROY, Clock, at, influenza, maria, sign_in
from tests.ui.shell.conftest import Desk, aside, desk, no_sql_on_the_window, session, url
from ui.appointment_list.model import BELOW
from ui.appointment_list.page import AppointmentsPage

__all__ = ["desk", "no_sql_on_the_window", "session", "url"]

PEOPLE = {"silva": ("Maria", "Silva"), "lind": ("Emma", "Lind"), "costa": ("Rui", "Costa")}


def said(widget: QWidget) -> str:
    """All that its labels say that show."""
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@dataclass
class Lists:
    """The page, the appointments by a name of their own, and what a test does with them."""

    desk: Desk
    page: AppointmentsPage
    booked: dict[str, Booked]

    def names(self) -> list[str]:
        """Who stands in the list, from the top."""
        model = self.page.model
        return [model.index(row, 1).data() for row in range(model.rowCount())]

    def cells(self, row: int) -> list[tuple[str, str]]:
        """Both lines of each cell of a row that shows."""
        table, model = self.page.table, self.page.model
        shown = [place for place in range(model.columnCount()) if not table.isColumnHidden(place)]
        return [(model.index(row, place).data(), model.index(row, place).data(BELOW)) for place in shown]

    def show(self, tab: str) -> None:
        """To that tab, with the keys in the list."""
        self.page.show_tab(tab)
        self.desk.settle()
        self.page.table.setFocus()

    def type(self, text: str) -> None:
        """What is typed into the search."""
        self.page.tools.search.setFocus()
        self.page.tools.search.setText(text)
        self.page.tools.search.ask_now()
        self.desk.settle()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.desk.press(key)


@pytest.fixture
def lists(desk: Desk, clock: Clock, url: str) -> Lists:
    """Three that ended today without an outcome, two ahead, one completed, one cancelled; the page shows."""
    clinic = desk.session.clinic
    assert clinic is not None
    clock.to(8)
    booked = aside(desk.session.tasks, lambda: _book(clinic))
    clock.to(10, 22)
    aside(desk.session.tasks, lambda: _settle(clinic, url, clock, booked))
    desk.go("appointments")
    desk.settle()
    page = desk.shell.findChild(AppointmentsPage)
    assert page is not None
    return Lists(desk, page, booked)


def _book(clinic: Clinic) -> dict[str, Booked]:
    people = {
        user_id: maria(clinic, user_id, first_name=first, last_name=last, phone="+351912345678")
        for user_id, (first, last) in PEOPLE.items()
    }

    def book(who: str, hour: int, minute: int = 0, days: int = 0, clinician_id: int = CHEN) -> Booked:
        wish = influenza(people[who], start=at(hour, minute, days), clinician_id=clinician_id)
        return clinic.booking.book(wish, new_command_id())

    return {
        "first": book("silva", 9),
        "second": book("lind", 9, 20),
        "third": book("costa", 9, 40),
        "done": book("lind", 9, 0, clinician_id=ROY),
        "soon": book("silva", 11),
        "later": book("lind", 9, days=1, clinician_id=ROY),
        "cancelled": book("costa", 9, 20, days=1),
    }


def _settle(clinic: Clinic, url: str, clock: Clock, booked: dict[str, Booked]) -> None:
    act_on(clinic, Action.CANCEL, booked["cancelled"], reason_id=1)
    nurse = sign_in(url, clock, "nurse", desk="Desk 7")
    try:
        act_on(nurse, Action.COMPLETE, booked["done"], reason_id=2, confirmed=True)
    finally:
        nurse.close()


def act_on(clinic: Clinic, action: Action, booked: Booked, **more: object) -> None:
    """Take an action on an appointment nobody changed yet."""
    act = Act(action, booked.appointment_id, 1, **more)  # type: ignore[arg-type]  # tests name the fields they mean
    clinic.appointments.act(act, new_command_id())


@pytest.fixture
def elsewhere(lists: Lists, url: str, clock: Clock) -> Callable[..., None]:
    """Another desk takes an action, and this one hears of it."""

    def act(action: Action, name: str, **more: object) -> None:
        def work() -> object:
            other = sign_in(url, clock, desk="Desk 9")
            try:
                wish = Act(action, lists.booked[name].appointment_id, 1, **more)  # type: ignore[arg-type]  # as above
                return other.appointments.act(wish, new_command_id()).changes
            finally:
                other.close()

        changes = aside(lists.desk.session.tasks, work)
        lists.desk.session.changes.changed.emit(changes)
        lists.desk.settle()

    return act
