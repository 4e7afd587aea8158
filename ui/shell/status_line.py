"""The line at the bottom: connected or not, who works here, which desk, and what time it is at the center."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from frontdesk.services.outgoing import MOST_WAITING
from frontdesk.views.choices import SignedIn
from ui.texts import _, city, local, moment, ngettext, role_word
from ui.theme import SPACE, icon, themed
from ui.widgets.label import label

_DOT = 10


class StatusLine(QFrame):
    """Its clock asks `now` (aware UTC) and turns with the minute."""

    def __init__(self, desk: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setFixedHeight(26)
        self._now = now
        self._zone = "UTC"
        self._connected = True
        self._dot = label("")
        self._state = label("", style="small", name="connection_state")
        self._messages = label("", style="small", name="messages_waiting")
        self._who = label("", style="small", name="staff_name")
        self._time = label("", style="small", name="local_time")
        self._lay_out(label(desk, style="small", name="desk_name"))
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._tick)
        themed.changed.connect(self._show_state)
        self.set_connected(True)
        self._tick()

    def _lay_out(self, desk: QLabel) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[2], 0, SPACE[2], 0)
        row.setSpacing(SPACE[1])
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addSpacing(SPACE[2])
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

    def show_messages(self, count: int) -> None:
        """How many messages wait to be sent; of very many only that they are."""
        if count >= MOST_WAITING:
            said = _("{count} messages or more waiting").format(count=MOST_WAITING)
        else:
            said = ngettext("{count} message waiting", "{count} messages waiting", count).format(count=count)
        self._messages.setText(said if count else "")

    def show_zone(self, zone: str) -> None:
        """Show the time of this IANA zone."""
        self._zone = zone
        self._tick()

    def _show_state(self) -> None:
        self._state.setText(_("Connected") if self._connected else _("The database does not answer"))
        name, colour = ("ph.circle-fill", "good") if self._connected else ("ph.warning-circle-fill", "danger")
        self._dot.setPixmap(icon(name, colour).pixmap(QSize(_DOT, _DOT)))

    def _tick(self) -> None:
        now = self._now()
        self._time.setText(f"{moment(local(now, self._zone))} {city(self._zone)}")
        self._minute.start(60_000 - (now.second * 1000 + now.microsecond // 1000))
