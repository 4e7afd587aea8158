"""An editor for the answer to one question, by the question's kind; it gives the answer in the form it is kept in."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from frontdesk.rules.words import QuestionKind
from ui.texts import _
from ui.when import read_day
from ui.widgets.dropdown import DropDown
from ui.widgets.segmented import Segmented

_LONGEST = 4000


class AnswerEditor(QWidget):
    """`value` is as the records keep it: `yes`/`no`, an ISO date, a decimal number, a choice, or the text."""

    changed = Signal()
    answered = Signal()

    def __init__(  # a question has this many parts
        self, kind: QuestionKind, choices: Sequence[str], *, name: str, what: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setObjectName(f"{name}_editor")
        self.inner: QWidget = self._make(choices, name, what)
        self.inner.setAccessibleName(what)
        self.setFocusProxy(self.inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.inner)

    def _make(self, choices: Sequence[str], name: str, what: str) -> QWidget:
        if self.kind is QuestionKind.YES_NO:
            answer = YesNo(name=name, what=what)
            answer.chosen.connect(self._answered)
            return answer
        if self.kind is QuestionKind.CHOICE:
            box = DropDown(name=name)
            box.setPlaceholderText(_("Choose"))
            box.addItems(list(choices))
            box.setCurrentIndex(-1)
            box.activated.connect(self._answered)
            return box
        line = QLineEdit()
        line.setObjectName(name)
        line.setMaxLength(_LONGEST)
        if self.kind is QuestionKind.DATE:
            line.setPlaceholderText(_("24.11.2026"))
        line.textChanged.connect(lambda _text: self.changed.emit())
        return line

    def _answered(self) -> None:
        self.changed.emit()
        self.answered.emit()

    def value(self) -> str:
        """The answer as it is kept, empty when there is none; what cannot be read is given as typed."""
        if isinstance(self.inner, YesNo):
            return str(self.inner.value() or "")
        if isinstance(self.inner, QComboBox):
            return self.inner.currentText()
        return _kept(self.kind, self._typed())

    def set_value(self, value: str) -> None:
        """Show an answer that was kept."""
        if isinstance(self.inner, YesNo):
            self.inner.set_value(value or None)
        elif isinstance(self.inner, QComboBox):
            self.inner.setCurrentIndex(self.inner.findText(value))
        elif isinstance(self.inner, QLineEdit):
            self.inner.setText(value)

    def problem(self) -> str:
        """What is wrong with what was typed, in words; empty when it can be kept."""
        typed = self._typed()
        if self.kind is QuestionKind.NUMBER and typed and not _is_number(typed):
            return _("Please type a number, such as 2 or 37.5.")
        if self.kind is QuestionKind.DATE and typed and read_day(typed) is None:
            return _("Please type a date, such as 24.11.2026.")
        return ""

    def take_focus(self) -> None:
        """Put the focus where the answer is given."""
        inner = self.inner
        (inner.first() if isinstance(inner, YesNo) else inner).setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self) -> str:
        return self.inner.text().strip() if isinstance(self.inner, QLineEdit) else ""


class YesNo(Segmented):
    """No and Yes; the letters N and Y choose."""

    def __init__(self, *, name: str, what: str) -> None:
        super().__init__((("no", _("No")), ("yes", _("Yes"))), name=name, what=what)
        for each in self.findChildren(QWidget):
            each.installEventFilter(self)

    def first(self) -> QWidget:
        """The segment that takes the focus: the chosen one, else the first."""
        wanted = 1 if self.value() == "yes" else 0
        return self.findChild(QWidget, f"{self.objectName()}_{wanted}") or self

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            letter = event.text().casefold()
            wanted = next((value for value, word in _letters() if letter and letter == word[:1].casefold()), None)
            if wanted is not None:
                self.set_value(wanted)
                self.chosen.emit(wanted)
                return True
        return False


def _letters() -> tuple[tuple[str, str], tuple[str, str]]:
    return ("no", _("No")), ("yes", _("Yes"))


def _kept(kind: QuestionKind, typed: str) -> str:
    if kind is QuestionKind.DATE:
        found = read_day(typed)
        return found.isoformat() if found else typed
    return typed.replace(",", ".") if kind is QuestionKind.NUMBER else typed


def _is_number(typed: str) -> bool:
    try:
        return Decimal(typed.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False
