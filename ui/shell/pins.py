"""The pinboard of the calendar from menus: the same cutting and putting down as by its keys, from any page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from frontdesk.views.appointment import AppointmentView
from ui.texts import _
from ui.theme import icon
from ui.widgets import set_tip

if TYPE_CHECKING:  # the shell imports this
    from ui.calendar.moving import Moving
    from ui.shell.journeys import Journeys


class Pins:
    """What menus offer of the pinboard; what cannot be done says why."""

    def __init__(self, journeys: "Journeys") -> None:
        self._journeys = journeys

    def add_to(self, menu: QMenu, view: AppointmentView | None) -> None:
        """Offer to cut that appointment (None while none is chosen), and to put down what was cut first."""
        cut = told_entry(menu, "pin_cut", _("Cut to the pinboard"), "Ctrl+X", lambda: self.cut(view))
        cut.setIcon(icon("ph.push-pin", "muted"))
        say_why(cut, self.why_not_cut(view))
        self.add_put_down(menu)

    def add_put_down(self, menu: QMenu) -> None:
        """Offer to put down what was cut first."""
        first = self._moving.board.next() if self._is_made else None
        words = _("Put down from the pinboard") if first is None else _("Put {consumer} down in the calendar")
        words = words.format(consumer="" if first is None else first.card.consumer)
        put = told_entry(menu, "pin_put_down", words, "Ctrl+V", self.put_down)
        say_why(put, self.why_not_put())

    def why_not_cut(self, view: AppointmentView | None) -> str:
        """Why it cannot be cut, as a sentence; empty where it can be."""
        return _("Choose an appointment first.") if view is None else self._moving.why_not_cut(view)

    def why_not_put(self) -> str:
        """Why nothing can be put down, as a sentence; empty where something can be."""
        return _("Nothing is pinned.") if not self._is_made else self._moving.why_not_put()

    def cut(self, view: AppointmentView | None) -> None:
        """Pin it."""
        if view is not None:
            self._moving.cut(view)

    def put_down(self) -> None:
        """Carry what was pinned first over what the calendar shows."""
        self._journeys.show_page("calendar")
        self._moving.put_next()

    @property
    def _is_made(self) -> bool:
        return self._journeys.desks["calendar"].lazy.is_made

    @property
    def _moving(self) -> "Moving":
        return self._journeys.calendar.moving


def told_entry(menu: QMenu, name: str, words: str, keys: str, do: Callable[[], None]) -> QAction:
    """An entry that tells its keys and does not hear them: who has the focus does, so that no two listen at once."""
    entry = QAction(words.replace("&", "&&"), menu)
    entry.setObjectName(name)
    entry.setShortcut(QKeySequence(keys))
    entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    entry.setShortcutVisibleInContextMenu(True)
    entry.triggered.connect(lambda _checked=False: do())
    menu.addAction(entry)
    return entry


def say_why(entry: QAction, why: str) -> None:
    """Let it be chosen, or say why it cannot be."""
    entry.setEnabled(not why)
    entry.setStatusTip(why)
    set_tip(entry, why)
