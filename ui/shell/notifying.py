"""Says on the desktop, and in the window, what the person here should look at now; several at once become one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from frontdesk.rules.changes import Changes
from frontdesk.rules.words import StaffMessage
from frontdesk.views.alerts import Alert
from ui.shell.notifying_words import alert_words
from ui.shell.preferences import preferences_of
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell

_SOON: Final = 1000
"""Milliseconds in which what else changes is told together."""
_REST: Final = 10_000
"""Between two of them, milliseconds: nobody is called every second while a colleague takes down ten requests."""
_STAYS: Final = 10_000
"""How long the desktop is asked to show one, milliseconds."""
_MINIMISED: Final = Qt.WindowState.WindowMinimized


class Notifying(QObject):
    """`begin` it when somebody is here, `rest` when the desk is locked: what happens meanwhile shows on the pages."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._changes = Changes()
        self._told: set[tuple[StaffMessage, int, datetime | None]] = set()
        self._is_on = False
        self._open: Callable[[], None] | None = None
        self._tray: QSystemTrayIcon | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.look)
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._look_again)
        shell.context.changes.changed.connect(self._changed)

    def begin(self) -> None:
        """Somebody is here."""
        self._is_on = True

    def rest(self) -> None:
        """Nobody is told anything until somebody is here again."""
        self._is_on = False
        self._soon.stop()
        self._resting.stop()
        self._changes, self._open = Changes(), None
        self._told.clear()
        if self._tray is not None:
            self._tray.hide()

    def look(self) -> None:
        """Ask what the changes of the last moment mean to the person here."""
        self._soon.stop()
        changes, self._changes = self._changes, Changes()
        if not self._is_on or not changes:
            return
        alerts, center = self._shell.context.clinic.alerts, self._shell.center.id
        self._shell.context.tasks.run(lambda: alerts.of(changes, center), self._found, lambda _problem: None)

    def tell(self, title: str, text: str, on_click: Callable[[], None]) -> None:
        """Call the person: on the desktop where it shows such things, and by a notice whose button does `on_click`."""
        if not self._is_on or not self._is_wanted():
            return
        self._open = on_click
        QApplication.alert(self._shell.frame)
        tray = self._tray_icon()
        if tray is not None:
            tray.showMessage(title, text, self._shell.frame.windowIcon(), _STAYS)
        self._shell.notices.news(f"{title}: {text}" if text else title, action=_("Open"), act=on_click)

    # Inside

    def _changed(self, changes: Changes) -> None:
        told = Changes(requests=changes.requests, appointments=changes.appointments)
        if not self._is_on or not told or not self._is_wanted():
            return
        self._changes |= told
        if not self._resting.isActive() and not self._soon.isActive():
            self._soon.start()

    def _look_again(self) -> None:
        if self._changes:
            self.look()

    def _found(self, alerts: Sequence[Alert]) -> None:
        new = [one for one in alerts if (one.kind, one.id, one.at) not in self._told]
        if not new or not self._is_on:
            return
        self._told |= {(one.kind, one.id, one.at) for one in new}
        self._resting.start()
        title, text = alert_words(new)
        self.tell(title, text, partial(self._show, new))

    def _show(self, alerts: Sequence[Alert]) -> None:
        """What was told of: the one request, or the list of those that wait to be taken or dispatched."""
        journeys, first = self._shell.journeys, alerts[0]
        if first.to_me and all(one.to_me for one in alerts):
            journeys.show_page("today")
            return
        rejected = all(one.kind is StaffMessage.TASK_REJECTED for one in alerts)
        journeys.show_page("requests")
        journeys.requests.page.show_part("dispatch" if rejected else "requests")
        if len(alerts) == 1 and not rejected:
            journeys.requests.choose(first.id)

    def _is_wanted(self) -> bool:
        staff = self._shell.staff
        return staff is not None and preferences_of(self._shell.memory, staff.staff_id).notify

    def _tray_icon(self) -> QSystemTrayIcon | None:
        """Where the desktop takes messages; it stays as long as somebody is here."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return None
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._shell.frame.windowIcon(), self)
            self._tray.messageClicked.connect(self._clicked)
            self._tray.activated.connect(lambda _reason: self._raise())
        self._tray.show()
        return self._tray

    def _clicked(self) -> None:
        self._raise()
        act, self._open = self._open, None
        if act is not None and self._is_on:
            act()

    def _raise(self) -> None:
        frame = self._shell.frame
        frame.setWindowState(frame.windowState() & ~_MINIMISED)
        frame.raise_()
        frame.activateWindow()
