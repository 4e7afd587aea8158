"""What the clinic asks with a booking beside what every one needs: a note, how it came in, and fields of its own."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.words import Source
from frontdesk.views.form_layout import FieldLayout, Layout, shown_fields
from frontdesk.views.requests import RequestView
from ui.form_words import field_name, source_word
from ui.problems import sentence
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Choice, Field, field
from ui.widgets.answer import AnswerEditor

_NOTE = 56
"""Height of the note, logical pixels."""
_ANYWHERE = (Source.DESK, Source.PHONE, Source.WEB)
"""From where somebody at a desk may say that it came."""


class RequestFields(QObject):
    """`above` are the fields that the layout has before the modality, `below` the others; as delivered there are none.

    `above` belongs where the modality is chosen, `below` after the questions.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.above, self.below = _Grid("request_above"), _Grid("request_below")
        self.fields: dict[str, Field] = {}
        self.shows_modality = True
        self._shown: Layout = ()
        self._source = Source.DESK
        self._before: dict[str, str] = {}

    def begin(self, layout: Layout, source: Source = Source.DESK) -> bool:
        """Ask anew, as this layout says, of what came in so; whether other fields show than before."""
        self._source = source
        others = self.set_layout(layout)
        self._fill({}, "")
        return others

    def set_layout(self, layout: Layout) -> bool:
        """Show the fields of this layout, with what is typed in those that stay; whether they are others."""
        shown = shown_fields(layout)
        if shown == self._shown:
            return False
        typed = {code: self._value(code) for code in self.fields}
        self.fields = {}
        self._shown = shown
        codes = [one.code for one in shown]
        self.shows_modality = "modality" in codes
        place = codes.index("modality") if self.shows_modality else 0
        for grid, part in ((self.above, shown[:place]), (self.below, shown[place:])):
            made = {one.code: self._made(one) for one in part if one.code != "modality"}
            grid.show_fields(made)
            self.fields |= made
        for code in typed.keys() & self.fields.keys():
            self._set(code, typed[code])
        return True

    def fill(self, view: RequestView) -> None:
        """Show what a request says already; how it came in is known."""
        self._fill({one.code: one.value for one in view.own}, view.line.note)
        if "source" in self.fields:
            self.fields["source"].hide()

    def note(self) -> str:
        """What is typed as note."""
        return self._value("note").strip()

    def source(self) -> Source:
        """How it came in; as it began, unless something else is chosen."""
        return Source(self._value("source") or self._source)

    def own(self) -> dict[str, str]:
        """What was typed into the clinic's own fields, by code; without those that were left as they were."""
        values = {one.code: self._value(one.code) for one in self._shown if one.own}
        return {code: value for code, value in values.items() if value != self._before.get(code, "")}

    def typed(self) -> bool:
        """Whether something would be lost by leaving."""
        return bool(self.note() or self.own()) or self.source() is not self._source

    def stops(self, grid: QWidget) -> list[QWidget]:
        """The editors of `above` or `below` in their order."""
        return [one.editor for one in self.fields.values() if one.parentWidget() is grid]

    def focus_missing(self, grid: QWidget) -> bool:
        """Go to the first field of `above` or `below` that is missing or wrong, saying why; False when all is there."""
        required = {one.code for one in self._shown if one.required}
        for code, one in self.fields.items():
            if one.parentWidget() is not grid:
                continue
            words = one.editor.problem() if isinstance(one.editor, AnswerEditor) else ""
            if not words and code in required and not self._value(code).strip():
                words = _("Please fill this in.")
            one.set_error(words)
            if words:
                _focus(one)
                return True
        return False

    def refuse(self, problem: Problem) -> bool:
        """Show a refusal at the field it is about; whether it was about one that shows."""
        named = problem.fields if isinstance(problem, RuleBroken) else ()
        found = [one for code, one in self.fields.items() if f"request:{code}" in named or {code, *named} == {"note"}]
        for one in found:
            one.set_error(sentence(problem))
            _focus(one)
        return bool(found)

    def _fill(self, own: Mapping[str, str], note: str) -> None:
        for code, one in self.fields.items():
            self._set(code, {"note": note, "source": self._source}.get(code, own.get(code, "")))
            one.set_error("")
            one.show()
        self._before = {one.code: self._value(one.code) for one in self._shown if one.own}

    def _made(self, one: FieldLayout) -> Field:
        word = _("{field} (required)").format(field=field_name(one)) if one.required else field_name(one)
        made = field(word, self._editor(one, word))
        made.label.setWordWrap(one.own)  # nobody knows how long a clinic's own names are
        return made

    def _editor(self, one: FieldLayout, word: str) -> QWidget:
        name = f"request_{one.code.replace('-', '_')}"
        if one.kind is not None:
            answer = AnswerEditor(one.kind, one.choices, name=name, what=word)
            answer.changed.connect(lambda: self._edited(one.code))
            return answer
        if one.code == "source":
            return Choice([(source, source_word(source)) for source in _ANYWHERE], name=name)
        text = QPlainTextEdit()
        text.setObjectName(name)
        text.setTabChangesFocus(True)
        text.setFixedHeight(_NOTE)
        text.textChanged.connect(lambda: self._edited(one.code))
        return text

    def _edited(self, code: str) -> None:
        if code in self.fields:
            self.fields[code].set_error("")

    def _value(self, code: str) -> str:
        editor = self.fields[code].editor if code in self.fields else None
        if isinstance(editor, AnswerEditor | Choice):
            return str(editor.value() or "")
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else ""

    def _set(self, code: str, value: str) -> None:
        editor = self.fields[code].editor
        if isinstance(editor, AnswerEditor):
            editor.set_value(value)
        elif isinstance(editor, Choice):
            editor.set_value(Source(value))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value)


class _Grid(QWidget):
    """Fields in two columns, the note over both; hidden while there are none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[1])
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._fields: list[Field] = []
        self.hide()

    def show_fields(self, fields: Mapping[str, Field]) -> None:
        """Show these instead, in their order."""
        for old in self._fields:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fields, place = list(fields.values()), 0
        for code, one in fields.items():
            wide = code == "note"
            place += place % 2 if wide else 0
            self._grid.addWidget(one, place // 2, place % 2, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += 2 if wide else 1
        self.setVisible(bool(fields))


def _focus(one: Field) -> None:
    (one.editor.take_focus if isinstance(one.editor, AnswerEditor) else one.editor.setFocus)()
