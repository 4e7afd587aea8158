"""The page of one consumer: details at the side; what is booked, over, asked for, written and changed behind tabs."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.consumer_page import ConsumerOverview
from frontdesk.views.form_layout import Layout
from ui.consumers import record_words as words
from ui.consumers.details import DetailsColumn
from ui.consumers.record_list import Read, RecordList
from ui.consumers.record_tabs import tabs
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local
from ui.theme import SPACE
from ui.widgets import ElidedLabel, EmptyState, Row, StatusChip, Tabs, button, icon_button
from ui.widgets.loading import Loading
from ui.widgets.margins import set_margins
from ui.widgets.page_stack import PageStack

_HEAD = 64
_LINE = 6
_DETAILS = "details"
_NARROW = 760
"""Width below which the tabs would be cut to letters: the details then stand behind a tab of their own."""

B = TypeVar("B", bound=QBoxLayout)


class ConsumerRecord(QFrame):
    """`show_consumer` it. What it leads to is said by id: of the consumer, or of an appointment or a request."""

    back = Signal()
    book_wanted = Signal(int)
    edit_wanted = Signal(int)
    merge_wanted = Signal(int)
    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    rebook_wanted = Signal(int)
    print_wanted = Signal(int)
    request_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consumer_record")
        self.setAccessibleName(_("Consumer"))
        self._context = context
        self.consumer_id: int | None = None
        self.overview: ConsumerOverview | None = None
        self.details = DetailsColumn()
        self.name = ElidedLabel(style="title")
        self.facts = ElidedLabel(style="small")
        self.name.setObjectName("record_name")
        self.facts.setObjectName("record_facts")
        self.missed = StatusChip(name="record_missed")
        self.loading = Loading(_("Reading the consumer"), name="record_loading", parent=self)
        arrow = "ph.arrow-right" if self.isRightToLeft() else "ph.arrow-left"
        self.back_button = icon_button(arrow, _("Back to the list"), name="record_back")
        self.merge_button = button(_("Merge"), name="record_merge", icon="ph.git-merge")
        self.edit_button = button(_("Edit"), name="record_edit", icon="ph.pencil-simple")
        self.book_button = button(_("Book"), name="record_book", primary=True, icon="ph.calendar-plus")
        self.again_button = button(_("Book again"), name="record_again", icon="ph.arrow-clockwise")
        self.print_button = button(_("Print confirmation"), name="record_print", icon="ph.printer")
        self.state_button = button(_("Try again"), name="record_try_again")
        self.state = EmptyState("ph.warning-circle", "", "", self.state_button, name="record_state")
        self._pages = PageStack()
        self.lists = self._make_lists()
        self.tabs = Tabs(name="record_tabs", what=_("What there is of this consumer"))
        self._lay_out()
        self._join()
        self.setFocusProxy(self.lists["upcoming"])

    # Parts

    def _make_lists(self) -> dict[str, RecordList]:
        consumers = self._context.clinic.consumers

        def appointments(*, ahead: bool) -> Read:
            return lambda who, after, most: consumers.appointments(
                who, ahead=ahead, after=after and (after.starts_at, after.id), limit=most
            )

        def by_id(read: Callable[[int, int | None, int], Sequence[Any]]) -> Read:
            return lambda who, after, most: read(who, after and after.id, most)

        def appointment(one: Any) -> Row:
            return words.appointment_row(one, self._today())

        ways: dict[str, tuple[Read, Callable[[Any], Row]]] = {
            "upcoming": (appointments(ahead=True), appointment),
            "past": (appointments(ahead=False), appointment),
            "requests": (by_id(consumers.requests), lambda one: words.request_row(one, self._today())),
            "messages": (by_id(consumers.messages), lambda one: words.message_row(one, self._zone(), self._today())),
            "history": (
                by_id(consumers.history),
                lambda one: words.change_row(one, self._context.choices, self._zone(), self._today()),
            ),
        }
        return {tab.key: RecordList(self._context, tab, *ways[tab.key]) for tab in tabs()}

    def _lay_out(self) -> None:
        for tab in tabs():
            self.tabs.add_tab(tab.key, tab.word, self.lists[tab.key], icon_name=tab.icon)
        self._behind_tab = QWidget()
        _tight(QHBoxLayout(self._behind_tab))
        self.tabs.add_tab(_DETAILS, _("Details"), self._behind_tab, icon_name="ph.identification-card")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.tabs, 1)
        right.addWidget(self._foot())
        self._content = QWidget()
        below = _tight(QHBoxLayout(self._content))
        below.addWidget(self.details)
        below.addLayout(right, 1)
        for page in (self._content, self.state):
            self._pages.addWidget(page)
        column = _tight(QVBoxLayout(self))
        column.addWidget(self._head())
        column.addWidget(self._pages, 1)
        self.loading.raise_()
        self.tabs.set_tab_visible(_DETAILS, visible=False)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("edge", "bottom")
        head.setFixedHeight(_HEAD)
        first = QHBoxLayout()
        first.setSpacing(SPACE[1])
        first.addWidget(self.name, 1)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addStretch(1)
        who.addLayout(first)
        who.addWidget(self.facts)
        who.addStretch(1)
        row = QHBoxLayout(head)
        set_margins(row, SPACE[1], 0, SPACE[3], 0)
        row.setSpacing(SPACE[1])
        row.addWidget(self.back_button)
        row.addLayout(who, 1)
        for part in (self.missed, self.merge_button, self.edit_button, self.book_button):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _foot(self) -> QFrame:
        self.foot = QFrame()
        self.foot.setProperty("edge", "top")
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        row.setSpacing(SPACE[1])
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.again_button)
        return self.foot

    def _join(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.state_button.clicked.connect(self.reload)
        self.book_button.clicked.connect(lambda: self._say(self.book_wanted))
        self.edit_button.clicked.connect(lambda: self._say(self.edit_wanted))
        self.merge_button.clicked.connect(lambda: self._say(self.merge_wanted))
        self.again_button.clicked.connect(lambda: self._of_chosen(self.rebook_wanted))
        self.print_button.clicked.connect(lambda: self._of_chosen(self.print_wanted))
        for key in ("upcoming", "past"):
            each = self.lists[key]
            each.chosen.connect(self._chosen)
            each.opened.connect(self.appointment_opened.emit)
            each.menu_wanted.connect(self.menu_wanted)
        self.lists["requests"].opened.connect(self.request_wanted.emit)
        self.lists["messages"].opened.connect(self._message_opened)
        for each in self.lists.values():
            each.read.connect(self._offer)
        self.tabs.current_changed.connect(self._tab_changed)
        self._context.changes.changed.connect(self._changed)

    # Showing

    def show_consumer(self, consumer_id: int) -> None:
        """Show this consumer, or the record that stays where it was merged."""
        if consumer_id != self.consumer_id:
            self.overview = None
            self._pages.setCurrentIndex(0)
            self.name.set_text("")
            self.facts.set_text("")
            self.missed.hide()
            self.details.show_rows([])
            for each in self.lists.values():
                each.show_consumer(consumer_id)
            for key in self.lists:
                self.tabs.set_count(key, None)
            self.tabs.set_current("upcoming")
        self.consumer_id = consumer_id
        self.reload()

    def reload(self) -> None:
        """Read again what shows; what does not is read when it is looked at."""
        consumer_id, consumers = self.consumer_id, self._context.clinic.consumers
        if consumer_id is None:
            return
        self.loading.start()
        self._context.tasks.run(
            lambda: consumers.overview(consumer_id), self._known, self._failed, key="consumer.record"
        )
        for each in self.lists.values():
            each.freshen()
        self._look()

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment in the list that shows, or none, without saying so."""
        shown = self.lists.get(self.tabs.current())
        if shown is not None:
            shown.select(appointment_id)
        self._offer()

    def _look(self) -> None:
        """What is behind the tab that shows is looked at now: a list is read if it was not."""
        shown = self.lists.get(self.tabs.current())
        if shown is not None:
            shown.look()

    def make_room(self, *, editing: bool) -> None:
        """While the form is open beside it, which shows the same, the details stand back."""
        self._is_edited = editing
        self._place_details()
        for part in (self.merge_button, self.edit_button, self.book_button):
            part.setVisible(not editing)
        if not editing and self.overview is not None:
            self.merge_button.setVisible(self.overview.may_merge)

    def set_layout(self, layout: Layout) -> None:
        """Show the details as the clinic lays the form out now."""
        self._layout = layout
        if self.overview is not None:
            self._known(self.overview)

    def _known(self, overview: ConsumerOverview) -> None:
        self.loading.stop()
        self._show_page(0)
        self.overview = overview
        details, choices = overview.details, self._context.choices
        self.name.set_text(" ".join(part for part in (details.title, details.first_name, details.last_name) if part))
        self.facts.set_text(words.facts_words(details, self._context.clinic.now()))
        self.missed.set_status(words.missed_words(details.no_shows), "ph.user-minus", "warning")
        self.missed.setVisible(details.no_shows > 0)
        rows = words.detail_rows(details, self._layout_now(), choices)
        if overview.merged:
            rows.append((_("Merged records"), ", ".join(overview.merged)))
        self.details.show_rows(rows)
        for key in ("upcoming", "past", "requests", "messages"):
            self.tabs.set_count(key, getattr(overview, key))
        self.make_room(editing=self._is_edited)

    def _place_details(self) -> None:
        """At the side where there is room, else behind a tab."""
        narrow = self.width() < _NARROW
        place = self._behind_tab if narrow else self._content
        if self.details.parentWidget() is not place:
            box = cast("QHBoxLayout", place.layout())
            box.insertWidget(0, self.details)
            self.details.set_at_side(not narrow)
        self.details.setHidden(self._is_edited)
        self.tabs.set_tab_visible(_DETAILS, narrow and not self._is_edited)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self.loading.setGeometry(0, _HEAD - _LINE, self.width(), _LINE)
        self._place_details()

    _is_edited = False
    _layout: Layout | None = None

    def _layout_now(self) -> Layout:
        return self._layout or self._context.choices.consumer_form

    def _failed(self, problem: Problem) -> None:
        self.loading.stop()
        if self.overview is None:
            self.state.set_words(_("This consumer cannot be shown"), sentence(problem))
            self._show_page(1)
            for part in (self.merge_button, self.edit_button, self.book_button):
                part.hide()
        else:
            self._context.notices.problem(problem)

    def _show_page(self, number: int) -> None:
        """What is known (0) or why nothing is (1); what had the focus gives it to what stands there now."""
        had = self._pages.currentIndex() != number and self._pages.isAncestorOf(self.focusWidget() or self)
        self._pages.setCurrentIndex(number)
        if had:
            (self.state_button if number else self).setFocus()

    def _changed(self, changes: Changes) -> None:
        if self.consumer_id is None or not self.isVisible():
            return
        shown = {self.consumer_id, self.overview.details.id if self.overview else self.consumer_id}
        if changes.everything or changes.consumers & shown:
            self.reload()

    def _tab_changed(self, key: str) -> None:
        self._look()
        self.foot.setVisible(key in ("upcoming", "past"))
        self._offer()

    def _today(self) -> date:
        return local(self._context.clinic.now(), self._zone()).date()

    def _zone(self) -> str:
        centers = self._context.choices.centers
        return centers[0].zone if centers else "UTC"

    # What it leads to

    def current(self) -> int | None:
        """The appointment that is chosen in the list that shows."""
        key = self.tabs.current()
        return self.lists[key].current() if key in ("upcoming", "past") else None

    def _chosen(self, appointment_id: int) -> None:
        self._offer()
        self.appointment_chosen.emit(appointment_id)

    def _offer(self) -> None:
        """Printing and booking again are for an appointment that is chosen."""
        chosen = self.current() is not None
        for part in (self.print_button, self.again_button):
            part.setEnabled(chosen)
            part.setAccessibleDescription("" if chosen else _("Choose an appointment first."))

    def _say(self, signal: Any) -> None:
        if self.overview is not None:
            signal.emit(self.overview.details.id)

    def _of_chosen(self, signal: Any) -> None:
        chosen = self.current()
        if chosen is not None:
            signal.emit(chosen)

    def _message_opened(self, message_id: int) -> None:
        item = self.lists["messages"].item(message_id)
        if item is not None and item.appointment_id is not None:
            self.appointment_opened.emit(item.appointment_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def _tight(box: B) -> B:
    """Without margins and gaps."""
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    return box
