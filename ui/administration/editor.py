"""The form beside a list: fields with their errors, what the change would break before it is saved, nothing lost."""

from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem, RuleBroken
from frontdesk.services.schedule_forms import Removal, Saved
from ui.administration.changed import ChangedSheet
from ui.administration.editor_frame import EditorFoot, EditorHead
from ui.administration.planning import Planning
from ui.problems import by_field, sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Field, field
from ui.widgets.following import FollowingArea

WIDTH = 440
_LONGEST_LINE = WIDTH + 120
"""Longer lines read badly where the form has the list's place."""


class PlanEditor(QFrame):
    """`begin` it with a form; it says `saved` with what the services answered, or `closed`.

    A subclass puts its fields into `body` with `add`, and writes `form`, `fill`, `latest` and what is said.
    """

    saved = Signal(object)
    closed = Signal()
    fields_changed = Signal()
    """Other fields stand in it, which may want more room."""

    def __init__(self, context: Context, name: str, host: QWidget) -> None:
        """`name` begins the names of the controls; sheets lie over `host`."""
        super().__init__()
        self.setObjectName(f"{name}_editor")
        self.setProperty("surface", True)
        self.context = context
        self.name = name
        self.fields: dict[str, Field] = {}
        self.version = 0
        """Of what is edited, as it was seen."""
        self.clock_zone = context.choices.centers[0].zone if context.choices.centers else "UTC"
        """Of the center that is edited."""
        self.host = host
        """What sheets lie over."""
        self._before: Any = None
        self.body = QVBoxLayout()
        self.head = EditorHead(name)
        self.foot = EditorFoot(name)
        self.planning = self.make_planning()
        self._lay_out()
        self._join()

    # What a subclass writes

    def lay_out_fields(self) -> None:
        """Make the fields and put them into `body`."""
        raise NotImplementedError

    def make_planning(self) -> Planning:
        """How what is typed is saved: by way of what it would break."""
        return Planning(self.context, self.host, self)

    def form(self) -> Any:
        """What stands in the fields, as typed: a frozen dataclass."""
        raise NotImplementedError

    def fill(self, form: Any) -> None:
        """Show this form in the fields, and take over its version."""
        raise NotImplementedError

    def latest(self, form: Any) -> Any:
        """The same thing as it is saved now; runs aside. Raises RuleBroken `plan.gone`."""
        raise NotImplementedError

    def removal(self) -> Removal | None:
        """What takes away that which is edited; None where it cannot be taken away."""
        return None

    def removal_words(self) -> str:
        """What follows from taking it away, before it is done."""
        return ""

    def done_words(self, form: Any) -> str:
        """What the notice says when it is saved, or taken away."""
        raise NotImplementedError

    def value_words(self, name: str, value: object) -> str:
        """A value of a field as a person says it, for the comparison."""
        del name
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return _("nothing") if value in (None, "") else str(value)

    def field_names(self) -> frozenset[str]:
        """The names by which problems are shown at a field."""
        return frozenset(self.fields)

    def compared(self) -> Mapping[str, str]:
        """The words of what may have been changed elsewhere, by the names of `ChangedElsewhere.changes`."""
        return {name: one.label.text() for name, one in self.fields.items()}

    # What the section calls

    def wanted_width(self) -> int:
        """As wide as all fields can be seen, and as forms are at least: words are longer in other languages."""
        return min(max(WIDTH, self._inside.minimumSizeHint().width()), _LONGEST_LINE) + 1

    def add(self, name: str, words: str, editor: QWidget, hint: str = "") -> Field:
        """Make a field of that name; `RuleBroken.fields` finds it by it."""
        self.fields[name] = field(words, editor, hint=hint)
        return self.fields[name]

    def begin(self, title: str, form: Any) -> None:
        """Show this form, nothing typed yet."""
        self.planning.stop()
        self.head.set_title(title)
        self.fill(form)
        self._before = self.form()
        self.show_errors({})
        self.foot.reset(can_remove=self.removal() is not None)

    def focus_first(self) -> None:
        """Go to the first field that shows."""
        first = next((one for one in self.fields.values() if not one.isHidden()), None)
        if first is not None:
            first.editor.setFocus()

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self._before is not None and self.form() != self._before

    def may_leave(self) -> bool:
        """Whether it can be left as it is; where not, it asks. Never while something is being saved or decided."""
        if not self.planning.idle:
            return False
        if self.typed() and not self.foot.question.asking:
            self.leave()
        return not self.typed()

    def leave(self) -> None:
        """Leave, asking first when something typed would be lost; what is only looked at is stopped."""
        if not self.planning.idle:
            self.planning.stop()
        elif self.foot.question.asking:
            self.foot.question.keep.click()
        elif self.typed():
            self.foot.question.ask(_("Leave without saving? What you typed is dropped."))
        else:
            self.closed.emit()

    def save(self) -> None:
        """See what it would break, then save it."""
        self.show_errors({})
        self.planning.begin(self.form())

    def remove(self) -> None:
        """See what breaks without it, then take it away."""
        removal = self.removal()
        if removal is not None:
            self.planning.begin(removal, self.removal_words())

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, and go to the first that is."""
        self.foot.say("")
        for name, one in self.fields.items():
            one.set_error(errors.get(name, ""))
        wrong = next((one for name, one in self.fields.items() if name in errors), None)
        if wrong is not None:
            wrong.editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves, or presses the button that has the focus; Escape leaves."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and not focused.isCheckable():
                focused.click()
            else:
                self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fields_changed.emit()
        return False

    # Inside

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        inside.setProperty("scrolled", True)
        inside.setMaximumWidth(_LONGEST_LINE)
        inside.setLayout(self.body)
        inside.installEventFilter(self)
        self.body.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self.body.setSpacing(SPACE[2])
        self.lay_out_fields()
        self.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        area = FollowingArea()
        area.setWidget(inside)
        column.addWidget(area, 1)
        column.addWidget(self.foot)

    def _join(self) -> None:
        self.foot.save.clicked.connect(self.save)
        self.foot.cancel.clicked.connect(self.leave)
        self.foot.remove.clicked.connect(self.remove)
        self.foot.question.meant.connect(self._drop)
        self.foot.question.kept.connect(self.focus_first)
        self.planning.busy_changed.connect(self._busy)
        self.planning.saved.connect(self._saved)
        self.planning.finished.connect(self.saved)
        self.planning.refused.connect(self._refused)

    def _drop(self) -> None:
        self._before = None
        self.closed.emit()

    def _busy(self, busy: bool) -> None:
        self.foot.set_busy(busy=busy, looking=self.planning.looking)

    def _saved(self, form: Any, _saved: Saved) -> None:
        self._before = None
        self.context.notices.show(self.done_words(form))

    def _refused(self, problem: Problem) -> None:
        if isinstance(problem, ChangedElsewhere):
            self._show_changed(problem)
            return
        found = by_field(problem, self.field_names())
        self.show_errors(found)
        if not found:
            self.foot.say(sentence(problem))

    def _show_changed(self, problem: ChangedElsewhere) -> None:
        """Show what others changed, and take it over where this person typed nothing."""
        rows = [
            (words, *(self.value_words(name, value) for value in problem.changes[name]))
            for name, words in self.compared().items()
            if name in problem.changes
        ]
        sheet = ChangedSheet(self.host, problem, [(what, was, now) for what, was, now in rows], self.clock_zone)
        sheet.accepted.connect(sheet.close_sheet)
        sheet.open()
        form = self.form()
        self.context.tasks.run(lambda: self.latest(form), self._take_over, self._refused, key=f"{self.name}.latest")

    def _take_over(self, now: Any) -> None:
        mine, before = self.form(), self._before
        self.fill(now)
        self._before = self.form()
        if before is not None:
            self.fill(merged(mine, before, self._before))


def still_there(views: Iterable[Any], number: int | None) -> Any:
    """The view of that id. Raises RuleBroken `plan.gone` where it is no more."""
    for view in views:
        if view.id == number:
            return view
    raise RuleBroken("plan.gone")


def merged(mine: Any, before: Any, now: Any) -> Any:
    """What a person typed over what others saved meanwhile: fields they did not touch take the newer value."""
    names = [one.name for one in dataclass_fields(now) if one.name != "version"]
    return replace(now, **{name: getattr(mine, name) for name in names if getattr(mine, name) != getattr(before, name)})
