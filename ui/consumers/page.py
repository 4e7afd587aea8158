"""The consumers: a list with search as you type, the page of one of them, and beside both the form."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import Problem
from frontdesk.rules.words import FormKind
from frontdesk.views.consumers import ConsumerRow
from frontdesk.views.form_layout import Layout
from ui.consumers.form import ConsumerEditor
from ui.consumers.merge_sheet import MergeSheet
from ui.consumers.model import ConsumerModel, prepare
from ui.consumers.record import ConsumerRecord
from ui.consumers.table import ConsumerTable
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import EmptyState, SearchBox, button, set_tip
from ui.widgets.bar import PageBar
from ui.widgets.margins import set_margins
from ui.widgets.page_stack import PageStack

_PAGE = 100
_HITS = 200
_LEAST, _ROOM_FOR_ALL = 2, 700
"""How many columns at the end matter least, and the width under which they give way, logical pixels."""
_MOST_AGAIN = 2000
"""Rows read again at most when the list is refreshed where it stands."""


class ConsumersPage(QFrame):
    """`show_consumer` opens the page of one. What it leads to is said by id: of the consumer or of an appointment."""

    book_wanted = Signal(int)
    appointment_chosen = Signal(int)
    appointment_opened = Signal(int)
    menu_wanted = Signal(int, QPoint)
    rebook_wanted = Signal(int)
    print_wanted = Signal(int)
    request_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consumers_page")
        self.setAccessibleName(_("Consumers"))
        self._context = context
        self._chosen: int | None = None
        self._stale = True
        self.search = SearchBox(_("Name, phone, e-mail, birth date or user ID"), name="consumers_search")
        self.model = ConsumerModel(self)
        self.table = ConsumerTable(self.model)
        self.editor = ConsumerEditor(context)
        self.record = ConsumerRecord(context)
        self.new_button = button(_("New consumer"), name="new_consumer_button", primary=True, icon="ph.plus")
        self.edit_button = button(_("Edit"), name="edit_consumer_button")
        self.book_button = button(_("Book"), name="book_consumer_button")
        self._help = button(_("Try again"), name="consumers_help")
        self._state = EmptyState("ph.users", "", "", self._help, name="consumers_state")
        self._bar = PageBar(_("Consumers"), reading=_("Reading the consumers"), name="consumers")
        self._loading = self._bar.loading
        self._stack = PageStack()
        self._lay_out()
        self._join()
        self.setFocusProxy(self.search)

    def _lay_out(self) -> None:
        set_tip(self.new_button, QKeySequence(Qt.Key.Key_Insert).toString(QKeySequence.SequenceFormat.NativeText))
        row = self._bar.row
        self.search.setMinimumWidth(280)
        row.addSpacing(SPACE[2])
        row.addWidget(self.search, 1)
        row.addSpacing(SPACE[2])
        for part in (self.edit_button, self.book_button, self.new_button):
            row.addWidget(part)
        for page in (self.table, self._state):
            self._stack.addWidget(page)
        listing = QWidget()
        left = QVBoxLayout(listing)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._bar)
        left.addWidget(self._stack, 1)
        side = QFrame()
        side.setProperty("edge", "left")
        inside = QHBoxLayout(side)
        set_margins(inside, 1, 0, 0, 0)
        inside.addWidget(self.editor)
        self.side = side
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._places = PageStack()
        for place in (listing, self.record):
            self._places.addWidget(place)
        outer.addWidget(self._places, 1)
        outer.addWidget(side)
        side.hide()

    def _join(self) -> None:
        self.search.wanted.connect(lambda _text: self.reload())
        self.search.list_key.connect(self._move)
        self.search.returnPressed.connect(self.open)
        self.model.more_wanted.connect(self._read_more)
        self.table.opened.connect(self.open)
        self.table.moved.connect(self._row_chosen)
        self.table.width_changed.connect(self._share_width)
        self.new_button.clicked.connect(self.new)
        self.edit_button.clicked.connect(self.edit)
        self.book_button.clicked.connect(self.book)
        self._help.clicked.connect(self._help_out)
        self.editor.saved.connect(self._saved)
        self.editor.cancelled.connect(self._close_editor)
        self.editor.known_wanted.connect(self._take_known)
        self._join_record()
        self._context.changes.changed.connect(self._changed)
        self._show_choice()

    def _join_record(self) -> None:
        record = self.record
        record.back.connect(self.show_list)
        record.edit_wanted.connect(self._open_editor)
        record.merge_wanted.connect(self._merge)
        for own, theirs in (
            (record.book_wanted, self.book_wanted),
            (record.appointment_chosen, self.appointment_chosen),
            (record.appointment_opened, self.appointment_opened),
            (record.menu_wanted, self.menu_wanted),
            (record.rebook_wanted, self.rebook_wanted),
            (record.print_wanted, self.print_wanted),
            (record.request_wanted, self.request_wanted),
        ):
            own.connect(theirs)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """The list is read when it is first looked at."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def reload(self) -> None:
        """Read the list, or what the search finds, again."""
        self._stale = False
        typed, consumers = self.search.text().strip(), self._context.clinic.consumers
        again = min(_MOST_AGAIN, max(_PAGE, len(self.model.rows)))

        def work() -> tuple[str, tuple[ConsumerRow, ...], bool]:
            if typed:
                found = consumers.search(typed, _HITS)
                prepare(found)
                return typed, found, True
            rows = consumers.page(None, again)
            return typed, rows, len(rows) < again

        self._loading.start()
        self._context.tasks.run(work, self._found, self._failed, key="consumers.list")

    def show_consumer(self, consumer_id: int) -> None:
        """Open the page of this consumer."""
        if self._keeps_typing():
            return
        self._chosen = consumer_id
        self.table.choose(consumer_id)
        self._show_form(shown=False)
        self._places.setCurrentWidget(self.record)
        self.setFocusProxy(self.record)
        self.record.show_consumer(consumer_id)
        self.record.setFocus()

    def show_list(self) -> None:
        """From the page of one consumer back to the list, as it was left."""
        if self._keeps_typing():
            return
        self._show_form(shown=False)
        self._places.setCurrentIndex(0)
        self.setFocusProxy(self.search)
        if self._stale:
            self.reload()
        self.table.setFocus()

    def open(self) -> None:
        """Open the page of the consumer chosen, or of the only one found."""
        if self._chosen is None and len(self.model.rows) == 1:
            self._chosen = self.model.rows[0].id
        if self._chosen is not None:
            self.show_consumer(self._chosen)

    def select(self, appointment_id: int | None) -> None:
        """Mark that appointment where the page of its consumer shows, or none; nothing is said of it."""
        self.record.select(appointment_id)

    def refresh(self) -> None:
        """Read what shows anew."""
        self._stale = True
        if self._places.currentWidget() is self.record:
            self.record.reload()
        elif self.isVisible():
            self.reload()

    def new(self) -> None:
        """Open an empty form; what was searched for is taken as the name."""
        if self._keeps_typing():
            return
        self._places.setCurrentIndex(0)
        words = self.search.text().split()
        name = words if words and all(word.isalpha() for word in words) else []
        self._show_form()
        self.editor.start_new(" ".join(name[:-1]), name[-1] if name else "")

    def edit(self) -> None:
        """Open the form of the consumer chosen."""
        if self._chosen is not None:
            self._open_editor(self._chosen)

    def book(self) -> None:
        """Book for the consumer chosen."""
        if self._chosen is not None:
            self.book_wanted.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Insert opens an empty form."""
        if event.key() == Qt.Key.Key_Insert and self.side.isHidden():
            self.new()
        else:
            super().keyPressEvent(event)

    def _open_editor(self, consumer_id: int) -> None:
        if self._keeps_typing():
            return
        self._show_form()
        self.editor.start_edit(consumer_id)

    def _keeps_typing(self) -> bool:
        """Whether the open form has something typed; it then asks before it is left."""
        if self.side.isHidden() or not self.editor.typed():
            return False
        if not self.editor.question.asking:
            self.editor.leave()
        return True

    def _show_form(self, *, shown: bool = True) -> None:
        """While the form is open, its Save is the one next thing to do."""
        self.side.setVisible(shown)
        self.record.make_room(editing=shown)
        for part in (self.edit_button, self.book_button, self.new_button):
            part.setVisible(not shown)

    def _close_editor(self) -> None:
        self._show_form(shown=False)
        (self.record if self._on_record() else self.table).setFocus()

    def _on_record(self) -> bool:
        """Whether the page of one consumer shows."""
        return self._places.currentWidget() is self.record

    def _saved(self, consumer_id: int) -> None:
        self._chosen = consumer_id
        self._close_editor()
        self._show_choice()

    def _take_known(self, consumer_id: int) -> None:
        self._show_form(shown=False)
        self.show_consumer(consumer_id)

    def _merge(self, _consumer_id: int) -> None:
        overview = self.record.overview
        if overview is not None and not self._keeps_typing():
            sheet = MergeSheet(self, self._context, overview.details)
            sheet.left.connect(sheet.close_sheet)
            sheet.merged.connect(self.show_consumer)
            sheet.open()

    def _changed(self, changes: Changes) -> None:
        if changes.everything:
            self._read_layout()
        if not (changes.consumers or changes.everything) or self._stale:
            return
        if self.isVisible() and not self._on_record():
            self.reload()
        else:
            self._stale = True

    def _read_layout(self) -> None:
        """The clinic may have laid the form out anew: what is open follows at once."""
        layouts = self._context.clinic.form_layouts
        self._context.tasks.run(
            lambda: layouts.layout(FormKind.CONSUMER), self._take_layout, lambda _problem: None, key="consumers.layout"
        )

    def _take_layout(self, layout: Layout) -> None:
        self.editor.set_layout(layout)
        self.record.set_layout(layout)

    def _found(self, answer: tuple[str, tuple[ConsumerRow, ...], bool]) -> None:
        typed, rows, complete = answer
        self._loading.stop()
        at = self.table.verticalScrollBar().value()
        self.model.show(rows, complete=complete)
        if rows:
            self._stack.setCurrentIndex(0)
            self.table.choose(self._chosen)
            self.table.verticalScrollBar().setValue(0 if typed else at)
        else:
            self._show_nobody(typed)
        self._show_choice()

    def _show_nobody(self, typed: str) -> None:
        if typed:
            title = _("Nobody found for “{typed}”").format(typed=typed)
            self._state.set_words(title, _("Check the spelling, or make a new consumer."))
        else:
            self._state.set_words(_("No consumers yet"), _("Make the first one here, or while you book."))
        self._help.setText(_("New consumer"))
        self._help.setProperty("does", "new")
        self._stack.setCurrentIndex(1)

    def _failed(self, problem: Problem) -> None:
        self._loading.stop()
        self._stale = True
        self._state.set_words(_("The consumers cannot be shown"), sentence(problem))
        self._help.setText(_("Try again"))
        self._help.setProperty("does", "again")
        self._stack.setCurrentIndex(1)

    def _help_out(self) -> None:
        (self.new if self._help.property("does") == "new" else self.reload)()

    def _read_more(self, after: tuple[str, int]) -> None:
        consumers = self._context.clinic.consumers
        self._context.tasks.run(
            lambda: consumers.page(after, _PAGE), self._more, self._more_failed, key="consumers.list"
        )

    def _more(self, rows: tuple[ConsumerRow, ...]) -> None:
        self.model.add_page(rows, complete=len(rows) < _PAGE)

    def _more_failed(self, problem: Problem) -> None:
        self.model.page_failed()
        self._context.notices.problem(problem)

    def _move(self, event: QKeyEvent) -> None:
        """The arrow keys move in the list while the search has the focus."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        row = self.table.currentIndex().row() + steps[Qt.Key(event.key())]
        if self.model.rows:
            self.table.selectRow(max(0, min(row, len(self.model.rows) - 1)))

    def _share_width(self, room: int) -> None:
        """The columns share the width there is; beside a form in a small window those that matter least give way."""
        columns = self.model.columns
        shown = len(columns) - (_LEAST if room < _ROOM_FOR_ALL else 0)
        for place in range(len(columns)):
            self.table.setColumnHidden(place, place >= shown)
        *shares, last = (column.share for column in columns[:shown])
        widths = [room * share // (sum(shares) + last) for share in shares]
        self.table.set_widths([*widths, room - sum(widths)])

    def _row_chosen(self, row: ConsumerRow | None) -> None:
        if row is not None:
            self._chosen = row.id
        self._show_choice()

    def _show_choice(self) -> None:
        """Edit and Book are for a consumer of the list."""
        shown = self._chosen is not None and self.model.row_of(self._chosen) is not None
        for part in (self.edit_button, self.book_button):
            part.setEnabled(shown)
            part.setAccessibleDescription("" if shown else _("Choose a consumer first."))
