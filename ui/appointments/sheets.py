"""The small forms that an action asks for: cancel, complete, a remark, or whether it is meant."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.times import to_utc
from frontdesk.rules.words import Action, CancelClass, ReasonKind
from frontdesk.services.forms import Act
from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import action_text
from ui.appointments.words import cancel_class_word, later_doses
from ui.problems import by_field, sentence
from ui.shell.context import Context
from ui.texts import _, day_short, local, time_of
from ui.theme import SPACE
from ui.when import read_when
from ui.widgets import Field, Segmented, Sheet, field, label
from ui.widgets.dropdown import DropDown
from ui.widgets.tick import Tick

WIDTH = 312


class Lines(QPlainTextEdit):
    """Text of several lines in which Enter belongs to the sheet and Shift+Enter begins a line."""

    def __init__(self, name: str, rows: int = 2) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            event.ignore()
        else:
            super().keyPressEvent(event)


def telling_box(view: AppointmentView, name: str) -> Tick:
    """Whether to tell the consumer, or that nobody knows where to write to."""
    known = bool(view.consumer_email)
    made = Tick(_("Tell the consumer by e-mail") if known else _("No e-mail address to write to"), name=name)
    made.setChecked(known)
    made.setEnabled(known)
    return made


class ActSheet(Sheet):
    """A sheet that ends in an Act: `meant` carries it. A refusal stands beside its field and loses nothing."""

    meant = Signal(object)

    def __init__(self, parent: QWidget, view: AppointmentView, title: str, accept: str, *, name: str) -> None:
        super().__init__(parent, title, accept, name=name, leave=_("Back"), width=WIDTH)
        self.view = view
        self.fields: dict[str, Field] = {}
        self.problem = label("", style="error", wrap=True, name=f"{name}_problem")
        self.problem.hide()
        self._confirmed = False
        self.is_waiting = False
        """It was sent, and the database does not say whether it was saved."""
        self.accepted.connect(self._accept)

    def act(self) -> Act | None:
        """What was filled in; None when something is wrong, which is then said."""
        raise NotImplementedError

    def refuse(self, problem: Problem) -> None:
        """Show what the services said."""
        self.rest()
        found = by_field(problem, frozenset(self.fields))
        for name, words in found.items():
            self.fields[name].set_error(words)
        self.problem.setText("" if found else sentence(problem))
        self.problem.setVisible(not found)

    def ask_again(self, problem: RuleBroken) -> None:
        """Ask whether it is meant; accepting once more says so, with everything that was filled in."""
        self.rest()
        self._confirmed = True
        self.problem.setText(sentence(problem))
        self.problem.show()
        if self.accept_button is not None:
            self.accept_button.setText(_("Yes, do it"))

    def wait(self) -> None:
        """Say that it is not known whether it was saved; what was filled in stays, and Escape still leaves."""
        self.is_waiting = True
        self.say_waiting(_("Checking whether it was saved… The database does not answer. What you typed is kept."))
        self.enable(on=False)
        self.setFocus()

    def rest(self) -> None:
        """It is known now."""
        if self.is_waiting:
            self.is_waiting = False
            self.enable(on=True)

    def say_waiting(self, words: str) -> None:
        """Where the sheet says it."""
        self.problem.setText(words)
        self.problem.show()

    def enable(self, *, on: bool) -> None:
        """Let it be filled in and accepted, or not."""
        for part in self.fields.values():
            part.setEnabled(on)
        if self.accept_button is not None:
            self.accept_button.setEnabled(on)

    def warn_of_doses(self) -> None:
        """Say which doses go with this one."""
        if later := later_doses(self.view):
            words = _("This cancels {doses} too: a later dose does not stand alone.").format(doses=later)
            self.body.addWidget(label(words, style="warning", wrap=True, name="cancel_doses"))

    def add(self, name: str, words: str, editor: QWidget) -> None:
        """Put a field into the sheet."""
        self.fields[name] = field(words, editor)
        self.body.addWidget(self.fields[name])

    def _accept(self) -> None:
        act = self.act()
        if act is not None:
            self.meant.emit(replace(act, confirmed=True) if self._confirmed else act)


class CancelSheet(ActSheet):
    """Whom it lay with, the reason from the clinic's list, and what to tell the consumer."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, view, action_text(action, view), _("Cancel appointment"), name="cancel")
        classes = (CancelClass.CONSUMER, CancelClass.CLINIC, CancelClass.OTHER)
        self.kind = Segmented(
            [(one, cancel_class_word(one)) for one in classes],
            name="cancel_class",
            what=_("Who it lay with"),
            room=WIDTH - 2 * SPACE[4],
        )
        self.kind.set_value(CancelClass.CONSUMER)
        self.reason = reasons_box(context, ReasonKind.CANCEL)
        self.message = Lines("cancel_message")
        self.notify = telling_box(view, "cancel_notify")
        self.warn_of_doses()
        self.add("cancel_class", _("Who it lay with"), self.kind)
        self.add("reason", _("Reason"), self.reason)
        self.add("message", _("Message to the consumer"), self.message)
        self.body.addWidget(self.notify)
        self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        kind = self.kind.value()
        return Act(
            Action.CANCEL,
            self.view.id,
            self.view.version,
            message=self.message.toPlainText(),
            notify=self.notify.isChecked(),
            reason_id=self.reason.currentData(),
            cancel_class=kind if isinstance(kind, CancelClass) else None,
        )


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
        self.reason = reasons_box(context, ReasonKind.COMPLETE)
        self.remark = Lines("complete_remark", rows=3)
        self.add("reason", _("Reason"), self.reason)
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
        if start is None or end is None:
            return None
        return Act(
            Action.COMPLETE,
            self.view.id,
            self.view.version,
            reason_id=self.reason.currentData(),
            remark=self.remark.toPlainText(),
            taken_start=start,
            taken_end=end,
        )

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
    """An outcome with a remark for the record."""

    def __init__(self, parent: QWidget, _context: Context, view: AppointmentView, action: Action) -> None:
        super().__init__(parent, view, action_text(action, view), _("Record it"), name="remark")
        self._action = action
        if action is Action.LEFT:
            self.warn_of_doses()
        self.remark = Lines("outcome_remark", rows=3)
        self.add("remark", _("Remark (internal)"), self.remark)
        self.body.addWidget(self.problem)

    def act(self) -> Act | None:
        return Act(self._action, self.view.id, self.view.version, remark=self.remark.toPlainText())


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


def reasons_box(context: Context, kind: ReasonKind) -> DropDown:
    """The clinic's reasons of a kind; none chosen at first."""
    box = DropDown(name="reason_box", what=_("Reason"))
    box.addItem(_("No reason given"), None)
    for reason in context.choices.reasons:
        if reason.kind is kind:
            box.addItem(reason.name, reason.id)
    return box
