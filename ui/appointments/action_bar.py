"""The buttons of an appointment: the fitting next step with a drop-down of all that can be done, and printing."""

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.offers import Offer
from ui.appointments.actions import (
    action_text,
    actions_menu,
    is_prominent,
    offered,
    primary,
    tip_text,
)
from ui.texts import _, reason_text
from ui.theme import SPACE, icon
from ui.widgets import button, set_tip
from ui.widgets.flow import Flow

_ARROW_WIDTH = 36
_OF_CLINICIANS = (Action.ACCEPT_TASK, Action.REJECT_TASK)
"""Whoever may not take these has them in the drop-down alone, which says why."""


class ActionBar(QFrame):
    """`action_wanted` with an Action; what is offered comes with the appointment and is not decided here.

    `menu_opening` with the drop-down's menu and the appointment, for what leads further than an action.
    """

    action_wanted = Signal(object)
    menu_opening = Signal(object, object)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self._view: AppointmentView | None = None
        self.next = button("", name="next_action_button", primary=True)
        self.next.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more = self._more_button()
        self.more_alone = button(_("More actions"), name="more_actions_alone", icon="ph.caret-down")
        """Where there is no next step to stand beside."""
        self.reschedule = button(_("Reschedule"), name="reschedule_button")
        self.reassign = button(_("Reassign"), name="reassign_button")
        self.decline = button(_("Decline"), name="decline_button")
        """Of a request in place of cancelling it, which the drop-down has."""
        self.cancel = button(_("Cancel appointment"), name="cancel_appointment_button")
        self.accept_task = button(_("Accept task"), name="accept_task_button")
        self.reject_task = button(_("Reject task"), name="reject_task_button")
        self.print = button(_("Print"), name="print_button")
        self.next.clicked.connect(self._next)
        self.more.clicked.connect(self.open_menu)
        self.more_alone.clicked.connect(self.open_menu)
        self._beside = {
            Action.ACCEPT_TASK: self.accept_task,
            Action.REJECT_TASK: self.reject_task,
            Action.RESCHEDULE: self.reschedule,
            Action.REASSIGN: self.reassign,
            Action.DECLINE: self.decline,
            Action.CANCEL: self.cancel,
        }
        for action, made in self._beside.items():
            made.clicked.connect(lambda _on=False, action=action: self.action_wanted.emit(action))
        self.print.clicked.connect(self.print_wanted)
        self._lay_out()

    def _more_button(self) -> QPushButton:
        made = button("", name="more_actions_button", primary=True)
        made.setAccessibleName(_("More actions"))
        made.setIcon(icon("ph.caret-down", "on_accent"))
        made.setIconSize(QSize(14, 14))
        made.setFixedWidth(_ARROW_WIDTH)
        set_tip(made, _("More actions"))
        return made

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(1)
        first.addWidget(self.next, 1)
        first.addWidget(self.more)
        others = Flow((self.more_alone, *self._beside.values(), self.print), spacing=SPACE[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[1])
        column.addLayout(first)
        column.addWidget(others)

    def show_view(self, view: AppointmentView) -> None:
        """Offer what this appointment offers."""
        self._view = view
        step = primary(view)
        self.next.setVisible(step is not None)
        if step is not None:
            self._dress(self.next, action_text(step.action, view), step)
        self._set_prominent(step is not None and is_prominent(step))
        self._offer_print(view)
        offers = {offer.action: offer for offer in offered(view)}
        beside = {action for action in self._beside if action in offers}
        beside -= {action for action in _OF_CLINICIANS if action in offers and not offers[action].allowed}
        if step is not None:
            beside -= {step.action}
        if Action.DECLINE in beside:
            beside -= {Action.CANCEL}
        more = bool(offers.keys() - beside - {step.action if step else None})
        self.more.setVisible(more and step is not None)
        self.more_alone.setVisible(more and step is None)
        for action, made in self._beside.items():
            offer = offers.get(action)
            made.setVisible(action in beside)
            if offer is not None:
                self._dress(made, action_text(action, view), offer)

    def open_menu(self) -> None:
        """Open the drop-down under its button."""
        if self._view is not None:
            menu: QMenu = actions_menu(self._view, self.action_wanted.emit, self)
            self.menu_opening.emit(menu, self._view)
            menu.aboutToHide.connect(menu.deleteLater)
            under = self.more_alone if self.more.isHidden() else self.more
            menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))

    def set_busy(self, *, busy: bool) -> None:
        """While an action is under way no second one begins."""
        self.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button it stands on."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed, QPushButton):
            pressed.click()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        step = primary(self._view) if self._view else None
        if step is not None:
            self.action_wanted.emit(step.action)

    def _offer_print(self, view: AppointmentView) -> None:
        why = "" if view.start is not None else reason_text("confirmation.no-time")
        self.print.setEnabled(not why)
        self.print.setAccessibleDescription(why)
        set_tip(self.print, why)

    @staticmethod
    def _dress(made: QPushButton, text: str, offer: Offer) -> None:
        made.setText(text)
        made.setAccessibleName(text)
        made.setEnabled(offer.allowed)
        made.setAccessibleDescription(tip_text(offer))
        set_tip(made, tip_text(offer))

    def _set_prominent(self, on: bool) -> None:
        for made in (self.next, self.more):
            if made.property("primary") != on:
                made.setProperty("primary", on)
                made.style().unpolish(made)
                made.style().polish(made)
        self.more.setIcon(icon("ph.caret-down", "on_accent" if on else "text"))
