"""A clinician for the same time, who is free first, the others with what stands in their way."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

import frontdesk.texts
from frontdesk.rules.changes import Changes
from frontdesk.rules.conflicts import ConflictKind
from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import Action
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Colleague, Obstacle
from ui.appointments.actions import action_text
from ui.appointments.telling_sheet import TellingSheet
from ui.appointments.words import rejected_words
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, ngettext, time_range
from ui.widgets import Row, RowList, label

_ROW, _TALL_ROW = 36, 50
_FRAME = 4
"""Above and below the rows together, logical pixels."""
_COLLEAGUES = "reassign.colleagues"


class ReassignSheet(TellingSheet):
    """The first who is free is chosen; one who is not can be looked at, not taken.

    It gives to a colleague what somebody has, and to a clinician what waits for one: then by accepting it, and whoever
    rejected it comes last.
    """

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, context, view, action_text(action, view), name="reassign", accept=_give_word(action))
        self._action = action
        if view.rejected is not None:
            self.say(rejected_words(view), "reassign_rejected")
        self._wanted: int | None = None
        self.list = RowList(name="reassign_colleagues", what=_("Colleagues"), framed=True)
        self.state = label(_("Looking who is free…"), style="small", wrap=True, name="reassign_state")
        self.add("clinician", _("Colleague") if action is Action.REASSIGN else _("Clinician"), self.list)
        self.body.addWidget(self.state)
        self.add_telling()
        self.list.setFixedHeight(_TALL_ROW + _FRAME)
        self.list.chosen.connect(lambda _key: self._show_choice())
        self.list.opened.connect(lambda _key: self._accept_free())
        context.changes.changed.connect(self._changed)
        self._show_choice()
        self._look()

    def open(self) -> None:
        """The colleagues have the focus."""
        super().open()
        self.list.setFocus()

    def act(self) -> Act | None:
        colleague = self.list.current_key()
        if not isinstance(colleague, Colleague) or not colleague.free:
            self.fields["clinician"].set_error(_("Choose a colleague who is free then."))
            self.list.setFocus()
            return None
        return replace(self.telling(self._action), clinician_id=colleague.clinician_id)

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self._wanted = act.clinician_id

    def refuse(self, problem: Problem) -> None:
        """Say it beside the colleagues, and look again who is free."""
        if isinstance(problem, RuleBroken) and "start" in problem.fields:  # the time is the colleague's here
            problem = RuleBroken(problem.code, fields=("clinician",), **problem.params)
        super().refuse(problem)
        self._look()

    def _look(self) -> None:
        appointments, view = self.context.clinic.appointments, self.view
        self.context.tasks.run(lambda: appointments.colleagues(view.id), self._found, self._not_found, key=_COLLEAGUES)

    def _found(self, colleagues: tuple[Colleague, ...]) -> None:
        rejected = self.view.rejected.by if self.view.rejected is not None else ""
        colleagues = tuple(sorted(colleagues, key=lambda one: (not one.free, one.name == rejected)))
        before = self.list.current_key()
        known = before.clinician_id if isinstance(before, Colleague) else self._wanted
        self.list.set_rows([_colleague_row(one, one.name == rejected) for one in colleagues], keep=False)
        again = next((one for one in colleagues if one.clinician_id == known), colleagues[0] if colleagues else None)
        if again is not None:
            self.list.select(again)
        heights = [_TALL_ROW if row.line else _ROW for row in self.list.model_.rows]
        self.list.setVisible(bool(colleagues))
        self.list.setFixedHeight(min(4 * _TALL_ROW, sum(heights)) + _FRAME)
        self.state.setText(self._found_words(colleagues))
        self.state.setVisible(bool(self.state.text()))
        self._show_choice()

    def _found_words(self, colleagues: tuple[Colleague, ...]) -> str:
        if not colleagues:
            words = _("Nobody else gives {service} at {center}.")
            if self._action is not Action.REASSIGN:
                words = _("Nobody gives {service} at {center}.")
            return words.format(service=self.view.service, center=self.view.center)
        return "" if any(one.free for one in colleagues) else _("Nobody is free at that time. Reschedule it instead.")

    def _not_found(self, problem: Problem) -> None:
        self.state.setText(sentence(problem))
        self.state.show()

    def _show_choice(self) -> None:
        self.fields["clinician"].set_error("")
        chosen = self.list.current_key()
        self.set_free(free=isinstance(chosen, Colleague) and chosen.free)

    def _accept_free(self) -> None:
        if self.accept_button is not None and self.accept_button.isEnabled():
            self.accepted.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.calendars or changes.plans:
            self._look()


def _give_word(action: Action) -> str:
    return _("Reassign") if action is Action.REASSIGN else _("Give")


def _colleague_row(one: Colleague, rejected: bool) -> Row:
    if one.free:
        line = _("Rejected it") if rejected else ""
        return Row(one, one.name, line, right=_("Free"), icon="ph.check-circle", colour="good")
    whole = "; ".join(frontdesk.texts.obstacle(each) for each in one.obstacles)
    spoken = _("{name}, not free: {obstacles}").format(name=one.name, obstacles=whole)
    why, more = "".join(map(_why, one.obstacles[:1])), len(one.obstacles) - 1
    if more > 0:
        why = ngettext("{why}, {count} more", "{why}, {count} more", more).format(why=why, count=more)
    return Row(one, one.name, why, right=_("Not free"), icon="ph.prohibit", colour="muted", spoken=spoken)


def _why(one: Obstacle) -> str:
    """What a person has to know of it here: the day and the colleague are said already."""
    if one.consumer:
        return _("{times} {consumer}").format(times=time_range(one.wall_start, one.wall_end), consumer=one.consumer)
    short = {
        ConflictKind.OUTSIDE_HOURS: _("Does not work then"),
        ConflictKind.LEAVE: _("Away"),
        ConflictKind.BLOCK: _("Blocked"),
    }.get(one.kind)
    if short is None:
        return frontdesk.texts.obstacle(one)
    return f"{short} · {one.remark}" if one.remark else short
