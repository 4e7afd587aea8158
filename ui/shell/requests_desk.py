"""The requests page and the panel of a request in one shell: which is chosen, what leads from them, who waits."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.requests.page import RequestsPage
from ui.requests.panel import RequestPanel
from ui.shell.pages import Lazy

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell

_WIDTH = 344


class RequestsDesk(QObject):
    """`join` it to the page when that is made; it shows the panel beside it."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(journeys)
        self._shell = shell
        self._journeys = journeys
        self._page: RequestsPage | None = None
        self.chosen: int | None = None
        self.lazy_panel = Lazy(partial(RequestPanel, shell.context), self._join_panel)

    @property
    def panel(self) -> RequestPanel:
        """The chosen request, at the right."""
        return self.lazy_panel.widget

    def is_shown(self) -> bool:
        """Whether the panel shows; to ask makes nothing."""
        return self.lazy_panel.stands_in(self._shell.side.shown())

    def join(self, page: RequestsPage) -> None:
        """Join the page to the panel, the booking form and the rail."""
        self._page = page
        page.request_chosen.connect(self.choose)
        page.book_wanted.connect(self._journeys.bookings.book_request)
        page.withdraw_wanted.connect(self._withdraw)
        page.take_down_wanted.connect(self._journeys.bookings.book)
        page.waiting_changed.connect(partial(self._shell.rail.set_waiting, "requests"))
        page.show_center(self._shell.center.id)

    def show_center(self, center_id: int) -> None:
        """Show another center, if the page is there already."""
        if self._page is not None:
            self._page.show_center(center_id)

    def _join_panel(self, panel: RequestPanel) -> None:
        self._shell.side.add(panel, _WIDTH)
        panel.book_wanted.connect(self._journeys.bookings.book_request)
        panel.appointment_wanted.connect(self._journeys.go_to)
        panel.closed.connect(self.close)

    def choose(self, request_id: int | None) -> None:
        """Show a request in the panel, or none; a booking under way keeps its place."""
        self.chosen = request_id
        if request_id is None:
            if self.is_shown():
                self._shell.side.hide()
            return
        self.panel.show_request(request_id)
        if not self._journeys.bookings.is_shown():
            self._shell.side.show_panel(self.panel)

    def close(self) -> None:
        """No request is chosen any more."""
        if self._page is not None:
            self._page.choose_none()
            self._page.setFocus()
        self.choose(None)

    def _withdraw(self, request_id: int) -> None:
        self.choose(request_id)
        self.panel.withdraw()
