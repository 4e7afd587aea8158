"""Another time for an appointment, or one for who waits: what is free, any time that is typed, and what follows."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.rules.problems import Problem
from frontdesk.rules.times import MIDNIGHT, day_bounds
from frontdesk.rules.words import Action, SeriesScope
from frontdesk.services.forms import Act, OpeningQuery
from frontdesk.services.series_forms import SeriesAct
from frontdesk.views.appointment import AppointmentView
from frontdesk.views.openings import Opening
from ui.appointments.series_scope import ScopeChoice
from ui.appointments.time_sheet import TimeSheet
from ui.appointments.words import answer_words
from ui.shell.context import Context
from ui.texts import _
from ui.widgets import label
from ui.widgets.tick import Tick


class RescheduleSheet(TimeSheet):
    """It waits for the consumer's answer, or holds at once where they have agreed."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, _action: Action) -> None:
        super().__init__(parent, context, view, _("Reschedule"), name="reschedule", when=_("New time"))
        self.series = ScopeChoice(context, view, "reschedule")
        self.body.insertWidget(0, self.series)
        self.agreed = Tick(_("The consumer has agreed"), name="reschedule_agreed")
        self.answer = label("", style="small", wrap=True, name="reschedule_answer")
        answer = QVBoxLayout()
        answer.setSpacing(0)
        answer.addWidget(self.agreed)
        answer.addWidget(self.answer)
        self.body.addLayout(answer)
        self.add_telling()
        self.agreed.toggled.connect(lambda _on: self._show_answer())
        self._show_answer()

    def act(self) -> Act | None:
        if not self.is_chosen():
            return None
        if why := self.series.missing():
            self.refuse_words(why)
            return None
        return replace(
            self.telling(Action.RESCHEDULE),
            start=self.start,
            clinician_id=self.clinician.currentData(),
            agreed=self.agreed.isChecked(),
        )

    def take_over(self, act: Act) -> None:
        super().take_over(act)
        self.agreed.setChecked(act.agreed)

    def of_series(self, act: Act) -> SeriesAct | None:
        return self.series.of_series(act)

    def set_free(self, *, free: bool) -> None:
        """Of a series the others go along; of these, one may be where it is to go."""
        several = self.series.value is not SeriesScope.ONE
        super().set_free(free=free or several)
        self._follow()

    def refuse(self, problem: Problem) -> None:
        """What somebody else changed of the series shows at once."""
        super().refuse(problem)
        self.series.look_again()

    def _follow(self) -> None:
        """Where the others of its series would go."""
        start, view = self.start, self.view
        wanted = Act(Action.RESCHEDULE, view.id, view.version, start=start, clinician_id=self.clinician.currentData())
        self.series.follow(wanted if start is not None else None)

    def enable(self, *, on: bool) -> None:
        super().enable(on=on)
        self.agreed.setEnabled(on)
        self.series.setEnabled(on)

    def _show_answer(self) -> None:
        """Say what follows from the tick."""
        agreed = self.agreed.isChecked()
        words = _("The new time holds at once.") if agreed else _("It is a request until the consumer accepts it.")
        self.answer.setText(words)
        self.agreed.setAccessibleDescription(words)


class OfferSheet(TimeSheet):
    """A time for who is on the waiting list, first the earliest that suits them; it is kept until they answer."""

    def __init__(self, parent: QWidget, context: Context, view: AppointmentView, _action: Action) -> None:
        super().__init__(parent, context, view, _("Offer a time"), name="offer", when=_("Time"))
        self._offers_first = True
        self.say(answer_words(context, view, None), "offer_words")
        self.add_telling()

    def query(self) -> OpeningQuery:
        """What suits them; a day that is typed says more than the first one they wished for."""
        query, wish = super().query(), self.view.waiting
        if wish is None:
            return query
        weekdays = frozenset(number for number in range(7) if wish.weekdays >> number & 1)
        hours = (wish.from_time or MIDNIGHT, wish.to_time or MIDNIGHT) if wish.from_time or wish.to_time else None
        from_ = query.from_ or (None if wish.first_day is None else day_bounds(wish.first_day, self.view.zone).start)
        return replace(query, from_=from_, weekdays=weekdays, hours=hours)

    def found(self, days: tuple[tuple[date, tuple[Opening, ...]], ...]) -> None:
        """Show them, and choose the first while nothing else was."""
        wish = self.view.waiting
        if wish is not None and wish.last_day is not None:
            days = tuple(one for one in days if one[0] <= wish.last_day)
        super().found(days)
        if self._offers_first and self.start is None and not self.when.text():
            self.step(1)
        self._offers_first = False

    def act(self) -> Act | None:
        if not self.is_chosen():
            return None
        return replace(self.telling(Action.OFFER_SLOT), start=self.start, clinician_id=self.clinician.currentData())
