"""When and with whom: the first openings, found aside once the service is known, or another time that is typed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from frontdesk.rules.problems import Problem, RuleBroken
from frontdesk.views.openings import DoseOpening, Obstacle, Opening, WhyNot
from frontdesk.views.windows import Window
from ui.booking.looking import DAYS, Asked, Checked, Found, follow, look
from ui.booking.named_time import NamedTime
from ui.booking.suggested import as_opening, window_query
from ui.booking.time_rows import TimeRows
from ui.booking.wanted import Wanted, in_order
from ui.booking.words import nothing_free
from ui.problems import sentence
from ui.shell.context import Context
from ui.texts import _, time_of


class TimePart(TimeRows):
    """Ask with `look`, read `wanted`; `changed` when that is another.

    `limits_changed` when it is narrowed, `anyone_will_do` when it need not be who was asked for. `may_book_over` says
    of a clinician's id whether who sits here may book over what stands in the way.
    """

    changed = Signal()
    limits_changed = Signal()
    anyone_will_do = Signal()

    def __init__(self, context: Context, may_book_over: Callable[[int], bool], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._context = context
        self._zone = "UTC"
        self._asked: Asked | None = None
        self._wanted: Wanted | None = None
        self._lines: tuple[Opening, ...] = ()
        self.named = NamedTime(context, self.other, self.why, may_book_over, self)
        self.named.unnamed.connect(self._unnamed)
        self.named.free.connect(self._is_free)
        self.named.blocked.connect(self._is_blocked)
        self.named.over_changed.connect(self._want_over)
        self.openings.picked.connect(self._pick)
        self.windows.chosen.connect(self._take_window)
        self.narrow.changed.connect(self.limits_changed)
        self.narrow.left.connect(self._narrow_left)
        self.series.left.connect(self.openings.setFocus)
        self.doses.wanted.connect(self._pick)
        self.doses.widened.connect(self._widen)
        self.again.clicked.connect(self._ask)

    def begin(self, zone: str) -> None:
        """Start anew at a center's clock."""
        self._zone, self._asked, self._wanted, self._lines = zone, None, None, ()
        self.named.asked = None
        self.named.forget()
        self.other.begin(zone)
        self.narrow.begin(self.today())
        self.series.begin(self.today())
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
    def start(self) -> datetime | None:
        """The start (aware) that is looked at, be it free or not."""
        return self._wanted.start if self._wanted is not None else self.named.start

    def look(self, asked: Asked | None) -> None:
        """Look for openings; None for none."""
        other = asked != self._asked
        self._asked = self.named.asked = asked
        self.say_narrowed()
        if other:
            self.named.forget()
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
            return self.why.reason_missing() or self.series.focus_missing()
        if self.typed():
            self.other.focus_missing()
        else:
            (self.openings if self.openings.isVisible() else self).setFocus()
            self.step(0)
        return True

    def step(self, by: int) -> None:
        """Choose the next time (1), or the one before (-1); among those suggested the keys go themselves."""
        if self.suggests:
            self.windows.list.setFocus()
            self.windows.list.select_first()
        else:
            self.openings.step(by)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Down goes from a typed time that cannot be had to those suggested instead."""
        if event.key() == Qt.Key.Key_Down and self.suggests and self.other.line.hasFocus():
            self.step(1)
        else:
            super().keyPressEvent(event)

    def refuse(self, problem: RuleBroken) -> None:
        """The time cannot be had: say so where it was chosen, with the nearest free ones; nothing typed is lost."""
        if "overbook_reason" in problem.fields:
            self.why.refuse(sentence(problem))
            return
        was = self._wanted
        if was is not None and was.over and problem.code == "dose.not-placed":
            self.doses.show_problem(problem, "")
            return
        self.gone(problem)
        later = (one for one in self.openings.lines.openings if was is not None and one.start >= was.start)
        if (after := next(later, None)) is not None:
            self.windows.clear()  # Enter books the next one: more to choose from would be in its way
            self.openings.choose(after)
            self._want_opening(after)
        self.openings.setFocus()

    def gone(self, problem: RuleBroken) -> None:
        """The time that shows went to another desk: say it, and offer the nearest ones with none of them chosen."""
        params, was = problem.params, self._wanted
        obstacles = tuple(one for one in _many(params.get("obstacles")) if isinstance(one, Obstacle))
        near = (*_many(params.get("nearest")), params.get("before"))
        self._drop(was, obstacles, sentence(problem))
        self._suggest(None if was is None else was.start)
        if nearest := in_order(one for one in near if isinstance(one, Opening)):
            self.show_lines(nearest, nearest=True)
        else:
            self._ask()

    def refresh(self) -> None:
        """Look again because somebody booked or cancelled; what is chosen stays chosen if it is still free."""
        if self._asked is not None and not (self._wanted is not None and self._wanted.over):
            self._ask()
            self.series.refresh()

    def _drop(self, was: Wanted | None, obstacles: tuple[Obstacle, ...], words: str) -> None:
        """Give up the time that was wanted, saying what is in its way."""
        title = _("{time} was just taken.").format(time=time_of(was.wall_start)) if was and obstacles else words
        self.why.show_why(title, obstacles)
        self.windows.clear()
        self.named.close()
        self.openings.choose(None)
        self.doses.clear()
        self._want(None)

    def _show_nothing(self) -> None:
        self._lines = ()
        self.show_lines(())
        self.doses.clear()
        self.say(_("Choose a service to see its first openings."))

    def _ask(self) -> None:
        asked, wanted, consumer_id = self._asked, self._wanted, self.named.consumer_id
        if asked is None:
            return
        self.again.hide()
        if not self._lines:
            self.say(_("Looking for free times…"))
        booking = self._context.clinic.booking
        self._context.tasks.run(
            lambda: look(booking, asked, wanted, consumer_id), self._found, self._not_found, key="booking.openings"
        )

    def _found(self, found: Found) -> None:
        self._lines = found.lines
        was = self._wanted
        self.say("" if found.lines else self._nothing_free())
        if self.typed():
            if self.named.start is None:
                self._list(found.lines)
            self.named.look_again()
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
        if was is not None and found.kept is not None and self._asked is not None:
            kept = (was.as_line(self._asked.minutes, self._zone),)
        lines = in_order([*found.lines, *kept])
        self._list(lines)
        if self._is_program():
            self._followed((was.start if was else None, found.doses, found.not_placed))
            return
        same = [one for one in lines if was and (one.start, one.clinician_id) == (was.start, was.clinician_id)]
        chosen = next(iter(same or lines), None)
        self.openings.choose(chosen)
        self._want(Wanted.of(chosen) if chosen else None)

    def _not_found(self, problem: Problem) -> None:
        self._show_nothing()
        self.say(sentence(problem))
        self.again.show()
        self._want(None)

    def _pick(self, opening: Opening) -> None:
        self.named.close()
        self.why.clear()
        self._list(in_order([*self._lines, opening]))
        self.openings.choose(opening)
        self._want_opening(opening)

    def _suggest(self, start: datetime | None) -> None:
        """Times instead of this one, best first, in the box that says why it cannot be had."""
        query = None if start is None else window_query(self._asked, start, self.named.consumer_id)
        if query is None:
            self.windows.clear()
        else:
            self.windows.look(query)

    def _take_window(self, window: Window) -> None:
        self._pick(as_opening(window))
        self.openings.setFocus()

    def _want_opening(self, opening: Opening) -> None:
        if not self._is_program() or self._asked is None:
            self._want(Wanted.of(opening))
            return
        self._wanted = None
        asked, booking = self._asked.beginning(opening.start), self._context.clinic.booking
        self._context.tasks.run(
            lambda: (opening.start, *follow(booking, asked)), self._followed, self._not_found, key="booking.openings"
        )

    def _followed(self, answer: tuple[datetime | None, tuple[DoseOpening, ...], RuleBroken | None]) -> None:
        """The doses after a first one at this start (None: the earliest)."""
        start, doses, not_placed = answer
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
        self._list(self._lines)
        self.openings.choose(None)
        self._want(None)

    def _is_free(self, checked: Checked) -> None:
        if self._is_program():
            self._followed((checked.start, checked.doses, checked.not_placed))
        elif checked.opening is not None:
            self.openings.choose(checked.opening)  # where it is among those that show, it is marked there
            self._want(Wanted.of(checked.opening))
        elif checked.why is not None:
            self._want(self.named.at(checked.why))

    def _is_blocked(self, why: WhyNot) -> None:
        """Offer the nearest free times to choose instead."""
        nearest = in_order(one for one in (why.before, why.after) if one is not None)
        self._suggest(why.start)
        self.show_lines(nearest or self._lines, nearest=bool(nearest))
        self.openings.choose(None)
        self._want(None)
        self.changed.emit()

    def _want_over(self, wanted: Wanted | None) -> None:
        """Put it over what is in its way, or not; the later doses of a program follow it when it is booked."""
        if wanted is not None and self._is_program():
            self.doses.show_to_come()
        else:
            self.doses.clear()
        self._want(wanted)

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

    def _nothing_free(self) -> str:
        asked = self._asked
        return nothing_free(asked.clinician if asked else "", DAYS, narrowed=asked is not None and asked.narrowed)

    def _want(self, wanted: Wanted | None) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit()


def _many(found: object) -> Iterable[object]:
    return found if isinstance(found, tuple) else ()
