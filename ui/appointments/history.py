"""The History tab: a timeline of everything that happened, newest first; narrowed, searched in, copied as text."""

from datetime import date, datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.views.appointment import AppointmentView, HistoryLine
from ui.appointments.history_entry import Entry
from ui.appointments.history_tools import HistoryTools
from ui.appointments.history_words import history_when, is_of, line_text
from ui.appointments.words import code_text
from ui.shell.context import Context
from ui.texts import _, local, ngettext
from ui.widgets import label
from ui.widgets.scrolled import Scrolled

AT_ONCE = 24
"""So many entries are laid out at a time; more follow when the last ones come into sight."""
_NEAR = 200
"""Logical pixels before the end at which the next ones are laid out."""


class History(Scrolled):
    """`show_view` lays the lines out; `narrow` for the panel, which has no `tools`."""

    def __init__(self, context: Context, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__("history", _("History"), parent)
        self._context = context
        self._narrow = narrow
        self._view: AppointmentView | None = None
        self._today = date.min
        self._texts: dict[HistoryLine, str] = {}
        self._entries: list[Entry] = []
        self._lines: list[HistoryLine] = []
        self.tools = HistoryTools()
        self.column.setSpacing(0)
        self._nothing = label("", style="muted", wrap=True, name="history_nothing")
        self._nothing.hide()
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)
        self.tools.changed.connect(self._show_found)
        self.tools.copy.clicked.connect(self.copy)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_further())
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._look_further())

    def with_tools(self) -> QWidget:
        """This history under what narrows it."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self, 1)
        return page

    def show_view(self, view: AppointmentView, now: datetime) -> None:
        """Show the history of this appointment; `now` is aware UTC. What is shown of it and the scroll stay."""
        before, today = self._view, local(now, view.zone).date()
        same = before is not None and before.id == view.id
        if same and before is not None and before.history == view.history and today == self._today:
            return
        self._view, self._today = view, today
        self._texts = {line: text for line, text in self._texts.items() if line in view.history} if same else {}
        if not same:
            self.verticalScrollBar().setValue(0)
        self._show_found()

    def copy(self) -> None:
        """Put the entries that are found on the clipboard, as text."""
        view = self._view
        if view is None:
            return
        head = _("History of appointment {code}, {consumer}").format(code=code_text(view.code), consumer=view.consumer)
        QGuiApplication.clipboard().setText("\n".join([head, *(self._text(line) for line in self._lines)]))
        count = len(self._lines)
        words = ngettext("{count} entry copied.", "{count} entries copied.", count).format(count=count)
        self._context.notices.show(words)

    def _text(self, line: HistoryLine) -> str:
        if line not in self._texts and self._view is not None:
            self._texts[line] = line_text(line, self._view.zone, self._today)
        return self._texts[line]

    def _show_found(self) -> None:
        if self._view is None:
            return
        kind, wanted = self.tools.kind(), self.tools.wanted()
        lines = [line for line in self._view.history if is_of(line, kind)]
        if wanted:
            lines = [line for line in lines if all(word in self._text(line).casefold() for word in wanted)]
        self._lines = lines
        self._nothing.setText(_("Nothing of that in this history."))
        self._nothing.setVisible(not lines)
        self.tools.copy.setEnabled(bool(lines))
        self._lay_out(max(AT_ONCE, len(self._entries)))

    def _lay_out(self, count: int) -> None:
        """The first so many entries; those that show already stay as they are."""
        known = {one.shows: one for one in self._entries}
        self._entries = []
        last = len(self._lines) - 1
        for place, line in enumerate(self._lines[:count]):
            shows = (line, place == 0, place == last)
            entry = known.pop(shows, None) or self._entry(*shows)
            self._entries.append(entry)
            if self.column.indexOf(entry) != place:
                self.column.insertWidget(place, entry)
        for gone in known.values():
            self.column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for entry in reversed(self._entries):
            entry.lower()  # screen readers go through them in the order of the children

    def _entry(self, line: HistoryLine, first: bool, last: bool) -> Entry:
        zone = self._view.zone if self._view else "UTC"
        moment = history_when(line, zone, self._today)
        return Entry(line, moment, zone, narrow=self._narrow, first=first, last=last)

    def _look_further(self) -> None:
        bar = self.verticalScrollBar()
        if len(self._entries) < len(self._lines) and bar.value() >= bar.maximum() - _NEAR and self.isVisible():
            self._lay_out(len(self._entries) + AT_ONCE)
