"""The fields of the consumer form, laid out as the clinic chose, with their texts in and out."""

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from frontdesk.services.forms import ConsumerForm
from frontdesk.views.choices import Choices
from frontdesk.views.consumers import ConsumerDetails
from frontdesk.views.form_layout import FieldLayout, Layout, shown_fields
from ui.consumers.lists import languages
from ui.form_words import field_words, named_choices
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Choice, Field, field
from ui.widgets.answer import AnswerEditor

NAMES: Final = frozenset(one.name for one in dataclass_fields(ConsumerForm)) - {"own"}
_LINES: Final = ("user_id", "first_name", "last_name", "email", "phone", "title", "birth_date")
_LISTS: Final = ("department_id", "group_id", "language", "zone")


class ConsumerFields(QWidget):
    """`edited` with the name of the field a person typed in, `left` when they went on.

    What the layout does not show is kept as it was filled in.
    """

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("scrolled", True)
        self.by_name: dict[str, Field] = {}
        self.shown: Layout = ()
        self._named = named_choices(choices)
        self._offered_zones: tuple[tuple[str, str], ...] = ()
        self._filled = ConsumerForm("", "", "")
        self._zone = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[2])
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.set_layout(choices.consumer_form)

    def set_layout(self, layout: Layout) -> bool:
        """Show the fields of this layout, with what is typed in those that stay; False when they show already."""
        shown = shown_fields(layout)
        if shown == self.shown:
            return False
        typed = self.form() if self.by_name else self._filled
        for one in self.by_name.values():
            self._grid.removeWidget(one)
            one.hide()
            one.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self.by_name.clear()
        self.shown = shown
        self._lay_out()
        self.fill(typed)
        return True

    def _lay_out(self) -> None:
        place = 0
        for one in self.shown:
            made = self._made(one)
            self.by_name[one.code] = made
            wide = one.code == "remarks"
            place += place % 2 if wide else 0
            self._grid.addWidget(made, place // 2, place % 2, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += 2 if wide else 1
        self._grid.setRowStretch((place + 1) // 2, 1)
        previous: QWidget | None = None
        for made in self.by_name.values():
            if previous is not None:
                QWidget.setTabOrder(previous, made.editor)
            previous = made.editor

    def _made(self, one: FieldLayout) -> Field:
        word = one.name or field_words()[one.code]
        if one.required:
            word = _("{field} (required)").format(field=word)
        made = field(word, self._editor(one, word))
        made.label.setWordWrap(True)  # nobody knows how long a clinic's own names are, or those of a language
        return made

    def _editor(self, one: FieldLayout, word: str) -> QWidget:
        if one.kind is not None:
            answer = AnswerEditor(one.kind, one.choices, name=f"consumer_{one.code.replace('-', '_')}", what=word)
            answer.changed.connect(lambda: self.edited.emit(one.code))
            return answer
        if one.code in _LISTS:
            return self._list(one.code)
        return self._text() if one.code == "remarks" else self._line(one.code)

    def _list(self, code: str) -> Choice:
        offered: dict[str, Any] = {
            "language": languages(),
            "zone": self._offered_zones,
            **{each: self._named_of(each, None) for each in self._named},
        }
        box = Choice(offered[code], name=f"consumer_{code.removesuffix('_id')}")
        box.chosen.connect(lambda _value: self._chosen(code))
        return box

    def _text(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setObjectName("consumer_remarks")
        text.setTabChangesFocus(True)
        text.setFixedHeight(64)
        text.textChanged.connect(lambda: self.edited.emit("remarks"))
        return text

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(f"consumer_{name}")
        line.setMaxLength(2000)
        line.setPlaceholderText({"birth_date": _("14.03.1987"), "phone": _("+351 912 345 678")}.get(name, ""))
        line.textEdited.connect(lambda _text: self.edited.emit(name))
        line.editingFinished.connect(lambda: self.left.emit(name))
        return line

    def _chosen(self, name: str) -> None:
        box = self._editor_of(name)
        if name == "zone" and isinstance(box, Choice):
            self._zone = str(box.value() or "")
        self.edited.emit(name)

    def _editor_of(self, name: str) -> QWidget | None:
        return self.by_name[name].editor if name in self.by_name else None

    def line(self, name: str) -> QLineEdit:
        """The line of text of that field."""
        editor = self.by_name[name].editor
        if not isinstance(editor, QLineEdit):
            raise TypeError(name)
        return editor

    def _named_of(self, code: str, kept: object) -> list[tuple[object, str]]:
        """What such a list offers; what is kept and not offered any more stays, or saving would lose it."""
        offered = self._named[code]
        known = kept is None or any(value == kept for value, _word in offered)
        return [(None, _("None")), *offered, *([] if known else [(kept, _("Not in use any more"))])]

    def offer(self, choices: Choices) -> None:
        """Offer the departments and groups that there are now; what is chosen stays."""
        self._named = named_choices(choices)
        for code in self._named:
            box = self._editor_of(code)
            if isinstance(box, Choice):
                box.set_choices(self._named_of(code, box.value()))

    def set_zones(self, zones: tuple[tuple[str, str], ...]) -> None:
        """Offer these zones."""
        self._offered_zones = zones
        box = self._editor_of("zone")
        if isinstance(box, Choice):
            box.blockSignals(True)
            box.set_choices(zones)
            box.set_value(self._zone)
            box.blockSignals(False)

    def form(self) -> ConsumerForm:
        """What stands in the fields, as typed."""
        typed: dict[str, Any] = {}
        own: dict[str, str] = {}
        for name, one in self.by_name.items():
            editor = one.editor
            if isinstance(editor, AnswerEditor):
                own[name] = editor.value()
            elif isinstance(editor, QLineEdit):
                typed[name] = editor.text()
            elif isinstance(editor, QPlainTextEdit):
                typed[name] = editor.toPlainText()
            elif isinstance(editor, Choice):
                typed[name] = editor.value()
        if "language" in typed:
            typed["language"] = str(typed["language"] or "")
        return replace(self._filled, **{**typed, "zone": self._zone, "own": {**self._filled.own, **own}})

    def fill(self, form: ConsumerForm) -> None:
        """Show these values."""
        self._filled, self._zone = form, form.zone
        for name, one in self.by_name.items():
            editor = one.editor
            editor.blockSignals(True)
            if isinstance(editor, AnswerEditor):
                editor.set_value(form.own.get(name, ""))
            elif isinstance(editor, QLineEdit):
                editor.setText(getattr(form, name))
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(getattr(form, name))
            elif isinstance(editor, Choice):
                if name in self._named:
                    editor.set_choices(self._named_of(name, getattr(form, name)))
                editor.set_value(getattr(form, name))
            editor.blockSignals(False)

    def set_errors(self, errors: dict[str, str], names: frozenset[str]) -> None:
        """Say what is wrong with these fields, or that nothing is."""
        for name in names & self.by_name.keys():
            self.by_name[name].set_error(errors.get(name, ""))

    def names(self) -> frozenset[str]:
        """The fields that show."""
        return frozenset(self.by_name)

    def required(self) -> tuple[str, ...]:
        """Those of them that have to be filled in."""
        return tuple(one.code for one in self.shown if one.required)

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self.by_name.values())).editor
        (first.take_focus if isinstance(first, AnswerEditor) else first.setFocus)()

    def focus_wrong(self) -> bool:
        """Go to the first field with an error; False when there is none."""
        wrong = next((one.editor for one in self.by_name.values() if one.error), None)
        if wrong is not None:
            (wrong.take_focus if isinstance(wrong, AnswerEditor) else wrong.setFocus)()
        return wrong is not None


def form_of(details: ConsumerDetails) -> ConsumerForm:
    """The form as a person would have typed what is known."""
    return ConsumerForm(
        user_id=details.user_id,
        first_name=details.first_name,
        last_name=details.last_name,
        email=details.email,
        phone=details.phone,
        title=details.title,
        department_id=details.department_id,
        group_id=details.group_id,
        birth_date=f"{details.birth_date:%d.%m.%Y}" if details.birth_date else "",
        language=details.language,
        zone=details.zone,
        remarks=details.remarks,
        own=dict(details.own),
    )


def merged(mine: ConsumerForm, before: ConsumerForm, now: ConsumerForm) -> ConsumerForm:
    """What a person typed over what others saved meanwhile: fields they did not touch take the newer value."""
    values: dict[str, Any] = {
        name: getattr(now if getattr(mine, name) == getattr(before, name) else mine, name) for name in sorted(NAMES)
    }
    typed = {code: text for code, text in mine.own.items() if text != before.own.get(code, "")}
    return ConsumerForm(**values, own={**now.own, **typed})
