"""One thing that is written on an appointment: its name, value and earlier values; corrected where it stands."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.rules.words import QuestionKind
from ui.appointments.earlier import EarlierTexts
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, icon_button, label
from ui.widgets.answer import AnswerEditor
from ui.widgets.comparison import Comparison
from ui.widgets.scrolled import empty_layout

_READABLE = 560
"""Width of a line that is still read easily, logical pixels: its buttons stand right after it."""


class WrittenLine(NamedTuple):
    """What a row shows: `value` as it is kept, `text` as people read it, empty for none; `seen` tells versions apart.

    `stamp` says when and by whom, `by` who wrote it last; `earlier` are sentences, newest first.
    """

    key: int
    word: str
    kind: QuestionKind
    choices: tuple[str, ...]
    value: str
    text: str
    none: str
    stamp: str
    by: str
    earlier: tuple[str, ...]
    seen: int | str


class WrittenRow(QFrame):
    """`save_wanted` for what was typed, which stays through every reload; what others write meanwhile is told."""

    save_wanted = Signal()

    def __init__(self, line: WrittenLine, *, name: str, correct: str, copied: Callable[[str], None] | None) -> None:
        """`correct` is the word of the button that begins; `copied` is told of a value that was copied."""
        super().__init__()
        self.line = line
        self.setObjectName(f"{name}_row_{line.key}")
        self.editor: AnswerEditor | None = None
        self.seen: int | str = line.seen
        self._seen_text = line.text
        self._copied = copied
        self.value = _copyable(name=f"{name}_{line.key}")
        self.stamp = label("", style="small", wrap=True, name=f"{name}_stamp_{line.key}")
        self.problem = label("", style="error", wrap=True, name=f"{name}_problem_{line.key}")
        self.edit = _small("ph.pencil-simple", f"{correct}: {line.word}", f"correct_{name}_{line.key}")
        self.copy = _small("ph.copy", _("Copy: {name}").format(name=line.word), f"copy_{name}_{line.key}")
        self.earlier = EarlierTexts(name=f"{name}_earlier_{line.key}")
        self._name = name
        self._editing = QVBoxLayout()
        self._editing.setSpacing(SPACE[1])
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE[1])
        self.edit.clicked.connect(self.begin)
        self.copy.clicked.connect(self._copy)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(_READABLE)
        words = QVBoxLayout(column)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(label(self.line.word, style="small", wrap=True))
        for part in (self.value, self.stamp, self.earlier):
            words.addWidget(part)
        words.addLayout(self._editing)
        words.addWidget(self.problem)
        words.addLayout(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(column, _READABLE)
        for made in (self.copy, self.edit):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.problem.hide()

    def show_line(self, line: WrittenLine, *, may_edit: bool) -> None:
        """Show it as it is now; an editor that is open keeps what was typed, and is told what somebody else wrote."""
        self.line = line
        self.value.setText(line.text or line.none)
        self.value.setProperty("look", "normal" if line.text else "muted")
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.stamp.setText(line.stamp)
        self.earlier.show_texts(line.earlier)
        if self.editor is not None and line.seen != self.seen:
            self._tell_changed(line)
        self._show_parts(may_edit=may_edit)

    def _show_parts(self, *, may_edit: bool) -> None:
        editing = self.editor is not None
        self.value.setVisible(not editing)
        self.stamp.setVisible(bool(self.line.stamp) and not editing)
        self.edit.setVisible(may_edit and not editing)
        self.copy.setVisible(self._copied is not None and bool(self.line.text) and not editing)
        room = self.copy.sizePolicy()
        room.setRetainSizeWhenHidden(self._copied is not None and not editing)  # the pencils stand under each other
        self.copy.setSizePolicy(room)

    def begin(self) -> None:
        """Begin to correct it."""
        self.seen, self._seen_text = self.line.seen, self.line.text
        self.editor = AnswerEditor(self.line.kind, self.line.choices, name="correct_editor", what=self.line.word)
        self.editor.set_value(self.line.value)
        save = button(_("Save"), name=f"save_{self._name}", primary=True, hint=_("Enter"))
        leave = button(_("Cancel"), name=f"leave_{self._name}")
        save.clicked.connect(self.save)
        leave.clicked.connect(self.leave)
        self._buttons.setContentsMargins(0, SPACE[1], 0, SPACE[1])
        self._buttons.addStretch(1)
        self._buttons.addWidget(leave)
        self._buttons.addWidget(save)
        self._editing.addWidget(self.editor)
        self.say("")
        self._show_parts(may_edit=True)
        self.editor.take_focus()

    def leave(self) -> None:
        """Leave it as it was."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.editor = None
        empty_layout(self._editing)
        empty_layout(self._buttons)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self.say("")
        self._show_parts(may_edit=True)
        if had_focus:
            self.edit.setFocus()

    def save(self) -> None:
        """Ask for what was typed to be saved, unless it is wrong, which is said beside it."""
        if self.editor is None:
            return
        words = self.editor.problem()
        self.say(words)
        if not words:
            self.save_wanted.emit()

    def say(self, words: str) -> None:
        """Say beside it what is wrong; nothing for an empty text."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if self.editor is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            focused.click() if isinstance(focused, QPushButton) and not self._answers(focused) else self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _answers(self, part: QWidget) -> bool:
        return self.editor is not None and self.editor.isAncestorOf(part)

    def _tell_changed(self, line: WrittenLine) -> None:
        """Both texts beside the editor; who saves now has seen the other's and replaces it."""
        was, now = self._seen_text or line.none, line.text or line.none
        old = self.findChild(Comparison)
        if old is not None:
            self._editing.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._editing.insertWidget(0, Comparison([(_("Saved"), was, now)], name=f"{self._name}_comparison"))
        who = line.by or _("Somebody else")
        self.say(_("{who} changed it meanwhile. What you typed is kept: Save replaces theirs.").format(who=who))
        self.seen, self._seen_text = line.seen, line.text

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.value)
        if self._copied is not None:
            self._copied(self.line.word)


def _copyable(*, name: str) -> QLabel:
    made = label("", wrap=True, name=name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _small(icon: str, what: str, name: str) -> QPushButton:
    made = icon_button(icon, what, name=name)
    made.setIconSize(QSize(14, 14))
    return made
