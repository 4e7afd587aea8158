"""The four tabs of an appointment, of which only those that apply show."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.views.appointment import AppointmentView
from ui.appointments.answers import Answers
from ui.appointments.history import History
from ui.appointments.metadata import Metadata
from ui.appointments.notes import Notes
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import Tabs


class AppointmentTabs(QWidget):
    """`saved` with Changes and words for what was written, `stale` when it is to be read again.

    `narrow` is for the panel: shorter words, no icons.
    """

    saved = Signal(object, str)
    stale = Signal()

    def __init__(self, context: Context, *, narrow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""
        self.answers = Answers(context)
        self.metadata = Metadata(context)
        self.notes = Notes(context)
        self.history = History(context, narrow=narrow)
        self.tabs = Tabs(name="appointment_tabs", what=_("About this appointment"))
        history = self.history if narrow else self.history.with_tools()
        pages = (
            ("answers", _("Q&&A") if narrow else _("Questions && answers"), self.answers, "ph.chat-circle-text"),
            ("metadata", _("Metadata"), self.metadata, "ph.tag"),
            ("notes", _("Notes"), self.notes, "ph.note"),
            ("history", _("History"), history, "ph.clock-counter-clockwise"),
        )
        for key, word, page, icon_name in pages:
            self.tabs.add_tab(key, word, page, icon_name="" if narrow else icon_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        for written, words in (
            (self.answers, _("The answer is corrected.")),
            (self.metadata, _("The metadata is changed.")),
            (self.notes, _("The note is saved.")),
        ):
            written.saved.connect(partial(self._saved, words))
            written.stale.connect(self.stale)

    def _saved(self, words: str, changes: Changes) -> None:
        self.saved.emit(changes, words)

    def show_tab(self, key: str) -> None:
        """Show that tab with the next view, if it has it then."""
        self._wanted = key

    def show_view(self, view: AppointmentView, now: datetime) -> None:
        """Show this appointment; `now` is aware UTC."""
        self.answers.show_view(view)
        self.metadata.show_view(view)
        self.notes.show_view(view)
        self.history.show_view(view, now)
        self.tabs.set_tab_visible("answers", view.has_questionnaire)
        self.tabs.set_tab_visible("metadata", view.has_metadata)
        self.tabs.set_count("notes", len(view.notes))
        hidden = {"answers": not view.has_questionnaire, "metadata": not view.has_metadata}
        if self._wanted and not hidden.get(self._wanted, False):
            self.tabs.set_current(self._wanted)
        self._wanted = ""
