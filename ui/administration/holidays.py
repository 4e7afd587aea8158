"""The section of public holidays: those of a year where the center is, ticked to close it on them."""

from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.services.schedule_forms import HolidayForm, PlanForm, Saved
from frontdesk.views.choices import CenterChoice
from frontdesk.views.schedules import HolidayView
from ui.administration.listing import BAR
from ui.administration.planning import Planning
from ui.administration.section import Section
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_long, local, ngettext
from ui.theme import SPACE
from ui.widgets import EmptyState, Row, RowList, button, icon_button, label
from ui.widgets.bar import PageBar
from ui.widgets.page_stack import PageStack

_YEARS = range(-1, 6)
"""Of how many years, from this one on, the days are shown."""


class TickList(RowList):
    """A list in which Space or a click ticks the row."""

    ticked = Signal(object)

    def __init__(self, *, name: str, what: str) -> None:
        super().__init__(name=name, what=what)
        self.clicked.connect(lambda _index: self.ticked.emit(self.current_key()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.current_key())
        else:
            super().keyPressEvent(event)


class _Asked(NamedTuple):
    """What the list was read for."""

    center: CenterChoice
    year: int


class HolidaysSection(Section):
    """Space ticks a day, Left and Right go to another year, Enter closes the center on the days ticked."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("holidays_section")
        self.setAccessibleName(_("Public holidays"))
        self._context = context
        self._asked: _Asked | None = None
        self._found: tuple[HolidayView, ...] = ()
        self._ticked: set[date] = set()
        self._stale = True
        self.planning = Planning(context, self, self)
        self.list = TickList(name="holidays_list", what=_("Public holidays"))
        self.year = label("", style="heading", name="holidays_year")
        self.before = icon_button("ph.caret-left-bold", _("Year before"), name="holidays_year_before")
        self.after = icon_button("ph.caret-right-bold", _("Year after"), name="holidays_year_after")
        self.all_button = button(_("Tick all ahead"), name="holidays_all")
        self.close_button = button("", name="holidays_close", primary=True, hint=_("Enter"))
        self._problem = label("", style="error", wrap=True, name="holidays_problem")
        again = button(_("Try again"), name="holidays_again")
        self._state = EmptyState("ph.flag", "", "", again, name="holidays_state")
        reading = _("Reading the public holidays")
        self._bar = PageBar(_("Public holidays"), reading=reading, name="holidays", height=BAR)
        self._loading = self._bar.loading
        self._stack = PageStack()
        self._lay_out()
        self._join()
        again.clicked.connect(self.reload)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        row = self._bar.row
        row.addSpacing(SPACE[2])
        for part in (self.before, self.year, self.after):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.all_button)
        row.addWidget(self.close_button)
        self._problem.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[1])
        self._problem.hide()
        for page in (self.list, self._state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._problem)
        column.addWidget(self._stack, 1)

    def _join(self) -> None:
        self.before.clicked.connect(partial(self.go, -1))
        self.after.clicked.connect(partial(self.go, 1))
        self.all_button.clicked.connect(self.tick_all)
        self.close_button.clicked.connect(self.close_days)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(lambda _key: self.close_days())
        self.planning.busy_changed.connect(lambda _busy: self._show())
        self.planning.saved.connect(self._saved)
        self.planning.refused.connect(self._refused)
        self._context.changes.changed.connect(self._changed)

    def show_center(self, center: CenterChoice) -> None:
        """Show this year's days at this center, or the year that was shown."""
        year = self._asked.year if self._asked else self._today(center).year
        if self._asked is None or self._asked.center.id != center.id:
            self._forget()
        self._asked = _Asked(center, year)
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def may_leave(self) -> bool:
        """Ticks are quickly set again; only what is being saved is waited for."""
        return self.planning.idle

    def reload(self) -> None:
        """Read the days again; the list of a year takes a moment when it is first asked for."""
        asked, schedules = self._asked, self._context.clinic.schedules
        if asked is None:
            return
        self._stale = False
        self.year.setText(str(asked.year))
        self._loading.start()
        self._context.tasks.run(
            lambda: schedules.holidays(asked.center.id, asked.year),
            self._read,
            self._failed,
            lane="documents",
            key="administration.holidays",
        )

    def close_days(self) -> None:
        """Close the center on the days ticked, after showing what that breaks."""
        if self._asked is not None and self._ticked and self.planning.idle:
            self._say("")
            days = tuple((one.day.isoformat(), one.name) for one in self._found if one.day in self._ticked)
            self.planning.begin(HolidayForm(self._asked.center.id, days))

    def go(self, years: int) -> None:
        """Show the year that lies `years` ahead or back."""
        asked = self._asked
        if asked is not None and self.planning.idle and asked.year + years - self._today(asked.center).year in _YEARS:
            self._forget()
            self._asked = _Asked(asked.center, asked.year + years)
            self.reload()

    def _forget(self) -> None:
        self._found = ()
        self._ticked.clear()
        self._say("")
        self._show()

    def _read(self, found: tuple[HolidayView, ...]) -> None:
        self._loading.stop()
        self._found = found
        self._ticked &= {one.day for one in found if not one.closed}
        self._show()
        if found:
            self._stack.setCurrentIndex(0)
            if self.list.current_key() is None:
                self._go_to_next()
        else:
            self._say_nothing(_("No public holidays are known here"), _("Enter closures one by one under Time off."))

    def _go_to_next(self) -> None:
        """The next day that can still be ticked; those that have passed stand above it."""
        ahead = next((one.day for one in self._found if self._may_tick(one)), self._found[0].day)
        self.list.select(ahead)

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        self._stale = True
        self._say_nothing(_("The public holidays cannot be shown"), sentence(problem))

    def _say_nothing(self, title: str, words: str) -> None:
        self._state.set_words(title, words)
        self._stack.setCurrentIndex(1)

    def _show(self) -> None:
        self.list.set_rows([self._row(one) for one in self._found])
        count = len(self._ticked)
        words = ngettext("Close on {count} day", "Close on {count} days", count).format(count=count)
        self.close_button.setText(words if count else _("Close on ticked days"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.setEnabled(bool(count) and self.planning.idle)
        self.all_button.setEnabled(any(self._may_tick(one) for one in self._found))

    def _row(self, holiday: HolidayView) -> Row:
        on, open_ = holiday.day in self._ticked or holiday.closed, self._may_tick(holiday)
        icon, state = ("ph.check-square-fill", _("ticked")) if on else ("ph.square", _("not ticked"))
        right = _("Closed") if holiday.closed else "" if open_ else _("Past")
        colour = "muted" if not open_ else "accent" if on else "text"
        day = day_long(holiday.day)
        spoken = ", ".join(part for part in (day, holiday.name, right or state) if part)
        return Row(holiday.day, holiday.name, day, right, "", icon, colour, spoken)

    def _may_tick(self, holiday: HolidayView) -> bool:
        return self._asked is not None and not holiday.closed and holiday.day >= self._today(self._asked.center)

    def _tick(self, day: object) -> None:
        if isinstance(day, date) and any(one.day == day and self._may_tick(one) for one in self._found):
            self._ticked ^= {day}
            self._show()

    def tick_all(self) -> None:
        """Tick every day that is still to come and not closed already."""
        self._ticked |= {one.day for one in self._found if self._may_tick(one)}
        self._show()
        self.list.setFocus()

    def _saved(self, form: PlanForm, _saved: Saved) -> None:
        count = len(form.days) if isinstance(form, HolidayForm) else 0
        self._ticked.clear()
        words = ngettext("Closed on {count} day", "Closed on {count} days", count).format(count=count)
        self._context.notices.show(words)

    def _refused(self, problem: Problem) -> None:
        self._say(sentence(problem))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _changed(self, changes: Changes) -> None:
        if self._asked is not None and (changes.everything or self._asked.center.id in changes.plans):
            if self.isVisible():
                self.reload()
            else:
                self._stale = True

    def _today(self, center: CenterChoice) -> date:
        return local(self._context.clinic.now(), center.zone).date()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.go(step)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """What changed meanwhile is read when it is looked at."""
        super().showEvent(event)
        if self._stale:
            self.reload()
