"""The line at the bottom: connected or not, messages that wait, who works here, and what time it is at the center."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from frontdesk.views.choices import SignedIn
from ui.shell.message_queue_words import counts_words
from ui.texts import _, city, local, moment, role_word
from ui.theme import SPACE, icon, themed
from ui.widgets.label import label
from ui.widgets.link import Link

_DOT, _SIGN = 10, 14


class StatusLine(QFrame):
    """Its clock asks `now` (aware UTC) and turns with the minute. `messages_wanted` by who asks what waits."""

    messages_wanted = Signal()

    def __init__(self, desk: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setFixedHeight(26)
        self._now = now
        self._zone = "UTC"
        self._connected = True
        self._dot = label("")
        self._state = label("", style="small", name="connection_state")
        self._counts = (0, 0)
        self._sign = label("")
        self._messages = Link("", name="messages_waiting")
        self._messages.clicked.connect(self.messages_wanted)
        self._who = label("", style="small", name="staff_name")
        self._time = label("", style="small", name="local_time")
        self._lay_out(label(desk, style="small", name="desk_name"))
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._tick)
        themed.changed.connect(self._show_state)
        themed.changed.connect(self._show_messages)
        self.set_connected(True)
        self.show_messages(0, 0)
        self._tick()

    def _lay_out(self, desk: QLabel) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[2], 0, SPACE[2], 0)
        row.setSpacing(SPACE[1])
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addSpacing(SPACE[2])
        row.addWidget(self._sign)
        row.addWidget(self._messages)
        row.addStretch(1)
        for part in (self._who, desk, self._time):
            row.addWidget(part)
            row.addSpacing(SPACE[2] if part is not self._time else 0)

    def show_staff(self, staff: SignedIn) -> None:
        """Say who works here."""
        roles = ", ".join(sorted(role_word(role) for role in staff.roles))
        self._who.setText(f"{staff.name}, {roles}" if roles else staff.name)

    def set_connected(self, connected: bool) -> None:
        """Whether the database answers."""
        self._connected = connected
        self._show_state()

    def show_messages(self, waiting: int, failed: int) -> None:
        """How many messages wait to be sent, and how many could not be; nothing for none."""
        self._counts = waiting, failed
        said = counts_words(waiting, failed)
        self._messages.setText(said)
        self._messages.setAccessibleName(said)
        self._messages.setAccessibleDescription(_("Shows the messages"))
        self._messages.updateGeometry()
        self._show_messages()

    def show_zone(self, zone: str) -> None:
        """Show the time of this IANA zone."""
        self._zone = zone
        self._tick()

    def _show_state(self) -> None:
        self._state.setText(_("Connected") if self._connected else _("The database does not answer"))
        name, colour = ("ph.circle-fill", "good") if self._connected else ("ph.warning-circle-fill", "danger")
        self._dot.setPixmap(icon(name, colour).pixmap(QSize(_DOT, _DOT)))

    def _show_messages(self) -> None:
        waiting, failed = self._counts
        name, colour = ("ph.warning-circle-fill", "danger") if failed else ("ph.envelope-simple", "muted")
        if waiting or failed:
            self._sign.setPixmap(icon(name, colour).pixmap(QSize(_SIGN, _SIGN)))
        for part in (self._sign, self._messages):
            part.setVisible(bool(waiting or failed))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        now = self._now()
        self._time.setText(f"{moment(local(now, self._zone))} {city(self._zone)}")
        self._minute.start(60_000 - (now.second * 1000 + now.microsecond // 1000))
