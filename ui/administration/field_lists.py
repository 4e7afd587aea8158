"""The two lists of a form's fields, shown and not shown, with what moves a field in them and between them."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from frontdesk.rules.words import QuestionKind
from frontdesk.views.form_layout import FIXED, FieldLayout
from ui.administration.arrangement import Arrangement
from ui.form_words import field_name, kind_word
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Row, RowList, button, icon_button, label

_WIDTH: Final = 264
_KINDS: Final = (
    QuestionKind.TEXT,
    QuestionKind.NUMBER,
    QuestionKind.DATE,
    QuestionKind.CHOICE,
    QuestionKind.YES_NO,
)
"""Of which kinds a field of the clinic's own may be, in the order of the menu."""


class FieldLists(QFrame):
    """`show_fields` it; it says what is `chosen`, and what is wanted: another place, the other list, a new field."""

    chosen = Signal()
    move_wanted = Signal(int)
    toggle_wanted = Signal()
    kind_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "right")
        self.setFixedWidth(_WIDTH)
        self.shown = RowList(name="forms_shown", what=_("Shown, in this order"), framed=True)
        self.hidden = RowList(name="forms_hidden", what=_("Not shown"), framed=True)
        self.up = icon_button("ph.arrow-up", _("Move up (Alt+Up)"), name="forms_up")
        self.down = icon_button("ph.arrow-down", _("Move down (Alt+Down)"), name="forms_down")
        self.toggle = button(_("Do not show"), name="forms_toggle")
        self.add = button(_("Add field"), name="forms_add", icon="ph.plus")
        self._lay_out()
        self._join()
        self.setFocusProxy(self.shown)

    def _lay_out(self) -> None:
        moves = QHBoxLayout()
        moves.setSpacing(SPACE[0])
        for part in (self.up, self.down, self.toggle):
            moves.addWidget(part)
        moves.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        column.setSpacing(SPACE[1])
        column.addWidget(label(_("Shown, in this order"), style="caption"))
        column.addWidget(self.shown, 3)
        column.addLayout(moves)
        column.addWidget(label(_("Not shown"), style="caption"))
        column.addWidget(self.hidden, 1)
        column.addWidget(self.add)
        self.hidden.setMinimumHeight(76)

    def _join(self) -> None:
        for each, other in ((self.shown, self.hidden), (self.hidden, self.shown)):
            each.chosen.connect(lambda _key, other=other: self._choose(other))
            each.opened.connect(lambda _key: self.toggle_wanted.emit())
            each.installEventFilter(self)
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        self.toggle.clicked.connect(self.toggle_wanted)
        menu = QMenu(self.add)
        for kind in _KINDS:
            one = QAction(kind_word(kind), menu)
            one.setObjectName(f"forms_add_{kind.value.replace('-', '_')}")
            one.triggered.connect(lambda _on, kind=kind: self.kind_wanted.emit(kind))
            menu.addAction(one)
        self.add.setMenu(menu)

    def current_key(self) -> object:
        """The code of the field that is chosen in either list."""
        return self.shown.current_key() or self.hidden.current_key()

    def show_fields(self, arrangement: Arrangement, code: str | None) -> None:
        """Show these, with the field of that code chosen."""
        for each, fields in ((self.shown, arrangement.shown()), (self.hidden, arrangement.hidden())):
            each.blockSignals(True)
            each.set_rows(_rows(fields), keep=False)
            if code is not None:
                each.select(code)
            each.blockSignals(False)

    def offer(self, one: FieldLayout | None, shown: Sequence[FieldLayout]) -> None:
        """Offer what can be done with the field that is chosen; `shown` are those of the first list."""
        place = shown.index(one) if one in shown else -1
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(shown) - 1)
        self.toggle.setEnabled(one is not None and one.code not in FIXED)
        self.toggle.setText(_("Show") if one is not None and not one.shown else _("Do not show"))

    def _choose(self, other: RowList) -> None:
        """Only one field is chosen, whichever list it is in."""
        other.blockSignals(True)
        other.clearSelection()
        other.setCurrentIndex(other.model_.index(-1))
        other.blockSignals(False)
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """In a list Alt with an arrow moves the field, Delete takes it out of the form."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(steps[Qt.Key(event.key())])
            return True
        if event.key() == Qt.Key.Key_Delete and watched is self.shown:
            self.toggle_wanted.emit()
            return True
        return False


def _rows(fields: Iterable[FieldLayout]) -> list[Row]:
    return [
        Row(
            one.code,
            field_name(one) or _("New field"),
            right=_("required") if one.required else "",
            icon="ph.star" if one.own else "",
        )
        for one in fields
    ]
