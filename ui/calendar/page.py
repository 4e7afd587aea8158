"""The calendar page: one look at a center in one of its modes; it loads aside, follows changes, keys and the clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.calendar_filters import Filters
from frontdesk.views.day import DayView
from frontdesk.views.month import MonthView
from ui.calendar.agenda_mode import AgendaMode
from ui.calendar.keys import MODE_KEYS, is_alone, is_typing, steps_of
from ui.calendar.look import Look, Mode, recalled, remembered
from ui.calendar.mode import Mode as ModeBase
from ui.calendar.month_mode import MonthMode
from ui.calendar.moving import Moving
from ui.calendar.pickers import MARKED_DAYS, marked_from
from ui.calendar.stage import Stage
from ui.calendar.times_mode import TimesMode
from ui.calendar.toolrow import ToolRow
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import local


class CalendarPage(QWidget):
    """A center's day, week, month or agenda. Signals carry ids and aware UTC instants.

    `print_wanted` is a day's schedule, `move_wanted` carries a `Move`.
    """

    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    free_time_chosen = Signal(int, object, object)
    menu_wanted = Signal(int, QPoint)
    time_menu_wanted = Signal(int, object, QPoint)
    print_wanted = Signal(int, object)
    move_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_page")
        self._context = context
        self._look = Look(None, date(2000, 1, 1))
        self._shown: Look | None = None
        self._seen_at = context.clinic.now()
        self._is_dated = self._is_reading = False
        self._choice: int | None = None
        self._tools = ToolRow()
        self._times = TimesMode(context, self)
        self.view = self._times.widget
        self.moving = Moving(context, self.view)
        self._modes: dict[Mode, ModeBase] = {
            "day": self._times,
            "week": self._times,
            "month": MonthMode(context, self),
            "agenda": AgendaMode(context, self),
        }
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._stage = Stage(tuple(dict.fromkeys(self._modes.values())))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._stage, 1)
        column.addWidget(self.moving.board)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        tools = self._tools
        tools.moved.connect(self._move)
        tools.today_wanted.connect(self.show_today)
        tools.date_chosen.connect(self.show_day)
        tools.print_wanted.connect(self._print)
        tools.mode_chosen.connect(self.show_mode)
        tools.month_shown.connect(self._read_marks)
        tools.filters_wanted.connect(lambda: tools.open_filters(self._context.choices))
        tools.filters_chosen.connect(lambda filters: self._go(replace(self._look, filters=filters)))
        tools.by_chosen.connect(lambda by: self._go(replace(self._look, by=by)))
        tools.colouring_chosen.connect(lambda colouring: self._go(replace(self._look, colouring=colouring)))
        for mode in dict.fromkeys(self._modes.values()):
            mode.appointment_chosen.connect(self._on_chosen)
            mode.appointment_opened.connect(self.appointment_opened)
            mode.menu_wanted.connect(self.menu_wanted)
            mode.day_opened.connect(lambda day: self._go(replace(self._look, mode="day", day=day)))
            mode.day_moved.connect(lambda day: self._go(replace(self._look, day=day)))
            mode.failed.connect(lambda problem: self._fail(self._look, problem))
        self.view.free_time_chosen.connect(self.free_time_chosen)
        self.view.time_menu_wanted.connect(self._want_time_menu)
        self.view.move_wanted.connect(self.move_wanted)
        self._stage.retry_wanted.connect(self.refresh)
        self._context.changes.changed.connect(self._on_changes)
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._tick)

    # What the shell calls

    def show_center(self, center_id: int, loaded: DayView | None = None) -> None:
        """Show that center, on the day shown or, at first, on its today; `loaded` is a day of it that was read."""
        if center_id == self._look.center_id:
            return
        look = replace(self._look, center_id=center_id, filters=self._of_center(self._look.filters, center_id))
        if not self._is_dated:
            look = replace(look, day=self._today(center_id))
        self._shown = None
        if loaded is None or look.mode != "day" or look.by != "clinician":
            self._go(look)
        else:
            self._look = replace(look, day=loaded.day)
            self._is_dated = True
            self._show(self._look, loaded)

    def show_day(self, day: date) -> None:
        """Show that day of the center, in the mode that is shown."""
        self._is_dated = True
        self._go(replace(self._look, day=day))

    def show_mode(self, mode: Mode) -> None:
        """Show the day, week, month or agenda of the chosen appointment, if it shows, or of the date that is shown."""
        day = None if self._choice is None or self._shown is None else self._mode.day_of(self._choice)
        self._go(replace(self._look, mode=mode, day=day or self._look.day))

    def show_today(self) -> None:
        """Show today, at the time now."""
        if self._look.center_id is not None:
            self.show_day(self._today(self._look.center_id))
            self._times.place_anew()

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment; if its day is still on its way, as soon as it is there."""
        self._choice = appointment_id
        for mode in dict.fromkeys(self._modes.values()):
            mode.select(appointment_id)
        if not self._is_reading:
            self._mode.reveal()

    def refresh(self) -> None:
        """Read what shows anew."""
        self._load()

    def layout_state(self) -> dict[str, str | int | list[int] | list[str]]:
        """Mode, columns, colours, filters and zoom (in thousandths of a pixel for a minute), to be remembered."""
        return {**remembered(self._look), "zoom": round(self.view.scale * 1000)}

    def restore_layout(self, state: Mapping[str, object]) -> None:
        """Look as remembered; what means nothing any more is passed over."""
        look = recalled(self._look, state)
        if look.center_id is not None:
            look = replace(look, filters=self._of_center(look.filters, look.center_id))
        zoom = state.get("zoom")
        if isinstance(zoom, int) and zoom > 0:
            self.view.zoom_to(zoom / 1000)
        self._go(look)

    # Going and loading

    @property
    def _mode(self) -> ModeBase:
        return self._modes[self._look.mode]

    def _go(self, look: Look) -> None:
        """Show that look: at once where it is covered by what shows, else when it was read."""
        if look == self._look and look == self._shown:
            return
        self._look = look
        self._tools.show_look(look, self._today(look.center_id))
        if self._shown is not None and self._shown.mode == look.mode and self._mode.covers(look):
            self._mode.turn_to(look)
            self._shown = look
            self._settle()
            if self._is_reading:
                self._load()
        else:
            self._load()

    def _load(self) -> None:
        look = self._look
        if look.center_id is None:
            return
        self._is_dated = self._is_reading = True
        self._stage.wait(for_another=self._shown is None or not self._shown.shows_the_same(look))
        reading = self._mode.reading(look)
        self._context.tasks.run(reading, partial(self._show, look), partial(self._fail, look), key="calendar.read")

    def _show(self, look: Look, answer: Any) -> None:
        if look != self._look:
            if not self._look.shows_the_same(look):
                return  # an answer to a question nobody asks any more
            look = self._look
        self._is_reading = False
        self._stage.mark_new()
        self._shown = look
        self._tools.show_look(look, self._today(look.center_id))
        self._mode.show(look, answer)
        self._settle()
        self._tick()

    def _settle(self) -> None:
        """Put in place what is shown now."""
        self._stage.rest()
        self.setFocusProxy(self._stage.show_mode(self._mode))
        self._mode.became_visible()

    def _fail(self, look: Look, problem: Problem) -> None:
        self._is_reading = False
        self._stage.rest()
        shown = self._shown
        if shown is None:
            self._stage.show_failed(self._look.mode, sentence(problem))
            return
        if shown.shows_the_same(look):
            self._stage.mark_old(self._local(self._seen_at, shown.center_id))
        self._look = shown
        self._tools.show_look(shown, self._today(shown.center_id))
        self._context.notices.problem(problem)

    def _on_changes(self, changes: Changes) -> None:
        if self._shown is not None and self._modes[self._shown.mode].follow(changes):
            self._load()

    def _read_marks(self, month: date) -> None:
        """Which days of the small month have work or appointments."""
        center, clinic = self._look.center_id, self._context.clinic
        if center is not None:
            self._context.tasks.run(
                lambda: clinic.calendar.month(center, marked_from(month), days=MARKED_DAYS, cards=0),
                self._show_marks,
                lambda _problem: None,  # the month can be used without
                key="calendar.marks",
            )

    def _show_marks(self, month: MonthView) -> None:
        if month.center_id == self._look.center_id:
            self._tools.mark({day.day: day for day in month.days})

    # What is done on the page

    def _move(self, steps: int) -> None:
        if self._look.center_id is not None:
            self._go(self._look.moved(steps))

    def _on_chosen(self, appointment_id: int) -> None:
        self._choice = appointment_id
        for mode in self._modes.values():
            if mode is not self._mode:
                mode.select(appointment_id)
        self.appointment_chosen.emit(appointment_id)

    def _want_time_menu(self, clinician_id: int, start: datetime | None, at: QPoint) -> None:
        """Of a time, or of the day shown."""
        self.time_menu_wanted.emit(clinician_id, start or self._look.day, at)

    def _print(self) -> None:
        if self._look.center_id is not None:
            self.print_wanted.emit(self._look.center_id, self._look.day)

    # Time and place

    def _tick(self) -> None:
        """The now line goes on; again when the next minute begins."""
        now = self._context.clinic.now()
        if not self._stage.is_old:
            self._seen_at = now
            self._mode.set_now(now)
        self._minute.start(60_000 - (now.second * 1000 + now.microsecond // 1000))

    def _local(self, instant: datetime, center_id: int | None) -> datetime:
        return local(instant, self._context.choices.zone_of(center_id))

    def _today(self, center_id: int | None) -> date:
        return self._local(self._context.clinic.now(), center_id).date()

    def _of_center(self, filters: Filters, center_id: int) -> Filters:
        """The filters without the clinicians who do not belong there."""
        here = {one.id for one in self._context.choices.clinicians if center_id in one.center_ids}
        return replace(filters, clinicians=filters.clinicians & here)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The modes by their letters, T today, left and right, G go to a date; what a view takes never comes here."""
        steps = steps_of(event, self.layoutDirection())
        if is_typing():
            super().keyPressEvent(event)
        elif steps:
            self._move(steps)
        elif is_alone(event) and event.key() in MODE_KEYS:
            self.show_mode(MODE_KEYS[event.key()])
            self.setFocus()
        elif is_alone(event) and event.key() == Qt.Key.Key_T:
            self.show_today()
        elif is_alone(event) and event.key() == Qt.Key.Key_G:
            self._tools.open_dates()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Only now the height is known that the first scroll needs."""
        super().showEvent(event)
        self._mode.became_visible()
