"""What leads where: it joins the pages by signals and ids, so that no page knows another."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from frontdesk.views.appointment import AppointmentView
from ui.appointments.acting import Acting
from ui.appointments.detail import DetailPage
from ui.appointments.panel import AppointmentPanel
from ui.appointments.preview import PreviewPage
from ui.booking.form import BookingForm
from ui.calendar.page import CalendarPage
from ui.consumers.page import ConsumersPage
from ui.shell.bookings import BookingWays
from ui.shell.chosen import Chosen
from ui.shell.entrance import Read
from ui.shell.lazy import Lazy
from ui.shell.page_desk import PageDesk
from ui.shell.pages import pages
from ui.shell.pins import Pins
from ui.shell.planning import PlanningWays
from ui.shell.preferences import START
from ui.shell.printing import Printing
from ui.shell.rebooking_desk import RebookingDesk
from ui.shell.requests_desk import RequestsDesk
from ui.shell.waiting_desk import WaitingDesk

if TYPE_CHECKING:  # the shell imports this; the administration is imported when it is wanted
    from ui.administration.page import AdministrationPage
    from ui.shell.window import Shell

_PANEL = 344


class Journeys(QObject):
    """The pages and panels of one shell, and the ways between them."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._context = shell.context
        self._page = START
        self._before_preview: QWidget | None = None
        self.acting = Acting(shell.context, shell)
        self.printing = Printing(shell)
        self.planning = PlanningWays(shell)
        self.bookings = BookingWays(shell, self)
        self.rebooking = RebookingDesk(shell, self)
        self.acting.again_wanted.connect(self.bookings.book_request)
        self.acting.follow_up_wanted.connect(self.bookings.follow_up)
        self.waiting = WaitingDesk(shell, self)
        self.pins = Pins(self)
        self.on_chosen = Chosen(shell, self)
        self.desks: dict[str, PageDesk[Any]] = {entry.key: entry.desk(shell, self) for entry in pages()}
        self.requests = cast("RequestsDesk", self.desks["requests"])
        self._panel = Lazy(partial(AppointmentPanel, shell.context), self._join_panel)
        self._detail = Lazy(partial(DetailPage, shell.context), self._join_detail)
        self._preview = Lazy(partial(PreviewPage, shell.context), self._join_preview)

    # Pages and panels, made when they are first wanted

    @property
    def calendar(self) -> CalendarPage:
        """The days of a center."""
        return cast("CalendarPage", self.desks["calendar"].page)

    @property
    def consumers(self) -> ConsumersPage:
        """The list of consumers with their form."""
        return cast("ConsumersPage", self.desks["consumers"].page)

    @property
    def administration(self) -> "AdministrationPage":
        """What decides when somebody can be seen."""
        return cast("AdministrationPage", self.desks["administration"].page)

    @property
    def panel(self) -> AppointmentPanel:
        """The chosen appointment, at the right."""
        return self._panel.widget

    @property
    def booking(self) -> BookingForm:
        """The booking form, at the right."""
        return self.bookings.lazy_form.widget

    @property
    def detail(self) -> DetailPage:
        """All of an appointment."""
        return self._detail.widget

    @property
    def preview(self) -> PreviewPage:
        """What is to be printed."""
        return self._preview.widget

    @property
    def chosen(self) -> int | None:
        """The appointment that is chosen on the page that shows, or that the detail page shows."""
        return self._desk.appointment

    def shown_view(self) -> AppointmentView | None:
        """The appointment that the detail page shows, else that of the panel; None while there is none."""
        if self._detail.stands_in(self._shell.stack.currentWidget()):
            return self.detail.view
        return self.panel.view if self._panel.is_made else None

    @property
    def _desk(self) -> PageDesk[Any]:
        return self.desks[self._page]

    def parts(self) -> tuple[Lazy[QWidget], ...]:
        """All of them, first those that are likely to be wanted first; each a step for `Warming`."""
        on_rail = [desk.lazy for desk in self.desks.values()]
        panels = (self.bookings.lazy_form, self._panel, *on_rail, self.requests.lazy_panel, self._detail, self._preview)
        return cast("tuple[Lazy[QWidget], ...]", panels)

    def panel_of(self, appointment_id: int) -> AppointmentPanel:
        """The panel, showing that appointment."""
        if self.panel.shown.appointment_id != appointment_id:
            self.panel.show_appointment(appointment_id)
        return self.panel

    def _join_panel(self, panel: AppointmentPanel) -> None:
        self._shell.side.add(panel, _PANEL)
        panel.detail_wanted.connect(self.show_detail)
        panel.print_wanted.connect(self.printing.confirmation)
        panel.again_wanted.connect(self.bookings.book_request)
        panel.bar.menu_opening.connect(self.on_chosen.add_further)
        panel.follow_up_wanted.connect(self.bookings.follow_up)
        panel.closed.connect(self.close_panel)

    def _join_detail(self, page: DetailPage) -> None:
        self._shell.stack.addWidget(page)
        page.back.connect(self.back)
        page.again_wanted.connect(self.bookings.book_request)
        page.bar.menu_opening.connect(self.on_chosen.add_further)
        page.follow_up_wanted.connect(self.bookings.follow_up)
        page.print_wanted.connect(self.printing.confirmation)

    def _join_preview(self, page: PreviewPage) -> None:
        self._shell.stack.addWidget(page)
        page.back.connect(self.back)

    # Ways between pages

    def restore_layouts(self) -> None:
        """Let the pages that are made look as the person left them; the others follow when they are made."""
        for desk in self.desks.values():
            desk.restore_layout()

    def keep_layouts(self) -> None:
        """Remember how the person leaves the pages."""
        for desk in self.desks.values():
            desk.keep_layout()

    def show_center(self, center_id: int, read: Read | None) -> None:
        """Show another center on every page that is there; `read` is what one of them shows first, if it was read."""
        for desk in self.desks.values():
            if read is None:
                desk.show_center(center_id)
            else:
                desk.show_read(center_id, read)

    def show_page(self, key: str) -> None:
        """Show the page of that key; how the one before is left is remembered."""
        self._desk.keep_layout()
        self._page = key
        self._shell.stack.setCurrentWidget(self.desks[key].page)
        self._shell.rail.show_current(key)
        self.focus_page()
        if not self.bookings.is_shown():
            self.show_side()
        self._shell.top_bar.step_back(self._shell.side.shown() is not None)

    def show_side(self) -> None:
        """Show beside the page what is chosen on it."""
        panel = self._desk.beside()
        if panel is None:
            self._shell.side.hide()
        else:
            self._shell.side.show_panel(panel)

    def focus_page(self) -> None:
        """Give the page that shows the focus; a shell made ready behind the sign-in page takes it from nobody."""
        shown = self._shell.stack.currentWidget()
        if shown is not None and self._shell.isVisible():
            shown.setFocus()

    def back(self) -> None:
        """From a detail page or a preview to where the person came from."""
        if self._is_previewing() and self._detail.stands_in(self._before_preview):
            self._shell.stack.setCurrentWidget(self.detail)
            self.detail.setFocus()
            return
        if self._panel.is_made and self.panel.view is not None and self.panel.view == self.detail.view:
            self.panel.tabs.tabs.set_current(self.detail.tabs.tabs.current())
        self.show_page(self._page)

    def show_rail_page(self) -> None:
        """Leave the detail page or the preview, if one shows."""
        if self._is_beyond():
            self.show_page(self._page)

    def stay_with_requests(self) -> bool:
        """On the page of requests, show it anew: the next one waits there. Whether it is the page that shows."""
        if self._page == "requests":
            self.show_page("requests")
        return self._page == "requests"

    def show_preview(self) -> None:
        """Show the page of what is to be printed; `back` leads to where the person is now."""
        self._before_preview = self._shell.stack.currentWidget()
        self._show_instead(self.preview)

    def narrow(self) -> None:
        """Escape: leave the detail page or the preview, then the panel."""
        if self._is_beyond():
            self.back()
        elif self.bookings.is_shown():
            self.booking.leave()
        elif self.requests.is_shown():
            self.requests.close()
        elif self._panel.stands_in(self._shell.side.shown()):
            self.close_panel()

    def _is_beyond(self) -> bool:
        """Whether a page shows that leads back to one of the rail."""
        return self._is_previewing() or self._detail.stands_in(self._shell.stack.currentWidget())

    def _is_previewing(self) -> bool:
        return self._preview.stands_in(self._shell.stack.currentWidget())

    def refresh(self) -> None:
        """Read what shows anew."""
        self._desk.refresh()
        if self.chosen is not None:
            self.panel.show_appointment(self.chosen)

    # Appointments

    def choose(self, appointment_id: int) -> None:
        """Show an appointment in the panel; a booking under way keeps its place."""
        self._desk.appointment = appointment_id
        self.panel.show_appointment(appointment_id)
        if not self.bookings.is_shown():
            self._shell.side.show_panel(self.panel)

    def close_panel(self) -> None:
        """No appointment is chosen any more."""
        self._desk.appointment = None
        self._desk.select(None)
        self.focus_page()
        self._shell.side.hide()

    def show_detail(self, appointment_id: int) -> None:
        """The whole page of an appointment."""
        self._desk.appointment = appointment_id
        if self._panel.is_made and self.panel.shown.appointment_id == appointment_id:
            self.detail.tabs.show_tab(self.panel.tabs.tabs.current())
        self.detail.show_appointment(appointment_id)
        self._show_instead(self.detail)

    def _show_instead(self, page: QWidget) -> None:
        """Show a page of its own, with the focus before the panel goes: else Qt looks through all controls for one."""
        self._shell.stack.setCurrentWidget(page)
        page.setFocus()
        self._shell.side.hide()
        self._shell.top_bar.step_back(True)  # such a page has a next thing to do of its own

    def show_detail_of_chosen(self) -> None:
        """The same for the one that is chosen."""
        if self.chosen is not None:
            self.show_detail(self.chosen)

    def go_to_chosen(self) -> None:
        """Show the chosen appointment where it stands."""
        if self.chosen is not None:
            self.go_to(self.chosen)

    def is_on_page(self, key: str) -> bool:
        """Whether the page of that key shows, and nothing over it."""
        return self._page == key and not self._is_beyond()

    def go_to(self, appointment_id: int) -> None:
        """Show an appointment where it stands: on its day in the calendar, ringed, with its panel."""
        self.read(appointment_id, self.stand_at)

    def stand_at(self, view: AppointmentView) -> None:
        """Show an appointment that was read already on its day, ringed, with its panel."""
        if view.center_id != self._shell.center.id and any(view.center_id == own.id for own in self._shell.centers):
            self._shell.show_center(view.center_id)
        if view.wall_start is not None:
            self.calendar.show_day(view.wall_start.date())
        self.show_page("calendar")
        self.calendar.select(view.id)
        self.choose(view.id)

    def read(self, appointment_id: int, then: Callable[[AppointmentView], None]) -> None:
        """Read an appointment aside, then do something with it."""
        appointments = self._context.clinic.appointments
        self._context.tasks.run(lambda: appointments.view(appointment_id), then)

    def rebook(self, appointment_id: int) -> None:
        """In steps, from a session that began; else the booking form for the same consumer and service."""
        self.read(appointment_id, self.rebooking.rebook)

    def show_day(self, day: date) -> None:
        """A day in the calendar."""
        self.calendar.show_day(day)
        self.show_page("calendar")

    def show_consumer(self, consumer_id: int) -> None:
        """The consumer's form on their page."""
        self.show_page("consumers")
        self.consumers.show_consumer(consumer_id)
