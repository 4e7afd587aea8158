"""A line above the columns for damaged appointments that have no time of the day to stand at."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from frontdesk.views.day import Damaged
from ui.calendar.damage import damaged_line
from ui.texts import ngettext
from ui.theme import SPACE, icon

SHOWN = 2
"""How many have a button of their own; the others stand in a menu."""


class DamagedLine(QWidget):
    """A button for each; `chosen` carries the appointment's id."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_damaged")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE[3], 0, SPACE[3], SPACE[0])
        self._row.setSpacing(SPACE[0])
        self._damaged: tuple[Damaged, ...] = ()
        self.hide()

    def offer(self, damaged: Sequence[Damaged]) -> None:
        """Show these, and nothing when there are none."""
        if tuple(damaged) == self._damaged:
            return
        self._damaged = tuple(damaged)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in self._damaged[:SHOWN]:
            self._row.addWidget(self._button(one))
        if more := self._damaged[SHOWN:]:
            self._row.addWidget(self._more(more))
        self._row.addStretch(1)
        self.setVisible(bool(self._damaged))

    def _flat(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        return button

    def _button(self, damaged: Damaged) -> QToolButton:
        said = damaged_line(damaged)
        button = self._flat(f"calendar_damaged_{damaged.id}")
        button.setText(said.replace("&", "&&"))
        button.setIcon(icon("ph.warning-circle", "danger"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(said)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(60)
        button.clicked.connect(partial(self.chosen.emit, damaged.id))
        return button

    def _more(self, damaged: Sequence[Damaged]) -> QToolButton:
        said = ngettext("{count} more", "{count} more", len(damaged)).format(count=len(damaged))
        button = self._flat("calendar_damaged_more")
        button.setText(said)
        button.setAccessibleName(said)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for one in damaged:
            menu.addAction(damaged_line(one).replace("&", "&&"), partial(self.chosen.emit, one.id))
        button.setMenu(menu)
        return button
