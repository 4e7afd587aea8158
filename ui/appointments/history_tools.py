"""What narrows a history: a word to find in it, the kind of change, and copying what is found."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.appointments.history_words import KINDS, kind_word
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import SearchBox, icon_button
from ui.widgets.dropdown import DropDown

_SEARCH_WIDTH = 240


class HistoryTools(QWidget):
    """`changed` when something else is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(_("Find in history"), name="history_search")
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.kinds = DropDown(name="history_kinds", what=_("Which changes"))
        for kind in KINDS:
            self.kinds.addItem(kind_word(kind), kind)
        self.copy = icon_button("ph.copy", _("Copy the history as text"), name="history_copy")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], 0)
        row.setSpacing(SPACE[1])
        for made in (self.search, self.kinds):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.copy)
        self.search.wanted.connect(lambda _text: self.changed.emit())
        self.kinds.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def kind(self) -> str:
        """Which changes are wanted, a key of `KINDS`."""
        return str(self.kinds.currentData())

    def wanted(self) -> list[str]:
        """The words to find, all of them, case ignored."""
        return self.search.text().casefold().split()
