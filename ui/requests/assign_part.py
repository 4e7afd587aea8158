"""Where a request is answered: one of its times, who takes it, and what the requestor is told."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from frontdesk.rules.words import RequestKind
from frontdesk.services.windows import WindowQuery
from frontdesk.views.assignment import AssignAt, AssignClinician, Assignment
from frontdesk.views.windows import Window
from ui.problems import sentence
from ui.requests.assign_words import accept_words, clinician_row, time_row
from ui.requests.radio_rows import RadioRows
from ui.requests.words import near_moment
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, field, label
from ui.widgets.flow import Flow
from ui.widgets.scrolled import Scrolled
from ui.windows import WindowList

_RESPONSE = 64
"""Height of the response, logical pixels."""
_NOTE = 160
"""Signs of the note that show here; all of it stands among the details."""
_MOST_CLINICIANS = 5
_GONE = ("past", "taken")
"""Notes of times that nobody can take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Accept would do: at that start, with that clinician; `words` are the button's, `why_not` keeps it off."""

    start: datetime | None
    clinician_id: int | None
    words: str
    why_not: str = ""
    books: bool = False
    """There is no wished time to accept: a time is looked for instead."""


class AssignPart(Scrolled):
    """`changed` when another answer is chosen, `meant` by Enter, `other_time_wanted` for none of the times."""

    changed = Signal()
    meant = Signal()
    other_time_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("request_assign", _("Answer the request"), parent)
        self._window: Window | None = None
        self._looked_for: tuple[datetime, ...] = ()
        self._shown: Assignment | None = None
        self._today = date.min
        self._time: datetime | None = None
        self._clinician: int | None = None
        self.note = label("", wrap=True, name="request_note")
        self._times_word = label("", style="caption")
        self.times = RadioRows(name="requested_times", what=_("Requested times"))
        self.no_times = label("", style="muted", wrap=True, name="request_no_times")
        self.other_time = button(_("Book another time"), name="book_request_button", look="link")
        self.windows = WindowList(context, name="request_windows")
        self._clinicians_word = label(_("Clinician"), style="caption")
        self.clinicians = RadioRows(name="request_clinicians", what=_("Clinician"), framed=True, most=_MOST_CLINICIANS)
        self.nobody = label("", style="muted", wrap=True, name="request_nobody")
        self.response = QPlainTextEdit()
        self.notify = QCheckBox(_("Send e-mail"))
        self._lay_out()
        self.times.chosen.connect(self._time_chosen)
        self.clinicians.chosen.connect(self._clinician_chosen)
        self.windows.chosen.connect(self._window_chosen)
        for rows in (self.times, self.clinicians):
            rows.opened.connect(lambda _key: self.meant.emit())
        self.other_time.clicked.connect(self.other_time_wanted)

    def _lay_out(self) -> None:
        self.response.setObjectName("request_response")
        self.response.setPlaceholderText(_("Optional"))
        self.response.setTabChangesFocus(True)
        self.response.setFixedHeight(_RESPONSE)
        self.notify.setObjectName("request_notify")
        self.notify.setAccessibleName(self.notify.text())
        head = Flow((self._times_word, self.other_time), spacing=SPACE[1], before=1)
        self.column.setSpacing(SPACE[0])
        self.column.addWidget(self.note)
        self.column.addWidget(head)
        for part in (self.times, self.no_times, self.windows):
            self.column.addWidget(part)
        self.column.addSpacing(SPACE[1])
        for part in (self._clinicians_word, self.clinicians, self.nobody):
            self.column.addWidget(part)
        self.column.addSpacing(SPACE[1])
        self.column.addWidget(field(_("Response to requestor"), self.response))
        self.column.addWidget(self.notify)
        self.column.addStretch(1)

    # What the panel calls

    def begin(self, *, notify: bool) -> None:
        """Another request: nothing is chosen and nothing typed."""
        self._shown = self._time = self._clinician = None
        self.look_anew()
        self.response.clear()
        self.notify.setChecked(notify)

    def typed(self) -> bool:
        """Whether something would be lost."""
        return bool(self.response.toPlainText().strip())

    def show_assignment(self, shown: Assignment, today: date, note: str) -> None:
        """Show its times and clinicians; what is chosen stays chosen where it still can be."""
        self._shown, self._today = shown, today
        self.note.setText(note if len(note) <= _NOTE else f"{note[:_NOTE].rstrip()}\N{HORIZONTAL ELLIPSIS}")
        self.note.setVisible(bool(note))
        starts = [one.start for one in shown.times]
        if self._time not in starts:
            self._time = self._first_time()
            self._clinician = None
        self._show_times()
        self._show_clinicians()
        self._look_for_others()

    @property
    def answer(self) -> Answer:
        """What Accept would do now."""
        shown, place = self._shown, self._place()
        if shown is None:
            return Answer(None, None, _("Accept"), _("The request is being read."))
        if shown.problem is not None:
            return Answer(None, None, _("Accept"), sentence(shown.problem))
        if self._window is not None:
            words = _("Accept {time}").format(time=near_moment(self._window.wall_start, self._today))
            return Answer(self._window.start, self._window.clinician_id, words)
        if not shown.times and shown.request.line.kind is RequestKind.SCHEDULED:
            return Answer(None, self._clinician, _("Choose a time"), books=True)
        if place is None:
            return Answer(None, None, _("Accept"), _("Nobody can take it now. Book another time, or decline."))
        one = shown.times[place]
        words = accept_words(one, shown.request.line.kind, self._today)
        return Answer(one.start, self._clinician, words, self._why_not(place))

    def is_stale(self, now: datetime) -> bool:
        """Whether the next start of somebody who comes now has gone by."""
        shown = self._shown
        is_now = shown is not None and shown.request.line.kind is RequestKind.NOW
        return shown is not None and is_now and any(one.start < now for one in shown.times)

    def look_anew(self) -> None:
        """What was suggested may be taken: look again when it is read again."""
        self._window, self._looked_for = None, ()
        self.windows.clear()

    def _look_for_others(self) -> None:
        """Where nobody whom it is to can take a wished time: which others suit."""
        shown = self._shown
        if shown is None or not shown.times or any(one.available for one in _meant(shown)):
            self.look_anew()
            return
        line, wished = shown.request.line, tuple(one.start for one in shown.times)
        # The doses of a program have days of their own: nothing is suggested for them.
        if line.service_id is not None and shown.problem is None and wished != self._looked_for:
            self._looked_for = wished
            self.windows.look(
                WindowQuery(line.service_id, line.center_id, line.consumer_id, line.clinician_id, wished, limit=5)
            )

    def _window_chosen(self, window: Window) -> None:
        """A time that nobody wished is accepted once it is agreed."""
        self._window = window
        self.times.choose_none()
        self.clinicians.choose_none()
        self.changed.emit()

    def _why_not(self, place: int) -> str:
        shown = self._shown
        one = next((one for one in shown.clinicians if one.id == self._clinician), None) if shown else None
        if shown is not None and shown.times[place].note == "past":
            return _("That time is over. Choose another one, or book another time.")
        if one is None:
            return _("Choose a clinician.")
        at = _at(one, place)
        if at is None or not at.available:
            return _("{name} is not available then. Choose somebody else, or another time.").format(name=one.name)
        return ""

    # Times and clinicians

    def _place(self) -> int | None:
        starts = [one.start for one in self._shown.times] if self._shown else []
        return starts.index(self._time) if self._time in starts else None

    def _first_time(self) -> datetime | None:
        """The first time that somebody whom it is to can take, else the first that is to come."""
        shown = self._shown
        if shown is None or not shown.times:
            return None
        free = [one for place, one in enumerate(shown.times) if any(_can(each, place) for each in _meant(shown))]
        left = [one for one in shown.times if one.note not in _GONE]
        return (free or left or list(shown.times))[0].start

    def _show_times(self) -> None:
        shown = self._shown
        if shown is None:
            return
        now = shown.request.line.kind is RequestKind.NOW
        rows = [time_row(place, one, shown.request.line.kind, self._today) for place, one in enumerate(shown.times)]
        self._times_word.setText(_("Wanted now") if now else _("Requested times"))
        self.times.show_rows(rows, self._place())
        self.times.setVisible(bool(rows))
        self.other_time.setHidden(self.answer.books)  # the button below leads there by itself
        self.no_times.setText(
            _("Nobody can take it now.") if now else _("Any time. Choose a clinician, then a time that suits.")
        )
        self.no_times.setVisible(not rows)

    def _show_clinicians(self) -> None:
        """Those whom it is to first, of them those who can; who was chosen stays so while they can.

        Nobody else is proposed: whoever gives it to somebody else says so.
        """
        shown, place = self._shown, self._place()
        if shown is None:
            return
        wished = shown.request.line.clinician_id
        found = sorted(shown.clinicians, key=lambda one: (one.id != wished, not one.in_group, not _can(one, place)))
        can = [one.id for one in found if place is None or _can(one, place)]
        if self._clinician not in can:
            meant = [one.id for one in found if one.in_group]
            proposed = [one for one in meant if one in can] or meant
            self._clinician = proposed[0] if proposed and place is not None else wished
        self.clinicians.show_rows([clinician_row(one, _at(one, place)) for one in found], self._clinician)
        self.clinicians.setVisible(bool(found))
        none = _("Nobody at this center gives this service.")
        self.nobody.setText(sentence(shown.problem) if shown.problem is not None else none)
        self.nobody.setVisible(not found)
        self.changed.emit()

    def _time_chosen(self, key: object) -> None:
        if self._shown is not None and isinstance(key, int):
            self._window = None
            self._time = self._shown.times[key].start
            self._show_clinicians()

    def _clinician_chosen(self, key: object) -> None:
        if isinstance(key, int):
            self._clinician, self._window = key, None
            self.changed.emit()


def _at(one: AssignClinician, place: int | None) -> AssignAt | None:
    return one.at[place] if place is not None and place < len(one.at) else None


def _meant(shown: Assignment) -> tuple[AssignClinician, ...]:
    return tuple(one for one in shown.clinicians if one.in_group)


def _can(one: AssignClinician, place: int | None) -> bool:
    at = _at(one, place)
    return at is not None and at.available
