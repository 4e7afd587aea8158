"""The sheet that a card put down elsewhere in the calendar opens: what it was, what it would be, what to tell."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem, RuleBroken, Unavailable
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Opening, WhyNot
from ui.appointments.move_parts import Changing, InTheWay
from ui.appointments.telling_sheet import TellingSheet
from ui.appointments.words import service_words
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, action_word, local, minutes, moment_range
from ui.theme import SPACE, current
from ui.widgets import label
from ui.widgets.tick import Tick

_WIDTH = 440
_EDGE = 32
"""Pixels between the sheet and the edges of the window."""
_CHECK = "move.check"


class Movable(Protocol):
    """Where an appointment is to go, aware instants; the calendar's `Move` is one."""

    @property
    def appointment_id(self) -> int: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def clinician_id(self) -> int: ...
    @property
    def room_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Target:
    """The new start (aware), length, clinician and room (None for any that is free)."""

    start: datetime
    minutes: int
    clinician_id: int
    room_id: int | None = None


def target_of(move: Movable) -> Target:
    """What a move leads to."""
    length = round((move.end - move.start) / timedelta(minutes=1))
    return Target(move.start, length, move.clinician_id, move.room_id)


def action_of(view: AppointmentView, target: Target) -> Action:
    """What moves it there: only another clinician is a reassignment, all else is rescheduled."""
    same_room = target.room_id in (None, view.room_id)
    other = target.clinician_id != view.clinician_id
    return Action.REASSIGN if _same_time(view, target) and same_room and other else Action.RESCHEDULE


def is_room_alone(view: AppointmentView, target: Target) -> bool:
    """Whether only the room will be another: nobody has to be asked."""
    return _same_time(view, target) and target.clinician_id == view.clinician_id


def _same_time(view: AppointmentView, target: Target) -> bool:
    return target.start == view.start and target.minutes == _length(view)


class MoveSheet(TellingSheet):
    """Enter moves it, Escape leaves all as it was. `ended` when the sheet goes, with whether it was left so."""

    ended = Signal(bool)

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, move: Movable) -> None:
        self._target = target_of(move)
        super().__init__(parent, context, view, action_word(action_of(view, self._target)), name="move")
        self._was_left = False
        self._refusal = ""
        """What the services refused for that is not a matter of free time, such as the days between doses."""
        self._change = Changing()
        self.why = InTheWay()
        self.agreed = Tick(_("The consumer has agreed"), name="move_agreed")
        self.answer = label("", style="small", wrap=True, name="move_answer")
        self._lay_out_move()
        self.agreed.toggled.connect(lambda _on: self._show_answer())
        self.why.wanted.connect(self._take_free)
        context.changes.changed.connect(self._changed)
        self._show()

    def _lay_out_move(self) -> None:
        self.panel.setFixedWidth(_WIDTH)
        who = _("{consumer} · {service}").format(consumer=self.view.consumer, service=service_words(self.view))
        self.body.addWidget(label(who, style="strong", wrap=True, name="move_who"))
        self.body.addWidget(self._change)
        self.body.addWidget(self.why)
        answer = QVBoxLayout()
        answer.setSpacing(0)
        answer.addWidget(self.agreed)
        answer.addWidget(self.answer)
        self.body.addLayout(answer)
        self.add_telling()

    def stand_beside(self, *, left: bool | None) -> None:
        """Stand low in the window, at its left side or its right one: where the card hangs can be seen beside it."""
        around = self.layout()
        across = None if around is None else around.itemAt(1)
        if isinstance(around, QVBoxLayout) and isinstance(across, QBoxLayout):
            around.setStretch(0, 1)
            around.setStretch(2, 0)
            around.setContentsMargins(_EDGE, SPACE[3], _EDGE, _EDGE)
            first = left if not self.isRightToLeft() else None if left is None else not left
            across.setStretch(0, 0 if first is True else 1)
            across.setStretch(2, 0 if first is False else 1)

    def act(self) -> Act | None:
        """The reschedule, or the reassignment where only the clinician is another."""
        view, target = self.view, self._target
        action = action_of(view, target)
        act = Act(
            action,
            view.id,
            view.version,
            message=self.message.toPlainText(),
            notify=self.notify.isChecked(),
            clinician_id=target.clinician_id,
        )
        if action is Action.REASSIGN:
            return act
        length = None if target.minutes == _length(view) else target.minutes
        wish = replace(act, start=target.start, length_minutes=length, room_id=target.room_id)
        return replace(wish, agreed=self.agreed.isChecked())

    def refuse(self, problem: Problem) -> None:
        """Say what is in the way and what is free instead; or that it is not known yet, and ask until it is."""
        self.rest()
        self.why.say(sentence(problem))
        if isinstance(problem, RuleBroken):
            self._refusal = "" if problem.code.startswith("slot.") else sentence(problem)
            self._look()

    def close_sheet(self) -> None:
        """Nothing is asked for any more."""
        self.context.tasks.drop(_CHECK)
        super().close_sheet()
        self.ended.emit(self._was_left)

    def leave(self) -> None:
        """Leave as Escape does."""
        self._was_left = True
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """An Enter that was held since the card was put down accepts nothing."""
        if not (event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """A thin shade: the place where the card hangs stays readable."""
        shade = QColor(current().text if not current().dark else current().window)
        shade.setAlphaF(0.12 if not current().dark else 0.35)
        QPainter(self).fillRect(self.rect(), shade)

    # Inside

    def _show(self) -> None:
        """What it would be, and the word of what does it."""
        action = action_of(self.view, self._target)
        room_alone = is_room_alone(self.view, self._target)
        words = _("Change the room") if room_alone else action_word(action)
        self.title.setText(words)
        if self.accept_button is not None:
            self.accept_button.setText(words)
        self._change.show_rows(self._rows())
        for part in (self.agreed, self.answer):
            part.setVisible(action is Action.RESCHEDULE and not room_alone)
        self.notify.setVisible(not room_alone or not self.view.consumer_email)  # of a room only a message tells
        self._show_answer()
        self._look()

    def _rows(self) -> list[tuple[str, str, str]]:
        view, target = self.view, self._target
        known = {one.id: one.name for one in self.context.choices.clinicians}
        was = "" if view.start is None or view.end is None else _span(view.start, view.end, view.zone)
        end = target.start + timedelta(minutes=target.minutes)
        length = _length(view)
        rows = [
            (_("Time"), was, _span(target.start, end, view.zone)),
            (_("With"), view.clinician, known.get(target.clinician_id, view.clinician)),
            (_("Length"), "" if length is None else minutes(length), minutes(target.minutes)),
        ]
        rooms = {one.id: one.name for one in self.context.choices.rooms}
        return rows if target.room_id is None else [*rows, (_("Room"), view.room, rooms.get(target.room_id, view.room))]

    def _look(self) -> None:
        """Ask aside what stands in the way."""
        appointments, view, target = self.context.clinic.appointments, self.view, self._target
        self.context.tasks.run(
            lambda: appointments.why_not(view.id, target.start, target.clinician_id, target.minutes, target.room_id),
            self._seen,
            self._unseen,
            key=_CHECK,
        )

    def _unseen(self, problem: Problem) -> None:
        """It can never be there; what cannot be read just now is looked at again when it is sent."""
        if not isinstance(problem, Unavailable) and not self.is_waiting:
            self.why.say(sentence(problem))
            self.set_free(free=False)

    def _seen(self, found: WhyNot) -> None:
        if self.is_waiting or found.start != self._target.start or found.clinician_id != self._target.clinician_id:
            return
        if found.free and self._refusal:
            self.why.say(self._refusal)
        else:
            self.why.show_found(found)
        self.set_free(free=found.free)

    def _take_free(self, opening: Opening) -> None:
        self._target = replace(self._target, start=opening.start, clinician_id=opening.clinician_id)
        self._refusal = ""
        self.set_free(free=True)
        self.why.say("")
        self._show()
        self.message.setFocus()

    def _changed(self, changes: Changes) -> None:
        here = self.view.center_id
        days = any(center == here for center, _day in changes.days)
        if changes.everything or days or here in changes.plans or changes.calendars:
            self._look()

    def _show_answer(self) -> None:
        agreed = self.agreed.isChecked()
        words = _("The new time holds at once.") if agreed else _("It is a request until the consumer accepts it.")
        self.answer.setText(words)
        self.agreed.setAccessibleDescription(words)

    # While the database does not answer

    def say_waiting(self, words: str) -> None:
        self.why.warn(words)

    def enable(self, *, on: bool) -> None:
        super().enable(on=on)
        for part in (self.agreed, self.why):
            part.setEnabled(on)


def _length(view: AppointmentView) -> int | None:
    if view.start is None or view.end is None:
        return None
    return round((view.end - view.start) / timedelta(minutes=1))


def _span(start: datetime, end: datetime, zone: str) -> str:
    return moment_range(local(start, zone), local(end, zone))
