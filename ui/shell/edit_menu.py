"""Cut, copy, paste and select all in the menu Edit: in the text that has the focus, else on the calendar's pinboard."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.shell.pins import say_why, told_entry
from ui.texts import _

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell

Text = QLineEdit | QPlainTextEdit | QTextEdit


class EditMenu(QMenu):
    """The menu; `text` is what had the focus when it was opened, if that was a text."""

    def __init__(self, shell: "Shell", parent: QMenuBar) -> None:
        super().__init__(_("&Edit"), parent)
        self._shell = shell
        self._focused: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def add_text_entries(self, before: QAction) -> None:
        """Put them before that entry, where people look for them."""
        keys = QKeySequence.StandardKey
        self._cut = told_entry(self, "cut_entry", _("Cut"), _keys(keys.Cut), self._do_cut)
        self._copy = told_entry(self, "copy_entry", _("Copy"), _keys(keys.Copy), self._do_copy)
        self._paste = told_entry(self, "paste_entry", _("Paste"), _keys(keys.Paste), self._do_paste)
        self._all = told_entry(self, "select_all_entry", _("Select all"), _keys(keys.SelectAll), self._do_select_all)
        for entry in (self._cut, self._copy, self._paste, self._all):
            self.insertAction(before, entry)
        self._line = self.insertSeparator(before)
        self.aboutToShow.connect(self._look_again)

    def text(self) -> Text | None:
        """The text that has the focus, or had it before the menu took it."""
        found = self._focused
        if found is None or not shiboken6.isValid(found) or not found.isVisible():
            return None
        return found if isinstance(found, Text) else None

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A menu takes the focus for a moment; what had it before is what is edited."""
        if isinstance(new, QComboBox):
            new = new.lineEdit()
        if new is not None and not isinstance(new, QMenu | QMenuBar):
            self._focused = new

    def _look_again(self) -> None:
        text, pins = self.text(), self._shell.journeys.pins
        if text is None:
            none = _("Click into a text first.")
            say_why(self._cut, pins.why_not_cut(self._shell.journeys.on_chosen.view()))
            say_why(self._paste, pins.why_not_put())
            say_why(self._copy, none)
            say_why(self._all, none)
            return
        fixed = _("This text cannot be changed.") if text.isReadOnly() else ""
        unmarked = "" if _has_marked(text) else _("Mark what is to be copied first.")
        secret = _("A password is never copied.") if _is_secret(text) else ""
        say_why(self._cut, fixed or secret or unmarked)
        say_why(self._copy, secret or unmarked)
        say_why(self._paste, fixed or ("" if QGuiApplication.clipboard().text() else _("Nothing was copied yet.")))
        say_why(self._all, "" if _words(text) else _("There is nothing to select."))

    def _do_cut(self) -> None:
        text = self.text()
        if text is None:
            self._shell.journeys.pins.cut(self._shell.journeys.on_chosen.view())
        else:
            text.cut()

    def _do_paste(self) -> None:
        text = self.text()
        if text is None:
            self._shell.journeys.pins.put_down()
        else:
            text.paste()

    def _do_copy(self) -> None:
        if (text := self.text()) is not None:
            text.copy()

    def _do_select_all(self) -> None:
        if (text := self.text()) is not None:
            text.setFocus()
            text.selectAll()


def _keys(standard: QKeySequence.StandardKey) -> str:
    """The first of the platform's own keys."""
    return QKeySequence(standard).toString(QKeySequence.SequenceFormat.PortableText)


def _has_marked(text: Text) -> bool:
    return text.hasSelectedText() if isinstance(text, QLineEdit) else text.textCursor().hasSelection()


def _is_secret(text: Text) -> bool:
    return isinstance(text, QLineEdit) and text.echoMode() is not QLineEdit.EchoMode.Normal


def _words(text: Text) -> str:
    return text.text() if isinstance(text, QLineEdit) else text.toPlainText()
