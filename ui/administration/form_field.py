"""The box in which one field of a form is set: whether it is required; of the clinic's own also what it is called."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.rules.words import QuestionKind
from frontdesk.views.form_layout import ALWAYS_FILLED, FIXED, FieldLayout
from ui.form_words import field_name, kind_word
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import field, label

_LINES = 84
"""Height of the choices, logical pixels."""


class FieldBox(QFrame):
    """`changed` with the field as it is now whenever a person changes it."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form_field")
        self._shown: FieldLayout | None = None
        self._heading = label("", style="heading", wrap=True, name="form_field_heading")
        self._kind = label("", style="small", wrap=True, name="form_field_kind")
        self.required = QCheckBox(_("Required"))
        self.required.setObjectName("form_field_required")
        self.name = QLineEdit()
        self.name.setObjectName("form_field_name")
        self.name.setMaxLength(300)
        self.choices = QPlainTextEdit()
        self.choices.setObjectName("form_field_choices")
        self.choices.setTabChangesFocus(True)
        self.choices.setFixedHeight(_LINES)
        self.name_field = field(_("Name"), self.name)
        self.choices_field = field(_("To choose from, one in each line"), self.choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[1])
        for part in (self._heading, self._kind, self.name_field, self.choices_field, self.required):
            column.addWidget(part)
        self.required.clicked.connect(lambda on: self._say(required=on))
        self.name.textEdited.connect(lambda text: self._say(name=text))
        self.choices.textChanged.connect(lambda: self._say(choices=tuple(self.choices.toPlainText().splitlines())))

    def show_field(self, one: FieldLayout | None) -> None:
        """Show this field, or none."""
        same = one is not None and self._shown is not None and one.code == self._shown.code
        self._shown = one
        self.setVisible(one is not None)
        if one is None:
            return
        self._heading.setText(field_name(one) or _("New field"))
        self._kind.setText(_kind_words(one))
        self.required.setChecked(one.required)
        self.required.setEnabled(one.shown and one.code not in FIXED | ALWAYS_FILLED)
        self.name_field.setVisible(one.own)
        self.choices_field.setVisible(one.kind is QuestionKind.CHOICE)
        if same:
            return
        self.name.setText(one.name)
        self.choices.blockSignals(True)
        self.choices.setPlainText("\n".join(one.choices))
        self.choices.blockSignals(False)
        for each in (self.name_field, self.choices_field):
            each.set_error("")

    def refuse(self, part: str, words: str) -> None:
        """Say what is wrong with the `name` or the `choices`."""
        wrong = {"name": self.name_field, "choices": self.choices_field}.get(part)
        if wrong is not None:
            wrong.set_error(words)
            wrong.editor.setFocus()

    def _say(self, **changes: object) -> None:
        if self._shown is not None:
            changed = replace(self._shown, **changes)  # type: ignore[arg-type]  # named by the callers above
            self._shown = changed
            self._heading.setText(field_name(changed) or _("New field"))
            (self.choices_field if "choices" in changes else self.name_field).set_error("")
            self.changed.emit(changed)


def _kind_words(one: FieldLayout) -> str:
    if one.kind is not None:
        return _("A field of your own: {kind}").format(kind=kind_word(one.kind).lower())
    if one.code in FIXED:
        return _("Nobody can be kept without it.")
    return _("Something is always chosen in it.") if one.code in ALWAYS_FILLED else ""
