"""A clinic for the calendar page: days in memory, a clock that a test moves, and doors that a test can shut."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

from frontdesk.rules.problems import Problem
from frontdesk.views.choices import CenterChoice, Choices, ClinicianChoice
from frontdesk.views.day import DayView
from tests.ui.calendar.days import LISBON, TUESDAY, DayMaker, clinic_day, instant
from ui.changes import ChangeHub
from ui.shell.context import Context
from ui.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.clinic import Clinic
    from ui.shell.notices import Notices


@dataclass
class DaysInMemory:
    days: dict[date, DayView] = field(default_factory=lambda: {TUESDAY: clinic_day()})
    asked: list[date] = field(default_factory=list)
    problem: Problem | None = None
    before: Callable[[], object] | None = None
    """Done aside before a day is answered: a test waits in it."""

    def day(self, center_id: int, day: date) -> DayView:
        assert center_id == 1
        self.asked.append(day)
        if self.before is not None:
            self.before()
        if self.problem is not None:
            raise self.problem
        return self.days.get(day) or DayMaker(day).column("Dr Mei Chen", "Room 2", "09:00-17:00").made()


@dataclass
class ClinicInMemory:
    calendar: DaysInMemory = field(default_factory=DaysInMemory)
    at: datetime = field(default_factory=lambda: instant(TUESDAY, "10:22"))

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
