"""The pages of the rail: key, word, icon, and how each is made; a page that is not listed here cannot be reached."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.calendar.page import CalendarPage
from ui.consumers.page import ConsumersPage
from ui.shell.context import Context
from ui.texts import _


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page; its place in the list is its key, Ctrl+1 for the first."""

    key: str
    word: str
    icon: str
    make: Callable[[Context], QWidget]


def pages() -> tuple[PageEntry, ...]:
    """All pages, in the order of the rail."""
    return (
        PageEntry("calendar", _("Calendar"), "ph.calendar-blank", CalendarPage),
        PageEntry("consumers", _("Consumers"), "ph.users", ConsumersPage),
    )
