"""The pages of the rail: key, word, icon, and how each is made; a page that is not listed here cannot be reached."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.calendar.page import CalendarPage
from ui.consumers.page import ConsumersPage
from ui.requests.page import RequestsPage
from ui.shell.context import Context
from ui.texts import _

W = TypeVar("W", bound=QWidget)


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
        PageEntry("requests", _("Requests"), "ph.chat-teardrop-text", RequestsPage),
        PageEntry("consumers", _("Consumers"), "ph.users", ConsumersPage),
        PageEntry("administration", _("Admin"), "ph.gear-six", _administration),
    )


def _administration(context: Context) -> QWidget:
    """Imported when it is wanted: it is large, and few need it on a day."""
    from ui.administration.page import AdministrationPage  # noqa: PLC0415  see above

    return AdministrationPage(context)


class Lazy(Generic[W]):
    """A page or panel that is made when it is first wanted, put in its place and joined to the others by `join`.

    The first picture waits for none but those that it shows.
    """

    def __init__(self, make: Callable[[], W], join: Callable[[W], None]) -> None:
        self._make = make
        self._join = join
        self._made: W | None = None

    @property
    def widget(self) -> W:
        """The page, made now if it was not."""
        if self._made is None:
            self._made = self._make()
            self._join(self._made)
        return self._made

    @property
    def is_made(self) -> bool:
        """Whether it was wanted already."""
        return self._made is not None

    def stands_in(self, place: QWidget | None) -> bool:
        """Whether what stands there is this one; to ask makes nothing."""
        return place is not None and place is self._made
