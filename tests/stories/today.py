"""What the stories of a day share: who is booked before it begins, and going about the start page by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from frontdesk.clinic import Clinic
from frontdesk.rules.words import Status
from frontdesk.services.forms import new_command_id
from tests.little import at, influenza, maria
from tests.stories.conftest import Window
from ui.today.page import TodayPage

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
ENTER, DOWN, ESCAPE, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Space


def book(desk: Clinic, name: str, hour: int, clinician_id: int, days: int = 0) -> int:
    """An influenza appointment of somebody new, made at another desk."""
    first, last = name.split(" ")
    consumer = maria(desk, first.lower().replace("ł", "l"), first_name=first, last_name=last)
    wish = influenza(consumer, start=at(hour, days=days), clinician_id=clinician_id)
    return desk.booking.book(wish, new_command_id()).appointment_id


def clinic_of(window: Window) -> Clinic:
    assert window.start.session is not None
    assert window.start.session.clinic is not None
    return window.start.session.clinic


def status(window: Window, number: int) -> Status:
    return clinic_of(window).appointments.view(number).status


def start(window: Window, name: str) -> TodayPage:
    """Sign in, and look at today."""
    window.sign_in(name)
    window.press(Qt.Key.Key_1, CTRL)
    window.until(lambda: bool(today_of(window).list.entries.entries))
    page = today_of(window)
    assert page.isVisible()
    return page


def today_of(window: Window) -> TodayPage:
    found = window.shell.findChild(TodayPage)
    assert found is not None
    return found


def chosen(window: Window) -> object:
    """The id of what is chosen on the start page."""
    key = today_of(window).list.chosen_key()
    return key.number if key is not None else None


def shown(window: Window) -> list[object]:
    """The ids of the rows of the start page, from top to bottom."""
    return [entry.key.number for entry in today_of(window).list.entries.entries if entry.can_be_chosen]


def go_to(window: Window, number: int) -> None:
    """Down through the rows, from the first, until that one is chosen."""
    window.press(Qt.Key.Key_Home)
    for _row in range(40):
        if chosen(window) == number:
            return
        window.press(DOWN)
    raise AssertionError(f"{number} is not reached")


def said(window: Window) -> str:
    """What the notice says."""
    notice = window.frame.findChild(QLabel, "notice_text")
    return notice.text() if notice is not None else ""


def words(widget: QWidget) -> str:
    """All that its labels say that show."""
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
