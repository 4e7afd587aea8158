"""What is done with many appointments: cancel, move or reassign, with class and reason, where to, and one message."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Action, CancelClass, ReasonKind
from frontdesk.services.many_forms import Item, ManyForm
from ui.many.day_line import DayLine
from ui.many.words import action_choices, class_choices
from ui.problems import by_field
from ui.shell.context import Context
from ui.texts import _, day_short, ngettext
from ui.theme import SPACE
from ui.widgets import Segmented, field
from ui.widgets.dropdown import DropDown
from ui.widgets.tick import Tick

_LONGEST = 4000
_LATER = (1, 7, 14, 28)
"""Days by which all are moved at the same time of day."""


class WhatPart(QWidget):
    """`action_changed` when another action is chosen; `form` is None while a day cannot be read, which is then said."""

    action_changed = Signal()

    def __init__(self, context: Context, today: date, from_day: date) -> None:
        """Moved are they from `from_day` on, unless another is typed."""
        super().__init__()
        self._context = context
        self._today = today
        self.action = Segmented(action_choices(), name="many_action", what=_("What to do"))
        self.action.set_value(Action.CANCEL)
        self._make_cancel()
        self._make_move(from_day)
        self.to = DropDown(name="many_to", what=_("To"))
        self.message = QLineEdit()
        self.message.setObjectName("many_message")
        self.message.setMaxLength(_LONGEST)
        self.notify = Tick(_("Tell them by e-mail"), name="many_notify")
        self.notify.setChecked(True)
        self.message_field = field(_("Message to all of them"), self.message)
        self._lay_out()
        self.action.chosen.connect(self._chosen)
        self.offer_clinicians(None)

    def _make_cancel(self) -> None:
        self.kind = DropDown(name="many_class", what=_("Who it lay with"))
        for kind, word in class_choices():
            self.kind.addItem(word, kind)
        self.reason = DropDown(name="many_reason", what=_("Reason"))
        self.reason.addItem(_("No reason given"), None)
        for one in self._context.choices.reasons:
            if one.kind is ReasonKind.CANCEL:
                self.reason.addItem(one.name, one.id)

    def _make_move(self, from_day: date) -> None:
        self.move_to = DropDown(name="many_move_to", what=_("To"))
        self.move_to.addItem(_("The next free time"), None)
        for days in _LATER:
            self.move_to.addItem(later_words(days), days)
        self.from_ = DayLine("many_from", from_day)
        self.from_field = field(_("From"), self.from_)
        self.agreed = Tick(_("The consumers have agreed"), name="many_agreed")
        self.agreed.setMinimumHeight(self.from_.sizeHint().height())  # it stands level with the line beside it
        self.move_to.activated.connect(lambda _row: self._show_from())

    def _lay_out(self) -> None:
        cancel = _row((field(_("Who it lay with"), self.kind), 1), (field(_("Reason"), self.reason), 2))
        move = _row((field(_("To"), self.move_to), 3), (self.from_field, 2), (self.agreed, 3))
        give = _row((field(_("To"), self.to), 1), (QWidget(), 1))
        self._stack = QStackedLayout()
        for part in (cancel, move, give):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self.action)
        column.addLayout(self._stack)
        column.addWidget(self.message_field)
        column.addWidget(self.notify)

    def chosen_action(self) -> Action:
        """What is to be done."""
        found = self.action.value()
        return found if isinstance(found, Action) else Action.CANCEL

    def offer_clinicians(self, center_id: int | None) -> None:
        """To whom they can be given: those of a center, or all."""
        chosen = self.to.currentData()
        self.to.clear()
        self.to.addItem(_("Whoever is free and able"), None)
        for one in self._context.choices.clinicians:
            if center_id is None or center_id in one.center_ids:
                self.to.addItem(one.name, one.id)
        self.to.setCurrentIndex(max(0, self.to.findData(chosen)))

    def form(self, items: tuple[Item, ...]) -> ManyForm | None:
        """All that was filled in, for these."""
        action = self.chosen_action()
        from_day = shift_days = None
        if action is Action.RESCHEDULE:
            shift_days = self.move_to.currentData()
            from_day = self.from_.day(self._today)
            if shift_days is None and from_day is None:
                words = _("Type a day such as {day}.").format(day=day_short(self._today))
                self.from_field.set_error(words)
                self.from_.setFocus()
                return None
        self.from_field.set_error("")
        kind = self.kind.currentData()
        return ManyForm(
            action,
            items,
            message=self.message.text(),
            notify=self.notify.isChecked(),
            reason_id=self.reason.currentData() if action is Action.CANCEL else None,
            cancel_class=CancelClass(kind),
            from_day=from_day if shift_days is None else None,
            shift_days=shift_days,
            agreed=action is Action.RESCHEDULE and self.agreed.isChecked(),
            clinician_id=self.to.currentData() if action is Action.REASSIGN else None,
        )

    def refuse(self, problem: Problem) -> bool:
        """Say it beside its field; whether there is one."""
        words = by_field(problem, frozenset({"message"})).get("message", "")
        self.message_field.set_error(words)
        return bool(words)

    def _chosen(self, action: object) -> None:
        places = (Action.CANCEL, Action.RESCHEDULE, Action.REASSIGN)
        self._stack.setCurrentIndex(places.index(Action(str(action))))
        self.action_changed.emit()

    def choose(self, action: Action) -> None:
        """Choose that action."""
        self.action.set_value(action)
        self._chosen(action)

    def _show_from(self) -> None:
        self.from_field.setVisible(self.move_to.currentData() is None)


def later_words(days: int) -> str:
    """The same time, a day or some weeks later."""
    if days % 7:
        return ngettext("{count} day later", "{count} days later", days).format(count=days)
    weeks = days // 7
    return ngettext("{count} week later", "{count} weeks later", weeks).format(count=weeks)


def _row(*parts: tuple[QWidget, int]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE[2])
    for part, share in parts:
        at_foot = isinstance(part, Tick)
        row.addWidget(part, share, Qt.AlignmentFlag.AlignBottom if at_foot else Qt.AlignmentFlag.AlignTop)
    return made
