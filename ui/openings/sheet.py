"""The sheet of first openings: a service, the first free times of ten working days, Enter goes on to book one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Modality
from frontdesk.services.booking import BookingDesk
from frontdesk.services.forms import OpeningQuery
from frontdesk.views.choices import CenterChoice, Choices, ServiceChoice
from frontdesk.views.openings import Opening
from ui.openings.day_lines import DayLine
from ui.openings.day_table import ROW_HEIGHT, DayTable
from ui.openings.service_choice import ServiceOfOpenings
from ui.openings.words import book_words, short_names, spoken
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, local, modality_word, time_of
from ui.theme import SPACE
from ui.widgets import EmptyState, Loading, Segmented, Sheet, button, field, label
from ui.widgets.dropdown import DropDown

DAYS: Final = 10
_OF_EACH_DAY: Final = 24
_WIDTH: Final = 680
_KEY: Final = "openings.first"


class FirstOpenings(Sheet):
    """`opening_wanted` with the service's id, the Opening to book and the Modality (None where there is only one)."""

    opening_wanted = Signal(int, object, object)

    def __init__(self, parent: QWidget, context: Context, center: CenterChoice, service_id: int | None) -> None:
        title = _("First openings at {center}").format(center=center.name)
        super().__init__(parent, title, _("Book"), name="first_openings", width=_WIDTH)
        self._context, self._center = context, center
        self._query: OpeningQuery | None = None
        self._names = short_names(context.choices.clinicians)
        self.service = ServiceOfOpenings(_given_at(context.choices, center))
        self.clinician = DropDown(name="openings_clinician", what=_("With"))
        self.table = DayTable()
        self.state = label("", style="warning", wrap=True, name="first_openings_state")
        self._again = button(_("Look again"), name="first_openings_again")
        self._nothing = EmptyState("ph.calendar-x", "", "", self._again, name="first_openings_nothing")
        self._loading = Loading(_("Looking for free times"), name="first_openings_loading")
        self._modality: Segmented | None = None
        self.service.choose(service_id)
        self._fill()
        self._join()
        self._service_chosen()

    def _fill(self) -> None:
        self._choices = QHBoxLayout()
        self._choices.setSpacing(SPACE[2])
        self._choices.addWidget(field(_("Service"), self.service), 7)
        self._choices.addWidget(field(_("With"), self.clinician), 5)
        self._hint = label(_("↑ ↓ day · ← → time · letters choose the service"), style="small")
        found = QVBoxLayout()
        found.setSpacing(2)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        self._pages.setFixedHeight(DAYS * ROW_HEIGHT + 6)
        self._loading.setFixedHeight(3)
        for part in (self._hint, self._loading, self._pages, self.state):
            found.addWidget(part)
        self.body.addLayout(self._choices)
        self.body.addLayout(found)

    def _join(self) -> None:
        self.service.activated.connect(lambda _row: self._service_chosen())
        self.service.moved.connect(self._move)
        self.clinician.activated.connect(lambda _row: self.look())
        self.table.chosen.connect(self._show_choice)
        self.table.taken.connect(self._take)
        self._again.clicked.connect(self.look)
        self.accepted.connect(self._take)
        self.left.connect(lambda: self._context.tasks.drop(_KEY))
        self._context.changes.changed.connect(self._changed)

    def look(self) -> None:
        """Find the first openings of what is chosen, aside; the lines before stay until they are there."""
        service = self.service.service()
        if service is None:
            words = _("Nobody who works at {center} gives any service yet.").format(center=self._center.name)
            self._show_nothing(_("No services here"), words)
            return
        chosen = self.clinician.currentData()
        wanted = chosen if isinstance(chosen, int) else None
        query = OpeningQuery(service.id, self._center.id, wanted, modality=self._how(), limit=_OF_EACH_DAY)
        if query != self._query:
            self.table.forget()  # a time of another service is never booked for this one
        self._query = query
        self._loading.start()
        booking, kept = self._context.clinic.booking, self.table.opening()
        self._context.tasks.run(lambda: (query, _days(booking, query, kept)), self._found, self._not_found, key=_KEY)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The arrows choose from wherever they are not needed."""
        steps = {Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Left: (0, -1)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._move(*step)
        else:
            super().keyPressEvent(event)

    def _move(self, days: int, times: int) -> None:
        if days:
            self.table.step_day(days)
        else:
            self.table.step_time(times)

    def _how(self) -> Modality | None:
        found = self._modality.value() if self._modality is not None else None
        return found if isinstance(found, Modality) else None

    def _today(self) -> date:
        return local(self._context.clinic.now(), self._center.zone).date()

    def _service_chosen(self) -> None:
        service = self.service.service()
        self._fill_clinicians(service)
        self._fill_modalities(service.modalities if service else ())
        self.look()

    def _fill_clinicians(self, service: ServiceChoice | None) -> None:
        before = self.clinician.currentData()
        self.clinician.clear()
        self.clinician.addItem(_("Anyone"), None)
        for one in self._context.choices.clinicians:
            if service is not None and self._center.id in one.center_ids and one.id in service.clinician_ids:
                self.clinician.addItem(one.name, one.id)
        self.clinician.setCurrentIndex(max(0, self.clinician.findData(before)) if before is not None else 0)

    def _fill_modalities(self, modalities: tuple[Modality, ...]) -> None:
        if self._modality is not None:
            self._choices.removeWidget(self._modality)
            self._modality.hide()
            self._modality.deleteLater()
            self._modality = None
        if len(modalities) > 1:
            words = [(one, modality_word(one)) for one in modalities]
            self._modality = Segmented(words, name="openings_modality", what=_("How"))
            self._modality.set_value(modalities[0])
            self._modality.chosen.connect(lambda _value: self.look())
            self._choices.addWidget(self._modality, 0, Qt.AlignmentFlag.AlignBottom)

    def _found(self, answer: tuple[OpeningQuery, tuple[DayLine, ...]]) -> None:
        query, days = answer
        if query != self._query:
            return
        self._loading.stop()
        lost = self._show(days)
        if not days:
            who = self.clinician.currentText() if query.clinician_id is not None else _("Nobody who gives it")
            words = _("{who} has no working time at {center} in the days ahead that can be booked.")
            self._show_nothing(_("No working days"), words.format(who=who, center=self._center.name))
        elif lost is not None:
            words = _("{time} with {clinician} was just taken. Choose again.")
            self._say(words.format(time=time_of(lost.wall_start), clinician=lost.clinician))
        elif all(not line.openings for line in days):
            self._say(_("All of these days are full. Choose somebody else, or take a request."))

    def _not_found(self, problem: Problem) -> None:
        self._loading.stop()
        self._show_nothing(_("Free times could not be looked up"), sentence(problem), may_try_again=True)

    def _show_nothing(self, title: str, words: str, *, may_try_again: bool = False) -> None:
        self.table.forget()
        self._nothing.set_words(title, words)
        self._again.setVisible(may_try_again)
        self._pages.setCurrentWidget(self._nothing)

    def _show(self, lines: Sequence[DayLine]) -> Opening | None:
        """Show these, and give back what was chosen and is gone; one clinician's name does not stand on each time."""
        names = {} if self.clinician.currentData() is not None else self._names
        self._pages.setCurrentWidget(self.table)
        self._say("")
        return self.table.show_lines(lines, names, self._today())

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _show_choice(self, opening: Opening | None) -> None:
        button_ = self.accept_button
        if button_ is None:
            return
        words = _("Book") if opening is None else book_words(opening.wall_start, self._today())
        button_.setText(words)
        button_.setAccessibleName(words)
        button_.setEnabled(opening is not None)
        self.service.setAccessibleDescription("" if opening is None else spoken(opening, self._today()))

    def _take(self) -> None:
        service, opening = self.service.service(), self.table.opening()
        if service is not None and opening is not None:
            self.opening_wanted.emit(service.id, opening, self._how())

    def _changed(self, changes: Changes) -> None:
        """Somebody booked, cancelled or changed a schedule: look again, and keep what is chosen."""
        service = self.service.service()
        here = self._center.id
        touched = changes.everything or here in changes.plans or any(center == here for center, _day in changes.days)
        able = set(service.clinician_ids) if service else set()
        if touched or any(clinician in able for clinician, _day in changes.calendars):
            self.look()


def _given_at(choices: Choices, center: CenterChoice) -> list[ServiceChoice]:
    """The services that somebody who works at the center is able to give."""
    here = {one.id for one in choices.clinicians if center.id in one.center_ids}
    return [one for one in choices.services if here & set(one.clinician_ids)]


def _days(booking: BookingDesk, query: OpeningQuery, kept: Opening | None) -> tuple[DayLine, ...]:
    """The first openings, with the time `kept` among them while it is free: where they fall moves with the clock."""
    lines = tuple(DayLine(day, openings) for day, openings in booking.first_openings(query, DAYS))
    if kept is None or any(_same(one, kept) for line in lines for one in line.openings):
        return lines
    free = booking.openings(replace(query, clinician_id=kept.clinician_id, from_=kept.start, limit=1))
    if not free or not _same(free[0], kept):
        return lines
    return tuple(
        DayLine(line.day, tuple(sorted((*line.openings, kept), key=lambda one: one.start)))
        if line.day == kept.wall_start.date()
        else line
        for line in lines
    )


def _same(one: Opening, other: Opening) -> bool:
    return (one.start, one.clinician_id) == (other.start, other.clinician_id)
