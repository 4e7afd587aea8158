"""The command palette: finds a consumer, an appointment by its code, a page or an action, from one box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from frontdesk.documents.qr import ALPHABET
from frontdesk.texts import phone_text
from frontdesk.views.consumers import ConsumerRow
from ui.shell.commands import Command, Commands, keys_text
from ui.shell.context import Context
from ui.texts import _, day_number
from ui.theme import SPACE
from ui.widgets.label import label
from ui.widgets.rows import Row, RowList
from ui.widgets.search import SearchBox

_WIDTH = 620
_HITS = 8
_CODE = re.compile(f"[{ALPHABET}]{{3}}-?[{ALPHABET}]{{3}}|FD1\\..+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    value: object


class CommandPalette(QFrame):
    """Lies over the window while it is open; says what was chosen, and closes."""

    consumer_wanted = Signal(int)
    booking_wanted = Signal(int)
    code_wanted = Signal(str)

    def __init__(self, context: Context, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setAccessibleName(_("Find anyone or do anything"))
        self._context = context
        self._commands = commands
        self._consumers: Sequence[ConsumerRow] = ()
        self._before: QWidget | None = None
        self.box = SearchBox(_("Find anyone or do anything"), name="palette_search")
        self.list = RowList(name="palette_list", what=_("What was found"))
        self._foot = label(_("Enter opens · Ctrl+Enter books for a consumer · Esc closes"), style="small")
        self._lay_out()
        self.box.textChanged.connect(self._typed)
        self.box.wanted.connect(self._search)
        self.box.list_key.connect(lambda event: QApplication.sendEvent(self.list, event))
        self.list.opened.connect(self._take)
        self.list.clicked.connect(lambda _index: self._take(self.list.current_key()))
        self.box.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, SPACE[1])
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self._foot.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], 0)
        column.addWidget(self._foot)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 10)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)

    def open(self) -> None:
        """Show it, empty, with the focus in its box."""
        self._before = QApplication.focusWidget()
        self._consumers = ()
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
        if watched is self.box and event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self.hide()
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._take(self.list.current_key(), book=bool(held))
        else:
            return False
        return True

    def _place(self) -> None:
        under = self.parentWidget()
        if under is not None:
            width = min(_WIDTH, under.width() - 2 * SPACE[4])
            height = min(486, under.height() - 2 * SPACE[4])
            self.setGeometry((under.width() - width) // 2, SPACE[1], width, height)

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._consumers = ()
        self._show_hits()

    def _search(self, text: str) -> None:
        wanted = text.strip()
        if len(wanted) < 2 or not self.isVisible():
            return
        self._context.tasks.run(
            lambda: self._context.clinic.consumers.search(wanted, _HITS), self._found, self._not_found, key="palette"
        )

    def _found(self, consumers: Sequence[ConsumerRow]) -> None:
        self._consumers = consumers
        self._show_hits()

    def _not_found(self, _problem: object) -> None:
        """Actions are still offered; the status line tells that the database does not answer."""
        self._found(())

    def _show_hits(self) -> None:
        text = self.box.text().strip()
        rows = [_consumer_row(consumer) for consumer in self._consumers]
        if _CODE.fullmatch(text):
            rows.insert(
                0, Row(_Hit("code", text), _("Look up code {code}").format(code=text.upper()), icon="ph.qr-code")
            )
        rows.extend(_command_row(command) for command in self._commands if _fits(command, text))
        self.list.set_rows(rows, keep=False)
        self.list.select_first()

    def _take(self, hit: object, *, book: bool = False) -> None:
        if not isinstance(hit, _Hit):
            return
        self.leave()
        if isinstance(hit.value, Command):
            hit.value.action.trigger()
        elif hit.kind == "code":
            self.code_wanted.emit(hit.value)
        else:
            (self.booking_wanted if book else self.consumer_wanted).emit(hit.value)


def _consumer_row(consumer: ConsumerRow) -> Row:
    born = day_number(consumer.birth_date) if consumer.birth_date else ""
    line = " · ".join(part for part in (born, phone_text(consumer.phone), consumer.email) if part)
    return Row(_Hit("consumer", consumer.id), consumer.name, line or consumer.user_id, icon="ph.user")


def _command_row(command: Command) -> Row:
    word = command.action.text().replace("&", "")
    return Row(_Hit("command", command), word, right=keys_text(command.action), icon=command.icon or "ph.arrow-right")


def _fits(command: Command, text: str) -> bool:
    if not command.action.isEnabled() or command.action.objectName() == "command_palette_open":
        return False
    word = f"{command.menu} {command.action.text()}".casefold()
    return all(part in word for part in text.casefold().split())
