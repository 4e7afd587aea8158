"""States of the shell for the pictures: its pages, panels, menus, sheets, notices and palette, large and small."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from frontdesk.rules.problems import RuleBroken
from frontdesk.rules.words import Action, StaffMessage, Status
from frontdesk.services.forms import Act, Scan
from frontdesk.views.alerts import Alert
from frontdesk.views.appointment import AppointmentView
from ui.appointment_list.table import ListTable
from ui.appointments.words import done_notice
from ui.shell.about import show_about
from ui.shell.gallery_queue import queue_scenes
from ui.shell.notifying_words import alert_words
from ui.shell.scan_sheet import scan_sheet
from ui.shell.settings_sheet import SettingsSheet
from ui.shell.shortcuts import shortcuts_sheet
from ui.shell.window import Shell
from ui.texts import action_word
from ui.widgets import Sheet

SMALL = (1024, 700)
_LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
T = TypeVar("T")
Scene = tuple[str, Callable[[], None]]


class ShellScenes:
    """One state after the other, each from the one before; `settle` waits until every answer is there and painted."""

    def __init__(self, shell: Shell, day: date, settle: Callable[[], None]) -> None:
        self._shell = shell
        self._journeys = shell.journeys
        self._day = day
        self._settle = settle

    def __iter__(self) -> Iterator[Scene]:
        arrived, booked = self._appointment(Status.ARRIVED), self._appointment(Status.BOOKED)
        yield from self._calendar(arrived)
        yield from self._beyond(arrived)
        yield from self._bookings(booked)
        yield from self._pages(arrived)
        yield from self._palette(arrived)
        yield from self._menus(arrived)
        yield from self._sheets()
        yield from self._scans(booked)
        self._shell.frame.resize(*SMALL)
        yield from self._small(arrived)
        yield "small-menu-appointment", partial(self._menu_of, booked)
        _close_popups()
        self._journeys.close_panel()
        yield from self._small_sheets()

    # The pages and what lies over them; what is taken away again stands between the states

    def _calendar(self, arrived: int) -> Iterator[Scene]:
        notices, view = self._shell.notices, self._view(arrived)
        yield "today", self._to("today")
        yield "calendar", self._to("calendar")
        for key, mode in ((Qt.Key.Key_W, "week"), (Qt.Key.Key_M, "month"), (Qt.Key.Key_A, "agenda")):
            yield f"calendar-{mode}", partial(self._press, key)
        self._press(Qt.Key.Key_D)
        yield "calendar-filter", partial(self._click, "filter_button")
        _close_popups()
        yield "calendar-date", partial(self._click, "date_button")
        _close_popups()
        yield "calendar-appointment", partial(self._journeys.go_to, arrived)
        done = done_notice(Act(Action.CHECK_IN, view.id, view.version), view)
        yield "calendar-notice", lambda: notices.show(done, undo=lambda: None)
        notices.clear()
        yield "calendar-call", partial(self._call, view)
        yield "calendar-problem", lambda: notices.problem(RuleBroken("slot.past"))
        notices.clear()

    def _call(self, view: AppointmentView) -> None:
        """As when a colleague has taken down a request."""
        alert = Alert(StaffMessage.REQUEST_ARRIVED, 1, view.consumer, view.service)
        self._shell.notifying.tell(*alert_words([alert]), lambda: None)

    def _beyond(self, arrived: int) -> Iterator[Scene]:
        yield "detail", partial(self._journeys.show_detail, arrived)
        yield "confirmation", partial(self._journeys.printing.confirmation, arrived)
        self._journeys.narrow()
        self._journeys.show_page("calendar")
        yield "schedule", self._journeys.printing.day
        self._journeys.narrow()
        self._journeys.close_panel()

    def _bookings(self, booked: int) -> Iterator[Scene]:
        yield "booking", self._journeys.bookings.book
        yield "booking-filled", partial(self._fill_booking, booked)
        self._leave_booking()

    def _pages(self, arrived: int) -> Iterator[Scene]:
        yield "consumers", self._to("consumers")
        yield "consumers-record", partial(self._journeys.show_consumer, self._view(arrived).consumer_id)
        yield "appointments", self._to("appointments")
        yield "appointments-several", self._choose_several
        self._press(Qt.Key.Key_Escape)
        yield "requests", self._to("requests")
        yield "administration", self._to("administration")
        self._journeys.show_page("today")
        yield "disconnected", partial(self._shell.status_line.set_connected, False)
        self._shell.status_line.set_connected(True)

    def _palette(self, arrived: int) -> Iterator[Scene]:
        palette = self._shell.palette_box
        yield "palette-empty", palette.open
        for state, text in (("", "mar"), ("-nothing", "qqqq zzzz"), ("-day", "27.11.2026"), ("-code", "K7M-4XQ")):
            yield f"palette{state}", partial(palette.box.setText, text)
        self._choose(arrived)
        palette.open()
        yield "palette-chosen", lambda: palette.box.setText(action_word(Action.CANCEL)[1:6])
        palette.leave()
        self._journeys.close_panel()

    def _menus(self, arrived: int) -> Iterator[Scene]:
        yield "menu-nothing-chosen", partial(self._open_menu, "appointment")
        _close_popups()
        self._choose(arrived)
        for name in ("file", "edit", "view", "appointment", "tools", "help", "theme"):
            yield f"menu-{name}", partial(self._open_menu, name)
            _close_popups()
        yield "menu-center", partial(self._click, "center_button")
        _close_popups()
        middle = self._shell.mapToGlobal(QPoint(500, 260))
        yield "menu-context", partial(self._journeys.on_chosen.open_menu, arrived, middle)
        _close_popups()
        self._journeys.close_panel()

    def _sheets(self) -> Iterator[Scene]:
        shell = self._shell
        yield "settings", SettingsSheet(shell).open
        self._close_sheets()
        yield "about", partial(show_about, shell)
        self._close_sheets()
        yield "shortcuts", lambda: shortcuts_sheet(shell, shell.commands).open()
        self._close_sheets()
        yield from queue_scenes(shell)

    def _scans(self, booked: int) -> Iterator[Scene]:
        clinic, view = self._shell.context.clinic, self._view(booked)
        valid = self._aside(lambda: clinic.scanning.scan(view.code, self._shell.center.id))
        later = valid.wall_start + timedelta(days=9) if valid.wall_start else None
        long = replace(valid, consumer=_LONG, service="Travel advice and vaccination", outcome="other-day")
        for scan in (
            valid,
            replace(long, can_check_in=False, wall_start=later),
            replace(valid, outcome="late"),
            replace(valid, outcome="cancelled", can_check_in=False),
            Scan("forged"),
            Scan("unknown"),
        ):
            yield f"scan-{scan.outcome}", partial(self._show_scan, scan)
            self._close_sheets()

    def _small(self, arrived: int) -> Iterator[Scene]:
        """The same in the smallest window that must work."""
        self._journeys.consumers.show_list()
        for page in ("today", "calendar", "appointments", "requests", "consumers", "administration"):
            yield f"small-{page}", self._to(page)
        yield "small-record", partial(self._journeys.show_consumer, self._view(arrived).consumer_id)
        yield "small-panel", partial(self._journeys.go_to, arrived)
        yield "small-detail", partial(self._journeys.show_detail, arrived)
        self._journeys.narrow()
        self._journeys.close_panel()
        yield "small-booking", self._journeys.bookings.book
        self._leave_booking()

    def _small_sheets(self) -> Iterator[Scene]:
        palette = self._shell.palette_box
        palette.open()
        yield "small-palette", partial(palette.box.setText, "mar")
        palette.leave()
        for name, show in self._sheets():
            yield f"small-{name}", show

    # Steps

    def _to(self, page: str) -> Callable[[], None]:
        return partial(self._journeys.show_page, page)

    def _press(self, key: Qt.Key) -> None:
        """A key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self._shell, key)

    def _click(self, name: str) -> None:
        """A button that shows."""
        for found in self._shell.findChildren(QAbstractButton, name):
            if found.isVisible():
                found.click()

    def _open_menu(self, name: str) -> None:
        """A menu of the menu bar, under its word; one of light and dark where it would open."""
        bar = self._shell.frame.menuBar()
        menu = next(each for each in bar.findChildren(QMenu) if each.objectName() == f"{name}_menu")
        if name == "theme":
            menu.popup(bar.mapToGlobal(QPoint(320, 240)))
        else:
            bar.setActiveAction(menu.menuAction())
            if not menu.isVisible():
                menu.popup(bar.mapToGlobal(bar.actionGeometry(menu.menuAction()).bottomLeft()))

    def _menu_of(self, appointment_id: int) -> None:
        self._choose(appointment_id)
        self._open_menu("appointment")

    def _fill_booking(self, booked: int) -> None:
        journeys = self._journeys
        journeys.bookings.book_for(self._view(booked).consumer_id)
        self._settle()
        service = journeys.booking.fields.service
        service.setFocus()
        wanted = next(each for each in self._shell.context.choices.services if each.questions)
        service.choose(wanted.id)
        service.chosen.emit(service.service())

    def _leave_booking(self) -> None:
        self._journeys.booking.cancelled.emit()

    def _choose(self, appointment_id: int) -> None:
        self._journeys.go_to(appointment_id)
        self._settle()

    def _choose_several(self) -> None:
        """A dozen rows of the list of appointments."""
        self._shell.findChildren(ListTable)[0].setFocus()
        for _row in range(12):
            QTest.keyClick(self._shell.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)

    def _show_scan(self, scan: Scan) -> None:
        scan_sheet(self._shell, scan).open()

    def _close_sheets(self) -> None:
        for sheet in self._shell.findChildren(Sheet):
            sheet.close_sheet()

    # What is in the clinic

    def _aside(self, work: Callable[[], T]) -> T:
        got: list[T] = []
        self._shell.context.tasks.run(work, got.append)
        self._shell.context.tasks.wait(30_000)
        return got[0]

    def _view(self, appointment_id: int) -> AppointmentView:
        return self._aside(lambda: self._shell.context.clinic.appointments.view(appointment_id))

    def _appointment(self, status: Status) -> int:
        """An appointment of the day in that status, if there is one ahead."""
        clinic, center = self._shell.context.clinic, self._shell.center
        day, now = self._aside(lambda: clinic.calendar.day(center.id, self._day)), clinic.now()
        cards = [card for column in day.columns for card in column.cards]
        ahead = sorted((card for card in cards if card.start >= now), key=lambda card: card.start)
        return next((card.id for card in ahead if card.status is status), cards[0].id)


def _close_popups() -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
