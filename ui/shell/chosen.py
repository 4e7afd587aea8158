"""What can be done with the appointment that is chosen, wherever in the window: by menu, by key and by the palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import actions_menu, fill_menu, offered, why_not_text
from ui.texts import _, action_word

if TYPE_CHECKING:  # the shell imports this
    from ui.shell.journeys import Journeys
    from ui.shell.window import Shell


class Chosen(QObject):
    """All of it from the offers that come with the appointment; what is not allowed says why."""

    def __init__(self, shell: "Shell", journeys: "Journeys") -> None:
        super().__init__(journeys)
        self._shell = shell
        self._journeys = journeys

    def view(self) -> AppointmentView | None:
        """The chosen appointment as it shows; None when none is chosen, or while it is being read."""
        view = self._journeys.shown_view()
        return view if view is not None and view.id == self._journeys.chosen else None

    def take(self, action: Action) -> None:
        """Take an action on the chosen appointment, or say why it cannot be taken."""
        view, chosen = self.view(), self._journeys.chosen
        if view is not None:
            self._begin(action, view)
        elif chosen is not None:
            self._journeys.read(chosen, partial(self._begin, action))
        else:
            self._shell.notices.show(_("Choose an appointment first."))

    def take_on(self, appointment_id: int, action: Action) -> None:
        """The same for an appointment that need not be chosen, as a button on a page asks for it."""
        self._journeys.read(appointment_id, partial(self._begin, action))

    def _begin(self, action: Action, view: AppointmentView) -> None:
        offer = next((each for each in offered(view) if each.action is action), None)
        if offer is None:
            said = _("{action} is not possible: the appointment has gone on.")
            self._shell.notices.show(said.format(action=action_word(action)))
        elif not offer.allowed:
            said = _("{action} is not possible: {why}")
            self._shell.notices.show(said.format(action=action_word(action), why=why_not_text(offer)))
        else:
            self._journeys.acting.begin(action, view)

    def open_menu(self, appointment_id: int, at: QPoint) -> None:
        """The context menu of an appointment, at a global point."""
        self._journeys.read(appointment_id, lambda view: self._pop_up(view, at))

    def _pop_up(self, view: AppointmentView, at: QPoint) -> None:
        menu = actions_menu(view, lambda action: self._journeys.acting.begin(action, view), self._shell)
        self.add_further(menu, view)
        self._journeys.pins.add_to(menu, view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def fill_menu(self, menu: QMenu) -> None:
        """Put what can be done with the chosen appointment into the menu bar's menu."""
        view = self.view()
        if view is not None:
            fill_menu(menu, view, lambda action: self._journeys.acting.begin(action, view))
            self.add_further(menu, view)

    def add_further(self, menu: QMenu, view: AppointmentView) -> None:
        """Put what leads further than an action below the actions in a menu, the same in each."""
        menu.addSeparator()
        self._journeys.rebooking.add_to(menu, view)
        self._journeys.waiting.add_to(menu, view)
