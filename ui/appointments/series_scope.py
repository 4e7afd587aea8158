"""Which of a series an action is meant for: this one, this and those after it, or all, with every date it touches."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.times import to_wall
from frontdesk.rules.words import Action, SeriesScope
from frontdesk.services.forms import Act
from frontdesk.services.series_forms import Instead, Seen, SeriesAct
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.series import SeriesLine
from ui.appointments.act_sheet import WIDTH
from ui.appointments.series_words import refused_words, scope_word, stays_words, when_line
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_short, local, moment, ngettext, time_of
from ui.theme import SPACE
from ui.widgets import Row, Segmented, label
from ui.widgets.tick_list import TICKED, UNTICKED, TickList

_VISIBLE = 4
_PREVIEW = "series.scope"


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the scope and what the person made of it: it goes with the others, stays, or goes elsewhere."""

    line: SeriesLine
    on: bool = True
    instead: bool = False

    @property
    def goes(self) -> bool:
        """Whether the action is taken on it."""
        return not self.line.stays and (self.on or self.instead)

    @property
    def is_open(self) -> bool:
        """Whether it is meant, and cannot be: to be decided by the person."""
        return self.goes and bool(self.line.why) and not self.instead


class ScopeChoice(QWidget):
    """Nothing for what is of no series. `changed` when another scope is chosen, or what it means is known."""

    changed = Signal()

    def __init__(self, context: Context, view: AppointmentView, name: str) -> None:
        super().__init__()
        self._context, self._view = context, view
        self._act: Act | None = None
        self._asked: tuple[Act, SeriesScope, frozenset[int]] | None = None
        self.marks: list[Mark] = []
        room = WIDTH - 2 * SPACE[4]
        choices = [(one, scope_word(one)) for one in SeriesScope]
        self.scope = Segmented(choices, name=f"{name}_scope", what=_("Which of the series"), room=room)
        self.scope.set_value(SeriesScope.ONE)
        self.state = label("", style="small", wrap=True, name=f"{name}_scope_state")
        self.lines = TickList(name=f"{name}_scope_dates", what=_("Those of the series"))
        self.hint = label("", style="small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[1])
        for part in (self.scope, self.state, self.lines, self.hint):
            column.addWidget(part)
            part.setVisible(part is self.scope)
        self.setVisible(view.series is not None)
        self.scope.chosen.connect(lambda _scope: self._ask())
        self.lines.ticked.connect(lambda key: self._change(key, swap=False))
        self.lines.swapped.connect(lambda key: self._change(key, swap=True))

    @property
    def value(self) -> SeriesScope:
        """The scope chosen."""
        found = self.scope.value()
        return found if isinstance(found, SeriesScope) and self._view.series is not None else SeriesScope.ONE

    def follow(self, act: Act | None) -> None:
        """What would be done is another; None while it is not known."""
        self._act = act
        if self.value is not SeriesScope.ONE:
            self._ask()

    def look_again(self) -> None:
        """Read it anew: somebody changed one of them."""
        self._asked = None
        self._ask()

    def missing(self) -> str:
        """Why it cannot be done yet; empty when it can."""
        if self.value is SeriesScope.ONE:
            return ""
        if not self.marks:
            return _("Looking at the series…")
        if open_ := sum(one.is_open for one in self.marks):
            words = ngettext(
                "{count} cannot go with the others. Leave it out with Space, or take the time beside it with A.",
                "{count} cannot go with the others. Leave them out with Space, or take the times beside them with A.",
                open_,
            )
            return words.format(count=open_)
        return "" if any(one.goes for one in self.marks) else _("All of them are left out. Tick one at least.")

    def of_series(self, act: Act) -> SeriesAct | None:
        """The act on all that is chosen; None for this one alone."""
        scope = self.value
        if scope is SeriesScope.ONE:
            return None
        lines = {one.line.appointment_id: one.line for one in self.marks}
        own = lines.get(act.appointment_id)
        if own is not None:
            act = replace(act, version=own.version)
        return SeriesAct(
            act,
            scope,
            tuple(Seen(one.appointment_id, one.version) for one in lines.values()),
            self._left_out(),
            tuple(
                Instead(one.line.appointment_id, other.start, other.clinician_id)
                for one in self.marks
                if one.instead and (other := one.line.alternative) is not None
            ),
        )

    def _left_out(self) -> frozenset[int]:
        """Those that stay as they are though the action is for them."""
        return frozenset(one.line.appointment_id for one in self.marks if not one.line.stays and not one.goes)

    def _ask(self) -> None:
        """Read aside what the scope means for what is to be done."""
        act, scope = self._act, self.value
        if scope is SeriesScope.ONE or act is None:
            self._context.tasks.drop(_PREVIEW)
            self._asked = None
            self._show(())
            if scope is not SeriesScope.ONE:
                self._say(_("Choose the new time first."))
            return
        plain = replace(act, message="", remark="", notify=True, reason_id=None, cancel_class=None, agreed=False)
        stay = self._left_out() if act.action is not Action.CANCEL else frozenset()
        if (plain, scope, stay) == self._asked:
            return
        self._asked = (plain, scope, stay)
        if not self.marks:
            self._say(_("Looking at the series…"))
        series = self._context.clinic.series
        self._context.tasks.run(
            lambda: series.scope_preview(plain, scope, stay), self._show, self._failed, key=_PREVIEW
        )

    def _failed(self, problem: Problem) -> None:
        self._show(())
        self._say(sentence(problem))

    def _show(self, found: tuple[SeriesLine, ...]) -> None:
        kept = {one.line.appointment_id: one for one in self.marks}
        fresh = []
        for line in found:
            before = kept.get(line.appointment_id)
            instead = before is not None and before.instead and line.alternative == before.line.alternative
            fresh.append(Mark(line, before is None or before.on, instead and line.alternative is not None))
        self.marks = fresh
        self._paint()

    def _change(self, key: object, *, swap: bool) -> None:
        self.marks = [_changed(one, swap=swap) if one.line.appointment_id == key else one for one in self.marks]
        self._paint()
        self._ask()  # one that stays may be in the way of another

    def _paint(self) -> None:
        rows = [self._row(one) for one in self.marks]
        self.lines.set_rows(rows)
        self.lines.setFixedHeight(sum(50 if row.line else 36 for row in rows[:_VISIBLE]) + 4)
        moves = any(one.line.alternative is not None for one in self.marks)
        hint = _("Space leaves one out, A takes the free time beside it.") if moves else _("Space leaves one out.")
        self.hint.setText(hint)
        for part in (self.lines, self.hint):
            part.setVisible(bool(rows))
        self._say(self._summary())
        self.changed.emit()

    def _summary(self) -> str:
        going = sum(one.goes for one in self.marks)
        if not self.marks:
            return ""
        many = len(self.marks)
        words = ngettext("{count} of {many} appointment.", "{count} of {many} appointments.", many)
        told = [words.format(count=going, many=many)]
        if open_ := sum(one.is_open for one in self.marks):
            words = ngettext("{count} is not free there.", "{count} are not free there.", open_)
            told.append(words.format(count=open_))
        return " ".join(told)

    def _row(self, one: Mark) -> Row:
        line, today = one.line, local(self._context.clinic.now(), self._view.zone).date()
        title = when_line(line, today)
        if line.stays:
            return Row(line.appointment_id, title, icon="ph.minus", right=stays_words(line))
        if one.instead and line.alternative is not None:
            where = moment(line.alternative.wall_start, today=today)
            return Row(line.appointment_id, title, _("to {when}").format(when=where), icon=TICKED, colour="accent")
        if one.is_open:
            action = Action.CANCEL if self._act is None else self._act.action
            offered = line.alternative
            right = _("A: {time}").format(time=_short(line)) if offered is not None else ""
            why = refused_words(line, action)
            spoken = ", ".join(part for part in (title, why, right) if part)
            # Beside the reason, not the date: that is what people look for, and is read whole.
            return Row(
                line.appointment_id, title, why, icon="ph.prohibit", colour="warning", right_line=right, spoken=spoken
            )
        to = (
            ""
            if line.new_wall is None or not one.goes
            else _("to {when}").format(when=moment(line.new_wall, today=today))
        )
        if line.new_wall == line.wall_start:
            to = ""
        mark, colour = (TICKED, "accent") if one.goes else (UNTICKED, "muted")
        return Row(line.appointment_id, title, to, icon=mark, colour=colour, right="" if one.goes else _("left out"))

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))


def _changed(one: Mark, *, swap: bool) -> Mark:
    """The mark after a key: ticked the other way round, or the free time beside it taken or not."""
    if one.line.stays:
        return one
    if swap:
        return one if one.line.alternative is None else replace(one, instead=not one.instead, on=True)
    return replace(one, on=not one.goes, instead=False)


def _short(line: SeriesLine) -> str:
    """The free time beside it; its day where that is another one: there is room for one of them."""
    other = line.alternative
    if other is None:
        return ""
    if line.new_start is not None and to_wall(line.new_start, other.zone).date() == other.wall_start.date():
        return time_of(other.wall_start)
    return day_short(other.wall_start.date())
