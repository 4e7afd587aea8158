"""The appointments page: every appointment by status, counted, searched, narrowed, sorted, at any size."""

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.lists import PAGE, Outline, Sort, Tab
from ui.appointment_list.bars import Footer, ToolRow
from ui.appointment_list.choosing import Choosing
from ui.appointment_list.filters import FilterCard
from ui.appointment_list.model import ListModel, Moment
from ui.appointment_list.reader import Answer, ListReader, Pages
from ui.appointment_list.table import ListTable
from ui.appointment_list.wishing import Kept, Wishing
from ui.appointment_list.words import empty_words
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, number_words
from ui.widgets import EmptyState, button
from ui.widgets.page_stack import PageStack
from ui.widgets.tab_bar import TabBar

_MINUTE = 60_000


class AppointmentsPage(QFrame):
    """Signals carry ids of appointments; `waiting_changed` how many of the center wait for an outcome.

    `several_chosen` with how many rows are chosen at once, 0 when no more than one is: `several` says who they are.
    """

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    action_wanted = Signal(int, object)
    waiting_changed = Signal(int)
    several_chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("appointments_page")
        self.setAccessibleName(_("Appointments"))
        self._context = context
        self._zone = "UTC"
        self._changes = Changes()
        self._stale = True
        self._doubted = False
        self.reader = ListReader(context, self)
        self.model = ListModel(self._moment(), self)
        self.table = ListTable(self.model)
        self.filter = FilterCard(context.choices, self)
        self.tools = ToolRow()
        self.tabs = TabBar(name="list", what=_("Appointments by status"))
        self.footer = Footer()
        self.wishing = Wishing(self.tools, self.tabs, self.filter)
        self.choosing = Choosing(self.table)
        self._help = button(_("Try again"), name="list_help")
        self._state = EmptyState("ph.calendar-blank", "", "", self._help, name="list_state")
        self._stack = PageStack()
        self._minute = QTimer(self, interval=_MINUTE)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.table.setAccessibleDescription(_("Enter opens the appointment chosen."))
        for part in (self.table, self._state):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)

    def _join(self) -> None:
        self._join_controls()
        self.choosing.chosen.connect(self.appointment_chosen)
        self.choosing.opened.connect(self.appointment_opened)
        self.choosing.menu_wanted.connect(self.menu_wanted)
        self.choosing.action_wanted.connect(self.action_wanted)
        self.choosing.row_wanted.connect(self._soon.start)
        self.choosing.several.changed.connect(lambda: self.several_chosen.emit(self.choosing.several.count))
        self.model.missing.connect(self._soon.start)
        self._soon.timeout.connect(lambda: self.reader.want(self.choosing.pages()))
        self._minute.timeout.connect(self._time_passed)
        self.reader.begun.connect(self._begun)
        self.reader.outlined.connect(self._outlined)
        self.reader.renewed.connect(self._renewed)
        self.reader.came.connect(self._came)
        self.reader.counted.connect(self._counted)
        self.reader.failed.connect(self._failed)
        self.reader.unresolved.connect(self.waiting_changed)
        self._context.changes.changed.connect(self._changed)

    def _join_controls(self) -> None:
        self.tabs.current_changed.connect(lambda _key: self._show())
        self.tools.search.wanted.connect(lambda _text: self._show())
        self.tools.search.list_key.connect(self.choosing.move)
        self.tools.search.returnPressed.connect(self.choosing.open)
        self.tools.search.left.connect(self.table.setFocus)
        self.tools.scope.activated.connect(lambda _row: self._show())
        self.tools.filter.clicked.connect(self._open_filter)
        self.filter.changed.connect(self._filtered)
        self.wishing.sorting.wanted.connect(self._sort)
        self.table.sort_wanted.connect(self._sort)
        self._help.clicked.connect(self._help_out)

    # What the shell calls

    def show_center(self, center_id: int) -> None:
        """Show the appointments of that center, unless everybody's are shown."""
        if center_id == self.wishing.center:
            return
        self.wishing.center, self.wishing.staff = center_id, self._context.clinic.staff
        name, self._zone = next(
            ((one.name, one.zone) for one in self._context.choices.centers if one.id == center_id), ("", "UTC")
        )
        self.wishing.offer_scopes(name)
        self.reader.count_unresolved(center_id)
        self._show()

    def show_tab(self, key: str) -> None:
        """Show that tab: "requests", "upcoming", "past", "completed" or "cancelled", without search and filter."""
        self.wishing.widen()
        self.tabs.set_current(key)

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment where it shows, or nothing."""
        self.choosing.select(appointment_id)

    def settled_here(self) -> None:
        """This person took an action on the one that is chosen: among what waits for an outcome the next is chosen."""
        self.choosing.settled_here()

    def refresh(self) -> None:
        """Read what shows again."""
        self._renew(Changes(everything=True))

    def layout_state(self) -> Kept:
        """Tab, scope, order, widths and filter as they are, to be kept."""
        return {**self.wishing.state(), "widths": self.table.widths()}

    def restore_layout(self, state: Kept) -> None:
        """Show it again as it was kept; what is not understood is left as it is."""
        widths = state.get("widths")
        if isinstance(widths, list):
            self.table.restore_widths([int(width) for width in widths if str(width).isdecimal()])
        self.wishing.restore(state)

    # What is shown

    def _show(self) -> None:
        """Ask for what the person wants to see; what showed stays until it is there."""
        if self.wishing.center is None:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._changes = Changes()
        self.choosing.forget_place()
        self.tools.loading.start()
        self.reader.show(self.wishing.wish())

    def _begun(self, answer: Answer) -> None:
        self.tools.loading.stop()
        wish = answer.wish
        self.table.with_center = wish.narrow.center_id is None
        self.table.settles = wish.tab is Tab.PAST
        self.model.show(answer.total, answer.pages, self._moment())
        self.choosing.several.forget()
        self.table.share_width()
        self.table.show_sort(wish.sort, descending=wish.descending)
        self.table.verticalScrollBar().setValue(0)
        self._show_rows(answer.total)
        self.choosing.mark()
        if wish.typed and answer.total and not self.choosing.shows():
            self.table.go_to(0)

    def _outlined(self, one: Outline) -> None:
        """How many rows there are is known now; the first of them show already."""
        pages = {0: self.model.pages.get(0, ())}
        self.model.renew(one.total, pages, self._moment())
        self._show_rows(one.total)

    def _came(self, pages: Pages) -> None:
        self.model.put_pages(pages)
        self.choosing.rows_came()
        short = any(len(rows) < min(PAGE, self.model.total - page * PAGE) for page, rows in pages.items())
        if short and not self._doubted:  # somebody changed it, and the news is still on its way
            self._doubted = True
            self._renew(Changes(everything=True))

    def _show_rows(self, total: int) -> None:
        wish = self.reader.wish
        if total:
            self._stack.setCurrentWidget(self.table)
        else:
            narrowed = self.filter.count() > 0
            words = empty_words(wish.tab, typed=wish.typed, narrowed=narrowed)
            self._state.set_words(*words, icon_name="ph.calendar-blank")
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
        self._state.set_words(_("The appointments cannot be shown"), sentence(problem), icon_name="ph.cloud-slash")
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
        self._count_unresolved()
        self._doubted = False
        if changes.consumers and not changes.appointments:
            changes |= Changes(everything=bool(self.reader.wish.typed))
        self._changes |= changes
        if self.isVisible() and not self._stale:
            self._renew(self._changes)

    def _count_unresolved(self) -> None:
        if self.wishing.center is not None:
            self.reader.count_unresolved(self.wishing.center)

    def _renew(self, changes: Changes) -> None:
        if not self.isVisible() or self.wishing.center is None:
            self._changes |= changes
            return
        self.reader.renew(changes, self.choosing.pages())

    def _renewed(self, answer: Answer) -> None:
        """Rows keep their places on the screen: the topmost stays where it is unless the list showed its beginning."""
        self._changes = Changes()
        bar, top = self.table.verticalScrollBar(), self.table.rowAt(0)
        anchor, offset = self.model.row_at(top), self.table.rowViewportPosition(max(0, top))
        at_start, before = bar.value() == 0, self.model.row_of(self.choosing.id)
        with self.choosing.resting():
            self.model.renew(answer.total, answer.pages, self._moment())
        place = self.model.row_of(anchor.id) if anchor is not None and not at_start else None
        if place is not None:
            bar.setValue(place * self.table.rowHeight(0) - offset)
        self._show_rows(answer.total)
        if self.choosing.several.count:
            return
        if before is None or self.choosing.shows():
            self.choosing.mark()
        else:
            self.choosing.follow(before, self.wishing.tab)

    def _time_passed(self) -> None:
        """What ended meanwhile goes from Upcoming to Past."""
        self._count_unresolved()
        if self.wishing.tab in (Tab.UPCOMING, Tab.PAST):
            self._renew(Changes())
        else:
            self.model.show_time(self._moment())

    # Sorting and narrowing

    def _sort(self, sort: Sort) -> None:
        if sort not in self.model.unsortable:
            self.wishing.sorting.choose(self.wishing.tab, sort)
            self._show()
        wish = self.reader.wish
        self.table.show_sort(wish.sort, descending=wish.descending)

    def _say_sorts(self, total: int) -> None:
        sorting = self.wishing.sorting
        closed = sorting.closed(0 if self.reader.wish.typed else total)
        self.model.limit_sorts(closed, sorting.why(closed))
        sorting.offer(self.reader.wish, closed, with_center=self.table.with_center)

    def _open_filter(self) -> None:
        self.filter.today = self._moment().today
        self.filter.open_under(self.tools.filter)

    def _filtered(self) -> None:
        self.wishing.say_filter()
        self._show()

    def _say_place(self) -> None:
        outline = self.reader.outline
        self.footer.show_list(
            self.reader.wish.tab, self.model.total, known=outline is not None, cut=bool(outline and outline.cut)
        )

    # Time, and Qt's events

    def _moment(self) -> Moment:
        now = self._context.clinic.now()
        return Moment(now, local(now, self._zone).date())

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
