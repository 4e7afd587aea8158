"""The requests of a center that wait for an appointment, oldest first, alive on every desk."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.views.requests import RequestLine
from ui.requests.delegate import TwoLines
from ui.requests.group_filter import GroupFilter
from ui.requests.list_part import ListPart
from ui.requests.model import RequestModel
from ui.requests.widths import shared
from ui.requests.words import Moment, count_words
from ui.shell.context import Context
from ui.texts import _, local
from ui.theme import icon
from ui.widgets import button, set_tip

_SECOND = 1000


class RequestList(ListPart[RequestLine]):
    """The first part of the page. Signals carry ids of requests.

    `accept_wanted` when the next thing is to accept the one chosen, `accept_now_wanted` when it is meant already.
    """

    code = "requests"
    book_wanted = Signal(int)
    withdraw_wanted = Signal(int)
    take_down_wanted = Signal()
    accept_wanted = Signal()
    accept_now_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._zone = "UTC"
        self.model = RequestModel(self._moment(), self)
        what = _("Requests that wait, oldest first")
        keys = _("Enter goes to Accept, Ctrl+Enter accepts the request chosen.")
        table = self._make(self.model, TwoLines(), what=what, keys=keys, sign="ph.tray")
        self.group_filter = GroupFilter()
        self.new_button = button(_("Take down a phone request"), name="new_request_button")
        set_tip(self.new_button, QKeySequence(Qt.Key.Key_Insert).toString(QKeySequence.SequenceFormat.NativeText))
        self._second = QTimer(self, interval=_SECOND, timerType=Qt.TimerType.PreciseTimer)
        table.opened.connect(self.accept_wanted)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            now = QShortcut(QKeySequence(key), table, context=Qt.ShortcutContext.WidgetShortcut)
            now.activated.connect(self.accept_now_wanted)
        self.group_filter.chosen.connect(self._narrow)
        self.new_button.clicked.connect(self.take_down_wanted)
        self._second.timeout.connect(self._grow_older)

    # What the page calls

    def title(self) -> str:
        return _("Requests")

    def words(self) -> str:
        return count_words(len(self.model.rows), len(self._lines))

    def tools(self) -> tuple[QWidget, ...]:
        return (self.group_filter, self.new_button)

    def show_center(self, center_id: int) -> None:
        self._zone = self._context.choices.zone_of(center_id)
        super().show_center(center_id)

    def reload(self) -> None:
        self.group_filter.offer(self._context.choices.clinician_groups)
        super().reload()

    def layout_state(self) -> Mapping[str, str | int]:
        return {"group": self.group_filter.value()}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        self.group_filter.offer(self._context.choices.clinician_groups)
        self.group_filter.set_value(state.get("group"))
        self._narrow()

    # What it says of itself

    def _read(self, center_id: int) -> tuple[RequestLine, ...]:
        return self._context.clinic.requests.open(center_id)

    def _fill(self, lines: tuple[RequestLine, ...]) -> None:
        self.model.show(lines, self._moment())

    def _left(self) -> tuple[RequestLine, ...]:
        return self.group_filter.leaves(self._lines)

    def _tell_chosen(self) -> None:
        self.request_chosen.emit(self._chosen)

    def _none(self) -> tuple[str, str]:
        words = _("A request that is taken down without a time stands here until it is answered.")
        if self._lines:
            words = _("Others wait for all groups; choose “All groups” to see them.")
        return _("No requests wait"), words

    def _cannot(self) -> str:
        return _("The requests cannot be shown")

    def _concerns(self, changes: Changes) -> bool:
        return bool(changes.requests)

    def _widths(self, room: int) -> Sequence[int]:
        return shared(self.model.columns, room)

    def _moment(self) -> Moment:
        now, choices = self._context.clinic.now(), self._context.choices
        return Moment(now, self._zone, local(now, self._zone).date(), choices.request_late_minutes)

    def _grow_older(self) -> None:
        """A second later: only what shows, and says something else now, is painted anew."""
        if self._pages.currentWidget() is self.table and self.model.rows:
            self.model.show_time(self._moment(), self._visible_rows())

    def _visible_rows(self) -> range:
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        return range(first, len(self.model.rows) if last < 0 else last + 1)

    def _open_menu(self, line: RequestLine, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("request_menu")
        for name, word, mark, wanted in (
            ("request_book", _("Book another time"), "ph.calendar-plus", self.book_wanted),
            ("request_withdraw", _("Withdraw request"), "ph.x", self.withdraw_wanted),
        ):
            action = menu.addAction(icon(mark, "muted"), word)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, wanted=wanted: wanted.emit(line.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Insert takes a new request down, Delete asks whether the one chosen is to be withdrawn."""
        if event.key() == Qt.Key.Key_Insert:
            self.take_down_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and self._chosen is not None:
            self.withdraw_wanted.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """What is pending is right as soon as it is seen, and goes on while it is."""
        super().showEvent(event)
        self.model.at = self._moment()
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        self._second.stop()
