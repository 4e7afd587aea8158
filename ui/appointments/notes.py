"""The Notes tab: internal notes with author and time; add and edit; text not yet saved is never lost."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.services.forms import Noted, new_command_id
from frontdesk.views.appointment import AppointmentView, NoteLine
from ui.appointments.answers import earlier_words
from ui.appointments.earlier import EarlierTexts
from ui.problems import sentence
from ui.saving import Saving, checking_words, saving_once
from ui.shell.context import Context
from ui.texts import _, ago, local, lower_first
from ui.theme import SPACE
from ui.widgets import button, label
from ui.widgets.comparison import Comparison
from ui.widgets.flow import Flow
from ui.widgets.scrolled import Scrolled, empty_layout


class NoteEdit(QPlainTextEdit):
    """The text of a note; Ctrl+Enter saves it."""

    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note_text")
        self.setAccessibleName(_("Note"))
        self.setPlaceholderText(_("Internal note, never sent to the consumer"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(72)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.save_wanted.emit()
        else:
            super().keyPressEvent(event)


class Notes(Scrolled):
    """`saved` with Changes, `stale` when it is to be read again. Each appointment keeps its text that is not saved."""

    saved = Signal(object)
    stale = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("notes", _("Notes"), parent)
        self._context = context
        self._view: AppointmentView | None = None
        self._drafts: dict[int, tuple[str, NoteLine | None]] = {}
        self._edited: NoteLine | None = None
        self._sent: tuple[int, str] | None = None
        self._command_id = new_command_id()
        self._asking: dict[tuple[int, str], Saving] = {}
        """What was sent and is not known to be saved."""
        self.edit = NoteEdit()
        self.save_button = button(_("Save note"), name="save_note", hint=_("Ctrl+Enter"))
        self.drop_button = button(_("Cancel"), name="drop_note")
        self._cards: dict[NoteLine, QFrame] = {}
        self._compared = QVBoxLayout()
        self._problem = label("", style="error", wrap=True, name="note_problem")
        self._list = QVBoxLayout()
        self._lay_out()
        self.edit.save_wanted.connect(self.save)
        self.edit.textChanged.connect(self._typed)
        self.save_button.clicked.connect(self.save)
        self.drop_button.clicked.connect(self._drop)

    def _lay_out(self) -> None:
        self._list.setSpacing(SPACE[2])
        self.column.addWidget(self.edit)
        self.column.addLayout(self._compared)
        self.column.addWidget(self._problem)
        self.column.addWidget(Flow((self.drop_button, self.save_button), spacing=SPACE[1], before=0))
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    def show_view(self, view: AppointmentView) -> None:
        """Show the notes of this appointment; what was typed for it before stands in the editor again."""
        if self._view is None or self._view.id != view.id:
            self._keep()
            self._view = view
            text, self._edited = self._drafts.get(view.id, ("", None))
            self.edit.setPlainText(text)
            self._say("")
        self._view = view
        self._show_cards(view)
        self._compare(view)
        self._typed()

    def _show_cards(self, view: AppointmentView) -> None:
        """Cards of notes that are as they were stay, with the focus and what is unfolded in them."""
        known, self._cards = self._cards, {}
        for note in view.notes:
            self._cards[note] = known.pop(note) if note in known else self._card(note, view)
        for gone in known.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, card in enumerate(self._cards.values()):
            self._list.insertWidget(place, card)
            card.raise_()  # screen readers go through them in the order of the children

    def _compare(self, view: AppointmentView) -> None:
        """Both texts, when the note that is edited was changed at another desk; who saves then replaces it."""
        edited = self._edited
        now = next((note for note in view.notes if edited and note.id == edited.id), None)
        if edited is None or now is None or now.version == edited.version:
            return
        empty_layout(self._compared)
        self._compared.addWidget(Comparison([(_("Saved"), edited.text, now.text)], name="note_comparison"))
        self._edited = now
        self._say(_("This note was changed at another desk. What you typed is kept: Save replaces that."))

    @property
    def unsaved(self) -> bool:
        """Whether text stands in the editor that is not saved."""
        return bool(self.edit.toPlainText().strip())

    def save(self) -> None:
        """Save what stands in the editor, as a new note or as the one that is edited."""
        text, view, edited = self.edit.toPlainText(), self._view, self._edited
        if view is None or not text.strip():
            return
        if self._sent != (view.id, text):
            self._sent, self._command_id = (view.id, text), new_command_id()
        appointments = self._context.clinic.appointments

        def work(command_id: str) -> Noted:
            if edited is None:
                return appointments.add_note(view.id, text, command_id)
            return appointments.edit_note(edited.id, edited.version, text, command_id)

        if (asking := self._asking.get(self._sent)) is not None:
            asking.try_now()
            return
        self.save_button.setEnabled(False)
        self._asking[self._sent] = saving = saving_once(self._context.tasks, self)
        saving.saved.connect(partial(self._saved, self._sent))
        saving.refused.connect(partial(self._failed, self._sent))
        saving.checking.connect(partial(self._checking, self._sent))
        saving.save(work, self._command_id)

    def _checking(self, sent: tuple[int, str], _problem: Problem) -> None:
        self._typed()
        if self._view is not None and self._view.id == sent[0]:
            self._say(checking_words())

    def _saved(self, sent: tuple[int, str], noted: Noted) -> None:
        self._asking.pop(sent)
        self._sent = None
        self._drafts.pop(sent[0], None)
        if self._view is not None and self._view.id == sent[0]:
            self._edited = None
            if self.edit.toPlainText() == sent[1]:
                self.edit.clear()
            self._say("")
        self._typed()
        self.saved.emit(noted.changes)

    def _failed(self, sent: tuple[int, str], problem: Problem) -> None:
        self._asking.pop(sent)
        self._typed()
        if isinstance(problem, ChangedElsewhere):
            self._sent = None
            self.stale.emit()
            return
        self._say(sentence(problem))

    def _card(self, note: NoteLine, view: AppointmentView) -> QFrame:
        card = QFrame()
        card.setObjectName(f"note_{note.id}")
        text = label(note.text, wrap=True, name=f"note_text_{note.id}")
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        foot = QHBoxLayout()
        foot.addWidget(label(self._stamp(note, view), style="small", wrap=True), 1)
        if self._mine(note):
            foot.addWidget(self._edit_button(note))
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(text)
        column.addLayout(foot)
        earlier = EarlierTexts(name=f"note_earlier_{note.id}")
        earlier.show_texts([earlier_words(one, one.text, view.zone) for one in note.earlier])
        column.addWidget(earlier)
        return card

    def _edit_button(self, note: NoteLine) -> QPushButton:
        edit = button(_("Edit"), name=f"edit_note_{note.id}", look="link")
        edit.setAccessibleName(_("Edit the note of {name}").format(name=note.author))
        edit.clicked.connect(lambda: self._begin(note))
        return edit

    def _stamp(self, note: NoteLine, view: AppointmentView) -> str:
        today = local(self._context.clinic.now(), view.zone).date()
        when = ago(local(note.created_at, view.zone), today)
        if note.edited_at is None:
            return _("{name}, {when}").format(name=note.author, when=when)
        edited = lower_first(ago(local(note.edited_at, view.zone), today))
        return _("{name}, {when}, edited {edited}").format(name=note.author, when=when, edited=edited)

    def _mine(self, note: NoteLine) -> bool:
        """Only its author can change a note; the services refuse it to others."""
        staff = self._context.clinic.staff
        return staff is not None and staff.staff_id == note.author_id

    def _begin(self, note: NoteLine) -> None:
        self._edited = note
        self.edit.setPlainText(note.text)
        self.edit.setFocus()
        self._typed()

    def _drop(self) -> None:
        self._edited = None
        self.edit.clear()
        self._say("")

    def _keep(self) -> None:
        if self._view is not None and self.unsaved:
            self._drafts[self._view.id] = (self.edit.toPlainText(), self._edited)
        elif self._view is not None:
            self._drafts.pop(self._view.id, None)

    def _typed(self) -> None:
        self.save_button.setEnabled(self.unsaved)
        self.drop_button.setVisible(self.unsaved)
        self.save_button.setText(_("Save note") if self._edited is None else _("Save changes"))

    def _say(self, words: str) -> None:
        if not words:
            empty_layout(self._compared)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
