"""The shell around the pages: top bar, rail, the page, the panel at its right, notices and the status line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.clinic import Clinic
from frontdesk.views.choices import CenterChoice, Choices, SignedIn
from ui.changes import ChangeHub
from ui.shell.commands import Commands
from ui.shell.context import Context
from ui.shell.frame import Frame
from ui.shell.idle import Idle
from ui.shell.journeys import Journeys
from ui.shell.memory import Memory
from ui.shell.menus import add_commands, fill_menu_bar
from ui.shell.notices import Notices
from ui.shell.palette import CommandPalette
from ui.shell.rail import Rail
from ui.shell.scanner import ScannerCatch
from ui.shell.scanning import ScanDesk
from ui.shell.side_panel import SidePanel
from ui.shell.status_line import StatusLine
from ui.shell.top_bar import TopBar
from ui.tasks import Tasks
from ui.texts import _
from ui.widgets.notice import NoticeBar
from ui.widgets.sheet import Sheet

IDLE_MINUTES = 15.0
"""Minutes without a touch after which the desk locks itself."""


class Shell(QWidget):
    """What a signed-in person sees. It joins the pages; it shows nothing of the clinic itself."""

    lock_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        frame: Frame,
        clinic: Clinic,
        staff: SignedIn,
        choices: Choices,
        tasks: Tasks,
        changes: ChangeHub,
        memory: Memory,
    ) -> None:
        super().__init__(frame)
        self.setObjectName("shell")
        self.staff = staff
        self.frame = frame
        self.memory = memory
        self._notice_bar = NoticeBar()
        self.notices = Notices(self._notice_bar)
        self.context = Context(clinic, tasks, changes, self.notices, choices)
        self.centers = _own_centers(choices, staff)
        self.center = next((each for each in self.centers if each.id == memory.center_id), self.centers[0])
        self.commands = Commands(self)
        self.stack = QStackedWidget()
        self.side = SidePanel()
        self.rail = Rail(_("Pages"))
        self.top_bar = TopBar(self.centers, "Ctrl K", "Ctrl N")
        self.status_line = StatusLine(staff, clinic.desk.name, clinic.now)
        self.journeys = Journeys(self)
        self.scan_desk = ScanDesk(self)
        self._lay_out()
        self.palette_box = CommandPalette(self.context, self.commands, self._below)
        add_commands(self)
        fill_menu_bar(self, frame.menuBar())
        self.scanner = ScannerCatch(frame, self)
        self.idle = Idle(frame, IDLE_MINUTES, self)
        self._join()
        self.commands.is_blocked = self.has_sheet
        self.show_center(self.center.id)
        self.journeys.show_page("calendar")

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
        self.top_bar.book.clicked.connect(self.journeys.book)
        self.rail.wanted.connect(self.journeys.show_page)
        self.palette_box.consumer_wanted.connect(self.journeys.show_consumer)
        self.palette_box.booking_wanted.connect(self.journeys.book_for)
        self.palette_box.code_wanted.connect(self.scan_desk.scan)
        self.scanner.scanned.connect(self.scan_desk.scan)
        self.idle.too_long.connect(self.lock_wanted)
        tasks = self.context.tasks
        tasks.problem.connect(self.notices.problem)
        tasks.reachable_changed.connect(self.status_line.set_connected)

    def show_center(self, center_id: int) -> None:
        """Show another center on every page."""
        self.center = next(each for each in self.centers if each.id == center_id)
        self.memory.center_id = center_id
        self.top_bar.center.show_center(self.center.name)
        self.status_line.show_zone(self.center.zone)
        self.journeys.calendar.show_center(center_id)

    def has_sheet(self) -> bool:
        """Whether a sheet lies over the window."""
        return any(sheet.isVisible() for sheet in self.findChildren(Sheet))

    def suspend(self) -> None:
        """While the desk is locked nothing here can be reached, by key neither."""
        self.commands.set_enabled(False)
        self.idle.stop()
        self.palette_box.hide()

    def resume(self) -> None:
        """The person is back: what was on the screen is there, and fresh."""
        self.commands.set_enabled(True)
        self.scanner.listen()
        self.idle.watch()
        self.journeys.refresh()
        self.journeys.focus_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.journeys.narrow()
        else:
            super().keyPressEvent(event)


def _own_centers(choices: Choices, staff: SignedIn) -> tuple[CenterChoice, ...]:
    """The centers where the person works; all of them for somebody who belongs to none in particular."""
    own = tuple(center for center in choices.centers if center.id in staff.center_ids)
    return own or choices.centers
