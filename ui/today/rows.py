"""The list of the start page: gone through by keys over all its sections, with the fitting buttons in its rows."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStyle, QWidget

from frontdesk.rules.words import Action
from ui.texts import _
from ui.theme import current
from ui.today.delegate import TodayDelegate
from ui.today.entries import Deed, Does, Entry, Key
from ui.today.model import ENTRY, TodayModel
from ui.today.words import ticks
from ui.widgets import button, set_tip

KEYS: Final[dict[Deed, str]] = {
    Action.ACCEPT: "A",
    Action.CHECK_IN: "I",
    Action.COMMENCE: "C",
    Action.COMPLETE: "C",
    Action.NO_SHOW: "N",
    Does.REBOOK: "B",
    Does.BOOK_FREE: "B",
    Does.ACCEPT_REQUEST: "A",
    Does.DECLINE_REQUEST: "D",
}
"""The letter that does it for the row chosen; Space and Ctrl+Enter do what is best."""
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Deeds(QWidget):
    """The buttons of one row; they take no focus, since the row has it: `wanted` with what was pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)

    def show_entry(self, entry: Entry) -> None:
        """Offer what this entry offers; the buttons stay as they are while that is the same."""
        wanted = (entry.deeds, entry.is_prominent, entry.title)
        if wanted == self._shown:
            return
        self._shown = wanted
        while self._row.count() > 1:
            item = self._row.takeAt(1)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place, (deed, word) in enumerate(entry.deeds):
            name = f"{deed.value.replace('-', '_')}_{entry.key.number}"
            made = button(word, name=name, primary=entry.is_prominent and place == 0)
            made.setAccessibleName(_("{what}: {name}").format(what=word, name=entry.title))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            set_tip(made, _("Space or {key}").format(key=KEYS[deed]) if place == 0 else KEYS[deed])
            made.clicked.connect(partial(self.wanted.emit, deed))
            self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
            made.show()  # else the layout gives it no room before the next turn of the event loop


class TodayList(QListView):
    """`chosen` with the entry, None for none; `opened`; `menu_wanted` with a place on the screen.

    `deed_wanted` with the entry and what is to be done.
    """

    chosen = Signal(object)
    opened = Signal(object)
    deed_wanted = Signal(object, object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, model: TodayModel) -> None:
        super().__init__()
        self._is_filling = False
        self._delegate = TodayDelegate(self)
        self.setObjectName("today_list")
        self.setAccessibleName(_("Appointments of today"))
        self.setAccessibleDescription(_("Enter opens the one chosen, Space does what is next."))
        self.setProperty("ground", "window")
        self.entries = model
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ENTRY)))

    # What the page calls

    def put(self, entries: Sequence[Entry]) -> None:
        """Show these; what is chosen stays chosen while it is there, and nothing scrolls."""
        key, at = self.chosen_key(), self.verticalScrollBar().value()
        self._is_filling = True
        self.entries.put(entries)
        self._dress()
        place = self.entries.place_of(key)
        if place is not None:
            self.selectionModel().setCurrentIndex(self.entries.index(place), _CHOOSE)
        else:
            self.selectionModel().clear()
        self.verticalScrollBar().setValue(at)
        self._is_filling = False
        if key is not None and place is None:
            self.chosen.emit(None)

    def choose(self, key: Key | None) -> bool:
        """Choose the entry of that key and bring it into view, silently; None chooses none. Whether it is there."""
        place = self.entries.place_of(key)
        self._is_filling = True
        if place is None:
            self.selectionModel().clear()
        else:
            index = self.entries.index(place)
            self.selectionModel().setCurrentIndex(index, _CHOOSE)
            self.scrollTo(index)
        self._is_filling = False
        return place is not None

    def chosen_key(self) -> Key | None:
        """The key of the entry chosen."""
        entry = self.chosen_entry()
        return entry.key if entry is not None else None

    def chosen_entry(self) -> Entry | None:
        """The entry chosen, None for none."""
        rows = self.selectionModel().selectedIndexes()
        return rows[0].data(ENTRY) if rows else None

    def show_time(self, now: datetime) -> None:
        """It is later: only what says for how long is painted again."""
        self.entries.now = now
        for place, entry in enumerate(self.entries.entries):
            if entry.asked is not None or (entry.row is not None and ticks(entry.row, now)):
                item = self.visualRect(self.entries.index(place))
                self.viewport().update(self._delegate.status_of(item, entry.key, self.layoutDirection()))

    # Inside

    def _dress(self) -> None:
        """Give each row its buttons, keeping those that it has."""
        widths: dict[Key, int] = {}
        for place, entry in enumerate(self.entries.entries):
            index = self.entries.index(place)
            made = self.indexWidget(index)
            if not isinstance(made, Deeds):
                if not entry.deeds:
                    continue
                made = Deeds(self.viewport())
                made.wanted.connect(partial(self._press, entry.key))
                self.setIndexWidget(index, made)
            made.show_entry(entry)
            widths[entry.key] = made.sizeHint().width()
        self._delegate.widths = widths
        self.updateGeometries()
        self.updateEditorGeometries()

    def _press(self, key: Key, deed: Deed) -> None:
        place = self.entries.place_of(key)
        if place is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectionModel().setCurrentIndex(self.entries.index(place), _CHOOSE)
            self.deed_wanted.emit(self.entries.entries[place], deed)

    def _do(self, letter: str = "") -> bool:
        """Do what is best for the row chosen, or what that letter does; whether there is such a thing."""
        entry = self.chosen_entry()
        deeds = [one for one, _word in entry.deeds if not letter or KEYS[one] == letter] if entry is not None else []
        if entry is None or not deeds:
            return False
        self.deed_wanted.emit(entry, deeds[0])
        return True

    # Qt's events

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802  Qt's name
        super().selectionChanged(selected, deselected)
        if not self._is_filling:
            self.chosen.emit(self.chosen_entry())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if (enter and ctrl) or event.key() == Qt.Key.Key_Space:
            self._do()
        elif enter:
            if self.chosen_entry() is not None:
                self.opened.emit(self.chosen_entry())
        elif event.text().upper() in KEYS.values() and not event.modifiers():
            if not self._do(letter=event.text().upper()):
                event.ignore()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose_end(first=event.key() == Qt.Key.Key_Home)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.chosen_entry() is None:
            self._choose_end(first=True)
        elif event.text().isalnum() and not event.modifiers():
            event.ignore()  # nothing is looked for by letters here
        else:
            super().keyPressEvent(event)

    def _choose_end(self, *, first: bool) -> None:
        """To the first row or the last; the headings above the first come into view with it."""
        rows = [place for place, entry in enumerate(self.entries.entries) if entry.can_be_chosen]
        if rows:
            self.selectionModel().setCurrentIndex(self.entries.index(rows[0 if first else -1]), _CHOOSE)
            self.scrollTo(self.entries.index(0 if first else rows[-1]))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """While nothing is chosen, a ring around the row to which the first key leads shows where the keys are."""
        super().paintEvent(event)
        if not self.hasFocus() or self.chosen_entry() is not None:
            return
        first = next((at for at, entry in enumerate(self.entries.entries) if entry.can_be_chosen), None)
        item = self.viewport().rect() if first is None else self.visualRect(self.entries.index(first))
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(current().accent), 2))
        painter.drawRect(
            QStyle.visualRect(self.layoutDirection(), item, self._delegate.card_of(item)).adjusted(1, 1, -1, -2)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Qt would lay the rows out a tenth of a second later, and the buttons would be gone for as long."""
        super().resizeEvent(event)
        self.doItemsLayout()
        self.updateEditorGeometries()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """The menu key is for the row chosen, the right button for the one under the pointer."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and index.data(ENTRY).can_be_chosen:
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(index.data(ENTRY), below if by_key else event.globalPos())
