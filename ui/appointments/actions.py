"""An appointment's actions: their order and keys, which is the prominent one, and the one menu that shows them all.

What is allowed comes with the appointment (`offers`); nothing is decided here but words and order.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.rules.words import Action, Status
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.offers import Offer
from ui.texts import _, action_icon, action_word, reason_text
from ui.theme import icon
from ui.widgets import set_tip

_GROUPS: Final[tuple[dict[Action, str], ...]] = (
    {
        Action.ACCEPT: "Ctrl+Shift+Y",
        Action.CONSUMER_ACCEPTS: "Ctrl+Shift+P",
        Action.OFFER_SLOT: "Ctrl+Shift+T",
        Action.CHECK_IN: "Ctrl+I",
        Action.COMMENCE: "Ctrl+B",
        Action.COMPLETE: "Ctrl+D",
        Action.NO_SHOW: "Ctrl+Shift+N",
        Action.BOOK: "Ctrl+Shift+B",
        Action.CONFIRM_COMPLETION: "Ctrl+Shift+G",
        Action.ACCEPT_TASK: "Ctrl+Shift+A",
        Action.CONSUMER_CONFIRMS: "Ctrl+Shift+F",
    },
    {
        Action.RESCHEDULE: "Ctrl+R",
        Action.ASK_TO_RESCHEDULE: "Ctrl+Shift+R",
        Action.CONSUMER_SUGGESTS: "Ctrl+Shift+S",
        Action.REASSIGN: "Ctrl+G",
        Action.TO_WAITING_LIST: "Ctrl+Shift+W",
    },
    {
        Action.STEP_BACK: "Ctrl+Shift+I",
        Action.REOPEN: "Ctrl+Shift+O",
        Action.RESTORE: "Ctrl+Shift+K",
    },
    {
        Action.LEFT: "Ctrl+Shift+L",
        Action.DECLINE: "Ctrl+Shift+D",
        Action.REJECT_TASK: "Ctrl+Shift+J",
        Action.CONSUMER_DECLINES: "Ctrl+Shift+X",
        Action.CANCEL: "Ctrl+Shift+C",
        Action.MISTAKE: "Ctrl+Shift+E",
    },
)
"""What leads on; what moves it or asks for another time; what takes a step back; what ends it."""

KEYS: Final[dict[Action, str]] = {action: keys for group in _GROUPS for action, keys in group.items()}
"""All that can be done with an appointment, in the order in which it is shown, each with its keys as Qt writes them.

Words and icons are `ui.texts`' own. None of the keys means anything to a text field or to the calendar.
"""

_FITTING: Final = {
    Status.PROPOSED: (Action.ACCEPT,),
    Status.PENDING: (Action.CONSUMER_ACCEPTS,),
    Status.WAITLIST: (Action.OFFER_SLOT,),
    Status.BOOKED: (Action.CHECK_IN, Action.COMMENCE, Action.COMPLETE),
    Status.ARRIVED: (Action.COMMENCE, Action.COMPLETE),
    Status.CHECKED_IN: (Action.COMPLETE,),
    Status.FULFILLED: (Action.BOOK, Action.REOPEN),
    Status.NOSHOW: (Action.REOPEN,),
    Status.CANCELLED: (Action.BOOK, Action.RESTORE),
}
_FITTING_WHEN_PAST: Final = (Action.COMPLETE, Action.NO_SHOW)
_QUIET: Final = (Action.REOPEN, Action.NO_SHOW, Action.RESTORE)
"""A next step that is offered, but is not the prominent one."""


def offered(view: AppointmentView) -> tuple[Offer, ...]:
    """The offers of `view` in the order in which button, menu and shortcut show them."""
    known = {offer.action: offer for offer in (*view.offers, *filter(None, [view.again, view.follow_up]))}
    if is_to_dispatch(view):
        known.pop(Action.REASSIGN, None)  # there is nobody yet to take it from: whoever accepts it gives and books it
    return tuple(known[action] for action in KEYS if action in known)


def primary(view: AppointmentView) -> Offer | None:
    """The fitting next step that the person may take; None when there is none: the menu still says why."""
    fitting = _FITTING_WHEN_PAST if view.past else _FITTING.get(view.status, ())
    if view.status is Status.PROPOSED and view.start is None and not view.suggestions:
        fitting = (Action.RESCHEDULE,)  # there is no time yet that could be accepted
    known = {offer.action: offer for offer in offered(view)}
    return next((known[action] for action in fitting if action in known and known[action].allowed), None)


def is_to_dispatch(view: AppointmentView) -> bool:
    """Whether it has a time and nobody who does it: whoever accepts it says who."""
    waits = view.status is Status.PROPOSED and view.clinician_id is None
    return waits and view.start is not None and not view.suggestions


def is_prominent(offer: Offer) -> bool:
    """Whether the next step is shown as the one prominent button."""
    return offer.action not in _QUIET


def action_text(action: Action, view: AppointmentView) -> str:
    """What the button and the menu entry say."""
    if action is Action.BOOK:
        return _("Book again") if view.follow_up is None else _("Book follow-up")
    if action is Action.ACCEPT and is_to_dispatch(view):
        return _("Give to a clinician")
    if action is Action.STEP_BACK:
        return _("Take back check-in") if view.status is Status.ARRIVED else _("Take back commence")
    return action_word(action)


def keys_text(action: Action) -> str:
    """The action's keys as people know them on this system: "Ctrl+I"."""
    return QKeySequence(KEYS[action]).toString(QKeySequence.SequenceFormat.NativeText)


def tip_text(offer: Offer) -> str:
    """What a button's tip says: why it is disabled, else the keys that do the same."""
    return why_not_text(offer) or keys_text(offer.action)


def why_not_text(offer: Offer) -> str:
    """Why a disabled action is disabled, as a sentence; empty for an allowed one."""
    return "" if offer.allowed or not offer.why_not else reason_text(offer.why_not)


def not_now_words(action: Action, view: AppointmentView) -> str:
    """That the status of `view` does not know this action."""
    return _("“{action}” is not possible as it stands now.").format(action=action_text(action, view))


def actions_menu(view: AppointmentView, on_action: Callable[[Action], None], parent: QWidget | None = None) -> QMenu:
    """The menu of what can be done with `view`; disabled entries say why. The caller shows and deletes it."""
    menu = QMenu(parent)
    menu.setObjectName("appointment_menu")
    menu.setAccessibleName(_("What can be done with this appointment"))
    fill_menu(menu, view, on_action)
    return menu


def fill_menu(menu: QMenu, view: AppointmentView, on_action: Callable[[Action], None]) -> None:
    """Put the actions of `view` into `menu`: the menu bar, the drop-down and the context menu show the same."""
    menu.setToolTipsVisible(True)
    before = None
    for offer in offered(view):
        group = next(group for group in _GROUPS if offer.action in group)
        if before is not None and group is not before:
            menu.addSeparator()
        before = group
        entry = QAction(action_text(offer.action, view), menu)
        entry.setObjectName(f"action_{offer.action.value.replace('-', '_')}")
        entry.setEnabled(offer.allowed)
        entry.setShortcut(QKeySequence(KEYS[offer.action]))
        # The menu only tells the keys: `ActionKeys` hears them, so that no two listen at once.
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        entry.setShortcutVisibleInContextMenu(True)
        if name := action_icon(offer.action):
            entry.setIcon(icon(name, "muted"))
        if why := why_not_text(offer):
            set_tip(entry, why)
            entry.setStatusTip(why)
        entry.triggered.connect(lambda _checked=False, action=offer.action: on_action(action))
        menu.addAction(entry)
    if menu.isEmpty():
        menu.addAction(_("Nothing to do with this appointment")).setEnabled(False)
