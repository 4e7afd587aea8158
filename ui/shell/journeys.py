"""What leads where: it joins the pages by signals and ids, so that no page knows another."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.views.appointment import AppointmentView
from frontdesk.views.day import DayView
from frontdesk.views.openings import Opening
from ui.appointments.acting import Acting
from ui.appointments.actions import actions_menu, fill_menu
from ui.appointments.detail import DetailPage
from ui.appointments.panel import AppointmentPanel
from ui.appointments.preview import PreviewPage
from ui.booking.form import BookingForm
from ui.calendar.page import CalendarPage
from ui.consumers.page import ConsumersPage
from ui.requests.page import RequestsPage
from ui.shell.pages import Lazy, pages
from ui.shell.planning import PlanningWays
from ui.shell.printing import Printing
from ui.shell.requests_desk import RequestsDesk
from ui.texts import _, moment

if TYPE_CHECKING:  # the shell imports this; the administration is imported when it is wanted
    from ui.administration.page import AdministrationPage
    from ui.shell.window import Shell

_PANEL, _BOOKING = 344, 460


class Journeys(QObject):
    """The pages and panels of one shell, and the ways between them."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._context = shell.context
        self.chosen: int | None = None
        self._page = "calendar"
        self._before_preview: QWidget | None = None
        self.acting = Acting(shell.context, shell)
        self.acting.again_wanted.connect(self.book_request)
        self.printing = Printing(shell)
        self.planning = PlanningWays(shell)
        self.requests = RequestsDesk(shell, self)
        self._pages = {entry.key: Lazy(partial(entry.make, shell.context), self._join_page) for entry in pages()}
        self._panel = Lazy(partial(AppointmentPanel, shell.context), self._join_panel)
        self._booking = Lazy(partial(BookingForm, shell.context), self._join_booking)
        self._detail = Lazy(partial(DetailPage, shell.context), self._join_detail)
        self._preview = Lazy(partial(PreviewPage, shell.context), self._join_preview)

    # Pages and panels, made when they are first wanted

    @property
    def calendar(self) -> CalendarPage:
        """The day of a center."""
        return cast("CalendarPage", self._pages["calendar"].widget)

    @property
    def consumers(self) -> ConsumersPage:
        """The list of consumers with their form."""
        return cast("ConsumersPage", self._pages["consumers"].widget)

    @property
    def administration(self) -> "AdministrationPage":
        """What decides when somebody can be seen."""
        return cast("AdministrationPage", self._pages["administration"].widget)

    @property
    def panel(self) -> AppointmentPanel:
        """The chosen appointment, at the right."""
        return self._panel.widget

    @property
    def booking(self) -> BookingForm:
        """The booking form, at the right."""
        return self._booking.widget

    @property
    def detail(self) -> DetailPage:
        """All of an appointment."""
        return self._detail.widget

    @property
    def preview(self) -> PreviewPage:
        """What is to be printed."""
        return self._preview.widget

    def parts(self) -> tuple[Lazy[QWidget], ...]:
        """All of them, first those that are likely to be wanted first; each a step for `Warming`."""
        requests = self.requests.lazy_panel
        panels = (self._booking, self._panel, *self._pages.values(), requests, self._detail, self._preview)
        return cast("tuple[Lazy[QWidget], ...]", panels)

    def _join_page(self, page: QWidget) -> None:
        self._shell.stack.addWidget(page)
        if isinstance(page, CalendarPage):
            page.appointment_chosen.connect(self.choose)
            page.appointment_opened.connect(self.show_detail)
            page.free_time_chosen.connect(self.book_at)
            page.menu_wanted.connect(self.open_menu)
            page.time_menu_wanted.connect(self.planning.open_menu)
            page.print_wanted.connect(self.printing.schedule)
        elif isinstance(page, ConsumersPage):
            page.book_wanted.connect(self.book_for)
        elif isinstance(page, RequestsPage):
            self.requests.join(page)
        elif page.objectName() == "administration_page":
            self._join_administration(cast("AdministrationPage", page))

    def _join_administration(self, page: "AdministrationPage") -> None:
        page.planned.connect(self.planning.back)
        page.show_center(self._shell.center.id)

    def _join_panel(self, panel: AppointmentPanel) -> None:
        self._shell.side.add(panel, _PANEL)
        panel.detail_wanted.connect(self.show_detail)
        panel.print_wanted.connect(self.printing.confirmation)
        panel.again_wanted.connect(self.book_request)
        panel.closed.connect(self.close_panel)

    def _join_booking(self, form: BookingForm) -> None:
        self._shell.side.add(form, _BOOKING)
        form.booked.connect(self._booked)
        form.requested.connect(self._requested)
        form.cancelled.connect(self._booking_left)
        form.appointment_wanted.connect(self._leave_booking_for)

    def _join_detail(self, page: DetailPage) -> None:
        self._shell.stack.addWidget(page)
        page.back.connect(self.back)
        page.again_wanted.connect(self.book_request)
        page.print_wanted.connect(self.printing.confirmation)

    def _join_preview(self, page: PreviewPage) -> None:
        self._shell.stack.addWidget(page)
        page.back.connect(self.back)

    # Ways between pages

    def show_center(self, center_id: int, day: DayView | None) -> None:
        """Show another center on every page that is there; `day` is the first day of it, where it was read."""
        self.calendar.show_center(center_id, day)
        self.requests.show_center(center_id)
        if self._pages["administration"].is_made:
            self.administration.show_center(center_id)

    def show_page(self, key: str) -> None:
        """Show the page of that key."""
        self._page = key
        self._shell.stack.setCurrentWidget(self._pages[key].widget)
        self._shell.rail.show_current(key)
        if not self.is_booking():
            self._show_side()
        self.focus_page()

    def _show_side(self) -> None:
        """Show beside the page what is chosen on it."""
        if self._page == "calendar" and self.chosen is not None:
            self._shell.side.show_panel(self.panel)
        elif self._page == "requests" and self.requests.chosen is not None:
            self._shell.side.show_panel(self.requests.panel)
        else:
            self._shell.side.hide()

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
        self.show_page(self._page)

    def show_preview(self) -> None:
        """Show the page of what is to be printed; `back` leads to where the person is now."""
        self._before_preview = self._shell.stack.currentWidget()
        self._shell.side.hide()
        self._shell.stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def narrow(self) -> None:
        """Escape: leave the detail page or the preview, then the panel."""
        if self._is_beyond():
            self.back()
        elif self.is_booking():
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

    def is_booking(self) -> bool:
        """Whether the booking form shows; to ask makes nothing."""
        return self._booking.stands_in(self._shell.side.shown())

    def refresh(self) -> None:
        """Read what shows anew."""
        self.calendar.refresh()
        if self.chosen is not None:
            self.panel.show_appointment(self.chosen)

    # Appointments

    def choose(self, appointment_id: int) -> None:
        """Show an appointment in the panel; a booking under way keeps its place."""
        self.chosen = appointment_id
        self.panel.show_appointment(appointment_id)
        if not self.is_booking():
            self._shell.side.show_panel(self.panel)

    def close_panel(self) -> None:
        """No appointment is chosen any more."""
        self.chosen = None
        self._shell.side.hide()
        self.calendar.select(None)
        self.focus_page()

    def show_detail(self, appointment_id: int) -> None:
        """The whole page of an appointment."""
        self.chosen = appointment_id
        self._shell.side.hide()
        self.detail.show_appointment(appointment_id)
        self._shell.stack.setCurrentWidget(self.detail)
        self.detail.setFocus()

    def show_detail_of_chosen(self) -> None:
        """The same for the one that is chosen."""
        if self.chosen is not None:
            self.show_detail(self.chosen)

    def go_to(self, appointment_id: int) -> None:
        """Show an appointment where it stands: on its day in the calendar, ringed, with its panel."""
        self.read(appointment_id, self._stand_at)

    def _stand_at(self, view: AppointmentView) -> None:
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

    def open_menu(self, appointment_id: int, at: QPoint) -> None:
        """The context menu of an appointment, at a global point."""
        self.read(appointment_id, lambda view: self._pop_up(view, at))

    def _pop_up(self, view: AppointmentView, at: QPoint) -> None:
        menu = actions_menu(view, lambda action: self.acting.begin(action, view), self._shell)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def fill_menu(self, menu: QMenu) -> None:
        """Put what can be done with the chosen appointment into the menu bar's menu."""
        view = self.panel.view
        if view is not None and view.id == self.chosen:
            fill_menu(menu, view, lambda action: self.acting.begin(action, view))

    # Booking

    def book(self) -> None:
        """Open the booking form, or go on in the one that is open."""
        if self.is_booking():
            self.booking.setFocus()
            return
        self._open_booking()

    def book_at(self, clinician_id: int, start: datetime, end: datetime | None) -> None:
        """Book that free time; a consumer who was chosen already stays chosen."""
        consumer_id = self.booking.fields.consumer.consumer_id if self.is_booking() else None
        self._open_booking(clinician_id, start, end, consumer_id)

    def book_for(self, consumer_id: int) -> None:
        """Book for that consumer."""
        self._open_booking(consumer_id=consumer_id)

    def book_opening(self, service_id: int, opening: Opening) -> None:
        """Book that free time for a service; a consumer who was chosen already stays chosen."""
        consumer_id = self.booking.fields.consumer.consumer_id if self.is_booking() else None
        self._open_booking(opening.clinician_id, opening.start, None, consumer_id, service_id)

    def book_request(self, request_id: int) -> None:
        """Choose the time of a request that waits, or whose appointments were cancelled."""
        if self._is_beyond():
            self.show_page(self._page)
        self._shell.side.show_panel(self.booking)
        self.booking.start_request(request_id)

    def rest(self) -> None:
        """The desk is left: it keeps no time for anybody."""
        if self._booking.is_made:
            self.booking.rest()

    def _open_booking(
        self,
        clinician_id: int | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        consumer_id: int | None = None,
        service_id: int | None = None,
    ) -> None:
        if self._is_beyond():
            self.show_page(self._page)
        self._shell.side.show_panel(self.booking)
        self.booking.start(self._shell.center.id, clinician_id, start, end, consumer_id, service_id)

    def _booked(self, appointment_id: int, print_it: bool) -> None:
        self._shell.side.hide()

        def tell(view: AppointmentView) -> None:
            self._shell.memory.service_id = view.service_id
            if self._page == "requests":  # the next one waits there
                self.show_page("requests")
            else:
                self._stand_at(view)
            when = moment(view.wall_start) if view.wall_start else _("no time yet")
            text = _("Booked: {consumer}, {service}, {when}").format(
                consumer=view.consumer, service=view.service, when=when
            )
            self._context.notices.show(
                text, action=_("Print the confirmation"), act=lambda: self.printing.confirmation(view.id)
            )
            if print_it:
                self.printing.confirmation(view.id)

        self.read(appointment_id, tell)

    def _requested(self, request_id: int) -> None:
        self._shell.side.hide()
        self._context.notices.show(
            _("Request saved; it has no time yet."),
            action=_("Book appointment"),
            act=lambda: self.book_request(request_id),
        )
        self._show_side()
        self.focus_page()

    def _booking_left(self) -> None:
        self._show_side()
        self.focus_page()

    def _leave_booking_for(self, appointment_id: int) -> None:
        self._shell.side.hide()
        self.go_to(appointment_id)

    def show_consumer(self, consumer_id: int) -> None:
        """The consumer's form on their page."""
        self.show_page("consumers")
        self.consumers.show_consumer(consumer_id)
