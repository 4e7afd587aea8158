"""What the calendar page is to show: center, mode, date, columns, colours and filters, as one value; and its title."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast, get_args

from frontdesk.views.calendar_filters import NO_FILTERS, Filters, Told
from frontdesk.views.day import By
from ui.calendar.colouring import Colouring
from ui.calendar.dates import month_line, span_line
from ui.calendar.weeks import ahead, back, first_of_grid, first_of_week, month_on
from ui.texts import _, day_long, day_short, month_short

Mode = Literal["day", "week", "month", "agenda"]
MODES: tuple[Mode, ...] = get_args(Mode)
_COLUMNS: dict[By, str] = {"clinician": "clinicians", "room": "rooms"}
"""What the columns are called where they are remembered."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a center; `center_id` is None before there is one, `day` the date that the mode is about."""

    center_id: int | None
    day: date
    mode: Mode = "day"
    by: By = "clinician"
    colouring: Colouring = "service"
    filters: Filters = NO_FILTERS

    @property
    def first(self) -> date:
        """The first day of what is read for it; the agenda is read from its day on."""
        if self.mode == "week":
            return first_of_week(self.day)
        return first_of_grid(self.day) if self.mode == "month" else self.day

    def shows_the_same(self, other: "Look") -> bool:
        """Whether what was read for one shows the other too: another day of the same week, other colours."""
        ours = replace(self, day=self.first, colouring=other.colouring)
        theirs = replace(other, day=other.first)
        return ours == theirs and (self.mode != "month" or self.day.month == other.day.month)

    def moved(self, steps: int) -> "Look":
        """So many days, weeks or months on; the agenda goes by days."""
        if self.mode == "month":
            return replace(self, day=month_on(self.day, steps))
        days = steps * (7 if self.mode == "week" else 1)
        return replace(self, day=ahead(self.day, days) if days > 0 else back(self.day, -days))

    def title(self) -> str:
        """The range as people say it: `Tuesday 24 November 2026`, `23-29 November 2026`, `November 2026`."""
        if self.mode == "month":
            return month_line(self.day)
        return span_line(self.first, ahead(self.first, 6)) if self.mode == "week" else day_long(self.day)

    def short_title(self, today: date, *, shortest: bool = False) -> str:
        """The same where there is little room; without the year where it is this one's, `shortest` without weekday."""
        if self.mode == "month":
            return month_line(self.day, short=True)
        if self.mode == "week":
            return span_line(self.first, ahead(self.first, 6), short=True)
        if shortest and self.day.year == today.year:
            return _("{day} {month}").format(day=self.day.day, month=month_short(self.day.month))
        return day_short(self.day, today=today)


def remembered(look: Look) -> dict[str, str | int | list[int] | list[str]]:
    """What of a look is remembered until the next sign-in: all but center and date."""
    filters = look.filters
    return {
        "mode": look.mode,
        "columns": _COLUMNS[look.by],
        "colouring": look.colouring,
        "clinicians": sorted(filters.clinicians),
        "services": sorted(filters.services),
        "statuses": sorted(str(one) for one in filters.statuses),
    }


def recalled(look: Look, state: Mapping[str, object]) -> Look:
    """The look with what is remembered of another; what means nothing (any more) is passed over."""
    columns = {word: by for by, word in _COLUMNS.items()}
    statuses = frozenset(one for one in Told if one in _listed(state, "statuses"))
    clinicians, services = (
        frozenset(one for one in _listed(state, part) if isinstance(one, int)) for part in ("clinicians", "services")
    )
    mode, colouring = state.get("mode"), state.get("colouring")
    return replace(
        look,
        mode=next((one for one in MODES if one == mode), look.mode),
        by=columns.get(str(state.get("columns")), look.by),
        colouring=cast("Colouring", colouring) if colouring in get_args(Colouring) else look.colouring,
        filters=Filters(clinicians, services, statuses),
    )


def _listed(state: Mapping[str, object], part: str) -> list[object]:
    found = state.get(part)
    return found if isinstance(found, list) else []


def words_of(look: Look, steps: int) -> str:
    """What going back or forward by one step means in this mode."""
    return {
        ("week", -1): _("Previous week"),
        ("week", 1): _("Next week"),
        ("month", -1): _("Previous month"),
        ("month", 1): _("Next month"),
        ("day", -1): _("Previous day"),
        ("day", 1): _("Next day"),
    }[look.mode if look.mode in ("week", "month") else "day", steps]
