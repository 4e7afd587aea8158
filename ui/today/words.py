"""What the start page says: greeting, lines of appointments, how they stand, what the buttons say."""

from datetime import date, datetime, timedelta

from frontdesk.rules.words import Action, Modality, Status
from frontdesk.views.today import ClinicianLine, Figures, Part, TodayRow
from ui.texts import (
    StatusLook,
    _,
    day_short,
    local,
    minutes,
    modality_word,
    ngettext,
    relative_day,
    status_look,
    time_of,
    time_range,
)

_TITLES = ("Dr", "Dr.", "Prof", "Prof.", "Nurse", "Mr", "Ms", "Mrs", "Sr", "Sra")
"""What stands before a name and goes with its last word."""


def greeting(name: str, hour: int) -> str:
    """Good morning, Dr Chen: by the hour at the center."""
    words = _("Good morning, {name}") if hour < 12 else _("Good afternoon, {name}")
    if hour >= 18:
        words = _("Good evening, {name}")
    return words.format(name=_called(name))


def _called(name: str) -> str:
    """How somebody is spoken to: with a title by the last name, else by the whole."""
    parts = name.split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 2 and parts[0] in _TITLES else name


def part_word(part: Part) -> str:
    """Mine, The desk, The day."""
    return {Part.MINE: _("Mine"), Part.DESK: _("The desk"), Part.CENTER: _("The day")}[part]


def passed(since: datetime, now: datetime) -> int:
    """Whole minutes since an instant, none when it is still to come."""
    return max(0, (now - since) // timedelta(minutes=1))


def look_of(row: TodayRow, now: datetime) -> StatusLook:
    """How the row stands at an instant: with what a person would want to know of it, such as for how long."""
    look = status_look(row.status, past=row.is_past(now))
    match row.status:
        case Status.ARRIVED if row.arrived_at is not None:
            return StatusLook(waiting_words(passed(row.arrived_at, now)), look.icon, look.colour)
        case Status.CHECKED_IN if row.commenced_at is not None:
            since = time_of(local(row.commenced_at, row.zone))
            return StatusLook(_("since {time}").format(time=since), look.icon, look.colour)
        case Status.NOSHOW:
            return StatusLook(_("Didn't show"), look.icon, look.colour)
        case Status.BOOKED if row.start < now < row.end:
            late = passed(row.start, now)
            word = _("Due now") if late < 1 else _("{minutes} late").format(minutes=minutes(late))
            return StatusLook(word, "ph.clock", "warning")
        case _:
            return look


def ticks(row: TodayRow, now: datetime) -> bool:
    """Whether what it says of its status is another with each minute."""
    return row.status is Status.ARRIVED or (row.status is Status.BOOKED and row.start <= now < row.end)


def waiting_words(count: int) -> str:
    """Waiting 4 min."""
    if count < 1:
        return _("Just arrived")
    return _("Waiting {time}").format(time=length_words(count))


def length_words(count: int) -> str:
    """20 min, 1 h, 2 h 10 min: of real minutes."""
    hours, rest = divmod(count, 60)
    if not hours:
        return minutes(rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def when_words(row: TodayRow) -> str:
    """10:45, or from when to when once it has begun."""
    if row.status in {Status.CHECKED_IN, Status.FULFILLED}:
        return time_range(row.wall_start, row.wall_end)
    return time_of(row.wall_start)


def day_words(row: TodayRow, today: date) -> str:
    """Yesterday, Fri 20 Nov; empty for today."""
    day = row.wall_start.date()
    if day == today:
        return ""
    return _("Yesterday") if day == today - timedelta(days=1) else day_short(day, today=today)


def service_words(row: TodayRow) -> str:
    """Influenza, dose 1 of 2."""
    if row.dose is None:
        return row.service
    return _("{service}, dose {dose} of {doses}").format(service=row.service, dose=row.dose, doses=row.doses)


def line_words(row: TodayRow, part: Part, center_id: int) -> str:
    """Influenza, dose 1 of 2 · Dr Mei Chen · Room 2 · arrived 10:18: what is below the name."""
    arrived = ""
    if row.status is Status.ARRIVED and row.arrived_at is not None:
        words = _("arrived late {time}") if row.late else _("arrived {time}")
        arrived = words.format(time=time_of(local(row.arrived_at, row.zone)))
    parts = (
        service_words(row),
        row.clinician if part is not Part.MINE else "",
        row.room,
        row.center if row.center_id != center_id else "",
        modality_word(row.modality) if row.modality is not Modality.IN_PERSON else "",
        _("overbooked") if row.overbooked else "",
        arrived,
        " ".join(row.remark.split()) if row.status is Status.FULFILLED else "",
    )
    return " · ".join(one for one in parts if one)


def spoken_row(row: TodayRow, part: Part, today: date, now: datetime) -> str:
    """10:45, Nguyễn Thị Hoa, influenza, arrived, waiting 4 minutes."""
    status = status_look(row.status, past=row.is_past(now)).word
    if row.status is Status.ARRIVED and row.arrived_at is not None:
        count = passed(row.arrived_at, now)
        waited = ngettext("waiting {count} minute", "waiting {count} minutes", count).format(count=count)
        status = f"{status}, {waited}"
    elif row.status is not Status.BOOKED or row.start < now < row.end:
        told = look_of(row, now).word
        status = status if told == status else f"{status}, {told}"
    clinician = row.clinician if part is not Part.MINE else ""
    said = (day_words(row, today), when_words(row), row.consumer, _small(service_words(row)), clinician, _small(status))
    return ", ".join(one for one in said if one)


def _small(text: str) -> str:
    """As it stands inside a sentence: `Influenza` → `influenza`, `MMR` stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def button_word(action: Action) -> str:
    """What the button of a row says: shorter than elsewhere, since the row says of whom."""
    return {
        Action.ACCEPT: _("Accept"),
        Action.CHECK_IN: _("Check in"),
        Action.COMMENCE: _("Commence"),
        Action.COMPLETE: _("Complete"),
        Action.NO_SHOW: _("Didn't show"),
    }[action]


def done_words(figures: Figures) -> str:
    """3 done, 1 in progress."""
    parts = [_("{count} done").format(count=figures.done)]
    if figures.in_progress:
        parts.append(_("{count} in progress").format(count=figures.in_progress))
    return ", ".join(parts)


def booked_words(line: ClinicianLine) -> str:
    """Room 2 · 9 booked · 3 done · 1 in progress · 2 waiting."""
    figures = line.figures
    parts = [
        line.room,
        _("{count} booked").format(count=figures.total),
        _("{count} done").format(count=figures.done) if figures.done else "",
        _("{count} in progress").format(count=figures.in_progress) if figures.in_progress else "",
        _("{count} waiting").format(count=figures.waiting) if figures.waiting else "",
        ngettext("{count} didn't show", "{count} didn't show", figures.no_shows).format(count=figures.no_shows)
        if figures.no_shows
        else "",
    ]
    return " · ".join(one for one in parts if one)


def share_words(line: ClinicianLine) -> str:
    """62 % booked · 2 h 10 min free."""
    if not line.working:
        return _("not working today")
    left = _("{time} free").format(time=length_words(line.left)) if line.left else _("nothing free")
    share = round(100 * line.used / line.working)
    return _("{share} % booked · {left}").format(share=share, left=left)


def spoken_clinician(line: ClinicianLine) -> str:
    """Dr Mei Chen, 9 booked, 3 done, 62 % booked, 2 h 10 min free, first free 11:45."""
    said = [line.name, booked_words(line), share_words(line)]
    if line.free is not None:
        said.append(_("first free {time}").format(time=time_of(line.free.wall_start)))
    return ", ".join(said).replace(" · ", ", ")


def following_words(following: datetime | None, today: date) -> str:
    """Nothing more today. Next: Thu 26 Nov 09:00."""
    if following is None:
        return _("Nothing more today.")
    day = relative_day(following.date(), today)
    return _("Nothing more today. Next: {day} {time}").format(day=day, time=time_of(following))


def from_words(oldest: date | None, today: date) -> str:
    """From yesterday: settle it."""
    if oldest is None:
        return _("all settled")
    if oldest == today:
        return _("from today: settle it")
    if oldest == today - timedelta(days=1):
        return _("from yesterday: settle it")
    return _("since {day}: settle it").format(day=day_short(oldest, today=today))
