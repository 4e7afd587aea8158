"""Accept a request: the times that the consumer suggested and its own, each with whether it is free; one is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

import frontdesk.texts
from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Obstacle
from ui.appointments.telling_sheet import TellingSheet
from ui.appointments.time_sheet import clinicians_box
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, moment, time_of, weekday_short
from ui.widgets import Row, RowList, label

_ROW, _TALL_ROW, _MOST = 36, 50, 3
_WEEK = 7
_FRAME = 4
"""Above and below the rows together, logical pixels."""
_CHECK = "accept.check"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One time that can be accepted: a start (aware), and by the center's clock."""

    start: datetime
    wall_start: datetime
    is_own: bool
    """It is the time that the appointment has, not one that was suggested."""


class AcceptSheet(TellingSheet):
    """The first that is free is chosen; the prominent button says which one is taken."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, _action: Action) -> None:
        super().__init__(parent, context, view, _("Accept"), name="accept")
        self.proposals = _proposals(view)
        self._found: Mapping[datetime, tuple[Obstacle, ...]] = {}
        self._wanted: datetime | None = None
        self.list = RowList(name="accept_times", what=_("Times"), framed=True)
        self.clinician = clinicians_box(context, view, "accept_clinician")
        self.state = label("", style="small", wrap=True, name="accept_state")
        self.add("start", _("Suggested by the consumer") if view.suggestions else _("Time"), self.list)
        self.body.addWidget(self.state)
        if note := next((one.note for one in view.suggestions if one.note), ""):
            self.say(f"\N{LEFT DOUBLE QUOTATION MARK}{note}\N{RIGHT DOUBLE QUOTATION MARK}", "accept_note")
        if view.clinician_id is None:
            self.add("clinician", _("With"), self.clinician)
        self.add_telling()
        self.list.chosen.connect(lambda _key: self._show_choice())
        self.list.opened.connect(lambda _key: self._accept_free())
        self.clinician.activated.connect(lambda _row: self._look())
        context.changes.changed.connect(self._changed)
        self._fill()
        self._look()

    def open(self) -> None:
        """The times have the focus."""
        super().open()
        self.list.setFocus()

    def act(self) -> Act | None:
        chosen = self.list.current_key()
        if not isinstance(chosen, Proposal):
            self.fields["start"].set_error(_("Choose a time. To give another one, go back and reschedule."))
            self.list.setFocus()
            return None
        who = self.clinician.currentData() if self.view.clinician_id is None else None
        return replace(self.telling(Action.ACCEPT), start=chosen.start, clinician_id=who)

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self._wanted = act.start
        self.clinician.setCurrentIndex(max(0, self.clinician.findData(act.clinician_id)))
        self._fill()

    def refuse(self, problem: Problem) -> None:
        """Say it beside the times, and look again what is free."""
        super().refuse(problem)
        self._look()

    def _look(self) -> None:
        """Ask aside what stands in the way of each."""
        appointments, view, who = self.context.clinic.appointments, self.view, self.clinician.currentData()
        starts = [one.start for one in self.proposals]
        self.state.setText(_("Looking what is free…") if starts else _("It has no time yet. Reschedule it instead."))
        self.state.show()
        self.context.tasks.run(
            lambda: {start: appointments.in_the_way(view.id, start, who) for start in starts},
            self._seen,
            self._not_seen,
            key=_CHECK,
        )

    def _seen(self, found: Mapping[datetime, tuple[Obstacle, ...]]) -> None:
        self._found = found
        self._fill()

    def _not_seen(self, problem: Problem) -> None:
        self.state.setText(sentence(problem))
        self.state.show()

    def _say_why(self, chosen: object) -> None:
        """That none can be accepted, or the whole of what is in the way of the chosen one: its row may cut it."""
        if not self._found:
            return
        words = ""
        if not any(map(self._is_free, self.proposals)):
            words = _("None of them is free. Go back to reschedule or to decline it.")
        elif isinstance(chosen, Proposal) and not self._is_free(chosen):
            when = moment(chosen.wall_start, today=self.today())
            words = _("{when} is not free: {obstacles}.").format(when=when, obstacles=self._obstacles(chosen))
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _obstacles(self, one: Proposal) -> str:
        return "; ".join(frontdesk.texts.obstacle(each) for each in self._found.get(one.start, ()) if each.blocks)

    def _is_free(self, one: Proposal) -> bool:
        return not any(each.blocks for each in self._found.get(one.start, ()))

    def _fill(self) -> None:
        """Show each with what is known of it; what was chosen stays, at first the most wished that is free.

        Its own time is chosen by itself only where no other was suggested: whoever suggests another cannot come then.
        """
        before, today = self.list.current_key(), self.today()
        self.list.set_rows([_row(one, self._found.get(one.start), today) for one in self.proposals], keep=False)
        wanted = before.start if isinstance(before, Proposal) and self._is_free(before) else self._wanted
        kept = next((one for one in self.proposals if one.start == wanted), None)
        wished = [one for one in self.proposals if not one.is_own] or self.proposals
        first = next((one for one in wished if self._is_free(one)), None)
        chosen = kept or first or next(iter(self.proposals), None)
        if chosen is not None:
            self.list.select(chosen)
        heights = [_TALL_ROW if row.line else _ROW for row in self.list.model_.rows]
        self.list.setVisible(bool(heights))
        self.list.setFixedHeight(min(_MOST * _TALL_ROW, sum(heights)) + _FRAME)
        self._show_choice()

    def _show_choice(self) -> None:
        self.fields["start"].set_error("")
        chosen = self.list.current_key()
        self.set_free(free=isinstance(chosen, Proposal) and self._is_free(chosen))
        self._say_why(chosen)
        if self.accept_button is not None and isinstance(chosen, Proposal):
            self.accept_button.setText(_("Accept {when}").format(when=_short(chosen.wall_start, self.today())))
            self.accept_button.setAccessibleName(self.accept_button.text())

    def _accept_free(self) -> None:
        if self.accept_button is not None and self.accept_button.isEnabled():
            self.accepted.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.calendars or changes.plans:
            self._look()


def _proposals(view: AppointmentView) -> tuple[Proposal, ...]:
    suggested = [Proposal(one.start, one.wall_start, one.start == view.start) for one in view.suggestions]
    if view.start is None or view.wall_start is None or any(one.start == view.start for one in suggested):
        return tuple(suggested)
    return (*suggested, Proposal(view.start, view.wall_start, is_own=True))


def _short(wall: datetime, today: date) -> str:
    """Tue 14:50 within a week, as the list above says which Tuesday; else the whole moment."""
    if abs((wall.date() - today).days) >= _WEEK:
        return moment(wall, today=today)
    return _("{day} {time}").format(day=weekday_short(wall.weekday()), time=time_of(wall))


def _row(one: Proposal, found: tuple[Obstacle, ...] | None, today: date) -> Row:
    title = moment(one.wall_start, today=today)
    own = _("Its own time") if one.is_own else ""
    if found is None:
        return Row(one, title, own, right="…", icon="ph.clock")
    blocking = [each for each in found if each.blocks]
    why = "; ".join(frontdesk.texts.obstacle(each) for each in (blocking or found))
    line = " · ".join(part for part in (own, why) if part)
    line = line[:1].upper() + line[1:]
    if not blocking:
        return Row(one, title, line, right=_("Free"), icon="ph.check-circle", colour="good")
    spoken = _("{when}, not free: {obstacles}").format(when=title, obstacles=why)
    return Row(one, title, line, right=_("Not free"), icon="ph.prohibit", colour="muted", spoken=spoken)
