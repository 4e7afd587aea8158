"""The requests page: what waits at a center in lists behind tabs; requests, appointments to dispatch, who waits."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.requests.dispatch import DispatchList
from ui.requests.part import Part
from ui.requests.request_list import RequestList
from ui.requests.waiting import WaitingList
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import ElidedLabel
from ui.widgets.bar import PageBar
from ui.widgets.page_stack import PageStack
from ui.widgets.tab_bar import TabBar


class RequestsPage(QFrame):
    """Signals carry ids of requests or appointments, None for no choice; `waiting_changed` how many wait."""

    request_chosen = Signal(object)
    appointment_chosen = Signal(object)
    book_wanted = Signal(int)
    withdraw_wanted = Signal(int)
    take_down_wanted = Signal()
    accept_wanted = Signal()
    accept_now_wanted = Signal()
    part_changed = Signal()
    waiting_changed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requests_page")
        self.setAccessibleName(_("Requests"))
        self.requests = RequestList(context)
        self.dispatch = DispatchList(context)
        self.waiting = WaitingList(context)
        self.parts: tuple[Part, ...] = (self.requests, self.dispatch, self.waiting)
        self.count = ElidedLabel(style="muted")
        self.count.setObjectName("requests_count")
        self._bar = PageBar(_("Requests"), reading=_("Reading the requests"), name="requests")
        self._tabs = TabBar(name="requests_parts", what=_("What waits"))
        self._pages = PageStack()
        self._waiting = dict.fromkeys((part.code for part in self.parts), 0)
        self._lay_out()
        self._join()
        self._show_part(self.requests.code)

    def _lay_out(self) -> None:
        self._bar.row.addWidget(self.count, 1)
        for part in self.parts:
            self._tabs.add_tab(part.code, part.title())
            self._pages.addWidget(part)
            for tool in part.tools():
                self._bar.row.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._tabs)
        column.addWidget(self._pages, 1)

    def _join(self) -> None:
        self._tabs.current_changed.connect(self._show_part)
        for part in self.parts:
            part.counted.connect(partial(self._counted, part))
            part.reading.connect(partial(self._reading, part))
            part.request_chosen.connect(self.request_chosen)
            part.appointment_chosen.connect(self.appointment_chosen)
        self.requests.book_wanted.connect(self.book_wanted)
        self.requests.withdraw_wanted.connect(self.withdraw_wanted)
        self.requests.take_down_wanted.connect(self.take_down_wanted)
        self.requests.accept_wanted.connect(self.accept_wanted)
        self.requests.accept_now_wanted.connect(self.accept_now_wanted)

    # What the shell calls

    @property
    def shown(self) -> Part:
        """The part that shows."""
        return next(part for part in self.parts if part.code == self._tabs.current())

    def show_part(self, code: str) -> None:
        """Show the part of that code."""
        self._tabs.set_current(code)

    def show_center(self, center_id: int) -> None:
        """Show what waits at that center."""
        for part in self.parts:
            part.show_center(center_id)

    def reload(self) -> None:
        """Read what shows anew."""
        self.shown.reload()

    def choose_none(self) -> None:
        """Nothing is chosen any more in the part that shows."""
        self.shown.choose_none()

    def layout_state(self) -> Mapping[str, object]:
        """Which part shows, and how each is left."""
        kept = {f"{part.code}.{name}": value for part in self.parts for name, value in part.layout_state().items()}
        return {"part": self._tabs.current(), **kept}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        """Look as it was left."""
        for part in self.parts:
            mine = f"{part.code}."
            part.restore_layout({name[len(mine) :]: one for name, one in state.items() if name.startswith(mine)})
        if state.get("part") in self._waiting:
            self.show_part(str(state["part"]))

    # The parts

    def _show_part(self, code: str) -> None:
        for part in self.parts:
            for tool in part.tools():
                tool.setVisible(part.code == code)
        shown = self.shown
        self._bar.loading.stop()
        self._pages.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.count.set_text(shown.words())
        self.part_changed.emit()

    def _counted(self, part: Part, count: int) -> None:
        self._waiting[part.code] = count
        self._tabs.set_count(part.code, count)
        if part is self.shown:
            self.count.set_text(part.words())
        self.waiting_changed.emit(sum(self._waiting[one.code] for one in self.parts if one.on_badge))

    def _reading(self, part: Part, is_read: bool) -> None:
        if part is self.shown:
            self._bar.loading.start() if is_read else self._bar.loading.stop()
