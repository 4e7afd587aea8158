"""The forms of what ends an appointment: cancel, complete, an outcome, a mistake; and whether something is meant."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.rules.words import Action, CancelClass, ReasonKind, Status
from frontdesk.services.forms import Act
from frontdesk.services.series_forms import SeriesAct
from frontdesk.views.appointment import AppointmentView
from ui.appointments.act_sheet import WIDTH, ActSheet
from ui.appointments.actions import action_text
from ui.appointments.reasons import ReasonBox
from ui.appointments.series_scope import ScopeChoice
from ui.appointments.telling_sheet import TellingSheet
from ui.appointments.words import cancel_class_word
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_short, local, ngettext, time_of
from ui.theme import SPACE
from ui.when import read_when
from ui.widgets import Segmented, field, label
from ui.widgets.lines import Lines

_EXPECTED: Final = (Status.PROPOSED, Status.PENDING, Status.WAITLIST, Status.BOOKED)
"""While it is ahead, the consumer waits for it."""


class CancelSheet(TellingSheet):
    """Whom it lay with, the reason from the clinic's list, and what to tell the consumer; late says so."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, context, view, action_text(action, view), name="cancel")
        classes = (CancelClass.CONSUMER, CancelClass.CLINIC, CancelClass.OTHER)
        self.kind = Segmented(
            [(one, cancel_class_word(one)) for one in classes],
            name="cancel_class",
            what=_("Who it lay with"),
            room=WIDTH - 2 * SPACE[4],
        )
        self.kind.set_value(CancelClass.CONSUMER)
        self.reason = ReasonBox(context, ReasonKind.CANCEL)
        self.reason.activated.connect(lambda _row: self.fields["reason"].set_error(""))
        self.warn_of_doses()
        if late := self._late_words():
            self.body.addWidget(label(late, style="warning", wrap=True, name="cancel_late"))
        self.series = ScopeChoice(context, view, "cancel")
        self.series.follow(Act(Action.CANCEL, view.id, view.version))
        self.body.addWidget(self.series)
        self.add("cancel_class", _("Who it lay with"), self.kind)
        self.add("reason", self.reason.words, self.reason)
        self.add_telling()

    def _late_words(self) -> str:
        """That it counts as late, inside the limit that the clinic set."""
        hours, start = self.context.choices.actions.cancel_late_hours, self.view.start
        if start is None or start - self.context.clinic.now() >= timedelta(hours=hours):
            return ""
        words = ngettext(
            "It starts in less than {count} hour: this counts as late.",
            "It starts in less than {count} hours: this counts as late.",
            hours,
        )
        past = _("Its start has passed: this counts as late.")
        return past if start <= self.context.clinic.now() else words.format(count=hours)

    def act(self) -> Act | None:
        if missing := self.reason.missing():
            self.fields["reason"].set_error(missing)
            self.reason.setFocus()
            return None
        if why := self.series.missing():
            self.refuse_words(why)
            return None
        kind = self.kind.value()
        return replace(
            self.telling(Action.CANCEL),
            reason_id=self.reason.reason_id(),
            cancel_class=kind if isinstance(kind, CancelClass) else None,
        )

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.reason.choose(act.reason_id)
        if act.cancel_class is not None:
            self.kind.set_value(act.cancel_class)

    def of_series(self, act: Act) -> SeriesAct | None:
        return self.series.of_series(act)

    def refuse(self, problem: Problem) -> None:
        """What somebody else changed of the series shows at once."""
        super().refuse(problem)
        self.series.look_again()

    def enable(self, *, on: bool) -> None:
        super().enable(on=on)
        self.series.setEnabled(on)


class CompleteSheet(ActSheet):
    """The time taken, as it seems to have been, a reason and a remark."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, view, action_text(action, view), _("Complete"), name="complete")
        begun = view.commenced_at or view.start or context.clinic.now()
        self._wall = local(begun, view.zone)
        self.body.addWidget(label(_("Taken on {day}").format(day=day_short(self._wall.date())), style="muted"))
        self.start, self.end = QLineEdit(time_of(self._wall)), QLineEdit(self._likely_end(context, begun))
        for name, line in (("taken_start", self.start), ("taken_end", self.end)):
            line.setObjectName(name)
            line.setMaxLength(40)
            line.textEdited.connect(lambda _text, name=name: self.fields[name].set_error(""))
        self.fields["taken_start"] = field(_("From"), self.start)
        self.fields["taken_end"] = field(_("Until"), self.end)
        times = QGridLayout()
        times.setHorizontalSpacing(SPACE[2])
        times.addWidget(self.fields["taken_start"], 0, 0)
        times.addWidget(self.fields["taken_end"], 0, 1)
        self.body.addLayout(times)
        self.reason = ReasonBox(context, ReasonKind.COMPLETE)
        self.reason.activated.connect(lambda _row: self.fields["reason"].set_error(""))
        self.remark = Lines("complete_remark", rows=3)
        self.add("reason", self.reason.words, self.reason)
        self.add("remark", _("Remark (internal)"), self.remark)
        self.body.addWidget(self.problem)

    def _likely_end(self, context: Context, begun: datetime) -> str:
        """Now, or the planned end when the day of the appointment is over."""
        now = local(context.clinic.now(), self.view.zone)
        if now.date() == self._wall.date() and context.clinic.now() >= begun:
            return time_of(now)
        return time_of(self.view.wall_end or self._wall)

    def act(self) -> Act | None:
        start, end = self._instant("taken_start", self.start), self._instant("taken_end", self.end)
        if missing := self.reason.missing():
            self.fields["reason"].set_error(missing)
            self.reason.setFocus()
            return None
        if start is None or end is None:
            return None
        return Act(
            Action.COMPLETE,
            self.view.id,
            self.view.version,
            reason_id=self.reason.reason_id(),
            remark=self.remark.toPlainText(),
            taken_start=start,
            taken_end=end,
        )

    def take_over(self, act: Act) -> None:
        for line, instant in ((self.start, act.taken_start), (self.end, act.taken_end)):
            if instant is not None:
                line.setText(time_of(local(instant, self.view.zone)))
        self.reason.choose(act.reason_id)
        self.remark.setPlainText(act.remark)

    def _instant(self, name: str, line: QLineEdit) -> datetime | None:
        wall = read_when(line.text(), self._wall.replace(hour=0, minute=0), self._wall.date())
        if wall is None:
            self.fields[name].set_error(_("Type a time such as {time}.").format(time=time_of(self._wall)))
            line.setFocus()
            return None
        try:
            return to_utc(wall, self.view.zone)
        except RuleBroken as problem:
            self.fields[name].set_error(sentence(problem))
            return None


class RemarkSheet(ActSheet):
    """An outcome with its reason and a remark for the record."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, view, action_text(action, view), _("Record it"), name="remark")
        self._action = action
        if action is Action.LEFT:
            self.warn_of_doses()
        is_left = action is Action.LEFT
        self.reason = ReasonBox(context, ReasonKind.CANCEL if is_left else ReasonKind.NO_SHOW, asked=not is_left)
        self.reason.activated.connect(lambda _row: self.fields["reason"].set_error(""))
        self.remark = Lines("outcome_remark", rows=3)
        if self.reason.has_choices:
            self.add("reason", self.reason.words, self.reason)
        self.add("remark", _("Remark (internal)"), self.remark)
        self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        if missing := self.reason.missing():
            self.fields["reason"].set_error(missing)
            self.reason.setFocus()
            return None
        return Act(
            self._action,
            self.view.id,
            self.view.version,
            reason_id=self.reason.reason_id(),
            remark=self.remark.toPlainText(),
        )

    def take_over(self, act: Act) -> None:
        self.reason.choose(act.reason_id)
        self.remark.setPlainText(act.remark)


class MistakeSheet(TellingSheet):
    """It should never have been there: why, which is always needed, and what becomes of it."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        words = _("Hide it")
        super().__init__(parent, context, view, action_text(action, view), name="mistake", accept=words)
        self.say(
            _("It is hidden from the calendar and the lists, and its time is free. Only managers see it then."),
            "mistake_words",
        )
        self.warn_of_doses()
        self.why = Lines("mistake_reason", rows=3)
        self.why.textChanged.connect(lambda: self.fields["reason"].set_error(""))
        self.add("reason", _("Why it is a mistake (needed)"), self.why)
        if view.status in _EXPECTED and not view.past:
            self.add_telling()
        else:  # it is over: nobody is told that it is off
            self.notify.setChecked(False)
            self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        if not self.why.toPlainText().strip():
            self.fields["reason"].set_error(_("Say why. It stays in the history."))
            self.why.setFocus()
            return None
        return replace(self.telling(Action.MISTAKE), remark=self.why.toPlainText())

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.why.setPlainText(act.remark)


class ConfirmSheet(ActSheet):
    """The services ask whether it is meant: on another day, before the start."""

    def __init__(self, parent: QWidget, view: AppointmentView, act: Act, problem: RuleBroken) -> None:
        words = action_text(act.action, view)
        super().__init__(parent, view, words, words, name="confirm")
        self._act = act
        self.body.addWidget(label(sentence(problem), wrap=True, name="confirm_words"))
        self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        return self._act
