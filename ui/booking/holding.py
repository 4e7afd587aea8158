"""Holds the time that shows for this desk while somebody works on the form; no key ever waits for it."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.rules.changes import Changes
from frontdesk.rules.problems import RuleBroken
from frontdesk.services.forms import Held, HeldSlot, new_command_id
from ui.shell.context import Context

_SETTLED = 300
"""Milliseconds that a time shows before it is held: arrow keys that run over it hold nothing."""

_Answer = tuple[tuple[HeldSlot, ...], Held | RuleBroken]


class Holding(QObject):
    """Call `want` with what shows, whenever the form changes. The booking carries `token`, held already or not.

    `changed` when `stands` is another, `lost` with the problem when another desk was quicker, `told` with the Changes.
    A hold is renewed until the clinic's longest time for it has gone by; then it is placed anew only if somebody has
    touched the form meanwhile, so that a desk that was left keeps nobody off.
    """

    changed = Signal()
    lost = Signal(object)
    told = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._center_id = 0
        self._slots: tuple[HeldSlot, ...] = ()
        self._touched = context.clinic.now()
        self._is_placed = False
        self.token = new_command_id()
        self.stands = False
        self.settles = QTimer(self, singleShot=True, interval=_SETTLED)
        self.settles.timeout.connect(self._place)
        self.renews = QTimer(self, singleShot=True)
        self.renews.timeout.connect(lambda: self._ask(self._context.clinic.holds.renew, self.token))

    def begin(self) -> None:
        """Start anew, with another token: what is still under way with the old one ends there."""
        self.release()
        self.token = new_command_id()

    def want(self, center_id: int, slots: tuple[HeldSlot, ...]) -> None:
        """Hold these slots once they have shown for a moment; none when empty."""
        self._touched = self._context.clinic.now()
        if not slots:
            self.release()
        elif slots != self._slots:
            self._center_id, self._slots = center_id, slots
            self._set_stands(stands=False)
            self.settles.start()

    def release(self) -> None:
        """Give up what is held, and what was about to be."""
        self.end()
        if self._is_placed:
            self._is_placed = False
            holds, token = self._context.clinic.holds, self.token
            self._context.tasks.run(lambda: holds.release(token), self._released, _nothing)

    def end(self) -> None:
        """It went with the booking, or ran out: there is nothing to give up."""
        self.settles.stop()
        self.renews.stop()
        self._slots = ()
        self._set_stands(stands=False)

    def _place(self) -> None:
        self._is_placed = True
        self._ask(self._context.clinic.holds.place, self._center_id, self._slots, self.token)

    def _ask(self, do: Callable[..., Held], *words: object) -> None:
        """Ask aside; an answer about slots that are no longer wanted is of no interest."""
        slots = self._slots

        def work() -> _Answer:
            try:
                return slots, do(*words)
            except RuleBroken as problem:
                return slots, problem

        self._context.tasks.run(work, self._answered, _nothing)

    def _answered(self, answer: _Answer) -> None:
        slots, held = answer
        if isinstance(held, Held):
            self.told.emit(held.changes)
        if not slots or slots != self._slots:
            return
        if isinstance(held, Held):
            self._set_stands(stands=True)
            left = held.until - self._context.clinic.now()
            self.renews.start(max(1000, int(left.total_seconds() * 500)))
        elif held.code == "hold.over":
            self._over(slots)
        else:
            self.end()
            if held.code.startswith("slot."):
                self.lost.emit(held)

    def _over(self, slots: tuple[HeldSlot, ...]) -> None:
        """The longest time has gone by."""
        since = self._context.clinic.now() - self._touched
        self.release()
        if since < timedelta(minutes=self._context.choices.booking.hold_minutes):
            self._slots = slots
            self._place()

    def _released(self, changes: Changes) -> None:
        self.told.emit(changes)

    def _set_stands(self, *, stands: bool) -> None:
        if stands != self.stands:
            self.stands = stands
            self.changed.emit()


def _nothing(_answer: object) -> None:
    """A database that does not answer is no matter of the hold: booking tells, and a hold runs out by itself."""
