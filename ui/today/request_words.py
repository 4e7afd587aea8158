"""What the start page says of a request to the person: how long it is pending, for which times, what it is for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from frontdesk.rules.words import RequestKind
from frontdesk.views.requests import RequestLine, WantedTime
from ui.texts import StatusLook, _, local, lower_first, minutes, ngettext, relative_day, time_of

_DOT = " \N{MIDDLE DOT} "
_SHOWN = 3
"""Of more wished times the rest is counted."""


def pending_look(line: RequestLine, now: datetime, late_minutes: int) -> StatusLook:
    """For how long nobody has answered it: green until it is late, then red; the signs differ too."""
    waited = max(timedelta(), now - line.created_at)
    word = _("Pending {time}").format(time=_length(waited))
    if waited >= timedelta(minutes=late_minutes):
        return StatusLook(word, "ph.triangle-fill", "danger")
    return StatusLook(word, "ph.circle-fill", "good")


def _length(waited: timedelta) -> str:
    """2 min, 3 h, 2 days."""
    count = int(waited.total_seconds()) // 60
    if count < 60:
        return minutes(count)
    if count < 24 * 60:
        return _("{hours} h").format(hours=count // 60)
    return ngettext("{count} day", "{count} days", count // (24 * 60)).format(count=count // (24 * 60))


def first_time(line: RequestLine, today: date) -> tuple[str, str]:
    """What is wished first: the time and, where it is not of today, its day; or that it is wanted now, or any time."""
    if line.kind is RequestKind.NOW:
        return _("Now"), ""
    if not line.times:
        return _("Any time"), ""
    wall = line.times[0].wall_start
    return time_of(wall), "" if wall.date() == today else relative_day(wall.date(), today)


def asked_words(line: RequestLine, zone: str, today: date, center_id: int) -> str:
    """Influenza · or tomorrow 09:00 · to Nurses · “Prefers mornings”: what stands below the name."""
    others = [time_words(one, today) for one in line.times[1:_SHOWN]]
    more = len(line.times) - _SHOWN
    if more > 0:
        others.append(ngettext("{count} more", "{count} more", more).format(count=more))
    since = local(line.created_at, zone)
    parts = (
        line.wanted,
        _("since {time}").format(time=time_of(since)) if line.kind is RequestKind.NOW else "",
        _("or {times}").format(times=", ".join(others)) if others else "",
        _("to {group}").format(group=line.clinician_group) if line.clinician_group and not line.clinician else "",
        line.center if line.center_id != center_id else "",
        quoted(line.note),
    )
    return _DOT.join(one for one in parts if one)


def quoted(note: str) -> str:
    """A note on one line, as somebody's own words; empty for none."""
    words = " ".join(note.split())
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}" if words else ""


def time_words(one: WantedTime, today: date) -> str:
    """Tomorrow 09:00, Fri 27 Nov 09:00: as it stands inside a sentence."""
    day = relative_day(one.wall_start.date(), today)
    near = one.wall_start.date() - today <= timedelta(days=1)
    return _("{day} {time}").format(day=lower_first(day) if near else day, time=time_of(one.wall_start))


def spoken_request(line: RequestLine, look: StatusLook, times: Sequence[str], below: str) -> str:
    """Request of Maria Silva, tomorrow 14:50, influenza, pending 6 min."""
    said = (_("Request of {name}").format(name=line.consumer), " ".join(one for one in times if one), below, look.word)
    return ", ".join(one for one in said if one).replace(_DOT, ", ")
