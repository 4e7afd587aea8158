"""Subject, text and own HTML of one template, with the fields that may stand in them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.administration.template_fields import TemplateFields
from ui.administration.template_words import QR
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Field, field
from ui.widgets.tick import Tick

MOST_SUBJECT, MOST_TEXT = 200, 20_000
"""Letters that are kept of each."""
_PASSING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_TEXT_HEIGHT, _HTML_HEIGHT = 240, 200
"""At least so many logical pixels."""


class TemplateEditor(QWidget):
    """`changed` whenever something is typed."""

    changed = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("template_editor")
        self.setProperty("scrolled", True)
        self.subject = QLineEdit()
        self.subject.setObjectName("template_subject")
        self.text = _text("template_text", _TEXT_HEIGHT)
        self.own_html = Tick(_("Own HTML"), name="template_own_html")
        self.html = _text("template_html", _HTML_HEIGHT)
        hint = _("Not ticked: the HTML is made from the text.")
        self.fields: Mapping[str, Field] = {
            "subject": field(_("Subject"), self.subject),
            "text": field(_("Text"), self.text),
            "html": field(_("HTML"), self.html),
        }
        self.own_html.setAccessibleDescription(hint)
        self.names = TemplateFields(names)
        self._typed_last: QWidget = self.text
        self._lay_out()
        self._join()
        self.setFocusProxy(self.subject)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[2])
        column.addWidget(self.fields["subject"])
        column.addWidget(self.fields["text"], 1)
        column.addWidget(self.names)
        column.addWidget(self.own_html)
        column.addWidget(self.fields["html"], 1)
        self.fields["html"].hide()
        self.names.offer_picture(False)

    def _join(self) -> None:
        self.subject.textChanged.connect(self.changed)
        for part in (self.text, self.html):
            part.textChanged.connect(self.changed)
        for one in (self.subject, self.text, self.html):
            one.installEventFilter(self)
            one.cursorPositionChanged.connect(lambda *_places, one=one: self._note_cursor(one))
        self.own_html.toggled.connect(self._html_wanted)
        self.names.wanted.connect(self.insert)

    def typed(self) -> tuple[str, str, str]:
        """Subject, text and HTML as they stand there; no HTML where it is made from the text."""
        html = self.html.toPlainText() if self.own_html.isChecked() else ""
        return self.subject.text(), self.text.toPlainText(), html

    def show_template(self, subject: str, text: str, html: str) -> None:
        """Show another template; only then can nothing be undone into the one before it."""
        if self.subject.text() != subject:
            self.subject.setText(subject)
        for part, words in ((self.text, text), (self.html, html)):
            if part.toPlainText() != words:
                part.setPlainText(words)
        self.own_html.setChecked(bool(html))
        self._typed_last = self.text
        self.show_errors({})

    def show_errors(self, errors: Mapping[str, str], *, go: bool = False) -> None:
        """Say beside each field what is wrong with it; with `go` the first that is gets the focus."""
        for name, one in self.fields.items():
            one.set_error(errors.get(name, ""))
        wrong = next((one for name, one in self.fields.items() if name in errors), None)
        if go and wrong is not None:
            wrong.editor.setFocus()

    def insert(self, name: str) -> None:
        """Put that field where the cursor was last, and go on there."""
        words, into = f"{{{{ {name} }}}}", self._typed_last
        if name == QR:
            into = self.html
        if isinstance(into, QPlainTextEdit):
            into.insertPlainText(words)
        else:
            self.subject.insert(words)
        into.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Who only passes with Tab, on the way to the fields, has put the cursor nowhere else."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in _PASSING:
            self._note_cursor(watched)
        return False

    def _note_cursor(self, editor: QObject) -> None:
        if isinstance(editor, QWidget) and editor.hasFocus():
            self._typed_last = editor

    def _html_wanted(self, wanted: bool) -> None:
        self.fields["html"].setVisible(wanted)
        self.names.offer_picture(wanted)
        if not wanted and self._typed_last is self.html:
            self._typed_last = self.text
        self.changed.emit()


def _text(name: str, height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(height)
    return made
