"""The agenda as a mode of the calendar page: reads pages at both ends, and of what changed only its days again."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.agenda import AgendaPage, AgendaRow, Place
from ui.calendar.agenda import AgendaList
from ui.calendar.look import Look
from ui.calendar.mode import Mode
from ui.shell.context import Context
from ui.texts import _

_FIRST_BACK = 40
"""Rows that are read before the date asked for, so that it can be scrolled back at once."""
_MOST = 2400
"""Lines that are kept; at the other end some are forgotten then, and read again when they are wanted."""
_FORGOTTEN = 800
_DAYS = 14
"""Changed days that are read again one by one; of more, all is."""

Pages = tuple[AgendaPage, AgendaPage]
"""Before and after a place."""


class AgendaMode(Mode):
    """Appointments one after another."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.widget: AgendaList = AgendaList()
        self._more: dict[bool, Place | None] = {True: None, False: None}
        """Where what comes before (True) and after what is shown goes on."""
        self._asked: set[bool] = set()
        self._round = 0
        self._choice: int | None = None
        self._reveal = self._moving = False
        self.widget.appointment_chosen.connect(self._on_chosen)
        self.widget.appointment_opened.connect(self.appointment_opened)
        self.widget.menu_wanted.connect(self.menu_wanted)
        self.widget.top_moved.connect(self._on_top)
        self.widget.end_near.connect(self._read_more)

    def reading(self, look: Look) -> Callable[[], Pages]:
        clinic, center, place = self.context.clinic, look.center_id or 0, Place(look.day)

        def read() -> Pages:
            before = clinic.calendar.agenda(center, place, back=True, filters=look.filters, most=_FIRST_BACK)
            return before, clinic.calendar.agenda(center, place, filters=look.filters)

        return read

    def show(self, look: Look, answer: Pages) -> None:
        before, after = answer
        kept = self._place_of(look)
        self.look = look
        self._round += 1
        self._asked.clear()
        self._more = {True: before.more, False: after.more}
        self._moving = True
        self.widget.delegate.colouring = look.colouring
        self.widget.set_now(self.context.clinic.now(), self.today())
        self.widget.lines.begin((*before.rows, *after.rows), look.day)
        self._go_back(kept) if kept is not None else self.widget.show_from(look.day)
        self._mark()
        self._moving = False
        self._fill()

    def covers(self, look: Look) -> bool:
        """Any day between the first and the last that are there."""
        shown, days = self.look, self.widget.lines.days()
        if (
            shown is None
            or days is None
            or (shown.center_id, shown.filters, shown.mode)
            != (
                look.center_id,
                look.filters,
                look.mode,
            )
        ):
            return False
        return days[0] <= look.day <= days[1]

    def turn_to(self, look: Look) -> None:
        super().turn_to(look)
        self.widget.delegate.colouring = look.colouring
        self.widget.viewport().update()
        if look.day != self.widget.top_day:
            self._moving = True
            self.widget.lines.ensure(look.day)
            self.widget.show_from(look.day)
            self._moving = False
            self._fill()

    def follow(self, changes: Changes) -> bool:
        days = self.widget.lines.days()
        if self.look is None or days is None:
            return False
        touched = {day for center, day in changes.days if center == self.look.center_id and days[0] <= day <= days[1]}
        for row in self.widget.lines.rows():
            if row.card.id in changes.appointments or row.card.consumer_id in changes.consumers:
                touched.add(row.day)
        if changes.everything or len(touched) > _DAYS:
            return True
        if touched:
            self._read_days(touched)
        return False

    def select(self, appointment_id: int | None) -> None:
        self._choice, self._reveal = appointment_id, True
        self.widget.select(appointment_id)

    def reveal(self) -> None:
        if self._reveal and self.widget.current is not None:
            self._reveal = False
            self.widget.reveal()

    def nothing(self) -> tuple[str, str] | None:
        if self.look is None or any(self.widget.lines.rows()) or any(self._more.values()):
            return None
        if self.look.filters:
            return _("No appointment fits the filter"), _("Clear the filter at the top to see all of them.")
        return _("No appointments"), _("What is booked at this center shows here, one after another.")

    def day_of(self, appointment_id: int) -> date | None:
        found = (row.day for row in self.widget.lines.rows() if row.card.id == appointment_id)
        return next(found, None)

    def veil(self, veiled: bool) -> None:
        self.widget.veil(veiled)

    def set_now(self, now: datetime) -> None:
        self.widget.set_now(now, self.today())

    def became_visible(self) -> None:
        self._fill()

    # Inside

    def _on_chosen(self, appointment_id: int) -> None:
        self._choice, self._reveal = appointment_id, False
        self.appointment_chosen.emit(appointment_id)

    def _on_top(self, day: date) -> None:
        if not self._moving and self.look is not None:
            self.day_moved.emit(day)

    def _mark(self) -> None:
        if self.widget.select(self._choice):
            self.reveal()

    def _place_of(self, look: Look) -> tuple[int | date, int] | None:
        """What is at the top now, by id or day, if the same is to be shown again."""
        shown = self.look
        if shown is None or (shown.center_id, shown.filters, shown.day) != (look.center_id, look.filters, look.day):
            return None
        line, hidden = self.widget.place()
        lines = self.widget.lines.lines
        if line >= len(lines):
            return None
        one = lines[line]
        return (one.card.id if isinstance(one, AgendaRow) else one.day), hidden

    def _go_back(self, kept: tuple[int | date, int]) -> None:
        what, hidden = kept
        lines = self.widget.lines
        line = lines.first_of(what) if isinstance(what, date) else lines.row_of(what)
        if line is not None:
            self.widget.go_back_to(line, hidden)

    # More at the ends

    def _fill(self) -> None:
        for back in (True, False):
            if self.widget.isVisible() and self.widget.wants(back=back):
                self._read_more(back)

    def _read_more(self, back: bool) -> None:
        place, look, clinic = self._more[back], self.look, self.context.clinic
        if place is None or look is None or look.center_id is None or back in self._asked:
            return
        self._asked.add(back)
        center = look.center_id
        self.context.tasks.run(
            lambda: clinic.calendar.agenda(center, place, back=back, filters=look.filters),
            partial(self._add, self._round, back),
            partial(self._not_added, self._round, back),
        )

    def _add(self, asked_in: int, back: bool, page: AgendaPage) -> None:
        if asked_in != self._round:
            return  # what it was to follow is not shown any more
        self._asked.discard(back)
        self._more[back] = page.more
        line, hidden = self.widget.place()
        count = len(self.widget.lines.lines)
        self._moving = True
        if back:
            self.widget.lines.prepend(page.rows)
            line += len(self.widget.lines.lines) - count
            self._forget_end()
        else:
            self.widget.lines.append(page.rows)
            line -= self._forget_begin()
        self.widget.go_back_to(max(0, line), hidden)
        self._mark()
        self._moving = False
        self._fill()

    def _not_added(self, asked_in: int, back: bool, problem: Problem) -> None:
        if asked_in == self._round:
            self._asked.discard(back)
            self.failed.emit(problem)

    def _forget_begin(self) -> int:
        lines = self.widget.lines
        if len(lines.lines) <= _MOST:
            return 0
        before = len(lines.lines)
        lines.drop_before(_FORGOTTEN)
        self._more[True] = next(iter(lines.rows())).place
        return before - len(lines.lines)

    def _forget_end(self) -> None:
        lines = self.widget.lines
        if len(lines.lines) > _MOST:
            lines.drop_after(len(lines.lines) - _FORGOTTEN)
            self._more[False] = [*lines.rows()][-1].place

    # Days again

    def _read_days(self, days: Collection[date]) -> None:
        look, clinic = self.look, self.context.clinic
        if look is None or look.center_id is None:
            return
        center, wanted = look.center_id, sorted(days)
        self.context.tasks.run(
            lambda: clinic.calendar.agenda_days(center, wanted, filters=look.filters),
            partial(self._show_days, self._round, wanted),
            self._days_failed,
        )

    def _days_failed(self, problem: Problem) -> None:
        self.failed.emit(problem)

    def _show_days(self, asked_in: int, days: Sequence[date], rows: Sequence[AgendaRow]) -> None:
        if asked_in != self._round or self.look is None:
            return
        kept = self._place_of(self.look)
        by_day = {day: [*some] for day, some in groupby(rows, key=lambda row: row.day)}
        self._moving = True
        for day in days:
            self.widget.lines.replace_day(day, by_day.get(day, ()))
        if kept is not None:
            self._go_back(kept)
        self.widget.select(self._choice)
        self._moving = False
        self._fill()
