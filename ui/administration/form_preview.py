"""How the form will look: each shown field in its place, not to be typed into."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from frontdesk.rules.words import QuestionKind
from frontdesk.views.form_layout import FieldLayout
from ui.form_words import field_name
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Segmented, field
from ui.widgets.dropdown import DropDown

_LISTS = frozenset({"department_id", "group_id", "language", "zone", "source"})
_WIDE = frozenset({"remarks", "note"})


class FormPreview(QWidget):
    """`show_fields` draws the form anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form_preview")
        self.setAccessibleName(_("Preview of the form"))
        self.setProperty("scrolled", True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        self._grid.setHorizontalSpacing(SPACE[2])
        self._grid.setVerticalSpacing(SPACE[2])
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 100)
        self._made: list[QWidget] = []
        self.words: list[str] = []
        """The names of the fields as they stand there."""

    def show_fields(self, fields: Sequence[FieldLayout]) -> None:
        """Draw these, in their order."""
        for old in self._made:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._made, self.words, place = [], [], 0
        for one in fields:
            word = field_name(one) or _("New field")
            if one.required:
                word = _("{field} (required)").format(field=word)
            made = field(word, _editor(one))
            made.label.setWordWrap(True)
            made.editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            wide = one.code in _WIDE
            place += place % 2 if wide else 0
            self._grid.addWidget(made, place // 2, place % 2, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += 2 if wide else 1
            self._made.append(made)
            self.words.append(word)
        self._grid.setRowStretch((place + 1) // 2, 1)


def _editor(one: FieldLayout) -> QWidget:
    name = f"preview_{one.code.replace('-', '_')}"
    if one.kind is QuestionKind.YES_NO:
        return Segmented((("no", _("No")), ("yes", _("Yes"))), name=name, what=field_name(one))
    if one.kind is QuestionKind.CHOICE or one.code in _LISTS or one.code == "modality":
        box = DropDown(name=name)
        box.addItems([choice for choice in one.choices if choice.strip()])
        box.setCurrentIndex(-1)
        return box
    if one.code in _WIDE:
        text = QPlainTextEdit()
        text.setObjectName(name)
        text.setFixedHeight(52)
        return text
    line = QLineEdit()
    line.setObjectName(name)
    return line
