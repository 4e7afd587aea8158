"""The command palette: finds people, appointments, days and everything that can be done, from one box."""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from frontdesk.qr import ALPHABET
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.found import Found
from frontdesk.views.offers import Offer
from ui.shell.commands import Command, Commands
from ui.shell.context import Context
from ui.shell.palette_list import FoundList
from ui.shell.palette_rows import Asked, Hit, Kind, rows_of
from ui.texts import _
from ui.theme import SPACE, current
from ui.widgets.floating import EDGE, Shadow
from ui.widgets.label import label
from ui.widgets.search import SearchBox

_WIDTH = 640
_HIGHEST = 520
_HITS = 6
_CODE = re.compile(f"[{ALPHABET}]{{3}}-?[{ALPHABET}]{{3}}|FD1\\..+", re.IGNORECASE)
_NOTHING = Found((), ())
_COMES_BACK = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
"""Why the focus is away for a while only: another window is in front, or a menu is open."""


class CommandPalette(QFrame):
    """Lies over the window while it is open; says what was chosen, and closes."""

    consumer_wanted = Signal(int)
    booking_wanted = Signal(int)
    appointment_wanted = Signal(int)
    code_wanted = Signal(str)
    day_wanted = Signal(object)
    action_wanted = Signal(object)
    """An Action on the appointment that is chosen."""

    def __init__(
        self,
        context: Context,
        commands: Commands,
        parent: QWidget,
        *,
        today: Callable[[], date],
        chosen: Callable[[], AppointmentView | None],
    ) -> None:
        """`today` is the center's date, `chosen` the appointment whose actions are offered."""
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setAccessibleName(_("Find anyone or do anything"))
        self._context = context
        self._commands = commands
        self._today = today
        self._chosen = chosen
        self._found = _NOTHING
        self._answered = ""
        self._entered: bool | None = None
        self._before: QWidget | None = None
        self.box = SearchBox(_("Find anyone or do anything"), name="palette_search")
        self.list = FoundList(self.box, name="palette_list", what=_("What was found"))
        self.nothing = label("", style="muted", wrap=True, name="palette_nothing")
        self._foot = label(_("Enter opens · Ctrl+Enter books for a consumer · Esc closes"), style="small")
        self._lay_out()
        self._join(parent)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE[1] - EDGE)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self.nothing.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.nothing, 1)
        self._foot.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], 0)
        column.addWidget(self._foot)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        Shadow(self, reach=24, below=10, edged=True)

    def _join(self, parent: QWidget) -> None:
        self.box.textChanged.connect(self._typed)
        self.box.wanted.connect(self._search)
        self.box.list_key.connect(lambda event: self.list.step(event.key()))
        self.list.clicked.connect(lambda _index: self._take(self.list.current_key()))
        self.box.installEventFilter(self)
        parent.installEventFilter(self)

    def open(self) -> None:
        """Show it, empty, with the focus in its box."""
        self._before = QApplication.focusWidget()
        self._commands.look_again()
        self._forget()
        self.box.clear()
        self._show_hits()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus()

    def leave(self) -> None:
        """Take it away; the focus goes back to where it was."""
        self._context.tasks.drop("palette")
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.box and isinstance(event, QFocusEvent) and self._is_left(event):
            self.hide()
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _is_left(self, event: QFocusEvent) -> bool:
        return event.lostFocus() and event.reason() not in _COMES_BACK and not self.underMouse()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(book=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            return False
        return True

    def _enter(self, *, book: bool) -> None:
        """Somebody quicker than the answer means what they typed, not what was found for the letters before."""
        if self._is_asked() and self._answered != self._text():
            self._entered = book
            self.box.ask_now()
        else:
            self._take(self.list.current_key(), book=book)

    def _place(self) -> None:
        under = self.parentWidget()
        if under is not None:
            width = min(_WIDTH, under.width() - 2 * SPACE[4])
            height = min(_HIGHEST, under.height() - 2 * SPACE[4])
            whole = QRect((under.width() - width) // 2, SPACE[1], width, height)
            self.setGeometry(whole.adjusted(EDGE, EDGE, -EDGE, -EDGE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        QPainter(self).fillRect(event.rect(), QColor(current().surface))

    # Asking

    def _text(self) -> str:
        return " ".join(self.box.text().split())

    def _is_asked(self) -> bool:
        return len(self._text()) > 1

    def _asked(self) -> Asked:
        text = self._text()
        return Asked(text, self._today(), text if _CODE.fullmatch(text) else "")

    def _forget(self) -> None:
        self._found, self._answered, self._entered = _NOTHING, "", None

    def _typed(self, _text: str) -> None:
        self._entered = None
        if not self._is_asked():
            self._forget()
        self._show_hits()

    def _search(self, _text: str) -> None:
        if not self._is_asked() or not self.isVisible():
            return
        asked, finding = self._asked(), self._context.clinic.finding

        def work() -> Found:
            found = finding.find(asked.text, limit=_HITS)
            parts = None if found.consumers else asked.name_and_day()
            return found if parts is None else finding.find(*parts, limit=_HITS)

        def done(found: Found) -> None:
            self._take_answer(asked.text, found)

        self._context.tasks.run(work, done, lambda _problem: self._take_answer(asked.text, _NOTHING), key="palette")

    def _take_answer(self, text: str, found: Found) -> None:
        """Without an answer actions are still offered; the status line tells that the database does not answer."""
        self._found, self._answered = found, text
        self._show_hits()
        if self._entered is not None:
            book, self._entered = self._entered, None
            self._take(self.list.current_key(), book=book)

    def _show_hits(self) -> None:
        asked = self._asked()
        commands = [each for each in self._commands if each.action.objectName() != "palette_command"]
        rows = rows_of(asked, self._found, self._chosen(), commands)
        self.list.show_rows(rows)
        waits = self._is_asked() and self._answered != asked.text
        if not rows:
            said = _("Looking…") if waits else _("Nothing found for “{text}”. Try part of a name, a date or a word.")
            self.nothing.setText(said.format(text=asked.text))
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    # What was chosen

    def _take(self, hit: object, *, book: bool = False) -> None:
        if not isinstance(hit, Hit):
            return
        self.leave()
        if book and hit.consumer_id is not None:
            self.booking_wanted.emit(hit.consumer_id)
        elif isinstance(hit.value, Command):
            hit.value.action.trigger()
        elif isinstance(hit.value, Offer):
            self.action_wanted.emit(hit.value.action)
        else:
            wanted = {
                Kind.CONSUMER: self.consumer_wanted,
                Kind.APPOINTMENT: self.appointment_wanted,
                Kind.CODE: self.code_wanted,
                Kind.DAY: self.day_wanted,
            }[hit.kind]
            wanted.emit(hit.value)
