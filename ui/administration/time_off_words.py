"""What time off, extra hours and closures are called, and when they are."""

from datetime import date, datetime, timedelta

from frontdesk.rules.words import ExceptionKind
from frontdesk.views.schedules import ExceptionView
from ui.texts import _, day_short, span, time_of, time_range
from ui.widgets import Row


def kind_word(kind: ExceptionKind) -> str:
    """Leave, Block of time, Extra hours, Closure."""
    return {
        ExceptionKind.LEAVE: _("Leave"),
        ExceptionKind.BLOCK: _("Block of time"),
        ExceptionKind.EXTRA: _("Extra hours"),
        ExceptionKind.CLOSURE: _("Closure"),
    }[kind]


def exception_row(view: ExceptionView, center_id: int, today: date, *, several: bool, over: bool = False) -> Row:
    """One line of the list, its key ("exception", id); `several` says that the clinician works at several centers."""
    icon, colour = {
        ExceptionKind.LEAVE: ("ph.airplane-tilt", "info"),
        ExceptionKind.BLOCK: ("ph.prohibit", "muted"),
        ExceptionKind.EXTRA: ("ph.plus-circle", "good"),
        ExceptionKind.CLOSURE: ("ph.door", "warning"),
    }[view.kind]
    everywhere = view.center_id is None and several
    where = _("at every center") if everywhere else "" if view.center_id in (None, center_id) else view.center
    line = " · ".join(part for part in (kind_word(view.kind), where, view.remark.replace("\n", " ")) if part)
    title = view.clinician or _("{center} is closed").format(center=view.center)
    return Row(
        ("exception", view.id),
        title,
        line,
        span_words(view, today),
        length_words(view),
        icon,
        "muted" if over else colour,
        right_colour="muted" if over else "text",
    )


def span_words(view: ExceptionView, today: date) -> str:
    """Tue 24 Nov; Tue 24 to Fri 27 Nov; Tue 24 Nov, 13:00–15:00."""
    start, end = view.wall_start, view.wall_end
    if view.whole_days:
        last = (end - timedelta(days=1)).date()
        return _days(start.date(), last, today)
    if start.date() == end.date() or end == _next_midnight(start):
        until = time_range(start, end) if end.date() == start.date() else span(time_of(start), "24:00")
        return f"{day_short(start.date(), today=today)}, {until}"
    first, last_ = day_short(start.date(), today=today), day_short(end.date(), today=today)
    return _("{first}, {start} to {last}, {end}").format(
        first=first, start=time_of(start), last=last_, end=time_of(end)
    )


def length_words(view: ExceptionView) -> str:
    """How many days, where it is several."""
    days = (view.wall_end - view.wall_start).days
    return _("{count} days").format(count=days) if view.whole_days and days > 1 else ""


def _days(first: date, last: date, today: date) -> str:
    if first == last:
        return day_short(first, today=today)
    return _("{first} to {last}").format(first=day_short(first, today=today), last=day_short(last, today=today))


def _next_midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date() + timedelta(days=1), datetime.min.time())
