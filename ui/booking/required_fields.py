"""What a clinic requires of every new consumer beyond what the booking form asks anyway: nothing, as delivered."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from frontdesk.services.forms import ConsumerForm
from frontdesk.views.choices import Choices
from frontdesk.views.form_layout import FieldLayout, Layout
from ui.form_words import field_name, named_choices
from ui.theme import SPACE
from ui.widgets import Choice, Field, field
from ui.widgets.answer import AnswerEditor


class RequiredFields(QWidget):
    """Hidden while there is nothing more to ask; `edited` with the code of a field."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_required")
        self.fields: dict[str, Field] = {}
        self._asked: Layout = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[1])
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.hide()

    def begin(self, choices: Choices, known: frozenset[str]) -> None:
        """Ask anew for what is required and not among the fields `known`."""
        self._asked = tuple(
            one for one in choices.consumer_form if one.shown and one.required and one.code not in known
        )
        for old in self.fields.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.fields = {}
        for place, one in enumerate(self._asked):
            made = field(field_name(one), self._editor(one, choices))
            made.label.setWordWrap(one.own)
            self.fields[one.code] = made
            self._grid.addWidget(made, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(self._asked))

    def _editor(self, one: FieldLayout, choices: Choices) -> QWidget:
        name = f"new_{one.code.replace('-', '_')}"
        if one.kind is not None:
            answer = AnswerEditor(one.kind, one.choices, name=name, what=one.name)
            answer.changed.connect(lambda: self.edited.emit(one.code))
            return answer
        if one.code in (offered := named_choices(choices)):
            box = Choice([(None, ""), *offered[one.code]], name=name)
            box.chosen.connect(lambda _value: self.edited.emit(one.code))
            return box
        line = QLineEdit()
        line.setObjectName(name)
        line.setMaxLength(2000)
        line.textEdited.connect(lambda _text: self.edited.emit(one.code))
        return line

    def filled(self, form: ConsumerForm) -> ConsumerForm:
        """The form with what stands in these fields."""
        typed: dict[str, Any] = {one.code: self._value(one.code) for one in self._asked if not one.own}
        own = {one.code: str(self._value(one.code)) for one in self._asked if one.own}
        return replace(form, **typed, own=form.own | own)

    def mark_missing(self, words: str) -> None:
        """Say at each field that is empty that it has to be filled in."""
        for code, one in self.fields.items():
            if self._value(code) in (None, "") and not one.error:
                one.set_error(words)

    def _value(self, code: str) -> object:
        editor = self.fields[code].editor
        if isinstance(editor, AnswerEditor | Choice):
            return editor.value()
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""
