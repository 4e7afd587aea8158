"""What is said of a request's times and of those who could take it: whether they can, why not, what is near."""

from datetime import date

from frontdesk.rules.words import RequestKind
from frontdesk.views.assignment import AssignAt, AssignClinician, AssignTime, Nearby
from ui.requests.words import near_moment
from ui.texts import _, moment, time_of
from ui.why_not_then import why_words
from ui.widgets import Row

_AVAILABLE, _NOT_AVAILABLE = "\N{BLACK CIRCLE}", "\N{WHITE CIRCLE}"


def time_title(one: AssignTime, kind: RequestKind, today: date) -> str:
    """Tue 24 Nov, 14:50; of one who comes now: Now, next start 10:25."""
    if kind is RequestKind.NOW:
        when = time_of(one.wall_start) if one.wall_start.date() == today else moment(one.wall_start, today=today)
        return _("Now, next start {time}").format(time=when)
    return moment(one.wall_start, today=today)


def note_words(note: str) -> str:
    """Why a time stands out: outside hours, past, taken; empty where it does not."""
    return {"outside-hours": _("outside hours"), "past": _("past"), "taken": _("taken")}.get(note, "")


def time_row(key: int, one: AssignTime, kind: RequestKind, today: date) -> Row:
    """A time to choose."""
    title, note = time_title(one, kind, today), note_words(one.note)
    return Row(key, title, right=note, right_colour="warning")


def clinician_row(one: AssignClinician, at: AssignAt | None) -> Row:
    """A clinician to choose, at the time that is chosen; None while there is none."""
    parts = [_("Available now")] if one.on_demand else []
    if at is None:
        return Row(one.id, one.name, line=", ".join(parts))
    told = {near.note for near in at.nearby} | ({"clinician-busy"} if at.nearby else set())
    if not at.available and at.why not in told and (why := why_words(at.why)):
        parts.append(why)
    parts += [nearby_words(at)] if at.nearby else []
    word = _("Available") if at.available else _("Not available")
    line = " · ".join(parts) or _("Nothing else within 2 h")
    return Row(
        one.id,
        one.name,
        line=line,
        right=f"{_AVAILABLE if at.available else _NOT_AVAILABLE} {word}",
        right_colour="good" if at.available else "muted",
        right_whole=True,
        spoken=f"{one.name}, {word}, {line}",
    )


def nearby_words(at: AssignAt) -> str:
    """Within 2 h: 14:00 Anna Kowalska, 15:30 on leave."""
    return _("Within 2 h: {what}").format(what=", ".join(_nearby(one) for one in at.nearby))


def _nearby(one: Nearby) -> str:
    away = {"leave": _("on leave"), "block": _("blocked"), "closure": _("center closed")}.get(one.note)
    if away is None:
        return _("{time} {what}").format(time=time_of(one.wall_start), what=one.consumer or one.service)
    return f"{away} ({one.remark})" if one.remark else away


def accept_words(one: AssignTime, kind: RequestKind, today: date) -> str:
    """What the button does: Accept Tue 14:50, or Accept now, 10:25."""
    if kind is RequestKind.NOW:
        return _("Accept now, {time}").format(time=time_of(one.wall_start))
    return _("Accept {time}").format(time=near_moment(one.wall_start, today))
