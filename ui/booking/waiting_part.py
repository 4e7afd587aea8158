"""Where no time suits: what the consumer waits for instead of choosing one."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.rules.waiting import Wish
from ui.problems import sentence
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import button, label
from ui.wish_part import WishPart

_FIELDS = {"weekdays": "first_day", "hours": "to_time", "priority": "remark"}
_ROOM = 396
"""How wide it is in the form, logical pixels."""


class WaitingPart(QWidget):
    """A quiet link, and once it was pressed what is wished for; `turned` when it is opened or left.

    `left` when the keys go back to the openings.
    """

    turned = Signal()
    left = Signal()
    built = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.is_on = False
        self.wishes: WishPart | None = None
        self._card: QFrame | None = None
        words = _("No time suits? Put on the waiting list")
        self.link = button(words, name="waiting_link", look="link", shortcut="Alt+W")
        self.link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab passes what most bookings do not need
        self.link.clicked.connect(lambda: self.turn(on=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.link)

    def _build(self) -> tuple[QFrame, WishPart]:
        """Most forms never need it, so that it is made when it is first wanted."""
        card, wishes = QFrame(), WishPart(name="waiting", room=_ROOM, asks_clinician=False)
        card.setObjectName("waiting_part")
        card.setProperty("card", True)
        back = button(_("Choose a time instead"), name="waiting_back", look="link")
        back.clicked.connect(self._leave)
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE[2], SPACE[2], SPACE[2], SPACE[1])
        column.setSpacing(SPACE[1])
        column.addWidget(label(_("Waiting list"), style="caption"))
        column.addWidget(wishes)
        column.addWidget(back)
        self._column.addWidget(card)
        self._card, self.wishes = card, wishes
        self.built.emit()
        return card, wishes

    def turn(self, *, on: bool) -> None:
        """Ask what is waited for, or let a time be chosen."""
        if on == self.is_on:
            return
        self.is_on = on
        if on:
            card, wishes = (self._card, self.wishes) if self._card and self.wishes else self._build()
            wishes.begin(self._today(), ())
            card.show()
            wishes.first.setFocus()
        elif self._card is not None:
            self._card.hide()
        self.link.setVisible(not on)
        self.turned.emit()

    def _leave(self) -> None:
        self.turn(on=False)
        self.left.emit()

    def wish(self, clinician_id: int | None) -> Wish | None:
        """What is waited for, with whom; None where something cannot be read, or nothing is waited for."""
        return self.wishes.wish(clinician_id) if self.is_on and self.wishes else None

    def focus_missing(self) -> bool:
        """Go to what cannot be read."""
        return self.wish(None) is None

    def refuse(self, problem: Problem) -> bool:
        """Say it beside its field, if it is about one of these."""
        if not self.is_on or self.wishes is None or not isinstance(problem, RuleBroken):
            return False
        for name in problem.fields:
            beside = self.wishes.fields.get(_FIELDS.get(name, name))
            if beside is not None and (problem.code.startswith("waiting.") or name == "hours"):
                beside.set_error(sentence(problem))
                beside.editor.setFocus()
                return True
        return False
