"""A time that somebody typed or pointed at: whether it is free, what stands in its way, booking over it on purpose."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from frontdesk.rules.problems import Problem
from frontdesk.views.openings import WhyNot
from ui.booking.looking import Asked, Checked, check
from ui.booking.other_time import OtherTime
from ui.booking.wanted import Wanted
from ui.booking.why_box import WhyBox
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, time_of

_KEY = "booking.other"


class NamedTime(QObject):
    """What the field of another time and the box below it do together, once `asked` says for what.

    `unnamed` when nothing that can be read is typed, `free` with a Checked, `blocked` with a WhyNot, `over_changed`
    with the Wanted that is meant all the same, or None; `settled` after each answer.
    """

    unnamed = Signal()
    free = Signal(object)
    blocked = Signal(object)
    over_changed = Signal(object)
    settled = Signal()

    def __init__(
        self, context: Context, other: OtherTime, why: WhyBox, may_book_over: Callable[[int], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._other = other
        self._why = why
        self._may_book_over = may_book_over
        self._checked: Checked | None = None
        self.asked: Asked | None = None
        self.consumer_id: int | None = None
        self.checking = False
        other.named.connect(self._check)
        other.unnamed.connect(self._unnamed)
        why.over_changed.connect(self._turn_over)

    @property
    def start(self) -> datetime | None:
        """The start (aware) that was looked at last, be it free or not."""
        return self._checked.start if self._checked is not None else None

    def forget(self) -> None:
        """Nothing was looked at, nothing is in the way."""
        self._checked = None
        self._why.clear()

    def close(self) -> None:
        """Nothing was looked at, and nothing is typed; what is said in the box stays."""
        self._drop()
        self._checked = None
        self._other.close_it()

    def look_again(self) -> None:
        """Look whether it is free now."""
        if self._checked is None:
            self._other.read()
        else:
            self._check(self._checked.start, self._checked.wall)

    def _unnamed(self) -> None:
        self._drop()
        self.forget()
        self.unnamed.emit()

    def _drop(self) -> None:
        """An answer that is still to come is of no interest any more."""
        self.checking = False
        self._context.tasks.drop(_KEY)

    def _check(self, start: datetime, wall: datetime) -> None:
        asked, consumer_id, booking = self.asked, self.consumer_id, self._context.clinic.booking
        if asked is not None:
            self.checking = True
            self._context.tasks.run(
                lambda: check(booking, asked, start, wall, consumer_id), self._was_checked, self._not_checked, key=_KEY
            )

    def _not_checked(self, problem: Problem) -> None:
        self.checking = False
        self._other.field.set_error(sentence(problem))

    def _was_checked(self, checked: Checked) -> None:
        self.checking = False
        self._checked = checked
        if checked.why is not None and not checked.why.free:
            self._show_why(checked.why)
            self.blocked.emit(checked.why)
        else:
            self._why.clear()
            self._other.field.set_error("")
            self.free.emit(checked)
        self.settled.emit()

    def _show_why(self, why: WhyNot) -> None:
        """Say all that is in the way."""
        who = self.asked.clinician if self.asked else ""
        words = _("{who} is not free at {time}.") if who else _("Nobody is free at {time}.")
        self._other.field.set_error(words.format(who=who, time=time_of(why.wall_start)))
        blocking = [one for one in why.obstacles if one.blocks]
        with_whom = why.clinician_id
        self._why.show_why(
            _("What stands in the way:"),
            blocking,
            may_book_over=with_whom is not None
            and all(one.overbookable for one in blocking)
            and self._may_book_over(with_whom),
            may_with_somebody=with_whom is None
            and any(one.overbookable for one in blocking)
            and any(self._may_book_over(one.id) for one in self._context.choices.clinicians),
        )

    def _turn_over(self) -> None:
        """Want the time that is not free all the same, or no longer."""
        why = self._checked.why if self._checked else None
        self.over_changed.emit(self.at(why, over=True) if why is not None and self._why.over else None)

    def at(self, why: WhyNot, *, over: bool = False) -> Wanted | None:
        """The time with the clinician it was looked at with, None where it was nobody in particular."""
        if why.clinician_id is None:
            return None
        names = {one.id: one.name for one in self._context.choices.clinicians}
        return Wanted(why.start, why.wall_start, why.clinician_id, names.get(why.clinician_id, ""), over=over)
