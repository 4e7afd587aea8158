"""What opens from the view button: what columns and colours stand for, printing, and the modes where room is short."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.calendar.look import Look
from ui.texts import _
from ui.theme import icon


class ViewMenu(QMenu):
    """`mode_chosen`, `by_chosen` and `colouring_chosen` with what was chosen, `print_wanted` for the day's schedule."""

    mode_chosen = Signal(object)
    by_chosen = Signal(object)
    colouring_chosen = Signal(object)
    print_wanted = Signal()

    def __init__(self, parent: QWidget, modes: Iterable[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setObjectName("calendar_view_menu")
        self._modes = self._group("mode", modes, self.mode_chosen)
        self._below_modes = QAction(self)  # one that Qt makes itself is lost to Python where its place is used again
        self._below_modes.setSeparator(True)
        self.addAction(self._below_modes)
        columns = (("clinician", _("A column for each clinician")), ("room", _("A column for each room")))
        self._columns = self._group("columns", columns, self.by_chosen)
        self.addSeparator()
        colours = (("service", _("Colours by service")), ("status", _("Colours by status")))
        self._colours = self._group("colours", colours, self.colouring_chosen)
        self.addSeparator()
        printing = QAction(icon("ph.printer"), _("Print the day's schedule"), self)
        printing.setObjectName("print_day_action")
        printing.triggered.connect(self.print_wanted)
        self.addAction(printing)

    def show_look(self, look: Look) -> None:
        """Tick what the look has; month and agenda have no columns."""
        for group, value in ((self._modes, look.mode), (self._columns, look.by), (self._colours, look.colouring)):
            for action in group.actions():
                action.setChecked(action.data() == value)
        self._columns.setEnabled(look.mode in ("day", "week"))

    def offer_modes(self, offered: bool) -> None:
        """Offer the modes too, where they do not stand beside it."""
        self._modes.setVisible(offered)
        self._below_modes.setVisible(offered)

    def _group(self, name: str, lines: Iterable[tuple[str, str]], chosen: SignalInstance) -> QActionGroup:
        group = QActionGroup(self)
        for value, words in lines:
            action = QAction(words, group)
            action.setObjectName(f"{name}_{value}")
            action.setCheckable(True)
            action.setData(value)
            self.addAction(action)
        group.triggered.connect(lambda action: chosen.emit(action.data()))
        return group
