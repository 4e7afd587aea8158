"""Two records of one person: the other one is looked for, then which stays and which values hold is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QScrollArea, QStackedWidget, QWidget

from frontdesk.rules.problems import ChangedElsewhere, Problem
from frontdesk.services.duplicates import Duplicate
from frontdesk.services.forms import new_command_id
from frontdesk.services.merge_forms import Belongings, Clash, Merge, Merged, MergePreview
from frontdesk.texts import phone_text
from frontdesk.views.consumers import ConsumerDetails, ConsumerRow
from frontdesk.views.form_layout import FieldLayout
from ui.consumers.alike import duplicate_rows
from ui.consumers.fields import form_of
from ui.consumers.record_words import value_words
from ui.form_words import field_name
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, day_number, moment, ngettext
from ui.theme import SPACE
from ui.widgets import Row, RowList, SearchBox, Segmented, Sheet, label

_WIDTH = 620
_HITS = 20
_HEIGHT = 260


class MergeSheet(Sheet):
    """`merged` with the record that stayed. The choice of the other comes first; nothing is written before Merge."""

    merged = Signal(int)

    def __init__(self, parent: QWidget, context: Context, details: ConsumerDetails) -> None:
        super().__init__(parent, _("Merge two records"), _("Merge"), name="merge", width=_WIDTH)
        self._context = context
        self._mine = details
        self.preview: MergePreview | None = None
        self._groups: dict[str, QButtonGroup] = {}
        self._sent: Merge | None = None
        self._command_id = ""
        self.search = SearchBox(_("Find the other record"), name="merge_search")
        self.hits = RowList(name="merge_hits", what=_("Records found"), framed=True)
        self.hits.setFixedHeight(_HEIGHT)
        self.stays = Segmented(((0, ""), (1, "")), name="merge_stays", what=_("Which record stays"))
        self.problem = label("", style="error", wrap=True, name="merge_problem")
        self.problem.hide()
        self._words = label("", wrap=True, name="merge_words")
        self._clash = label("", style="warning", wrap=True, name="merge_clashes")
        self._nobody = label("", style="muted", wrap=True, name="merge_nobody")
        self._area = QScrollArea()
        self._stack = QStackedWidget()
        self._fill_body()
        self._join()
        self._look("")

    def _fill_body(self) -> None:
        name = f"{self._mine.first_name} {self._mine.last_name}"
        find = QFrame()
        column = _column(find)
        column.addWidget(label(_("Who else is {name}?").format(name=name), wrap=True), 0, 0)
        column.addWidget(self.search, 1, 0)
        column.addWidget(self._nobody, 2, 0)
        column.addWidget(self.hits, 3, 0)
        column.setRowStretch(4, 1)
        choose = QFrame()
        column = _column(choose)
        column.addWidget(label(_("The record that stays keeps its user ID"), style="caption"), 0, 0)
        column.addWidget(self.stays, 1, 0)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 2, 0)
        for row, part in enumerate((self._words, self._clash), 3):
            column.addWidget(part, row, 0)
        column.setRowStretch(5, 1)
        for page in (find, choose):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)
        self.body.addWidget(self.problem)
        self._offer()

    def _join(self) -> None:
        self.search.wanted.connect(self._look)
        self.search.list_key.connect(self._move)
        self.hits.opened.connect(self._choose)
        self.hits.clicked.connect(lambda _index: self._choose(self.hits.current_key()))
        self.stays.chosen.connect(self._swap)
        self.accepted.connect(self.merge)

    # Finding the other one

    def _look(self, typed: str) -> None:
        clinic, mine = self._context.clinic, self._mine
        if typed.strip():
            self._context.tasks.run(
                lambda: clinic.consumers.search(typed, _HITS), self._found, self._refused, key="merge.search"
            )
        else:
            form = form_of(mine)
            self._context.tasks.run(
                lambda: clinic.duplicates.of(form, mine.id), self._alike, self._refused, key="merge.search"
            )

    def _alike(self, found: tuple[Duplicate, ...]) -> None:
        self._show_hits(duplicate_rows(found), _("Nobody alike is known. Search for the other record."))

    def _found(self, rows: tuple[ConsumerRow, ...]) -> None:
        others = [row for row in rows if row.id != self._mine.id]
        self._show_hits([_hit(row) for row in others], _("Nobody is found. Check the spelling."))

    def _show_hits(self, rows: list[Row], nobody: str) -> None:
        self.hits.set_rows(rows, keep=False)
        self.hits.select_first()
        self.hits.setVisible(bool(rows))
        self._nobody.setText(nobody)
        self._nobody.setVisible(not rows)
        self._offer()

    def _move(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        count = len(self.hits.model_.rows)
        row = self.hits.currentIndex().row() + steps[Qt.Key(event.key())]
        if count:
            self.hits.setCurrentIndex(self.hits.model_.index(max(0, min(row, count - 1))))

    def _choose(self, other: object) -> None:
        if isinstance(other, int):
            self._ask(self._mine.id, other)

    # Choosing what holds

    def _ask(self, stays: int, other: int, said: str = "") -> None:
        self._say(said)
        merging = self._context.clinic.merging
        self._context.tasks.run(
            lambda: merging.preview(stays, other), self._previewed, self._refused, key="merge.preview"
        )

    def _previewed(self, preview: MergePreview) -> None:
        first = self.preview is None
        self.preview = preview
        both = sorted((preview.stays, preview.other), key=lambda one: one.id != self._mine.id)
        for place, one in enumerate(both):
            words = f"{one.first_name} {one.last_name} ({one.user_id})"
            segment = self.stays.findChild(QWidget, f"merge_stays_{place}")
            if isinstance(segment, QWidget):
                segment.setProperty("text", words)
                segment.setAccessibleName(_("Stays: {record}").format(record=words))
        self.stays.set_value(0 if preview.stays.id == self._mine.id else 1)
        self._show_fields(preview)
        self._words.setText(_follow_words(preview))
        self._clash.setText(_clash_words(preview.clashes))
        self._clash.setVisible(bool(preview.clashes))
        self._stack.setCurrentIndex(1)
        self._offer()
        if first and self.accept_button is not None:
            self.accept_button.setFocus()

    def _show_fields(self, preview: MergePreview) -> None:
        inside = QWidget()
        inside.setProperty("scrolled", True)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE[2])
        grid.setVerticalSpacing(SPACE[1])
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._groups = {}
        layout = {one.code: one for one in self._context.choices.consumer_form}
        for row, code in enumerate(preview.differing):
            field = layout.get(code, FieldLayout(code))
            word = field_name(field)
            grid.addWidget(label(word, style="muted"), row, 0)
            group = QButtonGroup(inside)
            for place, details in enumerate((preview.stays, preview.other)):
                value = value_words(field, _value(details, code), self._context.choices)
                grid.addWidget(_radio(group, place, f"merge_{code}_{place}", word, value), row, place + 1)
            group.button(0).setChecked(True)
            self._groups[code] = group
        if not preview.differing:
            grid.addWidget(label(_("Both records say the same."), style="muted"), 0, 0, 1, 3)
        self._area.setWidget(inside)
        self._area.setFixedHeight(min(inside.sizeHint().height() + SPACE[1], _HEIGHT))

    def _swap(self, _place: object) -> None:
        preview = self.preview
        if preview is None:
            return
        wanted = self._mine.id if self.stays.value() == 0 else self._other_id(preview)
        if wanted != preview.stays.id:
            self._ask(preview.other.id, preview.stays.id)

    def _other_id(self, preview: MergePreview) -> int:
        return preview.other.id if preview.stays.id == self._mine.id else preview.stays.id

    # Merging

    def wanted(self) -> Merge | None:
        """What stands chosen; None before the other record is."""
        preview = self.preview
        if preview is None:
            return None
        taken = {code for code, group in self._groups.items() if group.checkedId() == 1}
        stays, other = preview.stays, preview.other
        return Merge(stays.id, stays.version, other.id, other.version, frozenset(taken | {*preview.only_other}))

    def merge(self) -> None:
        """Merge as chosen, or take the record that is marked; the same merge sent again keeps its command id."""
        wanted = self.wanted()
        if wanted is None:
            self._choose(self.hits.current_key())
            return
        if wanted != self._sent:
            self._sent, self._command_id = wanted, new_command_id()
        merging, command_id = self._context.clinic.merging, self._command_id
        self._enable(enabled=False)
        self._context.tasks.run(lambda: merging.merge(wanted, command_id), self._done, self._refused)

    def _done(self, merged: Merged) -> None:
        self._context.notices.show(_("The two records are one now."))
        self._context.changes.changed.emit(merged.changes)
        self.close_sheet()
        self.merged.emit(merged.consumer_id)

    def _refused(self, problem: Problem) -> None:
        self._offer()
        if isinstance(problem, ChangedElsewhere) and self.preview is not None:
            said = _("{who} changed one of them meanwhile. Nothing was merged; look again.")
            who = problem.by or _("Somebody else")
            self._ask(self.preview.stays.id, self.preview.other.id, said.format(who=who))
        else:
            self._say(sentence(problem))

    def _offer(self) -> None:
        self._enable(enabled=self.preview is not None or bool(self.hits.model_.rows))
        if self.accept_button is not None:
            self.accept_button.setText(_("Continue") if self.preview is None else _("Merge"))

    def _enable(self, *, enabled: bool) -> None:
        if self.accept_button is not None:
            self.accept_button.setEnabled(enabled)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


def _column(page: QFrame) -> QGridLayout:
    column = QGridLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setVerticalSpacing(SPACE[1])
    return column


def _radio(group: QButtonGroup, place: int, name: str, word: str, value: str) -> QRadioButton:
    made = QRadioButton(value.replace("&", "&&").replace("\n", " ")[:80])
    made.setObjectName(name)
    made.setAccessibleName(f"{word}: {value}")
    made.setMinimumWidth(40)
    group.addButton(made, place)
    return made


def _hit(row: ConsumerRow) -> Row:
    facts = (day_number(row.birth_date) if row.birth_date else "", phone_text(row.phone), row.email)
    return Row(
        row.id, row.name, " \N{MIDDLE DOT} ".join(one for one in facts if one), right=row.user_id, icon="ph.user"
    )


def _value(details: ConsumerDetails, code: str) -> object:
    return dict(details.own).get(code) if code.startswith("own-") else getattr(details, code)


def _follow_words(preview: MergePreview) -> str:
    other = preview.other
    name = f"{other.first_name} {other.last_name} ({other.user_id})"
    return _("{what} of {record} follow, with their history. This cannot be undone.").format(
        what=_counted(preview.of_other), record=name
    )


def _counted(one: Belongings) -> str:
    appointments = ngettext("{count} appointment", "{count} appointments", one.appointments)
    requests = ngettext("{count} request", "{count} requests", one.requests)
    messages = ngettext("{count} message", "{count} messages", one.messages)
    return ", ".join(
        (
            appointments.format(count=one.appointments),
            requests.format(count=one.requests),
            messages.format(count=one.messages),
        )
    )


def _clash_words(clashes: Sequence[Clash]) -> str:
    if not clashes:
        return ""
    one = clashes[0]
    said = _("Both have an appointment at the same time: {first} and {second}, {when}.").format(
        first=one.service, second=one.other_service, when=moment(one.wall_start)
    )
    if len(clashes) == 1:
        return said
    more = ngettext("{count} more.", "{count} more.", len(clashes) - 1).format(count=len(clashes) - 1)
    return f"{said} {more}"
