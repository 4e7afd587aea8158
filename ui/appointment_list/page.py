"""The appointments page: every appointment by status, counted, searched, narrowed, sorted, at any size."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Role
from frontdesk.views.lists import PAGE, ListRow, Narrow, Outline, Sort, Tab, Wish, tab_of
from ui.appointment_list.bars import Footer, ToolRow
from ui.appointment_list.filters import FilterCard
from ui.appointment_list.model import ListModel, Moment, is_past
from ui.appointment_list.reader import Answer, ListReader, Pages
from ui.appointment_list.sorting import Sorting
from ui.appointment_list.table import ListTable
from ui.appointment_list.words import empty_words, number_words, tab_word
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, status_word
from ui.widgets import EmptyState, button
from ui.widgets.tab_bar import TabBar
from ui.widgets.table import ROW

_MINUTE = 60_000
_MINE, _CENTER, _EVERYONE = "mine", "center", "everyone"


class AppointmentsPage(QFrame):
    """Signals carry ids of appointments; `waiting_changed` how many of the center wait for an outcome."""

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    action_wanted = Signal(int, object)
    waiting_changed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("appointments_page")
        self.setAccessibleName(_("Appointments"))
        self._context = context
        self._center: int | None = None
        self._zone = "UTC"
        self._chosen: int | None = None
        self._row: ListRow | None = None
        self._touched: int | None = None
        self._place: int | None = None
        self._changes = Changes()
        self._stale = True
        self.reader = ListReader(context, self)
        self.model = ListModel(self._moment(), self)
        self.table = ListTable(self.model)
        self.filter = FilterCard(context.choices, self)
        self.tools = ToolRow()
        self.tabs = TabBar(name="list", what=_("Appointments by status"))
        self.footer = Footer()
        self.sorting = Sorting(self.tools.sort)
        self._help = button(_("Try again"), name="list_help")
        self._state = EmptyState("ph.calendar-blank", "", "", self._help, name="list_state")
        self._stack = QStackedWidget()
        self._minute = QTimer(self, interval=_MINUTE)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.table.setAccessibleDescription(_("Enter opens the appointment chosen."))
        for tab in Tab:
            self.tabs.add_tab(tab.value, tab_word(tab))
        self.tabs.set_current(Tab.UPCOMING.value)
        for part in (self.table, self._state):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        self._offer_scopes("")

    def _join(self) -> None:
        self.tabs.current_changed.connect(lambda _key: self._show(first=True))
        self.tools.search.wanted.connect(lambda _text: self._show(first=True))
        self.tools.search.list_key.connect(self._move)
        self.tools.search.returnPressed.connect(self._open)
        self.tools.search.left.connect(self.table.setFocus)
        self.tools.scope.activated.connect(lambda _row: self._show(first=True))
        self.tools.filter.clicked.connect(self._open_filter)
        self.filter.changed.connect(self._filtered)
        self.sorting.wanted.connect(self._sort)
        self.table.sort_wanted.connect(self._sort)
        self.table.settle_wanted.connect(self._settle)
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._row_chosen)
        self.table.clicked.connect(lambda index: self._choose(index.data(ROW)))
        self.table.menu_wanted.connect(self._menu)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._say_place())
        self.model.missing.connect(self._soon.start)
        self._soon.timeout.connect(lambda: self.reader.want(self._wanted_pages()))
        self._minute.timeout.connect(self._time_passed)
        self._help.clicked.connect(self._help_out)
        self.reader.begun.connect(self._begun)
        self.reader.outlined.connect(self._outlined)
        self.reader.renewed.connect(self._renewed)
        self.reader.came.connect(self._came)
        self.reader.counted.connect(self._counted)
        self.reader.failed.connect(self._failed)
        self.reader.unresolved.connect(self.waiting_changed)
        self._context.changes.changed.connect(self._changed)

    # What the shell calls

    def show_center(self, center_id: int) -> None:
        """Show the appointments of that center, unless everybody's are shown."""
        if center_id == self._center:
            return
        self._center = center_id
        name, self._zone = next(
            ((one.name, one.zone) for one in self._context.choices.centers if one.id == center_id), ("", "UTC")
        )
        self._offer_scopes(name)
        self.reader.count_unresolved(center_id)
        self._show(first=True)

    def show_tab(self, key: str) -> None:
        """Show that tab: "requests", "upcoming", "past", "completed" or "cancelled", without search and filter."""
        self.tools.search.clear()
        self.filter.reset()
        self._say_filter()
        self.tabs.set_current(key)

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment where it shows, or nothing."""
        self._chosen = appointment_id
        if appointment_id is None:
            self._row = None
            self.table.clearSelection()
            self.table.setCurrentIndex(self.model.index(-1, -1))
        else:
            self.table.choose(appointment_id)

    def refresh(self) -> None:
        """Read what shows again."""
        self._renew(Changes(everything=True))

    def layout_state(self) -> dict[str, str | int | list[int] | list[str]]:
        """Tab, scope, order, widths and filter as they are, to be kept."""
        return {
            "tab": self.tabs.current(),
            "scope": str(self.tools.scope.currentData()),
            "sorts": self.sorting.state(),
            "widths": self.table.widths(),
            "filter": self.filter.state(),
        }

    def restore_layout(self, state: dict[str, str | int | list[int] | list[str]]) -> None:
        """Show it again as it was kept; what is not understood is left as it is."""
        widths, sorts, kept = state.get("widths"), state.get("sorts"), state.get("filter")
        if isinstance(widths, list):
            self.table.restore_widths([int(width) for width in widths if str(width).isdecimal()])
        if isinstance(sorts, list):
            self.sorting.restore([str(one) for one in sorts])
        if isinstance(kept, list):
            self.filter.restore([str(one) for one in kept])
            self._say_filter()
        at = self.tools.scope.findData(state.get("scope"))
        self.tools.scope.setCurrentIndex(max(0, at))
        if state.get("tab") in self.tabs.keys:
            self.tabs.set_current(str(state["tab"]))

    # What is shown

    @property
    def tab(self) -> Tab:
        """The tab that shows."""
        return Tab(self.tabs.current())

    def wish(self) -> Wish:
        """What the person wants to see."""
        sort, descending = self.sorting.of(self.tab)
        typed = self.tools.search.text().strip()
        return Wish(self.tab, self.filter.narrow(self._scope()), typed, sort, descending)

    def _scope(self) -> Narrow:
        chosen, staff = self.tools.scope.currentData(), self._context.clinic.staff
        if chosen == _MINE and staff is not None:
            return Narrow(clinician_id=staff.staff_id)
        return Narrow() if chosen == _EVERYONE else Narrow(center_id=self._center)

    def _offer_scopes(self, center: str) -> None:
        box, was = self.tools.scope, self.tools.scope.currentData()
        staff = self._context.clinic.staff
        box.clear()
        box.addItem(center or _("My center"), _CENTER)
        if staff is not None and Role.CLINICIAN in staff.roles:
            box.addItem(_("Only mine"), _MINE)
        box.addItem(_("Everyone"), _EVERYONE)
        box.setCurrentIndex(max(0, box.findData(was)))

    def _show(self, *, first: bool = False) -> None:
        """Ask for what the person wants to see; what showed stays until it is there."""
        if self._center is None:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._changes = Changes()
        if first:
            self._place = None
        self.tools.loading.start()
        self.reader.show(self.wish())

    def _begun(self, answer: Answer) -> None:
        self.tools.loading.stop()
        wish = answer.wish
        everyone = wish.narrow.center_id is None
        if self.table.with_center != everyone:
            self.table.with_center = everyone
        self.table.settles = wish.tab is Tab.PAST
        self.model.show(answer.total, answer.pages, self._moment())
        self.table.share_width()
        self.table.show_sort(wish.sort, descending=wish.descending)
        self.table.verticalScrollBar().setValue(0)
        self._show_rows(answer.total)
        self._mark_chosen()
        if wish.typed and answer.total and self._row is None:
            self.table.go_to(0)

    def _outlined(self, one: Outline) -> None:
        """How many rows there are is known now; the first of them show already."""
        pages = {0: self.model.pages.get(0, ())}
        self.model.renew(one.total, pages, self._moment())
        self._show_rows(one.total)

    def _came(self, pages: Pages) -> None:
        self.model.put_pages(pages)
        if self._place is not None and (row := self.model.row_at(self._place)) is not None:
            self._place = None
            self._choose(row)
        short = any(len(rows) < min(PAGE, self.model.total - page * PAGE) for page, rows in pages.items())
        if short:  # somebody changed it, and the news is still on its way
            self._renew(Changes(everything=True))

    def _show_rows(self, total: int) -> None:
        wish = self.reader.wish
        if total:
            self._stack.setCurrentWidget(self.table)
        else:
            narrowed = self.filter.count() > 0
            self._state.set_words(*empty_words(wish.tab, typed=wish.typed, narrowed=narrowed))
            self._help.setText(_("Clear the search") if wish.typed else _("Clear filter"))
            self._help.setProperty("does", "clear")
            self._help.setVisible(bool(wish.typed) or narrowed)
            self._stack.setCurrentWidget(self._state)
        self._say_sorts(total)
        self._say_place()

    def _counted(self, totals: dict[Tab, int]) -> None:
        for tab in Tab:
            count = totals.get(tab)
            self.tabs.set_count(tab.value, count, number_words(count) if count else "")

    def _failed(self, problem: Problem) -> None:
        self.tools.loading.stop()
        self._stale = True
        if self.model.total:  # what shows stays; the status line tells that the database is away
            self._context.notices.problem(problem)
            return
        self._state.set_words(_("The appointments cannot be shown"), sentence(problem))
        self._help.setText(_("Try again"))
        self._help.setProperty("does", "again")
        self._help.show()
        self._stack.setCurrentWidget(self._state)

    def _help_out(self) -> None:
        if self._help.property("does") == "again":
            self._show()
        elif self.reader.wish.typed:
            self.tools.search.clear()
        else:
            self.filter.reset()
            self._filtered()

    # What changes

    def _changed(self, changes: Changes) -> None:
        if not (changes.days or changes.appointments or changes.everything or changes.consumers):
            return
        if self._center is not None:
            self.reader.count_unresolved(self._center)
        if changes.consumers and not changes.appointments:
            changes |= Changes(everything=bool(self.reader.wish.typed))
        self._changes |= changes
        if self.isVisible() and not self._stale:
            self._renew(self._changes)

    def _renew(self, changes: Changes) -> None:
        if not self.isVisible() or self._center is None:
            self._stale = True
            return
        self.reader.renew(changes, self._wanted_pages(), self._chosen)

    def _renewed(self, answer: Answer) -> None:
        """Rows keep their places on the screen: the topmost stays where it is unless the list showed its beginning."""
        self._changes = Changes()
        bar = self.table.verticalScrollBar()
        top = self.table.rowAt(0)
        anchor, offset = self.model.row_at(top), self.table.rowViewportPosition(max(0, top))
        at_start, before = bar.value() == 0, self.model.row_of(self._chosen)
        self.model.renew(answer.total, answer.pages, self._moment())
        place = self.model.row_of(anchor.id) if anchor is not None and not at_start else None
        if place is not None:
            bar.setValue(place * self.table.rowHeight(0) - offset)
        self._show_rows(answer.total)
        self._follow(answer.chosen, before)

    def _follow(self, chosen: ListRow | None, before: int | None) -> None:
        """Whoever was settled here gives way to the next; what others settled is told, and nobody is chosen instead."""
        if self.model.row_of(self._chosen) is not None or before is None:
            self._mark_chosen()
            return
        self.table.clearSelection()
        if chosen is None or (self._touched == self._chosen and self.tab is Tab.PAST):
            self._choose_place(before)
        elif self._touched != self._chosen and not self._belongs(chosen):
            status = status_word(chosen.status, past=is_past(chosen, self.model.at.now))
            words = _("{consumer} left this list: {status}.")
            self._context.notices.show(words.format(consumer=chosen.consumer, status=status))

    def _belongs(self, row: ListRow) -> bool:
        return tab_of(row.status, row.end, self.model.at.now) is self.tab

    def _choose_place(self, place: int) -> None:
        if not self.model.total:
            self._chosen = self._row = None
            return
        place = min(place, self.model.total - 1)
        row = self.model.row_at(place)
        if row is None:
            self._place = place
            self._soon.start()
        else:
            self.table.choose(row.id)
            self._choose(row)

    def _time_passed(self) -> None:
        """What ended meanwhile goes from Upcoming to Past."""
        if self._center is not None:
            self.reader.count_unresolved(self._center)
        if self.tab in (Tab.UPCOMING, Tab.PAST):
            self._renew(Changes())
        else:
            self.model.show_time(self._moment())

    # Choosing

    def _row_chosen(self, row: ListRow | None) -> None:
        if row is not None:
            self._choose(row)
        elif self.table.currentIndex().isValid():
            self._place = self.table.currentIndex().row()

    def _choose(self, row: ListRow | None) -> None:
        if row is None:
            return
        self._row = row
        if row.id != self._chosen:
            self._chosen = row.id
            self.appointment_chosen.emit(row.id)

    def _mark_chosen(self) -> None:
        if self._chosen is not None:
            self.table.choose(self._chosen)

    def _open(self) -> None:
        if self._row is not None and self.model.row_of(self._row.id) is not None:
            self.appointment_opened.emit(self._row.id)

    def _menu(self, row: ListRow | None, at: QPoint) -> None:
        if row is not None:
            self._touched = row.id
            self.menu_wanted.emit(row.id, at)

    def _settle(self, action: object) -> None:
        if self._chosen is not None and self.model.row_of(self._chosen) is not None:
            self._touched = self._chosen
            self.action_wanted.emit(self._chosen, action)

    def _move(self, event: QKeyEvent) -> None:
        """The arrow keys move in the list while the search has the focus."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        if self.model.total:
            place = self.table.currentIndex().row() + steps[Qt.Key(event.key())]
            self.table.go_to(max(0, min(place, self.model.total - 1)))

    # Sorting and narrowing

    def _sort(self, sort: Sort) -> None:
        if sort not in self.model.unsortable:
            self.sorting.choose(self.tab, sort)
            self._show(first=True)
        wish = self.reader.wish
        self.table.show_sort(wish.sort, descending=wish.descending)

    def _say_sorts(self, total: int) -> None:
        closed = self.sorting.closed(0 if self.reader.wish.typed else total)
        self.model.limit_sorts(closed, self.sorting.why(closed))
        self.sorting.offer(self.reader.wish, closed, with_center=self.table.with_center)

    def _open_filter(self) -> None:
        self.filter.today = self._today()
        self.filter.open_under(self.tools.filter)

    def _filtered(self) -> None:
        self._say_filter()
        self._show(first=True)

    def _say_filter(self) -> None:
        self.tools.show_filters(self.filter.count())

    def _say_place(self) -> None:
        outline = self.reader.outline
        self.footer.show_list(self.tab, self.model.total, known=outline is not None, cut=bool(outline and outline.cut))

    # Time, and Qt's events

    def _wanted_pages(self) -> tuple[int, ...]:
        pages = self.table.pages()
        return tuple(dict.fromkeys((*pages, self._place // PAGE))) if self._place is not None else pages

    def _moment(self) -> Moment:
        now = self._context.clinic.now()
        return Moment(now, local(now, self._zone).date())

    def _today(self) -> date:
        return self._moment().today

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """The list is read when it is first looked at, and what changed meanwhile is caught up with."""
        super().showEvent(event)
        self._minute.start()
        if self._stale:
            self._show()
        elif self._changes:
            self._renew(self._changes)
        else:
            self._time_passed()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        self.filter.hide()
