"""The start page: reads its part of today aside, keeps what shows until the next is there, follows desks and clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.today import MyDay, Part, Today
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, time_of
from ui.today.answering import Answering
from ui.today.available import Available
from ui.today.entries import Deed, Does, Entry, Key, entries_of, spoken
from ui.today.figures import FigureRow, figures_of
from ui.today.header import Header
from ui.today.model import TodayModel
from ui.today.rows import TodayList
from ui.today.shown import After, concerns, next_turn
from ui.widgets import EmptyState, button
from ui.widgets.page_stack import PageStack

_MINUTE = 60_000


class TodayPage(QFrame):
    """Signals carry ids of appointments; `list_wanted` a tab of their list, `free_time_wanted` whose and from when.

    `request_wanted` carries the id of a request, `answered` what was done with one and whether it can be undone.
    """

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    action_wanted = Signal(int, object)
    rebook_wanted = Signal(int)
    requests_wanted = Signal()
    request_wanted = Signal(int)
    answered = Signal(str, bool)
    list_wanted = Signal(str)
    free_time_wanted = Signal(int, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today_page")
        self.setAccessibleName(_("Today"))
        self._context = context
        self._center: int | None = None
        self._part: Part | None = None
        self._shown: Today[Any] | None = None
        self._after: After | None = None
        self._turn: datetime | None = None
        self.header = Header()
        self.figures = FigureRow()
        self.list = TodayList(TodayModel(context.clinic.now(), self._spoken, self))
        self._again = button(_("Try again"), name="today_again", icon="ph.arrow-clockwise")
        self._state = EmptyState("ph.cloud-slash", "", "", self._again, name="today_state")
        self._pages = PageStack()
        self._minute = QTimer(self, interval=_MINUTE)
        self.answering = Answering(context, self)
        self._available = Available(context, self.header)
        self._lay_out()
        self._join()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)
        inside = QWidget()
        under = QVBoxLayout(inside)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.figures)
        under.addWidget(self.list, 1)
        self._waits = QWidget()
        for page in (self._waits, inside, self._state):
            self._pages.addWidget(page)
        self._inside = inside

    def _join(self) -> None:
        self.header.part_chosen.connect(self.show_part)
        self.answering.answered.connect(self.answered)
        self.answering.refused.connect(self.refresh)
        self.figures.wanted.connect(self._lead)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.deed_wanted.connect(self._do)
        self.list.menu_wanted.connect(self._want_menu)
        self._again.clicked.connect(self.refresh)
        self._minute.timeout.connect(self.show_time)
        self._context.changes.changed.connect(self._changed)

    # What the shell calls

    def show_center(self, center_id: int, loaded: Today[Any] | None = None) -> None:
        """Show the today of that center, and what whoever is signed in may see; `loaded` was read of it already."""
        parts = self._context.clinic.today.parts()
        if center_id == self._center and self._part in parts:
            return
        self._center = center_id
        self.header.offer(parts)
        self._shown = None
        self._pages.setCurrentWidget(self._waits)
        part = self._part if self._part in parts else next(iter(parts), None)
        if loaded is None or (loaded.part, loaded.center_id) != (part, center_id):
            self._set_part(part)
            return
        self._part = part
        self.header.show_part(loaded.part)
        self._read(loaded)

    def show_part(self, part: Part) -> None:
        """Show another part of the start page."""
        if part != self._part:
            self._set_part(part)

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment, or none."""
        self.list.choose(None if appointment_id is None else Key("row", appointment_id))

    def refresh(self) -> None:
        """Read it anew; what shows stays until that is there."""
        part, center = self._part, self._center
        if part is None or center is None:
            return
        self.header.loading.start()
        today = self._context.clinic.today
        self._context.tasks.run(lambda: today.read(part, center), self._read, self._failed, key="today")

    def layout_state(self) -> dict[str, str | int | list[int]]:
        """What is remembered of the page: the part that shows."""
        return {"part": self._part.value} if self._part is not None else {}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        """Show the part that was remembered, if it is one; who may not see it is shown their own."""
        known = {part.value: part for part in Part}
        part = known.get(str(state.get("part", "")))
        if part is not None and (self._center is None or part in self._context.clinic.today.parts()):
            self._part = part
            self.header.show_part(part)
            self.refresh()

    # Reading

    def _set_part(self, part: Part | None) -> None:
        self._part = part
        self._after = None
        if part is None:
            self._say(_("Nothing to show here"), _("The start page is for those who work with appointments."))
            self._again.hide()
            return
        self.header.show_part(part)
        self.refresh()

    def _read(self, today: Today[Any]) -> None:
        if (today.part, today.center_id) != (self._part, self._center):
            return  # an answer to a question nobody asks any more
        is_other = self._shown is None or self._shown.part is not today.part
        self.header.loading.stop()
        self.header.show_stale("")
        self._shown = today
        self._turn = next_turn(today)
        staff = self._context.clinic.staff
        self.header.show_words(staff.name if staff is not None else "", today)
        content = today.content
        self._available.show(today.center_id, content.available if isinstance(content, MyDay) else None)
        self.figures.show_figures(figures_of(today))
        self.list.entries.now = today.now
        successor = self._successor()
        self.list.put(entries_of(today))
        self._pages.setCurrentWidget(self._inside)
        self._order_tabs()
        if is_other:
            self.list.verticalScrollBar().setValue(0)
        if successor is not None and self.list.choose(successor):
            self._choose(self.list.chosen_entry())

    def _order_tabs(self) -> None:
        """Tab goes as the eyes do: from the switch over the figures to the list."""
        stops: list[QWidget] = [*self.header.stops(), *self.figures.cards, self.list]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _successor(self) -> Key | None:
        """Which row is chosen now that the one that was acted on has left its section."""
        after, today = self._after, self._shown
        if after is None or today is None or self.list.chosen_key() != after.key:
            return None
        found = after.successor(entries_of(today))
        if found is not None:
            self._after = None
        return found

    def _failed(self, problem: Problem) -> None:
        self.header.loading.stop()
        if self._shown is not None and self._shown.part is self._part:
            at = time_of(local(self._shown.now, self._shown.zone))
            self.header.show_stale(_("Not up to date since {time}.").format(time=at))
            self._context.notices.problem(problem)
            return
        self._again.show()
        self._say(_("Today cannot be shown"), sentence(problem))

    def _say(self, title: str, text: str) -> None:
        self._state.set_words(title, text)
        self._pages.setCurrentWidget(self._state)

    def _changed(self, changes: Changes) -> None:
        if self._shown is not None and concerns(changes, self._shown, self._context.clinic.staff):
            self.refresh()

    def show_time(self) -> None:
        """It is later: who waits has waited longer; what begins or ends now is read anew."""
        shown, now = self._shown, self._context.clinic.now()
        if shown is None:
            return
        if (self._turn is not None and now >= self._turn) or local(now, shown.zone).date() != shown.day:
            self.refresh()
            return
        self.figures.show_figures(figures_of(replace(shown, now=now)))
        self.list.show_time(now)

    # What a person does

    def _choose(self, entry: Entry | None) -> None:
        if self._after is not None and (entry is None or entry.key != self._after.key):
            self._after = None
        if entry is not None and entry.row is not None:
            self.appointment_chosen.emit(entry.row.id)

    def _open(self, entry: Entry) -> None:
        if entry.row is not None:
            self.appointment_opened.emit(entry.row.id)
        elif entry.asked is not None:
            self.request_wanted.emit(entry.asked.id)
        elif entry.deeds:
            self._do(entry, Does.BOOK_FREE)

    def _do(self, entry: Entry, deed: Deed) -> None:
        if deed is Does.BOOK_FREE:
            if entry.who is not None and entry.who.free is not None:
                self.free_time_wanted.emit(entry.who.clinician_id, entry.who.free.start)
        elif deed in (Does.ACCEPT_REQUEST, Does.DECLINE_REQUEST):
            self._answer(entry, accepts=deed is Does.ACCEPT_REQUEST)
        elif entry.row is None:
            return
        elif deed is Does.REBOOK:
            self.rebook_wanted.emit(entry.row.id)
        else:
            self._after = After.acting_on(entry, self.list.entries.entries)
            self.action_wanted.emit(entry.row.id, deed)

    def _answer(self, entry: Entry, *, accepts: bool) -> None:
        """Ask for the time and a few words; the next request is chosen once this one is gone."""
        if entry.asked is not None and self._shown is not None:
            self._after = After.acting_on(entry, self.list.entries.entries)
            self.answering.ask(entry.asked, self._shown.day, self._shown.zone, accepts=accepts)

    def _want_menu(self, entry: Entry, at: QPoint) -> None:
        if entry.row is not None:
            self.list.choose(entry.key)
            self.menu_wanted.emit(entry.row.id, at)

    def _lead(self, key: str) -> None:
        """Where a figure leads: to its page, or to the first of its rows."""
        if key == "requests":
            self.requests_wanted.emit()
        elif key == "unresolved":
            self.list_wanted.emit("past")
        elif key == "cancelled":
            self.list_wanted.emit("cancelled")
        elif key == "free" and self._shown is not None:
            free = self._shown.content.free
            self.free_time_wanted.emit(free.clinician_id, free.start)
        else:
            self._go_to_rows(key)

    def _go_to_rows(self, key: str) -> None:
        """To the first row that the figure counts; where none stands here, to the list of them all."""
        waits = [one for one in self.list.entries.entries if one.row is not None and one.row.arrived_at is not None]
        rows = waits if key == "waiting" else [one for one in self.list.entries.entries if one.section == key]
        first = next((one for one in rows if one.can_be_chosen), None)
        if first is None:
            self.list_wanted.emit("upcoming")
        elif self.list.choose(first.key):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._choose(first)

    def _spoken(self, entry: Entry) -> str:
        if self._shown is None:
            return entry.title
        return spoken(entry, self._shown, self.list.entries.now)

    # Qt's events

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Times are right as soon as they are seen, and go on while they are."""
        super().showEvent(event)
        self.show_time()
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        super().hideEvent(event)
        self._minute.stop()
