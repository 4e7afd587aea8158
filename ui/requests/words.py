"""What requests say: how long they are pending, to whom they are, for which times, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from frontdesk.rules.words import RequestKind, RequestState
from frontdesk.views.requests import RequestLine, RequestView
from ui.form_words import source_word
from ui.texts import (
    StatusLook,
    _,
    ago,
    local,
    lower_first,
    modality_word,
    moment,
    ngettext,
    time_of,
    weekday_short,
)

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Moment:
    """From where requests are seen: now (aware), the center's zone and date, and after how many minutes one is late."""

    now: datetime
    zone: str
    today: date
    late: int = 5


def pending_words(waited: timedelta) -> str:
    """6:02 of minutes, 1:05 h of hours, 2 days: how long a request is pending."""
    seconds = max(0, int(waited.total_seconds()))
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02}"
    if seconds < 24 * 3600:
        return _("{time} h").format(time=f"{seconds // 3600}:{seconds % 3600 // 60:02}")
    days = seconds // (24 * 3600)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def pending_tip(line: RequestLine, at: Moment) -> str:
    """The same with what its sign means: "Pending for 12:41, since today 10:09. Late: …"."""
    words = _("Pending for {time}, since {when}.").format(
        time=pending_words(waited(line, at.now)), when=lower_first(ago(local(line.created_at, at.zone), at.today))
    )
    if is_late(line, at):
        late = ngettext(
            "Late: nobody took it within {count} minute.", "Late: nobody took it within {count} minutes.", at.late
        )
        words = f"{words} {late.format(count=at.late)}"
    if line.escalated_at is not None:
        words = f"{words} {_('Escalated to the managers.')}"
    return words


def is_late(line: RequestLine, at: Moment) -> bool:
    """Whether nobody took it in the time that the clinic has set."""
    return waited(line, at.now) >= timedelta(minutes=at.late)


def to_words(line: RequestLine) -> str:
    """To whom it is: Dr Paul Weber, Group: Nurses, or Any clinician."""
    if line.clinician:
        return line.clinician
    return _("Group: {name}").format(name=line.clinician_group) if line.clinician_group else _("Any clinician")


def times_words(line: RequestLine, at: Moment) -> tuple[str, ...]:
    """The times that are wished for: (Tue 14:50, Wed 09:00), (now, since 10:09), or (Any time)."""
    if line.kind is RequestKind.NOW:
        since = local(line.created_at, at.zone)
        said = time_of(since) if since.date() == at.today else lower_first(ago(since, at.today))
        return (_("now, since {when}").format(when=said),)
    return tuple(near_moment(one.wall_start, at.today) for one in line.times) or (_("Any time"),)


def near_moment(wall: datetime, today: date) -> str:
    """Tue 14:50 within a week from today on, else with its date: Tue 1 Dec, 14:50."""
    if 0 <= (wall.date() - today).days < _WEEK:
        return _("{weekday} {time}").format(weekday=weekday_short(wall.weekday()), time=time_of(wall))
    return moment(wall, today=today)


def kind_word(kind: RequestKind) -> str:
    """Now, Scheduled."""
    return {RequestKind.NOW: _("Now"), RequestKind.SCHEDULED: _("Scheduled")}[kind]


def how_word(line: RequestLine) -> str:
    """In person, Phone, Video; empty where it was not said."""
    return modality_word(line.modality) if line.modality is not None else ""


def taken_words(line: RequestLine, zone: str, today: date) -> str:
    """Today 07:12 by Ana Souza, phone."""
    when, source = ago(local(line.created_at, zone), today), lower_first(source_word(line.source))
    if not line.created_by:
        return _("{when}, {source}").format(when=when, source=source)
    return _("{when} by {name}, {source}").format(when=when, name=line.created_by, source=source)


def head_words(line: RequestLine, at: Moment) -> str:
    """Omar Said · Physiotherapy · pending for 6:02."""
    parts = [line.consumer, line.wanted]
    if line.state is RequestState.ACTIVE:
        parts.append(_("pending for {time}").format(time=pending_words(waited(line, at.now))))
    return " · ".join(parts)


def closed_words(line: RequestLine, at: Moment) -> str:
    """Who was quicker: "Ana Souza accepted this request today 10:24. What you typed is kept here."."""
    kept = _("What you typed is kept here until you choose another request.")
    if line.answered_at is None:
        return f"{_('This request waits no longer.')} {kept}"
    words = _("{name} declined this request, {when}.") if line.declined else _("{name} accepted this request, {when}.")
    when = lower_first(ago(local(line.answered_at, at.zone), at.today))
    return f"{words.format(name=line.answered_by or _('Somebody else'), when=when)} {kept}"


def state_look(view: RequestView) -> StatusLook:
    """Word, icon and colour of a request's state: closed it was withdrawn, or all that was booked was cancelled."""
    match view.line.state:
        case RequestState.ACTIVE:
            return StatusLook(_("Waiting"), "ph.hourglass-medium", "warning")
        case RequestState.COMPLETED:
            return StatusLook(_("Booked"), "ph.check-bold", "accent")
        case RequestState.REVOKED:
            word = _("Declined") if view.line.declined else _("Withdrawn")
            return StatusLook(_("Cancelled") if view.appointments else word, "ph.x-bold", "muted")


def count_words(shown: int, count: int) -> str:
    """4 waiting, oldest first; of a filtered list, how many of them show."""
    if count == 0:
        return ""
    if shown < count:
        return _("{shown} of {count} waiting, oldest first").format(shown=shown, count=count)
    return ngettext("{count} waiting", "{count} waiting, oldest first", count).format(count=count)


def waited(line: RequestLine, now: datetime) -> timedelta:
    """How long it has waited at `now`, both aware."""
    return now - line.created_at
