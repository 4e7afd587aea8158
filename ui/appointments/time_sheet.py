"""The form of a time: one of those that are free or any that is typed, with what stands in its way."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

import frontdesk.texts
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.services.forms import Act, OpeningQuery
from frontdesk.services.windows import WindowQuery
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Obstacle, Opening
from frontdesk.views.windows import Window
from ui.appointments.telling_sheet import TellingSheet
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_short, local, moment, relative_day, time_of
from ui.when import read_date, read_when
from ui.widgets import Row, RowList, label
from ui.widgets.dropdown import DropDown
from ui.windows import WindowList

_DAYS, _OF_EACH_DAY, _SHOWN = 6, 3, 8
_ROW, _VISIBLE, _LOW = 36, 3, 620
_OPENINGS, _CHECK = "time.openings", "time.check"


class TimeLine(QLineEdit):
    """Where a time is typed; the arrow keys belong to the free times below it."""

    stepped = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMaxLength(60)
        self.setPlaceholderText(_("15:00, tomorrow 9:30, 24 Nov 15:00"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class TimeSheet(TellingSheet):
    """Arrow keys choose a free time, letters type any; a day alone shows what is free from then on."""

    def __init__(
        self, parent: QWidget, context: Context, view: AppointmentView, words: str, *, name: str, when: str
    ) -> None:
        """`when` names the time that is wanted."""
        super().__init__(parent, context, view, words, name=name)
        self.start: datetime | None = None
        self._from: datetime | None = None
        self.clinician = clinicians_box(context, view, f"{name}_clinician")
        self.when = TimeLine(f"{name}_time")
        self.free = RowList(name=f"{name}_openings", what=_("Free times"), framed=True)
        self.state = label("", style="small", wrap=True, name=f"{name}_state")
        self.add("clinician", _("With"), self.clinician)
        self.add("start", when, self.when)
        self.windows = WindowList(context, name=f"{name}_windows")
        self.body.addWidget(self.windows)
        self.body.addWidget(self.free)
        self.body.addWidget(self.state)
        self.windows.chosen.connect(self._take_window)
        self.windows.turned.connect(self._size)
        self.clinician.activated.connect(lambda _row: self._clinician_chosen())
        self.when.textEdited.connect(self._typed)
        self.when.stepped.connect(self.step)
        self.free.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the time above it has the keys, and shows what is chosen
        self.free.clicked.connect(lambda _index: self._pick())
        self.context.changes.changed.connect(self._changed)
        self._look()

    def open(self) -> None:
        """The time has the focus."""
        super().open()
        self.when.setFocus()

    def is_chosen(self) -> bool:
        """Whether there is a time; where there is none, that is said."""
        if self.start is None:
            if not self.fields["start"].error:
                self.fields["start"].set_error(_("Choose a free time with the arrow keys, or type one."))
            self.when.setFocus()
        return self.start is not None

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        if act.start is not None:
            self.clinician.setCurrentIndex(max(0, self.clinician.findData(act.clinician_id)))
            self.when.setText(moment(local(act.start, self.view.zone), today=self.today()))
            self._want(local(act.start, self.view.zone))
        self._look()

    def refuse(self, problem: Problem) -> None:
        """Say it beside the time, and look again for what is free."""
        super().refuse(problem)
        self._look()

    def _minutes(self) -> int | None:
        if self.view.start is None or self.view.end is None:
            return None
        return round((self.view.end - self.view.start).total_seconds() / 60)

    def query(self) -> OpeningQuery:
        """What is looked for."""
        view = self.view
        return OpeningQuery(
            view.service_id,
            view.center_id,
            self.clinician.currentData(),
            self._from,
            view.modality,
            limit=_OF_EACH_DAY,
            minutes=self._minutes(),
        )

    def _look(self) -> None:
        """Find what is free, aside."""
        query, booking = self.query(), self.context.clinic.booking
        self._say(_("Looking for free times…") if not self.free.model_.rows else "")
        self.context.tasks.run(lambda: booking.first_openings(query, _DAYS), self.found, self._not_found, key=_OPENINGS)

    def found(self, days: tuple[tuple[date, tuple[Opening, ...]], ...]) -> None:
        """Show the first free times of these days."""
        openings = _some(openings for _day, openings in days if openings)
        today = self.today()
        self.free.set_rows([_opening_row(one, today) for one in openings], keep=False)
        self._mark()
        self._size()
        self._say("" if openings else _("Nothing is free in the days ahead. Choose somebody else, or type a time."))

    def _not_found(self, problem: Problem) -> None:
        self.free.set_rows([])
        self._size()
        self._say(sentence(problem))

    def _size(self) -> None:
        """Where times are suggested they stand in the place of the first free ones."""
        rows = len(self.free.model_.rows)
        self.free.setVisible(rows > 0 and self.windows.isHidden())
        shown = _VISIBLE if self.height() >= _LOW else _VISIBLE - 1  # or the message is squeezed in a low window
        self.free.setFixedHeight(min(shown, rows) * _ROW + 4)

    def _mark(self) -> None:
        """Mark the line of the time that is wanted, if it is among them."""
        same = next((row.key for row in self.free.model_.rows if _start_of(row.key) == self.start), None)
        if same is None or not self.free.select(same):
            self.free.selectionModel().clear()

    def step(self, by: int) -> None:
        """Choose the next free time (1), or the one before (-1); into those suggested the keys go themselves."""
        if not self.windows.isHidden():
            self.windows.list.setFocus()
            self.windows.list.select_first()
            return
        rows, now = self.free.model_.rows, self.free.currentIndex()
        if rows:
            row = now.row() + by if now.isValid() else 0
            self.free.setCurrentIndex(self.free.model_.index(max(0, min(row, len(rows) - 1)), 0))
            self._pick()

    def _pick(self) -> None:
        opening = self.free.current_key()
        if isinstance(opening, Opening):
            self.start = opening.start
            self.windows.clear()
            self.context.tasks.drop(_CHECK)
            self.set_free(free=True)
            self.when.setText(moment(opening.wall_start, today=self.today()))
            self.when.selectAll()
            self.fields["start"].set_error("")
            self.fields["start"].set_hint(_("Free with {clinician}.").format(clinician=opening.clinician))

    def _clinician_chosen(self) -> None:
        self._look()
        if self.start is not None:
            self._check(self.start)

    def _typed(self, text: str) -> None:
        self.start = None
        self.windows.clear()
        self.free.selectionModel().clear()
        self.context.tasks.drop(_CHECK)
        self.set_free(free=True)  # until it is known
        self.fields["start"].set_error("")
        self.fields["start"].set_hint("")
        now = local(self.context.clinic.now(), self.view.zone)
        own = self.view.wall_start.date() if self.view.wall_start else now.date()
        wall = read_when(text, now, max(own, now.date()))
        if wall is not None:
            self._want(wall)
        elif (day := read_date(text, now.date())) is not None:
            self._show_from(day)

    def _want(self, wall: datetime) -> None:
        try:
            self.start = to_utc(wall, self.view.zone)
        except RuleBroken as problem:
            self.fields["start"].set_error(sentence(problem))
            return
        self.fields["start"].set_hint(moment(wall, today=self.today()))
        self._check(self.start)

    def _show_from(self, day: date) -> None:
        """A day without a time: what is free from then on."""
        self.fields["start"].set_hint(_("Free times from {day} on").format(day=day_short(day, today=self.today())))
        noon = to_utc(datetime.combine(day, time(12)), self.view.zone)  # there is one on every day, not so midnight
        self._from = noon - timedelta(hours=12)
        self._look()

    def _check(self, start: datetime) -> None:
        appointments, view, clinician_id = self.context.clinic.appointments, self.view, self.clinician.currentData()
        self.context.tasks.run(
            lambda: (start, appointments.in_the_way(view.id, start, clinician_id)),
            self._checked,
            lambda problem: self.fields["start"].set_error(sentence(problem)),
            key=_CHECK,
        )

    def _checked(self, answer: tuple[datetime, tuple[Obstacle, ...]]) -> None:
        start, found = answer
        if start != self.start:
            return
        blocking = [frontdesk.texts.obstacle(one) for one in found if one.blocks]
        warning = [frontdesk.texts.obstacle(one) for one in found if not one.blocks]
        when = moment(local(start, self.view.zone), today=self.today())
        self.set_free(free=not blocking)
        if blocking:
            words = _("{when} is not free: {obstacles}.").format(when=when, obstacles="; ".join(blocking))
            self.fields["start"].set_error(words)
            self._suggest(start)
            return
        self.windows.clear()
        self.fields["start"].set_error("")
        words = _("{when} is free.") if not warning else _("{when} is free, but the consumer has {obstacles}.")
        self.fields["start"].set_hint(words.format(when=when, obstacles="; ".join(warning)))

    def _suggest(self, start: datetime) -> None:
        """Times instead of that one, in the place of the first free ones."""
        view = self.view
        query = WindowQuery(
            view.service_id,
            view.center_id,
            view.consumer_id,
            self.clinician.currentData(),
            (start,),
            appointment_id=view.id,
            limit=3,
        )
        able = {self.clinician.itemData(row) for row in range(self.clinician.count())}
        self.windows.look(query, lambda one: one.clinician_id in able)

    def _take_window(self, window: Window) -> None:
        row = self.clinician.findData(window.clinician_id)
        if row >= 0:
            self.clinician.setCurrentIndex(row)
        self.when.setText(moment(window.wall_start, today=self.today()))
        self._want(window.wall_start)
        self._look()
        self.when.setFocus()

    def _changed(self, changes: Changes) -> None:
        """Somebody booked, cancelled or changed a schedule."""
        here = self.view.center_id
        days = any(center == here for center, _day in changes.days)
        if changes.everything or days or here in changes.plans or changes.calendars:
            self._look()
            if self.start is not None:
                self._check(self.start)

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))


def _some(days: Iterable[tuple[Opening, ...]]) -> list[Opening]:
    """Three of the first day, then the first of each later day and what room is left for."""
    free = list(days)
    if not free:
        return []
    chosen = [*free[0], *(openings[0] for openings in free[1:])]
    rest = [one for openings in free[1:] for one in openings[1:]]
    return sorted([*chosen, *rest[: max(0, _SHOWN - len(chosen))]], key=lambda one: one.start)


def _opening_row(opening: Opening, today: date) -> Row:
    day = relative_day(opening.wall_start.date(), today)
    words = _("{day}, {time}").format(day=day, time=time_of(opening.wall_start))
    return Row(opening, words, right=opening.room or opening.clinician, spoken=f"{words}, {opening.clinician}")


def _start_of(key: object) -> datetime | None:
    return key.start if isinstance(key, Opening) else None


def clinicians_box(context: Context, view: AppointmentView, name: str) -> DropDown:
    """Who could do it there, its own clinician chosen; where nobody is to do it yet, whoever is free."""
    box, choices = DropDown(name=name, what=_("With")), context.choices
    able = next((one.clinician_ids for one in choices.services if one.id == view.service_id), ())
    if view.clinician_id is None:
        box.addItem(_("Anyone"), None)
    for one in choices.clinicians:
        if one.id == view.clinician_id or (one.id in able and view.center_id in one.center_ids):
            box.addItem(one.name, one.id)
    if view.clinician_id is not None and box.findData(view.clinician_id) < 0:
        box.insertItem(0, view.clinician, view.clinician_id)
    box.setCurrentIndex(max(0, box.findData(view.clinician_id)))
    return box
