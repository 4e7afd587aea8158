"""Made-up weeks for the calendar's tests, pictures and benchmarks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from frontdesk.views.day import DayView, WeekView
from tests.ui.calendar.days import LISBON, TUESDAY, DayMaker

MONDAY = TUESDAY - timedelta(days=1)


def week_of(
    fill: Callable[[DayMaker, int], object], first: date = MONDAY, zone: str = LISBON, *, days: int = 7
) -> WeekView:
    """Seven days, each filled by `fill(maker, number)`; the ids of their cards differ."""
    made = []
    for number in range(days):
        maker = DayMaker(first + timedelta(days=number), zone)
        fill(maker, number)
        made.append(_numbered(maker.made(), number))
    return WeekView(tuple(made))


def _numbered(view: DayView, number: int) -> DayView:
    columns = tuple(
        replace(one, cards=tuple(card._replace(id=card.id + 1000 * number) for card in one.cards))
        for one in view.columns
    )
    return replace(view, columns=columns)


def working_week(clinicians: int = 1) -> WeekView:
    """Monday to Friday with so many clinicians, each with an appointment at 9 and one at 15."""

    def fill(made: DayMaker, number: int) -> None:
        for who in range(clinicians if number < 5 else 0):
            made.column(f"Dr Number {who + 1}", f"Room {who + 1}", "08:30-12:00", "13:00-17:00")
            made.card("09:00", 20, f"Early {number}.{who}").card("15:00", 20, f"Late {number}.{who}")

    return week_of(fill)
