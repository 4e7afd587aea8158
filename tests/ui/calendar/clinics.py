"""A clinic for the calendar page: days in memory, a clock that a test moves, and doors that a test can shut."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from frontdesk.rules.problems import Problem
from frontdesk.rules.words import Status
from frontdesk.views.agenda import AgendaPage, AgendaRow, Place
from frontdesk.views.calendar_filters import NO_FILTERS, Filters
from frontdesk.views.choices import CenterChoice, Choices, ClinicianChoice
from frontdesk.views.day import By, Card, DayView, WeekView
from frontdesk.views.month import MonthDay, MonthView
from tests.ui.calendar.days import LISBON, TUESDAY, DayMaker, clinic_day, instant
from ui.changes import ChangeHub
from ui.shell.context import Context
from ui.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.clinic import Clinic
    from ui.shell.notices import Notices

NOW = instant(TUESDAY, "10:22")


@dataclass
class DaysInMemory:
    days: dict[date, DayView] = field(default_factory=lambda: {TUESDAY: clinic_day()})
    closures: dict[date, tuple[str, ...]] = field(default_factory=dict)
    asked: list[date] = field(default_factory=list)
    problem: Problem | None = None
    before: Callable[[], object] | None = None
    """Done aside before a day is answered: a test waits in it."""

    def day(self, center_id: int, day: date, by: By = "clinician") -> DayView:
        self._answer(center_id, day)
        return replace(self._day(day), by=by)

    def week(self, center_id: int, first_day: date, by: By = "clinician") -> WeekView:
        self._answer(center_id, first_day)
        return WeekView(tuple(replace(self._day(first_day + timedelta(days=number)), by=by) for number in range(7)))

    def agenda(
        self, center_id: int, place: Place, *, back: bool = False, filters: Filters = NO_FILTERS, most: int = 80
    ) -> AgendaPage:
        self._answer(center_id, place.day)
        start = (place.day, place.start or instant(place.day, "00:00"), place.id)
        rows = [row for row in self._rows(filters) if ((row.day, row.card.start, row.card.id) < start) == back]
        rows = [row for row in rows if row.place != place]
        part = rows[-most:] if back else rows[:most]
        return AgendaPage(tuple(part), (part[0] if back else part[-1]).place if len(rows) > most else None)

    def agenda_days(
        self, center_id: int, days: Collection[date], *, filters: Filters = NO_FILTERS
    ) -> tuple[AgendaRow, ...]:
        self._answer(center_id, min(days))
        return tuple(row for row in self._rows(filters) if row.day in days)

    def _rows(self, filters: Filters) -> list[AgendaRow]:
        days = [self.days[day] for day in sorted(self.days)]
        names = {column.clinician_id: column.name for day in days for column in day.columns}
        return [
            AgendaRow(card, day.day, names[card.clinician_id]) for day in days for card in self._cards(day, filters)
        ]

    def month(
        self, center_id: int, first: date, *, days: int = 42, filters: Filters = NO_FILTERS, cards: int = 8
    ) -> MonthView:
        self._answer(center_id, first)
        made = (self._month_day(first + timedelta(days=number), filters, cards) for number in range(days))
        return MonthView(1, "Riverside Clinic", LISBON, tuple(made))

    def _answer(self, center_id: int, day: date) -> None:
        assert center_id == 1
        self.asked.append(day)
        if self.before is not None:
            self.before()
        if self.problem is not None:
            raise self.problem

    def _day(self, day: date) -> DayView:
        return self.days.get(day) or DayMaker(day).column("Dr Mei Chen", "Room 2", "09:00-17:00").made()

    def _month_day(self, day: date, filters: Filters, most: int) -> MonthDay:
        found = self.days.get(day)
        cards = [] if found is None else self._cards(found, filters)
        requests = sum(card.status in (Status.PROPOSED, Status.PENDING) for card in cards)
        booked = round(sum((card.end - card.start).total_seconds() for card in cards) / 60)
        closures = self.closures.get(day, ())
        working = 0 if closures else 960
        return MonthDay(day, len(cards), requests, 0, booked, working, closures, tuple(cards[:most]))

    def _cards(self, day: DayView, filters: Filters) -> list[Card]:
        cards = (card for column in day.columns for card in column.cards)
        let_in = (one for one in cards if filters.lets_in(one.clinician_id, one.service_id, one.status, one.end, NOW))
        return sorted(let_in, key=lambda card: (card.start, card.id))


@dataclass
class ClinicInMemory:
    calendar: DaysInMemory = field(default_factory=DaysInMemory)
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def later(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


class NoticesHeard:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.told: list[str] = []

    def show(self, text: str, **_more: object) -> None:
        self.told.append(text)

    def problem(self, problem: Problem) -> None:
        self.problems.append(problem)


def context_of(clinic: ClinicInMemory, tasks: Tasks, notices: NoticesHeard | None = None) -> Context:
    centers = (CenterChoice(1, "riverside", "Riverside Clinic", LISBON, "PT"),)
    columns = clinic_day().columns
    clinicians = tuple(ClinicianChoice(one.clinician_id or 0, one.code, one.name, (1,)) for one in columns)
    choices = Choices("Clinic", centers, (), clinicians, (), ())
    return Context(cast("Clinic", clinic), tasks, ChangeHub(), cast("Notices", notices or NoticesHeard()), choices)
