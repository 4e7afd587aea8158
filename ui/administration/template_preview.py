"""What a message will look like, with made-up data: its subject, and its HTML or its text."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from ui.administration.safe_html import SafeHtml
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Segmented, label
from ui.widgets.page_stack import PageStack

_HTML, _TEXT = "html", "text"


class TemplatePreview(QFrame):
    """`show_message` it, or `refuse` it: then what showed last stays under what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("template_preview")
        self.setAccessibleName(_("Preview"))
        self.setProperty("edge", "left")
        ways = ((_HTML, _("HTML")), (_TEXT, _("Text")))
        self.ways = Segmented(ways, name="template_preview_way", what=_("Preview"))
        self.ways.set_value(_HTML)
        self.subject = label("", style="strong", wrap=True, name="template_preview_subject")
        self.problem = label("", style="error", wrap=True, name="template_preview_problem")
        self.html = SafeHtml(name="template_preview_html", what=_("Preview as HTML"))
        self.text = QPlainTextEdit()
        self.text.setObjectName("template_preview_text")
        self.text.setAccessibleName(_("Preview as text"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self._stack = PageStack()
        self._lay_out()
        self.ways.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_("Preview"), style="caption"), 1)
        head.addWidget(self.ways)
        for part in (self.html, self.text):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.subject)
        column.addWidget(self._stack, 1)
        self.problem.hide()

    def show_message(self, subject: str, text: str, html: str, picture: bytes) -> None:
        """Show it."""
        self._say("")
        self.subject.setText(subject)
        self.html.show_html(html, picture)
        at = self.text.verticalScrollBar().value()
        self.text.setPlainText(text)
        self.text.verticalScrollBar().setValue(at)

    def refuse(self, words: str) -> None:
        """Say why it cannot be shown as it is typed now."""
        self._say(words)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self._stack.setEnabled(not words)

    def _choose(self, way: object) -> None:
        self._stack.setCurrentIndex(0 if way == _HTML else 1)
