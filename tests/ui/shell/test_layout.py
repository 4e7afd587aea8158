"""The window comes back as each person left it: modes, widths and filters of every page (UX-7)."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tests.little import SOUZA, Clock
from tests.ui.shell.conftest import Desk
from ui.session import Session
from ui.shell.frame import Frame
from ui.shell.memory import Memory
from ui.tasks import Tasks


@pytest.fixture
def sign_in_anew(desk: Desk, url: str, clock: Clock, qapp: QApplication) -> Iterator[Callable[[str], Desk]]:
    """Close the window and open another one, signed in as somebody."""
    frames: list[Frame] = []

    def again(name: str) -> Desk:
        desk.session.frame.close()
        frame = Frame(Memory())
        frames.append(frame)
        session = Session(frame, Tasks(frame), url, now=clock, desk="Desk 2")
        frame.show()
        session.open_clinic()
        assert session.tasks.wait(20_000)
        desk.session = session
        session.sign_in(name, "demo")
        desk.settle()
        return desk

    yield again
    for frame in frames:
        frame.close()
        frame.deleteLater()
    QApplication.processEvents()


def left_of(desk: Desk) -> tuple[object, object, object, object]:
    """How the person left the calendar and the lists."""
    journeys = desk.shell.journeys
    calendar, lists = journeys.calendar.layout_state(), journeys.desks["appointments"].page.layout_state()
    return calendar["mode"], calendar["zoom"], lists["tab"], lists["widths"]


def arrange(desk: Desk) -> None:
    """Another mode and another zoom of the calendar, another tab of the lists."""
    desk.go("calendar")
    desk.shell.journeys.calendar.view.zoom_to(2.5)
    desk.shell.journeys.calendar.show_mode("month")
    desk.go("appointments")
    desk.shell.journeys.desks["appointments"].page.show_tab("cancelled")
    desk.settle()


@pytest.mark.feature("UX-7")
def test_closed_and_opened_again_the_pages_look_the_same_and_another_person_has_their_own(
    desk: Desk, sign_in_anew: Callable[[str], Desk]
) -> None:
    delivered = left_of(desk)
    arrange(desk)
    arranged = left_of(desk)
    assert arranged[:3] == ("month", 2500, "cancelled")
    assert left_of(sign_in_anew("reception")) == arranged
    assert left_of(sign_in_anew("manager")) == delivered
    assert left_of(sign_in_anew("reception")) == arranged


@pytest.mark.feature("UX-7")
@pytest.mark.parametrize(
    "damage", ["{", "[1, 2]", '{"mode": {"a": 1}, "tab": 7}', '{"mode": "years", "tab": "lost", "zoom": -1}', "\0"]
)
def test_what_is_damaged_is_ignored(desk: Desk, sign_in_anew: Callable[[str], Desk], damage: str) -> None:
    delivered = left_of(desk)
    desk.session.frame.close()
    kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Frontdesk", "window")
    for name in ("calendar_page", "appointments_page", "preferences"):
        kept.setValue(f"person-{SOUZA}/{name}", damage)
    kept.sync()
    again = sign_in_anew("reception")
    assert left_of(again) == delivered
    assert again.shell.idle.minutes == 15


@pytest.mark.feature("UX-7")
def test_what_changed_is_kept_when_another_page_is_shown(desk: Desk) -> None:
    arrange(desk)
    assert Memory().of_person(SOUZA, "calendar_page")["mode"] == "month"
    desk.go("calendar")
    assert Memory().of_person(SOUZA, "appointments_page")["tab"] == "cancelled"
