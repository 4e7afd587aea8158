"""The calendar page: loads days aside, keeps what is shown until the next is there, follows changes and the clock."""

from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.views.day import DayView
from ui.calendar.moving import Moving
from ui.calendar.shown_day import clinicians_of, concerns, next_run_out, shown_part
from ui.calendar.toolrow import ToolRow
from ui.calendar.view import CalendarView
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_long, local, time_of
from ui.widgets import EmptyState, Loading, button, label

VEIL = 300
"""Milliseconds of waiting after which the day still shown steps back."""


class CalendarPage(QWidget):
    """A center's day. Signals carry ids and aware UTC instants; `print_wanted` is the day's schedule."""

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
        self._center: int | None = None
        self._wanted: date | None = None
        self._loaded: DayView | None = None
        self._choice: int | None = None
        self._reveal = False
        self._placed_once = False
        self._tools = ToolRow()
        self.view = CalendarView()
        self.moving = Moving(context, self.view)
        self._stale = label("", style="warning", name="calendar_stale")
        self._stale.setContentsMargins(16, 0, 16, 4)
        self._empty = EmptyState("ph.calendar-blank", _("Nobody works here on this day"), name="calendar_empty")
        again = button(_("Try again"), name="calendar_retry", icon="ph.arrow-clockwise")
        self._broken = EmptyState(
            "ph.cloud-slash", _("The day could not be loaded"), button=again, name="calendar_error"
        )
        again.clicked.connect(self.refresh)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._pages = QStackedWidget()
        for widget in (self.view, self._empty, self._broken):
            self._pages.addWidget(widget)
        self._stale.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._stale)
        column.addWidget(self._pages, 1)
        column.addWidget(self.moving.board)
        self._loading = Loading(_("Loading the day"), name="calendar_loading", parent=self)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self._tools.moved.connect(self._move)
        self._tools.today_wanted.connect(self.show_today)
        self._tools.date_chosen.connect(self.show_day)
        self._tools.print_wanted.connect(self._print)
        self._tools.clinicians.changed.connect(self._show_columns)
        for signal, own in (
            (self.view.appointment_chosen, self._on_chosen),
            (self.view.appointment_opened, self.appointment_opened),
            (self.view.free_time_chosen, self.free_time_chosen),
            (self.view.menu_wanted, self.menu_wanted),
            (self.view.time_menu_wanted, self._want_time_menu),
            (self.view.move_wanted, self.move_wanted),
        ):
            signal.connect(own)
        self._context.changes.changed.connect(self._on_changes)
        self._veil = QTimer(self, singleShot=True, interval=VEIL)
        self._veil.timeout.connect(partial(self.view.veil, True))
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._tick)
        self._run_out = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._run_out.timeout.connect(self._show_held)

    # What the shell calls

    def show_center(self, center_id: int, loaded: DayView | None = None) -> None:
        """Show that center, on the day shown or, at first, on its today; `loaded` is a day of it that was read."""
        if center_id == self._center:
            return
        self._center = center_id
        self._loaded = None
        if loaded is None:
            self._load(self._wanted or self._today())
        else:
            self._wanted = loaded.day
            self._tools.show_day(loaded.day, self._today())
            self._show(loaded)

    def show_day(self, day: date) -> None:
        """Show that day of the center."""
        if self._center is None:
            self._wanted = day
        elif day != self._wanted or self._loaded is None or self._loaded.day != day:
            self._load(day)

    def show_today(self) -> None:
        """Show today, at the time now."""
        if self._center is not None:
            self._placed_once = False
            self.show_day(self._today())
            self._place()

    def select(self, appointment_id: int | None) -> None:
        """Ring that appointment; if its day is still on its way, as soon as it is there."""
        self._choice = appointment_id
        self._reveal = True
        self.view.select(appointment_id)
        if self._loaded is not None and self._loaded.day == self._wanted:
            self._reveal_choice()

    def refresh(self) -> None:
        """Read the day anew."""
        if self._center is not None and self._wanted is not None:
            self._load(self._wanted)

    # Loading

    def _load(self, day: date) -> None:
        center = self._center
        if center is None:
            return
        self._wanted = day
        self._tools.show_day(day, self._today())
        self._loading.start()
        if self._loaded is not None and self._loaded.day != day:
            self._veil.start()
        clinic = self._context.clinic
        self._context.tasks.run(lambda: clinic.calendar.day(center, day), self._show, self._fail, key="calendar.day")

    def _show(self, day: DayView) -> None:
        if (day.center_id, day.day) != (self._center, self._wanted):
            return  # an answer to a question nobody asks any more
        self._rest()
        self._stale.hide()
        self._loaded = day
        self._tools.clinicians.offer(clinicians_of(day, self._context.choices))
        self._show_columns()
        self._tick()

    def _show_columns(self) -> None:
        day = self._loaded
        if day is None:
            return
        self._show_held()
        if self.view.day.columns:
            self._pages.setCurrentWidget(self.view)
        else:
            self._say_nobody(day)
        self._place()
        self.view.select(self._choice)
        self._reveal_choice()

    def _show_held(self) -> None:
        """Show the day without what is held no longer, and look again when the next hold runs out."""
        day = self._loaded
        if day is None:
            return
        now = self._context.clinic.now()
        part = shown_part(day, self._tools.clinicians.wanted(), now)
        self.view.show_day(part, now)
        left = next_run_out(part, now)
        self._run_out.stop()
        if left is not None:
            self._run_out.start(left)

    def _reveal_choice(self) -> None:
        """Once, when the appointment asked for is there: later a reload must not move the view under the person."""
        chosen = self.view.chosen
        if self._reveal and chosen is not None:
            self._reveal = False
            self.view.reveal(chosen.box)

    def _on_chosen(self, appointment_id: int) -> None:
        self._choice = appointment_id
        self._reveal = False
        self.appointment_chosen.emit(appointment_id)

    def _say_nobody(self, day: DayView) -> None:
        if day.columns:
            title = _("None of the clinicians chosen works on this day")
            said = _("Others work at {center} on {day}: choose them at the top right.")
        else:
            title = _("Nobody works here on this day")
            said = _("{center} has no working hours and no appointments on {day}.")
        self._empty.set_words(title, said.format(center=day.center, day=day_long(day.day)))
        self._pages.setCurrentWidget(self._empty)

    def _fail(self, problem: Problem) -> None:
        self._rest()
        shown = self._loaded
        if shown is None:
            self._broken.set_words(_("The day could not be loaded"), sentence(problem))
            self._pages.setCurrentWidget(self._broken)
            return
        if shown.day == self._wanted:
            at = time_of(self._local(self.view.now))
            self._stale.setText(
                _("Not up to date since {time}: what others changed meanwhile is missing.").format(time=at)
            )
            self._stale.show()
        self._wanted = shown.day
        self._tools.show_day(shown.day, self._today())
        self._context.notices.problem(problem)

    def _rest(self) -> None:
        self._loading.stop()
        self._veil.stop()
        self.view.veil(False)

    def _on_changes(self, changes: Changes) -> None:
        shown = self._loaded
        if shown is not None and concerns(changes, shown):
            self._load(self._wanted or shown.day)

    # Time and place

    def _place(self) -> None:
        """The first time, scroll to where the day is: now, with a third of the view before it, or its first work."""
        shown = self.view.placed
        if self._placed_once or not shown.columns or not self.isVisible():
            return
        self._placed_once = True
        now, used = shown.minutes_of(self.view.now), shown.used()
        before = self.view.viewport().height() / self.view.scale / 3
        self.view.scroll_to_minute(max(used.start, now - before) if used.start <= now < used.end else used.start)

    def _tick(self) -> None:
        """The now line goes on; again when the next minute begins."""
        now = self._context.clinic.now()
        if self._stale.isHidden():
            self.view.set_now(now)
        self._minute.start(60_000 - (now.second * 1000 + now.microsecond // 1000))

    def _local(self, instant: datetime) -> datetime:
        zone = next((center.zone for center in self._context.choices.centers if center.id == self._center), "UTC")
        return local(instant, zone)

    def _today(self) -> date:
        return self._local(self._context.clinic.now()).date()

    def _move(self, days: int) -> None:
        if self._wanted is not None:
            self.show_day(self._wanted + timedelta(days=days))

    def _want_time_menu(self, clinician_id: int, start: datetime | None, at: QPoint) -> None:
        """Of a time, or of the day shown."""
        if self._loaded is not None:
            self.time_menu_wanted.emit(clinician_id, start or self._loaded.day, at)

    def _print(self) -> None:
        if self._center is not None and self._wanted is not None:
            self.print_wanted.emit(self._center, self._wanted)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """T today, left and right a day, G go to a date; arrows on cards have been taken by the view before."""
        alone = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        by_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and (alone or by_alt):
            self._move(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_T and alone:
            self.show_today()
        elif key == Qt.Key.Key_G and alone:
            self._tools.open_dates()
        elif key == Qt.Key.Key_D and alone:
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The line that says something is loading lies on the edge under the tools."""
        super().resizeEvent(event)
        self._loading.setGeometry(0, self._tools.height() - 3, self.width(), 3)
        self._loading.raise_()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Only now the height is known that the first scroll needs."""
        super().showEvent(event)
        self._place()
