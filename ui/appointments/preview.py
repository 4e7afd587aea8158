"""The preview of a document: its pages as they will be printed; print it, or save it as PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from frontdesk.documents.saving import save
from frontdesk.rules.problems import Problem
from ui.appointments.paper_view import PaperView, sizes_of
from ui.appointments.print_sheet import PrintSheet
from ui.appointments.printing import print_pdf, printers
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, Loading, Segmented, button, icon_button, label
from ui.widgets.page_stack import PageStack

CONFIRMATION_PAPERS = ("a4", "letter", "a6", "receipt")

Load = Callable[[str], bytes]
"""Makes the document for a paper; called aside."""


class PreviewPage(QFrame):
    """`show_document` it; `back` leaves it, as Escape does."""

    back = Signal()
    printed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_page")
        self.setAccessibleName(_("Preview"))
        self._context = context
        self._load: Load | None = None
        self._name = "document.pdf"
        self._paper = ""
        self._paper_box: Segmented | None = None
        self.dialog: QFileDialog | None = None
        self.pdf = b""
        self.title = label("", style="heading", name="preview_title")
        self.view = PaperView(context)
        self.message = label("", style="error", wrap=True, name="preview_message")
        self._again = button(_("Try again"), name="preview_again")
        self._state = EmptyState("ph.warning-circle", "", "", self._again, name="preview_state")
        self._loading = Loading(_("Making the document"), parent=self)
        self._stack = PageStack()
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.back_button = button(_("Back"), name="preview_back", icon="ph.caret-left")
        self.smaller = icon_button("ph.magnifying-glass-minus", _("Smaller"), name="zoom_out", shortcut="Ctrl+-")
        self.fit = button(_("Fit width"), name="zoom_fit", look="quiet")
        self.larger = icon_button("ph.magnifying-glass-plus", _("Larger"), name="zoom_in", shortcut="Ctrl++")
        self.save_button = button(_("Save as PDF…"), name="save_pdf_button")
        self.print_button = button(_("Print"), name="print_document_button", primary=True, hint=_("Enter"))
        self.back_button.clicked.connect(self.back)
        self.smaller.clicked.connect(lambda: self.view.step(-1))
        self.larger.clicked.connect(lambda: self.view.step(1))
        self.fit.clicked.connect(self.view.fit_width)
        self.save_button.clicked.connect(self.ask_where)
        self.print_button.clicked.connect(self.ask_printer)
        self._again.clicked.connect(self._make)

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("edge", "bottom")
        bar.setFixedHeight(49)
        self._bar = QHBoxLayout(bar)
        self._bar.setContentsMargins(SPACE[3], 0, SPACE[3], 0)
        self._bar.setSpacing(SPACE[1])
        self._bar.addWidget(self.back_button)
        self._bar.addSpacing(SPACE[1])
        self._bar.addWidget(self.title)
        self._bar.addStretch(1)
        for part in (self.smaller, self.fit, self.larger, self.save_button, self.print_button):
            self._bar.addWidget(part)
        said = QHBoxLayout()
        said.setContentsMargins(SPACE[3], SPACE[1], SPACE[3], 0)
        said.addWidget(self.message)
        for page in (QWidget(), self.view, self._state):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addLayout(said)
        outer.addWidget(self._stack, 1)
        self._say("")
        self._loading.raise_()

    def show_document(
        self, title: str, load: Load, papers: tuple[str, ...] = CONFIRMATION_PAPERS, *, file_name: str = "document.pdf"
    ) -> None:
        """Show a document that `load` makes for a paper, one of `papers`; `file_name` is proposed when saving."""
        self.title.setText(title)
        self._load, self._name = load, file_name
        self._stack.setCurrentIndex(0)
        self._offer(papers)
        self._say("")
        self._make()
        self.setFocus()

    def _offer(self, papers: tuple[str, ...]) -> None:
        if self._paper not in papers:
            self._paper = papers[0]
        if self._paper_box is not None:
            self._bar.removeWidget(self._paper_box)
            self._paper_box.deleteLater()
            self._paper_box = None
        if len(papers) > 1:
            self._paper_box = Segmented([(one, paper_word(one)) for one in papers], name="paper_box", what=_("Paper"))
            self._paper_box.set_value(self._paper)
            self._paper_box.chosen.connect(self.choose_paper)
            self._bar.insertWidget(self._bar.indexOf(self.smaller), self._paper_box)

    def choose_paper(self, paper: str) -> None:
        """Make the document for another paper."""
        self._paper = paper
        if self._paper_box is not None:
            self._paper_box.set_value(paper)
        self._make()

    def _make(self) -> None:
        load, paper = self._load, self._paper
        if load is None:
            return
        self._loading.start()

        def work() -> tuple[bytes, tuple[tuple[float, float], ...]]:
            pdf = load(paper)
            return pdf, sizes_of(pdf)

        self._set_ready(ready=False)
        self._context.tasks.run(work, self._made, self._not_made, lane="documents", key="preview.document")

    def _made(self, answer: tuple[bytes, tuple[tuple[float, float], ...]]) -> None:
        self._loading.stop()
        self.pdf, sizes = answer
        self.view.show_pdf(self.pdf, sizes)
        self._stack.setCurrentIndex(1)
        self._set_ready(ready=True)
        if self.hasFocus():
            self.print_button.setFocus()

    def _not_made(self, problem: Problem) -> None:
        self._loading.stop()
        self._state.set_words(_("This document could not be made"), sentence(problem))
        self._stack.setCurrentIndex(2)

    def ask_printer(self) -> None:
        """Look aside for printers, then let one be chosen."""
        self._say("")
        self._context.tasks.run(printers, self._choose_printer, self._failed, lane="documents", key="preview.printers")

    def _choose_printer(self, names: tuple[str, ...]) -> None:
        if not names:
            self._say(
                _("There is no printer on this computer. Save the document as PDF, or set a printer up and try again.")
            )
            return
        sheet = PrintSheet(self, names)
        sheet.meant.connect(lambda name, copies: self._print(sheet, name, copies))
        sheet.open()

    def _print(self, sheet: PrintSheet, name: str, copies: int) -> None:
        sheet.close_sheet()
        pdf = self.pdf
        self._context.tasks.run(
            lambda: print_pdf(pdf, name, copies), lambda _none: self._printed(name), self._failed, lane="documents"
        )

    def _printed(self, name: str) -> None:
        self._context.notices.show(_("Sent to {printer}.").format(printer=name))
        self.printed.emit()

    def ask_where(self) -> None:
        """Ask for a file to save into."""
        self._say("")
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setObjectName("save_pdf_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF documents (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the document there: whole or not at all, readable by its owner only."""
        pdf = self.pdf
        self._context.tasks.run(
            lambda: save(path, pdf), lambda _none: self._saved(path), self._failed, lane="documents"
        )

    def _saved(self, path: Path) -> None:
        self._context.notices.show(_("Saved as {path}").format(path=path))

    def _failed(self, problem: Problem) -> None:
        self._say(sentence(problem))

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _set_ready(self, *, ready: bool) -> None:
        for part in (self.print_button, self.save_button):
            part.setEnabled(ready)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = focused if isinstance(focused, QPushButton) else self.print_button
            if pressed.isEnabled():
                pressed.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._loading.setGeometry(0, 46, self.width(), 6)


def paper_word(paper: str) -> str:
    """The name of a paper as people say it."""
    return {"a4": _("A4"), "letter": _("Letter"), "a6": _("A6"), "receipt": _("80 mm")}.get(paper, paper)
