"""The shell around the pages: top bar, rail, the page, the panel at its right, notices and the status line."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.clinic import Clinic
from frontdesk.views.choices import CenterChoice, Choices, SignedIn
from ui.changes import ChangeHub
from ui.shell.commands import Commands
from ui.shell.context import Context
from ui.shell.entrance import Entrance, Read
from ui.shell.frame import Frame
from ui.shell.idle import Idle
from ui.shell.journeys import Journeys
from ui.shell.many_desk import ManyDesk
from ui.shell.memory import Memory
from ui.shell.menus import add_commands, fill_menu_bar
from ui.shell.message_queue_desk import MessageQueueDesk
from ui.shell.notices import Notices
from ui.shell.notifying import Notifying
from ui.shell.openings_desk import OpeningsDesk
from ui.shell.palette import CommandPalette
from ui.shell.preferences import LOCK_MINUTES, START, preferences_of
from ui.shell.rail import Rail
from ui.shell.scanner import ScannerCatch
from ui.shell.scanning import ScanDesk
from ui.shell.side_panel import SidePanel
from ui.shell.status_line import StatusLine
from ui.shell.top_bar import TopBar
from ui.shell.waiting_messages import WaitingMessages
from ui.shell.warming import Warming, made
from ui.tasks import Tasks
from ui.texts import _, local
from ui.widgets.notice import NoticeBar
from ui.widgets.page_stack import PageStack
from ui.widgets.sheet import Sheet

_RESTED = 300
"""Milliseconds without a touch after which a moment is idle; a scanner's signs come quicker than that."""

_NOTHING = Choices("", (), (), (), (), ())
"""What there is to choose from before anybody signed in."""


class Shell(QWidget):
    """What a signed-in person sees. It joins the pages; it shows nothing of the clinic itself.

    It may be made while the password is still being checked; it knows nothing of the clinic before `welcome`.
    """

    lock_wanted = Signal()
    quit_wanted = Signal()
    center: CenterChoice
    """The center that is shown, since `welcome`."""

    def __init__(
        self,
        frame: Frame,
        clinic: Clinic,
        tasks: Tasks,
        changes: ChangeHub,
        memory: Memory,
    ) -> None:
        super().__init__(frame)
        self.setObjectName("shell")
        self.staff: SignedIn | None = None
        self.centers: tuple[CenterChoice, ...] = ()
        self.frame = frame
        self.memory = memory
        self._notice_bar = NoticeBar()
        self.notices = Notices(self._notice_bar)
        self.context = Context(clinic, tasks, changes, self.notices, _NOTHING)
        self.commands = Commands(self)
        self.stack = PageStack()
        self.side = SidePanel()
        self.rail = Rail(_("Pages"))
        self.top_bar = TopBar("Ctrl K", "Ctrl N")
        self.status_line = StatusLine(clinic.desk.name, clinic.now)
        self.journeys = Journeys(self)
        self.scan_desk = ScanDesk(self)
        self.openings_desk = OpeningsDesk(self)
        self.many_desk = ManyDesk(self)
        self._lay_out()
        self.palette_box = CommandPalette(
            self.context, self.commands, self._below, today=self.today, chosen=self.journeys.on_chosen.view
        )
        self.message_queue = MessageQueueDesk(self)
        add_commands(self)
        fill_menu_bar(self, frame.menuBar())
        self.scanner = ScannerCatch(frame, self)
        self.idle = Idle(frame, LOCK_MINUTES[-1], self)
        self.messages = WaitingMessages(self.context, self.status_line, self)
        self.notifying = Notifying(self)
        self.warming = Warming(made(self.journeys.parts()), self._has_to_do, self)
        self._join()
        self.commands.is_blocked = self.has_sheet
        self.commands.set_enabled(False)

    def made_ready(self) -> Iterator[None]:
        """The steps to what is seen first: the start page is made, put in its place, dressed and laid out.

        The calendar is made ready behind it: it is the other page that a day begins on.
        """
        self.journeys.show_page(START)
        yield
        self.frame.put_shell(self)
        yield
        self.grab()
        yield
        self.journeys.calendar.ensurePolished()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.side)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(middle, 1)
        below.addWidget(self._notice_bar)
        below.addWidget(self.status_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self._below, 1)

    def _join(self) -> None:
        self.top_bar.center.chosen.connect(self.show_center)
        self.top_bar.search.clicked.connect(self.palette_box.open)
        self.top_bar.book.clicked.connect(self.journeys.bookings.book)
        self.side.taken.connect(self.top_bar.step_back)
        self.rail.wanted.connect(self.journeys.show_page)
        self.palette_box.consumer_wanted.connect(self.journeys.show_consumer)
        self.palette_box.booking_wanted.connect(self.journeys.bookings.book_for)
        self.palette_box.appointment_wanted.connect(self.journeys.go_to)
        self.palette_box.action_wanted.connect(self.journeys.on_chosen.take)
        self.palette_box.code_wanted.connect(self.scan_desk.scan)
        self.palette_box.day_wanted.connect(self.journeys.show_day)
        self.scanner.scanned.connect(self.scan_desk.scan)
        self.idle.too_long.connect(self.lock_wanted)
        self.status_line.messages_wanted.connect(self.message_queue.open)
        tasks = self.context.tasks
        tasks.problem.connect(self.notices.problem)
        tasks.reachable_changed.connect(self.status_line.set_connected)

    def welcome(self, entrance: Entrance) -> None:
        """Be the window of the person who signed in, on the page on which they begin."""
        self.staff = entrance.staff
        self.centers = entrance.centers
        self.context.choices = entrance.choices
        self.top_bar.center.offer(entrance.centers)
        self.status_line.show_staff(entrance.staff)
        self.idle.set_minutes(preferences_of(self.memory, entrance.staff.staff_id).lock_minutes)
        self.journeys.restore_layouts()
        self._show_center(entrance.center, entrance.first)
        self.journeys.show_page(entrance.start if entrance.start in self.journeys.desks else START)

    def show_center(self, center_id: int) -> None:
        """Show another center on every page."""
        self._show_center(next(each for each in self.centers if each.id == center_id))

    def _show_center(self, center: CenterChoice, read: Read | None = None) -> None:
        self.center = center
        self.memory.center_id = center.id
        self.top_bar.center.show_center(center.name)
        self.status_line.show_zone(center.zone)
        self.journeys.show_center(center.id, read)

    def undoable(self) -> str:
        """What Undo takes back now, in words; empty while there is nothing."""
        return self.notices.last_done if self.context.clinic.appointments.last_done() else ""

    def today(self) -> date:
        """The date at the center that is shown."""
        return local(self.context.clinic.now(), self.center.zone).date()

    def has_sheet(self) -> bool:
        """Whether a sheet lies over the window."""
        return any(sheet.isVisible() for sheet in self.findChildren(Sheet))

    def _has_to_do(self) -> bool:
        """Whether somebody is typing, or waits for an answer: then nothing is made that nobody asked for."""
        return self.context.tasks.busy or self.idle.untouched() < _RESTED

    def suspend(self) -> None:
        """While the desk is locked nothing here can be reached, by key neither."""
        self.journeys.keep_layouts()
        self.commands.set_enabled(False)
        self.scanner.rest()
        self.idle.stop()
        self.warming.stop()
        self.messages.stop()
        self.notifying.rest()
        self.palette_box.hide()
        self.journeys.bookings.rest()

    def resume(self) -> None:
        """The person is here, or back: keys and scanner work, and idle moments are used."""
        self.commands.set_enabled(True)
        self.scanner.listen()
        self.idle.watch()
        self.journeys.focus_page()
        self.warming.begin()
        self.messages.begin()
        self.notifying.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.journeys.narrow()
        else:
            super().keyPressEvent(event)
