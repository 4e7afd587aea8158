"""One list on the page of a consumer: read when it is first looked at, page by page, and again where it stands."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.views.consumer_page import PAGE
from ui.consumers.record_tabs import Tab
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import EmptyState, Loading, Row, RowList, button
from ui.widgets.page_stack import PageStack

_LINE = 6
_MOST_AGAIN = 2000
"""Rows read again at most where the list stands."""


class Item(Protocol):
    """What is listed."""

    @property
    def id(self) -> int: ...


Read = Callable[[int, Any, int], Sequence[Any]]
"""Consumer, the item after which it begins (None for the first), how many at most."""


class RecordList(QWidget):
    """`show_consumer` it; `chosen` and `opened` give the id of a row, `menu_wanted` also where on the screen."""

    chosen = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(int, QPoint)
    read = Signal()
    """What shows is read."""

    def __init__(self, context: Context, tab: Tab, items: Read, row: Callable[[Any], Row]) -> None:
        """`items` reads what is listed, aside; `row` says how one of them looks."""
        super().__init__()
        name = tab.key
        self.setObjectName(f"record_{name}")
        self._context, self._name, self._items, self._row, self._empty = context, name, items, row, tab.empty
        self._consumer_id: int | None = None
        self._found: list[Any] = []
        self._complete = True
        self._stale = True
        self.list = RowList(name=f"record_{name}_list", what=tab.what)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._again = button(_("Try again"), name=f"record_{name}_again")
        self.state = EmptyState(tab.icon, "", "", self._again, name=f"record_{name}_state")
        self.loading = Loading(_("Reading"), name=f"record_{name}_loading", parent=self)
        self._stack = PageStack()
        for page in (self.list, self.state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        self.loading.raise_()
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        self.list.end_near.connect(self._read_more)
        self.list.customContextMenuRequested.connect(self._menu)
        self._again.clicked.connect(self.look)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self.loading.setGeometry(0, self.height() - _LINE, self.width(), _LINE)

    def show_consumer(self, consumer_id: int) -> None:
        """Show what there is of another one, once it is looked at."""
        self._consumer_id, self._complete, self._stale = consumer_id, True, True
        self._found = []
        self.list.model_.put([])
        self._context.tasks.drop(self._key())

    def freshen(self) -> None:
        """It may have changed: read it again, now or when it is looked at."""
        self._stale = True
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """It is looked at: read it, if that was not done."""
        if self._consumer_id is None or not self._stale:
            return
        self._stale = False
        self.loading.start()
        most = min(_MOST_AGAIN, max(PAGE, len(self._found)))
        self._ask(None, most, lambda found: self._take(found, complete=len(found) < most))

    def current(self) -> int | None:
        """The id of the row that is chosen."""
        key = self.list.current_key()
        return key if isinstance(key, int) else None

    def select(self, number: int | None) -> None:
        """Mark the row of that id, or none, without saying so."""
        self.list.blockSignals(True)
        if number is None or not self.list.select(number):
            self.list.setCurrentIndex(QModelIndex())
        self.list.blockSignals(False)

    def item(self, number: int | None) -> Any:
        """The item of that id, or None."""
        return next((one for one in self._found if one.id == number), None)

    def _key(self) -> str:
        return f"consumer.record.{self._name}"

    def _ask(self, after: Any, most: int, done: Callable[[Sequence[Any]], None]) -> None:
        consumer_id, items = self._consumer_id, self._items
        if consumer_id is not None:
            self._context.tasks.run(lambda: items(consumer_id, after, most), done, self._failed, key=self._key())

    def _take(self, found: Sequence[Any], *, complete: bool) -> None:
        self.loading.stop()
        self._found, self._complete = list(found), complete
        at = self.list.verticalScrollBar().value()
        self.list.blockSignals(True)  # what was chosen stays chosen: nobody chose it now
        self.list.set_rows([self._row(one) for one in found])
        self.list.blockSignals(False)
        self.list.verticalScrollBar().setValue(at)
        self.state.set_words(*self._empty)
        self._again.hide()
        self._stack.setCurrentIndex(0 if found else 1)
        self.read.emit()

    def _read_more(self) -> None:
        if self._complete or self._stale or not self._found:
            return
        self._complete = True  # until it is known that more follow
        self._ask(self._found[-1], PAGE, self._append)

    def _append(self, found: Sequence[Any]) -> None:
        known = {one.id for one in self._found}
        new = [one for one in found if one.id not in known]
        self._found += new
        self._complete = len(found) < PAGE
        self.list.append_rows([self._row(one) for one in new])

    def _failed(self, problem: Problem) -> None:
        self.loading.stop()
        self._stale, self._complete = True, False
        if self._found:  # what shows stays
            self._context.notices.problem(problem)
            return
        self.state.set_words(_("This cannot be shown"), sentence(problem))
        self._again.show()
        self._stack.setCurrentIndex(1)

    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        number = self.list.model_.rows[index.row()].key if index.isValid() else None
        if isinstance(number, int):
            self.menu_wanted.emit(number, self.list.viewport().mapToGlobal(at))
