"""When and with whom: the first openings, found aside once the service is known, or another time that is typed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.views.openings import DoseOpening, Obstacle, Opening, WhyNot
from ui.booking.looking import DAYS, Asked, Checked, Found, check, follow, look
from ui.booking.time_rows import TimeRows
from ui.booking.wanted import Wanted, in_order
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, time_of


class TimePart(TimeRows):
    """Ask with `look`, read `wanted`; `changed` when that is another, `settled` when a typed time is known.

    `limits_changed` when it is narrowed, `anyone_will_do` when it need not be who was asked for. `may_book_over` says
    of a clinician's id whether who sits here may book over what stands in the way.
    """

    changed = Signal()
    settled = Signal()
    limits_changed = Signal()
    anyone_will_do = Signal()

    def __init__(self, context: Context, may_book_over: Callable[[int], bool], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._context = context
        self._may_book_over = may_book_over
        self._zone = "UTC"
        self._asked: Asked | None = None
        self._wanted: Wanted | None = None
        self._lines: tuple[Opening, ...] = ()
        self._checked: Checked | None = None
        self.consumer_id: int | None = None
        self.loading = False
        self.checking = False
        self.openings.picked.connect(self._pick)
        self.other.named.connect(self._check)
        self.other.unnamed.connect(self._unnamed)
        self.narrow.changed.connect(self.limits_changed)
        self.narrow.left.connect(self._narrow_left)
        self.why.over_changed.connect(self._turn_over)
        self.doses.wanted.connect(self._pick)
        self.doses.widened.connect(self._widen)
        self.again.clicked.connect(self._ask)

    def begin(self, zone: str) -> None:
        """Start anew at a center's clock."""
        self._zone, self._asked, self._wanted, self.loading = zone, None, None, False
        self._lines, self._checked = (), None
        self.other.begin(zone)
        self.narrow.begin(self.today())
        self.why.clear()
        self.again.hide()
        self._show_nothing()

    def today(self) -> date:
        """The center's date."""
        return self.other.wall_now().date()

    @property
    def wanted(self) -> Wanted | None:
        """The time to book, None while there is none."""
        return self._wanted

    @property
    def named(self) -> datetime | None:
        """The start (aware) that is looked at, be it free or not."""
        if self._wanted is not None:
            return self._wanted.start
        return self._checked.start if self._checked is not None else None

    def look(self, asked: Asked | None) -> None:
        """Look for openings; None for none."""
        other = asked != self._asked
        self._asked = asked
        self.say_narrowed()
        if other:
            self._checked = None
            self.why.clear()
            self.doses.clear()
            self._want(None)  # a time found for another service or clinician is never booked for this one
        if asked is None:
            self._context.tasks.drop("booking.openings")
            self._show_nothing()
        else:
            self._ask()

    def typed(self) -> bool:
        """Whether another time was typed."""
        return self.other.typed()

    def focus_missing(self) -> bool:
        """Go to what is missing here, with the reason beside it; False when there is a time to book."""
        if self._wanted is not None:
            return self.why.reason_missing()
        if self.typed():
            self.other.focus_missing()
        else:
            (self.openings if self.openings.isVisible() else self).setFocus()
            self.openings.step(0)
        return True

    def refuse(self, problem: RuleBroken) -> None:
        """The time cannot be had: say so where it was chosen, with the nearest free ones; nothing typed is lost."""
        if "overbook_reason" in problem.fields:
            self.why.refuse(sentence(problem))
            return
        was = self._wanted
        self.gone(problem)
        later = (one for one in self.openings.lines.openings if was is not None and one.start >= was.start)
        if (after := next(later, None)) is not None:
            self.openings.choose(after)
            self._want_opening(after)
        self.openings.setFocus()

    def gone(self, problem: RuleBroken) -> None:
        """The time that shows went to another desk: say it, and offer the nearest ones with none of them chosen."""
        params, was = problem.params, self._wanted
        obstacles = tuple(one for one in _many(params.get("obstacles")) if isinstance(one, Obstacle))
        near = (*_many(params.get("nearest")), params.get("before"))
        self._drop(was, obstacles, sentence(problem))
        if nearest := in_order(one for one in near if isinstance(one, Opening)):
            self.show_lines(nearest, nearest=True)
        else:
            self._ask()

    def refresh(self) -> None:
        """Look again because somebody booked or cancelled; what is chosen stays chosen if it is still free."""
        if self._asked is not None and not (self._wanted is not None and self._wanted.over):
            self._ask()

    def _drop(self, was: Wanted | None, obstacles: tuple[Obstacle, ...], words: str) -> None:
        """Give up the time that was wanted, saying what is in its way."""
        title = _("{time} was just taken.").format(time=time_of(was.wall_start)) if was and obstacles else words
        self.why.show_why(title, obstacles)
        self.other.close_it()
        self._checked = None
        self.openings.choose(None)
        self.doses.clear()
        self._want(None)

    def _show_nothing(self) -> None:
        self.loading = False
        self._lines = ()
        self.show_lines(())
        self.doses.clear()
        self.say(_("Choose a service to see its first openings."))

    def _ask(self) -> None:
        asked, wanted, consumer_id = self._asked, self._wanted, self.consumer_id
        if asked is None:
            return
        self.loading = True
        self.again.hide()
        if not self._lines:
            self.say(_("Looking for free times…"))
        booking = self._context.clinic.booking
        self._context.tasks.run(
            lambda: look(booking, asked, wanted, consumer_id), self._found, self._not_found, key="booking.openings"
        )

    def _found(self, found: Found) -> None:
        self.loading = False
        self._lines = found.lines
        was = self._wanted
        self.say("" if found.lines else self._nothing_free())
        if self.typed():
            if self._checked is None:
                self._list(found.lines)
                self.other.read()
            else:
                self._check(self._checked.start, self._checked.wall)
        elif was is not None and found.kept is not None and not found.kept.free:
            self._list(found.lines)
            self._drop(was, found.kept.obstacles, "")
        elif was is None and not self.why.isHidden():
            self._list(found.lines)  # it was just said that a time went: the next is chosen by who reads that
        else:
            self._choose(was, found)

    def _choose(self, was: Wanted | None, found: Found) -> None:
        """Keep what was chosen, else choose the earliest there is."""
        kept = (found.doses[0].opening,) if found.doses else ()
        if was is not None and found.kept is not None:
            kept = (was.as_line(self._minutes(), self._zone),)
        lines = in_order([*found.lines, *kept])
        self._list(lines)
        if self._is_program():
            self._followed((was.start if was else None, found.doses, found.not_placed))
            return
        same = next(
            (one for one in lines if was and (one.start, one.clinician_id) == (was.start, was.clinician_id)), None
        )
        chosen = same or (lines[0] if lines else None)
        self.openings.choose(chosen)
        self._want(Wanted.of(chosen) if chosen else None)

    def _not_found(self, problem: Problem) -> None:
        self._show_nothing()
        self.say(sentence(problem))
        self.again.show()
        self._want(None)

    def _pick(self, opening: Opening) -> None:
        self.other.close_it()
        self.why.clear()
        self._checked = None
        self._list(in_order([*self._lines, opening]))
        self.openings.choose(opening)
        self._want_opening(opening)

    def _want_opening(self, opening: Opening) -> None:
        if not self._is_program() or self._asked is None:
            self._want(Wanted.of(opening))
            return
        self.loading, self._wanted = True, None
        asked, booking = self._asked.beginning(opening.start), self._context.clinic.booking
        self._context.tasks.run(
            lambda: (opening.start, *follow(booking, asked)), self._followed, self._not_found, key="booking.openings"
        )

    def _followed(self, answer: tuple[datetime | None, tuple[DoseOpening, ...], RuleBroken | None]) -> None:
        """The doses after a first one at this start (None: the earliest)."""
        start, doses, not_placed = answer
        self.loading = False
        if not_placed is not None:
            self.show_not_placed(not_placed)
        elif start is not None and doses[0].opening.start != start:
            self.doses.show_later_start(doses)
            self._want(None)
        else:
            self.doses.show_doses(doses)
            self.openings.choose(doses[0].opening)
            self._want(Wanted.of_doses(doses))
        self.changed.emit()

    def show_not_placed(self, problem: RuleBroken) -> None:
        """Say which dose has no time, and what would help; nothing can be booked then."""
        asked = self._asked
        with_anyone = _("Look with anyone") if asked is not None and asked.clinician else ""
        wider = _("Look at any time") if asked is not None and asked.narrowed else with_anyone
        self.doses.show_problem(problem, wider)
        self.openings.choose(None)
        self._want(None)

    def _unnamed(self) -> None:
        """Nothing that can be read is typed: there is nothing wanted either."""
        self._checked = None
        self.checking = False
        self._context.tasks.drop("booking.other")
        self.why.clear()
        self._list(self._lines)
        self.openings.choose(None)
        self._want(None)

    def _check(self, start: datetime, wall: datetime) -> None:
        asked, consumer_id, booking = self._asked, self.consumer_id, self._context.clinic.booking
        if asked is not None:
            self.checking = True
            self._context.tasks.run(
                lambda: check(booking, asked, start, wall, consumer_id),
                self._was_checked,
                self._not_checked,
                key="booking.other",
            )

    def _not_checked(self, problem: Problem) -> None:
        self.checking = False
        self.other.field.set_error(sentence(problem))

    def _was_checked(self, checked: Checked) -> None:
        self.checking = False
        self._show_checked(checked)
        self.settled.emit()

    def _show_checked(self, checked: Checked) -> None:
        self._checked = checked
        if checked.why is not None and not checked.why.free:
            self._show_why(checked.why)
            return
        self.why.clear()
        self.other.field.set_error("")
        if self._is_program():
            self._followed((checked.start, checked.doses, checked.not_placed))
        elif checked.opening is not None:
            self._want(Wanted.of(checked.opening))
        elif checked.why is not None:
            self._want(self._at(checked.why))

    def _show_why(self, why: WhyNot) -> None:
        """Say all that is in the way, with the nearest free times to choose instead."""
        who = self._asked.clinician if self._asked else ""
        words = _("{who} is not free at {time}.") if who else _("Nobody is free at {time}.")
        self.other.field.set_error(words.format(who=who, time=time_of(why.wall_start)))
        blocking = [one for one in why.obstacles if one.blocks]
        may = all(one.overbookable for one in blocking) and not self._is_program()
        may = may and why.clinician_id is not None and self._may_book_over(why.clinician_id)
        self.why.show_why(_("What stands in the way:"), blocking, may_book_over=may)
        nearest = in_order(one for one in (why.before, why.after) if one is not None)
        self.show_lines(nearest or self._lines, nearest=bool(nearest))
        self.openings.choose(None)
        self._want(None)
        self.changed.emit()

    def _turn_over(self) -> None:
        """Want the time that is not free all the same, or no longer."""
        why = self._checked.why if self._checked else None
        self._want(self._at(why, over=True) if why is not None and self.why.over else None)

    def _at(self, why: WhyNot, *, over: bool = False) -> Wanted | None:
        if why.clinician_id is None:
            return None
        names = {one.id: one.name for one in self._context.choices.clinicians}
        return Wanted(why.start, why.wall_start, why.clinician_id, names.get(why.clinician_id, ""), over=over)

    def _widen(self) -> None:
        """Look at more times: without the wishes, else with anyone."""
        if self._asked is not None and self._asked.narrowed:
            self.narrow.clear()
        else:
            self.anyone_will_do.emit()

    def _narrow_left(self) -> None:
        self.say_narrowed()
        (self.openings if self.openings.isVisible() else self.narrow_link).setFocus()

    def _list(self, lines: tuple[Opening, ...]) -> None:
        self.show_lines(lines, program=self._is_program())

    def _is_program(self) -> bool:
        return self._asked is not None and self._asked.program is not None

    def _minutes(self) -> int:
        return self._asked.minutes if self._asked else 0

    def _nothing_free(self) -> str:
        asked = self._asked
        who = asked.clinician if asked and asked.clinician else _("anyone")
        if asked is not None and asked.narrowed:
            words = _("No free time with {who} within these wishes. Narrow it less, or choose somebody else.")
            return words.format(who=who)
        words = _("No free time with {who} in the next {days} working days. Choose somebody else, or type a time.")
        return words.format(who=who, days=DAYS)

    def _want(self, wanted: Wanted | None) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()


def _many(found: object) -> Iterable[object]:
    return found if isinstance(found, tuple) else ()
