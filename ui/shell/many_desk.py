"""What leads to many at once: from the menu, from a day of a clinician in the calendar, from rows that are chosen."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.rules.words import Action
from frontdesk.views.many import ManyScope
from ui.many.sheet import ManySheet
from ui.shell.list_desk import ListDesk

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.window import Shell


class ManyDesk(QObject):
    """The sheet of many at once of one shell."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self.sheet: ManySheet | None = None

    def open(self) -> None:
        """All that is ahead of this center today, or of those rows that are chosen in the list of appointments."""
        desk = self._shell.journeys.desks["appointments"]
        chosen = desk.chosen() if isinstance(desk, ListDesk) and self._shell.journeys.is_on_page("appointments") else ()
        if chosen:
            self.open_chosen(chosen)
        else:
            self.open_scope(ManyScope(self._shell.center.id))

    def open_day(self, clinician_id: int | None, day: date) -> None:
        """All of a clinician's day, or of everybody's."""
        self.open_scope(ManyScope(self._shell.center.id, day, day, clinician_id))

    def open_chosen(self, ids: tuple[int, ...], action: Action = Action.CANCEL) -> None:
        """Those that were chosen, wherever they take place."""
        self.open_scope(ManyScope(self._shell.center.id, ids=ids), action)

    def open_scope(self, scope: ManyScope, action: Action = Action.CANCEL) -> None:
        """The sheet over the window."""
        sheet = ManySheet(self._shell, self._shell.context, scope)
        sheet.what.choose(action)
        sheet.closed.connect(self._closed)
        self.sheet = sheet
        sheet.open()

    def _closed(self) -> None:
        """What was done with is chosen no longer."""
        sheet, self.sheet = self.sheet, None
        desk = self._shell.journeys.desks["appointments"]
        if sheet is not None and sheet.begun and isinstance(desk, ListDesk) and desk.lazy.is_made:
            desk.page.choosing.several.forget()
