"""The pages of the rail: key, word, icon, and the desk that makes and joins each; no others can be reached."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.shell.administration_desk import AdministrationDesk
from ui.shell.calendar_desk import CalendarDesk
from ui.shell.consumers_desk import ConsumersDesk
from ui.shell.list_desk import ListDesk
from ui.shell.page_desk import PageDesk
from ui.shell.requests_desk import RequestsDesk
from ui.shell.today_desk import TodayPageDesk
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page; its place in the list is its key, Ctrl+1 for the first."""

    key: str
    word: str
    icon: str
    desk: "Callable[[Shell, Journeys], PageDesk[Any]]"


def pages() -> tuple[PageEntry, ...]:
    """All pages, in the order of the rail."""
    return (
        PageEntry("today", _("Today"), "ph.calendar-check", TodayPageDesk),
        PageEntry("calendar", _("Calendar"), "ph.calendar-blank", CalendarDesk),
        PageEntry("appointments", _("Appointments"), "ph.list", ListDesk),
        PageEntry("requests", _("Requests"), "ph.chat-teardrop-text", RequestsDesk),
        PageEntry("consumers", _("Consumers"), "ph.users", ConsumersDesk),
        PageEntry("administration", _("Admin"), "ph.gear-six", AdministrationDesk),
    )
