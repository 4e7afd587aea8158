"""The keys of an appointment's actions: they do what its buttons and menus do, and say why when they do nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from frontdesk.rules.words import Action
from frontdesk.views.appointment import AppointmentView
from ui.appointments.actions import KEYS, not_now_words, offered, why_not_text
from ui.widgets import Sheet


class ActionKeys(QObject):
    """Hears the keys in the window of `owner` while that shows and nothing lies over it.

    `take` is called with an action that is offered and allowed, `say` with a sentence about one that is not.
    """

    def __init__(
        self,
        owner: QWidget,
        view: Callable[[], AppointmentView | None],
        take: Callable[[Action], None],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(owner)
        self._owner, self._view, self._take, self._say = owner, view, take, say
        for action, keys in KEYS.items():
            heard = QAction(owner)
            heard.setObjectName(f"key_{action.value.replace('-', '_')}")
            heard.setShortcut(QKeySequence(keys))
            heard.triggered.connect(lambda _checked=False, action=action: self.press(action))
            owner.addAction(heard)

    def press(self, action: Action) -> None:
        """Do what the keys of this action do now."""
        view = self._view()
        if view is None or any(sheet.isVisible() for sheet in self._owner.window().findChildren(Sheet)):
            return
        offer = next((one for one in offered(view) if one.action is action), None)
        if offer is None:
            self._say(not_now_words(action, view))
        elif not offer.allowed:
            self._say(why_not_text(offer))
        else:
            self._take(action)
